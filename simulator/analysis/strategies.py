"""Test-wise strategies: the credit earned by a leader who looks at the options, never at the group.

Each strategy is a policy for guided play: given a moment and its available options, how often it
takes each act. Its credit is computed, not sampled: the probability of reaching each state is
propagated forward from the first. If no option is available, every strategy waits.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.analysis.blocks import WAITING
from simulator.analysis.explore import by_target
from simulator.analysis.values import Analysis
from simulator.engine.pause import order_of_options
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

SEEDS = range(200)
"""The seeds over which the ``first shown`` strategy averages the order of the options."""

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
"""Words and phrases that soften a statement; our own list. Matches whole words in any case."""

# A phrase may be folded over two lines of the file.
_HEDGE = re.compile(
    "|".join(rf"\b{hedge}\b".replace(" ", r"\s+") for hedge in HEDGES), re.IGNORECASE
)

_END = re.compile(r"[.?!\u2026]+")

Shares = tuple[tuple[int, float], ...]
"""Acts (an option's index in the file, or WAITING), each with its probability.

Every probability is above 0; they add up to 1.
"""

Policy = Callable[[Moment, tuple[int, ...]], Shares]
"""Maps a moment and the indices of its available options (at least one) to the acts taken."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A policy and its name in reports."""

    name: str
    policy: Policy


def percents(analysis: Analysis) -> dict[str, float]:
    """Map each strategy that fits the scenario to its credit in percent of the best.

    The analysis must be exhaustive and of guided play.
    """
    assert analysis.exhaustive
    assert analysis.mode == "guided"
    return {
        one.name: percent(analysis, one.policy)
        for one in strategies(analysis.graph.program.scenario)
    }


def habits(analysis: Analysis) -> dict[str, float]:
    """Map each strategy but the chance line to its percent: what can become a habit."""
    found = percents(analysis)
    del found[CHANCE]
    return found


def percent(analysis: Analysis, policy: Policy) -> float:
    """Return the average credit of a policy in percent of the best."""
    return analysis.percent(_earned(analysis, policy))


def strategies(scenario: Scenario) -> tuple[Strategy, ...]:
    """Return every strategy that fits a scenario: those whose criterion tells its options apart.

    Wordings are those of the first case.
    """
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

    found = [
        Strategy(CHANCE, _chance),
        Strategy(ALWAYS_WAIT, lambda moment, offered: _evenly([WAITING])),
        Strategy(ALWAYS_SPEAK, lambda moment, offered: _evenly(offered)),
        Strategy(LONGEST, _most(length)),
        Strategy(SHORTEST, _most(lambda option: -length(option))),
        Strategy(FIRST_SHOWN, _first_shown),
    ]
    if len(set(map(length_in_sentences, options))) > 1:
        found.append(Strategy(MOST_SENTENCES, _most(length_in_sentences)))
    if any(map(asking, options)):
        found.append(Strategy(ENDS_ASKING, _most(asking)))
    if any(map(hedged, options)):
        found.append(Strategy(MOST_HEDGED, _most(hedged)))
    used = {option.do for option in options}
    for kind in scenario.catalogue.kinds:
        if kind in used:
            found.append(Strategy(always(kind), _of_kind(kind)))
    return tuple(found)


def always(kind: str) -> str:
    """Return the name of the strategy that takes this kind whenever it is available."""
    return f"always {kind}"


def hedges(text: str) -> int:
    """Count the words and phrases of ``HEDGES`` in a text."""
    return len(_HEDGE.findall(text))


def sentences(text: str) -> int:
    """Count the sentences of a text: the groups of punctuation marks that end one."""
    return len(_END.findall(text))


def asks(text: str) -> bool:
    """Return whether a text ends with a question; closing quotes and brackets are ignored."""
    return text.rstrip("\"'\u2019\u201d) ").endswith("?")


def _evenly(acts: Sequence[int]) -> Shares:
    return tuple((act, 1 / len(acts)) for act in acts)


def _chance(moment: Moment, offered: tuple[int, ...]) -> Shares:
    return _evenly((WAITING, *offered))


def _most(score: Callable[[Option], int]) -> Policy:
    """Return the policy that takes the option with the highest score; ties are drawn evenly."""

    def policy(moment: Moment, offered: tuple[int, ...]) -> Shares:
        scores = {i: score(moment.options[i]) for i in offered}
        top = max(scores.values())
        return _evenly([i for i in offered if scores[i] == top])

    return policy


def _of_kind(kind: str) -> Policy:
    """Return the policy that takes any option of this kind, or waits if there is none."""

    def policy(moment: Moment, offered: tuple[int, ...]) -> Shares:
        return _evenly([i for i in offered if moment.options[i].do == kind] or [WAITING])

    return policy


def _first_shown(moment: Moment, offered: tuple[int, ...]) -> Shares:
    """Take the first option on the screen, averaged over ``SEEDS`` for each moment separately."""
    firsts: Counter[int] = Counter()
    for shown in _orders(moment.id, len(moment.options)):
        firsts[next(i for i in shown if i in offered)] += 1
    return tuple((i, times / len(SEEDS)) for i, times in firsts.items())


@cache
def _orders(moment: str, count: int) -> tuple[tuple[int, ...], ...]:
    """Return the orders in which a moment's options are shown, one per seed."""
    return tuple(order_of_options(seed, moment, count) for seed in SEEDS)


def _earned(analysis: Analysis, policy: Policy) -> float:
    """Return the average credit of a policy in units."""
    graph = analysis.graph
    often = by_target([0.0] * len(graph.nodes), unseen=0.0, endless=0.0, end=0.0)
    often[graph.first] = 1.0
    known: dict[tuple[int, tuple[int, ...]], Shares] = {}
    earned = 0.0
    for number in reversed(analysis.order):
        # Most policies take few acts, and so reach few of the states.
        if often[number]:
            for share, units, to in _acts(analysis, number, policy, known):
                earned += often[number] * share * units
                often[to] += often[number] * share
    return earned


def _acts(
    analysis: Analysis,
    number: int,
    policy: Policy,
    known: dict[tuple[int, tuple[int, ...]], Shares],
) -> Iterator[tuple[float, int, int]]:
    """Yield the acts that a policy takes in a state: probability, credit in units, and target.

    ``known`` caches the policy's answer for each moment and set of available options.
    """
    node, price = analysis.graph.nodes[number], analysis.priced[number]
    moment = analysis.graph.follower.moments[node.position.at]
    targets = {moment.ways[i].option: (price.most[i], to) for i, to in node.edges}
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
            yield share, *targets[act]
