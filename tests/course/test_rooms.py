"""Rooms in the database: votes are durable, counted once, and never joined with a person."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Queue
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.course import all_tables, plenary_tables
from simulator.course.bus import Bus, InProcessBus
from simulator.course.codes import ALPHABET, typed_code
from simulator.course.database import Database
from simulator.course.host_acts import HostAct
from simulator.course.plenary_events import ANSWERS
from simulator.course.postgres_bus import PostgresBus
from simulator.course.room_problems import NoRoom, NotHost, OtherHost, RoomProblem, VoteClosed
from simulator.course.room_rows import insert_of_voter
from simulator.course.rooms import LONGEST_SENT, HostView, Opened, Rooms
from tests.course.conftest import Clock, new_sqlite
from tests.examples import examples
from tests.patience import PATIENCE
from tests.plays import flagship
from tests.workspaces import catalogue


def bus_of(database: Database) -> Bus:
    return PostgresBus(database) if database.postgres else InProcessBus()


def rooms_of(database: Database) -> Rooms:
    return Rooms(database, bus_of(database), catalogue)


@pytest.fixture
def rooms(database: Database) -> Rooms:
    return rooms_of(database)


@pytest.fixture
def opened(rooms: Rooms) -> Opened:
    return rooms.open(flagship(), 7)


def host(rooms: Rooms, opened: Opened) -> HostView:
    return rooms.host_view(opened.code, opened.host_key)


def do(rooms: Rooms, opened: Opened, act: HostAct, value: str = "") -> None:
    now = host(rooms, opened)
    assert act in now.can
    rooms.act(opened.code, opened.host_key, now.shown.number, act, value)


def to_a_vote(rooms: Rooms, opened: Opened) -> int:
    """Play on to the next pause, and return the number of its round."""
    while host(rooms, opened).shown.stage == "group":
        do(rooms, opened, "turn")
    shown = rooms.view(opened.code)
    assert shown.round is not None
    return shown.round.number


def spread(rooms: Rooms, opened: Opened) -> dict[str, int]:
    shown = rooms.view(opened.code).round
    assert shown is not None
    counts = shown.words if shown.words is not None else shown.answers
    return {count.choice: count.votes for count in counts or ()}


def test_a_room_has_a_code_that_is_read_from_a_wall_and_typed_in_any_spelling(
    rooms: Rooms, opened: Opened
) -> None:
    assert len(opened.code) == 6
    assert set(opened.code) <= set(ALPHABET)
    assert len(ALPHABET) == 31
    assert not set("01OIL") & set(ALPHABET)
    spelt = f" {opened.code[:3]}-{opened.code[3:]} ".lower()
    assert rooms.view(spelt).code == opened.code
    assert typed_code("0OIL11") == typed_code("") == typed_code("ABC") == ""
    with pytest.raises(NoRoom):
        rooms.view("ABCDEF" if opened.code != "ABCDEF" else "ABCDEG")


def test_votes_are_hidden_until_the_host_shows_their_spread(rooms: Rooms, opened: Opened) -> None:
    number = to_a_vote(rooms, opened)
    voters = [rooms.join(opened.code) for _ in range(3)]
    for voter, choice in zip(voters, ["speak", "wait", "speak"], strict=True):
        rooms.vote(opened.code, voter, number, choice)
    before = rooms.view(opened.code)
    assert before.round is not None
    assert (before.round.answers, before.tally.voted, before.tally.joined) == (None, 3, 3)
    do(rooms, opened, "answers")
    assert spread(rooms, opened) == {"speak": 2, "wait": 1}
    do(rooms, opened, "words_asked")
    rooms.vote(opened.code, voters[0], number, "2")
    do(rooms, opened, "words")
    assert spread(rooms, opened)["2"] == 1
    assert host(rooms, opened).proposal == "2"
    do(rooms, opened, "taken", "2")
    assert rooms.view(opened.code).rounds[0].taken == "2"


def test_a_vote_can_be_changed_and_sent_again_until_its_spread_is_shown(
    rooms: Rooms, opened: Opened
) -> None:
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    for choice in ["speak", "wait", "wait"]:
        rooms.vote(opened.code, voter, number, choice)
    assert rooms.ballot(opened.code, voter).answer == "wait"
    do(rooms, opened, "answers")
    with pytest.raises(VoteClosed):
        rooms.vote(opened.code, voter, number, "speak")
    assert spread(rooms, opened) == {"speak": 0, "wait": 1}
    assert rooms.ballot(opened.code, voter).answer == "wait"


def test_a_phone_that_comes_back_is_the_same_voter(rooms: Rooms, opened: Opened) -> None:
    voter = rooms.join(opened.code)
    assert rooms.join(opened.code, voter) == voter
    assert rooms.has_joined(opened.code, voter)
    other = rooms.join(opened.code, "made up")
    assert other not in (voter, "made up")
    assert not rooms.has_joined(opened.code, "made up")
    assert rooms.view(opened.code).tally.joined == 2
    another = rooms.open(flagship(), 7)
    assert not rooms.has_joined(another.code, voter)


def test_who_has_not_joined_cannot_vote(rooms: Rooms, opened: Opened) -> None:
    number = to_a_vote(rooms, opened)
    with pytest.raises(RoomProblem, match="not joined"):
        rooms.vote(opened.code, "made up", number, "speak")
    with pytest.raises(RoomProblem, match="not joined"):
        rooms.send_words(opened.code, "made up", number, "Hello")
    assert rooms.view(opened.code).tally.voted == 0


def test_a_vote_for_another_round_or_question_or_choice_is_refused(
    rooms: Rooms, opened: Opened
) -> None:
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    for wrong in (number - 1, number + 1, -1, 10**6):
        with pytest.raises(VoteClosed):
            rooms.vote(opened.code, voter, wrong, "speak")
        with pytest.raises(VoteClosed):
            rooms.vote(opened.code, voter, wrong, "1")
    with pytest.raises(VoteClosed):
        rooms.vote(opened.code, voter, number, "1")
    with pytest.raises(RoomProblem, match="not one of the choices"):
        rooms.vote(opened.code, voter, number, "'; DROP TABLE vote; --")
    assert rooms.view(opened.code).tally.voted == 0


def test_only_the_host_can_act_and_see_what_the_host_sees(rooms: Rooms, opened: Opened) -> None:
    for key in ("", opened.code, rooms.open(flagship(), 7).host_key):
        with pytest.raises(NotHost):
            rooms.act(opened.code, key, 0, "turn")
        with pytest.raises(NotHost):
            rooms.host_view(opened.code, key)
        with pytest.raises(NotHost):
            rooms.debrief(opened.code, key)
    assert rooms.view(opened.code).number == 0


def test_a_key_pressed_twice_is_one_act_and_a_second_window_is_told(
    rooms: Rooms, opened: Opened
) -> None:
    for _ in range(2):
        rooms.act(opened.code, opened.host_key, 0, "turn")
    assert rooms.view(opened.code).number == 1
    with pytest.raises(OtherHost):
        rooms.act(opened.code, opened.host_key, 0, "closed")
    with pytest.raises(OtherHost):
        rooms.act(opened.code, opened.host_key, 5, "turn")
    with pytest.raises(RoomProblem):
        rooms.act(opened.code, opened.host_key, 1, "answers")
    assert rooms.view(opened.code).number == 1


def test_a_restarted_server_finds_every_room_as_it_was(database: Database, rooms: Rooms) -> None:
    opened = rooms.open(flagship(), 7)
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    rooms.vote(opened.code, voter, number, "speak")
    before, ballot = rooms.view(opened.code), rooms.ballot(opened.code, voter)
    again = Database(database.url)
    restarted = rooms_of(again)
    assert restarted.view(opened.code) == before
    assert restarted.ballot(opened.code, voter) == ballot
    assert restarted.join(opened.code, voter) == voter
    do(restarted, opened, "answers")
    # The first server's cache follows.
    assert spread(rooms, opened) == {"speak": 1, "wait": 0}
    again.close()


def test_own_words_are_the_hosts_to_read_and_everybodys_when_they_are_shown(
    rooms: Rooms, opened: Opened
) -> None:
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    rooms.send_words(opened.code, voter, number, "first")
    rooms.send_words(opened.code, voter, number, "What\x00 is\n it\u202e like? " + "x" * 1000)
    (sent,) = host(rooms, opened).sent
    assert sent.text.startswith("What\ufffd is it\ufffd like? x")
    assert len(sent.text) == LONGEST_SENT
    assert rooms.ballot(opened.code, voter).sent == sent.text
    assert sent.text not in str(rooms.view(opened.code))
    do(rooms, opened, "own_words", sent.id)
    assert rooms.view(opened.code).rounds[0].own_words[0].text == sent.text
    do(rooms, opened, "own_words_hidden", sent.id)
    assert rooms.view(opened.code).rounds[0].own_words == ()
    rooms.send_words(opened.code, voter, number, "  ")
    assert host(rooms, opened).sent == ()


def test_own_words_that_were_changed_meanwhile_are_not_shown(rooms: Rooms, opened: Opened) -> None:
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    rooms.send_words(opened.code, voter, number, "Harmless.")
    (read,) = host(rooms, opened).sent
    rooms.send_words(opened.code, voter, number, "Not harmless.")
    with pytest.raises(RoomProblem):
        do(rooms, opened, "own_words", read.id)
    assert rooms.view(opened.code).rounds[0].own_words == ()


def test_the_debrief_is_everybodys_once_the_host_has_shown_it(rooms: Rooms, opened: Opened) -> None:
    while host(rooms, opened).shown.stage != "over":
        number = to_a_vote(rooms, opened)
        if host(rooms, opened).shown.stage == "answers":
            assert number
            do(rooms, opened, "answers")
            do(rooms, opened, "taken", "wait")
    with pytest.raises(RoomProblem):
        rooms.debrief(opened.code)
    do(rooms, opened, "debrief")
    assert rooms.debrief(opened.code) == rooms.debrief(opened.code, opened.host_key)
    assert all(shown.key is not None for shown in rooms.view(opened.code).rounds)


def test_closing_a_room_deletes_who_voted_for_what_and_keeps_the_spreads(
    database: Database, rooms: Rooms, opened: Opened
) -> None:
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    rooms.vote(opened.code, voter, number, "speak")
    rooms.send_words(opened.code, voter, number, "Mine.")
    do(rooms, opened, "answers")
    do(rooms, opened, "closed")
    for table in (plenary_tables.vote, plenary_tables.sent_words):
        assert database.read(lambda tx, table=table: tx.rows(sa.select(table))) == []  # type: ignore[misc]
    assert spread(rooms, opened) == {"speak": 1, "wait": 0}
    for refused in (
        lambda: rooms.vote(opened.code, voter, number, "wait"),
        lambda: rooms.join(opened.code),
    ):
        with pytest.raises(RoomProblem, match="closed"):
            refused()


def test_no_table_joins_a_voter_with_a_person() -> None:
    anonymous = [table for table in all_tables.metadata.sorted_tables if "voter" in table.c]
    assert {table.name for table in anonymous} == {"voter", "vote", "sent_words"}
    for table in anonymous:
        assert not {"person", "at", "created", "address", "name"} & set(table.c.keys())
        reached, todo = set[str](), [table]
        while todo:
            for key in todo.pop().foreign_keys:
                if key.column.table.name not in reached:
                    reached.add(key.column.table.name)
                    todo.append(key.column.table)
        assert "person" not in reached


def test_the_database_holds_no_voter_and_no_key_of_a_host(
    database: Database, rooms: Rooms, opened: Opened
) -> None:
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    rooms.vote(opened.code, voter, number, "speak")
    for table in all_tables.metadata.sorted_tables:
        found = str(database.read(lambda tx, table=table: tx.rows(sa.select(table))))  # type: ignore[misc]
        assert voter not in found
        assert opened.host_key not in found


def test_every_confirmed_vote_of_many_phones_at_once_is_counted_once(
    rooms: Rooms, opened: Opened
) -> None:
    number = to_a_vote(rooms, opened)
    voters = [rooms.join(opened.code) for _ in range(40)]

    def vote(place: int) -> str:
        choice = ANSWERS[place % 2]
        for _ in range(2):
            rooms.vote(opened.code, voters[place], number, choice)
        return choice

    with ThreadPoolExecutor(8) as threads:
        confirmed = Counter(threads.map(vote, range(40)))
    do(rooms, opened, "answers")
    assert spread(rooms, opened) == confirmed


def test_a_vote_is_in_the_spread_or_refused_when_the_host_shows_it_meanwhile(
    rooms: Rooms, opened: Opened
) -> None:
    number = to_a_vote(rooms, opened)
    voters = [rooms.join(opened.code) for _ in range(40)]

    def vote(place: int) -> str:
        if place == 20:
            do(rooms, opened, "answers")
            return ""
        with suppress(VoteClosed):
            rooms.vote(opened.code, voters[place], number, ANSWERS[place % 2])
            return ANSWERS[place % 2]
        return ""

    with ThreadPoolExecutor(8) as threads:
        confirmed = Counter(threads.map(vote, range(40)))
    confirmed.pop("", None)
    assert {k: v for k, v in spread(rooms, opened).items() if v} == confirmed


@pytest.mark.services
def test_the_host_waits_for_a_vote_that_is_being_saved(
    new_database: Callable[[], sa.URL], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(new_database())
    rooms, other = rooms_of(database), rooms_of(database)
    opened = rooms.open(flagship(), 7)
    number, voter = to_a_vote(rooms, opened), rooms.join(opened.code)
    allowed, go_on = Event(), Event()

    def insert_later(*values: Any) -> None:
        allowed.set()
        assert go_on.wait(PATIENCE)
        insert_of_voter(*values)

    monkeypatch.setattr("simulator.course.rooms.insert_of_voter", insert_later)
    waiting = sa.text(
        "SELECT 1 FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with ThreadPoolExecutor(2) as threads:
        vote = threads.submit(rooms.vote, opened.code, voter, number, "speak")
        assert allowed.wait(PATIENCE)
        act = threads.submit(do, other, opened, "answers")
        while not act.done() and not database.read(lambda tx: tx.rows(waiting)):
            pass
        go_on.set()
        vote.result()
        act.result()
    assert spread(rooms, opened) == {"speak": 1, "wait": 0}
    database.close()


def test_a_change_wakes_whoever_listens_once_it_is_saved(database: Database) -> None:
    bus = bus_of(database)
    rooms, heard = Rooms(database, bus, catalogue), Wakes()
    opened = rooms.open(flagship(), 7)
    seen: list[int] = []

    def hear(room: str | None) -> None:
        seen.append(rooms.view(opened.code).number)
        heard(room)

    stop = bus.listen(hear)
    if database.postgres:
        assert heard.next() is None  # it listens from now on
        seen.clear()
    rooms.act(opened.code, opened.host_key, 0, "turn")
    assert heard.next() == opened.code
    assert seen == [1]
    with pytest.raises(RoomProblem):
        rooms.act(opened.code, opened.host_key, 1, "answers")
    rooms.join(opened.code)
    assert heard.next() == opened.code
    stop()
    assert heard.empty()


@pytest.mark.services
def test_a_listener_whose_connection_broke_hears_that_anything_may_have_changed(
    postgres: sa.URL, new_database: Callable[[], sa.URL]
) -> None:
    database = Database(new_database())
    bus, heard = PostgresBus(database), Wakes()
    stop = bus.listen(heard)
    assert heard.next() is None
    end_all = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    assert database.write(lambda tx: tx.rows(end_all)) == [(True,)]
    assert heard.next() is None
    database.write(lambda tx: bus.wake("ABCDEF", tx))
    assert heard.next() == "ABCDEF"
    stop()
    database.close()


class Wakes:
    """What a listener heard."""

    def __init__(self) -> None:
        self._queue: Queue[str | None] = Queue()

    def __call__(self, room: str | None) -> None:
        self._queue.put(room)

    def next(self) -> str | None:
        return self._queue.get(timeout=30)

    def empty(self) -> bool:
        return self._queue.empty()


class Voting(RuleBasedStateMachine):
    """Phones and a host in any order, beside a model: a dict of who voted last for what."""

    def __init__(self) -> None:
        super().__init__()
        self.voters: list[str] = []
        self.votes: dict[tuple[int, str, str], str] = {}

    @initialize()
    def open(self) -> None:
        self.database = new_sqlite(Clock())
        self.rooms = rooms_of(self.database)
        self.opened = self.rooms.open(flagship(), 7)
        to_a_vote(self.rooms, self.opened)

    def teardown(self) -> None:
        self.database.close()

    @rule()
    def join(self) -> None:
        self.voters.append(self.rooms.join(self.opened.code))

    @precondition(lambda self: self.voters)
    @rule(data=st.data(), choice=st.sampled_from([*ANSWERS, "1", "2", "nonsense"]))
    def vote(self, data: st.DataObject, choice: str) -> None:
        shown = self.rooms.view(self.opened.code)
        voter = data.draw(st.sampled_from(self.voters))
        number = len(shown.rounds) - data.draw(st.sampled_from([0, 0, 0, 1]))
        asked = number == len(shown.rounds) and (
            shown.question == ("act" if choice in ANSWERS else "words")
        )
        try:
            self.rooms.vote(self.opened.code, voter, number, choice)
        except RoomProblem:
            assert not asked or choice == "nonsense"
        else:
            assert asked
            assert choice != "nonsense"
            self.votes[number, shown.question, voter] = choice

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        now = host(self.rooms, self.opened)
        possible = [act for act in now.can if act not in ("closed", "own_words")]
        act: HostAct = data.draw(st.sampled_from(possible or ["turn"]))
        value = ""
        if act == "taken":
            value = data.draw(st.sampled_from([offer.id for offer in now.offers]))
        elif act in ("key", "back"):
            value = str(data.draw(st.integers(1, len(now.shown.rounds))))
        with suppress(RoomProblem):
            for _ in range(2):  # each press is sent twice
                code, key = self.opened.code, self.opened.host_key
                self.rooms.act(code, key, now.shown.number, act, value)

    @rule()
    def restart(self) -> None:
        self.rooms = rooms_of(self.database)

    @invariant()
    def every_spread_has_the_last_vote_of_each_voter(self) -> None:
        if not hasattr(self, "rooms"):
            return
        for shown in self.rooms.view(self.opened.code).rounds:
            for question, counts in (("act", shown.answers), ("words", shown.words)):
                if counts is None:
                    continue
                model = Counter(
                    choice
                    for (number, asked, _), choice in self.votes.items()
                    if (number, asked) == (shown.number, question)
                )
                assert {count.choice: count.votes for count in counts if count.votes} == model

    @invariant()
    def the_tally_has_each_voter_once(self) -> None:
        if not hasattr(self, "rooms"):
            return
        shown = self.rooms.view(self.opened.code)
        assert shown.tally.joined == len(self.voters)
        voted = [
            voter
            for number, question, voter in self.votes
            if (number, question) == (len(shown.rounds), shown.question)
        ]
        assert shown.tally.voted == len(voted)


TestVoting = pytest.mark.slow(Voting.TestCase)
Voting.TestCase.settings = examples(100, usually=12)
