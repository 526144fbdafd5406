"""A library at a glance: each scenario's figures, how test-wise strategies fare in it, and where one gives the key away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean

from simulator.analysis.coverage import Coverage
from simulator.analysis.readability import Reads, reads
from simulator.analysis.strategies import ALWAYS_SPEAK, ALWAYS_WAIT, CHANCE, percents
from simulator.analysis.values import Analysis

FLAG = 15.0
"""Points above chance; a strategy that has more of them is flagged."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One scenario: its head, its best credit, and what each strategy that fits it earns in percent of the best."""

    id: str
    title: str
    level: str
    style: str
    format: str
    moments: int
    leaves: int
    best: Fraction
    percents: Mapping[str, float]
    reads: Reads

    @property
    def chance(self) -> float:
        """The chance line."""
        return self.percents[CHANCE]

    @property
    def always_wait(self) -> float:
        """What always waiting earns."""
        return self.percents[ALWAYS_WAIT]

    @property
    def always_speak(self) -> float:
        """What always speaking earns."""
        return self.percents[ALWAYS_SPEAK]

    def points(self, strategy: str) -> float:
        """How far a strategy stands above the chance line."""
        return points_above(self.percents[strategy], self.chance)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A scenario that could not be analysed exhaustively, and why."""

    scenario: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mean:
    """A strategy over the scenarios that it fits, each counted once: their number, its mean percent, their mean chance line."""

    strategy: str
    scenarios: int
    percent: float
    chance: float

    @property
    def points(self) -> float:
        """How far it stands above chance."""
        return points_above(self.percent, self.chance)


@dataclass(frozen=True, slots=True)
class Flag:
    """A strategy that beats chance by more than ``FLAG`` points, in one scenario or (``scenario`` None) in the library."""

    scenario: str | None
    strategy: str
    percent: float
    chance: float
    points: float


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole library; ``chance`` is the mean chance line, None where no scenario was analysed."""

    coverage: Coverage
    scenarios: tuple[Figures, ...]
    left_out: tuple[LeftOut, ...]
    chance: float | None
    means: tuple[Mean, ...]
    flags: tuple[Flag, ...]


def figures(analysis: Analysis) -> Figures:
    """The figures of one scenario, from an exhaustive analysis of guided play."""
    scenario = analysis.graph.program.scenario
    moments = scenario.moments()
    return Figures(
        scenario.id,
        scenario.title,
        scenario.level,
        scenario.style,
        scenario.format.id,
        len(moments),
        sum(moment.leave for moment in moments),
        analysis.best,
        percents(analysis),
        reads(scenario),
    )


def survey(
    coverage: Coverage, scenarios: Sequence[Figures], left_out: Iterable[LeftOut] = ()
) -> Survey:
    """Put a library together; ``coverage`` may count scenarios that were left out, whose moments can be read all the same."""
    means = tuple(_means(scenarios))
    chance = next((mean.percent for mean in means if mean.strategy == CHANCE), None)
    flags = (*_flags_of_library(means), *_flags_of_scenarios(scenarios))
    return Survey(coverage, tuple(scenarios), tuple(left_out), chance, means, flags)


def points_above(percent: float, chance: float) -> float:
    """Percent less chance, without the last places in which sums of floats differ: 15 points are 15."""
    return round(percent - chance, 6)


def _means(scenarios: Sequence[Figures]) -> Iterator[Mean]:
    strategies = dict.fromkeys(strategy for scenario in scenarios for strategy in scenario.percents)
    for strategy in strategies:
        fitting = [scenario for scenario in scenarios if strategy in scenario.percents]
        percent = fmean(scenario.percents[strategy] for scenario in fitting)
        yield Mean(strategy, len(fitting), percent, fmean(scenario.chance for scenario in fitting))


def _flags_of_library(means: Iterable[Mean]) -> Iterator[Flag]:
    for mean in means:
        if mean.points > FLAG:
            yield Flag(None, mean.strategy, mean.percent, mean.chance, mean.points)


def _flags_of_scenarios(scenarios: Iterable[Figures]) -> Iterator[Flag]:
    for scenario in scenarios:
        for strategy, percent in scenario.percents.items():
            points = scenario.points(strategy)
            if points > FLAG:
                yield Flag(scenario.id, strategy, percent, scenario.chance, points)
