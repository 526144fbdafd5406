"""The acts of a room's host, and the events that they lead to."""

from typing import Literal, get_args

from simulator.course import plenary_events as events
from simulator.course.database import Transaction
from simulator.course.plenary import NotNow, Plenary
from simulator.course.plenary_events import Happened
from simulator.course.room_rows import RoomRow, SentWords, counts, sent_words

HostAct = Literal[
    "turn",
    "answers",
    "words_asked",
    "words",
    "taken",
    "key",
    "own_words",
    "own_words_hidden",
    "back",
    "debrief",
    "closed",
]
"""What the host can do, by the names of the events that follow (``plenary_events``)."""

HOST_ACTS: tuple[HostAct, ...] = get_args(HostAct)


def event_of(
    transaction: Transaction, row: RoomRow, room: Plenary, act: HostAct, value: str
) -> Happened:
    """Return the event of an act of the host; raise NotNow if there can be none."""
    match act:
        case "turn":
            return events.TurnHeard()
        case "answers":
            return events.AnswersShown(counts(transaction, row, room, "act"))
        case "words_asked":
            return events.WordsAsked()
        case "words":
            return events.WordsShown(counts(transaction, row, room, "words"))
        case "taken":
            return events.Taken(value)
        case "key":
            return events.KeyShown(_whole(value))
        case "own_words":
            return _shown_words(transaction, row, value)
        case "own_words_hidden":
            return _hidden_words(room, value)
        case "back":
            return events.WentBack(_whole(value))
        case "debrief":
            return events.DebriefShown()
        case "closed":
            return events.Closed()


def _shown_words(transaction: Transaction, row: RoomRow, id_: str) -> events.OwnWordsShown:
    for sent in sent_words(transaction, row):
        if sent.id == id_:
            # The event has a copy of the text: the row goes when its writer sends other words.
            return events.OwnWordsShown(sent.round, sent.id, sent.text)
    raise NotNow


def _hidden_words(room: Plenary, id_: str) -> events.OwnWordsHidden:
    # Looked up in the state and not in the table: the writer may have sent other words since.
    for played in room.rounds:
        if id_ in [words.id for words in played.own_words]:
            return events.OwnWordsHidden(played.number, id_)
    raise NotNow


def _whole(value: str) -> int:
    # ``isdecimal`` alone accepts the digits of every script. The value comes from a form: without
    # a limit to its length, ``int`` raises ValueError for one of more than 4,300 digits.
    if not (value.isascii() and value.isdecimal() and len(value) < 9):
        raise NotNow
    return int(value)


def same_act(event: Happened | None, act: HostAct, value: str) -> bool:
    """Return whether a saved event is what this act of the host led to."""
    if event is None or events.kind_of(event) != act:
        return False
    wanted = _value_of(event)
    return wanted is None or value == wanted


def _value_of(event: Happened) -> str | None:
    """Return the value of the act that led to an event; None if acts of this kind need none."""
    match event:
        case events.Taken(offer):
            return offer
        case events.KeyShown(number) | events.WentBack(number):
            return str(number)
        case events.OwnWordsShown(id=words) | events.OwnWordsHidden(id=words):
            return words
        case _:
            return None


def possible_acts(room: Plenary, sent: tuple[SentWords, ...]) -> tuple[HostAct, ...]:
    """Return the acts that are possible for the host now."""
    if room.closed:
        return ()
    taken = [played for played in room.rounds if played.taken]
    possible: dict[HostAct, bool] = {
        "turn": room.stage == "group",
        "answers": room.stage == "answers",
        "words_asked": room.stage == "answers_shown",
        "words": room.stage == "words",
        "taken": room.stage in ("answers_shown", "words_shown"),
        "key": any(not played.key_shown for played in taken),
        "own_words": bool(sent),
        "own_words_hidden": any(played.own_words for played in room.rounds),
        "back": any(played.number in room.now.rounds for played in taken),
        "debrief": room.stage == "over" and not room.debrief_shown,
        "closed": True,
    }
    return tuple(act for act in HOST_ACTS if possible[act])
