"""Evidence: what each judged moment shows about the leader, taken from the events of a play."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from simulator.engine.events import Acted, Event, Passed
from simulator.scenario.model import Moment, Option, Scenario


@dataclass(frozen=True, slots=True)
class Judgement:
    """One moment and what the leader did in it; ``option`` is None where nobody acted.

    ``credit`` (0 to 1) has the timing factor in it and the moment's weight not; ``after`` counts turns from 1.
    """

    moment: Moment
    option: Option | None
    after: int
    timing: str
    credit: Fraction

    @property
    def weighed(self) -> Fraction:
        """The credit with the moment's weight: what counts for the percent."""
        return self.credit * self.moment.weight

    @property
    def noticing(self) -> str:
        """Signal detection's word for it: hit, miss, false_alarm or correct_rejection."""
        if self.moment.leave:
            return "correct_rejection" if self.option is None else "false_alarm"
        return "miss" if self.option is None else "hit"


def credit_of(scenario: Scenario, moment: Moment, option: Option | None, after: int) -> Fraction:
    """Return the credit of an act (None: nobody acted) after this turn, timing included, weight not."""
    if option is None:
        return moment.passing.credit
    return option.credit * scenario.catalogue.timing[moment.timing(after)].factor


def evidence(scenario: Scenario, events: Iterable[Event]) -> tuple[Judgement, ...]:
    """Return the judgements in the order in which the moments were judged."""
    found = []
    for event in events:
        if isinstance(event, Acted):
            moment = scenario.moment(event.moment)
            option = moment.option(event.option)
            credit = credit_of(scenario, moment, option, event.after)
            found.append(Judgement(moment, option, event.after, event.timing, credit))
        elif isinstance(event, Passed):
            moment = scenario.moment(event.moment)
            found.append(Judgement(moment, None, len(moment.turns), "", moment.passing.credit))
    return tuple(found)
