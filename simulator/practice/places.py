"""Where the files of a play are: in the library, by their ids, or at a place on this machine."""

from pathlib import Path

from simulator.library.files import path_to_text, real_path, text_to_path
from simulator.library.find import find_by_id
from simulator.library.workspace import Workspace
from simulator.store.play_store import Place, Play


def place_of(workspace: Workspace, scenario: str, path: Path) -> Place:
    """Return where a scenario is; nothing is noted of a file that the library has by its id."""
    # Links are resolved, because two paths can lead to the same file.
    where = real_path(path)
    in_library = find_by_id(workspace, scenario)
    if in_library is not None and real_path(in_library) == where:
        return Place()
    return Place(path_to_text(where))


def scenario_file(workspace: Workspace, play: Play) -> Path | None:
    """Return the file of a play's scenario, which may not exist; None if it is not known."""
    if play.place.scenario:
        return text_to_path(play.place.scenario)
    return find_by_id(workspace, play.scenario)
