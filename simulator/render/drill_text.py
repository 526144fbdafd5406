"""What is shown of a drill after the decision, in sentences, for every front end."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from simulator.messages import say
from simulator.practice.clock import local_day
from simulator.practice.drills import BetterLine, Drill, Outcome

Kind = Literal["verdict", "why", "better", "own", "about"]
"""What a sentence is about, by which a front end can give it a look."""


def result_lines(drill: Drill, outcome: Outcome, due: datetime) -> Iterator[tuple[Kind, str]]:
    """Yield what a decision was worth, why, and when its situation comes back."""
    yield "verdict", say("drills.best" if outcome.best else "drills.better_available")
    if outcome.why:
        yield "why", say("drills.why", why=outcome.why)
    if outcome.better is not None:
        yield "better", better_line(outcome.better)
    if drill.own:
        yield "own", say("drills.your_words", words=drill.own)
        # A better line was shown already, and who took the best one has just said it.
        best = drill.best_line
        if outcome.better is None and best.words not in ("", outcome.said):
            yield "own", better_line(best, beside=True)
        yield "own", say("drills.compare")
    yield "about", about(drill, outcome)
    yield "about", say("drills.comes_back", day=local_day(due.isoformat()))


def better_line(line: BetterLine, *, beside: bool = False) -> str:
    """Return one of the best acts with its reason; ``beside`` the learner's own words."""
    if not line.words:
        said = say("drills.better_nothing")
    elif line.gesture:
        said = say("drills.better_gesture", words=line.words)
    else:
        said = say("drills.best_line" if beside else "drills.better_line", words=line.words)
    return f"{said} {line.why}".rstrip()


def about(drill: Drill, outcome: Outcome) -> str:
    """Return which hard moment it was, what to try for, and where it is from."""
    where = say("drills.from", title=drill.case.title)
    called = say("drills.situation", title=outcome.title) if outcome.title else ""
    return " ".join(filter(None, (called, outcome.aim, where)))
