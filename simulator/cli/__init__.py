"""The command line: one small module a command, which imports what it needs when it runs."""

import argparse
import sys
from collections.abc import Sequence

from simulator import __version__
from simulator.authoring.files import shown
from simulator.authoring.library import BrokenCatalogue
from simulator.cli import analyse, check, data, debrief, doctor, explain, graph, list_, new, pack, play, preview, run, schema
from simulator.cli.refusal import Refusal

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
    """Run one command and return its exit status; what a user got wrong ends with one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a terminal that is not UTF-8 shows a question mark, not a traceback
    args = _parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except Refusal as refusal:
        print(f"balint-sim: {refusal}", file=sys.stderr)
        return refusal.status
    except BrokenCatalogue as damage:
        sentence = "The installation is damaged; install the program again."
        print(f"balint-sim: {sentence} {shown(str(damage))}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of a pipe went away: there is nobody to tell
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("\nStopped. What was done is kept.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="balint-sim",
        description="A practice room for people learning to lead Balint groups. Without a command it opens the library.",
    )
    parser.add_argument("--version", action="version", version=f"balint-sim {__version__}")
    parser.set_defaults(run=play.run_library)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, module in _COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser
