"""Two versions of a scenario: every change is found, once, under the part that it belongs to."""

from pathlib import Path

import pytest

from simulator.analysis.stop import never
from simulator.authoring.compare import Comparison, compare
from simulator.library.scenarios import Loaded, load
from simulator.render.compare_text import as_data, as_text
from tests.scripts import CUE, HEAD, LEAVE
from tests.workspaces import catalogue

SCRIPT = f"""\
script:
- phase: opening
- priya: I am not sure that this is a case.
{CUE}{LEAVE}- label: last
- end: We stop here.
"""


def version(folder: Path, text: str, name: str) -> Loaded:
    """A version of a scenario, in a folder of its own."""
    path = folder / name / "on-stage" / "scenario.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    loaded = load(path, catalogue())
    assert isinstance(loaded, Loaded), loaded
    return loaded


def compared(folder: Path, *changes: tuple[str, str]) -> Comparison:
    """The comparison of a scenario with itself after these replacements."""
    old = new = HEAD + SCRIPT
    for gone, come in changes:
        assert gone in new
        new = new.replace(gone, come, 1)
    return compare(version(folder, old, "old"), version(folder, new, "new"), never)


def test_a_scenario_does_not_differ_from_itself(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert found.differences == ()
    assert not found.key_changed
    assert "do not differ" in as_text(found, "On stage")


@pytest.mark.parametrize(
    ("gone", "come", "part", "where", "old", "new"),
    [
        ("title: On stage", "title: Off stage", "head", "title", "On stage", "Off stage"),
        ("name: Ben,", "name: Bob,", "people", "cast.ben.name", "Ben", "Bob"),
        ("credit: 0}", "credit: 0.4}", "credits", "drift.advise.credit", "0", "0.4"),
        ("ripe: 2", "ripe: 3", "credits", "drift.ripe", "2", "3"),
        ("say: I advise.", "say: I told.", "words", "drift.advise.say", "I advise.", "I told."),
        ("{ben: two}", "{ben: too}", "words", "drift.turns", "ben: two", "ben: too"),
        ("safety: 6", "safety: 7", "paths", "climate.safety", "6", "7"),
        ("label: last", "label: end", "paths", "script.label", "label: last", "label: end"),
        ("end: We stop", "end: I stop", "words", "script", "end: We stop here.", "end: I stop here."),
    ],
)  # fmt: skip
def test_a_change_is_one_difference(
    tmp_path: Path, gone: str, come: str, part: str, where: str, old: str, new: str
) -> None:
    (found,) = compared(tmp_path, (gone, come)).differences
    assert (found.part, found.where, found.old, found.new) == (part, where, old, new)
    assert found.old_line == found.new_line is not None


def test_spelling_a_credit_otherwise_is_no_change(tmp_path: Path) -> None:
    assert compared(tmp_path, ("credit: 1}", "credit: 1.0}")).differences == ()


def test_a_line_that_moves_in_the_file_is_no_change(tmp_path: Path) -> None:
    assert compared(tmp_path, ("script:\n", "# A comment\n\nscript:\n")).differences == ()


def test_a_new_option_is_one_difference_whatever_it_has(tmp_path: Path) -> None:
    line = "    - {do: frame, say: I frame., credit: 0.5, why: Because.}\n"
    found = compared(tmp_path, ("    - {do: advise", f"{line}    - {{do: advise"))
    (difference,) = found.differences
    assert (difference.part, difference.where) == ("moments", "drift.frame")
    assert (difference.old, difference.new) == (None, "I frame.")
    assert found.key_changed


def test_a_renamed_moment_is_gone_and_new_and_in_its_place(tmp_path: Path) -> None:
    found = compared(tmp_path, ("cue: drift", "cue: drifts"))
    assert [(each.part, each.where) for each in found.differences] == [
        ("moments", "drifts"),
        ("moments", "drift"),
        ("paths", "script.moments"),
    ]


def test_a_condition_is_a_change_of_paths_and_not_of_words(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        (
            "- priya: I am not sure that this is a case.",
            "- {priya: I am not sure that this is a case., when: safety > 4}",
        ),
    )
    (difference,) = found.differences
    assert difference.part == "paths"
    assert not found.key_changed


def test_what_a_change_does_is_told_for_figures_habits_and_plays(tmp_path: Path) -> None:
    old = version(tmp_path, HEAD + SCRIPT, "old")
    new = version(tmp_path, (HEAD + SCRIPT).replace("credit: 0}", "credit: 0.4}", 1), "new")
    for loaded in (old, new):
        plays = loaded.path.parent / "plays"
        plays.mkdir()
        plan = "play: {}\nmode: guided\nseed: 1\nacts: {{{}}}\notherwise: wait\n"
        (plays / "adviser.yaml").write_text(plan.format("adviser", "drift: advise"), "utf-8")
    stale = "play: stale\nmode: guided\nseed: 1\nacts: {gone: wait}\notherwise: wait\n"
    (new.path.parent / "plays" / "stale.yaml").write_text(stale, "utf-8")
    found = compare(old, new, never)
    before, after = found.old, found.new
    assert before.figures["best"] == after.figures["best"]
    assert before.figures["chance"] < after.figures["chance"]
    assert before.habits["always advise"] < after.habits["always advise"]
    percents = before.plays["adviser"].percent, after.plays["adviser"].percent
    assert None not in percents
    assert percents[0] < percents[1]  # type: ignore[operator]  # neither is None
    text = as_text(found, "On stage")
    for said in ("both say version 1", "chance line", "play: adviser", "'stale' does not fit"):
        assert said in " ".join(text.split())
    data = as_data(found)
    assert data["key_changed"]
    assert data["changes"]["credits"][0]["where"] == "drift.advise.credit"
    assert data["new"]["plays"]["adviser"]["percent"] == percents[1]
