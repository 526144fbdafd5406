"""The questions to oneself in a play (``reflect`` steps), and the keys of their answers.

An answer is saved like the leader's own words for a moment, with a key in place of the moment's id.
The key is ``reflect/HASH``, where HASH is the BLAKE2b hash (8 bytes, in hexadecimal) of the
question as it was asked. If a play asks the same text again, the second key is ``reflect/HASH/2``,
and so on. A moment's id has no ``/``, so it never equals a key. A key depends only on its own
question: an edit of other questions, or another order, does not move an answer to another one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from simulator.engine.events import Asked, Event, Spoken
from simulator.engine.session import Session


@dataclass(frozen=True, slots=True)
class Question:
    """A question to oneself that was asked in a play; ``at`` is the index of its event."""

    key: str
    text: str
    at: int


def questions(events: Iterable[Event]) -> Iterator[Question]:
    """Yield the questions among the events of a play, which must be all from its beginning."""
    asked: Counter[str] = Counter()
    for at, event in enumerate(events):
        if isinstance(event, Asked):
            asked[event.text] += 1
            yield Question(_key(event.text, asked[event.text]), event.text, at)


def last_question(session: Session) -> Question | None:
    """Return the question that the group has just paused for, or None."""
    if not session.events or not isinstance(session.events[-1], Asked):
        return None
    return list(questions(session.events))[-1]


def heard_before(session: Session, question: Question) -> tuple[Spoken, ...]:
    """Return the last turn before a question, or nothing if it came first."""
    for event in reversed(session.events[: question.at]):
        if isinstance(event, Spoken):
            return (event,)
    return ()


def asked_later(session: Session) -> bool:
    """Return True if the last event is a question that live play puts off until its end.

    Nothing is shown for it, so the group continues at once.
    """
    live = session.setup.mode == "live" and not session.ended
    return live and bool(session.events) and isinstance(session.events[-1], Asked)


def shown_now(session: Session, events: Iterable[Event]) -> list[Event]:
    """Return the events without the questions that live play puts off until its end."""
    live = session.setup.mode == "live"
    return [event for event in events if not (live and isinstance(event, Asked))]


def _key(text: str, number: int) -> str:
    key = f"reflect/{blake2b(text.encode(), digest_size=8).hexdigest()}"
    return key if number == 1 else f"{key}/{number}"
