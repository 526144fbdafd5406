"""The options with which a server for many people is watched: its log, and its metrics."""

import argparse
import sys
from pathlib import Path

from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.files import reason
from simulator.messages import say
from simulator.scenario.text import clean_line


def add_monitoring(parser: CommandParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--log", choices=("text", "json"), default="text", help=say("options.server_log")
    )
    token = parser.add_argument(
        "--metrics-token-file", default="", metavar="FILE", help=say("options.metrics_token_file")
    )
    completed(token, "files")


def metrics_token(args: argparse.Namespace) -> str:
    """Return the token in the file that was named, or nothing; it is never on the command line."""
    file = args.metrics_token_file
    if not file:
        return ""
    try:
        token = Path(file).read_text("ascii").strip()
    except (OSError, ValueError) as error:
        why = reason(error)
        raise Refusal(say("cli_plenary.no_token", file=clean_line(file), reason=why)) from error
    if len(token) < 16 or not token.isprintable() or " " in token:
        raise Refusal(say("cli_plenary.bad_token", file=clean_line(file)))
    return token


def log_json(line: str) -> None:
    """Print a line of the log, which goes where problems go."""
    print(line, file=sys.stderr, flush=True)
