"""Which front end opens, and with which mode and feedback: option, environment, settings."""

import sys
from pathlib import Path

import pytest

from simulator.cli import play
from simulator.cli.front_end import why_plain
from simulator.plain.terminal import why_plain as terminal_is_plain
from simulator.practice.settings import Settings
from tests.cli.balint import balint
from tests.plain.test_plain import Stream

TERMINAL = Stream(True)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the standard streams a terminal that can show the full screen.

    No fixture: pytest puts its own streams in place between the fixtures and the test.
    """
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream(True))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("BALINT_SIM_PLAIN", raising=False)


@pytest.mark.parametrize(
    ("option", "variable", "setting", "reason"),
    [
        (None, None, False, ""),
        (None, None, True, "chosen in the settings"),
        (None, "", True, "chosen in the settings"),
        (None, "0", True, ""),
        (None, "no", True, ""),
        (None, "1", False, "chosen by BALINT_SIM_PLAIN"),
        (None, "yes", True, "chosen by BALINT_SIM_PLAIN"),
        (True, "0", False, "chosen by --plain"),
        (False, "1", True, ""),
    ],
)
def test_an_option_comes_before_the_environment_and_that_before_the_settings(
    monkeypatch: pytest.MonkeyPatch,
    option: bool | None,
    variable: str | None,
    setting: bool,
    reason: str,
) -> None:
    on_a_terminal(monkeypatch)
    if variable is not None:
        monkeypatch.setenv("BALINT_SIM_PLAIN", variable)
    assert why_plain(option, Settings(plain=setting)) == reason


def test_a_simple_terminal_is_plain_whatever_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_a_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    assert why_plain(False, Settings()) == "the terminal is a simple one (TERM)"


@pytest.mark.parametrize(
    ("platform", "variables", "plain"),
    [
        ("linux", {}, True),
        ("win32", {}, False),
        ("win32", {"TERM": "dumb"}, True),
        ("win32", {"TERM": "xterm"}, False),
        ("darwin", {"TERM": "xterm"}, False),
    ],
)
def test_an_unset_term_is_normal_on_windows(
    platform: str, variables: dict[str, str], plain: bool
) -> None:
    found = terminal_is_plain(TERMINAL, TERMINAL, TERMINAL, variables, platform)
    assert bool(found) == plain


@pytest.mark.parametrize("arguments", [["--plain"], ["--plain", "play"], ["play", "--plain"]])
def test_plain_before_and_after_the_command_is_the_same(
    tmp_path: Path, arguments: list[str]
) -> None:
    outcome = balint(tmp_path, *arguments, typed="q\n")
    assert outcome.returncode == 0
    assert "The letter in the van" in outcome.stdout


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], (None, "live", "end", True)),
        (["play"], (None, "live", "end", True)),
        (["play", "--mode", "guided"], (None, "guided", "end", True)),
        (["play", "--feedback", "now", "--no-plain"], (None, "live", "now", False)),
        (["--no-plain", "play"], (None, "live", "end", False)),
    ],
)
def test_settings_are_the_defaults_and_options_override_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    opened: tuple[object, ...],
) -> None:
    (tmp_path / "config.yaml").write_text("mode: live\nfeedback: end\nplain: true\n", "utf-8")
    found: list[tuple[object, ...]] = []

    def enter(
        workspace: object, store: object, request: object, options: object, plain: bool
    ) -> int:
        mode, feedback = getattr(options, "mode"), getattr(options, "feedback")  # noqa: B009
        found.append((request, mode, feedback, plain))
        return 0

    monkeypatch.setattr(play, "_enter", enter)
    monkeypatch.setattr("simulator.plain.terminal.why_plain", lambda *_: "")
    assert balint(tmp_path, *arguments).returncode == 0
    assert found == [opened]


def test_a_scenario_begins_in_the_mode_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("mode: live\n", "utf-8")
    balint(tmp_path, "play", "presenter-drifts", "--plain", typed="\n\nq\n")
    balint(tmp_path, "play", "presenter-drifts", "--mode", "guided", "--plain", typed="\n\nq\n")
    listed = balint(tmp_path, "data", "export").stdout
    assert listed.count('"mode": "live"') == 1
    assert listed.count('"mode": "guided"') == 1


def test_what_is_wrong_in_the_settings_is_said_in_plain_mode_and_by_doctor(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("plain: perhaps\nmode: fast\n", "utf-8")
    slips = (
        "config.yaml:1:1: Plain is true (plain lines) or false (the full screen).",
        "config.yaml:2:1: The mode is guided or live.",
    )
    shown = balint(tmp_path, "--plain", typed="q\n")
    said = balint(tmp_path, "doctor").stdout
    for slip in slips:
        assert f"balint-sim: {slip}\n" in shown.stderr
        assert slip in said


def test_doctor_says_why_plain_mode_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.cli.doctor import report
    from tests.plays import NOWHERE

    on_a_terminal(monkeypatch)
    monkeypatch.setenv("BALINT_SIM_PLAIN", "1")
    assert dict(report(NOWHERE))["screen"] == "plain: chosen by BALINT_SIM_PLAIN"
