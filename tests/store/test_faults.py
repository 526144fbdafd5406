"""If any system call of a short play fails or kills the program, no acknowledged save is lost.

Normally one call in ``SAMPLE`` is tried for each kind of fault; with ``BALINT_ALL_FAULTS=1`` every
one is (20 s of CPU).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow  # starts a short play some hundred times

SAMPLE = 11


def skip(why: str) -> None:
    """Skip, but not on the machine that has to try everything."""
    if os.environ.get("BALINT_CI") == "1":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What ``faulty.py`` found."""
    if not sys.platform.startswith("linux"):
        pytest.skip("system calls are replaced as Linux does it")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        skip("there is no C compiler to make system calls fail with")
    folder = tmp_path_factory.mktemp("faults")
    source = Path(__file__).with_name("faults.c")
    subprocess.run(
        [str(compiler), "-shared", "-fPIC", "-O1", "-o", folder / "faults.so", source, "-ldl"],
        check=True,
    )
    every = "1" if os.environ.get("BALINT_ALL_FAULTS") == "1" else str(SAMPLE)
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.store.faulty", folder, every],
        env={**os.environ, "LD_PRELOAD": str(folder / "faults.so")},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert outcome.returncode == 0, outcome.stderr
    found: dict[str, Any] = json.loads(outcome.stdout)
    if not found["calls"]:
        skip("the SQLite of this Python is built in and makes its system calls by itself")
    return found


def test_no_fault_loses_an_act_or_leaves_half_of_anything_and_trying_again_works(
    played: dict[str, Any],
) -> None:
    assert played["wrong"] == []
    assert played["runs"] > 100
    assert played["migrated"] > 20


def test_no_transaction_returns_before_the_folder_has_recorded_that_the_journal_is_gone(
    played: dict[str, Any],
) -> None:
    deleted = re.findall(r"u(..)", played["calls"])  # opened and synced: a folder
    assert len(deleted) > 10
    assert set(deleted) == {"od"}
