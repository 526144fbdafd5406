"""A pytest plugin of ``make mutants``: try the fast tests first, and fail one that does not end.

mutmut hands the tests of a mutant over in no order, and waits a multiple of the time of all of them
for a mutant that loops. Here one test has a limit of processor time: ``SECONDS``, and several times
what it took without a mutant, so a busy machine fails none. That time is measured in a first run of
all tests, which has no limit: mutmut records each call there, which takes longest.
"""

import json
import os
import signal
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import pytest

SECONDS = 6
STATISTICS = Path("mutmut-stats.json")
"""Where mutmut writes how long each test took, in the folder of the mutants."""


took: dict[str, float] = {}
"""How many seconds each test took without a mutant, by its id."""


def limit(nodeid: str) -> float:
    """Return the seconds of processor time that a test may take; 0 is no limit."""
    is_measuring = os.environ.get("MUTANT_UNDER_TEST") == "stats"
    return 0 if is_measuring else SECONDS + 3 * took.get(nodeid, 0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by the time they took without a mutant."""
    if STATISTICS.exists():
        took.update(json.loads(STATISTICS.read_text("utf-8"))["duration_by_test"])
    items.sort(key=lambda item: took.get(item.nodeid, 0))


def _fail(signal_number: int, frame: FrameType | None) -> None:
    pytest.fail("The test took more processor time than tests.mutation allows")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Run one test with a limit of processor time."""
    signal.signal(signal.SIGPROF, _fail)
    signal.setitimer(signal.ITIMER_PROF, limit(item.nodeid))
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
