"""The debrief of the room: its spread beside the key, where it split, its noticing and words."""

from dataclasses import dataclass

from simulator.course.plenary import Plenary
from simulator.course.plenary_debrief import RoomDebrief, RoundResult
from simulator.course.plenary_view import round_view
from simulator.messages import say
from simulator.render.numbers import whole
from simulator.web.pages.http import Response
from simulator.web.plenary import shown as show
from simulator.web.plenary.layout import page
from simulator.web.plenary.site import Site, Visit


@dataclass(frozen=True, slots=True)
class Row:
    """One round of the debrief, in words."""

    number: int
    again: bool
    before: str
    asked_for: str
    answers: list[show.Bar]
    words: list[show.Bar]
    judged: list[show.Judged]
    taken: str
    right: str
    split: str
    words_credit: str


def for_all(site: Site, visit: Visit, code: str) -> Response:
    """Return the debrief once the host has shown it."""
    return _page(site, visit, code, site.rooms.debrief(code))


def for_host(site: Site, visit: Visit, code: str) -> Response:
    """Return the debrief for the host, who may read it at any time."""
    return _page(site, visit, code, site.rooms.debrief(code, visit.host_key))


def _page(site: Site, visit: Visit, code: str, found: RoomDebrief) -> Response:
    state = site.rooms.state(code)
    title = state.setup.program.scenario.title
    return page(
        site,
        visit,
        "debrief_of_room.html.j2",
        say("plenary_web.debrief_of", title=title),
        rows=[_row(state, each) for each in found.rounds],
        whole_room=_whole(found),
        most_split=found.most_split,
    )


def _row(state: Plenary, result: RoundResult) -> Row:
    played = state.rounds[result.number - 1]
    shown = round_view(state, played)
    took = "wait" if result.taken == "wait" else "speak"
    return Row(
        result.number,
        not result.first,
        show.said_before(state, result.number),
        say(f"plenary_web.key_{result.key.answer}"),
        show.bars(result.answers, (), took),
        show.bars(result.words, played.offers, result.taken),
        list(show.judged(state, result.key)),
        show.taken_words(shown),
        show.percent(result.right),
        show.percent(result.split),
        show.percent(result.words_credit),
    )


def _whole(found: RoomDebrief) -> list[tuple[str, str, str]]:
    """Return the figures of the room: what is counted, for the votes, and as it was taken."""
    votes, taken = found.noticing, found.taken_noticing
    rows = []
    for name in ("hits", "misses", "false_alarms", "correct_rejections", "left_to_others"):
        both = str(getattr(votes, name)), str(getattr(taken, name))
        rows.append((say(f"plenary_web.figure_{name}"), *both))
    rows.append((say("plenary_web.noticing"), _score(votes.score), _score(taken.score)))
    words, said = found.words, found.taken_words
    rows.append((say("plenary_web.words"), _score(words.score), _score(said.score)))
    rows.append((say("plenary_web.words_chance"), _score(words.chance), _score(said.chance)))
    return rows


def _score(value: float | None) -> str:
    return say("plenary_web.none") if value is None else f"{whole(value)} %"
