"""What was heard of a play, as HTML: each row of the transcript is made once.

The events of a play are only ever added to. So the page after an act makes the rows that are new,
and the last one, which may get reasons.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.engine.events import Asked, Event
from simulator.engine.reflections import questions, shown_now
from simulator.engine.seats import Seats
from simulator.messages import current_language, say
from simulator.practice.reasons import Reasons
from simulator.practice.saved_play import SavedPlay
from simulator.practice.settings import Pace
from simulator.render.pace import TICK, seconds, silence_in
from simulator.render.transcript import ANSWER, Line, lines_of, reason
from simulator.web.pages.layout import macro, safe
from simulator.web.pages.room import Room, keep

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the transcript, with the reasons that may be read after it.

    ``seconds`` is the time it takes to read, and of a silence to pass.
    """

    line: Line
    why: tuple[str, ...] = ()
    seconds: float = 0.0


class Heard:
    """The transcript and the circle of a play; ``hear`` takes in the events that are new."""

    def __init__(self, saved: SavedPlay, pace: Pace) -> None:
        self.seats = Seats(saved.session.setup)
        self._saved = saved
        self._pace = pace
        self._language = current_language()
        # A copy, so that ``is_of`` sees an answer that was saved since: its row has to be made.
        self._said = dict(saved.said_own)
        self._reasons = Reasons(saved.play.feedback)
        self._events = 0
        self._rows: list[Row] = []
        self._html: list[str] = []
        # Held back until it is known whether reasons come after it.
        self._last: Row | None = None

    def is_of(self, saved: SavedPlay, pace: Pace) -> bool:
        """Whether its rows are still those of the play, in the current language."""
        # The same object: a play that was opened anew may be replayed in an edited scenario.
        same = self._saved is saved and self._pace == pace and self._said == saved.said_own
        return same and self._language == current_language()

    def hear(self) -> None:
        """Make the rows of the events that came since the last call."""
        session = self._saved.session
        new = session.events[self._events :]
        # Looking for questions takes all events, and few turns ask one.
        asked = _asked(session.events) if any(isinstance(one, Asked) for one in new) else {}
        for at, event in enumerate(new, self._events):
            for line in self._lines(event, asked.get(at, "")):
                self._hold(Row(line, (), _time(line, self._pace)))
            self._reasons.hear(event)
            if self._reasons.due and self._last is not None:
                self._last = self._with_reasons(self._last, self._reasons)
        self._events = len(session.events)
        self.seats.hear(new)

    def rows(self) -> list[Row]:
        """Return the transcript, with the reasons that may be read now."""
        last = self._last_now()
        return [*self._rows, last] if last is not None else []

    def html(self) -> "Markup":
        """Return the rows as the page shows them."""
        last = self._last_now()
        return safe("".join([*self._html, _row_html(last)] if last is not None else []))

    def _hold(self, row: Row) -> None:
        if self._last is not None:
            self._rows.append(self._last)
            self._html.append(_row_html(self._last))
        self._last = row

    def _last_now(self) -> Row | None:
        session = self._saved.session
        waits = session.ended or session.prompt.asks
        if self._last is None or not (waits and self._reasons.unread):
            return self._last
        # A copy: when the group has answered, the reasons come after its answer.
        return self._with_reasons(self._last, copy(self._reasons))

    def _lines(self, event: Event, question: str) -> Iterator[Line]:
        """Yield the lines of an event; ``question`` is its key if it is a question to oneself."""
        session = self._saved.session
        yield from lines_of(session, shown_now(session, (event,)))
        written = self._said.get(question, "") if question else ""
        if written:
            yield Line(ANSWER, say("debrief.answer"), written)

    def _with_reasons(self, row: Row, reasons: Reasons) -> Row:
        why = tuple(reason(self._saved.session, event) for event in reasons.take())
        return replace(row, why=(*row.why, *why))


def heard(room: Room, saved: SavedPlay, pace: Pace) -> Heard:
    """Return what was heard of a play that the room keeps open."""
    found = room.heard.get(saved.play.id)
    # The room does not know the class, because this module imports the room.
    if not isinstance(found, Heard) or not found.is_of(saved, pace):
        found = Heard(saved, pace)
    found.hear()
    keep(room.heard, saved.play.id, found)
    return found


def _asked(events: Sequence[Event]) -> dict[int, str]:
    return {question.at: question.key for question in questions(events)}


def _time(line: Line, pace: Pace) -> float:
    silence = silence_in((line,))
    passing = 0.0 if silence is None else silence.ticks * TICK
    return round(seconds((line,), pace) + passing, 1)


def _row_html(row: Row) -> str:
    return macro("row.html.j2", "row")(row)
