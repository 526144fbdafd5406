"""Scripted plays: a plan lists the leader's acts and the expected numbers.

They test a scenario and demonstrate it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.engine.session import Session
from simulator.engine.step import MOST_UNASKED, WAIT, Act, Mode, NotOnOffer, Take

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

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:g}"
        low = "" if self.low is None else f"from {self.low:g}"
        high = "" if self.high is None else f"to {self.high:g}"
        return f"{low} {high}".strip()


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


def run_plan(session: Session, plan: Plan) -> None:
    """Play ``plan`` in ``session`` to the end; raise OffPlan with a sentence if that fails."""
    for _ in range(MOST_ACTS):
        if session.ended and session.state.unasked >= MOST_UNASKED:
            break  # ended only because there was no decision for too long
        if session.ended:
            return
        act = next_act(session, plan)
        try:
            session.act(act)
        except NotOnOffer as error:
            moment = session.pause.moment
            raise OffPlan(f"In '{moment.id if moment else ''}': {error}") from None
    raise OffPlan("The play never ends.")


def next_act(session: Session, plan: Plan) -> Act:
    """Return the plan's next act in ``session``; raise OffPlan if there is none."""
    now = session.pause
    if not now.asks or now.moment is None:
        return WAIT
    if plan.mode == "live":
        for act in plan.live:
            if (act.moment, act.after) == (now.moment.id, now.after):
                return Take(act.option)
        return WAIT
    chosen = plan.guided.get(now.moment.id, plan.otherwise)
    if chosen is None:
        raise OffPlan(f"The play reaches '{now.moment.id}', but the plan has no act for it.")
    return WAIT if chosen == "wait" else Take(chosen)


def unexpected(plan: Plan, numbers: Mapping[str, float]) -> list[str]:
    """Return a sentence for each number of a play that the plan does not expect."""
    sentences = []
    for name, expected in plan.expect.items():
        if name not in numbers:
            sentences.append(f"'{name}' is expected, but a play has no such number.")
        elif not expected.holds(numbers[name]):
            sentences.append(f"{name} is {numbers[name]:g}; expected {expected}.")
    return sentences
