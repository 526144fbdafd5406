"""``balint-sim graph``: draw the flow of a scenario as Mermaid text or as an SVG picture."""

import argparse
import sys
from typing import TYPE_CHECKING

from simulator.cli.opening import open_scenario
from simulator.cli.output import put_out
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import say_problem

if TYPE_CHECKING:
    from simulator.library.scenarios import Loaded


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("scenario", metavar="SCENARIO", help=say("options.scenario"))
    parser.add_argument(
        "--format",
        choices=("mermaid", "svg"),
        help=say("options.graph_format"),
    )
    parser.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Draw the flow, and print it or write it to a file."""
    from simulator.analysis.explore import explore
    from simulator.authoring.flow import flow
    from simulator.engine.program import compile_scenario
    from simulator.render.flow_chart import chart
    from simulator.render.flow_mermaid import mermaid
    from simulator.render.flow_svg import svg

    loaded = open_scenario(workspace, args.scenario)
    program = compile_scenario(loaded.scenario)
    drawn = chart(flow(explore(program), _exemplary(loaded)))
    # ``output`` is None without -o; "None" does not end with .svg either.
    picture = (args.format or ("svg" if str(args.output).endswith(".svg") else "mermaid")) == "svg"
    text = svg(drawn) if picture else mermaid(drawn)
    put_out(text, args.output)
    return 0


def _exemplary(loaded: "Loaded") -> tuple[tuple[str, str], ...]:
    """Return the decisions of ``plays/exemplary.yaml``; none if there is no such play.

    If it cannot be played, say so on stderr and return none.
    """
    from simulator.authoring.flow import decisions
    from simulator.engine.plan import OffPlan, run_plan
    from simulator.library.files import look
    from simulator.practice.demonstration import NoDemonstration, demonstration, exemplary_file

    # Anything else, such as a file that cannot be read, is reported by ``demonstration``.
    if look(exemplary_file(loaded)) in ("nothing", "folder"):
        return ()
    try:
        shown = demonstration(loaded)
        run_plan(shown.session, shown.plan)
    except NoDemonstration as refused:
        return _without(str(refused))
    except OffPlan as off_plan:
        return _without(say_problem(off_plan.problem))
    return decisions(shown.session.events)


def _without(reason: str) -> tuple[()]:
    # On stderr: stdout is the graph.
    print(say("cli_scenarios.no_exemplary_play", reason=reason), file=sys.stderr)
    return ()
