"""The command line: one small module per command, which imports what it needs when it runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Protocol, cast

from simulator import __version__
from simulator.cli.environment import workspace
from simulator.cli.examples import sections
from simulator.cli.parser import CommandParser, LazyCommands, add_plain
from simulator.cli.refusal import Refusal
from simulator.cli.streams import (
    INTERRUPTED,
    PROGRAM,
    OutputLost,
    complain,
    prepared,
    report_lost,
)
from simulator.library.files import BrokenCatalogue, shown
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import say

# The modules by the names of their commands, in the order of ``--help``.
_COMMANDS = {
    "play": "play",
    "list": "list_",
    "check": "check",
    "analyse": "analyse",
    "run": "run",
    "compare": "compare",
    "graph": "graph",
    "preview": "preview",
    "print": "print_",
    "marks": "marks",
    "panel": "panel",
    "serve": "serve",
    "plenary": "plenary",
    "course": "course",
    "debrief": "debrief",
    "drill": "drill",
    "progress": "progress",
    "explain": "explain",
    "new": "new",
    "schema": "schema",
    "pack": "pack",
    "export": "export",
    "share": "share",
    "data": "data",
    "doctor": "doctor",
    "completion": "completion",
}


class _Command(Protocol):
    """What a command's module has."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""

    def run(self, args: argparse.Namespace, workspace: Workspace) -> int:
        """Run the command and return its exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    An error that the user or the machine can cause ends with one line on stderr.
    """
    with prepared():
        try:
            status = _status(argv)
            # At exit Python would report a full disk with "Exception ignored" and status 120.
            sys.stdout.flush()
        except OutputLost as lost:
            return report_lost(lost)
        return status


def _status(argv: Sequence[str] | None) -> int:
    try:
        args = _parser().parse_args(argv)
        status: int = args.run(args, workspace())
        return status
    except SystemExit as end:  # argparse has already printed its message
        return end.code if isinstance(end.code, int) else 0
    except (Refusal, NoFolder) as refusal:
        complain(str(refusal))
        # The library, which raises NoFolder, knows no exit status.
        return refusal.status if isinstance(refusal, Refusal) else 1
    except BrokenCatalogue as damage:
        complain(say("cli.damaged_installation", damage=shown(str(damage))))
        return 1
    except EOFError:  # a prompt without input
        # The cursor is still behind the prompt.
        print(file=sys.stderr)
        complain(say("cli.no_input"))
        return 1
    except OSError as error:
        # The system's refusal is not a bug in the program: print one line, not a traceback.
        complain(_reason(error))
        return 1
    except KeyboardInterrupt:
        # The terminal has echoed ^C: begin a new line.
        print(f"\n{say('cli.stopped')}", file=sys.stderr)
        return INTERRUPTED


def _reason(error: OSError) -> str:
    """Return a sentence that says what the system refused."""
    # ``OSError("text")``, as libraries raise it, has no ``strerror``.
    why = (error.strerror or str(error)).rstrip(".")
    if error.filename is not None:
        return say("files.unusable", file=os.fsdecode(error.filename), reason=why)
    if isinstance(error, FileNotFoundError):  # only the current folder is looked up unnamed
        return say("files.you_are_nowhere")
    return say("cli.refused", reason=why)


def _parser() -> CommandParser:
    """Return the parser of the program; those of its commands are made when they are needed."""
    parser = CommandParser(prog=PROGRAM, description=say("commands.about"))
    parser.add_argument(
        "--version",
        action="version",
        version=f"{PROGRAM} {__version__}",
        help=say("cli_help.version"),
    )
    add_plain(parser, default=None)
    parser.sections = partial(sections, "")
    # Without a command; the ``run`` of a command replaces it.
    parser.set_defaults(run=_run_library)
    commands = parser.add_subparsers(title=say("commands.title"), metavar="COMMAND")
    cast("LazyCommands", commands).make_later(list(_COMMANDS), _command_parser)
    return parser


def _command_parser(name: str) -> CommandParser:
    module = cast("_Command", import_module(f"simulator.cli.{_COMMANDS[name]}"))
    parser = CommandParser(prog=f"{PROGRAM} {name}", description=say(f"commands.{name}"))
    module.add_arguments(parser)
    parser.sections = partial(sections, name)
    parser.set_defaults(run=module.run)
    return parser


def _run_library(args: argparse.Namespace, workspace: Workspace) -> int:
    from simulator.cli.play import run_library

    return run_library(args, workspace)
