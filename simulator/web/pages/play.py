"""The page of a play: the circle, the transcript, and what is asked of the leader now.

A page shows what the session says and changes nothing. Each form names the revision on which it was
made, so that one that is sent twice is done once, and one of an old page is refused.
"""

from dataclasses import dataclass
from typing import Any

from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, NotOnOffer
from simulator.engine.reflections import asked_later, questions
from simulator.messages import say
from simulator.messages.climate import QUALITIES, looks
from simulator.practice.branches import fork_sentence, has_moments
from simulator.practice.reaction import questions_left
from simulator.practice.saved_play import SavedPlay
from simulator.render.circle_words import circle_in_words
from simulator.render.names import phase_name
from simulator.scenario.text import clean_line
from simulator.store.play_store import AnotherWindow
from simulator.web.pages import circle, ready
from simulator.web.pages.begin import settings_of
from simulator.web.pages.heard import heard
from simulator.web.pages.http import BadForm, Request, Response, see_other
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

PIECE = 3
"""The turns that one press plays in guided play, if no script asks for them one by one."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the meeting is: the name of its phase, the minute, and of how many."""

    phase: str
    minute: int
    length: int


def show(room: Room, request: Request, number: str) -> Response:
    """Return the page of a play as it stands."""
    # Taken before the play is read: if something is saved meanwhile, the kept page is out of date.
    made = ready.made_of(room)
    saved = room.open(number)
    if str(saved.play.number) != number:
        # An edited scenario was continued as a play of its own.
        return see_other(room.url(f"/plays/{saved.play.number}"))
    response = page(
        room,
        "play.html.j2",
        clean_line(saved.play.title),
        saved=saved,
        path=f"/plays/{number}",
        mode=saved.session.setup.mode,
        **_meeting(room, saved),
        **_asked_now(saved, has_lines=bool(request.query.get("lines"))),
    )
    return ready.kept(room, request, made, saved, response)


def _meeting(room: Room, saved: SavedPlay) -> dict[str, Any]:
    """Return what the page shows of the meeting: the circle, the transcript and their pace."""
    view = saved.session.view()
    pace = settings_of(room).pace
    so_far = heard(room, saved, pace)
    seats = so_far.seats.seats()
    return {
        "rows": so_far.html(),
        "clock": _clock(view.phase, view.minute, view.length),
        "climate": [
            (say(f"climate.{name}"), look.words, look.shade)
            for name, look in zip(QUALITIES, looks(view.climate), strict=True)
        ],
        "chairs": circle.chairs(seats),
        "size": (circle.WIDTH, circle.HEIGHT),
        "in_words": circle_in_words(seats),
        "paced": pace != "step",
        # Whoever reads step by step presses once for each turn.
        "piece": 1 if pace == "step" else PIECE,
    }


def _asked_now(saved: SavedPlay, *, has_lines: bool) -> dict[str, Any]:
    """Return what is asked of the leader now, and where the page leads besides."""
    session = saved.session
    kind = session.prompt.kind
    return {
        "kind": kind,
        "begun": bool(session.events),
        # Guided play asks first whether to speak. The address can ask for lines at any time.
        "lines": kind == "speaking" or (kind == "decision" and has_lines),
        "question": saved.question_now,
        "later": saved.questions_left() if session.ended else [],
        "before_debrief": bool(questions_left(saved)),
        "again": has_moments(saved),
        "branched": fork_sentence(saved),
    }


def go_on(room: Room, request: Request, number: str) -> Response:
    """Let the group take its next turns, until it pauses for the leader."""
    saved = room.open(number)
    turns = _turns(request.form.get("turns", "1"))
    if _revision(request) == saved.revision:
        for _ in range(turns):
            if saved.session.prompt.kind not in ("turn", "live") or saved.question_now is not None:
                break
            saved.act(WAIT)
            _hear_put_off(saved)
    elif _revision(request) > saved.revision:
        # The page has more acts than the play, for instance from before an edit of the scenario.
        raise AnotherWindow
    # The form of an older revision was sent before: the page is shown as it stands.
    return _shown(room, saved)


def act(room: Room, request: Request, number: str) -> Response:
    """Do what the leader decided: wait, begin to speak, say a line, or let it go."""
    saved = room.open(number)
    revision = _revision(request)
    acts: dict[str, Act] = {"wait": WAIT, "begin": BEGIN, "let-go": LET_GO}
    # The ids of lines are numbers, so none of them is the name of an act.
    wanted = request.form.get("line") or request.form.get("do", "")
    try:
        chosen = acts.get(wanted) or saved.act_at(revision, wanted)
        saved.act(chosen, revision)
    except NotOnOffer as refused:
        raise BadForm(say("web.not_on_offer")) from refused
    _hear_put_off(saved)
    return _shown(room, saved)


def own_words(room: Room, request: Request, number: str) -> Response:
    """Save the leader's own words for the decision at hand; then the lines are shown."""
    saved = room.open(number)
    # Words make no new revision: a form that is sent twice saves the same words again.
    if _revision(request) != saved.revision:
        raise AnotherWindow
    try:
        saved.own_words(request.form.get("words", ""))
    except NotOnOffer as refused:
        raise BadForm(str(refused)) from refused
    return see_other(room.url(f"/plays/{saved.play.number}", lines=1) + "#now")


def answer(room: Room, request: Request, number: str) -> Response:
    """Save the answer to a question to oneself; an empty one skips it."""
    saved = room.open(number)
    # All that were asked, not only the open one: a form that is sent twice finds its question.
    asked = {question.key: question for question in questions(saved.session.events)}
    question = asked.get(request.form.get("question", ""))
    if question is None:
        raise BadForm(say("web.no_question"))
    text = "" if "skip" in request.form else request.form.get("words", "")
    saved.answer(question, text)
    return _shown(room, saved)


def _hear_put_off(saved: SavedPlay) -> None:
    """Continue after a question to oneself that live play puts off: nothing is shown for it."""
    while asked_later(saved.session):
        saved.act(WAIT)


def _shown(room: Room, saved: SavedPlay) -> Response:
    # A browser without JavaScript begins to show the page at what is asked now.
    return see_other(room.url(f"/plays/{saved.play.number}") + "#now")


def _clock(phase: str, minute: float, length: int) -> Clock:
    return Clock(phase_name(phase) if phase else say("meeting.before"), round(minute), length)


def _revision(request: Request) -> int:
    text = request.form.get("revision", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadForm(say("web.no_revision"))
    return int(text)


def _turns(text: str) -> int:
    return int(text) if text in ("1", "2", "3") else 1
