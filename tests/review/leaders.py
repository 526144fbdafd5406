"""Leaders who differ, and their plays of the shipped scenarios.

A leader speaks in a share of the moments, prefers some kinds of lines, and in live play may begin to
speak and let it go. All that they do is drawn from one number.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

from hypothesis import strategies as st

from simulator.analysis.exact import Exact
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, Take
from simulator.engine.program import Program, compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.review.debrief import Debrief, debrief
from simulator.scenario.model import Mode
from tests.workspaces import SHIPPED, load

SCENARIOS = tuple(sorted(file.parent.name for file in SHIPPED.glob("*/scenario.yaml")))


@dataclass(frozen=True)
class Leader:
    """Somebody who speaks with a probability, mostly in lines of the preferred kinds."""

    number: int
    speaks: float
    prefers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Led:
    """A play to its end, and its debrief."""

    session: Session
    debrief: Debrief


@cache
def program(scenario: str) -> Program:
    return compile_scenario(load(SHIPPED / scenario / "scenario.yaml").scenario)


@cache
def exact(scenario: str) -> Exact:
    return Exact.of(program(scenario))


def leaders() -> st.SearchStrategy[Leader]:
    kinds = ("group-process", "advise", "reassure", "interpret", "interrogate", "teach", "frame")
    return st.builds(
        Leader,
        st.integers(0, 10_000),
        st.sampled_from((0.0, 0.3, 0.6, 0.9, 1.0)),
        st.lists(st.sampled_from(kinds), max_size=3).map(tuple),
    )


def led(scenario: str, leader: Leader, mode: Mode = "guided") -> Led:
    """Let a leader lead a scenario to its end."""
    drawn = Random(leader.number)
    session = Session(Setup(program(scenario), mode, leader.number), lambda record: None)
    while not session.ended:
        session.act(_act(session, leader, drawn))
    return Led(session, debrief(session, exact(scenario)))


def _act(session: Session, leader: Leader, drawn: Random) -> Act:
    pause = session.pause
    if pause.speaking and (not pause.options or drawn.random() < 0.2):
        return LET_GO
    if not pause.options or (not pause.speaking and drawn.random() >= leader.speaks):
        return WAIT
    if session.setup.mode == "live" and not pause.speaking:
        return BEGIN
    preferred = [option for option in pause.options if option.do in leader.prefers]
    return Take(drawn.choice(preferred or list(pause.options)).id)
