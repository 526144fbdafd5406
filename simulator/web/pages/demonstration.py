"""A demonstration: the author's key leads a scenario, piece by piece, with its reasons.

Nothing is kept between two pages: the demonstration is played again as far as the address says.
"""

from dataclasses import dataclass

from simulator.messages import current_language, say
from simulator.practice.demonstration import Demonstration, demonstration_of
from simulator.render.transcript import NOTE, Line, lines_of
from simulator.render.write_html import languages_of
from simulator.scenario.text import clean_line
from simulator.web.pages.http import BadForm, Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room
from simulator.web.pages.scenario import scenario_file

TURNS = 3
"""The most turns in a piece; a piece ends earlier with a decision that has a reason."""

MOST_DIGITS = 5
"""The most digits of a number of pieces."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a demonstration: the lines before the last piece, and those of it.

    ``pieces`` is the number of pieces, and ``over`` whether the last one is the end.
    """

    before: tuple[Line, ...]
    latest: tuple[Line, ...]
    pieces: int
    over: bool


def show(room: Room, request: Request, name: str) -> Response:
    """Return a demonstration as far as the query says: to a ``piece``, or ``all`` of it."""
    shown = demonstration_of(room.workspace, scenario_file(room, name))
    wanted = None if request.query.get("all") else _piece(request.query.get("piece", "1"))
    seen = seen_of(shown, wanted)
    scenario = shown.session.setup.program.scenario
    return page(
        room,
        "demonstration.html.j2",
        clean_line(scenario.title),
        at="library",
        name=name,
        seen=seen,
        whole=wanted is None,
        scenario_language=languages_of(scenario.language, current_language())["scenario"],
    )


def seen_of(shown: Demonstration, pieces: int | None) -> Seen:
    """Play a demonstration for a number of pieces (None: to its end); return what was seen.

    Raise NoDemonstration if it cannot continue.
    """
    before: list[Line] = []
    latest: list[Line] = []
    number = 0
    while not shown.session.ended and number != pieces:
        before += latest
        latest = _next_piece(shown)
        number += 1
    return Seen(tuple(before), tuple(latest), number, shown.session.ended)


def _next_piece(shown: Demonstration) -> list[Line]:
    """Return the lines of the next turns, up to the reason of a decision."""
    lines: list[Line] = []
    for _ in range(TURNS):
        events = shown.go_on()
        lines += lines_of(shown.session, events)
        comment = shown.comment(events)
        if comment:
            lines.append(Line(NOTE, "", comment))
        if comment or shown.session.ended:
            break
    return lines


def _piece(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text)):
        raise BadForm(say("web_demonstration.no_piece"))
    return int(text)
