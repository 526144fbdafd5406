"""The parser of the command line: argparse, with messages by id, examples, and usage errors.

argparse writes its own words ("usage", "options") and errors in English. Here they are messages, as
far as it has hooks for them. A usage error prints the usage of the command in which it is, and the
nearest name that there is.
"""

import argparse
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

from simulator.cli.examples import sections
from simulator.messages import say
from simulator.messages.findings import did_you_mean
from simulator.messages.lists import either, listed
from simulator.scenario.text import brief

Named = Literal[
    "scenarios",
    "playable",
    "rules",
    "situations",
    "sessions",
    "packs",
    "words",
    "files",
    "folders",
]
"""What can be completed behind an option or as an argument; the names come from the program."""

ACTION = TypeVar("ACTION", bound=argparse.Action)

Rows = Sequence[tuple[str, str]]
"""Terms with their explanations."""

# Errors of argparse that it has no hook for; group 1 holds the names.
_REQUIRED = re.compile("the following arguments are required: (.+)")
_AMBIGUOUS = re.compile("ambiguous option: (.+) could match (.+)")


def completed(action: ACTION, named: Named) -> ACTION:
    """Note on an argument what the shell completes there, and return it."""
    # argparse has no field for it; ``completes`` reads the note.
    setattr(action, "completes", named)  # noqa: B010
    return action


def completes(action: argparse.Action) -> Named | None:
    """Return what the shell completes in an argument; None if only its choices, if any."""
    named: Named | None = getattr(action, "completes", None)
    return named


class CommandParser(argparse.ArgumentParser):
    """The parser of the program, of one command, or of one action of a command.

    ``sections`` returns what is printed at the end of the help, as headings with their rows.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Formatter, add_help=False)
        # Python 3.14 colours help with control sequences, which our streams do not let through.
        self.color = False
        self._positionals.title = say("cli_help.arguments")
        self._optionals.title = say("cli_help.options")
        self.sections: Callable[[], Mapping[str, Rows]] = dict
        self.add_argument(
            "-h", "--help", action="help", default=argparse.SUPPRESS, help=say("cli_help.help")
        )
        self.register("action", "parsers", LazyCommands)

    # The return type is loose: argparse's own overloads cannot be repeated in a subclass.
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse all arguments: what this command does not know, no other parser would know."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._unknown(unknown[0]))
        return parsed, unknown

    def format_help(self) -> str:
        """Return the help, with the sections at its end."""
        sections = (_section(heading, rows) for heading, rows in self.sections().items())
        return super().format_help() + "".join(sections)

    def error(self, message: str) -> NoReturn:
        """Print this command's usage and the error, and exit with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {_in_our_words(message)}\n")

    def _unknown(self, argument: str) -> str:
        if not argument.startswith("-"):
            return say("cli_usage.unexpected", argument=brief(argument))
        name = argument.partition("=")[0]
        hint = did_you_mean(_nearest(name, self._option_string_actions))
        hint = hint or say("cli_usage.see_help", command=self.prog)
        return say("cli_usage.no_option", name=brief(name), hint=hint)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = action.choices
        if choices is None or value in choices:
            return
        names = [str(choice) for choice in choices]
        near = did_you_mean(_nearest(str(value), names))
        name = brief(str(value))
        if isinstance(action, argparse._SubParsersAction):
            hint = near or say("cli_usage.commands", names=listed(names))
            sentence = say("cli_usage.no_command", name=name, hint=hint)
        else:
            of = _name_of(action)
            sentence = say("cli_usage.no_choice", option=of, name=name, choices=either(names))
            sentence = f"{sentence} {near}".rstrip()
        # Without the action, or argparse would put "argument NAME:" before it.
        raise argparse.ArgumentError(None, sentence)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError as error:
            raise argparse.ArgumentError(None, f"{_name_of(action)}: {error.message}") from error

    def _match_argument(self, action: argparse.Action, arg_strings_pattern: str) -> int:
        try:
            matched: int = super()._match_argument(action, arg_strings_pattern)
        except argparse.ArgumentError as error:
            sentence = say("cli_usage.no_value", option=_name_of(action))
            raise argparse.ArgumentError(None, sentence) from error
        return matched


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[CommandParser]
else:
    # Generic for mypy only.
    _Commands = argparse._SubParsersAction


class LazyCommands(_Commands):
    """Commands whose parsers can be made when they are needed.

    Each start parses the arguments of one command, so only that one is made; help needs only the
    names and what they are about.
    """

    _later: tuple[str, ...] = ()

    def make_later(self, names: Sequence[str], make: Callable[[str], CommandParser]) -> None:
        """Add commands by name; ``make`` is called for one when its parser is needed."""
        self._later = tuple(names)
        found = _Made(names, make)
        # argparse has two names for one mapping.
        self._name_parser_map = found  # type: ignore[assignment]  # argparse only reads it
        self.choices = found  # type: ignore[assignment]

    def _get_subactions(self) -> list[argparse.Action]:
        if not self._later:
            found: list[argparse.Action] = super()._get_subactions()
            return found
        return [
            self._ChoicesPseudoAction(name, (), say(f"commands.{name}")) for name in self._later
        ]


class _Made(Mapping[str, CommandParser]):
    """A mapping whose values are made on first use."""

    def __init__(self, names: Sequence[str], make: Callable[[str], CommandParser]) -> None:
        self._names = names
        self._make = make
        self._parsers: dict[str, CommandParser] = {}

    def __getitem__(self, name: str) -> CommandParser:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._parsers:
            self._parsers[name] = self._make(name)
        return self._parsers[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the usage, after our word for it; argparse gives an empty prefix for a part of it."""
        super().add_usage(
            usage, actions, groups, say("cli_help.usage") + " " if prefix is None else prefix
        )

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            # Without the metavar, which would be a line of its own above the commands.
            return "".join(map(self._format_action, action._get_subactions()))
        return super()._format_action(action)


def add_action(
    actions: "argparse._SubParsersAction[CommandParser]", command: str, name: str
) -> CommandParser:
    """Add an action to a command, such as ``export`` to ``data``, and return its parser."""
    about = say(f"commands.{command}_{name}")
    parser = actions.add_parser(name, help=about, description=about)
    parser.sections = partial(sections, f"{command} {name}")
    return parser


def add_plain(parser: CommandParser, default: bool | str | None = argparse.SUPPRESS) -> None:
    """Add ``--plain`` and ``--no-plain``: whether plain mode was asked for, None if neither.

    A command has no default of its own, so that ``--plain`` before the command stays.
    """
    parser.add_argument(
        "--plain",
        action=argparse.BooleanOptionalAction,
        default=default,
        help=say("options.plain"),
    )


def all_parsers(parser: CommandParser) -> Iterator[CommandParser]:
    """Yield a parser and those of all commands and actions below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, LazyCommands):
            for below in action.choices.values():
                yield from all_parsers(below)


def _section(heading: str, rows: Rows) -> str:
    """Return a heading with its rows: short terms in a column, long ones on a line of their own."""
    # As argparse does it: two columns less than the terminal has.
    width = max(shutil.get_terminal_size().columns - 2, 20)
    column = max((len(term) for term, _ in rows), default=0) + 4
    lines = [f"\n{heading}:"]
    for term, text in rows:
        if column <= 22:
            lines += _hanging(f"  {term}".ljust(column), text, width)
        else:
            lines += [f"  {term}", *_hanging(" " * 6, text, width)]
    return "\n".join(lines) + "\n"


def _hanging(first: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first)) or [
        first.rstrip()
    ]


def _in_our_words(message: str) -> str:
    if found := _REQUIRED.fullmatch(message):
        return say("cli_usage.required", names=found[1])
    if found := _AMBIGUOUS.fullmatch(message):
        return say("cli_usage.ambiguous", name=found[1], names=found[2])
    return message


def _name_of(action: argparse.Action) -> str:
    """Return the name by which a user knows an argument: ``--mode``, or ``SCENARIO``."""
    if action.option_strings:
        return max(action.option_strings, key=len)
    return str(action.metavar or action.dest)


def _nearest(name: str, known: Iterable[str]) -> str:
    # Here, because it imports difflib, which only a mistake needs.
    from simulator.scenario.nearest import nearest_name

    return nearest_name(name, list(known))
