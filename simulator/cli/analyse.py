"""``balint-sim analyse``: all plays of a scenario at once, or a survey of the whole library."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from simulator.cli.arguments import seconds, states
from simulator.cli.opening import open_scenario, say_unreadable
from simulator.cli.output import bars_for, put_json
from simulator.cli.parser import CommandParser, completed
from simulator.cli.patience import patience
from simulator.cli.refusal import Refusal
from simulator.cli.streams import INTERRUPTED
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.analysis.explore import Graph
    from simulator.cli.patience import Patience
    from simulator.scenario.model import Mode, Scenario


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    scenario = parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", help=say("options.scenario")
    )
    completed(scenario, "scenarios")
    parser.add_argument(
        "--library",
        action="store_true",
        help=say("options.library"),
    )
    parser.add_argument(
        "--mode", choices=("guided", "live"), default="guided", help=say("options.analyse_mode")
    )
    parser.add_argument("--json", action="store_true", help=say("options.json"))
    parser.add_argument(
        "--limit",
        type=states,
        metavar="STATES",
        help=say("options.limit"),
    )
    parser.add_argument("--seconds", type=seconds, metavar="N", help=say("options.seconds"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Analyse and print."""
    # Equal means both or neither; exactly one must be given.
    if args.library == (args.scenario is not None):
        raise Refusal(say("cli_scenarios.scenario_or_library"), 2)
    # A survey compares the fixed policies, which have no value in live play.
    if args.library and args.mode == "live":
        raise Refusal(say("cli_scenarios.library_is_guided"), 2)
    with patience(args.seconds) as patient:
        shown = (_library if args.library else _scenario)(workspace, args, patient)
    # Print only here: leaving ``patience`` has cleared the progress message on the terminal.
    if args.json:
        put_json(shown)
    else:
        print(shown, end="")
    # A script must not take the bounds known at Ctrl-C for the exact result.
    return INTERRUPTED if patient.interrupted else 0


def _scenario(workspace: Workspace, args: argparse.Namespace, patient: "Patience") -> Any:
    from simulator.analysis.report import report
    from simulator.analysis.strategies import habits
    from simulator.analysis.values import analyse
    from simulator.render.report_text import as_data, page

    loaded = open_scenario(workspace, args.scenario)
    analysis = analyse(_explored(loaded.scenario, args, patient, args.mode), args.mode)
    found = report(analysis)
    if args.json:
        return as_data(found)
    # Habits look at the lines available where guided play asks; their exact value needs all plays.
    known = analysis.exhaustive and args.mode == "guided"
    return page(found, bars_for(sys.stdout), habits(analysis) if known else {})


def _library(workspace: Workspace, args: argparse.Namespace, patient: "Patience") -> Any:
    from simulator.analysis.coverage import coverage
    from simulator.analysis.survey import LeftOut, figures, survey
    from simulator.analysis.values import analyse
    from simulator.library.files import Unreadable
    from simulator.library.find import library_files
    from simulator.library.scenarios import Unloadable, load
    from simulator.render.survey_text import as_data, as_text

    scenarios, found, left_out = [], [], []
    unreadable: list[Unreadable] = []
    for path in library_files(workspace, unreadable):
        loaded = load(path, workspace.catalogue)
        if isinstance(loaded, Unloadable):
            left_out.append(LeftOut(path.parent.name, say("library.left_out")))
            continue
        scenarios.append(loaded.scenario)
        # After Ctrl-C every further search stops at its first question to ``patient``.
        graph = _explored(loaded.scenario, args, patient, "guided")
        # Its figures would be bounds, which cannot be compared with exact ones.
        if graph.truncated:
            left_out.append(
                LeftOut(loaded.scenario.id, say("survey.stopped_at", limit=graph.truncated))
            )
        else:
            found.append(figures(analyse(graph, "guided")))
    say_unreadable(unreadable)
    result = survey(coverage(workspace.catalogue, scenarios), found, left_out)
    return as_data(result) if args.json else as_text(result)


def _explored(
    scenario: "Scenario", args: argparse.Namespace, patient: "Patience", mode: "Mode"
) -> "Graph":
    from simulator.analysis.explore import MOST_STATES, explore
    from simulator.engine.program import compile_scenario

    # ``states`` refuses 0, so ``or`` replaces only a missing limit.
    return explore(compile_scenario(scenario), args.limit or MOST_STATES, patient.stop, mode)
