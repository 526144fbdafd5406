"""The parts of the pages of a room that change while they are open.

A page is made of its parts, and a stream sends them all with each change; the script of the page
swaps in those that differ. So a page that was asleep, or that missed a message, needs only the
next one.
"""

from collections.abc import Mapping
from typing import Final, Literal

from simulator.course.plenary_view import RoomView, RoundView
from simulator.course.rooms import Ballot, HostView
from simulator.messages import say
from simulator.render.circle_words import circle_in_words
from simulator.render.transcript import offer_text
from simulator.web.pages import circle
from simulator.web.plenary import shown as show
from simulator.web.plenary.layout import part
from simulator.web.plenary.site import Scene

Role = Literal["phone", "wall", "host"]
Parts = Mapping[str, str]

LAST: Final[Mapping[Role, int]] = {"phone": 4, "wall": 6, "host": 8}
"""How many of the last lines each page shows."""

BESIDE: Final = 2
"""How many the wall shows beside lines to vote on or a result: nobody can scroll a projector."""


def phone(scene: Scene, token: str) -> Parts:
    """Return the parts of a phone's page; ``scene.mine`` is what it has voted for."""
    return {
        "tally": _tally(scene),
        "ask": part(
            "ask",
            shown=scene.shown,
            mine=scene.mine,
            token=token,
            offers=_offers(scene.shown.round),
            action=f"/r/{scene.shown.code}",
        ),
        "result": _result(scene),
        "heard": _heard(scene, "phone"),
    }


def wall(scene: Scene) -> Parts:
    """Return the parts of the page for the projector."""
    return {
        "tally": _tally(scene),
        "question": part("question", shown=scene.shown, offers=_offers(scene.shown.round)),
        "result": _result(scene),
        "heard": _heard(scene, "wall"),
        "circle": _circle(scene),
    }


def host(scene: Scene, view: HostView, token: str) -> Parts:
    """Return the parts of the host's page."""
    shown = scene.shown
    taken = [each for each in shown.rounds if each.taken]
    # What is shown to everybody has a button of its own that hides it again (``sent.html.j2``).
    on_the_wall = {words.id for each in shown.rounds for words in each.own_words}
    return {
        "tally": _tally(scene),
        "keys": part(
            "keys",
            shown=shown,
            can=view.can,
            token=token,
            offers=[(offer.id, offer_text(offer)) for offer in view.offers],
            proposal=view.proposal,
            proposed=_proposed(view),
            keyless=[each for each in taken if each.key is None],
            # The room can go back only within its latest attempt.
            back=[each for each in taken if each.number in scene.state.now.rounds],
            action=f"/host/{shown.code}",
        ),
        "sent": part(
            "sent",
            shown=shown,
            sent=[words for words in view.sent if words.id not in on_the_wall],
            can=view.can,
            token=token,
            action=f"/host/{shown.code}",
        ),
        "result": _result(scene),
        "heard": _heard(scene, "host"),
    }


def ballot(mine: Ballot) -> dict[str, str]:
    """Return what a phone has voted for in which round, as its script reads it."""
    given = {"act": mine.answer, "words": mine.words, "sent": mine.sent}
    return {**given, "round": str(mine.round)}


def _proposed(view: HostView) -> str:
    for offer in view.offers:
        if offer.id == view.proposal:
            return offer_text(offer)
    return say("plenary_web.say_nothing") if view.proposal else ""


def _offers(played: RoundView | None) -> list[tuple[str, str]]:
    if played is None:
        return []
    return [(offer.id, offer_text(offer)) for offer in played.offers]


def _tally(scene: Scene) -> str:
    return part("tally", shown=scene.shown, tally=scene.shown.tally)


def _result(scene: Scene) -> str:
    played = _with_result(scene.shown)
    if played is None:
        return ""
    taken = "" if not played.taken else ("wait" if played.taken == "wait" else "speak")
    return part(
        "result",
        played=played,
        answers=show.bars(played.answers or (), (), taken),
        words=show.bars(played.words or (), played.offers, played.taken),
        taken=show.taken_words(played),
        judged=list(show.judged(scene.state, played.key)) if played.key is not None else [],
        asked_for=say(f"plenary_web.key_{played.key.answer}") if played.key is not None else "",
        over=scene.shown.debrief_shown,
        code=scene.shown.code,
    )


def _heard(scene: Scene, role: Role) -> str:
    heard, count = scene.shown.heard, LAST[role]
    if role == "wall" and (scene.shown.question == "words" or _with_result(scene.shown)):
        count = BESIDE
    return part("heard", lines=show.lines(scene.state, heard[-count:]), earlier=len(heard))


def _with_result(shown: RoomView) -> RoundView | None:
    """Return the round to show: the one before, with its key, until this one has a result."""
    played = shown.round
    if played is None or played.answers is not None or played.number == 1:
        return played
    # Rounds are numbered from 1. Before its result a new round would push the key off the wall.
    before = shown.rounds[played.number - 2]
    return before if before.key is not None else played


def _circle(scene: Scene) -> str:
    seats = tuple(show.seats(scene.state))
    return part(
        "circle",
        chairs=circle.chairs(seats),
        size=(circle.WIDTH, circle.HEIGHT),
        in_words=circle_in_words(seats),
    )
