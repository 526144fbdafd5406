"""Workspaces for tests, and what comes with the program: read and worked out once for all tests."""

import fcntl
import os
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from simulator.cli.environment import shipped_folder
from simulator.engine.program import compile_scenario
from simulator.language.findings import Findings
from simulator.library import scenarios
from simulator.library.catalogue_files import load_catalogue
from simulator.library.find import library_cards
from simulator.library.find_programmes import library_programmes
from simulator.library.own_formats import OwnFormats
from simulator.library.scenarios import Loaded, Unloadable
from simulator.library.workspace import Folders, Workspace
from simulator.messages.findings import say_finding
from simulator.scenario.catalogue import Catalogue
from simulator.store import exact_cache

SHIPPED = shipped_folder()

SHARED = "BALINT_TESTS_SHARED"
"""The variable with the folder that all workers of a run share; ``conftest`` sets it."""


MOST_OTHERS = 60
"""How many texts are remembered that do not come with the program."""


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the program."""
    return load_catalogue(SHIPPED)


def read_once() -> None:
    """Let this process read the text of a scenario once, whoever loads it.

    What is loaded depends on nothing but the text, the catalogue and the name of the file in
    findings, and is never changed. This is only for texts without findings and with a format of the
    catalogue. All shipped ones are kept, whatever their path, and of others those read last, such
    as the texts of saved plays.
    """
    read, catalogue_of_all = scenarios._loaded, catalogue()
    shipped = {file.read_bytes() for file in scenarios.scenario_files(SHIPPED)}
    known: dict[bytes, Loaded] = {}
    others: OrderedDict[tuple[bytes, str], Loaded] = OrderedDict()

    def loaded(
        path: Path, text: bytes, catalogue: Catalogue, findings: Findings, formats: OwnFormats
    ) -> Loaded | Unloadable:
        if catalogue is not catalogue_of_all:
            return read(path, text, catalogue, findings, formats)
        before = known.get(text) or others.get((text, findings.file))
        if before is not None:
            return replace(before, path=path)
        found = read(path, text, catalogue, findings, formats)
        if isinstance(found, Loaded) and not found.findings and not found.own_format:
            if text in shipped:
                known[text] = found
            else:
                others[text, findings.file] = found
                if len(others) > MOST_OTHERS:
                    others.popitem(last=False)
        return found

    scenarios._loaded = loaded


def workspace_at(home: Path) -> Workspace:
    """A workspace with its data in ``home``, and its cache in a folder there.

    Its library is the folder ``scenarios`` in ``home``, if there is one (``libraries.only``), and
    otherwise the one that comes with the program.
    """
    own = home / "scenarios"
    shipped = own if own.is_dir() else SHIPPED
    return Workspace(shipped, Folders(home, home / "cache"), loaded=catalogue())


def loadable(loaded: Loaded | Unloadable) -> Loaded:
    assert isinstance(loaded, Loaded), [say_finding(finding) for finding in loaded.findings]
    return loaded


def load(path: Path) -> Loaded:
    """Load a scenario that has no errors."""
    return loadable(try_load(path))


def try_load(path: Path) -> Loaded | Unloadable:
    return scenarios.load(path, catalogue())


def load_text(text: bytes, shown: str, folder: str | None = None) -> Loaded:
    """Load a scenario without errors from its text."""
    return loadable(try_load_text(text, shown, folder))


def try_load_text(text: bytes, shown: str, folder: str | None = None) -> Loaded | Unloadable:
    return scenarios.load_text(text, shown, catalogue(), folder)


def warmed(home: Path) -> Path:
    """Fill the cache in ``home`` with what is known of the library that comes with the program.

    A home with a library of its own is left as it is.
    """
    if not (home / "cache").exists() and not (home / "scenarios").is_dir():
        shutil.copytree(warm(), home / "cache")
    return home


@cache
def warm() -> Path:
    """The folder of a cache that knows the library that comes with the program.

    All workers of a run of the tests share it: the first one makes it.
    """
    folder = _shared_folder() / "warm"
    with _locked(_shared_folder() / "lock"):
        if not folder.exists():
            _fill(folder)
    return folder


@cache
def _shared_folder() -> Path:
    return Path(os.environ.get(SHARED) or mkdtemp(prefix="balint-tests-"))


def _fill(folder: Path) -> None:
    draft = folder.with_name("draft")
    workspace = Workspace(SHIPPED, Folders(draft, draft), loaded=catalogue())
    library_programmes(workspace)
    for card in library_cards(workspace):
        scenario = load(Path(card.path)).scenario
        assert scenario is not None
        exact_cache.exact_of(compile_scenario(scenario), workspace.cache)
    draft.rename(folder)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Let one process at a time go on from here."""
    with file.open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
