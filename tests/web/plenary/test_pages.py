"""The pages as functions, without a server: what they hold, whatever the host and phones do."""

import random
from typing import Final

import pytest

from simulator.course.bus import InProcessBus
from simulator.course.host_acts import HOST_ACTS, HostAct
from simulator.course.room_problems import RoomProblem
from simulator.course.rooms import Rooms
from simulator.web.pages.http import Request
from simulator.web.plenary import parts
from simulator.web.plenary.answer import answer
from simulator.web.plenary.phone import scene_of
from simulator.web.plenary.site import Site, Visit, form_token
from simulator.web.served.hub import WholeState
from tests.course.conftest import Clock, new_sqlite
from tests.plays import flagship
from tests.web.plenary.test_served import credits_in
from tests.workspaces import catalogue

pytestmark = pytest.mark.server

SHOWS_THE_KEY: Final = ("key", "debrief")


class Room:
    """A room, its pages, and two phones; ``seen`` is what the wall and the phones were sent."""

    def __init__(self, seed: int) -> None:
        self.drawn = random.Random(seed)
        self.database = new_sqlite(Clock())
        self.rooms = Rooms(self.database, InProcessBus(), catalogue)
        opened = self.rooms.open(flagship(), 7)
        self.code, self.key = opened.code, opened.host_key
        self.site = Site(self.rooms, base="https://balint.example.org/")
        self.voters = [self.rooms.join(self.code) for _ in range(2)]
        self.before: dict[str, WholeState] = {}
        self.seen: list[bytes] = []

    def get(self, path: str, voter: str = "") -> tuple[int, bytes]:
        found = answer(self.site, Visit(Request("GET", path), voter))
        self.seen.append(found.body)
        return found.status, found.body

    def post(self, path: str, voter: str, **form: str) -> int:
        sent = {"token": form_token(voter), **form}
        found = answer(self.site, Visit(Request("POST", path, form=sent), voter, script=True))
        self.seen.append(found.body)
        return found.status

    def look(self) -> None:
        """Read every page and stream that is not the host's."""
        for voter in self.voters:
            assert self.get(f"/r/{self.code}", voter)[0] == 200
        self.get(f"/r/{self.code}")
        self.get(f"/r/{self.code}/debrief")
        assert self.get(f"/wall/{self.code}")[0] == 200
        scene = scene_of(self.site, self.code)
        made = {"wall": parts.wall(scene), "phone": parts.phone(scene, "")}
        for role, each in made.items():
            state = WholeState(scene.shown.number, each)
            self.seen += [state.first({}), state.since(self.before.get(role, state))]
            self.before[role] = state

    def step(self) -> HostAct | None:
        """Let phones do something, and the host something that is possible."""
        view = self.rooms.host_view(self.code, self.key)
        shown = view.shown.round
        for voter in self.voters:
            if shown is None:
                break
            choices = ["speak", "wait", *(offer.id for offer in shown.offers)]
            chosen = self.drawn.choice(choices)
            number = str(shown.number)
            self.post(f"/r/{self.code}/vote", voter, round=number, choice=chosen)
            self.post(f"/r/{self.code}/words", voter, round=number, text="What now?")
        view = self.rooms.host_view(self.code, self.key)
        possible = [act for act in HOST_ACTS if act in view.can and act not in SHOWS_THE_KEY]
        # A room that closes at once would show little; the test closes it in the end.
        possible = [act for act in possible if act != "closed"]
        if not possible:
            return None
        act = self.drawn.choice([*possible, *(["turn"] * 2 if "turn" in possible else [])])
        values = {
            "taken": ["wait", *(offer.id for offer in view.offers)],
            "back": ["1", str(shown.number if shown else 1)],
            "own_words": [words.id for words in view.sent],
            "own_words_hidden": [words.id for words in view.sent],
        }.get(act, [""])
        value = self.drawn.choice(values or [""])
        try:
            self.rooms.act(self.code, self.key, view.shown.number, act, value)  # type: ignore[arg-type]
        except RoomProblem:
            return None  # not with this value
        return act  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(6))
def test_nothing_of_the_key_is_in_any_page_before_the_host_shows_it(seed: int) -> None:
    room = Room(seed)
    done = set()
    for _ in range(25):
        done.add(room.step())
        room.look()
    number = room.rooms.view(room.code).number
    room.rooms.act(room.code, room.key, number, "closed")
    room.look()
    room.database.close()
    assert {"turn", "answers"} <= done
    seen = b"".join(room.seen)
    assert credits_in(seen) == []
    assert room.key.encode() not in seen


def test_what_the_test_above_looks_for_is_there_once_it_is_shown() -> None:
    room = Room(1)
    while room.rooms.view(room.code).stage == "group":
        number = room.rooms.view(room.code).number
        room.rooms.act(room.code, room.key, number, "turn")
    for act, value in (("answers", ""), ("taken", "wait"), ("key", "1")):
        number = room.rooms.view(room.code).number
        room.rooms.act(room.code, room.key, number, act, value)  # type: ignore[arg-type]
    room.look()
    room.database.close()
    assert credits_in(b"".join(room.seen))


def test_a_page_that_is_not_there_and_a_wrong_method_are_said() -> None:
    room = Room(1)
    assert room.get("/r/AAAAAA")[0] == 404
    assert room.get("/no/page")[0] == 404
    assert room.get(f"/r/{room.code}/vote")[0] == 405
    assert room.post(f"/r/{room.code}/vote", room.voters[0], round="x", choice="wait") == 400
    assert room.post(f"/r/{room.code}/vote", "nobody", round="1", choice="wait") in (409, 422)
    room.database.close()
