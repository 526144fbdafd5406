"""Help is complete: every option has a text, every command examples that parse."""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from simulator import cli
from simulator.cli import list_
from simulator.cli.examples import EXAMPLES
from simulator.cli.parser import CommandParser, LazyCommands, all_parsers
from simulator.cli.streams import PROGRAM
from simulator.library.cards import LEVELS
from simulator.library.find import find_scenario
from simulator.scenario.model import Style
from tests.cli.balint import balint
from tests.docs.man_page import invocation, man_page
from tests.messages.second_language import english_in, second_language
from tests.plays import NOWHERE
from tests.workspaces import catalogue


def parsers() -> dict[str, CommandParser]:
    """All parsers, by the words of their commands."""
    found = all_parsers(cli._parser())
    return {each.prog.removeprefix(PROGRAM).strip(): each for each in found}


COMMANDS = list(parsers())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_has_a_help_text(command: str) -> None:
    without = [
        action.dest
        for action in parsers()[command]._actions
        if not action.help and not isinstance(action, LazyCommands)
    ]
    assert without == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_examples_and_exit_codes(tmp_path: Path, command: str) -> None:
    shown = balint(tmp_path, *command.split(), "--help").stdout
    examples, status = shown.index("\nexamples:\n"), shown.index("\nexit status:\n")
    assert examples < status
    for code in ("0", "1", "2", "130"):
        assert f"\n  {code} " in shown[status:]
    assert ("BALINT_SIM_PLAIN" in shown[status:]) == (command == "")
    assert "\nCOMMAND\n" not in shown
    assert "  COMMAND\n" not in shown


def test_every_command_has_examples_and_every_example_a_command() -> None:
    assert set(EXAMPLES) == set(COMMANDS)


@pytest.mark.parametrize(
    "words",
    [words for examples in EXAMPLES.values() for _, words in examples if words],
    ids=" ".join,
)
def test_an_example_is_a_command_as_it_should_be_written(words: tuple[str, ...]) -> None:
    args = cli._parser().parse_args(words)
    scenario = getattr(args, "scenario", None)
    if scenario and not scenario.startswith("my-"):
        assert find_scenario(NOWHERE, scenario) is not None
    assert not getattr(args, "rule", None) or args.rule in catalogue().rules


def test_values_that_are_written_out_are_those_that_there_are() -> None:
    assert list_.LEVELS == LEVELS
    assert get_args(Style) == list_.STYLES


def test_help_is_in_the_language_of_the_messages(tmp_path: Path) -> None:
    script = (
        "import sys; from simulator.cli import main; "
        "from tests.messages.second_language import second_language\n"
        "with second_language(): main(['data', 'export', '--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        encoding="utf-8", env={"PATH": "", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    with second_language():
        assert english_in(done.stdout, "") == []
    for word in ("usage", "options", "help this", "show this"):
        assert word not in done.stdout


def test_a_start_makes_the_parser_of_one_command_only() -> None:
    script = (
        "import sys; from simulator.cli import main; main(['schema']); "
        "print(sorted(m for m in sys.modules if m.startswith('simulator.cli.')), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "'simulator.cli.schema'" in done.stderr
    for other in ("play", "list_", "completion", "analyse", "pack"):
        assert f"'simulator.cli.{other}'" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_the_man_page_has_every_option_of_every_command(command: str) -> None:
    page = man_page().replace("\\-", "-")
    parser = parsers()[command]
    assert f"\\fB{parser.prog}\\fR" in page
    for action in parser._actions:
        if not isinstance(action, LazyCommands):
            assert f"\\fB{invocation(action)}\\fR\n{action.help}\n" in page


def test_how_an_argument_is_written_on_the_man_page() -> None:
    parser = argparse.ArgumentParser()
    assert invocation(parser.add_argument("file", metavar="FILE")) == "FILE"
    assert invocation(parser.add_argument("--json", action="store_true")) == "--json"
    assert invocation(parser.add_argument("-m", "--mode", choices=("a", "b"))) == "-m, --mode a|b"


def test_the_words_of_an_example_are_quoted_for_a_shell(tmp_path: Path) -> None:
    shown = balint(tmp_path, "new", "--help").stdout
    (line,) = [line for line in shown.splitlines() if "--title 'A cough'" in line]
    assert shlex.split(line) == ["balint-sim", "new", "my-scenario", "--title", "A cough"]
