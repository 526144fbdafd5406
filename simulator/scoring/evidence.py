"""Evidence: the judgement of each moment, derived from the events of a play."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulator.engine.events import Acted, Event, Passed
from simulator.scenario.model import Moment, Option, Scenario, Timing

Outcome = Literal["hit", "miss", "false_alarm", "correct_rejection"]
"""Speaking or waiting as signal detection: a cue is the signal, speaking is the response."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One moment and the leader's act in it; ``option`` is None if nobody acted.

    ``credit`` (0 to 1) includes the timing factor, but not the moment's weight. ``after`` counts
    turns from 1.
    """

    moment: Moment
    option: Option | None
    after: int
    timing: Timing | Literal[""]
    credit: Fraction

    @property
    def weighed(self) -> Fraction:
        """The credit multiplied by the moment's weight, which counts for the percentage."""
        return self.credit * self.moment.weight

    @property
    def noticing(self) -> Outcome:
        """The outcome in terms of signal detection."""
        if self.moment.leave:
            return "correct_rejection" if self.option is None else "false_alarm"
        return "miss" if self.option is None else "hit"


def credit_of(scenario: Scenario, moment: Moment, option: Option | None, after: int) -> Fraction:
    """Return the credit of taking ``option`` after this turn (None: nobody acted).

    It includes the timing factor, but not the weight of the moment.
    """
    if option is None:
        return moment.passing.credit  # nobody acted, so nobody acted too early or too late
    return option.credit * scenario.catalogue.timing[moment.timing(after)].factor


def evidence(scenario: Scenario, events: Iterable[Event]) -> tuple[Judgement, ...]:
    """Return the judgements, in the order in which the moments were judged."""
    found = []
    for event in events:
        if isinstance(event, Acted):
            moment = scenario.moment(event.moment)
            option = moment.option(event.option)
            # The event has the timing as it was at the time; the factor comes from the catalogue.
            credit = credit_of(scenario, moment, option, event.after)
            found.append(Judgement(moment, option, event.after, event.timing, credit))
        elif isinstance(event, Passed):
            moment = scenario.moment(event.moment)
            # A moment has passed only after its last turn.
            found.append(Judgement(moment, None, len(moment.turns), "", moment.passing.credit))
    return tuple(found)
