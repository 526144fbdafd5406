"""``balint-sim compare``: what changed between two versions of a scenario, and what that does."""

import argparse

from simulator.cli.arguments import seconds
from simulator.cli.opening import open_scenario
from simulator.cli.output import put_json
from simulator.cli.parser import CommandParser, completed
from simulator.cli.patience import patience
from simulator.cli.streams import INTERRUPTED
from simulator.library.workspace import Workspace
from simulator.messages import say


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    old = parser.add_argument("old", metavar="OLD", help=say("options.compare_old"))
    new = parser.add_argument("new", metavar="NEW", help=say("options.compare_new"))
    for each in (old, new):
        completed(each, "scenarios")
    parser.add_argument("--json", action="store_true", help=say("options.json"))
    parser.add_argument("--seconds", type=seconds, metavar="N", help=say("options.seconds"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Compare and print; the exit status says nothing of whether they differ."""
    from simulator.authoring.compare import compare
    from simulator.render.compare_text import as_data, as_text

    old, new = (open_scenario(workspace, name) for name in (args.old, args.new))
    with patience(args.seconds) as patient:
        found = compare(old, new, patient.stop)
    if args.json:
        put_json(as_data(found))
    else:
        print(as_text(found, new.scenario.title), end="")
    return INTERRUPTED if patient.interrupted else 0
