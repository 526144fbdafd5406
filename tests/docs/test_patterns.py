"""Each pattern is a scenario that checks clean, and the page shows parts of it as they are."""

import re
from pathlib import Path

import pytest

from simulator.cli.patterns import PATTERNS
from tests.cli.balint import balint

PAGE = (Path(__file__).parents[2] / "docs" / "patterns.md").read_text("utf-8")
BLOCKS = re.findall(r"<!-- pattern: (\S+) -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)


def begun(folder: Path, pattern: str) -> Path:
    """A scenario that was begun with a pattern."""
    scenario = folder / f"my-{pattern}"
    done = balint(folder / "home", "new", str(scenario), "--pattern", pattern)
    assert (done.returncode, done.stderr) == (0, "")
    return scenario


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_checks_clean_with_its_plays(tmp_path: Path, pattern: str) -> None:
    scenario = begun(tmp_path, pattern)
    done = balint(tmp_path / "home", "check", "--strict", str(scenario))
    assert (done.returncode, done.stdout) == (0, "1 scenario checked, no findings.\n")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_exemplary_play_of_a_pattern_is_the_best(tmp_path: Path, pattern: str) -> None:
    scenario = begun(tmp_path, pattern)
    done = balint(tmp_path / "home", "run", str(scenario), "--play", "exemplary")
    assert done.returncode == 0
    assert "100 percent of the best possible score" in done.stdout


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_has_the_title_and_the_id_that_are_asked_for(
    tmp_path: Path, pattern: str
) -> None:
    folder = tmp_path / "a-cough"
    done = balint(tmp_path, "new", str(folder), "--pattern", pattern, "--title", "No: really")
    assert done.returncode == 0
    text = (folder / "scenario.yaml").read_text("utf-8")
    assert "scenario: a-cough\n" in text
    assert "title: 'No: really'\n" in text


def test_a_pattern_and_a_copy_are_two_things(tmp_path: Path) -> None:
    both = ("--pattern", "repair", "--from", "tutorial")
    done = balint(tmp_path, "new", str(tmp_path / "a-cough"), *both)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "a-cough").exists()


def test_the_page_shows_every_pattern() -> None:
    assert {name for name, _ in BLOCKS} == set(PATTERNS)


@pytest.mark.parametrize(("pattern", "shown"), BLOCKS)
def test_the_page_shows_a_pattern_as_it_is(tmp_path: Path, pattern: str, shown: str) -> None:
    assert shown in (begun(tmp_path, pattern) / "scenario.yaml").read_text("utf-8")
