"""Feedback after an act: what it earned and why."""

from fractions import Fraction

import pytest

from simulator.engine.events import Acted, Passed
from simulator.scenario.model import Mode
from simulator.scoring.feedback import Feedback, feedback
from tests.scripts import played

SCRIPT = """\
- cue: drift
  turns: [{ben: one}, {ben: two}]
  ripe: 2
  weight: 3
  options:
    - {do: contain, say: I contain., credit: 0.8, why: "{ben} is heard."}
    - {do: advise, say: I advise., credit: 0}
  missed: {credit: 0.1, why: "{ben} goes on."}
- ben: more
"""


def told(*acts: str, mode: Mode = "guided", script: str = SCRIPT) -> list[Feedback | None]:
    """The feedback for each act in a moment."""
    session = played(script, *acts, mode=mode)
    return [
        feedback(session.setup, event)
        for event in session.events
        if isinstance(event, (Acted, Passed))
    ]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("contain", Feedback(Fraction(4, 5), "timely", "Ben is heard.")),
        ("advise", Feedback(Fraction(0), "timely", "")),
        ("wait", Feedback(Fraction(1, 10), "", "Ben goes on.")),
    ],
)
def test_feedback_has_the_credit_without_the_weight_and_the_reason(
    act: str, said: Feedback
) -> None:
    assert told(act) == [said]


def test_feedback_on_a_line_said_early_has_its_factor() -> None:
    assert told("contain", mode="live") == [Feedback(Fraction(2, 5), "early", "Ben is heard.")]


def test_a_line_said_early_that_loses_nothing_is_in_time() -> None:
    free = SCRIPT.replace("credit: 0.8,", "credit: 0.8, timing: {early: 1},")
    said = Feedback(Fraction(4, 5), "timely", "Ben is heard.")
    assert told("contain", mode="live", script=free) == [said]


def test_there_is_no_feedback_on_what_the_group_says() -> None:
    session = played(SCRIPT, "wait")
    others = [event for event in session.events if not isinstance(event, (Acted, Passed))]
    assert others
    assert [feedback(session.setup, event) for event in others] == [None] * len(others)
