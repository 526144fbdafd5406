"""Count how much of the catalogue a library covers.

Counts how often each rule, kind, phase and situation occurs; those that never occur have count 0.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from simulator.scenario.catalogue import Catalogue, Rule, Situation
from simulator.scenario.model import Moment, PhaseStep, Scenario, walk

WELL = Fraction(1, 2)
"""An option counts as earning from this credit on."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A rule, phase or situation, and how many moments have it; a phase's name is its id."""

    id: str
    name: str
    moments: int


@dataclass(frozen=True, slots=True)
class CoveredKind:
    """A kind, the number of its options, and how many of these earn half a credit or more."""

    id: str
    name: str
    options: int
    earning: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What all scenarios together cover, everything in the catalogue's order.

    ``leaves`` is the number of moments that are best left alone.
    """

    scenarios: int
    moments: int
    leaves: int
    rules: tuple[Covered, ...]
    kinds: tuple[CoveredKind, ...]
    phases: tuple[Covered, ...]
    situations: tuple[Covered, ...]

    @property
    def left_alone(self) -> float:
        """Return the share of moments best left alone, 0 to 1."""
        return self.leaves / self.moments if self.moments else 0.0


def coverage(catalogue: Catalogue, scenarios: Sequence[Scenario]) -> Coverage:
    """Count how often each entry of the catalogue occurs in these scenarios."""
    moments: list[Moment] = []
    rules: Counter[str] = Counter()
    in_phase: Counter[str] = Counter()
    situations: Counter[str] = Counter()
    for scenario in scenarios:
        for moment, phase in standing(scenario):
            moments.append(moment)
            rules.update(moment.rules)
            in_phase[phase] += 1
            if moment.situation:
                situations[moment.situation] += 1
    return Coverage(
        len(scenarios),
        len(moments),
        sum(moment.leave for moment in moments),
        _covered(_names(catalogue.rules), rules),
        tuple(_kinds(catalogue, moments)),
        _covered(phases(catalogue), in_phase),
        _covered(_names(catalogue.situations), situations),
    )


def standing(scenario: Scenario) -> Iterator[tuple[Moment, str]]:
    """Yield every moment with its phase, in the order of the file.

    Before the first phase step, the phase is the first of the format.
    """
    # The order of the file, not of a play: jumps are not followed.
    phase = scenario.format.phases[0].phase
    for step in walk(scenario.script):
        match step:
            case PhaseStep():
                phase = step.phase
            case Moment():
                yield step, phase
            case _:
                pass


def phases(catalogue: Catalogue) -> dict[str, str]:
    """Return the phases of all formats without duplicates, in order; a phase's name is its id."""
    names = {}
    for frame in catalogue.formats.values():
        for phase in frame.phases:
            names[phase.phase] = phase.phase
    return names


def _names(entries: Mapping[str, Rule] | Mapping[str, Situation]) -> dict[str, str]:
    return {entry_id: entry.name for entry_id, entry in entries.items()}


def _covered(names: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Covered, ...]:
    return tuple(Covered(entry, name, counts[entry]) for entry, name in names.items())


def _kinds(catalogue: Catalogue, moments: Sequence[Moment]) -> Iterator[CoveredKind]:
    every: Counter[str] = Counter()
    earning: Counter[str] = Counter()
    for moment in moments:
        for option in moment.options:
            every[option.do] += 1
            if option.credit >= WELL:
                earning[option.do] += 1
    for kind in catalogue.kinds.values():
        yield CoveredKind(kind.id, kind.name, every[kind.id], earning[kind.id])
