"""Live play: to see the lines is to begin to speak, and then one says a line or lets it go."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.analysis.exact import Exact
from simulator.analysis.score_play import choices, score_play
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, NotOnOffer, Remark, Take
from simulator.engine.events import Acted, Passed
from simulator.engine.pause import pause
from simulator.engine.program import compile_scenario
from simulator.engine.records import Record, from_row, to_row
from simulator.engine.resume import Repeated, resume_changed
from simulator.engine.session import Session
from simulator.engine.step import step
from simulator.scenario.model import Moment, Scenario
from simulator.scoring.evidence import evidence, spoke_between
from tests.examples import examples
from tests.plays import flagship_scenario
from tests.scripts import (
    CUE,
    LEAVE,
    acted,
    asked,
    heard,
    opened,
    outline,
    scripted,
    sentences,
    with_between,
)
from tests.strategies import CHOICES, SEEDS, Data, as_scenario, lead, scenarios

TALK = "- ben: a\n- ben: b\n"


def live(script: str = TALK + CUE + LEAVE + TALK) -> Session:
    """Open live play of a script with lines of its own outside the moments."""
    return opened(with_between(scripted(script)), "live")


def speaking(session: Session) -> Session:
    session.act(BEGIN)
    return session


def words(session: Session) -> list[str]:
    return [offer.words for offer in session.prompt.offers]


# Beginning to speak.


def test_the_lines_of_a_moment_are_seen_once_one_has_begun_to_speak() -> None:
    session = asked(live(CUE))
    assert (session.prompt.kind, words(session)) == ("live", [])
    assert outline(session.act(BEGIN)) == ["began in drift"]
    assert session.prompt.kind == "speaking"
    assert sorted(words(session)) == ["I advise.", "I contain."]


def test_a_line_of_a_moment_is_judged_as_if_it_had_been_said_at_once() -> None:
    at_once, begun = asked(live(CUE)), speaking(asked(live(CUE)))
    at_once.act(Take("contain"))
    begun.act(Take("contain"))
    assert begun.state == at_once.state
    assert [event for event in begun.events if outline([event]) != ["began in drift"]] == (
        at_once.events
    )


def test_outside_moments_the_scenarios_own_lines_are_offered_filled_in() -> None:
    session = speaking(live())
    assert all(line.startswith("Between ") for line in words(session))
    act = session.act_for("1")
    said = words(session)[0]
    events = outline(session.act(act))
    assert events[1] == said
    assert session.prompt.kind == "live"


@pytest.mark.parametrize(("number", "reaction"), [(0, ["Nobody answers 0."]), (1, [])])
def test_the_group_reacts_to_a_line_between_moments_if_the_author_says_how(
    number: int, reaction: list[str]
) -> None:
    kind = ("feeling", "frame")[number]
    events = live().act(Remark(kind, number, between=True))
    assert heard(events) == [f"Between {number}.", *reaction]


@pytest.mark.parametrize(
    "remark",
    [
        Remark("feeling", 1, between=True),
        Remark("feeling", 6, between=True),
        Remark("feeling", -2, between=True),
        Remark("no-such-kind", 0, between=True),
    ],
)
def test_a_line_that_the_scenario_does_not_have_cannot_be_said(remark: Remark) -> None:
    with pytest.raises(NotOnOffer):
        live().act(remark)


def test_the_lines_between_moments_are_drawn_anew_at_each_turn() -> None:
    session = live(TALK * 4 + CUE)
    seen = []
    while not session.pause.asks:
        seen.append(session.pause.remarks)
        session.act(WAIT)
    assert len(set(seen)) > len(seen) / 2


def test_to_look_again_at_the_same_turn_shows_the_same_lines() -> None:
    session = speaking(live())
    first = words(session)
    session.act(LET_GO)
    assert words(speaking(session)) == first


def test_one_cannot_begin_to_speak_in_guided_play_nor_twice_nor_after_the_end() -> None:
    for session in (opened(scripted(CUE)), speaking(live()), acted(live())):
        with pytest.raises(NotOnOffer):
            session.act(BEGIN)


def test_one_cannot_let_go_without_having_begun() -> None:
    for session in (opened(scripted(CUE)), live(), asked(live())):
        with pytest.raises(NotOnOffer):
            session.act(LET_GO)


def test_a_step_that_begins_or_lets_go_says_no_turn_and_takes_no_time() -> None:
    session = asked(live())
    before = session.view()
    session.act(BEGIN)
    session.act(LET_GO)
    after = session.view()
    assert (after.turns, after.minute) == (before.turns, before.minute)


# Letting go.


def test_letting_go_in_a_moment_waits_the_rest_of_it_out() -> None:
    session = speaking(asked(live(CUE + TALK)))
    assert outline(session.act(LET_GO)) == ["let go in drift"]
    with pytest.raises(NotOnOffer):
        session.act(Take("contain"))
    assert not session.pause.asks
    said = outline(acted(session).events)
    assert said[-6:] == ["two", "three", "drift passed", "a", "b", "ended: script"]


def test_after_letting_go_in_a_moment_one_speaks_outside_it() -> None:
    session = speaking(asked(live(CUE)))
    session.act(LET_GO)
    assert outline(session.act(BEGIN)) == ["began in no moment"]
    assert all(line.startswith("Between ") for line in words(session))
    session.act(LET_GO)
    assert spoke_between(session.events) == 1


def test_in_a_moment_met_again_one_speaks_outside_any() -> None:
    again = "- label: again\n" + CUE + "- effect: {trust: +1}\n- goto: again\n  when: trust < 2\n"
    session = asked(live(again))
    session.act(Take("contain"))
    while session.turns < 3:  # the first turn of the moment, met again
        session.act(WAIT)
    assert outline(session.act(BEGIN)) == ["began in no moment"]


def test_speaking_and_letting_go_between_moments_count_alike() -> None:
    session = speaking(live())
    session.act(session.act_for("1"))
    speaking(session).act(LET_GO)
    assert spoke_between(session.events) == 2


def test_letting_go_in_a_leave_is_right_and_in_a_cue_a_miss() -> None:
    session = live()
    for _ in range(2):
        speaking(asked(session)).act(LET_GO)
    judged = evidence(session.setup.program.scenario, acted(session).events)
    assert [judgement.noticing for judgement in judged] == ["miss", "correct_rejection"]


# What is saved.


def test_beginning_and_letting_go_are_saved_with_the_moment_and_its_turn() -> None:
    session = speaking(asked(live(TALK + CUE)))
    session.act(LET_GO)
    assert session.records[-2:] == [Record("began", "drift", 1), Record("let-go", "drift", 1)]


def test_a_line_between_moments_is_told_apart_from_a_wording_of_the_catalogue() -> None:
    session = live()
    session.act(Remark("frame", 1, between=True))
    session.act(Remark("frame", 1))
    own, catalogues = session.records
    assert own == Record("between", say="Between 1.", kind="frame", wording=1)
    assert catalogues.act == "remark"
    assert catalogues.say != own.say


@pytest.mark.parametrize(
    "record",
    [
        Record("began"),
        Record("began", "drift", 2),
        Record("let-go", "drift", 2),
        Record("between", say="Between 4.", kind="feeling", wording=4),
    ],
)
def test_a_row_holds_the_whole_record(record: Record) -> None:
    assert from_row(to_row(record)) == record


@examples(30)
@given(data=scenarios(), seed=SEEDS, choices=CHOICES)
def test_replay_of_the_saved_rows_is_the_play_itself(
    data: Data, seed: int, choices: list[int]
) -> None:
    scenario = with_between(as_scenario(data))
    session = lead(opened(scenario, "live", seed), choices)
    again = opened(scenario, "live", seed)
    again.replay(from_row(to_row(record)) for record in session.records)
    assert again.events == session.events
    assert (again.state, again.records, again.view()) == (
        session.state,
        session.records,
        session.view(),
    )


def test_a_play_closed_while_speaking_resumes_while_speaking() -> None:
    session = speaking(asked(live()))
    again = live()
    again.replay(session.records)
    assert (again.prompt, again.prompt.kind) == (session.prompt, "speaking")


def test_a_play_saved_before_one_had_to_begin_is_replayed_as_it_was() -> None:
    records = [
        Record("remark", say="Words of long ago.", kind="frame", wording=0),
        Record("wait"),
        Record("wait"),
        Record("wait"),
        Record("take", "drift", 1, "contain", "I contain."),
    ]
    session = live()
    session.replay(records)
    assert session.records == records
    assert heard(session.events)[0] == "Words of long ago."
    assert spoke_between(session.events) == 1


# An edited scenario.


@examples(20)
@given(data=scenarios(), seed=SEEDS, choices=CHOICES)
def test_an_unchanged_scenario_continues_exactly_there(
    data: Data, seed: int, choices: list[int]
) -> None:
    scenario = with_between(as_scenario(data))
    session = lead(opened(scenario, "live", seed), choices)
    assume(not session.ended)
    again = opened(scenario, "live", seed)
    assert resume_changed(again, session.records) == Repeated()
    assert (again.state, again.records) == (session.state, session.records)


def test_letting_go_is_repeated_in_a_moment_that_became_longer() -> None:
    session = speaking(asked(live(CUE + TALK)))
    session.act(LET_GO)
    session.act(WAIT)
    longer = CUE.replace("{ben: three}", "{ben: three}, {ben: four}")
    again = live(longer + TALK)
    assert resume_changed(again, session.records).whole
    assert again.records[-2:] == [Record("let-go", "drift", 1), Record("wait")]


def test_a_line_that_is_gone_leaves_the_leader_speaking() -> None:
    session = speaking(asked(live(CUE)))
    session.act(Take("advise"))
    again = live(CUE.replace("do: advise", "do: redirect"))
    repeated = resume_changed(again, session.records)
    assert not repeated.whole
    assert "advise" in sentences(repeated)[-1]
    assert again.prompt.kind == "speaking"


def test_a_line_between_moments_is_repeated_word_for_word_whatever_it_says_today() -> None:
    session = live()
    session.act(Remark("frame", 1, between=True))
    again = opened(scripted(TALK), "live")
    assert resume_changed(again, session.records) == Repeated()
    assert heard(again.events) == ["Between 1."]


@pytest.mark.parametrize("later", [Record("wait"), Record("take", "drift", 1, "contain", "x")])
def test_a_damaged_play_that_goes_on_while_speaking_is_no_crash(later: Record) -> None:
    again = live()
    resume_changed(again, [Record("began"), later])
    assert again.records == [Record("began")]


# What it costs.


@pytest.mark.parametrize(("after", "acts"), [(1, []), (2, [WAIT])])
def test_letting_go_costs_what_waiting_the_moment_out_costs(after: int, acts: list[Act]) -> None:
    session = asked(live(CUE))
    for act in (*acts, BEGIN, LET_GO):
        session.act(act)
    acted(session)
    played = Exact.of(session.setup.program).live
    made = choices(session.setup, session.records, played)
    assert [(choice.act, choice.after) for choice in made][-1] == ("wait", after)
    assert [float(choice.cost) for choice in made] == [0.0] * len(acts) + [1.0]


# Properties.


@examples(30)
@given(data=scenarios(), seed=SEEDS, led=CHOICES)
def test_while_speaking_only_a_line_or_letting_go_changes_anything(
    data: Data, seed: int, led: list[int]
) -> None:
    session = lead(opened(with_between(as_scenario(data)), "live", seed), led)
    assume(not session.ended)
    setup = session.setup
    state = session.state if session.state.speaking else step(setup, session.state, BEGIN)[0]
    now = pause(setup, state)
    possible: list[Act] = [LET_GO, *now.remarks]
    possible += [Take(option.id) for option in now.options]
    for act in every_act(setup.program.scenario):
        if act in possible:
            after, _ = step(setup, state, act)
            assert not after.speaking
        else:
            with pytest.raises(NotOnOffer):
                step(setup, state, act)


def every_act(scenario: Scenario) -> list[Act]:
    """Every act that can be named in a scenario."""
    acts: list[Act] = [WAIT, BEGIN, LET_GO]
    acts += {Take(option.id) for moment in scenario.moments() for option in moment.options}
    acts += [Remark(line.do, i, between=True) for i, line in enumerate(scenario.between)]
    acts += [Remark(kind) for kind in scenario.catalogue.kinds]
    return acts


@pytest.mark.parametrize("own", [True, False])
@examples(30)
@given(data=scenarios(), seed=SEEDS)
def test_the_number_of_lines_does_not_tell_a_moment_from_none(
    own: bool, data: Data, seed: int
) -> None:
    """Between moments there are as many lines as in some moment, after some turn of it.

    With conditions the number of lines of a moment changes from place to place, and the number
    between moments is that of a moment under the same conditions.
    """
    scenario = as_scenario(data)
    session = opened(with_between(scenario) if own else scenario, "live", seed)
    options = [option for moment in scenario.moments() for option in moment.options]
    unconditional = all(option.when is None and option.after == 1 for option in options)
    fixed = {len(moment.options) for moment in scenario.moments()}
    for _ in range(40):
        if session.ended:
            break
        speaking(session)
        if not session.pause.asks:
            counts = available(session)
            assert len(words(session)) in counts
            assert not unconditional or counts == fixed
        session.act(LET_GO)
        session.act(WAIT)


def available(session: Session) -> set[int]:
    """The number of lines that each moment would have after each of its turns if it were met now."""
    state = session.state
    counts = set()
    for moment in session.setup.program.moments:
        offered = [
            option
            for option in moment.options
            if option.when is None or option.when.evaluate(state.values, state.judged)
        ]
        for turn in range(1, len(moment.turns) + 1):
            counts.add(sum(option.after <= turn for option in offered))
    return counts


Choice = st.sampled_from(("best", "first", "let go"))


@examples(40)
@given(data=scenarios(), seed=SEEDS, in_cues=Choice, in_leaves=Choice)
def test_who_looks_at_the_lines_after_every_turn_earns_no_more_than_who_never_looks(
    data: Data, seed: int, in_cues: str, in_leaves: str
) -> None:
    """Looking gives nothing: neither a better decision nor a better time for it.

    The looker begins to speak after every turn and decides by the lines then: in a moment takes a
    line or lets go, outside moments lets go. The other leader makes the same decision in every
    moment, says the same line when it is timely, and never begins to speak otherwise. Both meet the
    same moments, because the consequences of a line do not depend on its turn. In credit the looker
    is at best equal: a line is said after the first turn of its moment, timely or early, and a time
    never has a larger factor than timely. In noticing the looker is at best equal: hits and correct
    rejections are the same, and each look outside a moment counts against the looker.
    """
    scenario = with_between(as_scenario(data))
    looker = look_at_every_turn(opened(scenario, "live", seed), in_cues, in_leaves)
    other = act_in_time(opened(scenario, "live", seed), in_cues, in_leaves)
    assert judged(looker) == judged(other)
    exact = Exact.of(looker.setup.program)
    assert percent_and_noticing(looker, exact) <= percent_and_noticing(other, exact) + 1e-9
    assert spoke_between(other.events) == 0


def test_in_the_flagship_looking_costs_much() -> None:
    scenario = with_between(flagship_scenario())
    exact = Exact.of(compile_scenario(scenario))
    looker = look_at_every_turn(opened(scenario, "live"), "best", "let go")
    other = act_in_time(opened(scenario, "live"), "best", "let go")
    lost = percent_and_noticing(other, exact) - percent_and_noticing(looker, exact)
    assert lost > 40


def look_at_every_turn(session: Session, in_cues: str, in_leaves: str) -> Session:
    """Begin to speak after every turn, then take a line of the moment or let go."""
    passed = set()
    while not session.ended and session.state not in passed:
        passed.add(session.state)
        session.act(BEGIN)
        moment = session.pause.moment
        option = decision(session, moment, in_cues, in_leaves) if moment is not None else None
        if option is None:
            session.act(LET_GO)
            session.act(WAIT)
        else:
            session.act(Take(option))
    return session


def act_in_time(session: Session, in_cues: str, in_leaves: str) -> Session:
    """Make the same decisions when they are timely, and never begin to speak without one."""
    passed = set()
    while not session.ended and session.state not in passed:
        passed.add(session.state)
        moment = session.pause.moment
        option = None
        if moment is not None and moment.timing(session.pause.after) == "timely":
            option = decision(session, moment, in_cues, in_leaves)
        session.act(WAIT if option is None else Take(option))
    return session


def decision(session: Session, moment: Moment, in_cues: str, in_leaves: str) -> str | None:
    """The option taken in a moment by the lines that are available after its first turn."""
    rule = in_leaves if moment.leave else in_cues
    lines = [option for option in session.pause.options if option.after == 1]
    if rule == "let go" or not lines:
        return None
    return lines[0].id if rule == "first" else max(lines, key=lambda option: option.credit).id


def judged(session: Session) -> list[tuple[str, str]]:
    """What became of each moment, whenever it was decided."""
    return [
        (event.moment, event.option if isinstance(event, Acted) else "passed")
        for event in session.events
        if isinstance(event, Acted | Passed)
    ]


def percent_and_noticing(session: Session, exact: Exact) -> float:
    card = score_play(session, exact)
    return card.percent + (card.noticing.score or 0.0)
