"""The exact analysis against every play, one by one."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from simulator.analysis.appraise import choices
from simulator.analysis.explore import explore
from simulator.analysis.values import Analysis, analyse, unreached
from simulator.play.program import compile_scenario
from simulator.play.session import Session
from simulator.play.step import WAIT, Act, Mode, Setup, Take
from simulator.scenario.model import Scenario
from tests.analysis.enumeration import Enumeration, Tally, earned
from tests.stage import opened, scripted
from tests.strategies import CHOICES, Data, as_scenario, lead, scenarios

MODES: tuple[Mode, ...] = ("guided", "live")
BOTH = pytest.mark.parametrize("mode", MODES)

PUZZLES = {
    "an effect is added to what was there before": """
        - cue: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 0, effect: {trust: +2}}, {do: feeling, say: y, credit: 0}]
        - cue: between
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}]
        - effect: {trust: +1}
        - if: trust > 2
          then: [{cue: b, turns: [{ben: c}], options: [{do: contain, say: x, credit: 1}]}]
    """,
    "what is set is no longer what it was": """
        - cue: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 0, set: {told: true}}]
        - cue: between
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}]
        - set: {told: false}
          when: trust == 0
        - leave: b
          when: told
          turns: [{ben: c}]
          options: [{do: contain, say: x, credit: 0.5}]
    """,
    "a moment may have been judged before or not when it is met": """
        - cue: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 0, goto: onward}]
        - label: back
        - cue: twice
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}]
        - end:
          when: told
        - label: onward
        - cue: between
          turns: [{ben: c}]
          options: [{do: contain, say: x, credit: 1}, {do: feeling, say: x, credit: 0}]
        - set: {told: true}
        - goto: back
    """,
    "what was done is asked about two moments later": """
        - cue: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 0}, {do: feeling, say: x, credit: 0}]
        - cue: between
          turns: [{ben: c}]
          options: [{do: contain, say: x, credit: 1}, {do: feeling, say: x, credit: 0}]
        - end:
          when: missed('a') or did('a.feeling')
        - leave: last
          turns: [{ben: d}]
          options: [{do: contain, say: x, credit: 0.25}]
    """,
    "an option is offered by what was done two moments ago": """
        - leave: a
          turns: [{ben: a}, {ben: a}]
          options: [{do: contain, say: x, credit: 0.9}]
        - cue: between
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}]
        - cue: b
          turns: [{ben: c}, {ben: c}]
          options: [{do: contain, say: x, credit: 1, when: waited('a')}, {do: feeling, say: x, credit: 0.1}]
    """,
    "a moment is met once however often it is come to": """
        - label: round
        - cue: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 1, effect: {trust: +1}}, {do: feeling, say: x, credit: 0, goto: round}]
        - cue: b
          when: trust > 0 or missed('a')
          turns: [{ben: b}, {ben: b}]
          ripe: 2
          options: [{do: contain, say: x, credit: 1}]
          missed: {goto: round}
        - effect: {safety: -1}
        - goto: round
          when: safety > 3
    """,
    "some plays never end": """
        - cue: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 1, goto: round}, {do: feeling, say: x, credit: 0.5}]
        - end:
        - label: round
        - ben: and again
        - goto: round
    """,
    "a moment that was judged leads on as if it were words": """
        - label: round
        - leave: a
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 0, then: [{goto: round}]}]
          waited: {goto: round}
        - cue: b
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 0.3}]
          weight: 0.1
    """,
}


def enumerated(scenario: Scenario, mode: Mode) -> tuple[Enumeration, Tally, Analysis]:
    program = compile_scenario(scenario)
    enumeration = Enumeration(Setup(program, mode, 1))
    tally = enumeration.whole()
    return enumeration, tally, analyse(explore(program), mode)


def assert_values_agree(scenario: Scenario, mode: Mode) -> None:
    enumeration, tally, analysis = enumerated(scenario, mode)
    whole = analysis.whole
    assert analysis.exhaustive
    assert (analysis.best, Fraction(whole.worst, analysis.unit), whole.paths) == (tally.best, tally.worst, tally.paths)
    if mode == "guided":
        found = [value / analysis.unit for value in (whole.chance, whole.wait, whole.speak)]
        assert found == pytest.approx([float(tally.chance), float(tally.wait), float(tally.speak)], abs=1e-9)
    for state, tried in enumeration.decisions.items():
        values = {named(choice.act): choice.value.best for choice in tried}
        node = analysis.graph.node_at(state.at, state.values, state.judged)
        assert analysis.acts(node, state.spoken) == values


@BOTH
@settings(max_examples=150)
@given(data=scenarios())
def test_every_value_is_that_of_all_plays_tried_one_by_one(data: Data, mode: Mode) -> None:
    assert_values_agree(as_scenario(data), mode)


@BOTH
@pytest.mark.parametrize("puzzle", PUZZLES)
def test_what_a_later_condition_still_reads_counts(puzzle: str, mode: Mode) -> None:
    assert_values_agree(scripted(PUZZLES[puzzle]), mode)


@settings(max_examples=80)
@given(scenarios())
def test_what_no_play_comes_to_is_called_unreached(data: Data) -> None:
    enumeration, _, analysis = enumerated(as_scenario(data), "guided")
    program = analysis.graph.program
    never = []
    for moment in program.moments:
        if moment.id not in enumeration.met:
            never.append(moment.id)
        else:
            options = [f"{moment.id}.{option.id}" for option in moment.options]
            never += [option for option in options if option not in enumeration.offered]
    if "marked" in program.labels and "label marked" not in enumeration.heard:
        never.append("marked")
    assert [name for name in unreached(analysis.graph) if name != "bare"] == never


@BOTH
@given(data=scenarios(), picked=CHOICES)
def test_what_a_play_gave_away_is_told_choice_by_choice(data: Data, mode: Mode, picked: list[int]) -> None:
    _, tally, analysis = enumerated(as_scenario(data), mode)
    session = lead(opened(analysis.graph.program.scenario, mode), picked)
    told = choices(session.setup, session.records, analysis)
    earned_so_far = earned(session.setup.program.scenario, tuple(session.events))
    if session.ended:
        assert tally.best - sum(choice.cost for choice in told) == earned_so_far
    assert all(choice.cost >= 0 and choice.best for choice in told)
    if mode == "guided":  # in live play a turn waited costs nothing while the same can still be said in time
        assert all((choice.act in choice.best) == (choice.cost == 0) for choice in told)


@BOTH
@given(data=scenarios())
def test_the_best_act_at_each_decision_earns_exactly_the_best(data: Data, mode: Mode) -> None:
    program = compile_scenario(as_scenario(data))
    analysis = analyse(explore(program), mode)
    session = Session(Setup(program, mode, 7), lambda record: None)
    passed = set()
    while not session.ended and session.state not in passed:
        passed.add(session.state)
        session.act(best_act(session, analysis))
    assert earned(program.scenario, tuple(session.events)) == analysis.best


def best_act(session: Session, analysis: Analysis) -> Act:
    now, state = session.pause, session.state
    if not now.asks:
        return WAIT
    worth = analysis.acts(analysis.graph.node_at(state.at, state.values, state.judged), now.after)
    best = max(worth, key=lambda act: worth[act])
    return WAIT if best == "wait" else Take(best)


def named(act: Act) -> str:
    return act.option if isinstance(act, Take) else "wait"
