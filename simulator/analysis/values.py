"""Compute the best, worst and expected credit from every decision on, and the number of plays.

Values are propagated backwards from the ends of play, so credit is not part of a state. Best and
worst are exact integers, in units of 1/``unit`` credit. Expectations are floats. Numbers of plays
are exact integers of any size.

If the search was truncated, values are propagated twice: once from the lower and once from the
upper bound of each unknown state (``bounds``). Each value is monotone in the values of its
successors, so the two passes bracket the true value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import fsum

from simulator.analysis.bounds import Enclosure, enclose
from simulator.analysis.explore import Graph, Node, by_target
from simulator.analysis.prices import Price, Prices, price
from simulator.scenario.model import Mode
from simulator.scoring.scorecard import Yardstick


@dataclass(frozen=True, slots=True)
class Value:
    """The values of a state, in units of credit, with the number of plays from it (``paths``).

    ``chance``, ``wait``, ``speak`` and ``timing`` are expectations over guided play.
    """

    best: int
    worst: int
    paths: int
    chance: float
    wait: float
    speak: float
    timing: float


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
    timing: list[float]

    @property
    def expected(self) -> tuple[list[float], ...]:
        """The expectations: of chance, always waiting, always speaking and timing only."""
        return self.chance, self.wait, self.speak, self.timing

    def capped(self, whole: int) -> "Carried":
        """Return a copy in which no credit exceeds ``whole``."""
        best, worst = ([min(whole, value) for value in line] for line in (self.best, self.worst))
        expected = ([min(float(whole), value) for value in line] for line in self.expected)
        return Carried(best, worst, self.paths, *expected)

    def at(self, target: int) -> Value:
        """Return the values of a node, or of END, ENDLESS or UNSEEN."""
        expected = (line[target] if line else 0.0 for line in self.expected)
        return Value(self.best[target], self.worst[target], self.paths[target], *expected)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The complete analysis of one mode of play.

    ``priced`` has the price of each node, ``order`` the expanded nodes, each after all its
    successors. ``least`` and ``most`` bracket every value; they are the same object if the search
    was exhaustive.
    """

    graph: Graph
    prices: Prices
    priced: list[Price]
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
            self.percent(whole.timing),
        )


def analyse(graph: Graph, mode: Mode) -> Analysis:
    """Compute the values of all states in this mode.

    The graph must be one of this mode, or of a program that is the same in both modes.
    """
    assert graph.follower.mode == mode or graph.program.same_in_both_modes
    prices = price(graph.program, mode)
    priced = [prices.at(node.meet, node.position.judged) for node in graph.nodes]
    order = ends_first(graph)
    if not graph.truncated:
        exact = _carried_back(graph, mode, priced, order, None)
        return Analysis(graph, prices, priced, order, exact, exact)
    low, high = enclose(graph.follower.cfg, list(_extremes(prices)))
    least, most = (_carried_back(graph, mode, priced, order, side) for side in (low, high))
    # The upper bound may add up credits that exclude each other.
    return Analysis(graph, prices, priced, order, least, most.capped(high.whole))


def _extremes(prices: Prices) -> Iterator[tuple[int, int]]:
    """Yield the least and the most that an act earns in each moment, whatever was lost before."""
    for number, moment in enumerate(prices.moments):
        found = prices.mending.get(number, (moment,))
        earned = [units for each in found for units in (*each.least, *each.most, each.passing)]
        yield min(earned), max(earned)


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
    graph: Graph, mode: Mode, priced: list[Price], order: list[int], unknown: Enclosure | None
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
    # Loops and comparisons, here and below: calls and lists for each kind of value take twice as
    # long, and this runs for every node.
    for number in order:
        node, at = nodes[number], priced[number]
        passing, most, least, turns = node.passing, at.most, at.least, at.turns
        high, low, plays = at.passing + best[passing], at.passing + worst[passing], paths[passing]
        for i, to in node.edges:
            value = most[i] + best[to]
            if value > high:
                high = value
            value = least[i] + worst[to]
            if value < low:
                low = value
            # The same option after another turn is another play.
            plays += turns[i] * paths[to]
        best[number], worst[number], paths[number] = high, low, plays
    if mode == "live":
        return Carried(best, worst, paths, [], [], [], [])
    expected = _expectations(nodes, priced, order, [float(value) for value in start])
    return Carried(best, worst, paths, *expected)


def _expectations(
    nodes: list[Node], priced: list[Price], order: list[int], start: list[float]
) -> tuple[list[float], ...]:
    """Propagate the expectations of guided play backwards.

    They are those of uniform choice, of always waiting, of always speaking, and of speaking exactly
    in the cues; lines are drawn uniformly.

    Here and everywhere, floats are summed by ``fsum``: the rounding of ``sum`` changed in Python
    3.12, and results must not depend on the version.
    """
    chance, wait, speak, timing = start.copy(), start.copy(), start.copy(), start.copy()
    for number in order:
        node, at = nodes[number], priced[number]
        passing, passed, most = node.passing, at.passing, at.most
        of_chance, of_speak, of_timing = [], [], []
        for i, to in node.edges:
            earned = most[i]
            of_chance.append(earned + chance[to])
            of_speak.append(earned + speak[to])
            of_timing.append(earned + timing[to])
        count = len(of_chance)
        chance[number] = (passed + chance[passing] + fsum(of_chance)) / (count + 1)
        wait[number] = passed + wait[passing]
        # Without an available option, a leader who wants to speak has to wait.
        speak[number] = fsum(of_speak) / count if count else passed + speak[passing]
        if count and not node.meet.moment.leave:
            timing[number] = fsum(of_timing) / count
        else:
            timing[number] = passed + timing[passing]
    return chance, wait, speak, timing
