"""``--case N``: a case of the file, in ``play`` and ``preview``; and ``preview --lines``."""

from pathlib import Path

import pytest

from simulator.engine.cases import case_of, seed_of_case
from simulator.scenario.model import SEED_RANGE
from tests.cli.balint import balint
from tests.scripts import CUE, HEAD, LEAVE

CASES = ("Miss Lark", "Miss Orde")  # of the tutorial, in the order of the file


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    "command",
    [
        ("play", "tutorial", "--watch", "--plain"),
        ("play", "tutorial", "--watch", "--plain", "--seed", "7"),
        ("preview", "tutorial", "--lines"),
        ("preview", "tutorial", "--from", "a-card-for-it", "--plain"),
    ],
    ids=" ".join,
)
def test_the_case_that_is_asked_for_is_played(
    tmp_path: Path, command: tuple[str, ...], number: int
) -> None:
    brothers = ("Walter", "Arthur")
    shown = balint(tmp_path, *command, "--case", str(number)).stdout
    assert brothers[number - 1] in shown
    assert brothers[2 - number] not in shown


@pytest.mark.parametrize("number", [1, 2])
def test_a_session_is_played_with_the_case_that_is_asked_for(tmp_path: Path, number: int) -> None:
    typed = "\n" * 12 + "q\n"
    shown = balint(
        tmp_path, "play", "tutorial", "--plain", "--case", str(number), typed=typed
    ).stdout
    assert CASES[number - 1] in shown
    assert CASES[2 - number] not in shown


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("play", "tutorial", "--case", "3"), 1, "'tutorial' has 2 cases, so there is no case 3."),
        (("play", "tutorial", "--case", "0"), 2, "is not a case"),
        (("play", "--case", "1"), 2, "--case is for a scenario"),
        (("play", "an-evening-with-two-cases", "--case", "1"), 2, "--case is for a scenario"),
        (("play", "--resume", "--case", "1"), 2, "--case is for a scenario"),
        (("preview", "tutorial", "--lines", "--mode", "live"), 2, "live play has none"),
        (("preview", "tutorial"), 2, "--from"),
    ],
)
def test_a_case_that_cannot_be_played_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    shown = balint(tmp_path, *arguments, "--plain")
    assert (shown.returncode, shown.stdout) == (status, "")
    assert said in shown.stderr


def test_a_scenario_without_cases_has_none_to_ask_for(tmp_path: Path) -> None:
    file = tmp_path / "on-stage" / "scenario.yaml"
    file.parent.mkdir()
    file.write_text(f"{HEAD}script:\n{CUE}{LEAVE}", "utf-8")
    shown = balint(tmp_path, "preview", str(file), "--lines", "--case", "1")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "no cases" in shown.stderr


def test_the_next_seed_is_the_seed_itself_if_it_draws_the_case() -> None:
    for seed in range(50):
        assert seed_of_case(case_of(seed, 3), 3, seed) == seed


def test_after_the_last_seed_the_first_is_tried() -> None:
    last = SEED_RANGE[-1]
    other = 1 - case_of(last, 2)
    assert seed_of_case(other, 2, last) == seed_of_case(other, 2, 0)


def test_every_decision_is_shown_with_what_is_heard_and_every_line(tmp_path: Path) -> None:
    file = tmp_path / "on-stage" / "scenario.yaml"
    file.parent.mkdir()
    later = "    - {do: frame, say: I frame., credit: 0, after: 3}\n"
    never = "    - {do: teach, say: I teach., credit: 0, when: safety > 8}\n"
    script = f"script:\n{CUE}{later}{never}{LEAVE}"
    file.write_text(HEAD + script, "utf-8")
    shown = balint(tmp_path, "preview", str(file), "--lines").stdout
    first, second = shown.split("\n\n")
    assert first.startswith("drift, a cue. The group pauses after turn 2 of 3.\n  Ben: one\n")
    assert "three" not in first
    for line in ("I contain. [contain]", "I advise. [advise]", "[frame, not before turn 3]"):
        assert line in first
    assert "I teach. [teach, not available here" in " ".join(first.split())
    assert "Choices made before: drift: " in second
    assert "  (first)\n  (second)\n  1. I ask. [feeling]" in second


def test_a_moment_that_no_play_reaches_is_named(tmp_path: Path) -> None:
    file = tmp_path / "on-stage" / "scenario.yaml"
    file.parent.mkdir()
    file.write_text(f"{HEAD}script:\n{CUE}- end: Over.\n{LEAVE}", "utf-8")
    shown = balint(tmp_path, "preview", str(file), "--lines").stdout
    assert "quiet: no play was found that reaches it." in shown
