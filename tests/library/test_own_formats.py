"""Formats of an author's own: beside the scenario's folder, in a pack, and with a saved play."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.authoring.check import check_file, check_pack, check_programme
from simulator.cli.watching import _times
from simulator.language.findings import Finding
from simulator.library.cards import cards
from simulator.library.own_formats import with_format, without_format
from simulator.library.packs import build_pack
from simulator.library.scenarios import Loaded, Unloadable
from simulator.messages.findings import say_finding
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin, look_back
from simulator.store.memory import MemoryStore
from tests.workspaces import catalogue, load, load_text, try_load, try_load_text, workspace_at

SCENARIO = """\
scenario: in-the-canteen
title: In the canteen
level: foundation
style: guiding
format: lunch-40
cast:
  ines: {name: Dr Ines Roth, role: presenter}
script:
  - phase: presentation
  - ines: She put the key into my coat.
  - phase: closing
  - ines: I still have it.
"""
FORMAT = """\
format: lunch-40
name: Lunch, 40 minutes
phases:
  - {phase: presentation, minutes: 10}
  - {phase: group-work, minutes: 25, sits_back: false}
  - {phase: closing, minutes: 5}
sources: [weekly-group, 'Roth 2019, on lunch']
"""
PACK = "pack: canteen\ntitle: In the canteen\nauthor: A. Trainer\n"
PROGRAMME = """\
programme: two-lunches
title: Two lunches
format: lunch-40
sessions: [{scenario: in-the-canteen}]
"""


def written(folder: Path, own: str | None = FORMAT, scenario: str = SCENARIO) -> Path:
    """Write a scenario, and its format beside its folder; return the scenario's file."""
    file = folder / "in-the-canteen" / "scenario.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(scenario, "utf-8")
    if own is not None:
        (folder / "formats").mkdir(exist_ok=True)
        (folder / "formats" / "lunch-40.yaml").write_text(own, "utf-8")
    return file


def errors(file: Path) -> list[Finding]:
    return [finding for finding in check_file(file, catalogue()) if finding.severity != "advice"]


def test_a_format_beside_the_scenarios_folder_is_read(tmp_path: Path) -> None:
    file = written(tmp_path)
    assert errors(file) == []
    found = load(file).scenario.format
    assert (found.id, found.name, found.minutes) == ("lunch-40", "Lunch, 40 minutes", 40)
    assert [phase.sits_back for phase in found.phases] == [False, False, False]
    assert found.starts() == {"presentation": 0, "group-work": 10, "closing": 35}


def test_presenters_sit_back_in_group_work_unless_the_format_says_otherwise(tmp_path: Path) -> None:
    found = load(written(tmp_path, FORMAT.replace(", sits_back: false", ""))).scenario.format
    assert [phase.sits_back for phase in found.phases] == [False, True, False]


def test_a_format_is_found_from_the_scenarios_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written(tmp_path).parent)
    assert errors(Path("scenario.yaml")) == []


def test_the_formats_of_the_program_take_precedence(tmp_path: Path) -> None:
    file = written(tmp_path, scenario=SCENARIO.replace("lunch-40", "weekly-90"))
    other = FORMAT.replace("lunch-40", "weekly-90")
    (tmp_path / "formats" / "weekly-90.yaml").write_text(other, "utf-8")
    assert load(file).scenario.format.name == catalogue().formats["weekly-90"].name


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("phase: group-work", "phase: tea-break", "5:13: M301"),
        ("phase: group-work", "phase: presentation", "5:13: M302"),
        ("minutes: 25", "minutes: many", "5:34: S203"),
        ("minutes: 25", "minuets: 25", "5:25: S202"),
        ("[weekly-group", "[weekly-gruop", "7:11: M301"),
        ("name: Lunch, 40 minutes\n", "", "1:1: S201"),
        ("Lunch, 40", "Lunch: 40", "2:12: Y112"),
        ("format: lunch-40", "format: lunch-45", "1:9: F102"),
    ],
)
def test_an_error_in_a_format_is_found_in_its_file(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    assert FORMAT.count(old) == 1
    said = [say_finding(one) for one in errors(written(tmp_path, FORMAT.replace(old, new)))]
    file = tmp_path / "formats" / "lunch-40.yaml"
    assert any(line.startswith(f"{file}:{place} ") for line in said), said
    if "F102" not in place:
        assert isinstance(try_load(tmp_path / "in-the-canteen" / "scenario.yaml"), Unloadable)


def test_a_format_that_is_nowhere_is_an_error_of_the_scenario(tmp_path: Path) -> None:
    (finding,) = errors(written(tmp_path, own=None))
    assert (finding.code, finding.line, finding.column) == ("M301", 5, 9)


def test_no_file_outside_the_folder_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, scenario=SCENARIO.replace("lunch-40", "../other/lunch-40"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "lunch-40.yaml").write_text(FORMAT, "utf-8")
    assert [finding.code for finding in errors(file)] == ["M301"]


def test_a_programme_may_use_a_format_of_its_authors_own(tmp_path: Path) -> None:
    written(tmp_path)
    file = tmp_path / "programmes" / "two-lunches.yaml"
    file.parent.mkdir()
    file.write_text(PROGRAMME, "utf-8")
    assert check_programme(workspace_at(tmp_path / "home"), file) == ()
    (tmp_path / "formats" / "lunch-40.yaml").write_text(FORMAT.replace("name:", "nmae:"), "utf-8")
    found = check_programme(workspace_at(tmp_path / "home"), file)
    assert {Path(finding.file).name for finding in found} == {"lunch-40.yaml"}


def test_a_pack_includes_its_formats(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
    built = build_pack(tmp_path)
    assert "formats/lunch-40.yaml" in built.pack.files
    assert built.left_out == ()
    found = check_pack(built.pack, catalogue())
    assert [one for one in found if one.severity != "advice"] == []


def test_the_content_of_the_format_is_part_of_what_a_play_is_compared_with(tmp_path: Path) -> None:
    before = load(written(tmp_path)).scenario.digest
    assert load(written(tmp_path, f"# a note\n{FORMAT}")).scenario.digest == before
    later = FORMAT.replace("minutes: 25", "minutes: 20")
    assert load(written(tmp_path, later)).scenario.digest != before


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_play_can_be_shown_after_its_format_has_gone(tmp_path: Path, end: str) -> None:
    file = written(tmp_path, scenario=SCENARIO.rstrip("\n") + end)
    loaded = load(file)
    workspace, store = workspace_at(tmp_path / "home"), MemoryStore()
    play = begin(workspace, store, loaded, PlayOptions(seed=1)).play
    (tmp_path / "formats" / "lunch-40.yaml").unlink()
    shown = look_back(workspace, store, play).session.setup.program.scenario
    assert (shown.format, shown.digest) == (loaded.scenario.format, loaded.scenario.digest)


def test_a_saved_text_is_not_taken_for_the_authors_if_formats_are_given(tmp_path: Path) -> None:
    saved = load(written(tmp_path)).saved_text
    assert load_text(saved, "saved.yaml").scenario.format.id == "lunch-40"
    (finding,) = try_load_text(SCENARIO.encode(), "saved.yaml").findings[:1]
    assert finding.code == "M301"


@given(st.text(st.sampled_from("a: \n#|é"), min_size=1), st.text(st.sampled_from("b: \n|é")))
def test_a_format_above_a_scenario_is_split_off_again(own: str, scenario: str) -> None:
    text = f"scenario: x\n{scenario}".encode()
    again, found = without_format(with_format(text, own.encode()))
    assert again == text
    assert found.splitlines() == own.encode().splitlines()


def test_a_card_changes_with_its_format(tmp_path: Path) -> None:
    file, workspace = written(tmp_path), workspace_at(tmp_path / "home")
    assert [card.format_name for card in cards(workspace, [file])] == ["Lunch, 40 minutes"]
    written(tmp_path, FORMAT.replace("Lunch, 40", "Dinner, 50"))
    assert [card.format_name for card in cards(workspace, [file])] == ["Dinner, 50 minutes"]
    os.unlink(tmp_path / "formats" / "lunch-40.yaml")
    (card,) = cards(workspace, [file])
    assert "M301" in card.problem


def test_a_watched_scenario_is_checked_again_when_its_format_changes(tmp_path: Path) -> None:
    file, workspace = written(tmp_path), workspace_at(tmp_path / "home")
    before = _times(workspace, [str(file)])
    written(tmp_path, FORMAT + "# a note\n")
    assert _times(workspace, [str(file)]) != before


def test_loading_with_a_warning_in_the_format_still_loads(tmp_path: Path) -> None:
    loaded = try_load(written(tmp_path, FORMAT.replace("format: lunch-40", "format: lunch-45")))
    assert isinstance(loaded, Loaded)
    assert "F102" in {finding.code for finding in loaded.findings}
    assert loaded.scenario.format.id == "lunch-40"
