"""The figures of a course: what its learners did in each moment, as a group.

Only first attempts count: whoever plays a scenario again knows its key. Sessions of one version of
a scenario in one mode are counted together, because lines and credits differ between versions, and
in live play moments are harder to notice.

Groups of fewer than five learners are hidden, and so is what would give them away
(``hidden.py``): None stands for a hidden figure everywhere here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.course.hidden import FEWEST, hide, range_of, rounded, rounded_out, step_for
from simulator.course.item_statistics import FEWEST_FOR_ITEMS, Sums, item_rest, sums
from simulator.scenario.model import Mode
from simulator.scoring.evidence import Outcome
from simulator.scoring.scorecard import FEWEST_FOR_STATISTICS, Noticing

LEAST_STEP = 0.01
FEWEST_OTHERS = 2
"""With fewer other moments in a session, there is no rest that an item could go with."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What is counted together: one version of a scenario, played in one mode."""

    scenario: str
    digest: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class Counted:
    """How many learners did the same in a moment, with the same result."""

    moment: str
    number: int
    situation: str
    twin: str
    kind: Literal["cue", "leave"]
    option: str
    outcome: Outcome
    credit: float
    best: float
    learners: int


@dataclass(frozen=True, slots=True)
class Session:
    """One learner's session: its scores by moment."""

    person: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Group:
    """The learners who played one version in one mode; the title is as most of them shared it."""

    key: Key
    title: str
    version: int
    learners: int


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean score from 0 to 1 with its 95 percent interval, rounded to ``step``.

    If the mean would give hidden counts away, the step is larger than 0.01, ``value`` is the middle
    of the range of that width in which the mean is, and ``low`` and ``high`` are None, as if there
    is no interval.
    """

    value: float
    low: float | None
    high: float | None
    step: float


@dataclass(frozen=True, slots=True)
class LineCount:
    """How many learners said a line."""

    option: str
    count: int | None


@dataclass(frozen=True, slots=True)
class MomentFigures:
    """What a group did in one moment.

    ``best`` is the most credit that an act there earns, and ``mean`` the mean score, a share of it.
    Its value is also the difficulty of the moment, which is None with fewer than twenty learners;
    ``item_rest`` is how far the moment goes with the rest of a session.
    """

    id: str
    kind: Literal["cue", "leave"]
    situation: str
    best: float
    met: int | None
    spoke: int | None
    waited: int | None
    left_to_others: bool
    lines: tuple[LineCount, ...]
    mean: Mean | None
    difficulty: float | None
    item_rest: float | None

    @property
    def hides(self) -> bool:
        """Whether any count is hidden."""
        return None in (self.met, self.spoke, self.waited, *(line.count for line in self.lines))


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What the learners did who played one version of a scenario in one mode.

    ``noticing`` counts the moments whose counts are shown, ``counted`` is how many those are.
    """

    key: Key
    title: str
    version: int
    learners: int
    moments: tuple[MomentFigures, ...]
    noticing: Noticing
    counted: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two mean scores of the same learners, and the mean difference between them.

    ``learners`` is rounded down to a multiple of five.
    """

    name: str
    other: str
    mode: str
    learners: int
    mean: float
    other_mean: float
    difference: Mean


@dataclass(frozen=True, slots=True)
class SaidWords:
    """The own words of at least five learners for a moment, in the order of the alphabet."""

    scenario: str
    moment: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """The figures of a course.

    ``learners`` is None if fewer than five share anything. ``hidden_groups`` is how many versions
    and modes fewer than five learners played. ``enough`` says whether there are enough different
    moments for d' and c of ``noticing``.
    """

    learners: int | None
    groups: tuple[GroupFigures, ...]
    hidden_groups: int
    twins: tuple[Compared, ...]
    drills: tuple[Compared, ...]
    noticing: Noticing
    enough: bool
    words: tuple[SaidWords, ...] = ()

    @property
    def sensitivity(self) -> float | None:
        """The index d' of the group; None with too few moments."""
        return self.noticing.sensitivity() if self.enough else None

    @property
    def bias(self) -> float | None:
        """The criterion c of the group; None with too few moments."""
        return self.noticing.bias() if self.enough else None


def said_words(
    found: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
) -> Iterable[SaidWords]:
    """Yield the own words of moments for which at least five learners share theirs.

    ``found`` has the person and the text of all, by scenario and moment.
    """
    for (scenario, moment), said in sorted(found.items()):
        if len({person for person, _ in said}) >= FEWEST:
            # Not in the order of people, which would connect what one of them wrote in two moments.
            yield SaidWords(scenario, moment, tuple(sorted(text for _, text in said)))


def group_figures(
    group: Group, counted: Iterable[Counted], rest: Mapping[str, float | None]
) -> GroupFigures:
    """Return the figures of a group of at least five learners, of whom these counts are."""
    by_moment: defaultdict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        by_moment[one.moment].append(one)
    ordered = sorted(by_moment, key=lambda id_: (min(one.number for one in by_moment[id_]), id_))
    moments = tuple(_moment(group.learners, by_moment[id_], rest.get(id_)) for id_ in ordered)
    shown = [moment for moment in moments if moment.spoke is not None and moment.waited is not None]
    return GroupFigures(
        group.key,
        group.title,
        group.version,
        group.learners,
        moments,
        _noticing(shown),
        len(shown),
    )


def _moment(learners: int, counted: Sequence[Counted], correlated: float | None) -> MomentFigures:
    met = sum(one.learners for one in counted)
    said = _said(counted)
    waited = said.pop("", 0)
    options = sorted(said)
    table = _shown(learners - met, waited, [said[option] for option in options])
    hides = None in (table.away, table.waited, table.spoke, *table.lines)
    mean = _mean(met, [(_score(one), one.learners) for one in counted], hides=hides)
    items = met >= FEWEST_FOR_ITEMS and mean is not None
    # A kind or a best credit differs only in files that somebody has made up: most learners decide.
    usual = max(counted, key=lambda one: one.learners)
    return MomentFigures(
        usual.moment,
        usual.kind,
        usual.situation,
        usual.best,
        learners - table.away if table.away is not None else None,
        table.spoke,
        table.waited,
        any(one.outcome == "left_to_others" for one in counted),
        tuple(map(LineCount, options, table.lines)),
        mean,
        mean.value if mean is not None and items else None,
        round(correlated, 1 if hides else 2) if correlated is not None and items else None,
    )


def _said(counted: Iterable[Counted]) -> Counter[str]:
    """Return how many learners said each line; those of the empty one waited."""
    said: Counter[str] = Counter()
    for one in counted:
        said[one.option] += one.learners
    return said


@dataclass(frozen=True, slots=True)
class _Shown:
    """The counts of a moment as they are shown; ``away`` are those who never came there."""

    away: int | None
    waited: int | None
    spoke: int | None
    lines: tuple[int | None, ...]


def _shown(away: int, waited: int, lines: Sequence[int]) -> _Shown:
    """Return the counts of a moment without those that are hidden.

    The size of the group is public. So the learners whose play never reached the moment (``away``)
    are one of the counts: their number could otherwise be subtracted.
    """
    spoke = sum(lines)
    first = [away, waited, spoke]
    hidden = hide(first)
    if 2 not in hidden:
        of_lines = hide(lines)
    else:
        # Who spoke is hidden, so the lines must not add up to it: those who did not speak are in
        # the same table, hidden as they are.
        others = [count for at, count in enumerate(first[:2]) if at in hidden]
        known = hide([*others, *lines], frozenset(range(len(others))))
        of_lines = frozenset(at - len(others) for at in known if at >= len(others))
    shown = [None if at in hidden else count for at, count in enumerate(first)]
    of_each = tuple(None if at in of_lines else count for at, count in enumerate(lines))
    return _Shown(shown[0], shown[1], shown[2], of_each)


def _score(counted: Counted) -> float:
    # In step with ``SharedMoment.score``, and with ``_score`` of cohort_rows.py, which is SQL.
    return min(counted.credit / counted.best, 1.0) if counted.best else 1.0


def _mean(learners: int, counted: Iterable[tuple[float, int]], *, hides: bool) -> Mean | None:
    """Return a mean as it is shown; None if it has to be hidden."""
    if learners < FEWEST:
        return None
    values = sums(counted)
    if not hides:
        return mean_of(values, LEAST_STEP)
    step = step_for(learners)
    if step is None:
        return None
    # A range, because rounding to a step makes the highest and the lowest range half as wide,
    # and fewer than four learners could move the mean out of them.
    below, above = range_of(values.mean, step)
    # No interval: its ends differ between one, two, three and four learners within one range.
    return Mean(round((below + above) / 2, 4), None, None, step)


def mean_of(values: Sums, step: float, least: float = 0.0) -> Mean:
    """Return the mean of values from ``least`` to 1, with its interval, rounded to a step."""
    interval = values.interval()
    if interval is None:
        return Mean(rounded(values.mean, step), None, None, step)
    low, high = rounded_out(max(interval[0], least), min(interval[1], 1.0), step)
    return Mean(rounded(values.mean, step), low, high, step)


def _noticing(moments: Iterable[MomentFigures]) -> Noticing:
    """Return the counts of moments whose counts are all shown."""
    found = dict.fromkeys(("hit", "miss", "false_alarm", "correct", "others"), 0)
    for moment in moments:
        assert moment.spoke is not None
        assert moment.waited is not None
        if moment.kind == "leave":
            found["false_alarm"] += moment.spoke
            found["correct"] += moment.waited
        else:
            found["hit"] += moment.spoke
            found["others" if moment.left_to_others else "miss"] += moment.waited
    return Noticing(
        found["hit"], found["miss"], found["false_alarm"], found["correct"], found["others"]
    )


def noticing_of(every: Sequence[Noticing]) -> Noticing:
    """Return the sums of the counts of groups."""
    return Noticing(
        sum(one.hits for one in every),
        sum(one.misses for one in every),
        sum(one.false_alarms for one in every),
        sum(one.correct_rejections for one in every),
        sum(one.left_to_others for one in every),
    )


def enough_moments(groups: Iterable[GroupFigures]) -> bool:
    """Return whether there are enough different cues and leaves whose counts are shown.

    Many learners in few moments do not make up for that: d' would be about those moments.
    """
    kinds: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for group in groups:
        for moment in group.moments:
            if moment.spoke is not None and moment.waited is not None:
                # Without version and mode, in which a moment stays the same one.
                kinds[moment.kind].add((group.key.scenario, moment.id))
    return min(len(kinds["cue"]), len(kinds["leave"])) >= FEWEST_FOR_STATISTICS


def item_rests(sessions: Iterable[Session]) -> dict[str, float | None]:
    """Return the item-rest correlation of each moment, over sessions."""
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for session in sessions:
        others = len(session.scores) - 1
        if others < FEWEST_OTHERS:
            continue
        # The mean of the others and not their sum: branches differ in how many moments they have.
        total = sum(session.scores.values())
        for moment, score in session.scores.items():
            points[moment].append((score, (total - score) / others))
    return {moment: item_rest(of_moment) for moment, of_moment in points.items()}
