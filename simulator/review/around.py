"""What the group said before a decision of the leader, and what it did afterwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.engine.events import Acted, Event, LetGo, Passed, PhaseBegan, Spoken, Waited

MOST_BEFORE = 3
"""The maximum number of turns before a decision."""

MOST_AFTER = 2
"""The maximum number of turns after a decision."""

LONG_BEFORE, LONG_AFTER = 300, 160
"""The characters of the turns above which there is one turn less."""


@dataclass(frozen=True, slots=True)
class Around:
    """The turns around the decision in a moment; ``phase`` is the phase in which it came.

    ``before`` are the last turns before the decision, in the same phase. ``after`` are the group's
    first turns after it, up to the next decision, the next phase or the leader's next line. The
    advice of the author (``coach``) is in neither.
    """

    phase: str
    before: tuple[Spoken, ...]
    after: tuple[Spoken, ...]


def around(events: Sequence[Event], moment: str, after: int) -> Around:
    """Return the turns around a decision.

    It is the act in ``moment``; if nobody acted, the silence after its turn ``after``.
    """
    at = _decision(events, moment, after)
    begun = (i for i in range(at - 1, -1, -1) if isinstance(events[i], PhaseBegan))
    start = next(begun, None)
    phase = events[start] if start is not None else None
    before = tuple(_turns(events[start or 0 : at]))[-MOST_BEFORE:]
    followed = tuple(_followed(events, at))[:MOST_AFTER]
    return Around(
        phase.phase if isinstance(phase, PhaseBegan) else "",
        before[1:] if _are_long(before, LONG_BEFORE) else before,
        followed[:-1] if _are_long(followed, LONG_AFTER) else followed,
    )


def _are_long(turns: Sequence[Spoken], characters: int) -> bool:
    """Return whether there are several turns, which together have more than these characters."""
    return len(turns) > 1 and sum(len(turn.text) for turn in turns) > characters


def _decision(events: Sequence[Event], moment: str, after: int) -> int:
    """Return the index of the event of a decision; the moment must have been judged."""
    waited = passed = None
    for at, event in enumerate(events):
        match event:
            case Acted(moment=in_) if in_ == moment:
                return at
            case Waited(moment=in_, after=turn) if in_ == moment and turn == after:
                waited = at
            # Who let a line go has no later decision in this moment.
            case LetGo(moment=in_) if in_ == moment and waited is None:
                waited = at
            # After this event nothing of the moment follows.
            case Passed(moment=in_) if in_ == moment:
                passed = at
                break
    found = passed if waited is None else waited
    assert found is not None, moment
    return found


def _turns(events: Sequence[Event]) -> Iterator[Spoken]:
    return (event for event in events if isinstance(event, Spoken) and event.form != "coach")


def _followed(events: Sequence[Event], at: int) -> Iterator[Spoken]:
    acted = isinstance(events[at], Acted)
    # An act is followed by the leader's line or gesture, which is not what the group did.
    for event in events[at + 2 if acted else at + 1 :]:
        match event:
            case Spoken(form="coach"):
                continue
            case Spoken(form="leader") | PhaseBegan() | Acted() | Waited() | LetGo():
                return
            case Spoken():
                yield event
