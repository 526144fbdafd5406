"""What several commands do first: find and load a scenario, open the store."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.cli.refusal import Refusal

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program
    from simulator.library.files import Unreadable
    from simulator.library.scenarios import Loaded
    from simulator.store.store import Store


def open_scenario(name: str) -> "Loaded":
    """Load the scenario of this path or id; a refusal says why it cannot be."""
    from simulator.library.find import find_scenario, not_found
    from simulator.library.scenarios import load

    path = find_scenario(name)
    say_which(name)
    if path is None:
        raise Refusal(not_found(name))
    loaded = load(path)
    if loaded.scenario is None:
        findings = "\n".join(str(finding) for finding in loaded.findings)
        raise Refusal(f"This scenario does not load:\n{findings}")
    return loaded


def say_which(name: str) -> None:
    """Say on stderr, in one line, that a name means a file here and an id of the library."""
    from simulator.library.find import which_was_taken

    if taken := which_was_taken(name):
        print(f"balint-sim: {taken}", file=sys.stderr)


def say_unreadable(unreadable: "Iterable[Unreadable]") -> None:
    """Name on stderr what could not be read, a line each, after what was printed so far."""
    sys.stdout.flush()
    for one in unreadable:
        print(f"balint-sim: {one}", file=sys.stderr)


def exact_values(program: "Program") -> "Exact":
    """The exact values of a program; a refusal where it is too large to be exact."""
    from simulator.analysis.exact import TooLarge
    from simulator.store.exact_cache import exact_of

    try:
        return exact_of(program)
    except TooLarge as problem:
        raise Refusal(str(problem)) from problem


@contextmanager
def open_store(*, reading: bool = False) -> "Iterator[Store]":
    """Open the learner's store, to write or only for ``reading``; its problems become refusals."""
    from simulator.library.folders import store_file
    from simulator.store.store import Store, StoreProblem

    try:
        store = Store(store_file(), reading=reading)
        try:
            yield store
        finally:
            store.close()
    except StoreProblem as problem:
        raise Refusal(str(problem)) from problem
