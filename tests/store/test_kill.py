"""After ``kill -9`` at any instant, no acknowledged act is lost, and play continues there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.engine.records import act_of
from simulator.engine.session import Session
from simulator.store.sqlite import SqliteStore
from tests.examples import THOROUGH
from tests.plays import go_on

pytestmark = pytest.mark.slow  # starts the program many times

PLAYER = """
import sys
from pathlib import Path
from simulator.store.sqlite import SqliteStore
from tests.plays import acts_of, begun
kept = begun(SqliteStore(Path(sys.argv[1])))
while not kept.session.ended:
    events = kept.act(acts_of(kept, speak=True))
    print(repr(events), flush=True)
"""


@pytest.mark.parametrize("instant", range(24 if THOROUGH else 8))
def test_no_acknowledged_act_is_lost(tmp_path: Path, instant: int) -> None:
    file = tmp_path / "learner.sqlite3"
    player = subprocess.Popen(
        [sys.executable, "-c", PLAYER, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert player.stdout is not None
    acknowledged = [player.stdout.readline()]
    time.sleep(random.Random(instant).uniform(0, 0.06))  # another instant each time
    os.kill(player.pid, signal.SIGKILL)
    acknowledged += [line for line in player.stdout if line.endswith("\n")]
    player.wait()
    player.stdout.close()

    store = SqliteStore(file)
    (play,) = store.plays()
    saved = go_on(store, play)
    assert steps(saved.session)[: len(acknowledged)] == [line.rstrip("\n") for line in acknowledged]
    assert len(acknowledged) <= len(saved.session.records) <= len(acknowledged) + 1
    store.close()


def steps(session: Session) -> list[str]:
    """What each kept act led to, played again from the beginning."""
    again = Session(session.setup, lambda record: None)
    return [repr(again.act(act_of(record))) for record in session.records]
