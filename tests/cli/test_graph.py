"""``balint-sim graph``, as a trainer would call it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.balint import balint
from tests.hostile import hostile_scenario
from tests.plays import FLAGSHIP, flagship_scenario, written
from tests.review.test_debrief import of_plan
from tests.scripts import CUE, HEAD

pytestmark = pytest.mark.slow


def test_the_flagship_is_written_as_mermaid_with_every_moment_and_the_exemplary_play(
    tmp_path: Path,
) -> None:
    shown = balint(tmp_path, "graph", FLAGSHIP)
    assert shown.returncode == 0
    assert not shown.stderr
    assert shown.stdout.startswith("flowchart TD\n")
    for moment in flagship_scenario().moments():
        assert f'"{moment.kind}#58; {moment.id}<br/>' in shown.stdout
    assert "contain (exemplary)" in shown.stdout
    # The exemplary leader lets nobody drift, so the losses of the others are never told.
    reached, total = len(of_plan("exemplary").moments), len(flagship_scenario().moments())
    assert reached < total
    assert f"reaches {reached} of {total} moments" in shown.stdout


def test_the_flagship_is_drawn_as_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "flow.svg"
    assert balint(tmp_path, "graph", FLAGSHIP, "-o", str(file)).stdout == ""
    assert file.read_text("utf-8") == balint(tmp_path, "graph", FLAGSHIP, "--format", "svg").stdout
    words = " ".join(ElementTree.parse(file).getroot().itertext())  # noqa: S314 - our own file
    for moment in flagship_scenario().moments():
        assert f"{moment.kind}: {moment.id}" in words
    assert "Every moment, option and label is reached by some play." in words


def test_what_is_unreached_is_said_and_that_there_is_no_exemplary_play(tmp_path: Path) -> None:
    lost = CUE.replace("drift", "lost") + "  when: safety > 9\n"
    loaded = written(tmp_path / "on-stage", f"{HEAD}script:\n{CUE}{lost}")
    shown = balint(tmp_path, "graph", str(loaded.path)).stdout
    assert "No play reaches#58; lost." in shown
    assert "There is no exemplary play" in shown


def test_an_exemplary_play_that_cannot_be_played_is_left_out_and_said(tmp_path: Path) -> None:
    loaded = written(tmp_path / "on-stage", f"{HEAD}script:\n{CUE}")
    plays = loaded.path.parent / "plays"
    plays.mkdir()
    (plays / "exemplary.yaml").write_text("play: exemplary\nacts: {}\n", "utf-8")
    shown = balint(tmp_path, "graph", str(loaded.path))
    assert shown.returncode == 0
    assert "The exemplary play is left out." in shown.stderr
    (plays / "exemplary.yaml").write_text("play: exemplary\nacts: {drift: sing}\n", "utf-8")
    assert "P102" in balint(tmp_path, "graph", str(loaded.path)).stderr


def test_a_hostile_scenario_is_drawn_in_both_forms(tmp_path: Path) -> None:
    loaded = written(tmp_path / "hostile", hostile_scenario())
    assert "\x1b" not in balint(tmp_path, "graph", str(loaded.path)).stdout
    picture = balint(tmp_path, "graph", str(loaded.path), "--format", "svg").stdout
    assert ElementTree.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own text


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    shown = balint(tmp_path, "graph", FLAGSHIP, "-o", str(tmp_path / "nowhere" / "flow.svg"))
    assert shown.returncode == 1
    assert "cannot be written" in shown.stderr
    assert "Traceback" not in shown.stderr
