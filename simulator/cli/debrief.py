"""``balint-sim debrief``: a finished play looked back on, on the terminal or as a file."""

import argparse
from typing import TYPE_CHECKING

from simulator.cli.opening import exact_values, open_store
from simulator.cli.output import put_out
from simulator.cli.refusal import Refusal

if TYPE_CHECKING:
    from simulator.learner.store import Play, Store

HELP = "Show the debrief of a finished play (the latest, unless a number is given), or write it to a file."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("play", nargs="?", type=int, metavar="PLAY-ID", help="the number of a play (default: the latest)")
    parser.add_argument("--format", choices=("text", "md", "html", "json"), default="text")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write to this file instead of the terminal")


def run(args: argparse.Namespace) -> int:
    """Render one debrief."""
    from simulator.debrief.compare import beside_first
    from simulator.debrief.contents import debrief
    from simulator.debrief.render import render
    from simulator.learner.plays import look_back

    with open_store() as store:
        kept = look_back(store, _chosen(store, args.play))
        exact = exact_values(kept.session.setup.program)
        compared = beside_first(kept, exact, exact_values)
    put_out(render(debrief(kept.session, exact, kept.said_own, compared), args.format), args.output)
    return 0


def _chosen(store: "Store", number: int | None) -> "Play":
    finished = store.finished()
    if number is None:
        if not finished:
            raise Refusal("No play has come to its end yet. 'balint-sim play' begins one.")
        return finished[0]
    for play in finished:
        if play.id == number:
            return play
    if any(play.id == number for play in store.unfinished()):
        raise Refusal(f"Play {number} is not finished. 'balint-sim play --resume' goes on with the latest.")
    raise Refusal(f"There is no play {number}.")
