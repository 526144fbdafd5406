"""Find where the credits teach something else than the author means.

In one moment the act with the highest credit may lead to a worse play; and a habit that looks at
the lines and never at the group may pay.
"""

from collections.abc import Iterator

from simulator.analysis.blocks import WAITING
from simulator.analysis.decisions import action_values
from simulator.analysis.explore import act_name
from simulator.analysis.strategies import (
    ALWAYS_SPEAK,
    ALWAYS_WAIT,
    CHANCE,
    ENDS_ASKING,
    FIRST_SHOWN,
    LONGEST,
    MOST_HEDGED,
    MOST_SENTENCES,
    SHORTEST,
    Policy,
    always,
    percents,
    strategies,
)
from simulator.analysis.survey import FLAG, points_above
from simulator.analysis.values import Analysis
from simulator.authoring.discovery import Discovery
from simulator.scenario.model import Moment, Scenario
from simulator.scenario.problem import problem

FEWEST_MOMENTS = 4
"""With fewer moments, a habit pays by luck."""

_HABITS = {
    LONGEST: "R412.longest",
    SHORTEST: "R412.shortest",
    FIRST_SHOWN: "R412.first",
    MOST_SENTENCES: "R412.sentences",
    ENDS_ASKING: "R412.asking",
    MOST_HEDGED: "R412.hedged",
    ALWAYS_WAIT: "R412.wait",
    ALWAYS_SPEAK: "R412.speak",
}

_HINTS = {
    FIRST_SHOWN: "against_chance",
    ALWAYS_WAIT: "more_cues",
    ALWAYS_SPEAK: "more_leaves",
}
"""The hints for habits that no single line gives away."""


def teaching(analysis: Analysis) -> Iterator[Discovery]:
    """Yield what an exhaustive analysis of guided play shows about the credits."""
    if analysis.exhaustive and analysis.whole.best:
        yield from _better_in_the_end(analysis)
        yield from _habits(analysis)


def _better_in_the_end(analysis: Analysis) -> Iterator[Discovery]:
    """Yield each moment in which no act of the highest credit is the best, with a play to it."""
    graph, best = analysis.graph, analysis.least.best
    reported: set[int] = set()
    for number, node in enumerate(graph.nodes):
        place = node.meet.number
        if place in reported:
            continue
        price, moment = analysis.priced[number], node.meet.moment
        ways = graph.follower.moments[node.position.at].ways
        spoken = [(i, ways[i].option, best[to]) for i, to in node.edges]
        _, values, top = next(action_values(price, spoken, best[node.passing]))
        earned = {ways[i].option: price.most[i] for i, _ in node.edges}
        earned[WAITING] = price.passing
        highest = max(earned.values())
        # Of several acts with the highest credit, the one that leads to the best play counts.
        value, act = max((value, act) for act, value in values if earned[act] == highest)
        if value < top:
            reported.add(place)
            winner = next(other for other, worth in values if worth == top)
            found = problem(
                "R411",
                moment=moment.id,
                act=act_name(moment, act),
                best=act_name(moment, winner),
                gain=(top - value) / analysis.prices.unit,
            )
            where = moment.place if act == WAITING else moment.options[act].place
            play = (*graph.play_to(number), (moment.id, act_name(moment, winner)))
            yield Discovery(found, where, play)


def _habits(analysis: Analysis) -> Iterator[Discovery]:
    """Yield each habit that earns more than FLAG points above chance."""
    if len(analysis.graph.program.moments) < FEWEST_MOMENTS:
        return
    earned = percents(analysis)
    chance = earned[CHANCE]
    scenario = analysis.graph.program.scenario
    policies = {strategy.name: strategy.policy for strategy in strategies(scenario)}
    for strategy, percent in earned.items():
        if points_above(percent, chance) <= FLAG:
            continue
        right = _right_in(scenario, policies[strategy])
        found = problem(
            _HABITS.get(strategy, "R412.kind"),
            _HINTS.get(strategy, "change_where_right" if right else "against_chance"),
            percent=percent,
            chance=chance,
            kind=strategy.removeprefix(always("")),
            moments=right,
        )
        yield Discovery(found, ("script",))


def _right_in(scenario: Scenario, policy: Policy) -> tuple[str, ...]:
    """Return the cues in which a habit takes the line of the highest credit, in their order."""
    cues = (moment for moment in scenario.moments() if not moment.leave)
    return tuple(moment.id for moment in cues if _takes_the_best(moment, policy))


def _takes_the_best(moment: Moment, policy: Policy) -> bool:
    highest = max(option.credit for option in moment.options)
    acts = [act for act, _ in policy(moment, tuple(range(len(moment.options))))]
    return all(act != WAITING and moment.options[act].credit == highest for act in acts)
