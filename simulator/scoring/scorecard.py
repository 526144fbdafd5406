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

    ``best`` is in credit; the chance line and the two fixed policies are percentages of it.
    """

    best: Fraction
    chance: float
    always_wait: float
    always_speak: float


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

    The counts are always valid, d' and c only with ``enough`` moments of both kinds.
    """

    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int

    @property
    def enough(self) -> bool:
        """Whether d' and c may be shown."""
        signals, noises = self.hits + self.misses, self.false_alarms + self.correct_rejections
        # Both rates need their own number: eight cues and one leave say nothing about false alarms.
        return min(signals, noises) >= FEWEST_FOR_STATISTICS

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
    costs: dict[str, Fraction]

    def numbers(self) -> dict[str, float]:
        """Return the numbers for which a plan can have expectations, by name in ``run --json``."""
        line, noticed = self.yardstick, self.noticing
        # These names are part of the language: ``expect`` in a plan refers to them.
        return {
            "percent": self.percent,
            "credit": float(self.credit),
            "best": float(line.best),
            "chance": line.chance,
            "always_wait": line.always_wait,
            "always_speak": line.always_speak,
            "hits": noticed.hits,
            "misses": noticed.misses,
            "false_alarms": noticed.false_alarms,
            "correct_rejections": noticed.correct_rejections,
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
) -> Scorecard:
    """Return the scorecard of a play with these judgements."""
    credit = sum((judgement.weighed for judgement in judgements), Fraction(0))
    return Scorecard(
        judgements,
        yardstick,
        credit,
        percent_of(credit, yardstick.best),
        tuple(_by_rule(scenario, judgements)),
        tuple(_harms(judgements)),
        noticing(judgements),
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


def noticing(judgements: Iterable[Judgement]) -> Noticing:
    """Return the counts of hits, misses, false alarms and correct rejections."""
    found = [judgement.noticing for judgement in judgements]
    return Noticing(
        found.count("hit"),
        found.count("miss"),
        found.count("false_alarm"),
        found.count("correct_rejection"),
    )
