"""A pytest plugin of ``make mutants``: try the fast tests first, and fail one that does not end.

mutmut hands the tests of a mutant over in no order, and waits a multiple of the time of all of them
for a mutant that loops. Here one test has ``SECONDS`` of processor time, several times what the
slowest needs, so a busy machine fails none.
"""

import json
import signal
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import pytest

SECONDS = 6
STATISTICS = Path("mutmut-stats.json")
"""Where mutmut writes how long each test took, in the folder of the mutants."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by the time they took without a mutant."""
    if not STATISTICS.exists():
        return
    took: dict[str, float] = json.loads(STATISTICS.read_text("utf-8"))["duration_by_test"]
    items.sort(key=lambda item: took.get(item.nodeid, 0))


def _fail(signal_number: int, frame: FrameType | None) -> None:
    pytest.fail(f"The test took more than {SECONDS} seconds of processor time")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Run one test with a limit of processor time."""
    signal.signal(signal.SIGPROF, _fail)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
