"""Compare moments with their twins: the same lines, and another act that is best."""

from collections.abc import Callable, Iterator
from functools import cached_property

from simulator.analysis.decisions import costs
from simulator.analysis.explore import MOST_STATES_OF_A_CHECK, WAITED, Graph, explore
from simulator.analysis.values import analyse
from simulator.authoring.discovery import Discovery
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Moment, Scenario, below, names_in_case
from simulator.scenario.nearest import nearest_name
from simulator.scenario.problem import problem

FindScenario = Callable[[str], Scenario | None]
"""A callback that returns the scenario with this id; None if there is none that loads."""

Texts = frozenset[frozenset[str]]
"""For each case that can be drawn, the texts with its placeholders filled in."""


class _Explored:
    """A scenario with every play of it; the best acts are computed if a twin needs them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.scenario = graph.program.scenario

    @cached_property
    def best(self) -> dict[str, str]:
        """The best act of each moment in guided play; empty if not every play was explored."""
        if self.graph.truncated:
            return {}
        return {one.moment: one.best for one in costs(analyse(self.graph, "guided")).leverage}


def twins(graph: Graph, find: FindScenario) -> Iterator[Discovery]:
    """Yield what is wrong with the twins that the moments of a scenario name.

    Texts are compared as sets, with the placeholders filled in: two moments have the same lines if
    each case of one gives the lines of a case of the other.
    """
    own = _Explored(graph)
    # To explore a scenario takes long, and several moments can name the same one.
    known: dict[str, _Explored | None] = {own.scenario.id: own}
    for moment in graph.program.moments:
        if not moment.twin:
            continue
        place = below(moment.place, "twin")
        # Without a full stop, the twin is in the same scenario.
        name, _, other_id = moment.twin.rpartition(".")
        name = name or own.scenario.id
        if name not in known:
            found = find(name)
            known[name] = None if found is None else _explored(found)
        other = known[name]
        if other is None:
            yield Discovery(problem("M349.scenario", "looked_for_twin", name=name), place)
        elif other_id not in other.graph.program.places:
            near = nearest_name(other_id, list(other.graph.program.places))
            yield Discovery(problem("M349", near=near, scenario=name, name=other_id), place)
        else:
            pair = (own, moment), (other, other.scenario.moment(other_id))
            for code in _unlike(*pair):
                yield Discovery(problem(code, moment=moment.id, name=moment.twin), place)


def _explored(scenario: Scenario) -> _Explored:
    return _Explored(explore(compile_scenario(scenario), MOST_STATES_OF_A_CHECK))


def _unlike(one: tuple[_Explored, Moment], other: tuple[_Explored, Moment]) -> Iterator[str]:
    """Yield the code of each way in which two moments are not twins."""
    if _lines(*one) != _lines(*other):
        yield "M350"
    best = _best(*one)
    # A moment that no play reaches has no best act, and a finding of its own.
    if best is not None and best == _best(*other):
        yield "M351"


def _lines(explored: _Explored, moment: Moment) -> Texts:
    return _texts(explored.scenario, moment, [option.id for option in moment.options])


def _best(explored: _Explored, moment: Moment) -> Texts | None:
    """Return the words of the best act, which are none if it is to wait; None if it is unknown."""
    act = explored.best.get(moment.id)
    if act is None:
        return None
    return _texts(explored.scenario, moment, [] if act == WAITED else [act])


def _texts(scenario: Scenario, moment: Moment, options: list[str]) -> Texts:
    cases = range(max(1, len(scenario.cases)))
    named = (names_in_case(scenario, case) for case in cases)
    return frozenset(
        frozenset(moment.option(option).say.fill(names) for option in options) for names in named
    )
