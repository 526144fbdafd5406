"""Evidence: the judgement of each moment, derived from the events of a play."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulator.engine.events import Acted, Event, LetGo, Passed, Remarked
from simulator.engine.instructions import lost_credit
from simulator.scenario.model import Moment, Option, Scenario, Timing

Outcome = Literal["hit", "miss", "false_alarm", "correct_rejection", "left_to_others"]
"""Speaking or waiting as signal detection: a cue is the signal, speaking is the response.

``left_to_others`` is a missed cue in which somebody else did the leader's work.
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One moment and the leader's act in it; ``option`` is None if nobody acted.

    ``credit`` (0 to 1) includes the timing factor, but not the moment's weight. ``weighed`` is what
    the moment contributes to the percentage: the credit multiplied by the weight and, if the moment
    mends another, no more than was lost there. ``after`` counts turns from 1. ``offered`` are the
    options that were available when the leader acted, in the file's order.
    """

    moment: Moment
    option: Option | None
    after: int
    timing: Timing | Literal[""]
    credit: Fraction
    weighed: Fraction
    offered: tuple[Option, ...] = ()

    @property
    def noticing(self) -> Outcome:
        """The outcome in terms of signal detection."""
        if self.moment.leave:
            return "correct_rejection" if self.option is None else "false_alarm"
        if self.option is not None:
            return "hit"
        return "left_to_others" if self.moment.passing.by else "miss"


def evidence(scenario: Scenario, events: Iterable[Event]) -> tuple[Judgement, ...]:
    """Return the judgements, in the order in which the moments were judged."""
    found: dict[str, Judgement] = {}
    for event in events:
        if isinstance(event, Acted):
            moment = scenario.moment(event.moment)
            option = moment.option(event.option)
            credit = moment.credit(option, event.after)
            found[moment.id] = Judgement(
                moment,
                option,
                event.after,
                moment.counted_timing(option, event.after),
                credit,
                contribution(moment, credit, _lost(moment, found)),
                tuple(moment.option(option_id) for option_id in event.offered),
            )
        elif isinstance(event, Passed):
            moment = scenario.moment(event.moment)
            credit = moment.passing.credit
            weighed = contribution(moment, credit, _lost(moment, found))
            # A moment has passed only after its last turn.
            found[moment.id] = Judgement(moment, None, len(moment.turns), "", credit, weighed)
    return tuple(found.values())


def contribution(moment: Moment, credit: Fraction, lost: Fraction) -> Fraction:
    """Return what a moment adds to the credit of a play, in weighted credit.

    ``lost`` is what was lost in the moment that this one mends; it is ignored if there is none.
    """
    # Most moments have the weight 1, and a comparison takes a tenth of the time.
    weighed = credit if moment.weight == 1 else credit * moment.weight
    return min(weighed, lost) if moment.mends else weighed


def _lost(moment: Moment, before: Mapping[str, Judgement]) -> Fraction:
    """Return what was lost in the moment that this one mends: 0 if it has not been judged."""
    mended = before.get(moment.mends)
    return lost_credit(mended.moment, mended.credit) if mended is not None else Fraction(0)


def spoke_between(events: Iterable[Event]) -> int:
    """Return how often the leader spoke, or began to speak, where nothing called for it."""
    between = 0
    for event in events:
        if isinstance(event, Remarked) or (isinstance(event, LetGo) and not event.moment):
            between += 1
    return between
