"""Progress: what all finished sessions show together, and the practice log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from simulator.messages import say
from simulator.practice.practice_log import PracticeLog, Written, all_written, practice_log
from simulator.practice.progress import progress_of
from simulator.render.practice_log import log_csv, log_page, question_of
from simulator.render.progress_json import progress_json
from simulator.render.progress_sections import progress_page
from simulator.render.sections import Page
from simulator.render.write_html import html_parts, write_html
from simulator.render.write_markdown import write_markdown
from simulator.render.write_text import write_text
from simulator.scenario.text import clean_line, clean_text
from simulator.web.pages.http import NotHere, Request, Response, download
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
"""The types of the files that progress or the practice log is saved as, by their endings."""

PROGRESS, LOG = ("html", "txt", "json"), ("html", "md", "csv")
"""The endings that each can have."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """A reflection that can be in the log: the name of its field, and what it is."""

    field: str
    session: str
    question: str
    answer: str
    chosen: bool


def show(room: Room, request: Request) -> Response:
    """Return what all finished sessions show together."""
    made = progress_page(progress_of(room.workspace, room.store), room.workspace.catalogue)
    return _sections(room, made, "progress.html.j2", endings=PROGRESS)


def save(room: Room, request: Request, ending: str) -> Response:
    """Return progress as a file."""
    _check(ending, PROGRESS)
    made, catalogue = progress_of(room.workspace, room.store), room.workspace.catalogue
    if ending == "json":
        text = progress_json(made, catalogue)
    else:
        text = _written(progress_page(made, catalogue), ending)
    return download(text.encode(), f"progress.{ending}", TYPES[ending])


def show_log(room: Room, request: Request) -> Response:
    """Return the practice log, with the reflections that the query chooses."""
    written = by_field(all_written(room.workspace, room.store))
    chosen = [field for field in written if request.query.get(field)]
    return _sections(
        room,
        log_page(_log(room, written, request.query)),
        "log.html.j2",
        endings=LOG,
        reflections=[_reflection(name, one, name in chosen) for name, one in written.items()],
        query=dict.fromkeys(chosen, 1),
    )


def save_log(room: Room, request: Request, ending: str) -> Response:
    """Return the practice log as a file, with the reflections that the query chooses."""
    _check(ending, LOG)
    log = _log(room, by_field(all_written(room.workspace, room.store)), request.query)
    text = log_csv(log) if ending == "csv" else _written(log_page(log), ending)
    return download(text.encode(), f"practice-log.{ending}", TYPES[ending])


def by_field(written: Iterable[Written]) -> dict[str, Written]:
    """Return reflections by the names of the fields that choose them.

    A name is short, because many of them are in an address: the number of the session, and which
    one of its reflections it is.
    """
    found: dict[str, Written] = {}
    for one in written:
        earlier = sum(other.play == one.play for other in found.values())
        found[f"{one.number}.{earlier}"] = one
    return found


def _sections(room: Room, made: Page, template: str, **values: Any) -> Response:
    contents, parts = html_parts(made)
    return page(
        room,
        template,
        made.title,
        at="progress",
        # Escaped by the templates of the debrief.
        contents=Markup(contents),  # noqa: S704
        parts=Markup(parts),  # noqa: S704
        **values,
    )


def _written(made: Page, ending: str) -> str:
    writers = {"html": write_html, "txt": write_text, "md": write_markdown}
    return writers[ending](made)


def _check(ending: str, known: tuple[str, ...]) -> None:
    if ending not in known:
        raise NotHere(say("web.no_page"))


def _log(room: Room, written: Mapping[str, Written], query: Mapping[str, str]) -> PracticeLog:
    """Return the log with the reflections that a query chooses."""
    chosen = tuple(one for name, one in written.items() if query.get(name))
    return practice_log(room.workspace, room.store, chosen)


def _reflection(name: str, one: Written, chosen: bool) -> Reflection:
    session = say("practice_log.of_session", day=one.day, title=clean_line(one.title))
    return Reflection(name, session, question_of(one), clean_text(one.answer), chosen)
