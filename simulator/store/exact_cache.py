"""Cache the exact values of a scenario under the hash of its content, so that a debrief is quick.

There are two files for each scenario. The small one has the yardstick, from which the library
reads the chance line; or, if the scenario is too large, the reason why the search stopped, so that
it is not repeated. The large one has all states. A file that is missing, damaged or of another
version is calculated and written again. Old files are deleted when there are too many; fewer files
of states than of yardsticks are allowed, so the states go first.

The files are in the folder that ``folders.exact_folder`` returns, which depends on the environment.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.stop import Stop, never
from simulator.library.cache_files import cache, cached, form_of, percent_in, text_in, whole_in
from simulator.library.folders import exact_folder

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program

FORM = 4
"""Format number; raise it if the analysis or the files change within a version of the program."""

MOST_WHOLE = 200
"""Scenarios (and versions of them) whose states are cached: some 140 kB each."""

MOST_BYTES = 100_000_000
"""Most bytes for the states of all scenarios together."""

MOST_FILES = 5_000
"""Scenarios (and versions of them) whose yardsticks are cached."""

LARGEST_FIRST, LARGEST_STATES = 100_000, 30_000_000
"""Most bytes that are read of a file with yardsticks, and of one with states."""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The cached facts about a scenario that do not need its states.

    ``chance`` is its chance line in percent, or None if it is too large.
    """

    chance: float | None


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A search that stopped: the reason, and the limit of states that it had."""

    by: str
    limit: int


def exact_of(program: "Program", stop: Stop = never, limit: int | None = None) -> "Exact":
    """Return the exact values of a program, from the cache or else calculated and cached.

    Raise TooLarge if the calculation takes more than ``limit`` states of an ordinary scenario
    (None: the limit of ``explore``), or if ``stop`` ends it. That a scenario is too large is
    cached as well; that ``stop`` ended the calculation is not.
    """
    from simulator.analysis.exact import Exact, TooLarge, fingerprint
    from simulator.analysis.explore import MOST_STATES

    limit = MOST_STATES if limit is None else limit
    digest, made = program.scenario.digest, fingerprint(program)
    known = _known(program, digest, made)
    if isinstance(known, Exact):
        return known
    # A search that stopped at a lower limit may succeed with this one.
    if known is not None and known.limit >= limit:
        raise TooLarge(known.by)
    try:
        exact = Exact.of(program, limit, stop)
    except TooLarge as problem:
        if problem.lasting:
            _keep_first(digest, {"program": made, "stopped": problem.by, "limit": limit})
        raise
    plain = exact.to_data()
    _keep_first(digest, {"program": made, "yardstick": plain["yardstick"]})
    _keep_states(digest, {"program": made, **plain})
    return exact


def exact_at_hand(program: "Program") -> "Exact":
    """Return the cached exact values of a program; raise TooLarge if they are not cached."""
    from simulator.analysis.exact import Exact, TooLarge, fingerprint

    known = _known(program, program.scenario.digest, fingerprint(program))
    if not isinstance(known, Exact):
        raise TooLarge("nothing", lasting=False)
    return known


def first_look(digest: str) -> FirstLook | None:
    """Return the cached facts about the scenario with this digest, or None; reads no states."""
    return cached(_first_file(digest), _form(), LARGEST_FIRST, _first_look)


def known_chance(digest: str) -> float | None:
    """Return the cached chance line of the scenario with this digest, or None; reads no states."""
    look = first_look(digest)
    return look.chance if look is not None else None


def _first_look(lines: list[Any]) -> FirstLook:
    (first,) = lines
    if "stopped" in first:
        return FirstLook(None)
    _, chance, _, _ = first["yardstick"]
    return FirstLook(percent_in(chance))


def _known(program: "Program", digest: str, made: str) -> "Exact | _Stopped | None":
    """Return the cached values of exactly this program, or why the search for them stopped."""
    from simulator.analysis.exact import Exact

    def of_states(lines: list[Any]) -> Exact:
        (plain,) = lines
        if plain["program"] != made:
            raise ValueError("of another program")
        return Exact.from_data(program, plain)

    def of_first(lines: list[Any]) -> _Stopped:
        (first,) = lines
        if first["program"] != made:
            raise ValueError("of another program")
        return _Stopped(text_in(first["stopped"]), whole_in(first["limit"]))

    exact = cached(_states_file(digest), _form(), LARGEST_STATES, of_states)
    if exact is not None:
        return exact
    return cached(_first_file(digest), _form(), LARGEST_FIRST, of_first)


def _keep_first(digest: str, first: Mapping[str, Any]) -> None:
    file = _first_file(digest)
    cache(file, _form(), [first])
    with suppress(OSError):  # a folder that cannot be read
        # Reading thousands of times is slow, so a tenth of the files is removed at once.
        if len(os.listdir(file.parent)) > MOST_FILES:
            _remove_oldest(file.parent, MOST_FILES - MOST_FILES // 10)


def _keep_states(digest: str, states: Mapping[str, Any]) -> None:
    file = _states_file(digest)
    cache(file, _form(), [states])
    with suppress(OSError):
        _remove_oldest(file.parent, MOST_WHOLE)


def _remove_oldest(folder: Path, most: int) -> None:
    """Delete all but the newest files of a folder: at most ``most``, and at most ``MOST_BYTES``."""
    files = []
    with os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat()
            files.append((status.st_mtime_ns, status.st_size, entry.path))
    files.sort(reverse=True)
    room = MOST_BYTES
    for number, (_, size, path) in enumerate(files):
        room -= size
        if number >= most or room < 0:
            with suppress(FileNotFoundError):  # another program deleted it first
                os.unlink(path)


def _first_file(digest: str) -> Path:
    return exact_folder() / "first" / f"{digest}.json"


def _states_file(digest: str) -> Path:
    return exact_folder() / "states" / f"{digest}.json"


def _form() -> str:
    return form_of("exact", FORM)
