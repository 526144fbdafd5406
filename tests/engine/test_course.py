"""The rules of the play, one by one."""

import pytest

from simulator.engine.acts import WAIT, NotOnOffer, Remark, Take
from simulator.engine.events import Ended, Spoken
from simulator.engine.pause import REMARKS
from simulator.engine.records import Record
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Mode
from tests.scripts import (
    CUE,
    HEAD,
    LEAVE,
    acted,
    asked,
    climate,
    heard,
    opened,
    outline,
    played,
    saved,
    scripted,
)


def test_steps_run_from_top_to_bottom_and_a_script_that_runs_off_its_last_step_ends_there() -> None:
    session = played(
        "[{leader: Who has a case?}, {phase: presentation}, {priya: I do.}, "
        "{silence: Nobody moves.}]"
    )
    assert outline(session.events) == [
        "Who has a case?",
        "phase presentation",
        "I do.",
        "Nobody moves.",
        "ended: script",
    ]


def test_end_ends_the_meeting_with_the_leaders_last_line() -> None:
    session = played("[{ben: hello}, {end: We stop.}, {ben: never heard}]")
    assert outline(session.events) == ["hello", "We stop.", "ended: end"]
    assert isinstance(session.events[1], Spoken)
    assert session.events[1].form == "leader"


def test_end_may_have_no_words() -> None:
    assert outline(played("[{end: }]").events) == ["ended: end"]


def test_speakers_silences_and_stage_directions_are_told_apart() -> None:
    session = played("[{ben: a, breaks: [no-advice]}, {leader: b}, {silence: c}, {aside: d}]")
    spoken = [(e.form, e.speaker, e.breaks) for e in session.events if isinstance(e, Spoken)]
    assert spoken == [
        ("say", "ben", ("no-advice",)),
        ("leader", "leader", ()),
        ("silence", "", ()),
        ("aside", "", ()),
    ]


def test_effect_comes_before_set_whatever_the_order_in_the_file() -> None:
    session = played("[{set: {trust: 2}, effect: {trust: 1, safety: 1}}]")
    assert climate(session)["trust"] == 2
    assert climate(session)["safety"] == 7


@pytest.mark.parametrize(
    ("effect", "name", "value"),
    [
        ("{safety: +99}", "safety", 10),
        ("{safety: -99}", "safety", 0),
        ("{trust: 9}", "trust", 5),
        ("{trust: -9}", "trust", -5),
    ],
)
def test_every_effect_is_clamped_at_once(effect: str, name: str, value: int) -> None:
    assert climate(played(f"[{{effect: {effect}}}]"))[name] == value
    back = -1 if value > 0 else 1
    assert (
        climate(played(f"[{{effect: {effect}}}, {{effect: {{{name}: {back}}}}}]"))[name]
        == value + back
    )


def test_an_options_words_effect_set_and_then_come_in_this_order_and_other_turns_are_dropped() -> (
    None
):
    script = """
    - cue: drift
      turns: [{ben: one}, {ben: two}, {ben: three}]
      ripe: 1
      options:
        - do: contain
          then:
            - if: trust == 3 and told
              then: [{ben: I saw both.}]
            - effect: {trust: 1}
          set: {told: true}
          effect: {trust: 3}
          credit: 1
          say: I contain.
    - priya: afterwards
    """
    session = played(script, "contain")
    assert outline(session.events) == [
        "one",
        "drift.contain after 1, timely",
        "I contain.",
        "I saw both.",
        "afterwards",
        "ended: script",
    ]
    assert climate(session)["trust"] == 4


def test_a_missed_cue_lets_the_group_follow() -> None:
    script = (
        CUE
        + "  missed: {effect: {safety: -2}, set: {told: true}, then: [{ben: if told}], goto: on}\n"
    )
    session = played(script + "- ben: skipped\n- label: on\n- ben: here\n", "wait")
    assert outline(session.events) == [
        "one",
        "two",
        "waited in drift after 2",
        "three",
        "drift passed",
        "if told",
        "here",
        "ended: script",
    ]
    assert (climate(session)["safety"], climate(session)["told"]) == (4, 1)


def test_a_leave_waited_out_does_its_work() -> None:
    session = played(LEAVE + "  waited: {effect: {depth: +1}, then: [{ben: Yes.}]}\n", "wait")
    assert outline(session.events)[-4:] == [
        "waited in quiet after 2",
        "quiet passed",
        "Yes.",
        "ended: script",
    ]
    assert climate(session)["depth"] == 4


@pytest.mark.parametrize(
    ("after", "timing"), [(1, "early"), (2, "timely"), (3, "timely"), (4, "late"), (5, "late")]
)
def test_an_act_in_a_cue_is_early_before_ripe_and_late_after_late(after: int, timing: str) -> None:
    script = """
    - cue: drift
      turns: [{ben: a}, {ben: b}, {ben: c}, {ben: d}, {ben: e}]
      ripe: 2
      late: 3
      options: [{do: contain, say: I contain., credit: 1}]
    """
    session = played(script, *["wait"] * (after - 1), "contain", mode="live")
    assert f"drift.contain after {after}, {timing}" in outline(session.events)


def test_late_is_the_last_turn_unless_told_otherwise() -> None:
    assert "drift.contain after 3, timely" in outline(
        played(CUE, "wait", "wait", "contain", mode="live").events
    )


def test_an_act_in_a_leave_has_no_better_time() -> None:
    assert "quiet.feeling after 1, timely" in outline(played(LEAVE, "feeling", mode="live").events)


def test_a_step_whose_when_does_not_hold_is_skipped() -> None:
    script = """
    - {ben: turn, when: told}
    - {phase: closing, when: told}
    - {effect: {trust: 1}, when: told}
    - {goto: far, when: told}
    - {vary: [[{ben: vary}]], when: told}
    - {if: true, then: [{ben: if}], when: told}
    - {end: no, when: told}
    - {cue: m, turns: [{ben: cue}], options: [{do: contain, say: a, credit: 1}], when: told}
    - {ben: near, when: not told}
    - label: far
    - ben: last
    """
    session = played(script)
    assert outline(session.events) == ["near", "last", "ended: script"]
    assert climate(session)["trust"] == 0


def test_a_step_whose_when_holds_is_done() -> None:
    session = played("[{ben: turn, when: not told}, {end: yes, when: safety == 6}, {ben: never}]")
    assert outline(session.events) == ["turn", "yes", "ended: end"]


def test_a_label_is_a_name_and_cannot_be_skipped() -> None:
    script = "[{goto: far}, {ben: skipped}, {label: far, when: told}, {ben: here}]"
    assert heard(played(script).events) == ["here"]


def test_an_option_whose_when_does_not_hold_is_not_on_offer() -> None:
    script = CUE.replace("credit: 1}", "credit: 1, when: told}")
    session = asked(opened(scripted(script)))
    assert [option.id for option in session.pause.options] == ["advise"]
    before = session.state
    with pytest.raises(NotOnOffer):
        session.act(Take("contain"))
    assert session.state == before


def test_waiting_is_there_even_where_no_option_is_on_offer() -> None:
    script = CUE.replace("credit: 1}", "credit: 1, when: told}").replace(
        "credit: 0}", "credit: 0, when: told}"
    )
    session = asked(opened(scripted(script)))
    assert session.pause.asks
    assert session.pause.options == ()
    assert "drift passed" in outline(acted(session, "wait").events)


def test_a_moment_is_judged_once_and_met_again_as_plain_turns() -> None:
    script = (
        f"- label: again\n{CUE}- ben: counted\n- effect: {{trust: 1}}\n"
        "- goto: again\n  when: trust < 2\n"
    )
    modes: dict[Mode, str] = {"guided": "wait", "live": "contain"}
    for mode, act in modes.items():
        session = played(script, act, mode=mode)
        judged = [line for line in outline(session.events) if line.startswith("drift")]
        assert len(judged) == 1
        assert heard(session.events)[-5:] == ["counted", "one", "two", "three", "counted"]


def test_nothing_happens_when_a_judged_moment_goes_by_again() -> None:
    script = CUE + "  missed: {effect: {safety: -2}, goto: again}\n"
    session = played(f"- label: again\n{script}", "wait")
    assert climate(session)["safety"] == 4


def test_goto_jumps_forward_and_back_from_anywhere() -> None:
    script = """
    - goto: forward
    - label: back
    - ben: back
    - end:
    - label: forward
    - ben: forward
    - if: not told
      then:
        - if: true
          then: [{goto: back}]
    """
    assert outline(played(script).events) == ["forward", "back", "ended: end"]


@pytest.mark.parametrize(
    ("told", "words"),
    [("told", ["no"]), ("not told", ["yes"]), ("safety < 4 or trust < 0", ["no"])],
)
def test_if_takes_one_of_two_ways(told: str, words: list[str]) -> None:
    assert (
        heard(played(f"[{{if: {told}, then: [{{ben: 'yes'}}], else: [{{ben: 'no'}}]}}]").events)
        == words
    )


def test_conditions_see_what_was_done_and_what_was_let_go() -> None:
    asked_of = {
        "did": "did('drift.contain')",
        "missed": "missed('drift')",
        "waited": "waited('quiet')",
    }
    ask = "".join(f"- {{ben: {word}, when: {question}}}\n" for word, question in asked_of.items())
    assert heard(played(ask + CUE + LEAVE + ask, "contain", "wait").events)[-2:] == [
        "did",
        "waited",
    ]
    assert heard(played(ask + CUE + LEAVE + ask, "advise", "feeling").events)[-1:] == ["I ask."]
    assert heard(played(ask + CUE + LEAVE + ask, "wait", "wait").events)[-2:] == [
        "missed",
        "waited",
    ]
    assert not {"did", "missed", "waited"} & set(
        heard(asked(opened(scripted(ask + CUE + LEAVE))).events)
    )


def test_guided_play_halts_once_in_a_cue_when_it_is_ripe() -> None:
    session = asked(opened(scripted(CUE)))
    assert (session.pause.after, heard(session.events)) == (2, ["one", "two"])
    session.act(WAIT)
    assert not asked(session).pause.asks


@pytest.mark.parametrize(("ask", "after"), [("", 2), ("  ask: 1\n", 1)])
def test_guided_play_halts_in_a_leave_after_ask_or_its_last_turn(ask: str, after: int) -> None:
    assert asked(opened(scripted(LEAVE + ask))).pause.after == after


def test_live_play_asks_after_each_turn_of_a_moment() -> None:
    session = opened(scripted("- ben: before\n" + CUE), "live")
    asks = []
    while not session.ended:
        asks.append((session.pause.asks, session.pause.after))
        session.act(WAIT)
    assert asks == [(False, 0), (False, 0), (True, 1), (True, 2), (True, 3)]


def test_a_remark_outside_moments_is_recorded_and_heard_and_changes_nothing() -> None:
    session = opened(scripted("- ben: before\n" + CUE + "- ben: after\n"), "live")
    session.act(WAIT)
    before = session.state
    events = session.act(Remark("frame", 1))
    kind = session.setup.program.scenario.catalogue.kinds["frame"]
    words = kind.say[1]
    assert outline(events)[:2] == ["remark frame 1", words]
    assert outline(events)[2] in kind.heard
    assert session.state == before
    assert session.records[-1] == Record("remark", say=words, kind="frame", wording=1)
    assert "drift.contain after 2, timely" in outline(acted(session, "wait", "contain").events)


def test_outside_moments_as_many_lines_are_on_offer_as_in_one_and_others_each_turn() -> None:
    session = opened(scripted("- ben: before\n- ben: and then\n- ben: and now\n" + CUE), "live")
    offered = []
    for _ in range(3):
        session.act(WAIT)
        offered.append(session.pause.remarks)
    assert {len(remarks) for remarks in offered} == {2}
    assert len(set(offered)) == 3
    assert all(len({remark.kind for remark in remarks}) == 2 for remarks in offered)
    for remark in offered[-1]:
        session.act(remark)


def test_a_scenario_without_moments_has_lines_to_say_too() -> None:
    session = opened(scripted("[{ben: a}, {ben: b}]"), "live")
    assert len(session.pause.remarks) == REMARKS


@pytest.mark.parametrize(
    "remark", [Remark("frame", 99), Remark("frame", -1), Remark("no-such-kind")]
)
def test_only_the_catalogues_wordings_can_be_said(remark: Remark) -> None:
    session = opened(scripted("[{ben: a}]"), "live")
    with pytest.raises(NotOnOffer):
        session.act(remark)
    assert session.records == []


def test_there_are_no_remarks_in_guided_play_nor_inside_an_open_moment() -> None:
    guided = opened(scripted("[{ben: a}]"))
    assert not guided.pause.remarks
    with pytest.raises(NotOnOffer):
        guided.act(Remark("frame"))
    live = asked(opened(scripted(CUE), "live"))
    assert not live.pause.remarks
    with pytest.raises(NotOnOffer):
        live.act(Remark("frame"))


def test_nothing_can_be_done_after_the_end() -> None:
    session = played("[{ben: a}]")
    for act in (WAIT, Take("contain"), Remark("frame")):
        with pytest.raises(NotOnOffer):
            session.act(act)


@pytest.mark.parametrize(
    "silent",
    ["", "- effect: {trust: +1}\n", "- phase: closing\n", "- if: told\n  then: [{ben: x}]\n"],
)
def test_a_silent_circle_ends_the_play(silent: str) -> None:
    session = played(f"- ben: hello\n- label: round\n{silent}- goto: round\n")
    assert session.events[-1] == Ended("loop")


def test_a_loop_that_words_are_spoken_in_goes_on() -> None:
    session = opened(scripted("[{label: round}, {ben: hello}, {goto: round}]"))
    for _ in range(50):
        session.act(WAIT)
    assert heard(session.events) == ["hello"] * 50


CASES = (
    HEAD
    + "absent:\n  patient: {name: '{who}, a {trade}'}\ncases:\n"
    + "".join(f"  - {{who: Case {i}, trade: trade {i}}}\n" for i in range(4))
)


def test_the_seed_draws_the_case_and_every_vary_and_they_change_words_only() -> None:
    alternatives = "".join(f"    - [{{ben: first {i}}}, {{ben: second {i}}}]\n" for i in range(4))
    script = f"- priya: It is {{patient}}; {{who}}.\n- vary:\n{alternatives}"
    plays = {seed: played(script + CUE, "contain", head=CASES, seed=seed) for seed in range(40)}
    drawn = {tuple(heard(session.events)[:3]) for session in plays.values()}
    assert {line[0] for line in drawn} == {
        f"It is Case {i}, a trade {i}; Case {i}." for i in range(4)
    }
    assert {line[1:] for line in drawn} == {(f"first {i}", f"second {i}") for i in range(4)}
    assert len(drawn) > 8  # the two are drawn apart from each other
    assert len({session.state for session in plays.values()}) == 1
    assert heard(plays[7].events) == heard(
        played(script + CUE, "contain", head=CASES, seed=7).events
    )


def test_options_are_shown_in_an_order_drawn_from_the_seed() -> None:
    orders = {
        tuple(o.id for o in asked(opened(scripted(CUE), seed=seed)).pause.options)
        for seed in range(20)
    }
    assert orders == {("contain", "advise"), ("advise", "contain")}


def test_placeholders_stand_for_the_case_the_cast_and_the_absent() -> None:
    session = played("[{ben: '{priya} told {{ {ben} }} of { patient }'}]", head=CASES, seed=3)
    who = session.setup.names["who"]
    trade = session.setup.names["trade"]
    assert heard(session.events) == [f"Dr Priya Nair told {{ Ben }} of {who}, a {trade}"]


def test_a_case_s_own_word_comes_before_an_absent_person_s_name() -> None:
    head = HEAD + "absent: {patient: {name: 'Mr {patient}'}}\ncases: [{patient: Ellis}]\n"
    session = played("[{ben: 'It is {patient}.'}]", head=head)
    assert heard(session.events) == ["It is Ellis."]
    assert (
        session.setup.program.scenario.absent["patient"].name.fill(session.setup.names)
        == "Mr Ellis"
    )


def test_what_a_placeholder_stands_for_is_not_read_again() -> None:
    head = HEAD + "cases: [{who: '{priya}', sign: '{{x'}]\n"
    assert heard(played("[{ben: '{who} {sign}'}]", head=head).events) == ["{priya} {{x"]


@pytest.mark.parametrize("written", ["1.50", "0.00001", "7", "010", "+3", "12:30"])
def test_a_number_in_a_case_is_shown_as_it_was_written(written: str) -> None:
    head = HEAD + f"cases:\n  - dose: {written}\n"
    assert heard(played("[{ben: '{dose}'}]", head=head).events) == [written]


def test_every_act_is_kept_before_anything_is_shown_of_it() -> None:
    shown_when_kept: list[int] = []
    session = Session(
        opened(scripted(CUE)).setup, lambda record: shown_when_kept.append(len(session.events))
    )
    acted(session, "contain")
    assert shown_when_kept[0] == 0
    assert len(shown_when_kept) == len(session.records)


def test_an_act_that_cannot_be_kept_has_not_happened() -> None:
    def full(record: Record) -> None:
        raise OSError("no space left")

    session = Session(opened(scripted(CUE)).setup, full)
    before = session.state
    with pytest.raises(OSError, match="no space"):
        session.act(WAIT)
    assert (session.state, session.events, session.records) == (before, [], [])


def test_a_record_names_moments_and_options_and_the_words_said() -> None:
    session = played(CUE + LEAVE, "contain", "wait")
    decisions = [record for record in saved(session) if record.moment]
    assert decisions == [
        Record("take", "drift", 2, "contain", "I contain."),
        Record("wait", "quiet", 2),
    ]


def test_the_clock_and_the_phase_go_with_the_script() -> None:
    script = (
        "- phase: opening\n- ben: a\n- ben: b\n- phase: presentation\n- ben: c\n"
        "- phase: closing\n- ben: d\n"
    )
    session = opened(scripted(script))
    seen = []
    while not session.ended:
        seen.append((session.view().phase, session.view().minute))
        session.act(WAIT)
    assert seen == [
        ("opening", 0),
        ("opening", 1),
        ("opening", 2),
        ("presentation", 43),
        ("closing", 45),
    ]


def test_a_play_of_another_seed_is_another_setup() -> None:
    program = opened(scripted(CUE)).setup.program
    assert Setup(program, "guided", 1) != Setup(program, "guided", 2)
