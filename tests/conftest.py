"""One profile of hypothesis for the whole suite: the same examples on every run, nothing timed,
nothing kept on disk.

A folder that all workers share has a cache that knows the library that comes with the program
(``workspaces.warm``); it is filled once for each run of the tests, by the first that needs it.
"""

import gc
import os
import re
import shutil
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest

from simulator import cli
from simulator.library import catalogue_files
from simulator.scenario.catalogue import Catalogue
from simulator.store.sqlite import SqliteStore
from tests.examples import load_profile
from tests.workspaces import SHARED, SHIPPED, catalogue, read_once

os.environ.pop(
    "PYTHONDONTWRITEBYTECODE", None
)  # the programs that tests start, some hundreds, may keep what they compile

os.environ.pop("BALINT_SIM_PLAIN", None)  # a developer may have chosen plain mode

IN_MEMORY = Path("/dev/shm")  # noqa: S108  # pytest makes a folder of its own in it
ENOUGH = 4 * 2**30
"""Free bytes that are many times what all tests write."""

if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
    # A database waits for the disk after each transaction: a third of the time of the tests.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

load_profile()
read_once()

ALL_OF_A_MODULE = re.compile(r"^pytestmark = (\[[^]]*\]|.*)$", re.MULTILINE)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return the number of workers: one for each core, and one more for slow tests.

    Only tests of terminals and processes wait, and each worker has to collect all tests.
    """
    cores = os.cpu_count() or 1
    return cores if "slow" in left_out(config.option.markexpr) else cores + 1


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no module of which all tests have a marker that is left out (``-m "not slow"``)."""
    wanted = left_out(config.option.markexpr)
    if not wanted or collection_path.suffix != ".py":
        return None
    marks = ALL_OF_A_MODULE.search(collection_path.read_text("utf-8"))
    found = re.findall(r"pytest\.mark\.(\w+)", marks[1]) if marks else []
    return True if wanted & set(found) else None


def left_out(expression: str) -> set[str]:
    """Return the markers in an expression such as ``not slow and not services``."""
    return set(re.findall(r"\bnot (\w+)", expression)) if " or " not in expression else set()


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what was collected, and come less often.

    It takes a tenth of the time of the tests otherwise, and finds nothing in thousands of tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


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
def shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name the folder that all workers of this run share (``workspaces.warm``)."""
    own = tmp_path_factory.getbasetemp()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    os.environ[SHARED] = str(own.parent if is_worker else own)


@pytest.fixture(scope="session", autouse=True)
def _once_a_process() -> Iterator[None]:
    """Load the shipped catalogue and make the parser of the command line once.

    Otherwise every command that runs in a test's own process would do so, which takes longer than
    most commands. (``workspaces.read_once`` does this for the shipped scenarios, which test modules
    load already when they are imported.)
    """
    load = catalogue_files.load_catalogue

    def loaded(folder: Path) -> Catalogue:
        return catalogue() if folder == SHIPPED else load(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue_files, "load_catalogue", loaded)
        patch.setattr(cli, "_parser", cache(cli._parser))
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Yield a new store of plays, in the file that a home folder at ``tmp_path`` has."""
    opened = SqliteStore(tmp_path / "learner.sqlite3")
    yield opened
    opened.close()
