"""One profile of hypothesis for the whole suite: the same examples on every run, nothing timed,
nothing kept on disk.

Nearly every test begins with an empty home folder, and so with a library that was never read. What
comes with the program is read, and worked out, once for each worker; what a test writes itself is
read as often as the program reads it.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from simulator.analysis.exact import Exact
from simulator.analysis.explore import MOST_STATES
from simulator.analysis.stop import Stop, never
from simulator.engine.program import Program
from simulator.library import cards
from simulator.library.cards import Card
from simulator.library.scenarios import scenario_files, shipped
from tests.examples import load_profile

os.environ.pop(
    "PYTHONDONTWRITEBYTECODE", None
)  # the programs that tests start, some hundreds, may keep what they compile

load_profile()


def pytest_xdist_auto_num_workers() -> int:
    """Two workers for each core: tests of screens and terminals wait about as long as they work."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With BALINT_CI=1 a skipped test fails, but for those in the files that BALINT_CI_MAY_SKIP
    names.
    """
    report = yield
    may_skip = item.nodeid.startswith(tuple(os.environ.get("BALINT_CI_MAY_SKIP", "").split()))
    if (
        os.environ.get("BALINT_CI")
        and report.skipped
        and not hasattr(report, "wasxfail")
        and not may_skip
    ):
        report.outcome = "failed"
        report.longrepr = f"A test must not be skipped here: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def read_once() -> None:
    """Remember the cards of the scenarios that come with the program, and their exact values, by
    what is in them.
    """
    ours = {file.parent.name for file in scenario_files(shipped())}
    make, work = cards._card, Exact.of
    kept_cards: dict[Path, Card] = {}
    kept_values: dict[str, Exact] = {}

    def card(file: Path) -> Card:
        if not file.is_relative_to(shipped()):
            return make(file)
        if file not in kept_cards:
            kept_cards[file] = make(file)
        return kept_cards[file]

    def of(program: Program, limit: int = MOST_STATES, stop: Stop = never) -> Exact:
        if program.scenario.id not in ours or limit != MOST_STATES:
            return work(program, limit, stop)
        digest = program.scenario.digest
        if digest not in kept_values:
            kept_values[digest] = work(program, limit, stop)
        return kept_values[digest]

    cards._card = card
    setattr(Exact, "of", staticmethod(of))  # noqa: B010 - a method may not be assigned to
