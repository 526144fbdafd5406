"""Advice about what a play would not trip over: each sort is given where it is right, and only there.

The pages of ``docs/findings`` are tests as well; here are the limits.
"""

import pytest

from simulator.authoring.check import check_loaded
from simulator.authoring.past import spoken_of_too_early
from simulator.engine.cfg import control_flow
from simulator.engine.program import compile_scenario
from simulator.messages.findings import say_problem, say_sentence
from tests.scripts import scripted
from tests.workspaces import load_text

SCENARIO = """\
scenario: the-spare-key
title: The spare key
level: foundation
style: guiding
format: weekly-90
cast:
  ines: {name: Dr Ines Roth, role: presenter}
  tom: {name: Tom, role: member}
absent:
  patient: {name: '{patient}', about: 'Once a {trade}'}
cases:
  - {patient: Mrs Lund, trade: baker}
  - {patient: Mr Aske, trade: tailor}
state:
  told: false
script:
  - ines: '{patient} gave me a key.'
  - cue: give-it-back
    situation: advice
    turns:
      - tom: And you took it.
      - tom: Post it to her sister.
      - tom: With a parcel and a ribbon.
    ripe: 2
    options:
      - {do: invite-patient, say: What is the key to her sister?, credit: 1, set: {told: true}}
      - {do: advise, say: A letter might do., credit: 0, why: It is a plan.}
  - ines: I have it here.
    when: told
  - leave: quiet
    situation: working-silence
    turns: [{silence: Nobody speaks.}]
    options:
      - {do: feeling, say: What is it like?, credit: 0.2}
"""


def advised(old: str = "", new: str = "") -> list[tuple[str, int]]:
    """Return the codes and lines of what is found after a change."""
    assert SCENARIO.count(old) == 1 or not old
    text = SCENARIO.replace(old, new) if old else SCENARIO
    return [(found.code, found.line) for found in check_loaded(load_text(text.encode(), "x"))]


def test_the_scenario_that_is_changed_here_has_no_finding() -> None:
    assert advised() == []


CHANGES = {
    "a line that takes up a word of a later turn": (
        "say: A letter might do.", "say: A parcel might do.", "M366", 27,
    ),
    "the plural of a word of a later turn": (
        "say: A letter might do.", "say: Parcels might do.", "M366", 27,
    ),
    "a gesture that takes up a word of a later turn": (
        "say: A letter might do.", "gesture: You untie a ribbon.", "M366", 27,
    ),
    "a reason of the first moment that speaks of an earlier one": (
        "why: It is a plan.", "why: It is earlier advice once more.", "M367", 27,
    ),
    "a case key that hides the name of somebody absent": (
        "patient: {name: '{patient}'", "patient: {name: 'Mr {trade}'", "M368", 12,
    ),
    "state that is set and never asked about": ("    when: told\n", "", "M369", 15),
    "pronouns that are nobody's": (
        "baker}\n  - {patient: Mr Aske, trade: tailor}",
        "baker, pronouns: she}\n  - {patient: Mr Aske, trade: tailor, pronouns: he}", "M370", 12,
    ),
    "a case key that no text uses": ("'Once a {trade}'", "'Once a baker'", "M370", 12),
    "a member who never speaks": (
        "  tom: {", "  ada: {name: Ada, role: member}\n  tom: {", "M371", 8,
    ),
    "nobody who presents": ("role: presenter", "role: member", "M372", 6),
    "two people who present": ("name: Tom, role: member", "name: Tom, role: presenter", "M372", 8),
    "a text in curly quotes": (
        "tom: And you took it.", "tom: \u201cAnd you took it.\u201d", "M373", 21,
    ),
    "an entity": ("tom: And you took it.", "tom: And you&#39;d take it.", "M373", 21),
    "two braces": ("tom: And you took it.", "tom: 'And {{you}} took it.'", "M373", 21),
    "percent signs round a name": ("tom: And you took it.", "tom: And %you% took it.", "M373", 21),
    "a no-break space": ("tom: And you took it.", "tom: And you\u00a0took it.", "M373", 21),
    "another language": ("level: foundation", "language: de\nlevel: foundation", "M374", 3),
    "a cue without ripe": ("    ripe: 2\n", "", "M375", 18),
}  # fmt: skip
"""The old and the new text, and the code and line of the advice."""


@pytest.mark.parametrize("change", CHANGES)
def test_advice_is_given_at_its_line(change: str) -> None:
    old, new, code, line = CHANGES[change]
    assert (code, line) in advised(old, new)


def test_pronouns_that_are_nobodys_are_answered_with_a_person() -> None:
    old, new, _, _ = CHANGES["pronouns that are nobody's"]
    (found,) = check_loaded(load_text(SCENARIO.replace(old, new).encode(), "x"))
    assert "such as 'pronouns: {patient: she}'" in say_problem(found.problem)


NO_ADVICE = {
    "a word that the title has": (
        "title: The spare key", "title: The parcel", "say: A letter", "say: A parcel",
    ),
    "a word that was said before the moment": (
        "gave me a key.'", "gave me a key in a parcel.'", "say: A letter", "say: A parcel",
    ),
    "a line that comes after the later turn": (
        "{do: advise, say", "{do: advise, after: 3, say", "say: A letter", "say: A parcel",
    ),
    "curly quotes round a part of a text": (
        "tom: And you took it.", "tom: \u201cDear\u201d, she wrote, and \u201cdoctor\u201d.",
        "level: foundation", "level: foundation",
    ),
    "a silent guest": (
        "  tom: {", "  ada: {name: Ada, role: guest}\n  tom: {",
        "level: foundation", "level: foundation",
    ),
    "a silent co-leader": (
        "  tom: {", "  ada: {name: Ada, role: co-leader}\n  tom: {",
        "level: foundation", "level: foundation",
    ),
    "an absent person who is called by the case's word": (
        "patient: {name: '{patient}'", "patient: {name: 'Old {patient}'",
        "level: foundation", "level: foundation",
    ),
    "a no-break space in French": (
        "tom: And you took it.", "tom: Tu l'as prise\u00a0?",
        "level: foundation", "language: fr\nlevel: foundation",
    ),
    "again, said of the group": (
        "why: It is a plan.", "why: The key goes home again.",
        "level: foundation", "level: foundation",
    ),
}  # fmt: skip
"""Two changes that earn no advice but that about the language."""


@pytest.mark.parametrize("change", NO_ADVICE)
def test_no_advice_is_given_where_there_is_nothing_to_better(change: str) -> None:
    one, other, two, another = NO_ADVICE[change]
    text = SCENARIO.replace(one, other).replace(two, another)
    found = check_loaded(load_text(text.encode(), "x"))
    # A line with "after" beyond the pause has a finding of its own.
    assert {each.code for each in found} <= {"M346", "M374"}, [
        say_problem(each.problem) for each in found
    ]


BRANCH = """\
- cue: one
  title: One
  turns: [{ben: a}]
  options:
    - {do: contain, say: x, credit: 1}
    - {do: advise, say: y, credit: 0, goto: onward}
- cue: two
  title: Two
  turns: [{ben: b}]
  options: [{do: contain, say: x, credit: 1}, {do: advise, say: y, credit: 0}]
- label: onward
- cue: three
  title: Three
  turns: [{ben: c}]
  options:
    - {do: contain, say: x, credit: 1, why: As before it helps.}
    - {do: advise, say: y, credit: 0, why: It helps.}
"""


def spoken_of(script: str) -> list[str]:
    flow = control_flow(compile_scenario(scripted(script)))
    return [say_sentence(discovery.problem) for discovery in spoken_of_too_early(flow)]


def test_a_reason_about_the_past_needs_every_path_to_have_it() -> None:
    (said,) = spoken_of(BRANCH)
    assert said.endswith("a play can come to 'three' without having met 'two'.")
    assert spoken_of(BRANCH.replace(", goto: onward", "")) == []
    assert spoken_of(BRANCH.replace("As before it", "It")) == []
