"""``balint-sim play``, and ``balint-sim`` alone: into the practice room, on the full screen or in plain lines."""

import argparse
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.authoring.library import FILE
from simulator.cli.arguments import seed
from simulator.cli.opening import open_scenario, open_store, say_which
from simulator.cli.refusal import Refusal
from simulator.cli.streams import full_screen

if TYPE_CHECKING:
    from simulator.authoring.library import Loaded
    from simulator.authoring.programmes import Programme
    from simulator.learner.manner import Manner
    from simulator.learner.programmes import Part
    from simulator.learner.store import Play, Store

HELP = "Play a scenario or a programme (an id or a path); without one, choose from the library."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="an id from the library, or a path")
    parser.add_argument("--mode", choices=("guided", "live"), help="guided halts and asks (the usual); live never halts")
    parser.add_argument("--feedback", choices=("now", "end"), help="reasons at once (the usual), or in the debrief only")
    parser.add_argument("--seed", type=seed, metavar="N", help="draws the case and the wording; the same again for the same N")
    parser.add_argument("--plain", action="store_true", help="plain lines: for screen readers and pipes")
    parser.add_argument(
        "--watch", action="store_true", help="watch the scenario being led well, with the reasons; nothing is kept"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with what was left off last, or with the play of this number"
    )


def run(args: argparse.Namespace) -> int:
    """Open the practice room as asked."""
    from simulator.learner.manner import Manner
    from simulator.learner.programmes import first_part

    manner = Manner(args.mode or "guided", args.feedback or "now", args.seed)
    if args.watch:
        return _watch(args)
    with open_store() as store:
        if args.resume:
            return _resume(store, args, manner)
        programme = _programme(args.scenario) if args.scenario else None
        if programme is not None:
            return _follow(store, first_part(programme), args, manner)
        loaded = open_scenario(args.scenario) if args.scenario else None
        return _enter(store, loaded, None, manner, args.plain)


def _programme(name: str) -> "Programme | None":
    """The programme of this path or id; a scenario of the same id comes first."""
    from simulator.learner.library import find_scenario
    from simulator.learner.programmes import find_programme

    path = find_scenario(name)
    return find_programme(name) if path is None or path.name != FILE else None


def _follow(store: "Store", part: "Part", args: argparse.Namespace, manner: "Manner") -> int:
    """Play a part of a programme, and from there on; what the options say comes before what the programme says."""
    from simulator.learner.programmes import NoPart

    part = replace(part, mode=args.mode or part.mode, feedback=args.feedback or part.feedback)
    try:
        loaded = part.load()
    except NoPart as problem:
        raise Refusal(str(problem)) from problem
    return _enter(store, loaded, None, part.manner(manner), args.plain, part)


def _resume(store: "Store", args: argparse.Namespace, manner: "Manner") -> int:
    """Go on with what was left off last: a play, or a programme between two of its sessions."""
    from simulator.cli.resuming import left_off
    from simulator.learner.shelf import Played, ToFollow

    if args.scenario:
        say_which(args.scenario)
    match left_off(store, args.scenario):
        case Played(play=play):
            return _enter(store, None, play, manner, args.plain)
        case ToFollow(part=part):
            return _follow(store, part, args, manner)
        case _:
            if (args.scenario or "").isdecimal():
                raise Refusal(f"There is no play {args.scenario}. 'balint-sim debrief --list' shows which there are.")
            raise Refusal("There is no unfinished play to go on with.")


def _watch(args: argparse.Namespace) -> int:
    """Show the demonstration of a scenario."""
    from simulator.learner.demonstration import NoDemonstration, demonstration

    if args.scenario is None:
        raise Refusal("Name the scenario to watch.", 2)
    programme = _programme(args.scenario)
    if programme is not None:
        names = ", ".join(meeting.scenario for meeting in programme.meetings)
        raise Refusal(f"'{programme.id}' is a programme; watch one of its scenarios: {names}.", 2)
    loaded = open_scenario(args.scenario)
    try:
        shown = demonstration(loaded, args.seed)
    except NoDemonstration as problem:
        raise Refusal(str(problem)) from problem
    if _plainly(args.plain):
        from simulator.plain.watching import watch as watch_plain

        return watch_plain(shown)
    from simulator.tui.app import watch as watch_on_screen

    with open_store() as store, full_screen():
        return watch_on_screen(store, loaded, shown)


def run_library(_: argparse.Namespace) -> int:
    """Open the library."""
    from simulator.learner.manner import Manner

    with open_store() as store:
        return _enter(store, None, None, Manner(), plain=False)


def _enter(
    store: "Store",
    loaded: "Loaded | None",
    resumed: "Play | None",
    manner: "Manner",
    plain: bool,
    part: "Part | None" = None,
) -> int:
    if _plainly(plain):
        from simulator.plain.room import enter as enter_plain

        return enter_plain(store, loaded, resumed, manner, part=part)
    from simulator.tui.app import enter as enter_screen

    with full_screen():
        return enter_screen(store, loaded, resumed, manner, part)


def _plainly(asked: bool) -> bool:
    """Whether to play in plain lines: asked for, or the only way here."""
    from simulator.plain.terminal import why_plain

    return asked or bool(why_plain(sys.stdin, sys.stdout, sys.stderr, os.environ))
