"""Scripted plays: a plan says what a leader does and what should come of it. They test a scenario and demonstrate it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.engine.session import Session
from simulator.engine.step import MOST_UNASKED, WAIT, Act, Mode, NotOnOffer, Take

MOST_ACTS = 20_000
"""Acts after which a scripted play is taken to lead in a circle."""


@dataclass(frozen=True, slots=True)
class LiveAct:
    """In a live play: take ``option`` of ``moment`` after its ``after``-th turn."""

    moment: str
    after: int
    option: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Bounds of a number of the scorecard; equal where one number is expected."""

    low: float | None
    high: float | None

    def holds(self, number: float) -> bool:
        """Whether the number is as expected, to six digits."""
        return (self.low is None or number >= self.low - 1e-6) and (
            self.high is None or number <= self.high + 1e-6
        )

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:g}"
        low = "" if self.low is None else f"from {self.low:g} "
        return f"{low}{'' if self.high is None else f'to {self.high:g}'}".strip()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a leader does: ``guided`` maps a moment to an option or wait, ``live`` lists acts (the rest is waited out)."""

    id: str
    mode: Mode
    seed: int
    about: str = ""
    guided: Mapping[str, str] = field(default_factory=dict)
    live: tuple[LiveAct, ...] = ()
    otherwise: str | None = None
    expect: Mapping[str, Expected] = field(default_factory=dict)


class OffPlan(Exception):
    """The play came to a point that the plan does not cover, or could not do what it says."""


def run_plan(session: Session, plan: Plan) -> None:
    """Play ``plan`` in ``session`` to the end; raises OffPlan with a sentence where that cannot be done."""
    for _ in range(MOST_ACTS):
        if session.ended and session.state.unasked >= MOST_UNASKED:
            break  # the meeting was ended because the group went on and on
        if session.ended:
            return
        act = next_act(session, plan)
        try:
            session.act(act)
        except NotOnOffer as error:
            moment = session.pause.moment
            raise OffPlan(f"In '{moment.id if moment else ''}': {error}") from None
    raise OffPlan("The play does not come to an end.")


def next_act(session: Session, plan: Plan) -> Act:
    """The act that the plan has for where the session stands; raises OffPlan where it has none."""
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
        raise OffPlan(f"The play meets '{now.moment.id}', which the plan does not name.")
    return WAIT if chosen == "wait" else Take(chosen)


def unexpected(plan: Plan, numbers: Mapping[str, float]) -> list[str]:
    """Say which of a play's numbers are not as the plan expects them."""
    sentences = []
    for name, expected in plan.expect.items():
        if name not in numbers:
            sentences.append(f"'{name}' is expected, but is no number of a play.")
        elif not expected.holds(numbers[name]):
            sentences.append(f"{name} is {numbers[name]:g}; expected {expected}.")
    return sentences
