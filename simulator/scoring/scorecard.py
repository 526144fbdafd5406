"""The scorecard: credit, percentage of the best, credit by ground rule, harms, noticing.

Percentages are always of the best credit reachable in the whole scenario, never of what was
reachable on the path taken, so that plays along different branches can be compared. The best comes
from the exact analysis, in a ``Yardstick``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from simulator.scenario.model import Scenario
from simulator.scoring.evidence import Judgement

FEWEST_FOR_STATISTICS = 8
"""The number of signals, and of noises, needed for d' and c; with fewer, only counts are shown."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a scenario's plays can earn.

    ``best`` is in credit; the chance line and the fixed policies are percentages of it.
    ``timing_only`` knows when to speak, and draws the line at random.
    """

    best: Fraction
    chance: float
    always_wait: float
    always_speak: float
    timing_only: float


@dataclass(frozen=True, slots=True)
class RuleCredit:
    """A ground rule: the number of judged moments in which it was at stake, and their credit.

    The credit is the sum without the moments' weights.
    """

    rule: str
    moments: int
    credit: Fraction


@dataclass(frozen=True, slots=True)
class Harm:
    """A line of the leader that broke ground rules."""

    moment: str
    option: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noticing:
    """Speaking and waiting as signal detection.

    The counts are always valid, d' and c only with ``enough`` moments of both kinds. A cue in which
    somebody else did the leader's work counts as ``left_to_others``, neither hit nor miss.
    ``spoke_between`` counts how often the leader spoke outside moments, as live play allows.
    """

    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int
    left_to_others: int = 0
    spoke_between: int = 0

    @property
    def enough(self) -> bool:
        """Whether d' and c may be shown."""
        signals, noises = self.hits + self.misses, self.false_alarms + self.correct_rejections
        # Both rates need their own number: eight cues and one leave say nothing about false alarms.
        return min(signals, noises) >= FEWEST_FOR_STATISTICS

    @property
    def score(self) -> float | None:
        """The mean of the hit rate and the correct-rejection rate, in percent.

        Always speaking and always waiting each earn 50. None without a judged cue or leave. Every
        time the leader spoke between moments counts as one more moment to leave alone.
        """
        cues, leaves = self.hits + self.misses, self.false_alarms + self.correct_rejections
        if not cues or not leaves:
            return None
        rejected = Fraction(self.correct_rejections, leaves + self.spoke_between)
        return float((Fraction(self.hits, cues) + rejected) * 50)

    def sensitivity(self) -> float:
        """Return the index d' = z(H) - z(F), with the log-linear correction of Hautus (1995).

        H = (hits + 0.5) / (signals + 1), and F likewise from false alarms and noises.
        """
        hit, false_alarm = self._z()
        return hit - false_alarm

    def bias(self) -> float:
        """Return the criterion c = -(z(H) + z(F)) / 2.

        Below 0 the leader speaks too readily, above 0 the leader holds back.
        """
        hit, false_alarm = self._z()
        return -(hit + false_alarm) / 2

    def _z(self) -> tuple[float, float]:
        """Return z(H) and z(F), finite even if all or none of the moments were hits."""
        z = NormalDist().inv_cdf  # infinite at 0 and 1, hence the half moment added below
        signals, noises = self.hits + self.misses, self.false_alarms + self.correct_rejections
        return z((self.hits + 0.5) / (signals + 1)), z((self.false_alarms + 0.5) / (noises + 1))


@dataclass(frozen=True, slots=True)
class WordChoice:
    """The words chosen in the cues in which the leader acted, whatever the time.

    All are sums of credit over these ``cues``, without timing and weight: of the lines ``chosen``,
    of the ``best`` lines available there, and of lines drawn at ``random`` (on average).
    """

    cues: int
    chosen: Fraction
    best: Fraction
    random: Fraction

    @property
    def score(self) -> float | None:
        """The credit of the chosen lines in percent of the best; None if nothing was at stake."""
        return percent_of(self.chosen, self.best) if self.best else None

    @property
    def chance(self) -> float | None:
        """The same for lines drawn at random."""
        return percent_of(self.random, self.best) if self.best else None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The result of one play.

    ``costs`` maps a moment to the credit that the acts in it lost, assuming the best play
    afterwards.
    """

    judgements: tuple[Judgement, ...]
    yardstick: Yardstick
    credit: Fraction
    percent: float
    rules: tuple[RuleCredit, ...]
    harms: tuple[Harm, ...]
    noticing: Noticing
    words: WordChoice
    costs: dict[str, Fraction]

    def numbers(self) -> dict[str, float | None]:
        """Return the numbers for which a plan can have expectations, by name in ``run --json``.

        A score is None if the play had nothing to score.
        """
        line, noticed = self.yardstick, self.noticing
        # These names are part of the language: ``expect`` in a plan refers to them.
        return {
            "percent": self.percent,
            "credit": float(self.credit),
            "best": float(line.best),
            "chance": line.chance,
            "always_wait": line.always_wait,
            "always_speak": line.always_speak,
            "timing_only": line.timing_only,
            "hits": noticed.hits,
            "misses": noticed.misses,
            "false_alarms": noticed.false_alarms,
            "correct_rejections": noticed.correct_rejections,
            "left_to_others": noticed.left_to_others,
            "noticing_score": noticed.score,
            "words_score": self.words.score,
            "words_chance": self.words.chance,
            "spoke_between": noticed.spoke_between,
            "harms": len(self.harms),
        }


def percent_of(credit: Fraction, best: Fraction) -> float:
    """Return ``credit`` as a percentage of ``best``; 0 if nothing can be earned."""
    # Divide as fractions and round once, so that the percentage of a best play is exactly 100.
    return float(credit / best * 100) if best else 0.0


def scorecard(
    scenario: Scenario,
    judgements: tuple[Judgement, ...],
    yardstick: Yardstick,
    costs: dict[str, Fraction],
    between: int = 0,
) -> Scorecard:
    """Return the scorecard of a play with these judgements.

    ``between`` is how often the leader spoke outside moments.
    """
    credit = sum((judgement.weighed for judgement in judgements), Fraction(0))
    return Scorecard(
        judgements,
        yardstick,
        credit,
        percent_of(credit, yardstick.best),
        tuple(_by_rule(scenario, judgements)),
        tuple(_harms(judgements)),
        noticing(judgements, between),
        word_choice(judgements),
        costs,
    )


def _by_rule(scenario: Scenario, judgements: tuple[Judgement, ...]) -> Iterable[RuleCredit]:
    # In the catalogue's order, so that all debriefs list the rules in the same order.
    for rule in scenario.catalogue.rules:
        at_stake = [judgement for judgement in judgements if rule in judgement.moment.rules]
        if at_stake:
            # Unweighted: the row says how often a rule was kept, not how much that was worth.
            credit = sum((judgement.credit for judgement in at_stake), Fraction(0))
            yield RuleCredit(rule, len(at_stake), credit)


def _harms(judgements: tuple[Judgement, ...]) -> Iterable[Harm]:
    for judgement in judgements:
        if judgement.option is not None and judgement.option.breaks:
            yield Harm(judgement.moment.id, judgement.option.id, judgement.option.breaks)


def noticing(judgements: Iterable[Judgement], between: int = 0) -> Noticing:
    """Return the counts of each outcome; ``between`` is how often the leader spoke between."""
    found = [judgement.noticing for judgement in judgements]
    return Noticing(
        found.count("hit"),
        found.count("miss"),
        found.count("false_alarm"),
        found.count("correct_rejection"),
        found.count("left_to_others"),
        between,
    )


def word_choice(judgements: Iterable[Judgement]) -> WordChoice:
    """Return what the chosen words earned, beside the best and the average of those available."""
    cues, chosen, best, random = 0, Fraction(0), Fraction(0), Fraction(0)
    for judgement in judgements:
        if judgement.moment.leave or judgement.option is None:
            continue
        available = [option.credit for option in judgement.offered]
        cues += 1
        chosen += judgement.option.credit
        best += max(available)
        random += sum(available, Fraction(0)) / len(available)
    return WordChoice(cues, chosen, best, random)
