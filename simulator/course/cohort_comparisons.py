"""Compare the same learners in two moments of a course: in twins, and before and after a drill.

Only pairs of scores of one learner count. What is shown of them is hidden and rounded as the other
figures of a course are (``cohort_figures.py``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from simulator.course.cohort_figures import Compared, Key, Session, mean_of
from simulator.course.hidden import FEWEST, rounded, step_for
from simulator.course.item_statistics import Sums, sums


@dataclass(frozen=True, slots=True)
class Met:
    """The sessions of a group, and the twin of each moment in them (``scenario.moment``)."""

    key: Key
    twins: Mapping[str, str]
    sessions: Sequence[Session]


def compared_twins(groups: Sequence[Met]) -> Iterable[Compared]:
    """Yield the twins that at least five learners met both of in the same mode, each pair once."""
    pairs = _pairs(groups)
    wanted = {(mode, name) for mode, *both in pairs for name in both}
    # Of these moments only: a course can have thousands of sessions, and few twins.
    scores = _scores_of(groups, wanted)
    for mode, one, other in sorted(pairs):
        first, second = scores.get((mode, one), {}), scores.get((mode, other), {})
        points = [(score, second[person]) for person, score in first.items() if person in second]
        made = _compared(
            (one, other, mode),
            sums((before, 1) for before, _ in points),
            sums((after, 1) for _, after in points),
            sums((after - before, 1) for before, after in points),
        )
        if made is not None:
            yield made


def _pairs(groups: Iterable[Met]) -> set[tuple[str, str, str]]:
    """Return the mode and the two names of each pair of twins, the names in order."""
    found: set[tuple[str, str, str]] = set()
    for group in groups:
        for moment, twin in group.twins.items():
            if twin:
                # Sorted, because a twin may be named at one of the two moments or at both.
                one, other = sorted((f"{group.key.scenario}.{moment}", twin))
                found.add((group.key.mode, one, other))
    return found


def _scores_of(
    groups: Iterable[Met], wanted: Set[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, float]]:
    """Return the score of each learner in the wanted moments, by mode and name of the moment."""
    found: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for group in groups:
        mode, scenario = group.key.mode, group.key.scenario
        here = {
            moment: found[mode, f"{scenario}.{moment}"]
            for moment in group.twins
            if (mode, f"{scenario}.{moment}") in wanted
        }
        for session in group.sessions:
            for moment, of_moment in here.items():
                if moment in session.scores:
                    of_moment[session.person] = session.scores[moment]
    return found


def compared_drills(found: Mapping[str, tuple[float, ...]]) -> Iterable[Compared]:
    """Yield what enough learners scored before and after a drill.

    ``found`` has, by situation, how many they are, the sums before and after, and the sum of the
    squares of the differences.
    """
    for situation, (count, before, after, squares) in sorted(found.items()):
        learners = int(count)
        differences = Sums(learners, after - before, squares)
        made = _compared(
            (situation, "", ""), Sums(learners, before), Sums(learners, after), differences
        )
        if made is not None:
            yield made


def _compared(
    names: tuple[str, str, str], first: Sums, second: Sums, differences: Sums
) -> Compared | None:
    # Always rounded: they are a part of the learners of other figures, so the rest could be
    # calculated from the exact ones.
    step = step_for(first.count)
    if first.count < FEWEST or step is None:
        return None
    return Compared(
        *names,
        first.count // FEWEST * FEWEST,
        rounded(first.mean, step),
        rounded(second.mean, step),
        mean_of(differences, step, -1.0),
    )
