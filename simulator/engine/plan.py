"""Scripted plays: a plan lists the leader's acts and the expected numbers.

They test a scenario and demonstrate it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.engine.events import Event
from simulator.engine.session import Session
from simulator.engine.step import MOST_UNASKED, WAIT, Act, NotOnOffer, Take
from simulator.scenario.model import Mode
from simulator.scenario.problem import Problem, problem

MOST_ACTS = 20_000
"""The number of acts after which a scripted play is considered to loop."""


@dataclass(frozen=True, slots=True)
class LiveAct:
    """An act in a live play: take ``option`` of ``moment`` after its ``after``-th turn."""

    moment: str
    after: int
    option: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Bounds of a number of the scorecard, equal if one value is expected; None is no bound."""

    low: float | None
    high: float | None

    def holds(self, number: float) -> bool:
        """Return whether the number is within the bounds, with a tolerance of 1e-6."""
        above = self.low is None or number >= self.low - 1e-6
        below = self.high is None or number <= self.high + 1e-6
        return above and below

    def missed_by(self, name: str, number: float) -> Problem:
        """Return the problem of a number, called ``name``, that is outside the bounds."""
        if self.high is None:
            # A number is missed only if there is a bound, so the 0 here and below is for the type
            # checker.
            return problem("P105.at_least", name=name, number=number, low=self.low or 0)
        if self.low is None:
            return problem("P105.at_most", name=name, number=number, high=self.high)
        if self.low == self.high:
            return problem("P105", name=name, number=number, expected=self.low)
        return problem("P105.between", name=name, number=number, low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Plan:
    """The acts of a leader.

    In guided mode, ``guided`` maps a moment to an option or to wait, and ``otherwise`` is for all
    other moments. In live mode, ``live`` lists the acts; everywhere else the leader waits.
    """

    id: str
    mode: Mode
    seed: int
    about: str = ""
    guided: Mapping[str, str] = field(default_factory=dict)
    live: tuple[LiveAct, ...] = ()
    otherwise: str | None = None
    expect: Mapping[str, Expected] = field(default_factory=dict)


class OffPlan(Exception):
    """The play reached a point that the plan does not cover, or an act of the plan is invalid."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def run_plan(session: Session, plan: Plan) -> None:
    """Play ``plan`` in ``session`` to the end; raise OffPlan with its problem if that fails."""
    for _ in range(MOST_ACTS):
        if session.ended and session.state.unasked >= MOST_UNASKED:
            break  # ended only because there was no decision for too long
        if session.ended:
            return
        take_next_act(session, plan)
    raise OffPlan(problem("P106.endless"))


def take_next_act(session: Session, plan: Plan) -> tuple[Event, ...]:
    """Do the plan's next act and return its events; raise OffPlan if there is none or it fails."""
    act = next_act(session, plan)
    try:
        return session.act(act)
    except NotOnOffer:
        moment = session.pause.moment
        where = moment.id if moment else ""
        # Waiting is always available, so only a line can be refused.
        option = act.option if isinstance(act, Take) else ""
        raise OffPlan(problem("P106.refused", moment=where, option=option)) from None


def next_act(session: Session, plan: Plan) -> Act:
    """Return the plan's next act in ``session``; raise OffPlan if there is none."""
    now = session.pause
    # A plan has no remarks, so that outside moments every leader waits.
    if not now.asks or now.moment is None:
        return WAIT
    if plan.mode == "live":
        for act in plan.live:
            if (act.moment, act.after) == (now.moment.id, now.after):
                return Take(act.option)
        return WAIT
    chosen = plan.guided.get(now.moment.id, plan.otherwise)
    if chosen is None:
        raise OffPlan(problem("P106.no_act", moment=now.moment.id))
    return WAIT if chosen == "wait" else Take(chosen)


def unexpected(plan: Plan, numbers: Mapping[str, float | None]) -> list[Problem]:
    """Return a problem for each number of a play that the plan does not expect."""
    found = []
    for name, expected in plan.expect.items():
        number = numbers.get(name)
        if number is None:  # unknown, or a score of a play that had nothing to score
            found.append(problem("P105.no_number", name=name))
        elif not expected.holds(number):
            found.append(expected.missed_by(name, number))
    return found
