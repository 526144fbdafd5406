"""Score a play: its scorecard, with percent, chance line and the cost of each choice.

These figures come from the exact analysis of the scenario.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from simulator.analysis.exact import ActionValues, Exact
from simulator.analysis.explore import WAITED
from simulator.engine.events import Event
from simulator.engine.records import Record, act_of
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.engine.step import start, step
from simulator.scoring.evidence import evidence, spoke_between
from simulator.scoring.scorecard import Scorecard, scorecard


def score_play(session: Session, exact: Exact) -> Scorecard:
    """Score a play, finished or not."""
    return appraise_events(session.setup, session.events, session.records, exact)


def appraise_events(
    setup: Setup, events: Sequence[Event], records: Sequence[Record], exact: Exact
) -> Scorecard:
    """Score the events of a play; ``records`` are the acts that produced them."""
    scenario = setup.program.scenario
    played = exact.mode(setup.mode)
    costs: dict[str, Fraction] = {}
    for choice in choices(setup, records, played):
        # In live play each turn of a moment is a decision, so a moment can have several costs.
        costs[choice.moment] = costs.get(choice.moment, Fraction(0)) + choice.cost
    judgements, between = evidence(scenario, events), spoke_between(events)
    return scorecard(scenario, judgements, played.yardstick, costs, between)


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision of a play.

    ``act`` is an option or ``WAITED``, also for a leader who began to speak and let it go. ``cost``
    is the credit it lost, ``best`` the acts with the highest value in its moment
    (``ActionValues.best_acts``), and ``offered`` the available acts.
    """

    moment: str
    act: str
    after: int
    cost: Fraction
    best: tuple[str, ...]
    offered: tuple[str, ...]


def choices(setup: Setup, records: Sequence[Record], played: ActionValues) -> tuple[Choice, ...]:
    """Return every decision of a play, waiting turns included, in order.

    To begin to speak is none by itself: the decision is the line, or to let it go.
    """
    state = start(setup)
    found = []
    for record in records:
        # Records without a moment are turns of the group, and what was said between moments.
        if record.moment and record.act != "began":
            found.append(_choice(state, record, played))
        state, _ = step(setup, state, act_of(record))
    return tuple(found)


def _choice(state: State, record: Record, played: ActionValues) -> Choice:
    act = record.option if record.act == "take" else WAITED
    values = played.acts(state)
    # Who lets go cannot speak after a later turn, as one can who waits.
    value = played.waited_out(state) if record.act == "let-go" else values[act]
    cost = max(values.values()) - value
    best, offered = played.best_acts(state), tuple(values)
    return Choice(record.moment, act, record.after, cost, best, offered)
