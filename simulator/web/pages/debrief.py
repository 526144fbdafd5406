"""After a session: the questions before the debrief, the debrief, and another attempt."""

from collections.abc import Callable

from markupsafe import Markup

from simulator.analysis.exact import TooLarge
from simulator.messages import say
from simulator.practice.branches import behind, shows_moments
from simulator.practice.debriefs import debrief_of
from simulator.practice.plays import branch, following
from simulator.practice.reaction import answer, questions_left, skip
from simulator.practice.saved_play import SavedPlay
from simulator.render.attempt_text import moment_called
from simulator.render.debrief import Format, render
from simulator.render.debrief_sections import page as sections
from simulator.render.write_html import html_parts
from simulator.review.debrief import Debrief
from simulator.review.reaction import OF_A_MOMENT
from simulator.scenario.text import clean_line
from simulator.web.pages.http import BadForm, NotHere, Request, Response, download, see_other
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

TYPES: dict[str, tuple[Format, str]] = {
    "html": ("html", "text/html; charset=utf-8"),
    "txt": ("text", "text/plain; charset=utf-8"),
    "md": ("md", "text/markdown; charset=utf-8"),
    "json": ("json", "application/json"),
}
"""The files that a debrief can be saved as: by their endings, the format and its type."""


def show(room: Room, request: Request, number: str) -> Response:
    """Return the debrief of a finished play; before it is read, the questions that come first."""
    saved = room.open(number)
    # Two kinds of questions: the page of the play asks those to oneself that live play put off;
    # ``questions_left`` below is the reaction before the debrief.
    if not saved.session.ended or saved.questions_left():
        return see_other(room.url(f"/plays/{number}"))
    left = questions_left(saved)
    if left:
        return _questions(room, saved)
    try:
        made = debrief_of(room.workspace, saved)
    except TooLarge as problem:
        raise NotHere(say("web.debrief_too_large", problem=problem)) from problem
    contents, parts = html_parts(sections(made))
    part = following(room.workspace, saved)
    return page(
        room,
        "debrief.html.j2",
        say("web.debrief_of", title=clean_line(saved.play.title)),
        path=f"/plays/{number}",
        heading=clean_line(saved.play.title),
        saved=saved,
        # Escaped by the templates of the debrief.
        contents=Markup(contents),  # noqa: S704
        parts=Markup(parts),  # noqa: S704
        endings=tuple(TYPES),
        again=bool(behind(saved)),
        next_part=part.as_text if part is not None else "",
        programme=part.programme.id if part is not None else "",
        practise=made.lesson.practise,
    )


def _questions(room: Room, saved: SavedPlay, wrong: str = "", status: int = 200) -> Response:
    moments = [(one.moment, moment_called(one), one.did) for one in behind(saved)]
    return page(
        room,
        "reaction.html.j2",
        say("web.before_debrief"),
        status=status,
        path=f"/plays/{saved.play.number}",
        questions=questions_left(saved),
        of_a_moment=OF_A_MOMENT,
        moments=moments,
        wrong=wrong,
    )


def react(room: Room, request: Request, number: str) -> Response:
    """Save the answers to the questions before the debrief; what is empty is skipped."""
    saved = room.open(number)
    left = questions_left(saved)
    for question in left:
        text = request.form.get(question, "").strip()
        if not text or "skip" in request.form:
            continue
        if not answer(saved, question, text):
            if question == "guess":
                # What came before the guess is saved by now; the page asks only what is left.
                return _questions(room, saved, say("reaction.no_share"), 400)
            raise BadForm(say("web.not_on_offer"))
    for question in questions_left(saved):
        skip(saved, question)
    return see_other(room.url(f"/plays/{number}/debrief"))


def save(room: Room, request: Request, number: str, ending: str) -> Response:
    """Return a debrief as a file."""
    if ending not in TYPES:
        raise NotHere(say("web.no_page"))
    saved = room.open(number)
    # Both kinds of questions, as in ``show``.
    if not saved.session.ended or saved.questions_left() or questions_left(saved):
        raise NotHere(say("web.not_over"))
    form, content_type = TYPES[ending]
    made = _made(room, saved, debrief_of)
    return download(render(made, form).encode(), f"debrief-{number}.{ending}", content_type)


def _made(room: Room, saved: SavedPlay, make: Callable[..., Debrief]) -> Debrief:
    try:
        return make(room.workspace, saved)
    except TooLarge as problem:
        raise NotHere(say("web.debrief_too_large", problem=problem)) from problem


def choose_moment(room: Room, request: Request, number: str) -> Response:
    """Return the moments from which another attempt can begin."""
    saved = room.open(number)
    if not shows_moments(saved):
        return page(
            room,
            "problem.html.j2",
            say("web.try_again"),
            sentence=say("plays.branch_when_over"),
            back=f"/plays/{number}",
        )
    costs = {}
    # A cost is a figure of the debrief, and the reaction comes before any of them.
    if saved.session.ended and not saved.questions_left() and not questions_left(saved):
        costs = {moment.id: moment.cost for moment in _made(room, saved, debrief_of).moments}
    moments = [(one.moment, moment_called(one), one.did) for one in behind(saved, costs)]
    return page(
        room,
        "again.html.j2",
        say("web.try_again"),
        path=f"/plays/{number}",
        moments=moments,
    )


def begin_again(room: Room, request: Request, number: str) -> Response:
    """Begin another attempt from a moment."""
    saved = room.open(number)
    moment = request.form.get("moment", "")
    # A form can be sent without the page that hides the moments. In live play the answer would
    # tell whether a moment is open.
    if not shows_moments(saved) or moment not in {one.moment for one in behind(saved)}:
        raise BadForm(say("web.not_on_offer"))
    new = branch(saved.store, saved, moment)
    return see_other(room.url(f"/plays/{new.play.number}"))
