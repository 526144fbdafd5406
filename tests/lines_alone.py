"""Bound what the lines of a moment tell without the group.

Moments that offer the same lines cannot be told apart by them: a reader who sees only the lines
gives each of these moments the same answer. The best that such a reader can do with a set of lines
is therefore the act whose credit, averaged over the moments with that set, is highest. A set that
stands in one moment only gives its best act away, and so do twins whose keys agree.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from simulator.scenario.model import Scenario
from tests.words_alone import Act, acts_of


@dataclass(frozen=True, slots=True)
class SetOfLines:
    """The moments that offer the same lines, as ``will-do.ladybird``, and the answer that earns
    most over them. Both credits are means over the moments; ``best`` is that of their best acts.
    """

    moments: tuple[str, ...]
    answer: str
    earned: float
    best: float


def sets_of_lines(scenarios: Sequence[Scenario]) -> list[SetOfLines]:
    """Return each set of lines of the library, those that tell most first."""
    found: dict[frozenset[str], list[tuple[str, list[Act]]]] = defaultdict(list)
    for scenario in scenarios:
        for moment in scenario.moments():
            acts = acts_of(scenario, moment)
            lines = frozenset(act.words for act in acts)
            found[lines].append((f"{scenario.id}.{moment.id}", acts))
    told = [_set_of_lines(moments) for moments in found.values()]
    return sorted(told, key=lambda one: (-one.earned, one.moments))


def most_for_one_answer(sets: Sequence[SetOfLines]) -> float:
    """Return the highest percent of the best that anybody can earn by the lines alone, each moment
    counted once.
    """
    earned = sum(len(one.moments) * one.earned for one in sets)
    return 100 * earned / sum(len(one.moments) * one.best for one in sets)


def _set_of_lines(moments: Sequence[tuple[str, Sequence[Act]]]) -> SetOfLines:
    given: dict[str, list[float]] = defaultdict(list)
    for _, acts in moments:
        for act in acts:
            given[act.words].append(act.credit)
    means = {words: fmean(earned) for words, earned in given.items()}
    answer = max(means, key=lambda words: means[words])
    best = fmean(max(act.credit for act in acts) for _, acts in moments)
    return SetOfLines(tuple(name for name, _ in moments), answer, means[answer], best)
