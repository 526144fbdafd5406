"""The acts of a live plan as they are written: in a moment, between moments, and what is wrong."""

import pytest

from simulator.engine.plan import LETS_GO, BetweenAct, LiveAct
from simulator.library.plans import load_plan_text
from simulator.messages.findings import say_finding
from tests.scripts import CUE, LEAVE, scripted, with_between

HEAD = "play: some\nmode: live\nacts:\n"


def found(acts: str, *, own: bool = False) -> list[str]:
    """The findings of a plan with these acts, with line and column."""
    scenario = scripted(CUE + LEAVE)
    plan, findings = load_plan_text(
        (HEAD + acts).encode(), "some.yaml", with_between(scenario) if own else scenario
    )
    assert (plan is None) == bool(findings)
    return [say_finding(finding) for finding in findings]


def test_acts_in_moments_and_between_them_are_read_apart() -> None:
    acts = (
        "  - {moment: drift, after: 2, act: contain}\n"
        "  - {moment: quiet, after: 1, act: let-go}\n"
        "  - {turn: 7, act: frame}\n"
        "  - {turn: 8, act: let-go}\n"
    )
    plan, findings = load_plan_text((HEAD + acts).encode(), "some.yaml", scripted(CUE + LEAVE))
    assert findings == ()
    assert plan is not None
    assert plan.live == (LiveAct("drift", 2, "contain"), LiveAct("quiet", 1, LETS_GO))
    assert plan.between == (BetweenAct(7, "frame"), BetweenAct(8, LETS_GO))


@pytest.mark.parametrize(
    ("acts", "code", "sentence"),
    [
        ("  - {turn: 1, act: fram}\n", "P102", "No line outside the moments is of the kind 'fram'"),
        ("  - {turn: 0, act: frame}\n", "S205", "1 or more"),
        ("  - {turn: 1, after: 1, act: frame}\n", "S202", "after"),
        ("  - {moment: drift, act: contain}\n", "S201", "after"),
        ("  - {moment: drift, after: 1, act: let-gone}\n", "P102", "has no option 'let-gone'"),
        ("  - {moment: drift, after: 4, act: let-go}\n", "P104", "has 3 turns"),
        (
            "  - {moment: drift, after: 1, act: let-go}\n"
            "  - {moment: drift, after: 2, act: contain}\n",
            "P104",
            "judged once",
        ),
    ],
)
def test_an_act_that_cannot_be_is_found(acts: str, code: str, sentence: str) -> None:
    (only,) = found(acts)
    assert f" {code} " in only
    assert sentence in only


def test_between_moments_only_kinds_of_the_scenarios_own_lines_can_be_said() -> None:
    assert found("  - {turn: 1, act: advise}\n") == []
    (only,) = found("  - {turn: 1, act: advise}\n", own=True)
    assert "No line outside the moments is of the kind 'advise'" in only


def test_a_guided_plan_cannot_let_go() -> None:
    text = b"play: some\nacts: {drift: let-go}\n"
    plan, findings = load_plan_text(text, "some.yaml", scripted(CUE))
    assert plan is None
    assert [finding.code for finding in findings] == ["P102"]
