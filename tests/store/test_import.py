"""An export says everything, an import adds it once, and a hostile file adds nothing."""

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.records import Record
from simulator.scenario.text import forbidden_character
from simulator.store.document import read_document
from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.migrations import VERSION
from simulator.store.play_store import (
    BadImport,
    First,
    Play,
    PlayStore,
    StoreProblem,
    Summary,
)
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, go_on, look_back, play_to_the_end

pytestmark = pytest.mark.slow

STORES = Path(__file__).parent.parent / "golden" / "stores"

HOSTILE = "\x1b[2J\x07\u202egone\u2028\ufeff[@click=app.quit]press[/]"
NEW = Play("", 0, "small", "Small", "d1", "guided", "now", 7, "")
WAIT = Record("wait")
TAKE = Record("take", "drift", 2, "contain", "That is close to home.")


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlayStore]:
    opened: PlayStore = (
        SqliteStore(tmp_path / "learner.sqlite3") if request.param == "file" else MemoryStore()
    )
    yield opened
    opened.close()


def document_of(store: PlayStore) -> bytes:
    return export_text(store).encode()


def imported(store: PlayStore, data: bytes, *, dry_run: bool = False) -> Summary:
    return store.merge(read_document(data), dry_run=dry_run)


def copy_of(store: PlayStore) -> MemoryStore:
    """A learner's second machine, with everything that is on the first."""
    other = MemoryStore()
    imported(other, document_of(store))
    return other


def golden(version: int, folder: Path) -> SqliteStore:
    file = folder / f"version-{version}" / "learner.sqlite3"
    file.parent.mkdir()
    shutil.copy(STORES / f"version-{version}.sqlite3", file)
    return SqliteStore(file)


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_an_empty_store_becomes_a_copy_and_a_second_import_adds_nothing(
    store: PlayStore, tmp_path: Path, version: int
) -> None:
    old = golden(version, tmp_path)
    data = document_of(old)
    count = len(json.loads(data)["plays"])
    reviews = len(json.loads(data).get("drill_reviews", []))
    assert imported(store, data) == Summary(added=count, reviews=reviews)
    assert document_of(store) == data
    assert imported(store, data) == Summary(skipped=count)
    assert document_of(store) == data
    for play in old.plays():
        assert look_back(store, play).session.events == look_back(old, play).session.events
    old.close()


ACTS = st.lists(
    st.sampled_from((WAIT, TAKE, Record("remark", kind="silence", wording=1, say="Mm.")))
)
WORDS = st.text(max_size=40).filter(lambda text: not forbidden_character(text))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plays=st.lists(st.tuples(ACTS, st.booleans(), WORDS), max_size=5),
    replaced=st.booleans(),
    branched=st.booleans(),
)
def test_export_import_export_is_the_same(
    plays: list[tuple[list[Record], bool, str]], replaced: bool, branched: bool
) -> None:
    here = MemoryStore()
    for acts, ended, words in plays:
        play = here.begin(replace(NEW, follows=follows(here)), b"text")
        for revision, record in enumerate(acts):
            here.act(play.id, revision, record, last=ended and revision == len(acts) - 1)
        here.keep_own_words(play.id, "drift", 1, words.strip())
        if branched:
            here.branch(play, "drift", len(acts) // 2)
        if replaced:
            edited = replace(NEW, digest="d2")
            here.replace(play, len(acts), edited, b"edited \xff", First(acts))
    data = document_of(here)
    there = MemoryStore()
    assert imported(there, data).added == len(json.loads(data)["plays"])
    assert document_of(there) == data


def follows(store: PlayStore) -> str | None:
    plays = store.plays()
    return plays[0].id if plays else None


def test_plays_of_another_learner_get_numbers_of_their_own_and_keep_their_references(
    store: PlayStore, tmp_path: Path
) -> None:
    ours = store.begin(NEW, b"text")
    learner = store.learner
    old = golden(3, tmp_path)
    imported(store, document_of(old))
    assert store.learner == learner != old.learner
    assert store.numbered(1) == ours
    branch = next(play for play in store.plays() if play.branch_of)
    assert (branch.number, number(store, branch.branch_of)) == (8, 7)
    (replaced,) = store.replaced()
    assert (replaced.number, number(store, replaced.replaced_by)) == (5, 6)
    old.close()


def number(store: PlayStore, play: str | None) -> int:
    found = store.play(play or "")
    assert found is not None
    return found.number


def test_a_play_that_was_continued_elsewhere_is_continued_here(store: PlayStore) -> None:
    saved = begun(store)
    there = copy_of(store)
    elsewhere = go_on(there, there.plays()[0])
    play_to_the_end(elsewhere)
    assert imported(store, document_of(there)) == Summary(extended=1)
    assert store.records(saved.play.id) == elsewhere.session.records
    assert [play.id for play in store.finished()] == [saved.play.id]
    assert imported(store, document_of(there)) == Summary(skipped=1)


def test_an_older_export_takes_nothing_back(store: PlayStore) -> None:
    play = store.begin(NEW, b"text")
    store.act(play.id, 0, WAIT)
    older = document_of(store)
    store.act(play.id, 1, TAKE, last=True)
    before = store.export()
    assert imported(store, older) == Summary(skipped=1)
    assert store.export() == before


def test_a_play_continued_both_here_and_there_stays_as_it_is_here(store: PlayStore) -> None:
    play = store.begin(NEW, b"text")
    there = copy_of(store)
    there.act(play.id, 0, TAKE)
    there.act(play.id, 1, WAIT)
    store.act(play.id, 0, WAIT)
    before = store.export()
    assert imported(store, document_of(there)) == Summary(different=1)
    assert store.export() == before


def test_a_play_replaced_elsewhere_is_replaced_here_with_its_branches(store: PlayStore) -> None:
    play = store.begin(NEW, b"text")
    there = copy_of(store)
    branch = store.branch(play, "drift", 0)
    new = there.replace(play, 0, replace(NEW, digest="d2"), b"edited", First([WAIT]))
    assert imported(store, document_of(there)) == Summary(added=1, extended=1)
    assert [one.id for one in store.replaced()] == [play.id]
    assert [one.id for one in store.branches(new.id)] == [branch.id]


def test_a_play_replaced_here_and_continued_elsewhere_stands_for_itself_again(
    store: PlayStore,
) -> None:
    play = store.begin(NEW, b"text")
    there = copy_of(store)
    store.replace(play, 0, replace(NEW, digest="d2"), b"edited", First([WAIT]))
    there.act(play.id, 0, TAKE)
    assert imported(store, document_of(there)) == Summary(extended=1)
    assert store.replaced() == []
    assert store.records(play.id) == [TAKE]


def test_a_dry_run_says_the_same_and_adds_nothing(store: PlayStore, tmp_path: Path) -> None:
    old = golden(3, tmp_path)
    data = document_of(old)
    old.close()
    before = store.export()
    planned = imported(store, data, dry_run=True)
    assert store.export() == before
    assert imported(store, data) == planned == Summary(added=9)


def test_a_disk_that_is_full_is_called_that_and_the_import_can_be_tried_again(
    tmp_path: Path,
) -> None:
    old = golden(3, tmp_path)
    data = document_of(old)
    old.close()
    store = SqliteStore(tmp_path / "learner.sqlite3")
    ours = begun(store)
    before = store.export()
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreProblem, match="disk is full"):
        imported(store, data)
    assert store.export() == before
    store._db.execute("PRAGMA max_page_count = 100000")
    assert imported(store, data) == Summary(added=9)
    store.act(ours.play.id, 0, WAIT)
    store.close()


def before_ids(data: bytes) -> dict[str, Any]:
    """The export as the program before version 4 wrote it."""
    made: dict[str, Any] = json.loads(data)
    del made["learner"]
    made["version"] = 3
    for play in made["plays"]:
        del play["uuid"]
        play["path"] = f"/home/learner/scenarios/{play['scenario']}/scenario.yaml"
        if play["programme"]:
            play["programme"] = f"/home/learner/programmes/{play['programme']}.yaml"
    return made


def test_an_export_of_an_older_program_is_recognised_after_its_store_was_migrated(
    store: PlayStore, tmp_path: Path
) -> None:
    old = golden(3, tmp_path)
    older = json.dumps(before_ids(document_of(old))).encode()
    assert imported(old, older) == Summary(skipped=9)
    old.close()
    assert imported(store, older) == Summary(added=9)
    assert imported(store, older) == Summary(skipped=9)


def test_an_imported_text_never_takes_the_place_of_one_that_is_here(store: PlayStore) -> None:
    other = MemoryStore()
    other.begin(NEW, b"another text of this digest")
    data = document_of(other)
    store.begin(NEW, b"text")
    imported(store, data)
    assert store.text("d1") == b"text"
    fresh = MemoryStore()
    imported(fresh, data)
    fresh.begin(NEW, b"text")
    assert fresh.text("d1") == b"text"


def a_document() -> dict[str, Any]:
    made = MemoryStore()
    first = made.begin(NEW, b"text")
    made.act(first.id, 0, WAIT)
    made.act(first.id, 1, TAKE)
    made.keep_own_words(first.id, "drift", 1, "Mine.")
    made.begin(replace(NEW, follows=first.id), b"text")
    return made.export()


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Set the value at a path such as ``plays.0.title``."""

    def apply(document: dict[str, Any]) -> None:
        at: Any = document
        *names, last = [int(name) if name.isdigit() else name for name in path.split(".")]
        for name in names:
            at = at[name]
        at[last] = value

    return apply


HOSTILE_CHANGES = {
    "version": change("version", "4"),
    "no version": change("version", None),
    "newer": change("version", 99),
    "plays": change("plays", {}),
    "number": change("plays.0.id", "1"),
    "a truth value": change("plays.0.id", True),
    "the same number": change("plays.1.id", 1),
    "uuid": change("plays.0.uuid", "../../etc/passwd"),
    "mode": change("plays.0.mode", "other"),
    "seed": change("plays.0.seed", 2**70),
    "time": change("plays.0.started", "yesterday"),
    "no zone": change("plays.0.started", "2026-01-01T00:00:00"),
    "control in a time": change("plays.0.started", "2026-01-01\x1b00:00:00+00:00"),
    "title": change("plays.0.title", "x" * 100_000),
    "act": change("plays.0.acts.0.act", "shout"),
    "gap": change("plays.0.acts.1.number", 2),
    "after": change("plays.0.acts.0.after", -1),
    "say": change("plays.0.acts.0.say", ["x"]),
    "surrogate": change("plays.0.acts.0.say", "\ud800"),
    "reference": change("plays.0.branch_of", 99),
    "itself": change("plays.0.replaced_by", 1),
    "a circle": change("plays.0.follows", 2),
    "no text": change("scenario_texts", {}),
    "damaged text": change("scenario_texts.d1", None),
    "not base64": change("scenario_texts.d1", {"base64": "%"}),
}


@pytest.mark.parametrize("name", HOSTILE_CHANGES)
def test_a_changed_export_is_refused_in_one_line_and_adds_nothing(
    store: PlayStore, name: str
) -> None:
    document = copy.deepcopy(a_document())
    assert imported(copy_of(store), json.dumps(document).encode()).added == 2
    HOSTILE_CHANGES[name](document)
    before = store.export()
    with pytest.raises(BadImport) as refused:
        imported(store, json.dumps(document).encode())
    sentence = str(refused.value)
    assert not forbidden_character(sentence)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert store.export() == before


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[" * 100_000, b'{"version": ' + b"9" * 5_000 + b"}", b"null", b"[]", b"{}"],
)
def test_what_is_no_export_is_refused(data: bytes) -> None:
    with pytest.raises(BadImport, match="It is not"):
        read_document(data)


@given(data=st.data())
@settings(deadline=None)
def test_whatever_value_is_changed_it_is_refused_or_can_be_exported(data: st.DataObject) -> None:
    document = a_document()
    at: Any = document
    while True:
        key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
            break
        at = at[key]
    scalar = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    at[key] = data.draw(scalar | st.lists(scalar, max_size=2) | st.just({}))
    store = MemoryStore()
    with suppress(BadImport):
        imported(store, json.dumps(document).encode())
    json.dumps(store.export())


def test_hostile_text_is_cleaned() -> None:
    document = a_document()
    for path in ("title", "scenario", "branched_at", "programme"):
        document["plays"][0][path] = HOSTILE
    document["plays"][0]["acts"][1] |= {"say": HOSTILE, "moment": HOSTILE, "option": HOSTILE}
    document["plays"][0]["own_words"][0] |= {"text": HOSTILE, "moment": HOSTILE}
    store = MemoryStore()
    imported(store, json.dumps(document).encode())
    for play in store.plays():
        words = [play.title, play.scenario, play.branched_at, play.programme]
        for record in store.records(play.id):
            words += [record.say.replace("\n", ""), record.moment, record.option]
        for moment, text in store.own_words(play.id).items():
            words += [moment, text.replace("\n", "")]
        assert not any(forbidden_character(text) for text in words)
