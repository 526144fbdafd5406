"""``balint-sim play``, and ``balint-sim`` alone: into the practice room, on the full screen or in plain lines."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from simulator.cli.opening import open_scenario, open_store
from simulator.cli.refusal import Refusal

if TYPE_CHECKING:
    from simulator.authoring.library import Loaded
    from simulator.learner.manner import Manner
    from simulator.learner.store import Play, Store

HELP = "Play a scenario (an id or a path); without one, choose from the library."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="an id from the library, or a path")
    parser.add_argument("--mode", choices=("guided", "live"), default="guided", help="guided halts and asks; live never halts")
    parser.add_argument("--feedback", choices=("now", "end"), default="now", help="reasons at once, or in the debrief only")
    parser.add_argument("--seed", type=int, metavar="N", help="draws the case and the wording; the same again for the same N")
    parser.add_argument("--plain", action="store_true", help="plain lines: for screen readers and pipes")
    parser.add_argument(
        "--watch", action="store_true", help="watch the scenario being led well, with the reasons; nothing is kept"
    )
    parser.add_argument("--resume", action="store_true", help="go on with the latest unfinished play")


def run(args: argparse.Namespace) -> int:
    """Open the practice room as asked."""
    from simulator.learner.manner import Manner

    manner = Manner(args.mode, args.feedback, args.seed)
    if args.watch:
        return _watch(args)
    with open_store() as store:
        if args.resume:
            return _enter(store, None, _unfinished(store, args.scenario), manner, args.plain)
        loaded = open_scenario(args.scenario) if args.scenario else None
        return _enter(store, loaded, None, manner, args.plain)


def _watch(args: argparse.Namespace) -> int:
    """Show the demonstration of a scenario."""
    from simulator.learner.demonstration import NoDemonstration, demonstration

    if args.scenario is None:
        raise Refusal("Name the scenario to watch.", 2)
    loaded = open_scenario(args.scenario)
    try:
        shown = demonstration(loaded, args.seed)
    except NoDemonstration as problem:
        raise Refusal(str(problem)) from problem
    if _plainly(args.plain):
        from simulator.plain.watching import watch as watch_plain

        return watch_plain(shown)
    from simulator.tui.app import watch as watch_on_screen

    with open_store() as store:
        return watch_on_screen(store, loaded, shown)


def run_library(_: argparse.Namespace) -> int:
    """Open the library."""
    from simulator.learner.manner import Manner

    with open_store() as store:
        return _enter(store, None, None, Manner(), plain=False)


def _enter(store: "Store", loaded: "Loaded | None", resumed: "Play | None", manner: "Manner", plain: bool) -> int:
    if _plainly(plain):
        from simulator.plain.room import enter as enter_plain

        return enter_plain(store, loaded, resumed, manner)
    from simulator.tui.app import enter as enter_screen

    return enter_screen(store, loaded, resumed, manner)


def _plainly(asked: bool) -> bool:
    """Whether to play in plain lines: asked for, or the only way here."""
    from simulator.plain.terminal import why_plain

    return asked or bool(why_plain(sys.stdin, sys.stdout, sys.stderr, os.environ))


def _unfinished(store: "Store", name: str | None) -> "Play":
    """The latest unfinished play of the scenario of this id or path, or of any."""
    from simulator.learner.library import find_scenario

    path = find_scenario(name) if name is not None else None
    for play in store.unfinished():
        if name is None or play.scenario == name or (path is not None and play.path == str(path.resolve())):
            return play
    raise Refusal("There is no unfinished play to go on with.")
