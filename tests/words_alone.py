"""Choose lines by their words alone, without the group, as a classifier does.

For each scenario a regression learns from all others what the words of a line are worth, and takes
in every moment the act that it rates highest. What it earns beyond chance is what the wording of
the lines gives away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from simulator.scenario.model import Moment, Scenario, names_in_case

WAITING = "(say nothing)"


@dataclass(frozen=True, slots=True)
class Act:
    """The words of an act and its credit, from 0 to 1."""

    words: str
    credit: float


@dataclass(frozen=True, slots=True)
class Read:
    """What was earned in the moments of a scenario, beside drawing an act at random; in percent of
    the best acts, each moment counted once, whatever its weight.
    """

    scenario: str
    percent: float
    chance: float
    earned: float
    drawn: float
    best: float


def acts_of(scenario: Scenario, moment: Moment) -> list[Act]:
    """The acts of a moment, in the words of the first case; waiting is one of them."""
    names = names_in_case(scenario, 0)
    said = [Act(option.say.fill(names), float(option.credit)) for option in moment.options]
    return [*said, Act(WAITING, float(moment.passing.credit))]


def read_by_others(scenarios: Sequence[Scenario]) -> list[Read]:
    """What the classifier earns in each scenario, having learnt from the others."""
    moments = {one.id: [acts_of(one, moment) for moment in one.moments()] for one in scenarios}
    return [
        _read(
            name,
            own,
            [
                act
                for other, them in moments.items()
                if other != name
                for acts in them
                for act in acts
            ],
        )
        for name, own in moments.items()
    ]


def over_all(reads: Sequence[Read]) -> tuple[float, float]:
    """The percent and the chance line over all moments of all scenarios."""
    best = sum(read.best for read in reads)
    return (
        100 * sum(read.earned for read in reads) / best,
        100 * sum(read.drawn for read in reads) / best,
    )


def _read(name: str, moments: Sequence[Sequence[Act]], known: Sequence[Act]) -> Read:
    # Here, because the import takes two seconds, and every process of the tests collects them all.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline

    rating = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), Ridge())
    rating.fit([act.words for act in known], [act.credit for act in known])
    earned = drawn = best = 0.0
    for acts in moments:
        rated = rating.predict([act.words for act in acts])
        earned += max(zip(rated, acts, strict=True), key=lambda pair: pair[0])[1].credit
        drawn += fmean(act.credit for act in acts)
        best += max(act.credit for act in acts)
    return Read(name, 100 * earned / best, 100 * drawn / best, earned, drawn, best)
