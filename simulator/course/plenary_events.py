"""What happens in a plenary, as it is saved: one event for each act of the host.

Votes are no events: they are counted when they are revealed, and the event has the count. So an
event says what the host did and what the room was shown, and never who voted for what.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Answer = Literal["speak", "wait"]
ANSWERS: tuple[Answer, ...] = ("speak", "wait")

SILENCE = "wait"
"""What is taken in place of an offer, if the room says nothing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many voted for one choice: ``speak`` or ``wait``, or the id of an offer."""

    choice: str
    votes: int


@dataclass(frozen=True, slots=True)
class TurnHeard:
    """The group's next turn was played."""


@dataclass(frozen=True, slots=True)
class AnswersShown:
    """The vote on speaking or waiting was closed, and its spread shown."""

    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class WordsAsked:
    """The vote on the lines was opened."""


@dataclass(frozen=True, slots=True)
class WordsShown:
    """The vote on the lines was closed, and its spread shown."""

    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """The host let the leader say the line of an offer, or nothing (``SILENCE``)."""

    offer: str


@dataclass(frozen=True, slots=True)
class KeyShown:
    """The key and the reasons of a round were shown."""

    round: int


@dataclass(frozen=True, slots=True)
class OwnWordsShown:
    """The host showed words that somebody had sent."""

    round: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnWordsHidden:
    """The host hid words again."""

    round: int
    id: str


@dataclass(frozen=True, slots=True)
class WentBack:
    """The room went back to where a round began, to try it another way."""

    round: int


@dataclass(frozen=True, slots=True)
class DebriefShown:
    """The debrief of the room was opened, and with it the key of every round."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The host closed the room."""


Happened = (
    TurnHeard
    | AnswersShown
    | WordsAsked
    | WordsShown
    | Taken
    | KeyShown
    | OwnWordsShown
    | OwnWordsHidden
    | WentBack
    | DebriefShown
    | Closed
)

# Saved in databases, so no name may change. ``HostAct`` has the same names.
_KINDS: dict[str, type[Any]] = {
    "turn": TurnHeard,
    "answers": AnswersShown,
    "words_asked": WordsAsked,
    "words": WordsShown,
    "taken": Taken,
    "key": KeyShown,
    "own_words": OwnWordsShown,
    "own_words_hidden": OwnWordsHidden,
    "back": WentBack,
    "debrief": DebriefShown,
    "closed": Closed,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


class UnknownEvent(ValueError):
    """A saved event is not one that this program knows."""


def kind_of(event: Happened) -> str:
    """Return the name of an event's kind, which is also that of the host's act behind it."""
    return _NAMES[type(event)]


def to_text(event: Happened) -> str:
    """Return an event as JSON text."""
    return json.dumps({"kind": kind_of(event), **asdict(event)}, ensure_ascii=False)


def from_text(text: str) -> Happened:
    """Return the event of a JSON text, the inverse of ``to_text``; raise UnknownEvent."""
    try:
        fields = json.loads(text)
        kind = _KINDS[fields.pop("kind")]
        if "counts" in fields:
            fields["counts"] = tuple(Count(**each) for each in fields["counts"])
        event: Happened = kind(**fields)
    # No JSON or no object, another kind or other fields: a newer version may have saved it.
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise UnknownEvent(text) from error
    return event
