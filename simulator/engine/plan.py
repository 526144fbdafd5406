"""Scripted plays: a plan lists the leader's acts and the expected numbers.

They test a scenario and demonstrate it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, NotOnOffer, Remark, Take
from simulator.engine.events import Event
from simulator.engine.session import Session
from simulator.engine.state import Pause
from simulator.engine.step import MOST_UNASKED
from simulator.scenario.model import Mode
from simulator.scenario.problem import Problem, problem

MOST_ACTS = 20_000
"""The number of acts after which a scripted play is considered to loop."""


LETS_GO = "let-go"
"""The act of a live plan that begins to speak and lets it go."""


@dataclass(frozen=True, slots=True)
class LiveAct:
    """An act in a live play: ``act`` in ``moment`` after its ``after``-th turn.

    ``act`` is an option of the moment, or ``LETS_GO``.
    """

    moment: str
    after: int
    act: str


@dataclass(frozen=True, slots=True)
class BetweenAct:
    """An act outside moments in a live play, after the ``turn``-th turn of the whole play.

    ``act`` is an intervention kind, of which the first line is said, or ``LETS_GO``.
    """

    turn: int
    act: str


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
    other moments. In live mode, ``live`` lists the acts in moments and ``between`` those outside;
    everywhere else the leader waits.
    """

    id: str
    mode: Mode
    seed: int
    about: str = ""
    guided: Mapping[str, str] = field(default_factory=dict)
    live: tuple[LiveAct, ...] = ()
    between: tuple[BetweenAct, ...] = ()
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
        raise OffPlan(problem("P106.refused", moment=where, option=_line(act))) from None


def _line(act: Act) -> str:
    match act:
        case Take(option=option):
            return option
        case Remark(kind=kind):
            return kind
        case _:
            return ""


def next_act(session: Session, plan: Plan) -> Act:
    """Return the plan's next act in ``session``; raise OffPlan if there is none."""
    now = session.pause
    if plan.mode == "live":
        return _next_live_act(session, plan, now)
    if not now.asks or now.moment is None:
        return WAIT
    chosen = plan.guided.get(now.moment.id, plan.otherwise)
    if chosen is None:
        raise OffPlan(problem("P106.no_act", moment=now.moment.id))
    return WAIT if chosen == "wait" else Take(chosen)


def _next_live_act(session: Session, plan: Plan, now: Pause) -> Act:
    if now.speaking:  # only to let it go: a plan says a line without beginning to speak
        return LET_GO
    if now.moment is not None:
        for act in plan.live:
            if (act.moment, act.after) == (now.moment.id, now.after):
                return BEGIN if act.act == LETS_GO else Take(act.act)
    for between in plan.between:
        if between.turn == session.turns and not _just_let_go(session):
            return _between_act(session, between, now)
    return WAIT


def _just_let_go(session: Session) -> bool:
    """Return whether the leader let go after this turn already: this says no turn."""
    return bool(session.records) and session.records[-1].act == LETS_GO


def _between_act(session: Session, planned: BetweenAct, now: Pause) -> Act:
    if now.moment is not None:
        raise OffPlan(problem("P106.in_moment", moment=now.moment.id, turn=planned.turn))
    if planned.act == LETS_GO:
        return BEGIN
    lines = session.setup.program.scenario.between
    for number, line in enumerate(lines):
        if line.do == planned.act:
            return Remark(planned.act, number, between=True)
    return Remark(planned.act)  # the catalogue's first wording of this kind


def unexpected(plan: Plan, numbers: Mapping[str, float | None]) -> list[Problem]:
    """Return a problem for each number of a play that the plan does not expect."""
    found = []
    for name, expected in plan.expect.items():
        if name not in numbers:
            found.append(problem("P105.no_number", name=name))
            continue
        number = numbers[name]
        if number is None:
            found.append(problem("P105.no_score", name=name))
        elif not expected.holds(number):
            found.append(expected.missed_by(name, number))
    return found
