"""Save a debrief as a page in the folder of the learner's data."""

from pathlib import Path

from simulator.library.files import write_atomically
from simulator.library.workspace import Workspace
from simulator.practice.saved_play import SavedPlay


def save_page(workspace: Workspace, saved: SavedPlay, page: str) -> Path:
    """Save the page of a play's debrief, and return its file.

    An earlier page of the same play is replaced. Raise OSError if it cannot be written, and
    NoFolder if there is no folder of data.
    """
    # A preview has the number of a play in a store of its own, perhaps also that of a saved play.
    number = "preview" if saved.preview else str(saved.play.number)
    file = workspace.debriefs / f"debrief-{saved.play.scenario}-{number}.html"
    # Durable, because the screen says that it is saved; private, because own words are in it.
    write_atomically(file, page.encode("utf-8"), private=True, durable=True)
    return file
