"""A second chance lies on every path after the moment that it gives back."""

import pytest

from simulator.authoring.check import check_loaded
from simulator.authoring.mending import mended_too_late
from simulator.engine.cfg import control_flow
from simulator.engine.program import compile_scenario
from tests import second_edition
from tests.scripts import HEAD
from tests.workspaces import load_text

FIRST = """\
- cue: first
  title: The first
  turns: [{ben: one}]
  options: [{do: contain, say: a, credit: 1}, {do: advise, say: b, credit: 0, set: {told: true}}]
"""
SECOND = """\
- cue: second
  title: The second
  mends: first
  turns: [{ben: two}]
  options: [{do: contain, say: c, credit: 1}, {do: advise, say: d, credit: 0}]
"""
OTHER = """\
- cue: other
  title: Another
  turns: [{ben: zero}]
  options:
    - {do: contain, say: e, credit: 1}
    - {do: advise, say: f, credit: 0, goto: onward}
"""


def nested(script: str) -> str:
    return "".join(f"    {line}\n" for line in script.splitlines())


def too_late(script: str) -> list[str]:
    """Return the values of ``mends`` that are found, as the names in their problems."""
    text = HEAD + "script:\n" + "".join(f"  {line}\n" for line in script.splitlines())
    scenario = load_text(text.encode(), "scenario.yaml").scenario
    found = list(mended_too_late(control_flow(compile_scenario(scenario))))
    assert all(discovery.place[-1] == "mends" for discovery in found)
    return [str(dict(discovery.problem.values)["name"]) for discovery in found]


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (FIRST + SECOND, []),
        (SECOND + FIRST, ["first"]),
        (
            FIRST + "- ben: x\n  when: told\n" + SECOND.replace("  turns", "  when: told\n  turns"),
            [],
        ),
        (FIRST.replace("  turns", "  when: safety > 3\n  turns") + SECOND, ["first"]),
        (OTHER + FIRST + "- label: onward\n" + SECOND, ["first"]),
        (OTHER + "- label: onward\n" + FIRST + SECOND, []),
        (FIRST + OTHER + "- label: onward\n" + SECOND, []),
        ("- if: told\n  then:\n" + nested(FIRST) + SECOND, ["first"]),
        ("- if: told\n  then:\n" + nested(FIRST + SECOND), []),
        ("- if: told\n  then:\n" + nested(FIRST) + "  else:\n" + nested(SECOND), ["first"]),
        # only the second time round has play met the first moment before the second
        ("- label: onward\n" + SECOND + FIRST + "- goto: onward\n  when: not told\n", ["first"]),
    ],
    ids=[
        "after it",
        "before it",
        "a condition on the second",
        "a condition on the first",
        "a jump past the first",
        "a jump to before the first",
        "a jump between them",
        "the first in a branch",
        "both in a branch",
        "in two branches",
        "in a loop",
    ],
)
def test_a_path_that_has_not_met_the_mended_moment_is_found(script: str, found: list[str]) -> None:
    assert too_late(script) == found


def test_the_path_through_an_option_counts_as_well() -> None:
    inside = FIRST.replace("set: {told: true}", "then: [{ben: x}]")
    assert too_late(inside + SECOND) == []
    past = OTHER.replace("goto: onward", "then: [{ben: y}]")
    assert too_late(past + FIRST + SECOND) == []


def test_check_reports_it_where_mends_stands() -> None:
    swapped = second_edition.TEXT.replace("    mends: charge\n", "").replace(
        "    rules: [no-criticism, protect-presenter]\n",
        "    rules: [no-criticism, protect-presenter]\n    mends: amends\n",
    )
    found = check_loaded(load_text(swapped.encode(), "scenario.yaml"))
    faults = [one for one in found if one.severity != "advice"]
    assert [(one.code, one.line) for one in faults] == [("M347", 23)]


def test_a_scenario_that_uses_every_key_of_moments_has_no_finding() -> None:
    found = check_loaded(load_text(second_edition.TEXT.encode(), "scenario.yaml"))
    assert {one.code for one in found} <= {"M375", "R412"}  # a scenario of four small moments
