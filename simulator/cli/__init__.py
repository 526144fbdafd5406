"""The command line: one small module per command, which imports what it needs when it runs."""

import argparse
import os
import sys
from collections.abc import Sequence

from simulator import __version__
from simulator.cli import (
    analyse,
    check,
    data,
    debrief,
    doctor,
    explain,
    graph,
    list_,
    new,
    pack,
    play,
    preview,
    run,
    schema,
)
from simulator.cli.environment import workspace
from simulator.cli.refusal import Refusal
from simulator.cli.streams import INTERRUPTED, OutputLost, prepared, report_lost
from simulator.library.files import shown
from simulator.library.workspace import NoFolder
from simulator.scenario.catalogue import BrokenCatalogue

_COMMANDS = {
    "play": play,
    "list": list_,
    "check": check,
    "analyse": analyse,
    "run": run,
    "graph": graph,
    "preview": preview,
    "debrief": debrief,
    "explain": explain,
    "new": new,
    "schema": schema,
    "pack": pack,
    "data": data,
    "doctor": doctor,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    An error that the user or the machine can cause ends with one line on stderr.
    """
    with prepared():
        try:
            status = _status(argv)
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
        print(f"balint-sim: {refusal}", file=sys.stderr)
        return refusal.status if isinstance(refusal, Refusal) else 1
    except BrokenCatalogue as damage:
        sentence = "The installation is damaged; install the program again."
        print(f"balint-sim: {sentence} {shown(str(damage))}", file=sys.stderr)
        return 1
    except EOFError:  # a prompt without input
        print("\nbalint-sim: The input has ended, so nothing was done.", file=sys.stderr)
        return 1
    except OSError as error:
        # The system's refusal is not a bug in the program: print one line, not a traceback.
        print(f"balint-sim: {_reason(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was done is saved.", file=sys.stderr)
        return INTERRUPTED


def _reason(error: OSError) -> str:
    """Return a sentence that says what the system refused."""
    why = (error.strerror or str(error)).rstrip(".")
    if error.filename is not None:
        return f"'{os.fsdecode(error.filename)}' cannot be used: {why}."
    if isinstance(error, FileNotFoundError):  # only the current folder is looked up unnamed
        return "The folder you are in does not exist any more. Go to another one and try again."
    return f"The system refused to continue: {why}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="balint-sim",
        description="A practice room for people learning to lead Balint groups. "
        "Without a command it opens the library.",
    )
    parser.add_argument("--version", action="version", version=f"balint-sim {__version__}")
    parser.set_defaults(run=play.run_library)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, module in _COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser
