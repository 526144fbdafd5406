"""``explain`` alone is enough to write by: every list has an address, and keys say what is in them."""

from pathlib import Path

import pytest

from simulator.cli.patterns import PATTERNS
from tests.cli.balint import balint
from tests.workspaces import catalogue

LISTS = {
    "kinds": ("contain: Contain", catalogue().kinds),
    "situations": ("me-too: A second case", catalogue().situations),
    "rules": ("no-advice: No advice", catalogue().rules),
    "Hard moments": ("me-too: A second case", catalogue().situations),
    "formats": ("monthly-hour: Monthly hour", catalogue().formats),
}


@pytest.mark.parametrize("word", LISTS)
def test_a_list_of_ids_is_printed_by_its_name(tmp_path: Path, word: str) -> None:
    line, entries = LISTS[word]
    shown = balint(tmp_path, "explain", word).stdout.splitlines()
    assert line in shown
    assert set(entries) <= {each.partition(":")[0] for each in shown}


@pytest.mark.parametrize(
    ("word", "needed"),
    [
        ("scenario", "Needed in the head of the file: title, level, style, format, cast, script."),
        ("programme", "Needed in a programme: title, format, sessions."),
        ("pack", "Needed in pack.yaml: title, author."),
        ("phases", "Needed in a phase of a format of your own: phase, minutes."),
    ],
)
def test_the_first_key_of_a_file_says_what_the_file_needs(
    tmp_path: Path, word: str, needed: str
) -> None:
    assert needed in " ".join(balint(tmp_path, "explain", word).stdout.split())


def test_no_id_is_broken_at_its_hyphen(tmp_path: Path) -> None:
    shown = balint(tmp_path, "explain").stdout
    for id_ in (*catalogue().situations, *catalogue().rules, *catalogue().kinds):
        assert id_ in shown


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_says_how_to_begin_with_it(tmp_path: Path, pattern: str) -> None:
    shown = balint(tmp_path, "explain", pattern).stdout
    assert f"balint-sim new my-scenario --pattern {pattern}" in shown
    assert f"{pattern}: " in balint(tmp_path, "explain", "patterns").stdout


def test_a_key_says_what_is_written_with_it(tmp_path: Path) -> None:
    shown = " ".join(balint(tmp_path, "explain", "options").stdout.split())
    assert "Needed in an option: do, credit." in shown
    assert "gesture, to, why, breaks" in shown
    missed = " ".join(balint(tmp_path, "explain", "missed").stdout.split())
    assert "Also possible in missed: credit, why, effect, set, then, goto, by." in missed
    # The key itself is not in its own list.
    assert "Needed in a cue: turns, options." in " ".join(
        balint(tmp_path, "explain", "cue").stdout.split()
    )


@pytest.mark.parametrize(("word", "near"), [("option", "options"), ("follow-ups", "follow-up")])
def test_a_near_word_is_suggested(tmp_path: Path, word: str, near: str) -> None:
    done = balint(tmp_path, "explain", word)
    assert done.returncode == 1
    assert f"Did you mean '{near}'?" in done.stderr
