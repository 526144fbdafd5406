"""Save debriefs, progress and the practice log as pages in the folder of the learner's data."""

from pathlib import Path

from simulator.library.files import write_atomically
from simulator.library.workspace import Workspace
from simulator.practice.saved_play import SavedPlay

PROGRESS_PAGE = "progress.html"
LOG_PAGE = "practice-log.html"


def save_page(workspace: Workspace, saved: SavedPlay, page: str) -> Path:
    """Save the page of a play's debrief, and return its file.

    An earlier page of the same play is replaced. Raise OSError if it cannot be written, and
    NoFolder if there is no folder of data.
    """
    # A preview has the number of a play in a store of its own, perhaps also that of a saved play.
    number = "preview" if saved.preview else str(saved.play.number)
    return save_named(workspace, f"debrief-{saved.play.scenario}-{number}.html", page)


def save_named(workspace: Workspace, name: str, page: str) -> Path:
    """Save a page under this name, in place of an earlier one; see ``save_page``."""
    file = workspace.debriefs / name
    # Durable, because the screen says that it is saved; private, because own words are in it.
    write_atomically(file, page.encode("utf-8"), private=True, durable=True)
    return file
