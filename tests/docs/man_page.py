"""``docs/balint-sim.1``: the man page, made from the parser of the command line."""

import argparse
import re
from collections.abc import Iterator

from simulator.cli import _parser
from simulator.cli.parser import CommandParser, LazyCommands


def man_page() -> str:
    """The page in roff: the program, then each command, and each action of a command."""
    parser = _parser()
    lines = [
        '.\\" Made from the program by: make pages',
        ".TH BALINT-SIM 1",
        ".SH NAME",
        r"balint\-sim \- a practice room for people learning to lead Balint groups",
        ".SH SYNOPSIS",
        *_usage(parser),
        ".SH DESCRIPTION",
        _text(parser.description or ""),
        ".SH OPTIONS",
        *_arguments(parser),
        ".SH COMMANDS",
    ]
    for command in below(parser):
        lines += [f".SS {_text(command.prog)}", *_usage(command), ".PP"]
        lines += [_text(command.description or ""), *_arguments(command)]
        heading, examples = next(iter(command.sections().items()))
        lines += [".PP", f"{_text(heading.capitalize())}:", *_rows(examples)]
    for heading, rows in parser.sections().items():
        lines += [f".SH {_text(heading.upper())}", *_rows(rows)]
    return "\n".join([*lines, ""])


def below(parser: CommandParser) -> Iterator[CommandParser]:
    """Yield the parsers of all commands and actions, each command before its actions."""
    for action in parser._actions:
        if isinstance(action, LazyCommands):
            for command in action.choices.values():
                yield command
                yield from below(command)


def _usage(parser: CommandParser) -> list[str]:
    # On one line, however narrow the terminal is: man folds it.
    usage = " ".join(parser.format_usage().split()).partition(" ")[2]
    return [".PP", rf"\fB{_text(parser.prog)}\fR{_text(usage.removeprefix(parser.prog))}"]


def _arguments(parser: CommandParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, LazyCommands):
            continue
        yield from (".TP", rf"\fB{_text(invocation(action))}\fR", _text(action.help or ""))


def invocation(action: argparse.Action) -> str:
    """How an argument is written: ``--mode guided|live``, ``-h, --help``, ``SCENARIO``."""
    choices = "|".join(map(str, action.choices or ()))
    value = str(action.metavar or choices or action.dest)
    if not action.option_strings:
        return value
    takes_value = action.nargs != 0
    return ", ".join(action.option_strings) + (f" {value}" if takes_value else "")


def _rows(rows: object) -> Iterator[str]:
    assert isinstance(rows, tuple)
    for term, text in rows:
        yield from (".TP", rf"\fB{_text(term)}\fR", _text(text))


def _text(text: str) -> str:
    """A text in which roff finds no request and no escape of its own."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
