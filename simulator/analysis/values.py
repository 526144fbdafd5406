"""Exact values: the best, worst and expected credit from every decision on, and the number of plays.

Credit is carried back from the ends and is no part of a state. Best and worst are whole multiples of ``unit`` and exact;
expectations are floats; numbers of plays are exact whole numbers of any size.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from simulator.analysis.explore import END, ENDLESS, WAITED, Graph, Node
from simulator.play.program import Meet
from simulator.play.step import Mode
from simulator.scenario.model import Moment, Option, Scenario
from simulator.scoring.evidence import credit_of
from simulator.scoring.scorecard import Yardstick


@dataclass(frozen=True, slots=True)
class Value:
    """What the future of a state holds, in units of credit; chance and the policies are expectations over guided play."""

    best: int
    worst: int
    chance: float
    wait: float
    speak: float
    paths: int


_AT = {END: Value(0, 0, 0.0, 0.0, 0.0, 1), ENDLESS: Value(0, 0, 0.0, 0.0, 0.0, 0)}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an act in a moment is worth: the most and the least it gives away against the best act, over all states (credit)."""

    moment: str
    act: str
    after: int
    least_cost: Fraction
    most_cost: Fraction


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
class Analysis:
    """The whole of one mode of play; ``values`` has one entry a node of ``graph``."""

    mode: Mode
    graph: Graph
    unit: int
    prices: tuple[Price, ...]
    values: tuple[Value, ...]

    @property
    def exhaustive(self) -> bool:
        """Whether every state was seen."""
        return not self.graph.truncated

    @property
    def whole(self) -> Value:
        """The value of the first state: of the scenario."""
        return self.at(self.graph.first)

    @property
    def best(self) -> Fraction:
        """The best credit reachable."""
        return Fraction(self.whole.best, self.unit)

    def at(self, target: int) -> Value:
        """The value of a node, or of END or ENDLESS."""
        return _AT[target] if target < 0 else self.values[target]

    def percent(self, units: float) -> float:
        """Return an amount of units in percent of the best."""
        return units / self.whole.best * 100 if self.whole.best else 0.0

    def yardstick(self) -> Yardstick:
        """What scorecards are measured by; only guided play has a chance line."""
        whole = self.whole
        return Yardstick(self.best, self.percent(whole.chance), self.percent(whole.wait), self.percent(whole.speak))

    def acts(self, node_number: int, after: int) -> dict[str, Fraction]:
        """Map each act on offer after turn ``after`` to its value in credit, with the best play afterwards."""
        node = self.graph.nodes[node_number]
        return {act: Fraction(value, self.unit) for act, value in _acts(self, node, after).items()}

    def best_acts(self, node_number: int) -> tuple[str, ...]:
        """The acts that a moment asked for: of its options, said in time, and of waiting it out, those of the highest value."""
        node = self.graph.nodes[node_number]
        moment, price = node.meet.moment, self.prices[node.meet.number]
        timely = _acts(self, node, moment.ask if self.mode == "guided" else moment.ripe)
        values = {**timely, WAITED: price.passing + self.at(node.passing).best}
        top = max(values.values())
        return tuple(act for act, value in values.items() if value == top)


def analyse(graph: Graph, mode: Mode) -> Analysis:
    """Value every state of ``graph`` for this mode; the states are the same in both."""
    moments = graph.program.moments
    unit = _unit(graph.program.scenario)
    prices = tuple(_price(graph.program.scenario, moment, mode, unit) for moment in moments)
    if graph.truncated:
        return Analysis(mode, graph, unit, prices, ())
    values: list[Value | None] = [None] * len(graph.nodes)
    for number in _ends_first(graph):
        node = graph.nodes[number]
        values[number] = _value(node, prices[node.meet.number], values)
    return Analysis(mode, graph, unit, prices, tuple(value for value in values if value is not None))


def yardstick(guided: Analysis, played: Analysis) -> Yardstick:
    """The yardstick of a play: best from its own mode, chance and policies always from guided play."""
    line = guided.yardstick()
    return Yardstick(played.best, line.chance, line.always_wait, line.always_speak)


def decisions(analysis: Analysis) -> tuple[Decision, ...]:
    """Every act of every moment with what it gives away, in the order of the script, then of the turns and the file."""
    costs: dict[tuple[int, int, int, str], list[Fraction]] = {}
    for node in analysis.graph.nodes:
        for after in _turns(node.meet.moment, analysis.mode):
            acts = _acts(analysis, node, after)
            top = max(acts.values())
            for place, (act, value) in enumerate(acts.items()):
                key = (node.meet.number, after, place if act != WAITED else -1, act)
                costs.setdefault(key, []).append(Fraction(top - value, analysis.unit))
    moments = analysis.graph.program.moments
    return tuple(Decision(moments[n].id, act, after, min(c), max(c)) for (n, after, _, act), c in sorted(costs.items()))


def unreached(graph: Graph) -> tuple[str, ...]:
    """The moments, options (``moment.option``) and labels that no play comes to, in the order of the script."""
    program = graph.program
    found = []
    for number, moment in enumerate(program.moments):
        at = program.meets[number]
        if not graph.seen[at]:
            found.append(moment.id)
            continue
        meet = program.code[at]
        assert isinstance(meet, Meet)
        found += [f"{moment.id}.{o.id}" for o, way in zip(moment.options, meet.options, strict=True) if not graph.seen[way]]
    return (*found, *(label for label, at in program.labels.items() if not graph.seen[at]))


def _unit(scenario: Scenario) -> int:
    """The common denominator of every credit that can be earned."""
    denominators = [1]
    for moment in scenario.moments():
        denominators.append((moment.passing.credit * moment.weight).denominator)
        for option in moment.options:
            earned = (credit_of(scenario, moment, option, after) for after in range(1, len(moment.turns) + 1))
            denominators += [(credit * moment.weight).denominator for credit in earned]
    return lcm(*denominators)


def _price(scenario: Scenario, moment: Moment, mode: Mode, unit: int) -> Price:
    def units(option: Option | None, after: int) -> int:
        return int(credit_of(scenario, moment, option, after) * moment.weight * unit)

    taken = {after: tuple(units(option, after) for option in moment.options) for after in _turns(moment, mode)}
    return Price(
        taken,
        units(None, 0),
        tuple(map(max, zip(*taken.values(), strict=True))),
        tuple(map(min, zip(*taken.values(), strict=True))),
        tuple(units(option, moment.ask) for option in moment.options),
    )


def _turns(moment: Moment, mode: Mode) -> range:
    """The turns after which the leader decides."""
    return range(moment.ask, moment.ask + 1) if mode == "guided" else range(1, len(moment.turns) + 1)


def _ends_first(graph: Graph) -> list[int]:
    """Number the nodes so that each comes after all it leads to (a depth-first search without recursion)."""
    finished: list[int] = []
    state = bytearray(len(graph.nodes))
    stack = list(range(len(graph.nodes)))
    while stack:
        number = stack[-1]
        if state[number] == 0:
            state[number] = 1
            node = graph.nodes[number]
            stack += [target for target in (*node.targets, node.passing) if target >= 0 and not state[target]]
        else:
            stack.pop()
            if state[number] == 1:
                state[number] = 2
                finished.append(number)
    return finished


def _value(node: Node, price: Price, values: list[Value | None]) -> Value:
    ways = [(i, _known(target, values)) for i, target in zip(node.offered, node.targets, strict=True)]
    passed = _known(node.passing, values)
    return Value(
        max([price.passing + passed.best, *(price.most[i] + way.best for i, way in ways)]),
        min([price.passing + passed.worst, *(price.least[i] + way.worst for i, way in ways)]),
        _mean([price.passing + passed.chance, *(price.asked[i] + way.chance for i, way in ways)]),
        price.passing + passed.wait,
        _mean([price.asked[i] + way.speak for i, way in ways] or [price.passing + passed.speak]),
        len(price.taken) * sum(way.paths for _, way in ways) + passed.paths,
    )


def _known(target: int, values: list[Value | None]) -> Value:
    value = _AT[target] if target < 0 else values[target]
    assert value is not None, "a node is valued after all it leads to"
    return value


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _acts(analysis: Analysis, node: Node, after: int) -> dict[str, int]:
    """The value, in units, of each act after turn ``after``, with the best play afterwards."""
    price, options = analysis.prices[node.meet.number], node.meet.moment.options
    ways = [(i, analysis.at(target).best) for i, target in zip(node.offered, node.targets, strict=True)]
    later = [taken[i] + best for turn, taken in price.taken.items() if turn > after for i, best in ways]
    waiting = max([price.passing + analysis.at(node.passing).best, *later])
    return {**{options[i].id: price.taken[after][i] + best for i, best in ways}, WAITED: waiting}
