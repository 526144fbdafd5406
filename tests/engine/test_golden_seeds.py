"""What a seed draws never changes: the raw draws, the case, each vary, the order of lines.

``tests/golden/seeds`` has a scenario of its own and its plays for some seeds. A change that breaks
these files changes the plays that learners have saved: never regenerate them to get a test green.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.engine.draw import draw, order
from simulator.engine.events import LetGo, PhaseBegan, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Mode, Scenario
from tests.workspaces import load_text

FOLDER = Path(__file__).parent.parent / "golden" / "seeds"
SEEDS = (0, 1, 7, 2**31, 2**53 + 1, 2**63 - 1)
MODES: tuple[Mode, ...] = ("guided", "live")


def scenario() -> Scenario:
    loaded = load_text((FOLDER / "scenario.yaml").read_bytes(), "scenario.yaml")
    return loaded.scenario


def play(mode: Mode, seed: int) -> dict[str, Any]:
    """Return a play that takes a line further down each time, and waits in every third moment."""
    session = Session(Setup(compile_scenario(scenario()), mode, seed), lambda record: None)
    lines: list[dict[str, Any]] = []
    while not session.ended:
        now = session.pause
        acts = now.asks and now.moment is not None and len(lines) % 3 != 2
        if now.asks and now.moment is not None:
            orders = [option.id for option in now.options]
            lines.append({"moment": now.moment.id, "after": now.after, "order": orders})
        taken = now.options[len(lines) % len(now.options)].id if acts and now.options else None
        session.act(Take(taken) if taken is not None else WAIT)
    return {"names": session.setup.names, "lines": lines, "transcript": transcript(session)}


def transcript(session: Session) -> list[str]:
    events = session.transcript()
    return [as_line(event) for event in events]


def as_line(event: PhaseBegan | Spoken | LetGo) -> str:
    if isinstance(event, PhaseBegan):
        return f"-- {event.phase}"
    if isinstance(event, LetGo):
        return "let go"
    return f"{event.form}/{event.speaker}: {event.text}"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_gives_the_play_that_it_always_gave(seed: int, mode: Mode) -> None:
    golden = json.loads((FOLDER / f"{mode}-{seed}.json").read_text("utf-8"))
    assert play(mode, seed) == golden


def test_the_raw_draws_are_the_ones_they_always_were() -> None:
    names = ("case", "vary/0", "options/drift", "remarks/12/0", "heard/frame/1")
    drawn = [draw(seed, name, count) for seed in SEEDS for name in names for count in (2, 5, 1000)]
    assert drawn == DRAWN
    assert [order(seed, "options/drift", 6) for seed in SEEDS] == ORDERS


DRAWN = [
    1,
    4,
    979,
    1,
    2,
    717,
    1,
    0,
    105,
    0,
    3,
    128,
    1,
    4,
    19,
    1,
    1,
    491,
    1,
    2,
    357,
    1,
    0,
    975,
    0,
    3,
    428,
    0,
    3,
    588,
    1,
    4,
    139,
    1,
    3,
    593,
    0,
    1,
    866,
    1,
    3,
    173,
    1,
    1,
    71,
    0,
    3,
    738,
    0,
    2,
    672,
    0,
    2,
    632,
    1,
    0,
    695,
    1,
    3,
    263,
    1,
    2,
    737,
    1,
    4,
    869,
    0,
    0,
    680,
    0,
    4,
    954,
    0,
    0,
    160,
    1,
    0,
    545,
    0,
    2,
    962,
    0,
    1,
    706,
    0,
    3,
    118,
    1,
    1,
    1,
]
ORDERS = [
    (0, 4, 3, 5, 1, 2),
    (2, 0, 5, 3, 4, 1),
    (1, 4, 5, 2, 0, 3),
    (0, 5, 2, 3, 1, 4),
    (4, 0, 3, 5, 1, 2),
    (5, 0, 3, 2, 1, 4),
]
