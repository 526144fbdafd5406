"""The exact values of a scenario, kept under the hash of its content, so that no debrief waits for what was worked out before.

There are two files for each scenario: a small one with the yardsticks, which the library reads for its chance lines, or with
what the search was stopped by, so that it is not begun again; and one with all states. They are only a cache: a file that is
missing, damaged or of another version is made anew. The states go first when room is needed, the yardsticks later.

The files are in the folder that ``folders.exact_folder`` names, which depends on the environment.
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

FORM = 3
"""Counts up when the analysis or the form of these files changes within a version of the program."""

MOST_WHOLE = 200
"""Scenarios (and versions of them) whose states are kept: some 140 kB each."""

MOST_BYTES = 100_000_000
"""Bytes that the states of all scenarios may have together."""

MOST_FILES = 5_000
"""Scenarios (and versions of them) whose yardsticks are kept."""

LARGEST_FIRST, LARGEST_STATES = 100_000, 30_000_000
"""Bytes of a file that is read."""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What the library knows of a scenario without its states: its chance line in percent, or None if it is too large."""

    chance: float | None


@dataclass(frozen=True, slots=True)
class _Stopped:
    """What stopped a search that was allowed so many states."""

    by: str
    limit: int


def exact_of(program: "Program", stop: Stop = never, limit: int | None = None) -> "Exact":
    """Have the exact values of a program, worked out only the first time; they are kept where ``exact_folder`` says.

    Raise TooLarge if that takes more than ``limit`` states of an ordinary scenario (None: as many as ``explore`` looks at), or
    if ``stop`` says so. That a scenario is too large is remembered as well; what ``stop`` said is not.
    """
    from simulator.analysis.exact import Exact, TooLarge, fingerprint
    from simulator.analysis.explore import MOST_STATES

    limit = MOST_STATES if limit is None else limit
    digest, made = program.scenario.digest, fingerprint(program)
    known = _known(program, digest, made)
    if isinstance(known, Exact):
        return known
    if known is not None and known.limit >= limit:
        raise TooLarge(known.by)
    try:
        exact = Exact.of(program, limit, stop)
    except TooLarge as problem:
        if problem.lasting:
            _keep_first(digest, {"program": made, "stopped": problem.by, "limit": limit})
        raise
    plain = exact.plain()
    _keep_first(digest, {"program": made, "yardsticks": plain["yardsticks"]})
    _keep_states(digest, {"program": made, **plain})
    return exact


def exact_at_hand(program: "Program") -> "Exact":
    """Have the exact values of a program if they were worked out before; raises TooLarge if not."""
    from simulator.analysis.exact import Exact, TooLarge, fingerprint

    known = _known(program, program.scenario.digest, fingerprint(program))
    if not isinstance(known, Exact):
        raise TooLarge("nothing", lasting=False)
    return known


def first_look(digest: str) -> FirstLook | None:
    """What is known of the scenario with this digest; None if nothing is. No states are read for it."""
    return cached(_first_file(digest), _form(), LARGEST_FIRST, _first_look)


def known_chance(digest: str) -> float | None:
    """The chance line of the scenario with this digest, if it was worked out before; no states are read for it."""
    look = first_look(digest)
    return look.chance if look is not None else None


def _first_look(lines: list[Any]) -> FirstLook:
    (first,) = lines
    if "stopped" in first:
        return FirstLook(None)
    (_, chance, _, _), _ = first["yardsticks"]  # of guided play
    return FirstLook(percent_in(chance))


def _known(program: "Program", digest: str, made: str) -> "Exact | _Stopped | None":
    """The values of this very program, or what stopped the search for them."""
    from simulator.analysis.exact import Exact

    def of_states(lines: list[Any]) -> Exact:
        (plain,) = lines
        if plain["program"] != made:
            raise ValueError("of another program")
        return Exact.again(program, plain)

    def of_first(lines: list[Any]) -> _Stopped:
        (first,) = lines
        if first["program"] != made:
            raise ValueError("of another program")
        return _Stopped(text_in(first["stopped"]), whole_in(first["limit"]))

    exact = cached(_states_file(digest), _form(), LARGEST_STATES, of_states)
    return (
        exact
        if exact is not None
        else cached(_first_file(digest), _form(), LARGEST_FIRST, of_first)
    )


def _keep_first(digest: str, first: Mapping[str, Any]) -> None:
    file = _first_file(digest)
    cache(file, _form(), [first])
    with suppress(OSError):  # a folder that cannot be read
        if len(os.listdir(file.parent)) > MOST_FILES:  # times are looked at only then
            _remove_oldest(file.parent, MOST_FILES - MOST_FILES // 10)


def _keep_states(digest: str, states: Mapping[str, Any]) -> None:
    file = _states_file(digest)
    cache(file, _form(), [states])
    with suppress(OSError):
        _remove_oldest(file.parent, MOST_WHOLE)


def _remove_oldest(folder: Path, most: int) -> None:
    """Leave the latest files of a folder: as many as ``most``, and not more than ``MOST_BYTES`` together."""
    with os.scandir(folder) as entries:
        files = [
            (status.st_mtime_ns, status.st_size, entry.path)
            for entry in entries
            if (status := entry.stat())
        ]
    files.sort(reverse=True)
    room = MOST_BYTES
    for number, (_, size, path) in enumerate(files):
        room -= size
        if number >= most or room < 0:
            with suppress(FileNotFoundError):  # another program was first
                os.unlink(path)


def _first_file(digest: str) -> Path:
    return exact_folder() / "first" / f"{digest}.json"


def _states_file(digest: str) -> Path:
    return exact_folder() / "states" / f"{digest}.json"


def _form() -> str:
    return form_of("exact", FORM)
