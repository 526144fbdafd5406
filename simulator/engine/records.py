"""The leader's acts as they are saved: one record for each act, and its row in the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.engine.acts import (
    BEGIN,
    LET_GO,
    WAIT,
    Act,
    Begin,
    LetGo,
    NotOnOffer,
    Remark,
    Take,
    Wait,
)
from simulator.engine.events import Event, Spoken
from simulator.scenario.text import clean_line, clean_text

ActKind = Literal["wait", "take", "remark", "between", "began", "let-go"]
"""What the leader did.

A ``remark`` is a wording of the catalogue, ``between`` one of the scenario's own lines outside
moments. ``began`` and ``let-go`` are in live play; plays that were saved before there were such
acts have ``take`` and ``remark`` without ``began`` before them.
"""

Row = tuple[ActKind, str, int, str, str]
"""A saved act as the columns act, moment, after, option and say (see ``to_row``)."""


_REMARKS: tuple[ActKind, ...] = ("remark", "between")


@dataclass(frozen=True, slots=True)
class Record:
    """One act as it is saved.

    An act in a moment names the ``moment``, the turn it came ``after`` (from 1) and the ``option``
    taken, never a position in the file. Outside moments ``moment`` is empty and ``after`` is 0. A
    remark has its intervention ``kind`` and the number of its ``wording`` (from 0) in the catalogue
    or, as ``between``, in the scenario. ``say`` is what the leader said, so that a later edit of
    the line can be detected.
    """

    act: ActKind
    moment: str = ""
    after: int = 0
    option: str = ""
    say: str = ""
    kind: str = ""
    wording: int = 0


def to_row(record: Record) -> Row:
    """Return the row of a record.

    The columns are older than remarks: a remark has its kind as ``option`` and the number of its
    wording as ``after``.
    """
    if record.act in _REMARKS:
        return record.act, record.moment, record.wording, record.kind, record.say
    return record.act, record.moment, record.after, record.option, record.say


def from_row(row: Row) -> Record:
    """Return the record of a row; the inverse of ``to_row``."""
    act, moment, after, option, say = row
    if act in _REMARKS:
        return Record(act, moment, say=say, kind=option, wording=after)
    return Record(act, moment, after, option, say)


def record_of(act: Act, moment: str, after: int, events: Iterable[Event]) -> Record:
    """Return the record of an act that produced these events.

    ``moment`` and ``after`` are those of the record.
    """
    # The leader's own line comes first; what the group answers follows it.
    said = next((event.text for event in events if isinstance(event, Spoken)), "")
    match act:
        case Wait():
            return Record("wait", moment, after)
        case Take(option=option):
            return Record("take", moment, after, option, said)
        case Remark(kind=kind, wording=wording, between=between):
            made: ActKind = "between" if between else "remark"
            return Record(made, say=said, kind=kind, wording=wording)
        case Begin():
            return Record("began", moment, after)
        case LetGo():
            return Record("let-go", moment, after)


def act_of(record: Record) -> Act:
    """Return the act in a record; raise NotOnOffer if its kind is unknown."""
    match record.act:
        case "take":
            # Without the words: the session puts the saved ones into the event
            # (``Session.replay``).
            return Take(record.option)
        case "remark":
            # Cleaned again, because the record may come from a file that somebody has edited.
            return Remark(record.kind, record.wording, clean_line(record.say))
        case "between":
            said = clean_text(record.say)
            return Remark(record.kind, record.wording, said, between=True)
        case "began":
            return BEGIN
        case "let-go":
            return LET_GO
        case "wait":
            return WAIT
        # A newer version of the program may have saved an act that is unknown here.
        case _:
            raise NotOnOffer(f"There is no act '{record.act}'.")
