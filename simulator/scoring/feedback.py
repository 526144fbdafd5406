"""Feedback after one act: what it earned and why.

A learner gets it only after the act, and never from the prompt.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulator.engine.events import Acted, Event, Passed
from simulator.engine.setup import Setup
from simulator.scenario.model import Timing


@dataclass(frozen=True, slots=True)
class Feedback:
    """The author's judgement of an act in a moment.

    ``credit`` (0 to 1) includes the timing factor, but not the moment's weight. ``timing`` is empty
    if nobody acted. ``why`` is the author's reason, ready to be shown (often empty).
    """

    credit: Fraction
    timing: Timing | Literal[""]
    why: str


def feedback(setup: Setup, event: Event) -> Feedback | None:
    """Return the feedback for an act in a moment, or None for any other event."""
    scenario = setup.program.scenario
    match event:
        case Acted(moment=moment_id, option=option_id, after=after):
            moment = scenario.moment(moment_id)
            option = moment.option(option_id)
            credit = moment.credit(option, after)
            return Feedback(credit, moment.counted_timing(option, after), setup.fill(option.why))
        case Passed(moment=moment_id):
            # Waiting has a reason of its own, which the author may have left empty.
            passing = scenario.moment(moment_id).passing
            return Feedback(passing.credit, "", setup.fill(passing.why))
        case _:
            return None
