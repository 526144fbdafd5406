"""Compute the value of every act with the best play afterwards, and where credit is lost.

The cost of an act is the value of the best act at that point minus its own ("What a choice cost" in
``docs/scenario-language.md``). Weighted by how often random plays reach each state, the costs of
all decisions add up to the difference between the best play and the chance line. The share of each
moment in that sum says how much depends on the moment.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import fsum
from operator import itemgetter

from simulator.analysis.blocks import WAITING
from simulator.analysis.explore import WAITED, Graph, act_name, by_target
from simulator.analysis.prices import Price
from simulator.analysis.values import Analysis
from simulator.engine.instructions import Meet
from simulator.scenario.model import Moment


@dataclass(frozen=True, slots=True)
class Decision:
    """An act after a turn of a moment, over all states in which it is available, in credit.

    ``least_value`` and ``most_value`` are the credit still earned with the best play afterwards.
    The costs are the credit lost against the best act. ``mean_cost`` is weighted in guided play by
    how often random plays reach each state. In live play, where chance is not defined, all states
    have the same weight.
    """

    moment: str
    after: int
    act: str
    least_value: Fraction
    most_value: Fraction
    least_cost: Fraction
    most_cost: Fraction
    mean_cost: float


@dataclass(frozen=True, slots=True)
class Leverage:
    """How much depends on a moment; costs are means in credit, as in ``Decision``.

    In guided play they are measured at the turn where the moment asks, in live play when it is
    ripe. ``best`` and ``second`` are the acts with the lowest costs; ``second_cost`` is the cost of
    ``second``. ``misjudged`` is the cost of getting speak or wait wrong: of waiting out a cue, or
    of speaking (any option) in a leave.

    In guided play, ``met`` is how often random plays reach the moment (0 to 1), and ``lost`` the
    credit they lose here. Summed over all moments, ``lost`` is best minus chance.
    """

    moment: str
    best: str
    second: str
    second_cost: float
    misjudged: float
    met: float | None
    lost: float | None


@dataclass(frozen=True, slots=True)
class Costs:
    """Every act of every reachable moment, and how much depends on each moment.

    Both are in the order of the script; decisions are also in the order of the turns.
    """

    decisions: tuple[Decision, ...]
    leverage: tuple[Leverage, ...]


@dataclass(slots=True)
class _Sum:
    """Accumulates one act's figures over all states, in units; ``weight`` is the states' total."""

    least: int
    most: int
    cheapest: int
    dearest: int
    weight: float = 0.0
    weighed: float = 0.0

    @property
    def mean_cost(self) -> float:
        # The probability of a very deep state can underflow to 0.
        return self.weighed / self.weight if self.weight else float(self.cheapest)


_Sums = dict[int, _Sum]
"""The figures of each act after one turn of one moment, by option index or WAITING."""


def costs(analysis: Analysis) -> Costs:
    """Compute the value and the cost of every decision."""
    sums, asked, lost = _gathered(analysis)
    unit, decisions, leverage = analysis.prices.unit, [], []
    credit = _in_credit(unit)
    # Moments are numbered in the order of the script; those that no play reaches have no sums.
    for place, moment in enumerate(analysis.graph.program.moments):
        for after, acts_then in sums[place].items():
            # WAITING (-1) comes before the options.
            for act, found in sorted(acts_then.items()):
                decisions.append(_decision(moment, after, act, found, credit, unit))
        if asked[place]:
            leverage.append(_leverage(analysis, place, asked[place], lost[place]))
    return Costs(tuple(decisions), tuple(leverage))


def _gathered(analysis: Analysis) -> tuple[list[dict[int, _Sums]], list[_Sums], list[float]]:
    """Return figures by moment: after each turn, when the leader is asked, and the credit lost.

    In live play nobody asks: then the second is that of the best time to act.
    """
    best, weights, guided = analysis.least.best, _weights(analysis), analysis.mode == "guided"
    prices = analysis.prices.moments
    # By moment and turn. Prices have the turns in their order.
    sums: list[dict[int, _Sums]] = [{after: {} for after in price.taken} for price in prices]
    at_best_time: list[_Sums] = [{} for _ in prices]
    lost = [0.0] * len(prices)
    for number in analysis.order:
        node, weight, price = analysis.graph.nodes[number], weights[number], analysis.priced[number]
        place = node.meet.number
        ways = analysis.graph.follower.moments[node.position.at].ways
        passing = best[node.passing]
        spoken = [(i, ways[i].option, best[to]) for i, to in node.edges]
        here = sums[place]
        for after, acts, top in action_values(price, spoken, passing):
            mean = _gather(here[after], acts, top, weight)
        if guided:
            # Guided play asks after one turn only, so the loop above ran exactly once.
            lost[place] += weight * mean
        else:
            # In live play, compare acting at the best time with waiting the moment out.
            timely = {WAITING: price.passing + passing}
            for i, option, value in spoken:
                timely[option] = max(price.most[i] + value, timely.get(option, 0))
            _gather(at_best_time[place], list(timely.items()), max(timely.values()), weight)
    if not guided:
        return sums, at_best_time, lost
    moments = analysis.graph.program.moments
    return sums, [then[moment.ask] for then, moment in zip(sums, moments, strict=True)], lost


def _weights(analysis: Analysis) -> list[float]:
    # Live play has no chance line, so all states count equally there.
    return reach(analysis) if analysis.mode == "guided" else [1.0] * len(analysis.graph.nodes)


def _gather(sums: _Sums, acts: list[tuple[int, int]], top: int, weight: float) -> float:
    """Add the acts of one state after one turn to ``sums``; return their average cost in units.

    ``top`` is the value of the best of them.
    """
    all_costs = 0
    for act, value in acts:
        cost = top - value
        all_costs += cost
        found = sums.get(act)
        if found is None:
            sums[act] = _Sum(value, value, cost, cost, weight, weight * cost)
            continue
        # Comparisons instead of ``min`` and ``max``, which cost a call each.
        if value < found.least:
            found.least = value
        elif value > found.most:
            found.most = value
        if cost < found.cheapest:
            found.cheapest = cost
        elif cost > found.dearest:
            found.dearest = cost
        found.weight += weight
        found.weighed += weight * cost
    return all_costs / len(acts)


def _in_credit(unit: int) -> Callable[[int], Fraction]:
    """Return the function that converts units to credit."""
    # Cached, because the decisions of a scenario have few amounts, and a ``Fraction`` is slow.
    return cache(lambda units: Fraction(units, unit))


def _decision(
    moment: Moment, after: int, act: int, found: _Sum, credit: Callable[[int], Fraction], unit: int
) -> Decision:
    return Decision(
        moment.id,
        after,
        act_name(moment, act),
        credit(found.least),
        credit(found.most),
        credit(found.cheapest),
        credit(found.dearest),
        found.mean_cost / unit,
    )


def action_values(
    price: Price, spoken: list[tuple[int, int, int]], passing: int
) -> Iterator[tuple[int, list[tuple[int, int]], int]]:
    """Yield each turn of a moment, last turn first, with its acts and their values in units.

    The third item is the value of the best act. ``spoken`` are the available ways to act: way,
    option, and the credit that can be earned after it; an act is an option. ``passing`` is the
    credit that can be earned after nobody acted. WAITING comes first. Its value is that of the best
    act after the next turn, because the leader may still speak then.
    """
    top = price.passing + passing
    for after, earned in reversed(price.taken.items()):
        acts = [(WAITING, top)]
        # Not a list and ``max``, which take longer, and this runs for every turn of every state.
        for i, option, best in spoken:
            if i in earned:
                value = earned[i] + best
                acts.append((option, value))
                if value > top:
                    top = value
        yield after, acts, top


def reach(analysis: Analysis) -> list[float]:
    """Return how often random plays reach each node (0 to 1), in guided play."""
    graph = analysis.graph
    often = by_target([0.0] * len(graph.nodes), unseen=0.0, endless=0.0, end=0.0)
    # Without any decision ``first`` is END, which is a valid index as well.
    often[graph.first] = 1.0
    # Reversed, the order has every node after all its predecessors.
    for number in reversed(analysis.order):
        node = graph.nodes[number]
        share = often[number] / (len(node.edges) + 1)
        often[node.passing] += share
        for _, to in node.edges:
            often[to] += share
    return often[: len(graph.nodes)]


def _leverage(analysis: Analysis, number: int, acts: _Sums, lost: float) -> Leverage:
    moment, unit = analysis.graph.program.moments[number], analysis.prices.unit
    # Of acts with equal cost, WAITING (-1) ranks first, then the options in the file's order.
    ranked = sorted(acts, key=lambda act: (acts[act].mean_cost, act))
    spoken = [found.mean_cost for act, found in acts.items() if act != WAITING]
    misjudged = fsum(spoken) / len(spoken) if moment.leave and spoken else acts[WAITING].mean_cost
    # In a moment without an available option, waiting is the only act.
    second = ranked[1] if len(ranked) > 1 else ranked[0]
    guided = analysis.mode == "guided"
    return Leverage(
        moment.id,
        act_name(moment, ranked[0]),
        act_name(moment, second) if len(ranked) > 1 else "",
        acts[second].mean_cost / unit,
        misjudged / unit,
        acts[WAITING].weight if guided else None,
        lost / unit if guided else None,
    )


def best_line(analysis: Analysis) -> tuple[tuple[str, int, str], ...]:
    """Return the decisions (moment, after turn, act) of a play that earns the most.

    Of equal options it takes the first in the file; of equal turns, the first one that is not
    before the moment is ripe. In live play a moment in which the leader acts has one decision here,
    after the turn at which the act is said.
    """
    graph, best, line = analysis.graph, analysis.least.best, []
    number = graph.first
    # Negative numbers stand for END, ENDLESS and UNSEEN.
    while number >= 0:
        node = graph.nodes[number]
        moment, price = node.meet.moment, analysis.priced[number]
        ways = graph.follower.moments[node.position.at].ways
        waiting = price.passing + best[node.passing]
        spoken = [(price.most[i] + best[to], i, to) for i, to in node.edges]
        # Without options, the default's value is below any other, so that waiting wins.
        nothing = (-1, WAITING, node.passing)
        value, i, number = max(spoken, key=itemgetter(0), default=nothing)
        # Of equal acts, wait in a leave and speak in a cue: what the moment calls for.
        if value < waiting or (value == waiting and moment.leave):
            last_turn = len(moment.turns) if analysis.mode == "live" else moment.ask
            line.append((moment.id, last_turn, WAITED))
            number = node.passing
        else:
            option = moment.options[ways[i].option]
            line.append((moment.id, _best_turn(moment.ripe, price, i), option.id))
    return tuple(line)


def _best_turn(ripe: int, price: Price, way: int) -> int:
    """Return the first turn at which an option earns the most, if possible not before ``ripe``."""
    best = [after for after in price.taken if price.taken[after].get(way) == price.most[way]]
    # False sorts before True, so early turns come last.
    return min(best, key=lambda after: (after < ripe, after))


def unreached(graph: Graph) -> tuple[str, ...]:
    """Return the moments, options (``moment.option``) and labels that no play reaches.

    Moments with their options come first, then labels, each in the order of the script. An
    unreached moment is listed without its options. If the search was truncated, only what no edge
    of the control-flow graph leads to is listed: everything else may be reachable.
    """
    program = graph.program
    seen = graph.follower.cfg.reachable() if graph.truncated else graph.seen
    found = []
    for moment, at in zip(program.moments, program.meets, strict=True):
        if not seen[at]:
            found.append(moment.id)
            continue
        meet = program.code[at]
        assert isinstance(meet, Meet)
        # The consequences of an option are reached exactly by the plays that take it.
        for option, to in zip(moment.options, meet.options, strict=True):
            if not seen[to]:
                found.append(f"{moment.id}.{option.id}")
    return (*found, *(label for label, at in program.labels.items() if not seen[at]))
