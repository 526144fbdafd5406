"""What every store of plays promises: the same tests for a file, memory, and rows of a browser."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from simulator.engine.records import Record
from simulator.store.document import read_document
from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.play_store import (
    AnotherWindow,
    First,
    Place,
    Play,
    PlayStore,
    StoreProblem,
    number_of,
)
from simulator.store.rows import Row, RowStore
from simulator.store.sqlite import SqliteStore

NEW = Play("", 0, "small", "Small", "d1", "guided", "now", 7, "", place=Place("/here/small.yaml"))
EDITED = replace(NEW, title="Edited", digest="d2")
WAIT = Record("wait")
TAKE = Record("take", "drift", 2, "contain", "That is close to home.")
REMARK = Record("remark", kind="silence", wording=1, say="Mm.")
BETWEEN = Record("between", kind="frame", wording=2, say="We have\nten minutes.")
BEGAN, LET_GO = Record("began", "drift", 3), Record("let-go", "drift", 3)


def clock() -> Callable[[], str]:
    minutes = count()
    return lambda: f"2026-05-01T10:{next(minutes) % 60:02}:00+00:00"


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"00000000-0000-4000-8000-{next(numbers):012}"


@pytest.fixture(params=["file", "memory", "rows"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlayStore]:
    opened: PlayStore
    match request.param:
        case "file":
            opened = SqliteStore(tmp_path / "learner.sqlite3", clock(), new_id=ids())
        case "memory":
            opened = MemoryStore(clock(), new_id=ids())
        case _:
            opened = RowStore([], clock(), new_id=ids())
    yield opened
    opened.close()


def test_one_play_can_be_deleted_with_all_that_was_written_in_it(store: PlayStore) -> None:
    stays, gone = store.begin(NEW, b"text"), store.begin(NEW, b"text")
    store.act(stays.id, 0, WAIT)
    store.act(gone.id, 0, TAKE)
    store.keep_own_words(gone.id, "drift", 2, "Secret words.")
    before = store.version
    assert store.delete(gone.id) == 1
    assert store.plays() == [stays]
    assert store.records(stays.id) == [WAIT]
    assert (store.play(gone.id), store.records(gone.id), store.own_words(gone.id)) == (None, [], {})
    assert "Secret words." not in export_text(store)
    assert store.version is None or store.version != before
    assert store.delete(gone.id) == 0


def test_a_deleted_play_takes_its_attempts_and_earlier_versions_with_it(store: PlayStore) -> None:
    old = store.begin(NEW, b"text")
    store.act(old.id, 0, TAKE)
    attempt = store.branch(old, "drift", 1)
    edited = store.replace(old, 1, EDITED, b"edited", First([TAKE]))
    assert store.delete(attempt.id) == 1
    assert store.plays() == [edited]
    store.branch(edited, "drift", 1)
    assert store.delete(edited.id) == 3
    assert (store.plays(), store.replaced()) == ([], [])


def test_the_session_after_a_deleted_one_follows_the_one_before_it(store: PlayStore) -> None:
    first = store.begin(NEW, b"text")
    second = store.begin(replace(NEW, follows=first.id, part=1), b"text")
    third = store.begin(replace(NEW, follows=second.id, part=2), b"text")
    store.delete(second.id)
    assert store.play(third.id) == replace(third, follows=first.id)
    store.delete(first.id)
    assert store.play(third.id) == replace(third, follows=None)


def test_the_version_differs_after_everything_that_is_saved_and_after_nothing_else(
    store: PlayStore,
) -> None:
    play = store.begin(NEW, b"text")
    versions = [store.version]

    def changed() -> bool:
        versions.append(store.version)
        return versions[-1] is None or versions[-1] not in versions[:-1]

    writes: list[Callable[[], object]] = [
        lambda: store.act(play.id, 0, TAKE),
        lambda: store.keep_own_words(play.id, "drift", 2, "Mine."),
        lambda: store.branch(play, "drift", 1),
        lambda: store.replace(play, 1, EDITED, b"e", First([TAKE])),
        lambda: store.finish(play.id),
        lambda: store.delete(play.id),
    ]
    for write in writes:
        write()
        assert changed()
    assert (store.plays(), store.revision(play.id)) != ([], 0)
    assert store.export()
    # That of a person on a server is never known.
    assert versions[-1] is None or not changed()


def test_a_new_play_has_an_id_a_number_and_the_time(store: PlayStore) -> None:
    first, second = store.begin(NEW, b"text"), store.begin(NEW, b"text")
    assert (first.number, second.number) == (1, 2)
    assert first.id != second.id
    assert first.started.startswith("2026-05-01")
    assert replace(first, id="", number=0, started="") == NEW
    assert store.play(second.id) == store.numbered(2) == second
    assert store.play("no such id") is store.numbered(3) is None
    assert store.text("d1") == b"text"
    assert store.text("d2") is None


def test_acts_are_saved_in_order_and_the_last_ends_the_play(store: PlayStore) -> None:
    play = store.begin(NEW, b"text")
    records = [WAIT, TAKE, BETWEEN, BEGAN, LET_GO, REMARK]
    for revision, record in enumerate(records):
        store.act(play.id, revision, record, last=record is REMARK)
    assert store.records(play.id) == records
    assert store.unfinished() == []
    assert [ended.id for ended in store.finished()] == [play.id]


def test_the_same_act_on_the_same_revision_is_saved_once(store: PlayStore) -> None:
    play = store.begin(NEW, b"text")
    store.act(play.id, 0, WAIT)
    store.act(play.id, 1, TAKE)
    before = store.export()
    store.act(play.id, 1, TAKE)
    store.act(play.id, 0, WAIT)
    assert store.export() == before


@pytest.mark.parametrize(("revision", "record"), [(0, TAKE), (1, WAIT), (3, WAIT), (9, TAKE)])
def test_another_act_on_an_old_revision_or_one_that_is_not_there_is_refused(
    store: PlayStore, revision: int, record: Record
) -> None:
    play = store.begin(NEW, b"text")
    store.act(play.id, 0, WAIT)
    store.act(play.id, 1, TAKE)
    before = store.export()
    with pytest.raises(AnotherWindow, match="continued in another window"):
        store.act(play.id, revision, record)
    assert store.export() == before


def test_own_words_of_an_old_revision_are_refused_and_later_ones_replace_earlier(
    store: PlayStore,
) -> None:
    play = store.begin(NEW, b"text")
    store.keep_own_words(play.id, "drift", 1, "First.", 0)
    store.act(play.id, 0, WAIT)
    store.keep_own_words(play.id, "drift", 2, "Then.", 1)
    with pytest.raises(AnotherWindow):
        store.keep_own_words(play.id, "drift", 2, "Too late.", 0)
    assert store.own_words(play.id) == {"drift": "Then."}


def test_a_play_that_is_replaced_hands_on_its_words_branches_and_programme(
    store: PlayStore,
) -> None:
    begun = replace(NEW, programme="evening", part=1, place=Place("/a", "/evening.yaml"))
    old = store.begin(begun, b"text")
    store.act(old.id, 0, TAKE)
    store.keep_own_words(old.id, "drift", 1, "Mine.")
    branch = store.branch(old, "drift", 0)
    first = First([WAIT, TAKE], ("quiet", 2, "New."), last=True)
    new = store.replace(old, 1, EDITED, b"edited", first)
    assert (new.programme, new.part, new.place.programme) == ("evening", 1, "/evening.yaml")
    assert (new.ended is not None, store.records(new.id)) == (True, [WAIT, TAKE])
    assert store.own_words(new.id) == {"drift": "Mine.", "quiet": "New."}
    assert [one.id for one in store.branches(new.id)] == [branch.id]
    assert [one.id for one in store.predecessors(new.id)] == [old.id]
    assert [one.replaced_by for one in store.replaced()] == [new.id]
    with pytest.raises(AnotherWindow):
        store.replace(old, 1, EDITED, b"edited", First())


def test_an_act_in_a_replaced_play_lets_it_stand_for_itself_and_a_repeated_one_does_not(
    store: PlayStore,
) -> None:
    old = store.begin(NEW, b"text")
    store.act(old.id, 0, WAIT)
    store.replace(old, 1, EDITED, b"edited", First([WAIT]))
    store.act(old.id, 0, WAIT)
    assert [one.id for one in store.replaced()] == [old.id]
    store.act(old.id, 1, WAIT)
    assert store.replaced() == []


def test_a_branch_begins_with_the_acts_and_words_up_to_its_moment(store: PlayStore) -> None:
    play = store.begin(replace(NEW, programme="evening", part=2), b"text")
    for revision, record in enumerate((WAIT, TAKE, Record("take", "last", 1, "advise", "Do."))):
        store.act(play.id, revision, record)
    store.keep_own_words(play.id, "drift", 2, "Mine.")
    store.keep_own_words(play.id, "last", 1, "Later.")
    branch = store.branch(play, "last", 2)
    assert (branch.branch_of, branch.branched_at, branch.programme) == (play.id, "last", "")
    assert store.records(branch.id) == [WAIT, TAKE]
    assert store.own_words(branch.id) == {"drift": "Mine."}
    assert store.branch(branch, "drift", 1).branch_of == play.id


def test_what_concerns_no_play_is_a_problem_and_changes_nothing(store: PlayStore) -> None:
    before = store.export()
    with pytest.raises(StoreProblem):
        store.act("no such id", 0, WAIT)
    with pytest.raises(StoreProblem):
        store.keep_own_words("no such id", "drift", 1, "Words")
    assert store.export() == before
    assert number_of(store, "no such id") == 0


def test_an_export_has_no_place_of_this_machine(store: PlayStore) -> None:
    store.begin(NEW, b"text")
    assert "/here" not in str(store.export())


def test_two_stores_have_two_learners(tmp_path: Path) -> None:
    stores: list[PlayStore] = [MemoryStore(), MemoryStore()]
    for name in "ab":
        stores.append(SqliteStore(tmp_path / f"{name}.sqlite3"))
    learners = {store.learner for store in stores}
    for store in stores:
        store.close()
    assert len(learners) == 4


class Browser:
    """A browser's storage, which has the rows that were handed out to it, as JSON."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], str] = {}

    def save(self, changes: list[Row]) -> None:
        """Save changes, as a host does before it shows the answer to what was done."""
        for key, value in changes:
            if value is None:
                del self.rows[key]
            else:
                self.rows[key] = json.dumps(value)

    def read(self) -> list[Row]:
        """Return all rows, as a host does when it starts."""
        return [(key, json.loads(value)) for key, value in self.rows.items()]


class AllStores(RuleBasedStateMachine):
    """Whatever is done to all stores, they return and export the same.

    What was done is saved when its answer is shown: a store that is opened then has all of it.
    """

    plays = st.integers(1, 6)
    revisions = st.integers(0, 4)
    acts = st.sampled_from((WAIT, TAKE, REMARK, BETWEEN, BEGAN, LET_GO))
    moments = st.sampled_from(("drift", "last"))

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "learner.sqlite3"
        self.minutes = 0
        # The stores in memory take their first ids for the learner.
        self.of_file, self.of_rows = ids(), ids()
        self.of_file()
        self.file = SqliteStore(self.path, self.now, new_id=self.of_file)
        self.memory = MemoryStore(self.now, new_id=ids())
        self.browser = Browser()
        self.in_browser = RowStore([], self.now, new_id=self.of_rows)
        self.elsewhere = MemoryStore(self.now)
        # tests/course has stores in databases, too.
        self.others: list[PlayStore] = []

    def now(self) -> str:
        """The same time for all stores, however often each asks."""
        return f"2026-05-01T{self.minutes // 60:02}:{self.minutes % 60:02}:00+00:00"

    def teardown(self) -> None:
        self.file.close()
        self.folder.cleanup()

    def all(self, do: Callable[[PlayStore], Any]) -> None:
        results: list[object] = []
        self.minutes += 1
        stores: list[PlayStore] = [self.file, self.memory, self.in_browser, *self.others]
        for store in stores:
            try:
                results.append(do(store))
            except StoreProblem as problem:
                results.append(type(problem))
        assert all(result == results[0] for result in results)
        self.browser.save(self.in_browser.changes())

    @rule(follows=st.none() | plays)
    def begin(self, follows: int | None) -> None:
        def do(store: PlayStore) -> object:
            before = store.numbered(follows) if follows is not None else None
            new = replace(NEW, follows=before.id if before is not None else None)
            return store.begin(new, b"text")

        self.all(do)

    @rule(number=plays, revision=revisions, record=acts, last=st.booleans())
    def act(self, number: int, revision: int, record: Record, last: bool) -> None:
        self.on(number, lambda store, play: store.act(play.id, revision, record, last=last))

    @rule(number=plays, record=acts)
    def act_now(self, number: int, record: Record) -> None:
        self.on(
            number,
            lambda store, play: store.act(play.id, len(store.records(play.id)), record),
        )

    @rule(number=plays, moment=moments, revision=st.none() | revisions)
    def own_words(self, number: int, moment: str, revision: int | None) -> None:
        self.on(
            number, lambda store, play: store.keep_own_words(play.id, moment, 1, "Mine.", revision)
        )

    @rule(number=plays, moment=moments, acts=revisions)
    def branch(self, number: int, moment: str, acts: int) -> None:
        self.on(number, lambda store, play: store.branch(play, moment, acts))

    @rule(number=plays, revision=revisions, records=st.lists(acts, max_size=3), last=st.booleans())
    def replace(self, number: int, revision: int, records: list[Record], last: bool) -> None:
        first = First(records, ("drift", 1, "New."), last)
        self.on(number, lambda store, play: store.replace(play, revision, EDITED, b"e", first))

    @rule(number=plays)
    def delete(self, number: int) -> None:
        self.on(number, lambda store, play: store.delete(play.id))

    @rule(number=plays)
    def finish(self, number: int) -> None:
        self.on(number, lambda store, play: store.finish(play.id))

    @rule()
    def go_elsewhere(self) -> None:
        """Take everything to a second machine."""
        self.elsewhere.merge(read_document(export_text(self.memory).encode()))

    @rule(number=plays, record=acts, moment=moments)
    def play_elsewhere(self, number: int, record: Record, moment: str) -> None:
        play = self.elsewhere.numbered(number)
        if play is not None:
            self.elsewhere.act(play.id, len(self.elsewhere.records(play.id)), record)
            self.elsewhere.keep_own_words(play.id, moment, 1, "Elsewhere.")
            self.elsewhere.branch(play, moment, 1)

    @rule(number=plays)
    def replace_elsewhere(self, number: int) -> None:
        play = self.elsewhere.numbered(number)
        if play is not None and play.replaced_by is None:
            revision = len(self.elsewhere.records(play.id))
            self.elsewhere.replace(play, revision, EDITED, b"e", First([WAIT]))

    @rule(dry_run=st.booleans())
    def come_back(self, dry_run: bool) -> None:
        document = read_document(export_text(self.elsewhere).encode())
        self.all(lambda store: store.merge(document, dry_run=dry_run))

    @rule()
    def open_again(self) -> None:
        """The program is ended at any time, and started again."""
        self.file.close()
        self.file = SqliteStore(self.path, self.now, new_id=self.of_file)
        self.in_browser = RowStore(self.browser.read(), self.now, new_id=lambda: "unused")
        self.in_browser._new_id = self.of_rows

    @rule(number=plays, record=acts)
    def cannot_be_saved(self, number: int, record: Record) -> None:
        """The browser refuses to save an act: the store is made anew from what is saved."""
        play = self.in_browser.numbered(number)
        if play is not None:
            self.in_browser.act(play.id, len(self.in_browser.records(play.id)), record, last=True)
            assert self.in_browser.changes()
            self.in_browser = RowStore(self.browser.read(), self.now, new_id=lambda: "unused")
            self.in_browser._new_id = self.of_rows

    def on(self, number: int, do: Callable[[PlayStore, Play], object]) -> None:
        def if_there(store: PlayStore) -> object:
            play = store.numbered(number)
            return do(store, play) if play is not None else None

        self.all(if_there)

    @invariant()
    def they_list_the_same(self) -> None:
        self.all(lambda store: (store.plays(), store.replaced(), store.finished()))

    @invariant()
    def they_export_the_same_plays(self) -> None:
        self.all(lambda store: store.export()["plays"])

    @invariant()
    def what_is_shown_is_saved(self) -> None:
        reader = SqliteStore(self.path, self.now, reading=True)
        of_file = reader.export()
        reader.close()
        assert of_file == self.file.export()
        assert RowStore(self.browser.read()).export() == self.in_browser.export()


class TestAllStores(AllStores.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
