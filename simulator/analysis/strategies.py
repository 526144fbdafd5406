"""Test-wise strategies: what a leader earns who looks at the options and never at the group.

Each is a policy for guided play: given a moment and the options on offer, how often it takes which act. What it earns is worked
out and not sampled: how often it comes to each state is carried forward from the first. Where nothing is on offer, all wait.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.analysis.explore import Node
from simulator.analysis.values import Analysis
from simulator.engine.draw import order
from simulator.scenario.model import Moment, Option, Scenario, names_in_case

CHANCE = "chance"
ALWAYS_WAIT = "always wait"
ALWAYS_SPEAK = "always speak"
LONGEST = "longest"
SHORTEST = "shortest"
FIRST_SHOWN = "first shown"
MOST_HEDGED = "most hedged"
MOST_SENTENCES = "most sentences"
ENDS_ASKING = "ends asking"

WAITING = -1
"""The act of saying nothing, where acts are places."""

SEEDS = range(200)
"""The seeds whose orders of options the first one shown is averaged over."""

HEDGES = (
    "perhaps",
    "maybe",
    "possibly",
    "probably",
    "might",
    "may",
    "could",
    "seem",
    "seems",
    "wonder",
    "wondering",
    "suppose",
    "guess",
    "somehow",
    "a little",
    "a bit",
    "sort of",
    "not sure",
    "I think",
)
"""Words and phrases that soften what is said, a list of our own; counted as whole words, in large or small letters."""

_HEDGE = re.compile(
    "|".join(rf"\b{hedge}\b".replace(" ", r"\s+") for hedge in HEDGES), re.IGNORECASE
)

_END = re.compile(r"[.?!\u2026]+")

Shares = tuple[tuple[int, float], ...]
"""Acts (an option's place in the file, or WAITING), each with how often it is taken; together 1, and none is 0."""

Policy = Callable[[Moment, tuple[int, ...]], Shares]
"""Told a moment and the places of the options on offer in it (one at least), it says what is taken how often."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A policy and the name it is told by."""

    name: str
    policy: Policy


def percents(analysis: Analysis) -> dict[str, float]:
    """Map each strategy that fits the scenario to what it earns in percent of the best; of guided play, all of it seen."""
    assert analysis.exhaustive
    assert analysis.mode == "guided"
    return {
        one.name: percent(analysis, one.policy)
        for one in strategies(analysis.graph.program.scenario)
    }


def percent(analysis: Analysis, policy: Policy) -> float:
    """What a policy earns on average, in percent of the best."""
    return analysis.percent(_earned(analysis, policy))


def strategies(scenario: Scenario) -> tuple[Strategy, ...]:
    """Every strategy that fits a scenario, so that there is something to choose by; wordings are those of case one."""
    names = names_in_case(scenario, 0)
    options = [option for moment in scenario.moments() for option in moment.options]

    def length(option: Option) -> int:
        return len(option.say.fill(names))

    def length_in_sentences(option: Option) -> int:
        return sentences(option.say.fill(names))

    def asking(option: Option) -> bool:
        return asks(option.say.fill(names))

    def hedged(option: Option) -> int:
        return hedges(option.say.fill(names))

    used = {option.do for option in options}
    return (
        Strategy(CHANCE, _chance),
        Strategy(ALWAYS_WAIT, lambda moment, offered: _evenly([WAITING])),
        Strategy(ALWAYS_SPEAK, lambda moment, offered: _evenly(offered)),
        Strategy(LONGEST, _most(length)),
        Strategy(SHORTEST, _most(lambda option: -length(option))),
        Strategy(FIRST_SHOWN, _first_shown),
        *(
            [Strategy(MOST_SENTENCES, _most(length_in_sentences))]
            if len(set(map(length_in_sentences, options))) > 1
            else []
        ),
        *([Strategy(ENDS_ASKING, _most(asking))] if any(map(asking, options)) else []),
        *([Strategy(MOST_HEDGED, _most(hedged))] if any(map(hedged, options)) else []),
        *[
            Strategy(always(kind), _of_kind(kind))
            for kind in scenario.catalogue.kinds
            if kind in used
        ],
    )


def always(kind: str) -> str:
    """The name of the strategy that takes this kind wherever it is on offer."""
    return f"always {kind}"


def hedges(text: str) -> int:
    """How many words or phrases of ``HEDGES`` a text has."""
    return len(_HEDGE.findall(text))


def sentences(text: str) -> int:
    """How many sentences a text has: the groups of signs that end one."""
    return len(_END.findall(text))


def asks(text: str) -> bool:
    """Whether a text ends with a question."""
    return text.rstrip("\"'\u2019\u201d) ").endswith("?")


def _evenly(acts: Sequence[int]) -> Shares:
    return tuple((act, 1 / len(acts)) for act in acts)


def _chance(moment: Moment, offered: tuple[int, ...]) -> Shares:
    return _evenly((WAITING, *offered))


def _most(score: Callable[[Option], int]) -> Policy:
    """Take the option of the highest score, any of them where several have it."""

    def policy(moment: Moment, offered: tuple[int, ...]) -> Shares:
        scores = {i: score(moment.options[i]) for i in offered}
        top = max(scores.values())
        return _evenly([i for i in offered if scores[i] == top])

    return policy


def _of_kind(kind: str) -> Policy:
    """Take an option of this kind, any of them where there are several; wait where there is none."""

    def policy(moment: Moment, offered: tuple[int, ...]) -> Shares:
        return _evenly([i for i in offered if moment.options[i].do == kind] or [WAITING])

    return policy


def _first_shown(moment: Moment, offered: tuple[int, ...]) -> Shares:
    """Take what stands first on the screen: each option as often as that happens over ``SEEDS``, each moment by itself."""
    firsts = Counter(
        next(i for i in shown if i in offered) for shown in _orders(moment.id, len(moment.options))
    )
    return tuple((i, times / len(SEEDS)) for i, times in firsts.items())


@cache
def _orders(moment: str, count: int) -> tuple[tuple[int, ...], ...]:
    """The orders in which a moment's options are shown, by the draw that ``play.step`` makes."""
    return tuple(order(seed, f"options/{moment}", count) for seed in SEEDS)


def _earned(analysis: Analysis, policy: Policy) -> float:
    """What a policy earns on average, in units."""
    graph = analysis.graph
    often = [0.0] * len(graph.nodes) + [
        0.0,
        0.0,
        0.0,
    ]  # ways that lead to no node find their entry by a negative number
    often[graph.first] = 1.0
    known: dict[tuple[int, tuple[int, ...]], Shares] = {}
    earned = 0.0
    for number in reversed(analysis.order):
        if often[number]:
            for share, units, to in _ways(analysis, graph.nodes[number], policy, known):
                earned += often[number] * share * units
                often[to] += often[number] * share
    return earned


def _ways(
    analysis: Analysis, node: Node, policy: Policy, known: dict[tuple[int, tuple[int, ...]], Shares]
) -> Iterator[tuple[float, int, int]]:
    """The acts that a policy takes in a state: how often, what it earns in units, and where it leads."""
    price = analysis.prices.moments[node.meet.number]
    targets = dict(node.ways)
    state = node.meet.number, tuple(targets)
    shares = known.get(state)
    if shares is None:
        shares = known[state] = (
            policy(node.meet.moment, state[1]) if targets else _evenly([WAITING])
        )
    for act, share in shares:
        if act == WAITING:
            yield share, price.passing, node.passing
        else:
            yield share, price.asked[act], targets[act]
