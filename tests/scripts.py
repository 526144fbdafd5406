"""Build small scenarios from a script in the scenario language, and play them."""

import textwrap
from collections.abc import Iterable
from dataclasses import replace

from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import (
    Acted,
    Asked,
    Began,
    Ended,
    Event,
    LetGo,
    Passed,
    PhaseBegan,
    Remarked,
    SeatChanged,
    Spoken,
    Waited,
)
from simulator.engine.program import compile_scenario
from simulator.engine.records import Record
from simulator.engine.resume import Repeated
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.messages.resume import say_note
from simulator.scenario.model import BetweenLine, Mode, Scenario, Step
from simulator.scenario.placeholders import parse_words
from tests.workspaces import load_text

STAGE = """\
scenario: on-stage
title: On stage
level: foundation
style: guiding
format: intensive-45
cast:
  priya: {name: Dr Priya Nair, role: presenter}
  ben: {name: Ben, role: member}
"""
"""The shortest head of a scenario."""

HEAD = (
    STAGE
    + """\
climate: {safety: 6, focus: 5, depth: 3}
state:
  told: false
  trust: {start: 0, min: -5, max: 5}
"""
)

CUE = """\
- cue: drift
  turns: [{ben: one}, {ben: two}, {ben: three}]
  ripe: 2
  options:
    - {do: contain, say: I contain., credit: 1}
    - {do: advise, say: I advise., credit: 0}
"""

LEAVE = """\
- leave: quiet
  turns: [{silence: first}, {silence: second}]
  options:
    - {do: feeling, say: I ask., credit: 0.2}
"""


def loaded(text: str) -> Scenario:
    """Load a scenario that must load; its findings are the failure's message."""
    found = load_text(text.encode(), "stage.yaml")
    return found.scenario


def scripted(script: str, head: str = HEAD) -> Scenario:
    """Load a script below a head of its own."""
    return loaded(head + "script:\n" + textwrap.indent(textwrap.dedent(script), "  "))


def with_between(scenario: Scenario, count: int = 6) -> Scenario:
    """Give a scenario lines of its own outside the moments; the group reacts to every third."""
    lines = []
    for number in range(count):
        heard = None if number % 3 else parse_words(f"Nobody answers {number}.")
        kind = ("feeling", "frame")[number % 2]
        lines.append(BetweenLine(kind, parse_words(f"Between {number}."), heard))
    return replace(scenario, between=tuple(lines))


def with_steps(scenario: Scenario, *steps: Step) -> Scenario:
    """Put steps before the script of a scenario."""
    return replace(scenario, script=(*steps, *scenario.script))


def opened(scenario: Scenario, mode: Mode = "guided", seed: int = 1) -> Session:
    """Open a play whose records are kept nowhere."""
    return Session(Setup(compile_scenario(scenario), mode, seed), lambda record: None)


def played(
    script: str, *acts: str, mode: Mode = "guided", seed: int = 1, head: str = HEAD
) -> Session:
    """Play to the end: ``acts`` answer the questions asked, one each (an option, or wait); then all
    is waited out.
    """
    return acted(opened(scripted(script, head), mode, seed), *acts)


def acted(session: Session, *acts: str) -> Session:
    """Go on to the end of a play that is open."""
    left = list(acts)
    for _ in range(500):
        if session.ended:
            break
        session.act(spoken(left.pop(0)) if session.pause.asks and left else WAIT)
    assert not left, f"never asked for {left}"
    return session


def spoken(act: str) -> Act:
    """The act that a word stands for: wait, or an option's id."""
    return WAIT if act == "wait" else Take(act)


def asked(session: Session) -> Session:
    """Let the group go on until the leader is asked or the meeting is over."""
    for _ in range(500):
        if session.ended or session.pause.asks:
            break
        session.act(WAIT)
    return session


def heard(events: Iterable[Event]) -> list[str]:
    """Everything said, word for word."""
    return [event.text for event in events if isinstance(event, Spoken)]


def outline(events: Iterable[Event]) -> list[str]:
    """Everything that happened, a short line each."""
    return [_line(event) for event in events]


def _line(event: Event) -> str:
    match event:
        case PhaseBegan(phase=phase):
            return f"phase {phase}"
        case Spoken(text=text):
            return text
        case Acted(moment=moment, option=option, after=after, timing=timing):
            return f"{moment}.{option} after {after}, {timing}"
        case Waited(moment=moment, after=after):
            return f"waited in {moment} after {after}"
        case Passed(moment=moment):
            return f"{moment} passed"
        case Remarked(kind=kind, wording=wording):
            return f"remark {kind} {wording}"
        case Began(moment=moment):
            return f"began in {moment or 'no moment'}"
        case LetGo(moment=moment):
            return f"let go in {moment or 'no moment'}"
        case SeatChanged(person=person, out=out):
            return f"{person} {'leaves' if out else 'returns'}"
        case Asked(text=text):
            return f"asked: {text}"
        case Ended(reason=reason):
            return f"ended: {reason}"


def climate(session: Session) -> dict[str, int]:
    """Climate and state by name."""
    variables = session.setup.program.scenario.variables
    return {
        variable.name: value
        for variable, value in zip(variables, session.state.values, strict=True)
    }


def saved(session: Session) -> tuple[Record, ...]:
    """The records of a play as they would be kept."""
    return tuple(session.records)


def sentences(repeated: Repeated) -> list[str]:
    """What a learner reads of the changes of a play that was continued after an edit."""
    return [say_note(change) for change in repeated.changes]
