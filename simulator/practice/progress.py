"""Look at all finished plays of a store together."""

from dataclasses import replace

from simulator.analysis.stop import Stop, never
from simulator.library.workspace import Workspace
from simulator.practice.awaiting import awaiting_reaction
from simulator.practice.clock import local_day
from simulator.practice.judged import judged
from simulator.review.progress import Progress, progress
from simulator.store.play_store import PlayStore


def progress_of(workspace: Workspace, store: PlayStore, stop: Stop = never) -> Progress:
    """Return the learner's progress; raise StoreProblem if the store cannot be read.

    A play whose debrief is waiting for a reaction is only counted. If ``stop`` ends it, the plays
    that were not judged by then count as unjudged.
    """
    finished = store.finished()
    awaited = awaiting_reaction(store, finished)
    shown = [play for play in finished if play.id not in awaited]
    found = judged(workspace, store, shown, stop)
    made = progress(found.values(), local_day, len(shown) - len(found))
    drills, _ = store.drilled()
    return replace(made, awaited=len(awaited), drills=drills)
