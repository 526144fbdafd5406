"""What the home screen suggests: when the learner was here last, what is due, and one next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.practice.due_today import Today
from simulator.store.play_store import Play

StepKind = Literal["continue", "drill", "scenario", "again", "none"]
"""The suggested step; each has a reason in the messages (``home.why_...``).

- ``continue``: an unfinished session;
- ``drill``: the drills that are due;
- ``scenario``: the first scenario that was not played;
- ``again``: the scenario that was played longest ago;
- ``none``: there is nothing to play.
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The suggested step, and what came before.

    ``last`` is the UTC time of the last session or drill, and ``title`` that of the session (empty:
    a drill). ``due`` is the number of drills due today, None as long as it is not known.
    """

    last: str
    title: str
    due: int | None
    step: StepKind


def suggestion(
    plays: Sequence[Play], today: Today, *, going: bool, unplayed: bool, played: bool
) -> Suggestion:
    """Return the suggestion for a learner with these saved plays.

    ``going`` is whether something can be continued; ``unplayed`` and ``played`` are whether there
    are scenarios that were not played, or were.
    """
    last, title = _last(plays, today)
    return Suggestion(last, title, today.due, _step(today, going, unplayed, played))


def _step(today: Today, going: bool, unplayed: bool, played: bool) -> StepKind:
    if going:
        return "continue"
    if today.due:
        return "drill"
    if unplayed:
        return "scenario"
    return "again" if played else "none"


def _last(plays: Iterable[Play], today: Today) -> tuple[str, str]:
    """Return the time of the last session or drill, and the title of the session."""
    done = [(play.ended or play.started, play.title) for play in plays]
    return max([*done, (today.last, "")], key=lambda one: one[0])
