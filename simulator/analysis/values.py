"""Exact values: the best, worst and expected credit from every decision on, and the number of plays.

Credit is carried back from the ends and is no part of a state. Best and worst are whole multiples of ``unit`` and exact;
expectations are floats; numbers of plays are exact whole numbers of any size.

Where the search was stopped, the same is carried back twice: once from the least and once from the most that an unknown state
can hold (``bounds``). All values grow with those of the states they come from, so the two enclose the true ones.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import fsum, lcm

from simulator.analysis.bounds import Enclosure, enclose
from simulator.analysis.explore import Graph, Node
from simulator.engine.step import Mode
from simulator.scenario.model import Moment, Option, Scenario
from simulator.scoring.evidence import credit_of
from simulator.scoring.scorecard import Yardstick


@dataclass(frozen=True, slots=True)
class Price:
    """What the acts of one moment earn, in units: ``taken[turn][option]`` after each turn the leader decides at; ``passing``.

    ``most`` and ``least`` are over those turns, ``asked`` is after the turn at which guided play halts.
    """

    taken: dict[int, tuple[int, ...]]
    passing: int
    most: tuple[int, ...]
    least: tuple[int, ...]
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of all moments in one mode, in the order of the script; credit is a whole number of units, ``unit`` to one."""

    mode: Mode
    unit: int
    moments: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What the future of a state holds, in units of credit; chance and the policies are expectations over guided play."""

    best: int
    worst: int
    paths: int
    chance: float
    wait: float
    speak: float


@dataclass(frozen=True, slots=True)
class Carried:
    """The values of all nodes, a list each.

    Three entries more stand at the end, so that UNSEEN, ENDLESS and END find theirs by their own (negative) numbers. The
    expectations are only there for guided play.
    """

    best: list[int]
    worst: list[int]
    paths: list[int]
    chance: list[float]
    wait: list[float]
    speak: list[float]

    def capped(self, whole: int) -> "Carried":
        """The same, where no state holds more than this."""
        best, worst = ([min(whole, value) for value in line] for line in (self.best, self.worst))
        expected = (
            [min(float(whole), value) for value in line]
            for line in (self.chance, self.wait, self.speak)
        )
        return Carried(best, worst, self.paths, *expected)

    def at(self, target: int) -> Value:
        """The values of a node, or of a way that leads to none."""
        expected = (line[target] if line else 0.0 for line in (self.chance, self.wait, self.speak))
        return Value(self.best[target], self.worst[target], self.paths[target], *expected)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole of one mode of play.

    ``order`` has the nodes that were looked into, each after all it leads to. ``least`` and ``most`` enclose every value; they
    are one and the same where every state was seen.
    """

    graph: Graph
    prices: Prices
    order: list[int]
    least: Carried
    most: Carried

    @property
    def mode(self) -> Mode:
        """The mode of play."""
        return self.prices.mode

    @property
    def exhaustive(self) -> bool:
        """Whether every state was seen."""
        return not self.graph.truncated

    @property
    def whole(self) -> Value:
        """The value of the first state, so of the scenario; where the search was stopped, the least it can be."""
        return self.least.at(self.graph.first)

    @property
    def best(self) -> Fraction:
        """The best credit reachable."""
        return Fraction(self.whole.best, self.prices.unit)

    def percent(self, units: float) -> float:
        """Return an amount of units in percent of the best."""
        return units / self.whole.best * 100 if self.whole.best else 0.0

    def yardstick(self) -> Yardstick:
        """What scorecards are measured by; only guided play has a chance line."""
        whole = self.whole
        return Yardstick(
            self.best,
            self.percent(whole.chance),
            self.percent(whole.wait),
            self.percent(whole.speak),
        )


def analyse(graph: Graph, mode: Mode) -> Analysis:
    """Value every state of ``graph`` for this mode; the states are the same in both."""
    prices = price(graph.program.scenario, mode)
    order = ends_first(graph)
    if not graph.truncated:
        exact = _carried_back(graph, prices, order, None)
        return Analysis(graph, prices, order, exact, exact)
    earned = [(min(*p.least, p.passing), max(*p.most, p.passing)) for p in prices.moments]
    low, high = enclose(graph.program, earned)
    least, most = (_carried_back(graph, prices, order, side) for side in (low, high))
    return Analysis(graph, prices, order, least, most.capped(high.whole))


def price(scenario: Scenario, mode: Mode) -> Prices:
    """Work out what every act earns."""
    moments = scenario.moments()
    unit = _unit(scenario, moments)
    return Prices(mode, unit, tuple(_price(scenario, moment, mode, unit) for moment in moments))


def _unit(scenario: Scenario, moments: tuple[Moment, ...]) -> int:
    """The common denominator of every credit that can be earned."""
    denominators = {1}
    for moment in moments:
        denominators.add((moment.passing.credit * moment.weight).denominator)
        for option in moment.options:
            earned = (
                credit_of(scenario, moment, option, after)
                for after in {1, moment.ripe, len(moment.turns)}
            )
            denominators |= {(credit * moment.weight).denominator for credit in earned}
    return lcm(*denominators)


def _price(scenario: Scenario, moment: Moment, mode: Mode, unit: int) -> Price:
    def units(option: Option | None, after: int) -> int:
        return int(credit_of(scenario, moment, option, after) * moment.weight * unit)

    taken = {
        after: tuple(units(option, after) for option in moment.options)
        for after in turns(moment, mode)
    }
    return Price(
        taken,
        units(None, 0),
        tuple(map(max, zip(*taken.values(), strict=True))),
        tuple(map(min, zip(*taken.values(), strict=True))),
        tuple(units(option, moment.ask) for option in moment.options),
    )


def turns(moment: Moment, mode: Mode) -> range:
    """The turns after which the leader decides."""
    return (
        range(moment.ask, moment.ask + 1) if mode == "guided" else range(1, len(moment.turns) + 1)
    )


def ends_first(graph: Graph) -> list[int]:
    """Number the nodes that were looked into so that each comes after all it leads to (depth first, without recursion)."""
    nodes, expanded = graph.nodes, graph.expanded
    finished: list[int] = []
    state = bytearray(len(nodes))
    stack = list(range(expanded))
    while stack:
        number = stack[-1]
        if state[number] == 0:
            state[number] = 1
            node = nodes[number]
            stack += [
                target for _, target in node.ways if 0 <= target < expanded and not state[target]
            ]
            if 0 <= node.passing < expanded and not state[node.passing]:
                stack.append(node.passing)
        else:
            stack.pop()
            if state[number] == 1:
                state[number] = 2
                finished.append(number)
    return finished


def _carried_back(
    graph: Graph, prices: Prices, order: list[int], unknown: Enclosure | None
) -> Carried:
    """Carry values back from the ends; ``unknown`` is what states and ways that were not looked into are taken to hold."""
    nodes = graph.nodes
    start = [0] * len(nodes) + [unknown.whole if unknown else 0, 0, 0]
    if unknown:
        for number in range(graph.expanded, len(nodes)):
            start[number] = unknown.at[graph.program.meets[nodes[number].meet.number]]
    best, worst, paths = start.copy(), start.copy(), [0] * (len(start) - 1) + [1]
    for number in order:
        node = nodes[number]
        at = prices.moments[node.meet.number]
        ways, passing = node.ways, node.passing
        best[number] = max([at.passing + best[passing], *[at.most[i] + best[to] for i, to in ways]])
        worst[number] = min(
            [at.passing + worst[passing], *[at.least[i] + worst[to] for i, to in ways]]
        )
        paths[number] = len(at.taken) * sum([paths[to] for _, to in ways]) + paths[passing]
    if prices.mode == "live":
        return Carried(best, worst, paths, [], [], [])
    return Carried(
        best, worst, paths, *_expectations(nodes, prices, order, [float(value) for value in start])
    )


def _expectations(
    nodes: list[Node], prices: Prices, order: list[int], start: list[float]
) -> tuple[list[float], ...]:
    """Carry expectations back: of choosing uniformly, of always waiting, of always speaking.

    Floats are summed by ``fsum`` here and everywhere: ``sum`` rounds otherwise from Python 3.12 on.
    """
    chance, wait, speak = start.copy(), start.copy(), start.copy()
    for number in order:
        node = nodes[number]
        at = prices.moments[node.meet.number]
        ways, passing = node.ways, node.passing
        earned = fsum([at.asked[i] + chance[to] for i, to in ways])
        chance[number] = (at.passing + chance[passing] + earned) / (len(ways) + 1)
        wait[number] = at.passing + wait[passing]
        spoken = fsum([at.asked[i] + speak[to] for i, to in ways])
        speak[number] = spoken / len(ways) if ways else at.passing + speak[passing]
    return chance, wait, speak
