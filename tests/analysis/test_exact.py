"""The exact analysis against every play, one by one."""

from fractions import Fraction

import pytest
from hypothesis import assume, given

from simulator.analysis.decisions import best_line, costs, reach, unreached
from simulator.analysis.distribution import PERCENTS, distribution
from simulator.analysis.exact import ActionValues, Exact
from simulator.analysis.explore import explore
from simulator.analysis.score_play import choices
from simulator.analysis.values import Analysis, analyse
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.instructions import Meet
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.scenario.model import Mode, Scenario
from tests.analysis.enumeration import Enumeration, Tally, earned
from tests.examples import examples
from tests.scripts import opened, scripted
from tests.strategies import CHOICES, Data, as_scenario, lead, scenarios

MODES: tuple[Mode, ...] = ("guided", "live")
BOTH = pytest.mark.parametrize("mode", MODES)

PUZZLES = {
    "an effect is added to what was there before": """
        - cue: a
          turns: [{ben: a}]
          options:
            - {do: contain, say: x, credit: 0, effect: {trust: +2}}
            - {do: feeling, say: y, credit: 0}
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
          options:
            - {do: contain, say: x, credit: 1, when: waited('a')}
            - {do: feeling, say: x, credit: 0.1}
    """,
    "a moment is met once however often it is come to": """
        - label: round
        - cue: a
          turns: [{ben: a}]
          options:
            - {do: contain, say: x, credit: 1, effect: {trust: +1}}
            - {do: feeling, say: x, credit: 0, goto: round}
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
          options:
            - {do: contain, say: x, credit: 1, goto: round}
            - {do: feeling, say: x, credit: 0.5}
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
    "what was lost is asked about two moments later": """
        - cue: a
          turns: [{ben: a}]
          weight: 2
          options:
            - {do: contain, say: x, credit: 1}
            - {do: feeling, say: y, credit: 0.75}
            - {do: advise, say: z, credit: 0}
        - cue: between
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}, {do: feeling, say: y, credit: 0}]
        - cue: again
          mends: a
          turns: [{ben: c}]
          options: [{do: contain, say: x, credit: 1}, {do: feeling, say: y, credit: 0.25}]
    """,
    "what a bad time lost can be mended": """
        - cue: a
          turns: [{ben: a}, {ben: a}, {ben: a}]
          ripe: 2
          late: 2
          timing: {early: 0.25}
          options:
            - {do: contain, say: x, credit: 1}
            - {do: feeling, say: y, credit: 1, timing: {late: 0}}
        - leave: again
          mends: a
          weight: 2
          turns: [{ben: b}, {ben: b}]
          options: [{do: contain, say: x, credit: 0.25}]
    """,
    "several moments mend the same one": """
        - cue: a
          turns: [{ben: a}, {ben: a}]
          ripe: 2
          options: [{do: contain, say: x, credit: 0.5}, {do: feeling, say: y, credit: 0.25}]
          missed: {credit: 0.1}
        - cue: again
          mends: a
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 0.25}]
        - cue: once-more
          mends: a
          weight: 0.5
          turns: [{ben: c}]
          options: [{do: contain, say: x, credit: 1}]
    """,
    "nothing is given back of what was not met": """
        - if: trust > 0
          then: [{cue: a, turns: [{ben: a}], options: [{do: contain, say: x, credit: 1}]}]
        - label: round
        - cue: again
          mends: late
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}, {do: feeling, say: y, credit: 0.5}]
        - cue: again-a
          mends: a
          turns: [{ben: b}]
          options: [{do: contain, say: x, credit: 1}]
        - cue: late
          turns: [{ben: c}, {ben: c}]
          options: [{do: contain, say: x, credit: 1}]
        - effect: {trust: +1}
        - goto: round
          when: trust < 2
        - leave: last
          mends: late
          turns: [{ben: d}]
          options: [{do: contain, say: x, credit: 0.5}]
    """,
    "who protects as soon as a rule is broken is on time": """
        - cue: a
          turns:
            - {ben: a, breaks: [no-advice]}
            - {ben: b, breaks: [no-criticism]}
            - {ben: c}
          ripe: 3
          options:
            - {do: protect, say: x, credit: 1, set: {told: true}}
            - {do: contain, say: y, credit: 0.5, timing: {early: 1}}
          missed: {by: ben, credit: 0.7}
        - cue: again
          mends: a
          turns: [{ben: d}]
          options: [{do: contain, say: x, credit: 1}]
    """,
    "a line that live play alone offers": """
        - cue: a
          turns: [{ben: a}, {ben: b}]
          options:
            - {do: contain, say: x, credit: 1, after: 2}
            - {do: feeling, say: y, credit: 0.5}
        - cue: b
          when: not did('a.contain')
          turns: [{ben: a}]
          options: [{do: contain, say: x, credit: 0.25}]
    """,
}


def enumerated(scenario: Scenario, mode: Mode) -> tuple[Enumeration, Tally, Analysis]:
    program = compile_scenario(scenario)
    enumeration = Enumeration(Setup(program, mode, 1))
    tally = enumeration.whole()
    return enumeration, tally, analyse(explore(program, mode=mode), mode)


def assert_values_agree(scenario: Scenario, mode: Mode) -> None:
    enumeration, tally, analysis = enumerated(scenario, mode)
    whole, unit = analysis.whole, analysis.prices.unit
    assert analysis.exhaustive
    assert (analysis.best, Fraction(whole.worst, unit), whole.paths) == (
        tally.best,
        tally.worst,
        tally.paths,
    )
    exact = Exact.of(analysis.graph.program).mode(mode)
    assert exact.yardstick.best == tally.best
    for (state, _), tried in enumeration.decisions.items():
        assert exact.acts(state) == {named(choice.act): choice.value.best for choice in tried}
    assert_states_agree(enumeration, analysis)
    assert_decisions_agree(enumeration, analysis)
    if mode == "guided":
        assert_chance_agrees(enumeration, tally, analysis)


def node_of(analysis: Analysis, state: State) -> int:
    """The node of a play in this state; KeyError if the search missed it."""
    graph = analysis.graph
    return graph.keys[graph.follower.key(state.position)]


def assert_states_agree(enumeration: Enumeration, analysis: Analysis) -> None:
    """The analysis has exactly the states that plays reach, with the values of those plays."""
    come_to = set()
    for (state, _), tried in enumeration.decisions.items():
        number = node_of(analysis, state)
        come_to.add(number)
        first = state.spoken == min(
            analysis.prices.moments[analysis.graph.nodes[number].meet.number].taken
        )
        if first:  # in live play, the later turns of a moment are the same state
            value, values = analysis.least.at(number), [choice.value for choice in tried]
            assert Fraction(value.best, analysis.prices.unit) == max(v.best for v in values)
            assert Fraction(value.worst, analysis.prices.unit) == min(v.worst for v in values)
            assert value.paths == sum(v.paths for v in values)
    assert come_to == set(range(len(analysis.graph.nodes)))


def assert_decisions_agree(enumeration: Enumeration, analysis: Analysis) -> None:
    """The table of decisions is that of all choices in all states."""
    values: dict[tuple[str, int, str], list[Fraction]] = {}
    given: dict[tuple[str, int, str], list[Fraction]] = {}
    for (state, _), tried in enumeration.decisions.items():
        top = max(choice.value.best for choice in tried)
        meet = analysis.graph.program.code[state.at]
        assert isinstance(meet, Meet)
        for choice in tried:
            key = (meet.moment.id, state.spoken, named(choice.act))
            values.setdefault(key, []).append(choice.value.best)
            given.setdefault(key, []).append(top - choice.value.best)
    told = {(d.moment, d.after, d.act): d for d in costs(analysis).decisions}
    assert told.keys() == values.keys()
    for key, decision in told.items():
        assert (decision.least_value, decision.most_value) == (min(values[key]), max(values[key]))
        assert (decision.least_cost, decision.most_cost) == (min(given[key]), max(given[key]))


def assert_chance_agrees(enumeration: Enumeration, tally: Tally, analysis: Analysis) -> None:
    whole, unit, nodes = analysis.whole, analysis.prices.unit, analysis.graph.nodes
    found = [value / unit for value in (whole.chance, whole.wait, whole.speak, whole.timing)]
    expected = (tally.chance, tally.wait, tally.speak, tally.timing)
    assert found == pytest.approx([float(value) for value in expected], abs=1e-9)
    shares = [0.0] * PERCENTS
    for amount, share in tally.spread:
        shares[int(amount * 100 / tally.best) if tally.best else 0] += float(share)
    spread = distribution(analysis)
    assert spread.shares == pytest.approx(shares, abs=1e-7)
    assert spread.rounding == 0
    often = [0.0] * len(nodes)
    for (state, _), share in enumeration.often().items():
        often[node_of(analysis, state)] += float(share)
    assert reach(analysis) == pytest.approx(often, abs=1e-12)
    lost = sum(moment.lost or 0.0 for moment in costs(analysis).leverage)
    assert lost == pytest.approx(float(tally.best - tally.chance), abs=1e-9)


@BOTH
@examples(45)
@given(data=scenarios())
def test_every_value_is_that_of_all_plays_tried_one_by_one(data: Data, mode: Mode) -> None:
    assert_values_agree(as_scenario(data), mode)


@BOTH
@pytest.mark.parametrize("puzzle", PUZZLES)
def test_what_a_later_condition_still_reads_counts(puzzle: str, mode: Mode) -> None:
    assert_values_agree(scripted(PUZZLES[puzzle]), mode)


@examples(50)
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


@pytest.mark.slow
@BOTH
@examples(20)
@given(data=scenarios(), picked=CHOICES)
def test_what_a_play_gave_away_is_told_choice_by_choice(
    data: Data, mode: Mode, picked: list[int]
) -> None:
    _, tally, analysis = enumerated(as_scenario(data), mode)
    session = lead(opened(analysis.graph.program.scenario, mode), picked)
    told = choices(session.setup, session.records, Exact.of(analysis.graph.program).mode(mode))
    earned_so_far = earned(session.setup.program.scenario, tuple(session.events))
    if session.ended:
        assert tally.best - sum(choice.cost for choice in told) == earned_so_far
    assert all(choice.cost >= 0 and choice.best for choice in told)
    if (
        mode == "guided"
    ):  # in live play a turn waited costs nothing while the same can still be said in time
        assert all((choice.act in choice.best) == (choice.cost == 0) for choice in told)


@BOTH
@examples(20)
@given(data=scenarios())
def test_the_best_act_at_each_decision_earns_exactly_the_best(data: Data, mode: Mode) -> None:
    program = compile_scenario(as_scenario(data))
    exact = Exact.of(program).mode(mode)
    session = Session(Setup(program, mode, 7), lambda record: None)
    passed = set()
    while not session.ended and session.state not in passed:
        passed.add(session.state)
        session.act(best_act(session, exact))
    assert earned(program.scenario, tuple(session.events)) == exact.yardstick.best


@BOTH
@examples(20)
@given(data=scenarios())
def test_the_best_line_played_as_a_plan_earns_exactly_the_best(data: Data, mode: Mode) -> None:
    program = compile_scenario(as_scenario(data))
    analysis = analyse(explore(program, mode=mode), mode)
    assume(analysis.whole.paths)
    plan = {(moment, after): act for moment, after, act in best_line(analysis)}
    session = Session(Setup(program, mode, 7), lambda record: None)
    passed = set()
    while not session.ended and session.state not in passed:
        passed.add(session.state)
        now = session.pause
        wanted = plan.get((now.moment.id, now.after), "wait") if now.moment is not None else "wait"
        session.act(WAIT if wanted == "wait" else Take(wanted))
    assert earned(program.scenario, tuple(session.events)) == analysis.best


def best_act(session: Session, exact: ActionValues) -> Act:
    if not session.pause.asks:
        return WAIT
    found = exact.acts(session.state)
    best = max(found, key=lambda act: found[act])
    return WAIT if best == "wait" else Take(best)


def named(act: Act) -> str:
    return act.option if isinstance(act, Take) else "wait"
