"""A play continues after its scenario was edited.

It continues as far as that makes sense, never on the wrong branch, and reports what has changed.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.acts import WAIT, Remark
from simulator.engine.events import Acted, Passed, Remarked
from simulator.engine.resume import Repeated, resume_changed
from simulator.engine.session import Session
from simulator.scenario.model import Mode, Scenario
from tests.examples import examples
from tests.scripts import acted, asked, heard, opened, scripted, sentences, spoken
from tests.strategies import CHOICES, Data, as_scenario, lead, scenarios

pytestmark = pytest.mark.slow

FIRST = """\
- ben: before
- cue: first
  turns: [{ben: one}, {ben: two}, {ben: three}]
  options:
    - {do: contain, say: I contain., credit: 1, then: [{ben: contained}]}
    - {do: advise, say: I advise., credit: 0, then: [{ben: advised}]}
  missed: {then: [{ben: let go}]}
"""
BETWEEN = "- ben: between\n"
SECOND = """\
- cue: second
  turns: [{priya: four}, {priya: five}]
  options:
    - {do: contain, say: I hold., credit: 1}
- ben: after
- ben: long after
- end: Thank you.
"""
SCRIPT = FIRST + BETWEEN + SECOND
NEW = "- leave: new\n  turns: [{silence: new}]\n  options: [{do: feeling, say: x, credit: 0}]\n"


def stopped(*acts: str, mode: Mode = "guided", more: int = 0) -> Session:
    """A play of the unedited script, left after these decisions and so many turns more."""
    session = opened(scripted(SCRIPT), mode)
    for act in acts:
        asked(session).act(spoken(act))
    for _ in range(more):
        session.act(WAIT)
    return session


def resumed(session: Session, script: str) -> tuple[Session, Repeated]:
    again = opened(scripted(script), session.setup.mode)
    return again, resume_changed(again, session.records)


def judged(session: Session) -> list[tuple[str, str]]:
    events = (event for event in session.events if isinstance(event, Acted | Passed))
    return [
        (event.moment, event.option if isinstance(event, Acted) else "passed") for event in events
    ]


def test_a_play_whose_scenario_did_not_change_stands_exactly_where_it_stood() -> None:
    session = stopped("contain", more=2)
    again, outcome = resumed(session, SCRIPT)
    assert outcome == Repeated()
    assert (again.state, again.events, again.records) == (
        session.state,
        session.events,
        session.records,
    )


def test_turns_that_were_added_are_heard_and_the_decisions_stay() -> None:
    script = "- ben: added\n- ben: added too\n" + FIRST + "- ben: added again\n" + BETWEEN + SECOND
    again, outcome = resumed(stopped("advise", "contain"), script)
    assert outcome == Repeated()
    assert judged(again) == [("first", "advise"), ("second", "contain")]
    assert heard(again.events)[:3] == ["added", "added too", "before"]


def test_turns_that_were_taken_out_do_not_carry_play_past_a_decision() -> None:
    again, outcome = resumed(stopped("contain", more=2), FIRST + SECOND)
    assert outcome.whole
    assert again.pause.asks
    assert again.pause.moment is not None
    assert (again.pause.moment.id, again.pause.after) == ("second", 1)


def test_words_that_changed_are_told() -> None:
    again, outcome = resumed(stopped("contain", more=1), SCRIPT.replace("I contain.", "I hold it."))
    assert sentences(outcome) == ["Your line in 'first' now reads: I hold it."]
    assert outcome.whole
    assert "I hold it." in heard(again.events)


def test_an_option_that_is_gone_is_decided_anew_and_nothing_else_is_taken_for_it() -> None:
    script = SCRIPT.replace(
        "    - {do: advise, say: I advise., credit: 0, then: [{ben: advised}]}\n", ""
    )
    again, outcome = resumed(stopped("advise", "contain"), script)
    assert not outcome.whole
    assert "advise" in sentences(outcome)[-1]
    assert "no longer available" in sentences(outcome)[-1]
    assert judged(again) == []
    assert again.pause.moment is not None
    assert (again.pause.moment.id, again.pause.asks) == ("first", True)


def test_an_option_whose_condition_no_longer_holds_is_decided_anew() -> None:
    script = SCRIPT.replace("say: I advise., credit: 0,", "say: I advise., credit: 0, when: told,")
    again, outcome = resumed(stopped("advise"), script)
    assert not outcome.whole
    assert judged(again) == []


def test_a_moment_that_is_gone_stops_the_play_at_the_next_decision() -> None:
    again, outcome = resumed(stopped("advise", "contain"), "- ben: before\n" + BETWEEN + SECOND)
    assert not outcome.whole
    assert "second" in sentences(outcome)[-1]
    assert judged(again) == []
    assert again.pause.moment is not None
    assert again.pause.moment.id == "second"


def test_the_last_moment_gone_stops_the_play_before_its_end() -> None:
    again, outcome = resumed(
        stopped("advise", "contain"), FIRST + BETWEEN + "- phase: closing\n- end: Thank you.\n"
    )
    assert not outcome.whole
    assert "second" in sentences(outcome)[-1]
    assert "is gone or has another name" in sentences(outcome)[-1]
    assert not again.ended


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_a_new_moment_before_is_decided_first(mode: Mode) -> None:
    again, outcome = resumed(stopped("advise", mode=mode), NEW + SCRIPT)
    assert not outcome.whole
    assert "'new' is new here" in sentences(outcome)[-1]
    assert judged(again) == []
    assert again.pause.moment is not None
    assert again.pause.moment.id == "new"


def test_a_new_moment_after_all_that_was_decided_is_waited_for() -> None:
    again, outcome = resumed(stopped("advise", more=3), FIRST + NEW + BETWEEN + SECOND)
    assert judged(again) == [("first", "advise")]
    assert again.pause.moment is not None
    assert again.pause.moment.id == "new"
    assert outcome.whole
    assert "'new'" in sentences(outcome)[-1]


def test_a_moment_that_became_shorter_is_not_taken_for_missed() -> None:
    session = stopped("wait", "wait", "contain", mode="live")
    again, outcome = resumed(session, SCRIPT.replace(", {ben: three}", ""))
    assert not outcome.whole
    assert "'first' is shorter now" in sentences(outcome)[-1]
    assert judged(again) == []
    assert "let go" not in heard(again.events)


def test_a_moment_that_became_longer_is_not_gone_past() -> None:
    session = stopped("wait", "wait", "wait", "contain", mode="live")
    again, outcome = resumed(session, SCRIPT.replace("{ben: three}", "{ben: three}, {ben: more}"))
    assert not outcome.whole
    assert judged(again) == []
    assert (again.pause.asks, again.pause.after) == (True, 4)


def test_a_question_that_comes_at_another_turn_is_asked_again() -> None:
    again, outcome = resumed(
        stopped("advise"), SCRIPT.replace("  options:", "  ripe: 2\n  options:", 1)
    )
    assert not outcome.whole
    assert "a different turn" in sentences(outcome)[-1]
    assert judged(again) == []
    assert (again.pause.asks, again.pause.after) == (True, 2)


def test_a_remark_stays_where_it_was_made() -> None:
    session = opened(scripted(SCRIPT), "live")
    session.act(WAIT)
    session.act(Remark("frame"))
    acted(session, "advise", "contain")
    again = opened(scripted(SCRIPT.replace("long after", "much later")), "live")
    assert resume_changed(again, session.records[:-1]).whole
    kinds = [type(event) for event in again.events]
    assert kinds.index(Remarked) == 1


def test_a_remark_where_a_moment_is_now_stops_there_and_names_it() -> None:
    session = opened(scripted(SCRIPT), "live")
    session.act(WAIT)
    session.act(Remark("frame"))
    again, outcome = resumed(session, SCRIPT.removeprefix("- ben: before\n"))
    assert not outcome.whole
    assert "'first'" in sentences(outcome)[-1]
    assert not any(isinstance(event, Remarked) for event in again.events)


def test_a_script_that_now_turns_round_and_round_is_left() -> None:
    again, outcome = resumed(
        stopped("advise"), "- label: round\n- ben: and again\n- goto: round\n" + SCRIPT
    )
    assert not outcome.whole
    assert "no longer occurs" in sentences(outcome)[-1]
    assert judged(again) == []


def test_the_order_of_moments_and_options_in_the_file_does_not_matter() -> None:
    other = (
        "- cue: other\n  when: told\n  turns: [{ben: x}]\n"
        "  options: [{do: contain, say: x, credit: 1}]\n"
    )
    turned = other + SCRIPT
    lines = turned.splitlines(keepends=True)
    contain = next(i for i, line in enumerate(lines) if "I contain." in line)
    lines[contain], lines[contain + 1] = lines[contain + 1], lines[contain]
    again, outcome = resumed(stopped("advise", "contain"), "".join(lines))
    assert outcome == Repeated()
    assert judged(again) == [("first", "advise"), ("second", "contain")]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Data, Data]:
    """Draw a scenario and an edit of it: a step removed, inserted or repeated at the top level."""
    data = draw(scenarios())
    script = list(data["script"])
    at = draw(st.integers(0, len(script)))
    edit = draw(st.sampled_from(("turn", "moment", "cut")))
    if edit == "turn":
        script.insert(at, {"ben": "edited"})
    elif edit == "moment":
        moment = {"turns": [{"ben": "x"}], "options": [{"do": "frame", "say": "x", "credit": 1}]}
        script.insert(at, {"cue": "put-in", **moment})
    else:
        plain = [
            i for i, step in enumerate(script) if {"ben", "priya", "vary", "phase"} & step.keys()
        ]
        for i in plain[: 1 + at]:
            script[i] = {"effect": {"depth": 0}}
    return data, {**data, "script": script}


@examples(40)
@pytest.mark.parametrize("mode", ["guided", "live"])
@given(both=edits(), choices=CHOICES)
def test_after_any_edit_no_moment_is_judged_otherwise_than_the_leader_did(
    both: tuple[Data, Data], choices: list[int], mode: Mode
) -> None:
    before: Scenario = as_scenario(both[0])
    session = lead(opened(before, mode, 3), choices)
    again = opened(as_scenario(both[1]), mode, 3)
    outcome = resume_changed(again, session.records)
    assert set(judged(again)) <= {*judged(session), *ahead(session)}
    if outcome.whole:
        decisions = [(r.moment, r.after, r.option) for r in session.records if r.moment]
        assert [(r.moment, r.after, r.option) for r in again.records if r.moment] == decisions


def ahead(session: Session) -> set[tuple[str, str]]:
    """A guided halt that was waited out, in a moment whose last turns were still to come."""
    waited = [record.moment for record in session.records if record.act == "wait" and record.moment]
    return {(moment, "passed") for moment in waited} if session.setup.mode == "guided" else set()
