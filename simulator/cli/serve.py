"""``balint-sim serve``: the same room in a browser, served by this machine."""

import argparse
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from simulator.cli.arguments import port
from simulator.cli.opening import open_store
from simulator.cli.parser import CommandParser
from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.store.play_store import PlayStore

EXTRA = ("starlette", "uvicorn", "python_multipart")
"""What the extra [web] brings and the room cannot do without."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="HOST", help=say("options.serve_host")
    )
    parser.add_argument("--port", type=port, default=8000, metavar="N", help=say("options.port"))
    parser.add_argument("--open", action="store_true", help=say("options.open"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Serve the room until Ctrl-C or SIGTERM."""
    if any(find_spec(name) is None for name in EXTRA):
        raise Refusal(say("cli_serve.no_extra"))
    from simulator.web.served.listening import CannotListen
    from simulator.web.served.serve import Where, serve

    where = Where(args.host, args.port, args.open)
    with open_store(workspace) as store:
        try:
            serve(workspace, store, partial(_anew, workspace), where, _show, complain)
        except CannotListen as problem:
            raise Refusal(str(problem)) from problem
    return 0


def _anew(workspace: Workspace) -> "PlayStore":
    """Return a new store, after the learner has deleted everything in the browser."""
    from simulator.store.sqlite import SqliteStore

    return SqliteStore(workspace.store_file, workspace.now)


def _show(text: str) -> None:
    # Flushed, because whoever started the program in a pipe waits for it.
    print(text, flush=True)
