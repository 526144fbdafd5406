"""Cache the exact values of a scenario under the hash of its content, so that a debrief is quick.

There are two files for each scenario. The small one has the yardstick, from which the library
reads the chance line; or, if the scenario is too large, the reason why the search stopped, so that
it is not repeated. The large one has all states. A file that is missing, damaged or of another
version is calculated and written again. Old files are deleted when there are too many; fewer files
of states than of yardsticks are allowed, so the states go first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.analysis.stop import Stop, never
from simulator.library.cache_values import percent_in, text_in, whole_in
from simulator.library.file_cache import FileCache, Kind, form_of

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program

FORM = 6
"""Format number; raise it if the analysis or the entries change within a version of the program."""

FIRST = Kind("exact/first", form_of("exact", FORM), largest=100_000, most=5_000)
"""The yardsticks of scenarios (and versions of them)."""

STATES = Kind(
    "exact/states",
    form_of("exact", FORM),
    largest=30_000_000,
    most=200,
    most_bytes=100_000_000,
)
"""The states of scenarios: some 140 kB each."""


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


def exact_of(
    program: "Program", cache: FileCache, stop: Stop = never, limit: int | None = None
) -> "Exact":
    """Return the exact values of a program, from the cache or else calculated and cached.

    Raise TooLarge if the calculation takes more than ``limit`` states of an ordinary scenario
    (None: the limit of ``explore``), or if ``stop`` ends it. That a scenario is too large is
    cached as well; that ``stop`` ended the calculation is not.
    """
    from simulator.analysis.exact import Exact, TooLarge, fingerprint
    from simulator.analysis.explore import MOST_STATES

    limit = MOST_STATES if limit is None else limit
    # The digest names the file; the fingerprint also changes if the program compiles the same text
    # differently, or if the catalogue's timing changes.
    digest, made = program.scenario.digest, fingerprint(program)
    known = _known(program, cache, made)
    if isinstance(known, Exact):
        return known
    # A search that stopped at a lower limit may succeed with this one.
    if known is not None and known.limit >= limit:
        raise TooLarge(known.by, lasting=True)
    try:
        exact = Exact.of(program, limit, stop)
    except TooLarge as problem:
        # Whoever stopped the search by hand may let it finish next time.
        if problem.lasting:
            cache.put(FIRST, digest, {"program": made, "stopped": problem.by, "limit": limit})
        raise
    plain = exact.to_data()
    cache.put(FIRST, digest, {"program": made, "yardstick": plain["yardstick"]})
    cache.put(STATES, digest, {"program": made, **plain})
    return exact


def exact_at_hand(program: "Program", cache: FileCache) -> "Exact":
    """Return the cached exact values of a program; raise TooLarge if they are not cached."""
    from simulator.analysis.exact import Exact, TooLarge, fingerprint

    known = _known(program, cache, fingerprint(program))
    if not isinstance(known, Exact):
        raise TooLarge("nothing", lasting=False)
    return known


def first_look(digest: str, cache: FileCache) -> FirstLook | None:
    """Return the cached facts about the scenario with this digest, or None; reads no states."""
    return cache.get(FIRST, digest, _first_look)


def _first_look(first: Mapping[str, Any]) -> FirstLook:
    if "stopped" in first:
        return FirstLook(None)
    _, chance, *_ = first["yardstick"]
    return FirstLook(percent_in(chance))


def _known(program: "Program", cache: FileCache, made: str) -> "Exact | _Stopped | None":
    """Return the cached values of exactly this program, or why the search for them stopped."""
    from simulator.analysis.exact import Exact

    def of_states(plain: Mapping[str, Any]) -> Exact:
        if plain["program"] != made:
            raise ValueError("of another program")
        return Exact.from_data(program, plain)

    def of_first(first: Mapping[str, Any]) -> _Stopped:
        if first["program"] != made:
            raise ValueError("of another program")
        return _Stopped(text_in(first["stopped"]), whole_in(first["limit"]))

    digest = program.scenario.digest
    exact = cache.get(STATES, digest, of_states)
    return exact if exact is not None else cache.get(FIRST, digest, of_first)
