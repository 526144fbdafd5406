"""Summarise a library: the figures of each scenario, and how test-wise strategies fare in it.

Flags show where the wording of the options gives the key away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean

from simulator.analysis.coverage import Coverage
from simulator.analysis.readability import Reads, reads
from simulator.analysis.strategies import ALWAYS_SPEAK, ALWAYS_WAIT, CHANCE, percents
from simulator.analysis.values import Analysis

FLAG = 15.0
"""A strategy is flagged if it earns more than this many percentage points above chance."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One scenario: its header, its best credit, and the percents of the strategies that fit it.

    ``timing_only`` is the percent of a leader who speaks exactly in the cues and draws the lines.
    It is no test-wise strategy: it needs the group, and not the options.
    """

    id: str
    title: str
    level: str
    style: str
    format: str
    moments: int
    leaves: int
    best: Fraction
    percents: Mapping[str, float]
    timing_only: float
    reads: Reads

    @property
    def chance(self) -> float:
        """Return the chance line in percent."""
        return self.percents[CHANCE]

    @property
    def always_wait(self) -> float:
        """Return the percent of always waiting."""
        return self.percents[ALWAYS_WAIT]

    @property
    def always_speak(self) -> float:
        """Return the percent of always speaking."""
        return self.percents[ALWAYS_SPEAK]

    def points(self, strategy: str) -> float:
        """Return the percentage points of a strategy above the chance line."""
        return points_above(self.percents[strategy], self.chance)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A scenario that could not be analysed exhaustively, and why."""

    scenario: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mean:
    """A strategy's mean percent over the scenarios it fits, and their mean chance line.

    Every scenario has the same weight.
    """

    strategy: str
    scenarios: int
    percent: float
    chance: float

    @property
    def points(self) -> float:
        """Return the percentage points above chance."""
        return points_above(self.percent, self.chance)


@dataclass(frozen=True, slots=True)
class Flag:
    """A strategy that beats chance by more than ``FLAG`` points.

    ``scenario`` is None if it does so in the mean over the library.
    """

    scenario: str | None
    strategy: str
    percent: float
    chance: float
    points: float


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole library.

    ``chance`` and ``timing_only`` are means over the scenarios; None if none was analysed.
    """

    coverage: Coverage
    scenarios: tuple[Figures, ...]
    left_out: tuple[LeftOut, ...]
    chance: float | None
    timing_only: float | None
    means: tuple[Mean, ...]
    flags: tuple[Flag, ...]


def figures(analysis: Analysis) -> Figures:
    """Return the figures of one scenario, from an exhaustive analysis of guided play."""
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
        analysis.yardstick().timing_only,
        reads(scenario),
    )


def survey(
    coverage: Coverage, scenarios: Sequence[Figures], left_out: Iterable[LeftOut] = ()
) -> Survey:
    """Summarise the figures of all scenarios.

    ``coverage`` may also count scenarios that were left out: their moments can still be read.
    """
    means = tuple(_means(scenarios))
    chance = next((mean.percent for mean in means if mean.strategy == CHANCE), None)
    timing = fmean(each.timing_only for each in scenarios) if scenarios else None
    flags = (*_flags_of_library(means), *_flags_of_scenarios(scenarios))
    return Survey(coverage, tuple(scenarios), tuple(left_out), chance, timing, means, flags)


def points_above(percent: float, chance: float) -> float:
    """Return the percentage points above chance, rounded to six decimals to hide float noise.

    Without rounding, a difference of exactly ``FLAG`` might be flagged.
    """
    return round(percent - chance, 6)


def _means(scenarios: Sequence[Figures]) -> Iterator[Mean]:
    # Each strategy is compared with chance over the scenarios it fits, not over the whole library.
    fitting: dict[str, list[Figures]] = {}
    for scenario in scenarios:
        for strategy in scenario.percents:
            fitting.setdefault(strategy, []).append(scenario)
    for strategy, fitted in fitting.items():
        percent = fmean(scenario.percents[strategy] for scenario in fitted)
        yield Mean(strategy, len(fitted), percent, fmean(scenario.chance for scenario in fitted))


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
