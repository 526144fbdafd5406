"""Stores that older versions of the program wrote are read with every line that was shown then.

``tests/golden/stores`` has a store of each version of the tables, made by the program of its day,
and beside it what that program showed: the acts, the own words and the transcript of every play.
Never regenerate these files: a change that breaks them breaks what learners have saved.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.events import PhaseBegan, Spoken
from simulator.store.store import Store
from tests.plays import look_back

STORES = Path(__file__).parent.parent / "golden" / "stores"
VERSIONS = (1, 2, 3)


def shown_then(version: int) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads((STORES / f"version-{version}.json").read_text("utf-8"))
    return shown


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def store(version: int, tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "learner.sqlite3"
    shutil.copy(STORES / f"version-{version}.sqlite3", file)
    opened = Store(file)
    yield opened
    opened.close()


def as_line(event: PhaseBegan | Spoken) -> str:
    if isinstance(event, PhaseBegan):
        return f"-- {event.phase}"
    return f"{event.form}/{event.speaker}: {event.text}"


def test_every_play_of_an_old_store_gives_the_transcript_that_was_shown(
    store: Store, version: int
) -> None:
    for number, then in shown_then(version).items():
        play = store.play(int(number))
        assert play is not None
        session = look_back(store, play).session
        assert [as_line(event) for event in session.transcript()] == then["transcript"]
        assert session.ended == (then["ended"] is not None)


def test_every_act_and_all_own_words_of_an_old_store_are_there(store: Store, version: int) -> None:
    for number, then in shown_then(version).items():
        records = store.records(int(number))
        acts = [[r.act, r.moment, r.after, r.option, r.say] for r in records]
        assert acts == then["acts"]
        assert store.own_words(int(number)) == then["own_words"]


def test_what_an_old_store_says_of_each_play_stays(store: Store, version: int) -> None:
    for number, then in shown_then(version).items():
        play = store.play(int(number))
        assert play is not None
        facts = (play.scenario, play.mode, play.seed, play.started, play.ended, play.branch_of)
        names = ("scenario", "mode", "seed", "started", "ended", "branch_of")
        assert facts == tuple(then[name] for name in names)
