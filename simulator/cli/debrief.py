"""``balint-sim debrief``: a finished play looked back on, on the terminal or as a file."""

import argparse
from typing import TYPE_CHECKING

from simulator.cli.opening import exact_values, open_store
from simulator.cli.output import put_out
from simulator.cli.refusal import Refusal

if TYPE_CHECKING:
    from simulator.learner.plays import KeptPlay
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

    with open_store(reading=True) as store:
        kept = _chosen(store, args.play)
        exact = exact_values(kept.session.setup.program)
        compared = beside_first(kept, exact, exact_values)
    put_out(render(debrief(kept.session, exact, kept.said_own, compared), args.format), args.output)
    return 0


def _chosen(store: "Store", number: int | None) -> "KeptPlay":
    """Return the finished play of this number, or the latest."""
    for play in store.plays():
        if number in (None, play.id):
            kept = _finished(store, play)
            if kept is not None:
                return kept
            if number is not None:
                raise Refusal(f"Play {number} is not finished. 'balint-sim play --resume' goes on with the latest.")
    if number is None:
        raise Refusal("No play has come to its end yet. 'balint-sim play' begins one.")
    raise Refusal(f"There is no play {number}.")


def _finished(store: "Store", play: "Play") -> "KeptPlay | None":
    """Return a play that has come to its end, also if the program was stopped before it could note that."""
    from simulator.learner.plays import look_back
    from simulator.learner.store import StoreProblem
    from simulator.play.step import NotOnOffer

    if play.ended is not None:
        return look_back(store, play)
    try:
        kept = look_back(store, play)
    except (StoreProblem, NotOnOffer):  # it can be played with the edited scenario perhaps, but not shown as it was
        return None
    return kept if kept.session.ended else None
