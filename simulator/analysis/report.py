"""Collect the analysis of one scenario in one mode as plain data for ``balint-sim analyse``."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.analysis.block_follower import SEEN
from simulator.analysis.decisions import Decision, Leverage, best_line, costs, unreached
from simulator.analysis.distribution import Spread, distribution
from simulator.analysis.explore import Graph
from simulator.analysis.readability import Reads, reads
from simulator.analysis.values import Analysis, Carried


@dataclass(frozen=True, slots=True)
class Range:
    """Certain bounds of a figure; they are equal if the figure is known."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of ``total`` items at least one play reaches."""

    seen: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one scenario in one mode.

    ``best`` is in credit, all others are in percent of it. Live play has ``worst``, but no
    ``chance``, ``wait``, ``speak``, ``timing`` and ``spread``. ``paths`` is the exact number of
    plays, or a lower bound if the search was truncated.

    ``truncated`` says what stopped the search; it is empty if every play was explored. A truncated
    report has no spread, decisions, leverage and best line, and ``unreached`` has only what no edge
    of the control-flow graph leads to.
    """

    scenario: str
    title: str
    mode: str
    truncated: str
    states: int
    steps: Reached
    options: Reached
    paths: int
    best: Range
    worst: Range
    chance: Range | None
    wait: Range | None
    speak: Range | None
    timing: Range | None
    spread: Spread | None
    unreached: tuple[str, ...]
    decisions: tuple[Decision, ...]
    leverage: tuple[Leverage, ...]
    line: tuple[tuple[str, int, str], ...]
    reads: Reads


def report(analysis: Analysis) -> Report:
    """Gather all figures of an analysis."""
    graph, guided, known = analysis.graph, analysis.mode == "guided", analysis.exhaustive
    scenario = graph.program.scenario
    percents = _Percents(analysis)
    found = costs(analysis) if known else None
    return Report(
        scenario=scenario.id,
        title=scenario.title,
        mode=analysis.mode,
        truncated=graph.truncated,
        states=len(graph.nodes),
        steps=_steps(graph),
        options=_options(graph),
        paths=analysis.whole.paths,
        best=percents.best,
        worst=percents.of(lambda carried: carried.worst),
        chance=percents.of(lambda carried: carried.chance) if guided else None,
        wait=percents.of(lambda carried: carried.wait) if guided else None,
        speak=percents.of(lambda carried: carried.speak) if guided else None,
        timing=percents.of(lambda carried: carried.timing) if guided else None,
        spread=distribution(analysis) if guided and known else None,
        unreached=unreached(graph),
        decisions=found.decisions if found else (),
        leverage=found.leverage if found else (),
        line=best_line(analysis) if known else (),
        reads=reads(scenario),
    )


class _Percents:
    """Computes percents of the best from bounds of the figure and of the best."""

    def __init__(self, analysis: Analysis) -> None:
        first, unit = analysis.graph.first, analysis.prices.unit
        self.analysis, self.first = analysis, first
        self.low, self.high = analysis.least.best[first], analysis.most.best[first]
        self.best = Range(self.low / unit, self.high / unit)

    def of(self, line: Callable[[Carried], list[int] | list[float]]) -> Range:
        """Return the bounds of a figure in percent of the best.

        The upper bound is at most 100, because nothing earns more than the best.
        """
        low, high = line(self.analysis.least)[self.first], line(self.analysis.most)[self.first]
        if not self.high:  # the best is 0, and so is every percent
            return Range(0.0, 0.0)
        most = min(100.0, high / self.low * 100) if self.low else 100.0
        # The low figure is divided by the high best, and the high by the low, so both bounds hold.
        return Range(low / self.high * 100, most)


def _steps(graph: Graph) -> Reached:
    starts = graph.program.starts.values()
    return Reached(sum(1 for at in starts if graph.seen[at] & SEEN), len(starts))


def _options(graph: Graph) -> Reached:
    starts: list[int] = []
    for moment in graph.follower.moments.values():
        starts += moment.meet.options
    return Reached(sum(1 for at in starts if graph.seen[at] & SEEN), len(starts))
