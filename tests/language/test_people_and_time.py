"""The steps and keys of the second edition about people, time and words."""

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simulator.analysis.exact import Exact
from simulator.engine.events import Asked, PhaseBegan, SeatChanged, Spoken
from simulator.engine.program import compile_scenario
from simulator.language.build import LANGUAGE, digest
from simulator.language.findings import Findings
from simulator.language.reader import read
from simulator.language.schema import scenario_schema
from simulator.messages.findings import say_hint
from simulator.review.debrief import debrief
from simulator.scenario.model import (
    BetweenLine,
    PhaseStep,
    Reflect,
    Scenario,
    SeatStep,
    Turn,
    names_in_case,
    walk,
)
from tests.scripts import acted, opened
from tests.workspaces import catalogue, load_text, try_load_text

SCENARIO = """\
scenario: the-interpreter
language: en-GB
title: The interpreter
level: developing
style: guiding
format: intensive-45
sources: [vaccho, 'Roth 2019, on interpreters']
cast:
  priya: {name: Dr Nair, role: presenter}
  ben: {name: Ben, role: member}
  zoe: {name: Zoe, role: guest, about: '{trade}, in her day'}
absent:
  patient: {name: '{who}'}
  kin: {name: 'the {trade}'}
cases:
  - {who: Mr Ellis, trade: welder, pronouns: {patient: he, kin: they}}
  - {who: Mrs Okoro, trade: seamstress, pronouns: {patient: she, kin: he}}
between:
  - {do: frame, say: We have ten minutes left., heard: Ben looks at the clock.}
  - {do: feeling, say: 'What is it like to hear this?'}
  - {do: open-up, say: 'What did {patient.they} not say?'}
  - {do: redirect, say: 'Back to {patient}?'}
  - {do: reassure, say: '{patient.they} was lucky with you.'}
script:
  - phase: presentation
    clock: 3
    note: Slowly.
  - priya: '{patient}. {patient.they} came with {patient.their} {trade}.'
    note: She reads it from a card.
  - out: ben
    text: '{kin.they} called, and Ben goes out.'
    note: His telephone.
  - silence: Nobody looks up.
    seconds: 60
  - reflect: What do you notice in yourself about {patient.them}?
    note: For those who know an interpreter.
  - in: ben
  - phase: group-work
    clock: 20
  - leave: quiet
    turns: [{silence: Rain., seconds: 30, note: Long.}, {zoe: 'Was it {patient.theirs}?'}]
    options: [{do: feeling, say: '{patient.themself}?', credit: 0.2}]
  - vary: [[{ben: One.}], [{ben: Two.}]]
    note: Either will do.
  - if: safety > 4
    then: [{ben: Safe.}]
    note: Always so.
  - label: done
    note: From nowhere.
  - effect: {safety: 1}
    note: A little.
  - end:
    note: No last line.
"""


def scenario() -> Scenario:
    return load_text(SCENARIO.encode(), "scenario.yaml").scenario


def codes(text: str) -> list[str]:
    return [finding.code for finding in try_load_text(text.encode(), "scenario.yaml").findings]


def test_the_keys_are_read_as_they_are_written() -> None:
    steps = scenario().script
    assert isinstance(steps[0], PhaseStep)
    assert (steps[0].clock, steps[0].note) == (3, "Slowly.")
    assert isinstance(steps[2], SeatStep)
    assert (steps[2].person, steps[2].out, steps[2].note) == ("ben", True, "His telephone.")
    assert isinstance(steps[3], Turn)
    assert steps[3].seconds == 60
    assert isinstance(steps[4], Reflect)
    assert steps[4].note == "For those who know an interpreter."
    assert isinstance(steps[5], SeatStep)
    assert (steps[5].person, steps[5].out, steps[5].words) == ("ben", False, None)
    assert scenario().cast["zoe"].role == "guest"


def test_every_kind_of_step_keeps_its_note() -> None:
    written_notes = set(re.findall(r"note: (.+?)(?:\}|$)", SCENARIO, re.M))
    assert {step.note for step in walk(scenario().script)} == {*written_notes, ""}
    assert len(written_notes) == 10


def test_lines_between_moments_are_read_in_their_order() -> None:
    lines = scenario().between
    assert [line.do for line in lines] == ["frame", "feeling", "open-up", "redirect", "reassure"]
    assert isinstance(lines[0], BetweenLine)
    assert lines[0].heard is not None
    assert lines[1].heard is None


def test_pronouns_follow_the_drawn_case() -> None:
    said = [
        [
            step.words.fill(names_in_case(scenario(), case))
            for step in walk(scenario().script)
            if isinstance(step, Turn)
        ]
        for case in (0, 1)
    ]
    assert said[0][0] == "Mr Ellis. He came with his welder."
    assert said[1][0] == "Mrs Okoro. She came with her seamstress."
    assert said[0][3] == "Was it his?"
    assert said[1][3] == "Was it hers?"


def test_a_name_is_written_as_it_stands_but_a_text_about_somebody_is_not() -> None:
    names = names_in_case(scenario(), 0)
    assert names["kin"] == "the welder"
    assert scenario().cast["zoe"].about.fill(names) == "Welder, in her day"


GERMAN = """\
scenario: der-schluessel
language: de
title: Der Schlüssel
level: developing
style: guiding
format: intensive-45
cast:
  priya: {name: Dr Nair, role: presenter}
cases:
  - {ding: schlüssel, pronouns: er}
  - {ding: uhr, pronouns: sie}
script:
  - priya: '{ding}. {ding} hatte {pronouns}.'
"""


def test_other_languages_have_keys_of_their_own_and_no_capitals() -> None:
    (turn,) = load_text(GERMAN.encode(), "x").scenario.script
    assert isinstance(turn, Turn)
    assert turn.words.fill({"ding": "uhr", "pronouns": "sie"}) == "uhr. uhr hatte sie."
    assert "M361" in codes(GERMAN.replace("pronouns: er", "pronouns: {priya: she}"))


def test_pronouns_as_a_word_of_a_case_stay_what_they_were_in_the_first_edition() -> None:
    text = GERMAN.replace("language: de", "language: en")
    (turn,) = load_text(text.encode(), "x").scenario.script
    assert isinstance(turn, Turn)
    assert turn.words.fill({"ding": "watch", "pronouns": "she"}) == "Watch. Watch hatte she."


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        ((3, 20), []),
        ((3, 3), ["M364"]),
        ((20, 3), ["M364"]),
        ((None, 1), ["M364"]),
        ((12, None), ["M364"]),
    ],
)
def test_minutes_rise_along_the_script(
    minutes: tuple[int | None, int | None], found: list[str]
) -> None:
    text = SCENARIO
    for old, new in zip(("    clock: 3\n", "    clock: 20\n"), minutes, strict=True):
        text = text.replace(old, "" if new is None else f"    clock: {new}\n")
    assert [code for code in codes(text) if code == "M364"] == found


def test_two_branches_may_begin_a_phase_at_minutes_of_their_own() -> None:
    branches = """\
  - if: safety > 5
    then: [{phase: group-work, clock: 20}]
    else: [{phase: group-work, clock: 15}]
  - phase: closing
    clock: %d
"""
    text = SCENARIO.replace("  - phase: group-work\n    clock: 20\n", branches % 30)
    assert "M364" not in codes(text)
    text = SCENARIO.replace("  - phase: group-work\n    clock: 20\n", branches % 18)
    assert codes(text).count("M364") == 1


def test_a_form_of_a_pronoun_that_there_is_not_is_answered_with_the_nearest() -> None:
    text = SCENARIO.replace("{patient.their}", "{patient.thier}")
    (finding,) = [one for one in try_load_text(text.encode(), "x").findings if one.code == "M321"]
    assert say_hint(finding.problem) == "Did you mean 'patient.their'?"


def test_a_source_that_is_written_out_is_shown_as_it_stands() -> None:
    session = acted(opened(scenario()), "wait")
    cited = debrief(session, Exact.of(compile_scenario(scenario()))).sources
    assert cited == (catalogue().sources["vaccho"].cited, "Roth 2019, on interpreters")


@pytest.mark.parametrize("source", ["vacho", "roth-2019", "roth.2019"])
def test_a_source_without_a_space_or_a_capital_letter_is_an_id(source: str) -> None:
    assert "M301" in codes(SCENARIO.replace("vaccho", source))


@pytest.mark.parametrize("source", ["Vaccho", "'roth 2019'", "Élan"])
def test_any_other_source_is_written_out(source: str) -> None:
    assert "M301" not in codes(SCENARIO.replace("vaccho", source))


def test_a_play_has_the_seats_the_question_and_the_words() -> None:
    session = acted(opened(scenario(), seed=1), "wait")
    events = session.events
    seats = [(event.person, event.out) for event in events if isinstance(event, SeatChanged)]
    assert seats == [("ben", True), ("ben", False)]
    case = names_in_case(scenario(), 0)["patient"] in {
        event.text.split(".")[0] for event in events if isinstance(event, Spoken)
    }
    him, they = ("him", "They") if case else ("her", "He")
    (asked,) = [event.text for event in events if isinstance(event, Asked)]
    assert asked == f"What do you notice in yourself about {him}?"
    texts = [event.text for event in events if isinstance(event, Spoken)]
    assert f"{they} called, and Ben goes out." in texts
    assert [event.phase for event in events if isinstance(event, PhaseBegan)] == (
        ["presentation", "group-work"]
    )


def written(text: str) -> Any:
    document = read(text.encode(), "scenario.yaml", Findings("scenario.yaml"))
    assert document is not None
    return document.data


VALIDATOR = Draft202012Validator(scenario_schema(catalogue()))


def test_the_schema_knows_all_of_it() -> None:
    assert not list(VALIDATOR.iter_errors(written(SCENARIO)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    seconds: 60", "    seconds: 5"),
        ("- silence: Nobody looks up.", "- ben: Nobody looks up."),
        ("{patient: he, kin: they}", "{patient: him, kin: they}"),
        ("trade: welder, ", "trade: {a: welder}, "),
        ("do: frame", "do: fram"),
        ("[vaccho,", "[vacho,"),
        ("    clock: 20", "    clock: early"),
        ("role: guest", "role: visitor"),
        ("  - in: ben", "  - in: ben\n    until: later"),
    ],
)
def test_the_schema_refuses_what_the_checker_refuses(old: str, new: str) -> None:
    text = SCENARIO.replace(old, new)
    assert text != SCENARIO
    assert list(VALIDATOR.iter_errors(written(text)))
    assert try_load_text(text.encode(), "x").findings


def test_the_digest_of_a_file_that_uses_nothing_new_is_that_of_the_first_edition() -> None:
    data = {"scenario": "x", "cases": [{"who": "Mr Ellis"}]}
    timing = {key: str(factor.factor) for key, factor in catalogue().timing.items()}
    content = json.dumps([LANGUAGE, timing, data], sort_keys=True, separators=(",", ":"))
    assert digest(data, catalogue()) == hashlib.sha256(content.encode()).hexdigest()[:32]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kin: they}", "kin: she}"),
        ("We have ten", "We have five"),
        ("seconds: 60", "seconds: 61"),
        ("clock: 20", "clock: 21"),
        ("  - in: ben\n", ""),
    ],
)
def test_the_digest_covers_what_is_new(old: str, new: str) -> None:
    text = SCENARIO.replace(old, new)
    assert text != SCENARIO
    loaded = load_text(text.encode(), "scenario.yaml")
    assert loaded.scenario.digest != scenario().digest
    assert replace(loaded.scenario, digest="") != replace(scenario(), digest="")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "- reflect: What do you notice in yourself",
            "- reflect: What # do you notice in yourself",
        ),
        ("heard: Ben looks at the clock.}", "heard: Ben #2 looks.}"),
        ("    text: '{kin.they} called, and Ben goes out.'", "    text: Bed #4 rings."),
    ],
)
def test_a_text_that_is_cut_is_noticed_in_the_new_keys_too(old: str, new: str) -> None:
    text = SCENARIO.replace(old, new)
    if "heard" in old:  # inside braces the rest of the line would be cut as well
        text = text.replace(
            "  - {do: frame, say: We have ten minutes left., heard: Ben #2 looks.}\n",
            "  - do: frame\n    say: We have ten minutes left.\n    heard: Ben #2 looks.\n",
        )
    assert text != SCENARIO
    assert "Y119" in codes(text)
