"""Look at all finished plays of a store together."""

from simulator.analysis.stop import Stop, never
from simulator.library.workspace import Workspace
from simulator.practice.clock import local_day
from simulator.practice.judged import judged
from simulator.review.progress import Progress, progress
from simulator.store.play_store import PlayStore


def progress_of(workspace: Workspace, store: PlayStore, stop: Stop = never) -> Progress:
    """Return the learner's progress; raise StoreProblem if the store cannot be read.

    If ``stop`` ends it, the plays that were not judged by then count as unjudged.
    """
    finished = store.finished()
    found = judged(workspace, store, finished, stop)
    return progress(found.values(), local_day, len(finished) - len(found))
