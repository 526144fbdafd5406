"""Compute the best, worst and expected credit from every decision on, and the number of plays.

Values are propagated backwards from the ends of play, so credit is not part of a state. Best and
worst are exact integers, in units of 1/``unit`` credit. Expectations are floats. Numbers of plays
are exact integers of any size.

If the search was truncated, values are propagated twice: once from the lower and once from the
upper bound of each unknown state (``bounds``). Each value is monotone in the values of its
successors, so the two passes bracket the true value.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import fsum, lcm

from simulator.analysis.bounds import Enclosure, enclose
from simulator.analysis.explore import Graph, Node, by_target
from simulator.scenario.model import Mode, Moment, Option, Scenario
from simulator.scoring.scorecard import Yardstick


@dataclass(frozen=True, slots=True)
class Price:
    """The credit of the acts of one moment, in units.

    ``taken[turn][option]`` is the credit of an option after each turn at which the leader decides,
    ``passing`` that of saying nothing. ``most`` and ``least`` have the extremes of each option over
    those turns; ``asked`` has its credit after the turn at which guided play pauses.
    """

    taken: dict[int, tuple[int, ...]]
    passing: int
    most: tuple[int, ...]
    least: tuple[int, ...]
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of all moments in one mode, in the order of the script.

    ``unit`` is the number of units in one credit, chosen so that every price is an integer.
    """

    mode: Mode
    unit: int
    moments: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """The values of a state, in units of credit, with the number of plays from it (``paths``).

    ``chance``, ``wait`` and ``speak`` are expectations over guided play.
    """

    best: int
    worst: int
    paths: int
    chance: float
    wait: float
    speak: float


@dataclass(frozen=True, slots=True)
class Carried:
    """The values of all nodes, one list per kind of value.

    Each list is indexed by target (``by_target``), so that END, ENDLESS and UNSEEN have values as
    well. The expectations are empty lists in live play.
    """

    best: list[int]
    worst: list[int]
    paths: list[int]
    chance: list[float]
    wait: list[float]
    speak: list[float]

    def capped(self, whole: int) -> "Carried":
        """Return a copy in which no credit exceeds ``whole``."""
        best, worst = ([min(whole, value) for value in line] for line in (self.best, self.worst))
        expected = (
            [min(float(whole), value) for value in line]
            for line in (self.chance, self.wait, self.speak)
        )
        return Carried(best, worst, self.paths, *expected)

    def at(self, target: int) -> Value:
        """Return the values of a node, or of END, ENDLESS or UNSEEN."""
        expected = (line[target] if line else 0.0 for line in (self.chance, self.wait, self.speak))
        return Value(self.best[target], self.worst[target], self.paths[target], *expected)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The complete analysis of one mode of play.

    ``order`` has the expanded nodes, each after all its successors. ``least`` and ``most`` bracket
    every value; they are the same object if the search was exhaustive.
    """

    graph: Graph
    prices: Prices
    order: list[int]
    least: Carried
    most: Carried

    @property
    def mode(self) -> Mode:
        """Return the mode of play."""
        return self.prices.mode

    @property
    def exhaustive(self) -> bool:
        """Whether every state was explored."""
        return not self.graph.truncated

    @property
    def whole(self) -> Value:
        """Return the value of the first state, and so of the scenario.

        If the search was truncated, it is a lower bound.
        """
        return self.least.at(self.graph.first)

    @property
    def best(self) -> Fraction:
        """Return the best credit that a play can earn."""
        return Fraction(self.whole.best, self.prices.unit)

    def percent(self, units: float) -> float:
        """Convert an amount of units to percent of the best; 0 if the best is 0."""
        return units / self.whole.best * 100 if self.whole.best else 0.0

    def yardstick(self) -> Yardstick:
        """Return the yardstick for scorecards; only guided play has a chance line."""
        whole = self.whole
        return Yardstick(
            self.best,
            self.percent(whole.chance),
            self.percent(whole.wait),
            self.percent(whole.speak),
            0.0,
        )


def analyse(graph: Graph, mode: Mode) -> Analysis:
    """Compute the values of all states in this mode; both modes have the same states."""
    prices = price(graph.program.scenario, mode)
    order = ends_first(graph)
    if not graph.truncated:
        exact = _carried_back(graph, prices, order, None)
        return Analysis(graph, prices, order, exact, exact)
    earned = [(min(*p.least, p.passing), max(*p.most, p.passing)) for p in prices.moments]
    low, high = enclose(graph.follower.cfg, earned)
    least, most = (_carried_back(graph, prices, order, side) for side in (low, high))
    # The upper bound may add up credits that exclude each other.
    return Analysis(graph, prices, order, least, most.capped(high.whole))


def price(scenario: Scenario, mode: Mode) -> Prices:
    """Compute the credit of every act in this mode."""
    moments = scenario.moments()
    unit = _unit(scenario, moments)
    return Prices(mode, unit, tuple(_price(scenario, moment, mode, unit) for moment in moments))


def _unit(scenario: Scenario, moments: tuple[Moment, ...]) -> int:
    """Return the common denominator of every credit that can be earned."""
    denominators = {1}
    for moment in moments:
        denominators.add((moment.passing.credit * moment.weight).denominator)
        for option in moment.options:
            # One turn of each timing: the first, the ripe one, the last.
            earned = (moment.credit(option, after) for after in {1, moment.ripe, len(moment.turns)})
            denominators |= {(credit * moment.weight).denominator for credit in earned}
    return lcm(*denominators)


def _price(scenario: Scenario, moment: Moment, mode: Mode, unit: int) -> Price:
    """Compute the credit of the acts of one moment."""

    def units(option: Option | None, after: int) -> int:
        return int(moment.credit(option, after) * moment.weight * unit)

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
    """Return the turns after which the leader decides, counted from 1."""
    if mode == "guided":
        return range(moment.ask, moment.ask + 1)
    return range(1, len(moment.turns) + 1)


def ends_first(graph: Graph) -> list[int]:
    """Return the expanded nodes in post-order: each after all its successors.

    A depth-first search with its own stack, because a script may be deeper than Python's recursion
    limit.
    """
    nodes, expanded = graph.nodes, graph.expanded
    finished: list[int] = []
    state = bytearray(len(nodes))  # of each node: 0 not visited, 1 on the stack, 2 finished
    stack = list(range(expanded))
    while stack:
        number = stack[-1]
        if state[number] == 0:
            state[number] = 1
            node = nodes[number]
            for _, target in node.edges:
                if 0 <= target < expanded and not state[target]:
                    stack.append(target)
            if 0 <= node.passing < expanded and not state[node.passing]:
                stack.append(node.passing)
        else:
            stack.pop()
            # A node is pushed once for each edge to it, but finished only the first time.
            if state[number] == 1:
                state[number] = 2
                finished.append(number)
    return finished


def _carried_back(
    graph: Graph, prices: Prices, order: list[int], unknown: Enclosure | None
) -> Carried:
    """Propagate values backwards from the ends of play.

    ``unknown`` gives the values assumed for nodes that were not expanded and edges that were not
    followed; it is None if there are none.
    """
    nodes = graph.nodes
    none = [0] * len(nodes)
    start = by_target(none, unseen=unknown.whole if unknown else 0, endless=0, end=0)
    if unknown:
        for number in range(graph.expanded, len(nodes)):
            start[number] = unknown.at[nodes[number].position.at]
    best, worst = start.copy(), start.copy()
    paths = by_target(none, unseen=0, endless=0, end=1)  # a loop never becomes a whole play
    for number in order:
        node = nodes[number]
        at = prices.moments[node.meet.number]
        edges, passing = node.edges, node.passing
        # Lists, because generators are slower and this runs for every node.
        best[number] = max(
            [at.passing + best[passing], *[at.most[i] + best[to] for i, to in edges]]
        )
        worst[number] = min(
            [at.passing + worst[passing], *[at.least[i] + worst[to] for i, to in edges]]
        )
        # The same option after another turn is another play.
        paths[number] = len(at.taken) * sum([paths[to] for _, to in edges]) + paths[passing]
    if prices.mode == "live":
        return Carried(best, worst, paths, [], [], [])
    return Carried(
        best, worst, paths, *_expectations(nodes, prices, order, [float(value) for value in start])
    )


def _expectations(
    nodes: list[Node], prices: Prices, order: list[int], start: list[float]
) -> tuple[list[float], ...]:
    """Propagate expectations backwards: of uniform choice, always waiting and always speaking.

    Here and everywhere, floats are summed by ``fsum``: the rounding of ``sum`` changed in Python
    3.12, and results must not depend on the version.
    """
    chance, wait, speak = start.copy(), start.copy(), start.copy()
    for number in order:
        node = nodes[number]
        at = prices.moments[node.meet.number]
        edges, passing = node.edges, node.passing
        earned = fsum([at.asked[i] + chance[to] for i, to in edges])
        chance[number] = (at.passing + chance[passing] + earned) / (len(edges) + 1)
        wait[number] = at.passing + wait[passing]
        spoken = fsum([at.asked[i] + speak[to] for i, to in edges])
        # Without an available option, a leader who always speaks has to wait.
        speak[number] = spoken / len(edges) if edges else at.passing + speak[passing]
    return chance, wait, speak
