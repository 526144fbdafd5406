"""All errors that keep a scenario from loading are found at once, at their line and column.

Their sentences are plain English. ``@`` in an edit marks where the finding must be.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.language.findings import Finding
from simulator.library.scenarios import Loaded, Unloadable
from simulator.messages.findings import say_finding, say_hint, say_sentence
from simulator.scenario.problem import Problem
from simulator.scenario.text import forbidden_character
from tests.examples import examples
from tests.strategies import Data, as_yaml, scenarios
from tests.workspaces import try_load, try_load_text

VALID = """\
scenario: a-cough
version: 1
title: A cough
level: foundation
style: guiding
format: intensive-45
minutes: 12
sources: [vaccho, johnson-2004]
cast:
  priya: {name: Dr Nair, role: presenter, about: GP}
  ben: {name: Ben, role: member}
absent:
  patient: {name: '{who}', about: 'A {trade}'}
cases:
  - {who: Mr Ellis, trade: welder}
  - {who: Mrs Okoro, trade: seamstress}
climate: {safety: 6, focus: 5, depth: 3}
state:
  told: false
  trust: {start: 0, min: -5, max: 5}
script:
  - phase: opening
  - leader: Who has a case?
  - priya: 'ça va: {patient}, a {trade}.'
  - cue: drift
    about: The presenter drifts.
    situation: presenter-drifts
    rules: [no-therapy, respect]
    turns:
      - priya: My father.
      - ben: Were you close?
        breaks: [protect-presenter]
    ripe: 1
    late: 2
    options:
      - {do: contain, say: 'Thank you, {priya}.', credit: 1, effect: {safety: +1}}
      - do: interrogate
        id: ask
        say: When did he die?
        credit: {guiding: 0, analytic: 0.5}
        breaks: [no-therapy]
        set: {told: true}
        goto: onward
        when: safety > 2
    missed: {effect: {safety: -2}, then: [{ben: Well.}]}
  - if: safety < 4 and not told
    then: [{ben: I am not sure.}]
    else: [{ben: I see.}]
  - vary:
      - [{ben: Cold.}]
      - [{ben: Warm.}]
  - leave: quiet
    title: The quiet
    turns: [{silence: Nobody speaks.}, {ben: Hm.}]
    ask: 2
    options: [{do: feeling, say: What is it like?, credit: 0.2, when: "did('drift.contain')"}]
  - label: onward
  - effect: {depth: 1}
    set: {trust: 2}
    when: missed('drift')
  - end: We stop there.
"""

LAST_OPTIONS = (
    "options: [{do: feeling, say: What is it like?, credit: 0.2, when: \"did('drift.contain')\"}]"
)

EDITS: dict[str, tuple[str, str, str]] = {
    # what is wrong: the old text, the new text, the codes
    "an unknown rule at stake": ("[no-therapy, respect]", "[no-therapy, @respectful]", "M301"),
    "an unknown rule that a member breaks": ("[protect-presenter]", "[@protect]", "M301"),
    "an unknown rule that the leader breaks": (
        "        breaks: [no-therapy]", "        breaks: [@no-terapy]", "M301",
    ),
    "an unknown kind": ("do: contain", "do: @contian", "M301 M313"),
    "an unknown source": ("johnson-2004", "@johnson-2005", "M301"),
    "an unknown format": ("format: intensive-45", "format: @intensive", "M301"),
    "an unknown situation": ("situation: presenter-drifts", "situation: @presenter-drift", "M301"),
    "an unknown person who leaves": (
        "  - phase: opening", "  - phase: opening\n  - out: @bem", "M301",
    ),
    "an unknown person who comes back": (
        "  - phase: opening", "  - phase: opening\n  - in: @patient", "M301",
    ),
    "an unknown placeholder in a stage direction": (
        "  - phase: opening", "  - phase: opening\n  - {out: ben, text: @'{he} goes.'}", "M320",
    ),
    "an unknown placeholder in a question": (
        "  - phase: opening", "  - phase: opening\n  - reflect: @Do you like {him}?", "M320",
    ),
    "a key of a line in a step of its own": (
        "  - phase: opening", "  - phase: opening\n  - out: ben\n    @breaks: [respect]", "S202",
    ),
    "a question without words": ("  - phase: opening", "  - phase: opening\n  - reflect:@", "S203"),
    "seconds on a spoken line": (
        "- leader: Who has a case?", "- leader: Who has a case?\n    @seconds: 30", "M360",
    ),
    "a silence that is too short": (
        "{silence: Nobody speaks.}", "{silence: Nobody speaks., seconds: @9}", "S205",
    ),
    "a silence that is too long": (
        "{silence: Nobody speaks.}", "{silence: Nobody speaks., seconds: @601}", "S205",
    ),
    "a clock that is no number": (
        "  - phase: opening", "  - phase: opening\n    clock: @noon", "S203",
    ),
    "a list for a note": ("  - phase: opening", "  - phase: opening\n    note: @[x]", "S203"),
    "a mapping in a case": (
        "who: Mr Ellis, trade: welder}", "who: Mr Ellis, trade: @{a: welder}}", "S203 M305 M320 M320",
    ),
    "pronouns of nobody": (
        "trade: welder}", "trade: welder, pronouns: {@who: he}}", "M301",
    ),
    "an unknown pronoun": (
        "trade: welder}", "trade: welder, pronouns: {patient: @her}}", "S204",
    ),
    "a number for a pronoun": (
        "trade: welder}", "trade: welder, pronouns: {patient: @3}}", "S203",
    ),
    "a pronoun that only one case has": (
        "- leader: Who has a case?", "- leader: @Has {patient.they} a case?", "M320",
    ),
    "a pronoun in a form that there is not": (
        "- leader: Who has a case?", "- leader: @Has {patient.him} a case?", "M321",
    ),
    "a pronoun in a person's name": ("name: '{who}'", "name: @'{patient.they}'", "M320"),
    "an unknown kind between moments": (
        "climate:", "between:\n" + 5 * "  - {do: frame, say: Well.}\n" + "  - {do: @fram, say: x}\nclimate:",
        "M301",
    ),
    "an unknown placeholder between moments": (
        "climate:",
        "between:\n" + 5 * "  - {do: frame, say: Well.}\n" + "  - {do: frame, say: @'{x}'}\nclimate:",
        "M320",
    ),
    "a line between moments without words": (
        "climate:", "between:\n  - @do: frame\nclimate:", "S201",
    ),
    "an unknown phase": ("phase: opening", "phase: @openning", "M301"),
    "an unknown speaker": ("  - priya: 'ça", "  - @pria: 'ça", "M301"),
    "an unknown speaker in a moment": ("- ben: Were", "- @bem: Were", "M301"),
    "an unknown speaker in a vary": ("{ben: Cold.}", "{@bne: Cold.}", "M301"),
    "a misspelt step": ("- label: onward", "- @lable: onward", "M301 M301"),
    "an unknown label": ("goto: onward", "goto: @onwards", "M301"),
    "an unknown name in effect": ("{safety: +1}", "{@safty: +1}", "M301"),
    "an unknown name in set": ("{told: true}", "{@tolled: true}", "M301"),
    "an unknown name in a condition": (
        "safety < 4 and not told", "safety < 4 and not @tolled", "M310",
    ),
    "an unknown name in a quoted condition": (
        '"did(\'drift.contain\')"', '"told or @tolled"', "M310",
    ),
    "an unknown name in a condition of two lines": (
        "safety < 4 and not told", "safety < 4\n      and not @tolled", "M310",
    ),
    "an unknown moment in a condition": ("missed('drift')", "told or @missed('drfit')", "M313"),
    "an unknown option in a condition": (
        "did('drift.contain')", "@did('drift.interrogate')", "M313",
    ),
    "a leave that is asked whether it was missed": ("missed('drift')", "@missed('quiet')", "M315"),
    "a cue that is asked whether it was waited out": (
        "missed('drift')", "@waited('drift')", "M315",
    ),
    "a condition of numbers": ("when: safety > 2", "when: @safety + 2", "M314"),
    "an assignment for a comparison": ("when: safety > 2", "when: safety @= 2", "M311"),
    "an unknown placeholder": ("- leader: Who has a case?", "- leader: @Who has {a_case}?", "M320"),
    "an unknown placeholder in what the leader says": (
        "say: When did he die?", "say: @When did {he} die?", "M320",
    ),
    "a cast name in a person's name": ("name: '{who}'", "name: @'{ben}'", "M320"),
    "a brace that is not part of a placeholder": (
        "- leader: Who has a case?", "- leader: @Who has { a case?", "M321",
    ),
    "two moments of one id": ("leave: quiet", "leave: @drift", "M302"),
    "two options of one id": ("id: ask", "id: @contain", "M302"),
    "two options of one kind without an id": (
        "do: interrogate\n        id: ask", "do: @contain", "M302",
    ),
    "two labels of one id": ("  - end: We", "  - label: @onward\n  - end: We", "M302"),
    "a person in the cast and absent": (
        "  patient: {name: '{who}'", "  @ben: {name: '{who}'", "M302 M320",
    ),
    "a case key that is a person": (
        "who: Mr Ellis, trade", "who: Mr Ellis, @ben: x, trade", "M302 M305",
    ),
    "a state that is a quality of the climate": (
        "  told: false", "  told: false\n  @safety: true", "M302 M308 M308",
    ),
    "a case without a key that another has": (
        "- {who: Mrs Okoro, trade: seamstress}", "- @{who: Mrs Okoro}", "M305 M320 M320",
    ),
    "a person called as a key of a line": (
        "absent:", "  @seconds: {name: Sec, role: member}\nabsent:", "M304",
    ),
    "a person called as a step": ("absent:", "  @cue: {name: Cue, role: member}\nabsent:", "M304"),
    "a state called as a word of conditions": (
        "  told: false", "  told: false\n  @true: false", "M304",
    ),
    "a state called as a word of Python": (
        "  told: false", "  told: false\n  @lambda: false", "M304",
    ),
    "an option called wait": ("id: ask", "id: @wait", "M304"),
    "a label inside a branch": ("    else: [", "    else: [{label: @far}, ", "M303"),
    "ripe outside the turns": ("ripe: 1", "ripe: @3", "M331 M331"),
    "late outside the turns": ("late: 2", "late: @3", "M331"),
    "late before ripe": ("ripe: 1\n    late: 2", "ripe: 2\n    late: @1", "M331"),
    "ask outside the turns": ("ask: 2", "ask: @3", "M331"),
    "an absent person who speaks": ("- ben: Were", "- @patient: Were", "M330"),
    "an absent person who speaks in a branch": ("{ben: I see.}", "{@patient: I see.}", "M330"),
    "a start outside the bounds": ("{start: 0, min: -5", "@{start: -9, min: -5", "M306"),
    "a value set outside the bounds": ("{trust: 2}", "{trust: @6}", "M306"),
    "a yes or no set to a number": ("{told: true}", "{told: @1}", "M308"),
    "a number set to a yes or no": ("{trust: 2}", "{trust: @true}", "M308"),
    "something added to a yes or no": ("{depth: 1}", "{told: @1}", "M308"),
    "a when on a moment's turn": ("{ben: Hm.}", "{ben: Hm., @when: told}", "M309"),
    "a when on a turn of a vary": ("{ben: Cold.}", "{ben: Cold., @when: told}", "M309"),
    "after outside the turns": ("credit: 1, effect", "after: @3, credit: 1, effect", "M331"),
    "an unknown person who is addressed": (
        "credit: 1, effect", "to: @bem, credit: 1, effect", "M301",
    ),
    "an absent person who is addressed": (
        "credit: 1, effect", "to: @patient, credit: 1, effect", "M301",
    ),
    "an unknown person who does the leader's work": (
        "missed: {effect", "missed: {by: @bem, effect", "M301",
    ),
    "somebody who does the leader's work in a leave": (
        "    ask: 2\n", "    ask: 2\n    waited: {@by: ben}\n", "S202",
    ),
    "a moment that mends an unknown one": ("    ask: 2\n", "    ask: 2\n    mends: @drfit\n", "M301"),
    "a moment that mends itself": ("    ask: 2\n", "    ask: 2\n    mends: @quiet\n", "M333"),
    "an unknown twin": ("    ask: 2\n", "    ask: 2\n    twin: @drfit\n", "M301"),
    "a twin that is no id": ("    ask: 2\n", "    ask: 2\n    twin: @A.b\n", "S207"),
    "a factor above one": ("    ripe: 1\n", "    ripe: 1\n    timing: {late: @1.5}\n", "S205"),
    "an unknown factor": ("    ripe: 1\n", "    ripe: 1\n    timing: {@lat: 1}\n", "S202"),
    "an unknown placeholder in a title": (
        "    title: The quiet\n", "    title: @The {quiet}\n", "M320",
    ),
    "an unknown placeholder in an aim": (
        "    title: The quiet\n", "    title: The quiet\n    aim: @The {quiet}\n", "M320",
    ),
    "words and a gesture": (
        "        say: When did he die?\n",
        "        say: When did he die?\n        @gesture: You nod.\n", "S202",
    ),
    "neither words nor a gesture": (
        "      - do: interrogate\n        id: ask\n        say: When did he die?\n",
        "      - @do: interrogate\n        id: ask\n", "S201",
    ),
    "an unknown mode": ("minutes: 12", "minutes: 12\nmodes: [@alive]", "S204"),
    "no mode": ("minutes: 12", "minutes: 12\nmodes: @[]", "S206"),
    "no credit for this style": ("{guiding: 0, analytic: 0.5}", "@{analytic: 0.5}", "M307"),
    "an unknown key": ("level: foundation", "level: foundation\n@titel: x", "S202"),
    "a misspelt key of an option": (
        "        credit: {guiding", "        @credits: {guiding", "S202",
    ),
    "ask in a cue": ("    ripe: 1", "    @ask: 1", "S202"),
    "a line with two speakers": (
        "- leader: Who has a case?", "- leader: Who has a case?\n    @ben: I do.", "S202",
    ),
    "a line that names its speaker twice": (
        "- leader: Who", "- @leader: Who has?\n    speaker: ben\n  - leader: Who", "S202",
    ),
    "a line without a speaker": ("- leader: Who has a case?", "- @Who has a case?", "S203"),
    "a number for a text": ("title: A cough", "title: @12", "S203"),
    "a text for a number": ("minutes: 12", "minutes: @twelve", "S203"),
    "a decimal for a whole number": ("minutes: 12", "minutes: @12.5", "S203"),
    "a whole number with a leading zero": ("minutes: 12", "minutes: @012", "S203"),
    "a text for a credit": ("credit: 1,", "credit: @high,", "S203"),
    "a text for a list": ("sources: [vaccho, johnson-2004]", "sources: @vaccho", "S203"),
    "a list for a mapping": (
        "climate: {safety: 6, focus: 5, depth: 3}", "climate: @[6, 5, 3]", "S203",
    ),
    "words that are missing": ("- ben: Were you close?", "- ben:@", "S203"),
    "an unknown level": ("level: foundation", "level: @beginner", "S204"),
    "an unknown role": ("role: member", "role: @visitor", "S204"),
    "an unknown style in a credit": ("{guiding: 0, analytic", "{guiding: 0, @analytical", "S204"),
    "a credit above one": ("credit: 0.2", "credit: @1.2", "S205"),
    "a credit below nothing": ("credit: 0.2", "credit: @-0.2", "S205"),
    "a climate out of bounds": ("safety: 6", "safety: @11", "S205"),
    "a turn before the first": ("ripe: 1", "ripe: @0", "S205"),
    "no options": (LAST_OPTIONS, "options: @[]", "S206"),
    "no turns": ("turns: [{silence: Nobody speaks.}, {ben: Hm.}]", "turns: @[]", "S206"),
    "an id with a capital": ("scenario: a-cough", "scenario: @A-cough", "S207"),
    "a person's id with a space": ("  ben: {name: Ben, role", "  @b n: {name: Ben, role", "S207"),
}  # fmt: skip

FOREIGN = re.compile(
    r"Input should|Extra inputs|Field required|valid (string|integer|dictionary|list|boolean)|"
    r"literal_error|type=|pydantic|"
    r"mapping values|expected <|could not|did not find|found character|while (parsing|scanning)|"
    r"\bstr\b|\bdict\b|\bint\b|Traceback|None\b"
)
"""The English of pydantic, of PyYAML and of Python itself."""


def ours(found: Problem) -> bool:
    """Return whether a sentence is plain English, apart from the words of the file it quotes."""
    values = ((name, "" if isinstance(value, str) else value) for name, value in found.values)
    return not FOREIGN.search(say_sentence(replace(found, values=tuple(values))))


def findings_of(text: str) -> tuple[Finding, ...]:
    loaded = try_load_text(text.encode(), "file.yaml")
    assert isinstance(loaded, Unloadable) == any(
        found.severity == "error" for found in loaded.findings
    )
    return loaded.findings


def place_of(text: str) -> tuple[int, int]:
    before = text[: text.index("@")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_scenario_that_is_edited_here_has_no_error() -> None:
    assert findings_of(VALID) == ()


@pytest.mark.parametrize("wrong", EDITS)
def test_an_error_is_found_at_its_line_and_column(wrong: str) -> None:
    old, new, code = EDITS[wrong]
    assert VALID.count(old) == 1, f"{old!r} stands {VALID.count(old)} times in the scenario"
    edited = VALID.replace(old, new)
    found = findings_of(edited.replace("@", ""))
    codes = [finding.code for finding in found]
    assert sorted(codes) == sorted(code.split())
    assert (code.split()[0], *place_of(edited)) in [(f.code, f.line, f.column) for f in found]
    for finding in found:
        assert not FOREIGN.search(f"{say_sentence(finding.problem)} {say_hint(finding.problem)}"), (
            finding
        )


def test_a_phase_of_another_format_is_found_where_it_begins() -> None:
    edited = VALID.replace("format: intensive-45", "format: circle").replace(
        "phase: opening", "phase: leadership-review"
    )
    assert [(f.code, f.line, f.column) for f in findings_of(edited)] == [("M301", 22, 12)]


def test_a_missing_key_is_reported_at_what_should_have_it() -> None:
    assert [
        (f.code, f.line, f.column) for f in findings_of(VALID.replace("title: A cough\n", ""))
    ] == [("S201", 1, 1)]
    option = findings_of(VALID.replace("        say: When did he die?\n", ""))
    assert [(f.code, f.line, f.column) for f in option] == [("S201", 37, 9)]


def test_the_nearest_known_name_is_suggested() -> None:
    for old, new, name in (
        ("do: contain", "do: contian", "contain"),
        ("goto: onward", "goto: onwards", "onward"),
        ("not told", "not tolld", "told"),
        ("- ben: Were", "- bem: Were", "ben"),
        ("johnson-2004", "jonson-2004", "johnson-2004"),
        ("level: foundation", "level: foundations", "foundation"),
        ("a {trade}.", "a {trad}.", "trade"),
        ("    late: 2", "    lade: 2", "late"),
    ):
        hints = [say_hint(finding.problem) for finding in findings_of(VALID.replace(old, new))]
        assert f"Did you mean '{name}'?" in hints


def with_edits(names: list[str]) -> str:
    """Return the scenario with several of the edits."""
    edited = VALID
    for name in names:
        old, new, _ = EDITS[name]
        edited = edited.replace(old, new.replace("@", ""))
    return edited


def test_all_errors_of_meaning_are_reported_at_once() -> None:
    some = [
        "an unknown rule at stake",
        "an unknown situation",
        "an unknown source",
        "an unknown label",
        "a value set outside the bounds",
        "an unknown name in a condition",
        "an unknown placeholder",
        "late outside the turns",
        "an absent person who speaks in a branch",
    ]
    assert len(findings_of(with_edits(some))) == len(some)


def test_all_errors_of_shape_are_reported_at_once() -> None:
    some = [
        "an unknown key",
        "a text for a number",
        "an unknown level",
        "a credit above one",
        "a misspelt key of an option",
        "an id with a capital",
        "no turns",
        "a line without a speaker",
    ]
    found = findings_of(with_edits(some))
    assert len(found) == len(some)


def test_findings_come_in_the_order_of_the_file_and_each_once() -> None:
    edited = (
        VALID.replace("- ben: ", "- bem: ").replace("{ben: ", "{bem: ").replace("vaccho", "vacho")
    )
    found = findings_of(edited)
    assert list(found) == sorted(set(found))
    assert len(found) > 1


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path):
        loaded = try_load(path)
        assert isinstance(loaded, Unloadable)
        assert [finding.code for finding in loaded.findings] == ["F101"]


def test_a_file_name_cannot_write_to_the_terminal() -> None:
    found = try_load_text(b"a: [", "evil\x1b]0;x\x07\nname.yaml").findings
    assert found
    assert all(say_finding(finding).isprintable() for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "text",
        "7",
        "null",
        "a: b",
        "script: []",
        "cast: 1",
        "script: {a: b}",
        "script: [[]]",
    ],
)
def test_what_is_no_scenario_at_all_is_reported_in_plain_words(text: str) -> None:
    found = findings_of(text)
    assert found
    assert not any(FOREIGN.search(say_finding(finding)) for finding in found)


def test_every_error_of_yaml_is_reported_in_plain_words() -> None:
    slips = [
        "a: b: c",
        "a: 'x",
        "a: [1",
        "\ta: 1",
        "a: @x",
        "a: *x",
        "a: |x",
        "a: - b",
        "a:\n  b: 1\n c: 2",
        "%YAML 3\n---\n",
        "a: !<x",
        "&a",
    ]
    for text in slips:
        found = findings_of(text)
        assert found
        assert not any(FOREIGN.search(say_finding(finding)) for finding in found), found


NOISE = st.sampled_from([
    *("", " ", "\n", "\t", "  ", ":", "- ", "{", "}", "[", "]", "'", '"', "#", "&a "),
    *("*a", "!x ", "|", ">", "@", "\\"),
    *("{{", "{x}", "null", "true", "-1", "1.5", "99999999999999999999", "\x1b", "\u202e"),
    *("\ud800", "é", "\r", "\x85"),
    *("\ufeff", "cue", "when", "speaker", "text", "(turn)", "[key]", "then: ", "if: "),
    *("did('a.b')", "9" * 400),
    *("...\n", "---\n", "<<: ", "? ", "float", "breaks: ", "say"),
])  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Generate a scenario's text with some pieces removed or inserted."""
    text = VALID if draw(st.booleans()) else as_yaml(draw(scenarios(2)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from((0, 0, 1, 2, 5, 20)))
        text = text[:at] + draw(NOISE) + text[at + cut :]
    return text.encode("utf-8", "surrogatepass")


@examples(60)
@given(mutated())
def test_no_edit_of_a_scenario_raises(text: bytes) -> None:
    loaded = try_load_text(text, "file.yaml")
    assert isinstance(loaded, Loaded) or loaded.findings
    lines = text.decode("utf-8", "replace").split("\n")
    for finding in loaded.findings:
        assert 1 <= finding.line <= len(lines) + 1
        assert finding.column >= 1
        assert forbidden_character(say_finding(finding)) is None
        assert len(say_finding(finding).splitlines()) == 1
        assert ours(finding.problem), finding


@examples(80)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    )
)
def test_no_bytes_raise(text: bytes) -> None:
    loaded = try_load_text(text, "file.yaml")
    assert isinstance(loaded, Unloadable)
    assert loaded.findings


ODD: st.SearchStrategy[Any] = st.sampled_from(
    (
        None,
        True,
        -1,
        10**15,
        0.5,
        "",
        "x",
        "cue",
        [],
        {},
        [[]],
        {"x": 1},
        ["x"],
        [None],
        {"cue": None},
    )
)


@examples(30)
@given(scenarios(2), st.data())
def test_a_value_of_the_wrong_kind_anywhere_is_a_finding_or_fits(
    made: Data, data: st.DataObject
) -> None:
    here: Any = made
    while True:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        if not (isinstance(here[key], dict | list) and here[key] and data.draw(st.integers(0, 4))):
            break
        here = here[key]
    here[key] = data.draw(ODD)
    loaded = try_load_text(as_yaml(made).encode(), "file.yaml")
    assert isinstance(loaded, Loaded) or loaded.findings
    assert all(ours(finding.problem) for finding in loaded.findings), loaded.findings


def test_a_comma_inside_braces_is_told_as_the_end_of_a_text() -> None:
    text = VALID.replace("about: GP}", "about: GP, quick to fix}")
    (finding,) = try_load_text(text.encode(), "file.yaml").findings
    assert finding.code == "S202"
    assert "a comma ends a text" in say_hint(finding.problem)
