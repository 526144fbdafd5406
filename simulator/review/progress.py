"""Look at all finished plays of one learner together: counts first, and shares of them.

Only the first play of a family counts, because in another attempt the learner knows the answers.
``FEWEST`` moments are needed for a trend, and as many signals and noises for d' and c.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.review.judged import Judged, JudgedMoment
from simulator.review.shares import Share, difference
from simulator.scoring.scorecard import FEWEST_FOR_STATISTICS, Noticing

FEWEST = FEWEST_FOR_STATISTICS
"""The number of judged moments from which on a trend is shown."""

Skill = Literal["noticing", "words"]

RIGHT = ("hit", "correct_rejection")
WRONG = ("miss", "false_alarm")


@dataclass(frozen=True, slots=True)
class Noticed:
    """The first skill, speak or wait, as counts.

    ``spoke`` is in how many of the cues the leader spoke, ``quiet`` how many of the leaves the
    leader left alone. ``score`` is in percent, as in a debrief. ``sensitivity`` (d') and ``bias``
    (c) are None if there are too few moments.
    """

    spoke: Share
    quiet: Share
    left_to_others: int
    spoke_between: int
    score: float | None
    sensitivity: float | None
    bias: float | None


@dataclass(frozen=True, slots=True)
class Worded:
    """The second skill, which words, in the cues in which the leader spoke.

    ``best`` counts those in which no better line was available. ``chosen`` and ``possible`` are
    credit, ``score`` is the one in percent of the other, and ``chance`` what lines drawn at random
    would have earned.
    """

    best: Share
    chosen: float
    possible: float
    score: float | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class Topic:
    """All moments of one ground rule or one situation; ``id`` is one of the catalogue.

    ``best`` counts the moments in which no other act would have been better, ``credit`` is the sum
    of their credit, and ``broken`` is how often the leader's words broke the rule (in a situation:
    any rule).
    """

    id: str
    best: Share
    credit: float
    broken: int


@dataclass(frozen=True, slots=True)
class Month:
    """What was judged in one month, such as ``2026-11``."""

    name: str
    plays: int
    noticed: Noticed
    worded: Worded


@dataclass(frozen=True, slots=True)
class InScenario:
    """The plays of one scenario: the percent of the first and of the best, and the chance line."""

    id: str
    title: str
    plays: int
    first: float
    best: float
    chance: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The earlier and the later half of the moments that were new to the learner.

    ``low`` and ``high`` are the 95 percent interval of the change, in percentage points.
    """

    skill: Skill
    earlier: Share
    later: Share
    low: float
    high: float

    @property
    def direction(self) -> Literal["up", "down", "unclear"]:
        """Whether the change is more than chance would make of it."""
        if self.low > 0:
            return "up"
        return "down" if self.high < 0 else "unclear"


@dataclass(frozen=True, slots=True)
class Progress:
    """All finished plays together. ``plays`` are those that count, the earliest first.

    ``attempts`` is the number of other attempts, which do not count, and ``unjudged`` that of plays
    that cannot be replayed or scored. ``new_moments`` are met for the first time. Only counted are
    ``awaited``, the plays whose debrief waits for the learner's reaction, and ``drills``, all that
    were done.
    """

    plays: tuple[Judged, ...]
    attempts: int
    unjudged: int
    moments: int
    new_moments: int
    noticed: Noticed
    worded: Worded
    trends: tuple[Trend, ...]
    rules: tuple[Topic, ...]
    situations: tuple[Topic, ...]
    scenarios: tuple[InScenario, ...]
    months: tuple[Month, ...]
    awaited: int = 0
    drills: int = 0


def progress(judged: Iterable[Judged], day: Callable[[str], str], unjudged: int = 0) -> Progress:
    """Return the progress that these plays show.

    ``day`` returns the local day of a saved time, such as ``2026-11-27``.
    """
    # Two plays can end at the same time: with the id, their order is always the same.
    every = sorted(judged, key=lambda play: (play.at, play.play))
    plays = tuple(play for play in every if play.counts)
    moments = _moments(plays)
    new = _new(plays)
    return Progress(
        plays=plays,
        attempts=len(every) - len(plays),
        unjudged=unjudged,
        moments=len(moments),
        new_moments=len(new),
        noticed=_noticed(plays),
        worded=_worded(moments),
        trends=tuple(_trends(new)),
        rules=_rules(moments),
        situations=_situations(moments),
        scenarios=tuple(_scenarios(plays)),
        months=tuple(_months(plays, day)),
    )


def _moments(plays: Iterable[Judged]) -> list[JudgedMoment]:
    return [moment for play in plays for moment in play.moments]


def _new(plays: Iterable[Judged]) -> list[JudgedMoment]:
    """Return the moments that were met for the first time, in order."""
    found: dict[tuple[str, str], JudgedMoment] = {}
    for play in plays:
        for moment in play.moments:
            # A moment that an edit of the scenario kept is not new: its id is the same.
            found.setdefault((play.scenario, moment.id), moment)
    return list(found.values())


def _noticed(plays: Sequence[Judged]) -> Noticed:
    outcomes = [moment.noticing for moment in _moments(plays)]
    # Scored as one long play, by the formulas of a single one.
    made = Noticing(
        outcomes.count("hit"),
        outcomes.count("miss"),
        outcomes.count("false_alarm"),
        outcomes.count("correct_rejection"),
        outcomes.count("left_to_others"),
        sum(play.spoke_between for play in plays),
    )
    return Noticed(
        Share(made.hits, made.hits + made.misses),
        Share(made.correct_rejections, made.correct_rejections + made.false_alarms),
        made.left_to_others,
        made.spoke_between,
        made.score,
        made.sensitivity() if made.enough else None,
        made.bias() if made.enough else None,
    )


def _worded(moments: Iterable[JudgedMoment]) -> Worded:
    lines = [moment.line for moment in moments if moment.line is not None]
    chosen, possible = sum(line.chosen for line in lines), sum(line.best for line in lines)
    random = sum(line.random for line in lines)
    return Worded(
        Share(sum(line.is_best for line in lines), len(lines)),
        chosen,
        possible,
        100 * chosen / possible if possible else None,
        100 * random / possible if possible else None,
    )


def _trends(moments: Sequence[JudgedMoment]) -> Iterator[Trend]:
    noticed = [
        # A cue that was left to others is neither right nor wrong.
        moment.noticing in RIGHT
        for moment in moments
        if moment.noticing in (*RIGHT, *WRONG)
    ]
    worded = [moment.line.is_best for moment in moments if moment.line is not None]
    skills: dict[Skill, list[bool]] = {"noticing": noticed, "words": worded}
    for skill, went in skills.items():
        if len(went) >= FEWEST:
            earlier, later = _halves(went)
            yield Trend(skill, earlier, later, *difference(earlier, later))


def _halves(went: Sequence[bool]) -> tuple[Share, Share]:
    """Return the shares of the earlier and the later half; of an odd number, that has one more."""
    middle = len(went) // 2
    earlier, later = went[:middle], went[middle:]
    return Share(sum(earlier), len(earlier)), Share(sum(later), len(later))


def _rules(moments: Iterable[JudgedMoment]) -> tuple[Topic, ...]:
    """Return the rules that were at stake in a moment, or broken by the leader."""
    at_stake: defaultdict[str, list[JudgedMoment]] = defaultdict(list)
    broken: Counter[str] = Counter()
    for moment in moments:
        for rule in moment.rules:
            at_stake[rule].append(moment)
        broken.update(moment.breaks)
    # A line can break a rule that was not at stake in its moment.
    rules = {*at_stake, *broken}
    return _most_first(_topic(rule, at_stake[rule], broken[rule]) for rule in rules)


def _situations(moments: Iterable[JudgedMoment]) -> tuple[Topic, ...]:
    """Return the situations; a moment that has none is left out."""
    found: defaultdict[str, list[JudgedMoment]] = defaultdict(list)
    for moment in moments:
        if moment.situation:
            found[moment.situation].append(moment)
    return _most_first(
        _topic(situation, of, sum(bool(moment.breaks) for moment in of))
        for situation, of in found.items()
    )


def _most_first(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    return tuple(sorted(topics, key=lambda topic: (-topic.best.total, topic.id)))


def _topic(topic: str, moments: Sequence[JudgedMoment], broken: int) -> Topic:
    # A cost was an exact fraction before it was a float, so 0 is exact.
    best = sum(moment.cost == 0 for moment in moments)
    credit = sum(moment.credit for moment in moments)
    return Topic(topic, Share(best, len(moments)), credit, broken)


def _scenarios(plays: Iterable[Judged]) -> Iterator[InScenario]:
    """Yield the scenarios, the one that was played last first."""
    found: dict[str, list[Judged]] = {}
    for play in plays:
        # Taken out and put in again, so that it comes last.
        found[play.scenario] = [*found.pop(play.scenario, []), play]
    for scenario, of in reversed(found.items()):
        best = max(of, key=lambda play: play.percent)
        # An edited scenario has another chance line: the one shown is that of the latest play.
        latest = of[-1]
        yield InScenario(
            scenario, latest.title, len(of), of[0].percent, best.percent, latest.chance
        )


def _months(plays: Iterable[Judged], day: Callable[[str], str]) -> Iterator[Month]:
    found: defaultdict[str, list[Judged]] = defaultdict(list)
    for play in plays:
        # The first seven characters of a day are its year and month.
        found[day(play.at)[:7]].append(play)
    # In order, because the plays are sorted by the time at which they ended.
    for name, of in found.items():
        yield Month(name, len(of), _noticed(of), _worded(_moments(of)))
