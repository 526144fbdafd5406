"""``balint-sim plenary``: many people in one room play a scenario by vote, in their browsers."""

import argparse
from importlib.util import find_spec

from simulator.cli.arguments import address, port, seed
from simulator.cli.monitoring import add_monitoring, log_json, metrics_token
from simulator.cli.opening import open_scenario
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain
from simulator.library.workspace import Workspace
from simulator.messages import say

EXTRA = (
    *("starlette", "uvicorn", "python_multipart", "sqlalchemy", "alembic", "segno"),
    "prometheus_client",
)
"""What the extra [serve] brings and a plenary cannot do without."""

EVERYWHERE = "0.0.0.0"  # noqa: S104  # phones must reach it


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    scenario = parser.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help=say("options.plenary_scenario")
    )
    completed(scenario, "playable")
    parser.add_argument("--resume", default="", metavar="CODE", help=say("options.plenary_resume"))
    parser.add_argument(
        "--host", default=EVERYWHERE, metavar="HOST", help=say("options.plenary_host")
    )
    parser.add_argument("--port", type=port, default=8000, metavar="N", help=say("options.port"))
    parser.add_argument(
        "--behind", type=address, metavar="ADDRESS", help=say("options.plenary_behind")
    )
    parser.add_argument("--address", default="", metavar="URL", help=say("options.course_address"))
    parser.add_argument("--open", action="store_true", help=say("options.plenary_open"))
    parser.add_argument("--database", default="", metavar="URL", help=say("options.database"))
    add_monitoring(parser)
    parser.add_argument("--seed", type=seed, metavar="N", help=say("options.seed"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Serve the room until Ctrl-C or SIGTERM."""
    if bool(args.scenario) == bool(args.resume):
        raise Refusal(say("cli_plenary.which"), 2)
    if any(find_spec(name) is None for name in EXTRA):
        raise Refusal(say("cli_plenary.no_extra"))
    from simulator.store.play_store import StoreProblem
    from simulator.web.served.listening import CannotListen
    from simulator.web.served.plenary_serve import Plan, serve_plenary
    from simulator.web.served.serve import Where
    from simulator.web.served.watched import Watch

    loaded = open_scenario(workspace, args.scenario) if args.scenario else None
    where = Where(args.host, args.port, args.open)
    watch = Watch(metrics_token(args), log_json if args.log == "json" else None)
    plan = Plan(
        loaded, args.resume, args.database, args.seed, where, args.behind or "", args.address, watch
    )
    try:
        serve_plenary(workspace, plan, _show, complain)
    except (CannotListen, StoreProblem) as problem:
        raise Refusal(str(problem)) from problem
    return 0


def _show(text: str) -> None:
    # Flushed, because whoever started the program in a pipe waits for it.
    print(text, flush=True)
