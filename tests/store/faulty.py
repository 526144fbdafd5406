"""Play with a store whose system calls fail, one after the other; print what was lost as JSON.

``test_faults.py`` starts this with ``faults.c`` preloaded:
``python -m tests.store.faulty FOLDER STRIDE``. Every run is a fork: it begins a play, saves acts
and own words to the end, branches, and replaces a play. It reports through a pipe what the store
acknowledged; afterwards the store is opened without faults and compared with that.
"""

import ctypes
import json
import os
import shutil
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from simulator.engine.acts import WAIT
from simulator.engine.records import Record
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch
from simulator.practice.saved_play import SavedPlay
from simulator.store.export import export_text
from simulator.store.play_store import First, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.plays import begin
from tests.scripts import CUE, HEAD, LEAVE
from tests.workspaces import load_text

NO_FAULT, FAIL_ONCE, DISK_FULL, KILL_BEFORE, KILL_AFTER, KILL_HALF_WAY = range(6)
MODES = (FAIL_ONCE, DISK_FULL, KILL_BEFORE, KILL_AFTER, KILL_HALF_WAY)
KILLS = (KILL_BEFORE, KILL_AFTER, KILL_HALF_WAY)

SCRIPT = f"{HEAD}script:\n- ben: before\n{CUE}{LEAVE}- end: Thank you.\n"
LOADED = load_text(SCRIPT.encode(), "faulty.yaml")
OLD_STORE = Path(__file__).parent.parent / "golden" / "stores" / "version-3.sqlite3"
TRIES = 3
"""How often a step is tried; after the first failure there is no other fault."""

MISLEADING = ("rollback", "within a transaction", "another window", "Traceback", "\n")
"""What no sentence about a failing disk may say."""

Result = TypeVar("Result")
Say = Callable[..., None]
Rows = Mapping[str, Any]
"""The rows of plays, by their UUIDs."""

shim = ctypes.CDLL(None)
shim.faults_calls.restype = ctypes.c_char_p


def attempt(at: int, mode: int, say: Say, step: Callable[[], Result]) -> Result:
    """Do a step with the fault armed; if it cannot be kept, say why and try again without."""
    for _ in range(TRIES):
        try:
            shim.faults_arm(at, mode)
            return step()
        except StoreProblem as problem:
            shim.faults_disarm()
            say("problem", str(problem))
            at, mode = 0, NO_FAULT
        finally:
            shim.faults_disarm()
    raise AssertionError("trying again does not help")


def migrate(file: Path, at: int, mode: int, say: Say) -> None:
    """Open a store of an older version, which makes a copy of it and migrates it."""
    file.parent.mkdir(parents=True)
    shutil.copy(OLD_STORE, file)
    attempt(at, mode, say, lambda: SqliteStore(file).close())
    say("done")


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody whose every step meets the fault; ``say`` reports what the store acknowledged."""

    at: int
    mode: int
    say: Say

    def do(self, step: Callable[[], Result]) -> Result:
        """Do a step, again after a fault."""
        return attempt(self.at, self.mode, self.say, step)

    def begin(self, store: SqliteStore) -> SavedPlay:
        """Begin a play."""
        saved = self.do(lambda: begin(store, LOADED, PlayOptions("guided", "now", 1)))
        self.say("begun", saved.play.id, 0)
        return saved

    def act(self, saved: SavedPlay) -> None:
        """Wait once."""
        before = list(saved.session.records)

        def once() -> None:
            assert saved.session.records == before, "an act that was not saved has happened"
            saved.act(WAIT)

        self.do(once)
        self.say("act", saved.play.id, asdict(saved.session.records[-1]), saved.session.ended)

    def play_to_the_end(self, saved: SavedPlay) -> None:
        """Wait to the end; write own words at each decision, and change them."""
        while not saved.session.ended:
            moment = saved.session.pause.moment
            if saved.session.pause.asks and moment is not None:
                for words in ("At first.", "Then."):
                    self.do(partial(saved.own_words, words))
                    self.say("words", saved.play.id, moment.id, words)
            self.act(saved)

    def branch(self, store: SqliteStore, first: SavedPlay) -> None:
        """Try again from a moment of a play."""
        other = self.do(lambda: branch(store, first, "drift"))
        records = _plain(other.session.records)
        self.say("begun", other.play.id, len(records), records)
        self.act(other)

    def replace(self, store: SqliteStore, old: SavedPlay) -> None:
        """Continue a play as another one, as after an edit of its scenario."""
        play, records = old.play, old.session.records
        new = self.do(lambda: store.replace(play, len(records), play, LOADED.text, First(records)))
        self.say("begun", new.id, 1, _plain(records))
        self.say("replaced", play.id, new.id)


def _plain(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [asdict(record) for record in records]


def play_through(file: Path, at: int, mode: int, say: Say) -> None:
    """Do everything that a learner's plays do with a store."""
    learner = Learner(at, mode, say)
    store = learner.do(lambda: SqliteStore(file))
    first = learner.begin(store)
    learner.play_to_the_end(first)
    learner.branch(store, first)
    old = learner.begin(store)
    learner.act(old)
    learner.replace(store, old)
    store.close()
    say("done")


@dataclass(slots=True)
class Acknowledged:
    """What a run was told."""

    acts: dict[str, list[Record]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    done: bool = False
    crash: str = ""


def acknowledged(lines: list[list[Any]]) -> Acknowledged:
    """Put together what the pipe said."""
    told = Acknowledged()
    for what, *rest in lines:
        match what, rest:
            case "begun", [play, *_]:
                told.acts[play] = [
                    Record(**record) for record in (rest[2] if len(rest) > 2 else [])
                ]
            case "act", [play, record, ended]:
                told.acts[play].append(Record(**record))
                if ended:
                    told.ended.add(play)
            case "words", [play, moment, words]:
                told.words[play, moment] = words
            case "replaced", [old, new]:
                told.replaced[old] = new
            case "problem", [sentence]:
                told.problems.append(sentence)
            case "done", _:
                told.done = True
            case "crash", [trace]:
                told.crash = trace
    return told


def forked(
    file: Path, at: int, mode: int, story: Callable[[Path, int, int, Say], None] = play_through
) -> tuple[Acknowledged, str]:
    """Run a story in a fork; return what was acknowledged, and the calls made unless killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(*what: object) -> None:
            os.write(writing, (json.dumps(what) + "\n").encode())

        try:
            story(file, at, mode, say)
            say("calls", shim.faults_calls().decode())
        except BaseException:  # whatever it is, it is reported
            shim.faults_disarm()
            say("crash", traceback.format_exc())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        lines = [json.loads(line) for line in pipe.read().splitlines()]
    os.waitpid(child, 0)
    calls = "".join(rest[0] for what, *rest in lines if what == "calls")
    return acknowledged(lines), calls


def losses(
    file: Path, told: Acknowledged, whole: Acknowledged, mode: int, *, uncertain: bool
) -> list[str]:
    """Compare the store with what was acknowledged; return what is wrong.

    If it is ``uncertain`` whether a failed step reached the disk, there may be a play that was not
    acknowledged: the journal was deleted, and only the folder could not be synced.
    """
    if told.crash:
        return [told.crash]
    wrong = [
        f"misleading: {sentence}"
        for sentence in told.problems
        if any(word in sentence for word in MISLEADING)
    ]
    if not told.done and mode not in KILLS:
        wrong.append("it was not played to its end")
    store = SqliteStore(file)
    try:
        wrong += damage(store)
        rows = {row["uuid"]: row for row in store.export()["plays"]}
        wrong += lost_acts(store, rows, told)
        wrong += lost_words(store, told)
        wrong += half_saved(store, rows, next(iter(whole.acts.values())))
        wrong += lost_replacements(rows, told)
    finally:
        store.close()
    if len(rows) > len(told.acts) + (not told.done or uncertain):
        wrong.append(f"plays nobody was told of: {sorted(set(rows) - set(told.acts))}")
    return wrong


def damage(store: SqliteStore) -> Iterator[str]:
    """Yield what SQLite itself finds wrong."""
    if store._db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        yield "integrity"
    if store._db.execute("PRAGMA foreign_key_check").fetchall():
        yield "foreign keys"


def lost_acts(store: SqliteStore, rows: Rows, told: Acknowledged) -> Iterator[str]:
    """Yield the plays whose acts or end are not those that were acknowledged.

    A killed run may have saved one act that it could not acknowledge.
    """
    for play, acts in told.acts.items():
        saved = store.records(play)
        if saved[: len(acts)] != acts or len(saved) > len(acts) + (not told.done):
            yield f"acts of {play}: {saved} instead of {acts}"
        ended = rows[play]["ended"] is not None
        if (play in told.ended and not ended) or (told.done and ended != (play in told.ended)):
            yield f"end of {play}"


def lost_words(store: SqliteStore, told: Acknowledged) -> Iterator[str]:
    """Yield the plays whose own words are not those that were acknowledged."""
    for (play, moment), words in told.words.items():
        possible = (words,) if told.done else (words, "Then.")
        if store.own_words(play).get(moment) not in possible:
            yield f"words of {play}"


def half_saved(store: SqliteStore, rows: Rows, whole: list[Record]) -> Iterator[str]:
    """Yield the plays of which only a part was saved; ``whole`` are the acts of a finished one."""
    ids = {row["id"]: uuid for uuid, row in rows.items()}
    for play, row in rows.items():
        if row["ended"] is not None and store.records(play) != whole:
            yield f"{play} has an end, and not all acts"
        if row["branch_of"] is not None and not store.records(play):
            yield f"{play} is half a branch"
        if row["replaced_by"] is not None and not store.records(ids[row["replaced_by"]]):
            yield f"{play} is replaced by half a play"


def lost_replacements(rows: Rows, told: Acknowledged) -> Iterator[str]:
    """Yield the plays that are not replaced as it was acknowledged."""
    ids = {row["id"]: uuid for uuid, row in rows.items()}
    for old, new in told.replaced.items():
        if ids.get(rows[old]["replaced_by"]) != new:
            yield f"{old} is not replaced by {new}"


def migration_losses(file: Path, told: Acknowledged, whole: str, mode: int) -> list[str]:
    """Compare a migrated store with one that was migrated without a fault."""
    if told.crash or (not told.done and mode not in KILLS):
        return [told.crash or "it was not migrated"]
    store = SqliteStore(file)
    try:
        wrong = list(damage(store))
        if export_text(store) != whole:
            wrong.append("another content")
    finally:
        store.close()
    copy = sqlite3.connect(file.with_name("learner.version-3.sqlite3"))
    then = sqlite3.connect(OLD_STORE)
    if list(copy.iterdump()) != list(then.iterdump()):
        wrong.append("another copy")
    copy.close()
    then.close()
    return wrong


def migrations_with_faults(folder: Path, stride: int) -> tuple[int, list[str]]:
    """Return how many faults were tried during a migration, and what was wrong after them."""
    file = folder / "migrated" / "learner.sqlite3"
    told, calls = forked(file, 0, NO_FAULT, migrate)
    assert told.done, told.crash
    store = SqliteStore(file)
    whole = export_text(store)
    store.close()
    faults = [(at, mode) for mode in MODES for at in range(1 + mode, len(calls) + 1, stride)]
    wrong = []
    for at, mode in faults:
        file = folder / f"migrated-{at}-{mode}" / "learner.sqlite3"
        told, _ = forked(file, at, mode, migrate)
        for loss in migration_losses(file, told, whole, mode):
            wrong.append(f"migration, call {at} ({calls[at - 1]}), mode {mode}: {loss}")
    return len(faults), wrong


def main(folder: Path, stride: int) -> None:
    """Print the calls of a run without a fault, and every fault after which something is wrong."""
    whole, calls = forked(folder / "whole" / "learner.sqlite3", 0, NO_FAULT)
    assert whole.done, whole.crash
    faults = [
        (at, mode)
        for mode in MODES
        for at in range(1 + mode % stride, len(calls) + 1, stride)
        if mode == FAIL_ONCE or calls[at - 1] != "r"
    ]
    wrong = []
    for at, mode in faults:
        file = folder / f"{at}-{mode}" / "learner.sqlite3"
        told, _ = forked(file, at, mode)
        wrong += [
            f"call {at} ({calls[at - 1]}), mode {mode}: {loss}"
            for loss in losses(file, told, whole, mode, uncertain="d" in calls[at - 2 : at])
        ]
    migrated, lost = migrations_with_faults(folder, stride)
    found = {"calls": calls, "runs": len(faults), "migrated": migrated, "wrong": wrong + lost}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
