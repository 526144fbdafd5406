"""What several commands do first: find and load a scenario, open the store."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import say_finding

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program
    from simulator.library.files import Unreadable
    from simulator.library.scenarios import Loaded
    from simulator.store.play_store import PlayStore


def open_scenario(workspace: Workspace, name: str) -> "Loaded":
    """Return the loaded scenario of this path or id.

    Raise Refusal if there is none or it does not load.
    """
    from simulator.library.find import find_scenario, not_found
    from simulator.library.scenarios import Unloadable, load

    path = find_scenario(workspace, name)
    # Before any refusal: if the other file was meant, this line explains the findings.
    say_which(workspace, name)
    if path is None:
        raise Refusal(not_found(workspace, name))
    loaded = load(path, workspace.catalogue)
    if isinstance(loaded, Unloadable):
        findings = "\n".join(map(say_finding, loaded.findings))
        raise Refusal(say("library.all_findings", findings=findings))
    return loaded


def say_which(workspace: Workspace, name: str) -> None:
    """Print a line to stderr if a name is both a file here and an id of the library."""
    from simulator.library.find import which_was_taken

    if taken := which_was_taken(workspace, name):
        complain(taken)


def say_unreadable(unreadable: "Iterable[Unreadable]") -> None:
    """Print to stderr what could not be read, one line each, after the output so far."""
    # stdout is buffered in a pipe and stderr is not: ``2>&1`` would reverse their order.
    sys.stdout.flush()
    for one in unreadable:
        complain(str(one))


def exact_values(program: "Program", workspace: Workspace) -> "Exact":
    """Return the exact values of a program; raise Refusal if it is too large to be exact."""
    from simulator.analysis.exact import TooLarge
    from simulator.store.exact_cache import exact_of

    try:
        return exact_of(program, workspace.cache)
    except TooLarge as problem:
        raise Refusal(str(problem)) from problem


@contextmanager
def open_store(workspace: Workspace, *, reading: bool = False) -> "Iterator[PlayStore]":
    """Open the learner's store, to write or only for ``reading``.

    Raise Refusal for its problems.
    """
    from simulator.store.play_store import StoreProblem
    from simulator.store.sqlite import SqliteStore

    try:
        # The caller's block is inside, too: a problem of the store at any time is a refusal.
        store = SqliteStore(workspace.store_file, workspace.now, reading=reading)
        _say_backup(store)
        try:
            yield store
        finally:
            store.close()
    except StoreProblem as problem:
        raise Refusal(str(problem)) from problem


def _say_backup(store: "PlayStore") -> None:
    """Print where the copy is that was made because opening the store migrated it."""
    from simulator.scenario.text import clean_line

    if store.backup is not None:
        backup = clean_line(str(store.backup))
        complain(say("store.migrated", backup=backup))
