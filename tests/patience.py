"""How long a test waits for what must come. A busy machine is slow, so no test should wait by a
limit of its own.
"""

from collections.abc import Callable, Iterator

import pytest

PATIENCE = 120.0
"""Seconds. A test that passes never waits as long; it goes on as soon as it sees what it waits for."""

ROUNDS = 1000
"""More than the turns, keys or ticks of a clock that any play takes."""


def rounds(happened: Callable[[], bool], what: str | Callable[[], str]) -> Iterator[None]:
    """Yield until something has happened, for a loop in which each round brings it nearer.

    Fail the test after ``ROUNDS`` rounds, as the loop would otherwise never end; ``what`` says what
    did not happen.
    """
    for _ in range(ROUNDS):
        if happened():
            return
        yield
    missed = what if isinstance(what, str) else what()
    pytest.fail(f"{ROUNDS} rounds did not bring {missed}")
