"""Plenaries in the database: open and join rooms, vote, and act as the host.

A vote or an act of the host is on the disk when its method returns. ``plenary.py`` has the rules;
this module reads and writes their events and the votes. Nothing is held in memory that is not in
the database: the rooms kept here are a cache, which is brought up to date before each use.

Votes and the host's acts are kept apart by locks on the row of the room. A vote that was confirmed
before a spread is shown is in that spread, and one that comes later is refused (``VoteClosed``).
"""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from simulator.course import plenary_events as events
from simulator.course import plenary_tables
from simulator.course.bus import Bus
from simulator.course.codes import digest, new_code, new_token, typed_code
from simulator.course.database import Database, Transaction
from simulator.course.host_acts import HostAct, event_of, possible_acts, same_act
from simulator.course.host_links import HostLinks
from simulator.course.plenary import NotNow, Plenary, Question, begin
from simulator.course.plenary import after as after_event
from simulator.course.plenary_debrief import RoomDebrief, debrief
from simulator.course.plenary_events import ANSWERS, Happened, UnknownEvent
from simulator.course.plenary_view import RoomView, Tally, proposal, view
from simulator.course.room_problems import OtherHost, RoomProblem, VoteClosed
from simulator.course.room_rows import (
    RoomRow,
    SentWords,
    ballot_row,
    check_host,
    event_at,
    event_texts,
    insert_of_voter,
    room_row,
    sent_words,
    tally,
)
from simulator.engine.acts import NotOnOffer
from simulator.engine.program import compile_scenario
from simulator.engine.prompt import Offer
from simulator.engine.setup import Setup
from simulator.library.scenarios import Loaded, load_text
from simulator.messages import say
from simulator.practice.play_options import PlayOptions
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_VOTERS = 5_000
"""Most phones in one room: many times an intensive, so that nobody can fill the disk."""

LONGEST_SENT = 300
"""Most characters of own words that a phone can send."""

KEPT_ROOMS = 64


@dataclass(frozen=True, slots=True)
class Opened:
    """A new room: the code on the wall, and the secret key of its host."""

    code: str
    host_key: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one phone has answered in the round that is open; empty: nothing yet.

    ``joined`` is whether it is a phone of this room at all.
    """

    answer: str = ""
    words: str = ""
    sent: str = ""
    joined: bool = False
    round: int = 0


@dataclass(frozen=True, slots=True)
class HostView:
    """What the host sees besides what everybody sees.

    ``offers`` are the lines that can be taken now, also before the room has voted on them.
    ``proposal`` is what the majority wants (``plenary_view.proposal``). ``can`` are the acts that
    are possible now; those that need a value are possible for at least one.
    """

    shown: RoomView
    offers: tuple[Offer, ...]
    proposal: str
    sent: tuple[SentWords, ...]
    can: tuple[HostAct, ...]


class Rooms:
    """The rooms of a server; every method can be called from any thread and raises StoreProblem."""

    def __init__(self, database: Database, bus: Bus, catalogue: "Callable[[], Catalogue]") -> None:
        """Use the rooms of a database; ``catalogue`` returns that with which scenarios load."""
        self._database = database
        self._bus = bus
        self._catalogue = catalogue
        self.host_links = HostLinks(database)
        self._kept: OrderedDict[str, Plenary] = OrderedDict()
        self._lock = threading.Lock()

    # -- for whoever opens a room ------------------------------------------------------------------

    def open(self, loaded: Loaded, seed: int | None = None, course: str | None = None) -> Opened:
        """Open a room that plays this scenario; raise RoomProblem if it is for live play only."""
        scenario = loaded.scenario
        if "guided" not in scenario.modes:
            raise RoomProblem(say("plenary.only_live", title=scenario.title))
        seed = PlayOptions(seed=seed).drawn().seed
        assert seed is not None
        first = begin(Setup(compile_scenario(scenario), "guided", seed))
        key = new_token()

        def work(transaction: Transaction) -> str:
            code = new_code(transaction)
            row = {
                "id": str(uuid4()),
                "code": code,
                "course": course,
                "host_key": digest(key),
                "scenario": scenario.id,
                "title": scenario.title,
                "digest": scenario.digest,
                "text": loaded.saved_text,
                "seed": seed,
                "created": self._database.now(),
                "round": len(first.rounds),
                "question": first.question,
            }
            transaction.execute(sa.insert(plenary_tables.plenary), row)
            return code

        return Opened(self._database.write(work), key)

    def set_host_key(self, code: str, host_key: str) -> None:
        """Make this the key of a room's host: for whoever has the database; raise NoRoom."""

        def work(transaction: Transaction) -> None:
            row = room_row(transaction, code, "update")
            table = plenary_tables.plenary
            changed = sa.update(table).where(table.c.id == row.id)
            transaction.execute(changed.values(host_key=digest(host_key)))

        self._database.write(work)

    # -- for the wall and the phones ---------------------------------------------------------------

    def view(self, code: str) -> RoomView:
        """Return what the wall and every phone may see of a room; raise NoRoom."""
        return self.scene(code)[1]

    def scene(self, code: str) -> tuple[Plenary, RoomView]:
        """Return a room's whole state, the key included, with what everybody may see of it."""

        def work(transaction: Transaction) -> tuple[Plenary, RoomView]:
            row = room_row(transaction, code)
            room = self._current(transaction, row)
            return room, view(room, typed_code(code), tally(transaction, row, room))

        return self._database.read(work)

    def join(self, code: str, voter: str = "") -> str:
        """Return the voter of a phone: the one that it has, if it joined before, or a new one.

        It is a secret of that phone, kept in a cookie. Raise NoRoom, or RoomProblem if the room is
        closed or full.
        """

        def work(transaction: Transaction) -> str:
            row = room_row(transaction, code)
            table = plenary_tables.voter
            joined = table.c.plenary == row.id
            known = sa.select(table.c.voter).where(joined)
            if voter and transaction.first(known.where(table.c.voter == digest(voter))):
                return voter
            if row.closed:
                raise RoomProblem(say("plenary.closed"))
            # This protects the disk, so it need not be exact when several phones join at once.
            count = sa.select(sa.func.count()).select_from(table).where(joined)
            if transaction.execute(count).scalar_one() >= MOST_VOTERS:
                raise RoomProblem(say("course.full"))
            new = new_token()
            transaction.execute(sa.insert(table), {"plenary": row.id, "voter": digest(new)})
            self._bus.wake(typed_code(code), transaction)
            return new

        return self._database.write(work)

    def ballot(self, code: str, voter: str) -> Ballot:
        """Return what this voter has answered in the latest round; raise NoRoom."""
        return self._database.read(
            lambda transaction: _ballot(transaction, room_row(transaction, code), voter)
        )

    def has_joined(self, code: str, voter: str) -> bool:
        """Return whether this voter has joined this room; raise NoRoom."""
        return self.ballot(code, voter).joined

    def vote(self, code: str, voter: str, round_number: int, choice: str) -> Ballot:
        """Save a vote: speak or wait, or the id of an offer, whichever is asked in this round.

        Return what the voter has answered in this round by now.

        A vote replaces an earlier one of the same voter on the same question, until its spread is
        shown; the same vote twice is one. Raise VoteClosed if this is not asked in this round now,
        NoRoom, or RoomProblem.
        """
        question: Question = "act" if choice in ANSWERS else "words"
        # Before the write, because the room may have to be compiled while all others would wait.
        if question == "words":
            self._check_offer(code, round_number, choice)

        def work(transaction: Transaction) -> Ballot:
            row = self._asking(transaction, code, round_number)
            if row.question != question:
                raise VoteClosed
            voted = {
                "plenary": row.id,
                "round": round_number,
                "voter": digest(voter),
                "question": question,
                "choice": choice,
            }
            insert_of_voter(transaction, plenary_tables.vote, voted, {"choice": choice})
            self._bus.wake(typed_code(code), transaction)
            return _ballot(transaction, row, voter)

        return self._database.write(work)

    def send_words(self, code: str, voter: str, round_number: int, text: str) -> Ballot:
        """Save own words for a round that is being voted on; return as ``vote``, and raise as it.

        They replace earlier ones of the same voter, and empty ones delete them.
        """
        text = " ".join(clean_text(text).split())[:LONGEST_SENT].rstrip()

        def work(transaction: Transaction) -> Ballot:
            row = self._asking(transaction, code, round_number)
            if not row.question:
                raise VoteClosed
            mine = {"plenary": row.id, "round": round_number, "voter": digest(voter)}
            if text:
                # A new id with each change: the host shows the words that were read, or none.
                changed = {"id": secrets.token_hex(8), "text": text}
                insert_of_voter(
                    transaction, plenary_tables.sent_words, {**mine, **changed}, changed
                )
            else:
                transaction.execute(sa.delete(plenary_tables.sent_words).filter_by(**mine))
            self._bus.wake(typed_code(code), transaction)
            return _ballot(transaction, row, voter)

        return self._database.write(work)

    # -- for the host ------------------------------------------------------------------------------

    def host_view(self, code: str, host_key: str) -> HostView:
        """Return what the host of a room sees; raise NoRoom or NotHost."""
        room, row = self._room(code)

        def work(transaction: Transaction) -> tuple[tuple[SentWords, ...], Tally]:
            check_host(transaction, row, host_key)
            return sent_words(transaction, row), tally(transaction, row, room)

        # The room may be older than this: an act that is made on it is then refused (``number``).
        sent, voted = self._database.read(work)
        shown = view(room, typed_code(code), voted)
        offers = room.prompt.offers if room.prompt.asks else ()
        return HostView(shown, offers, proposal(room), sent, possible_acts(room, sent))

    def act(self, code: str, host_key: str, number: int, act: HostAct, value: str = "") -> None:
        """Do one act of the host, made when the room had this ``number`` of events.

        ``value`` is the id of an offer or ``wait`` for ``taken``, the number of a round for ``key``
        and ``back``, and the id of own words for ``own_words`` and ``own_words_hidden``. The same
        act on the same number is done once. Raise NotHost, OtherHost if something else was done
        meanwhile, NoRoom, or RoomProblem if it is not possible now.
        """

        def work(transaction: Transaction) -> None:
            row = room_row(transaction, code, "update")
            check_host(transaction, row, host_key)
            # Not kept before it is certain that what was read here is on the disk.
            room = self._current(transaction, row, keep=False)
            if room.number != number:
                if same_act(event_at(transaction, row, number), act, value):
                    return
                raise OtherHost
            try:
                event = event_of(transaction, row, room, act, value)
                new = after_event(room, event)
            except (NotNow, NotOnOffer) as refused:
                raise RoomProblem(say("plenary.not_now")) from refused
            self._save(transaction, row, new, event)
            self._bus.wake(typed_code(code), transaction)

        self._database.write(work)

    def debrief(self, code: str, host_key: str | None = None) -> RoomDebrief:
        """Return the debrief of a room: for everybody once it was shown, for its host at any time.

        Raise NoRoom, NotHost, or RoomProblem if it was not shown yet.
        """
        room, row = self._room(code)
        if host_key is not None:
            self._database.read(lambda transaction: check_host(transaction, row, host_key))
        elif not room.debrief_shown:
            raise RoomProblem(say("plenary.not_now"))
        return debrief(room)

    def state(self, code: str) -> Plenary:
        """Return the whole state of a room, the key included: not for a page; raise NoRoom."""
        return self._room(code)[0]

    # -- inside ------------------------------------------------------------------------------------

    def _room(self, code: str) -> tuple[Plenary, RoomRow]:
        def work(transaction: Transaction) -> tuple[Plenary, RoomRow]:
            row = room_row(transaction, code)
            return self._current(transaction, row), row

        return self._database.read(work)

    def _current(self, transaction: Transaction, row: RoomRow, *, keep: bool = True) -> Plenary:
        """Return a room with all its saved events."""
        with self._lock:
            room = self._kept.get(row.id)
        # Without the lock: states are immutable, so it does no harm if two threads do the same.
        room = room or begin(self._setup(transaction, row.id))
        try:
            for text in event_texts(transaction, row.id, room.number):
                room = after_event(room, events.from_text(text))
        except (NotNow, NotOnOffer, UnknownEvent) as error:
            raise RoomProblem(say("plenary.cannot_replay")) from error
        if keep:
            self._keep(row.id, room)
        return room

    def _keep(self, plenary: str, room: Plenary) -> None:
        with self._lock:
            # Put in again at the end, so that the first is the one that was used longest ago.
            # Threads come here in any order: the newer state stays.
            kept = self._kept.pop(plenary, None)
            newest = kept if kept is not None and kept.number > room.number else room
            self._kept[plenary] = newest
            while len(self._kept) > KEPT_ROOMS:
                self._kept.popitem(last=False)

    def _setup(self, transaction: Transaction, plenary: str) -> Setup:
        table = plenary_tables.plenary.c
        found = transaction.first(
            sa.select(table.text, table.scenario, table.seed).where(table.id == plenary)
        )
        assert found is not None
        # The text that was saved with the room: the file in the library may have been edited.
        loaded = load_text(bytes(found.text), found.scenario, self._catalogue())
        if not isinstance(loaded, Loaded):
            raise RoomProblem(say("plenary.cannot_replay"))
        return Setup(compile_scenario(loaded.scenario), "guided", found.seed)

    def _check_offer(self, code: str, round_number: int, choice: str) -> None:
        """Raise RoomProblem if this round has no such offer; offers of a round never change."""
        room, _ = self._room(code)
        if not 0 < round_number <= len(room.rounds):
            raise VoteClosed
        if choice not in [offer.id for offer in room.rounds[round_number - 1].offers]:
            raise RoomProblem(say("plenary.not_a_choice"))

    def _asking(self, transaction: Transaction, code: str, round_number: int) -> RoomRow:
        """Return the room if this is the round that is open; the host cannot close it meanwhile."""
        # Shared, so that votes wait for an act of the host, and not for each other.
        row = room_row(transaction, code, "share")
        if row.closed:
            raise RoomProblem(say("plenary.closed"))
        if row.round != round_number:
            raise VoteClosed
        return row

    def _save(self, transaction: Transaction, row: RoomRow, room: Plenary, event: Happened) -> None:
        now = self._database.now()
        saved = {
            "plenary": row.id,
            # Of the room before the event. It is a key, so a second event with this number fails.
            "number": room.number - 1,
            "event": events.to_text(event),
            "at": now,
        }
        transaction.execute(sa.insert(plenary_tables.plenary_event), saved)
        changes: dict[str, object] = {"round": len(room.rounds), "question": room.question}
        if room.closed:
            changes["closed"] = now
            # The spreads are in the events; who voted for what is not needed any more.
            for table in (plenary_tables.vote, plenary_tables.sent_words):
                transaction.execute(sa.delete(table).where(table.c.plenary == row.id))
        mine = sa.update(plenary_tables.plenary).where(plenary_tables.plenary.c.id == row.id)
        transaction.execute(mine.values(changes))
        transaction.after_commit(lambda: self._keep(row.id, room))


def _ballot(transaction: Transaction, row: RoomRow, voter: str) -> Ballot:
    found = ballot_row(transaction, row, voter)
    if found is None:
        return Ballot()
    act, words = found.get("act", ""), found.get("words", "")
    return Ballot(act, words, found["sent"], joined=True, round=row.round)
