"""What the keys of moments and options mean: who acts when, with which words, and what it is worth."""

from fractions import Fraction

import pytest

from simulator.messages.findings import say_finding
from simulator.scenario.model import Moment, Scenario
from tests.scripts import STAGE
from tests.workspaces import load_text

CUE = """\
script:
  - cue: drift
    title: A father, and not the patient
    turns:
      - priya: One.
      - ben: Two.
      - priya: Three.
      - ben: Four.
    ripe: 3
    late: 3
    options:
      - {do: contain, say: I contain., credit: 1}
      - {do: advise, say: I advise., credit: 0.5}
"""

LEAVE = """\
  - leave: quiet
    title: The quiet
    turns: [{silence: First.}, {silence: Second.}]
    options:
      - {do: feeling, say: I ask., credit: 0.2}
      - {do: advise, say: I advise., credit: 0}
"""


def loaded(script: str, head: str = STAGE) -> tuple[Scenario, list[str]]:
    """Load a script; return the scenario and its findings as CODE line:column."""
    found = load_text((head + script).encode(), "scenario.yaml")
    places = [f"{one.code} {one.line}:{one.column}" for one in found.findings]
    return found.scenario, places


def drift(script: str) -> Moment:
    return loaded(script + LEAVE)[0].moment("drift")


def breaking(turn: str, rule: str) -> str:
    """The script in which the speaker of this turn breaks a rule."""
    return CUE.replace(f": {turn}\n", f": {turn}\n        breaks: [{rule}]\n")


def timings(moment: Moment) -> list[str]:
    return [moment.timing(after) for after in range(1, len(moment.turns) + 1)]


# Early, timely, late.


def test_a_cue_is_early_before_it_is_ripe() -> None:
    assert timings(drift(CUE)) == ["early", "early", "timely", "late"]


@pytest.mark.parametrize(
    "rule", ["confidentiality", "respect", "no-criticism", "no-therapy", "protect-presenter"]
)
def test_whoever_protects_as_soon_as_a_safety_rule_is_broken_is_on_time(rule: str) -> None:
    moment = drift(breaking("Two.", rule))
    assert timings(moment) == ["early", "timely", "timely", "late"]
    assert moment.ask == 3, "guided play still asks when the moment is ripe"


@pytest.mark.parametrize("rule", ["no-advice", "speculate", "tolerate-silence"])
def test_other_rules_do_not_make_an_early_act_timely(rule: str) -> None:
    assert timings(drift(breaking("Two.", rule))) == ["early", "early", "timely", "late"]


def test_a_rule_that_is_broken_after_a_moment_is_ripe_changes_nothing() -> None:
    assert timings(drift(breaking("Four.", "respect"))) == ["early", "early", "timely", "late"]


def test_in_a_leave_nothing_is_early_even_if_a_safety_rule_is_broken() -> None:
    broken = LEAVE.replace("{silence: Second.}", "{ben: No., breaks: [respect]}")
    moment = loaded("script:\n" + broken)[0].moment("quiet")
    assert (moment.timely_from, timings(moment)) == (1, ["timely", "timely"])


# Factors.


def earned(script: str, option: str) -> list[Fraction]:
    moment = drift(script)
    return [moment.credit(moment.option(option), after) for after in (1, 3, 4)]


TIMED = CUE.replace("    ripe: 3\n", "    ripe: 3\n    timing: {early: 1, late: 0.3}\n")


def test_without_timing_the_factors_are_those_of_the_catalogue() -> None:
    assert earned(CUE, "contain") == [Fraction(1, 2), 1, Fraction(1, 2)]


def test_timing_on_a_moment_replaces_the_factors_for_all_its_options() -> None:
    assert earned(TIMED, "contain") == [1, 1, Fraction(3, 10)]
    assert earned(TIMED, "advise") == [Fraction(1, 2), Fraction(1, 2), Fraction(3, 20)]


def test_timing_on_an_option_replaces_only_the_factors_that_it_names() -> None:
    timed = TIMED.replace("credit: 0.5}", "credit: 0.5, timing: {late: 0, timely: 0.8}}")
    assert earned(timed, "contain") == [1, 1, Fraction(3, 10)]
    assert earned(timed, "advise") == [Fraction(1, 2), Fraction(2, 5), 0]


def test_timing_in_a_leave_is_a_warning_on_the_moment_and_on_an_option() -> None:
    timed = LEAVE.replace("    turns", "    timing: {late: 0}\n    turns")
    timed = timed.replace("credit: 0.2}", "credit: 0.2, timing: {early: 0}}")
    assert loaded(CUE + timed)[1] == ["M345 24:5", "M345 27:49"]


# Lines that need something to have been said.


def after(turn: int) -> str:
    return CUE.replace("credit: 0.5}", f"credit: 0.5, after: {turn}}}")


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_a_line_is_available_from_its_turn_on(turn: int) -> None:
    moment = drift(after(turn))
    offered = [1 in moment.offered(now) for now in (1, 2, 3, 4)]
    assert offered == [now >= turn for now in (1, 2, 3, 4)]
    assert all(0 in moment.offered(now) for now in (1, 2, 3, 4))


def test_a_line_that_guided_play_never_offers_is_a_warning() -> None:
    assert loaded(after(3) + LEAVE)[1] == []
    assert loaded(after(4) + LEAVE)[1] == ["M346 21:58"]


def test_in_a_leave_guided_play_asks_after_ask() -> None:
    late = LEAVE.replace("credit: 0.2}", "credit: 0.2, after: 2}")
    assert loaded(CUE + late)[1] == []
    assert loaded(CUE + late.replace("    options", "    ask: 1\n    options"))[1] == ["M346 27:56"]


@pytest.mark.parametrize(
    ("modes", "findings"),
    [("[live]", []), ("[guided, live]", ["M346 22:58"]), ("[guided]", ["M346 22:58"])],
)
def test_a_scenario_for_live_play_may_have_such_lines(modes: str, findings: list[str]) -> None:
    assert loaded(after(4) + LEAVE, STAGE + f"modes: {modes}\n")[1] == findings


def test_a_scenario_is_for_both_modes_unless_it_says_otherwise() -> None:
    assert loaded(CUE + LEAVE)[0].modes == ("guided", "live")
    assert loaded(CUE + LEAVE, STAGE + "modes: [live, live]\n")[0].modes == ("live",)


# Who acts, and how.


def test_a_line_may_address_somebody_and_a_missed_cue_may_be_done_by_somebody() -> None:
    script = CUE.replace("credit: 1}", "credit: 1, to: priya, note: For Ann.}")
    moment = drift(script + "    missed: {by: ben, credit: 0.7}\n    note: See the panel.\n")
    assert (moment.options[0].to, moment.options[1].to) == ("priya", "")
    assert (moment.options[0].note, moment.note) == ("For Ann.", "See the panel.")
    assert (moment.passing.by, moment.passing.credit) == ("ben", Fraction(7, 10))


def test_a_gesture_stands_in_place_of_words_and_may_have_placeholders() -> None:
    option = drift(CUE.replace("say: I advise.", "gesture: 'You look at {priya}.'")).options[1]
    assert (option.gesture, option.say.fill({"priya": "Dr Nair"})) == (True, "You look at Dr Nair.")
    assert not drift(CUE).options[1].gesture


def test_a_cut_gesture_and_a_cut_aim_are_found_as_any_cut_sentence() -> None:
    cut = CUE.replace(
        "{do: advise, say: I advise., credit: 0.5}", "do: advise\n        credit: 0.5"
    )
    cut += "        gesture: You look # at Ben\n    aim: Stay # with her\n"
    assert loaded(cut + LEAVE)[1] == ["Y119 23:27", "Y119 24:15"]


# Names.


def test_a_title_and_an_aim_are_texts_with_placeholders() -> None:
    moment = drift(
        CUE.replace("A father, and not the patient", "'{ben} and a father'\n    aim: Stay.")
    )
    assert moment.title is not None
    assert moment.aim is not None
    assert moment.title.fill({"ben": "Ben"}) == "Ben and a father"
    assert moment.aim.fill({}) == "Stay."


def test_a_moment_with_neither_situation_nor_title_is_advised_to_have_one() -> None:
    untitled = CUE.replace("    title: A father, and not the patient\n", "")
    assert loaded(untitled + LEAVE)[1] == ["M348 10:5"]
    situation = untitled.replace("    turns:\n", "    situation: tears\n    turns:\n")
    assert loaded(situation + LEAVE)[1] == []


# What is not new.


def test_the_digest_covers_the_new_keys_and_an_old_file_keeps_its_digest() -> None:
    digests = {
        loaded(script + LEAVE)[0].digest
        for script in (CUE, TIMED, after(2), CUE.replace("A father", "Another father"))
    }
    assert len(digests) == 4
    # of a file that uses nothing new, as the first edition computed it
    assert loaded(OLD)[0].digest == "fd2534f9eb5f5a2d9a72ab62bcc6bc8f"


OLD = """\
script:
  - cue: drift
    situation: presenter-drifts
    turns: [{ben: One., breaks: [respect]}, {ben: Two.}]
    ripe: 2
    options:
      - {do: contain, say: I contain., credit: 1}
      - {do: advise, say: I advise., credit: 0}
"""


def test_the_findings_are_plain_sentences() -> None:
    found = load_text((STAGE + after(4) + LEAVE).encode(), "scenario.yaml").findings
    assert [say_finding(one) for one in found] == [
        "scenario.yaml:21:58: M346 'advise' is available from turn 4 on; guided play asks after "
        "turn 3, so it never offers it. Lower it, or write 'modes: [live]' if the scenario is for "
        "live play."
    ]
