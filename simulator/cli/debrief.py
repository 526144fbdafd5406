"""``balint-sim debrief``: a finished play looked back on, on the terminal or as a file."""

import argparse
from typing import TYPE_CHECKING

from simulator.cli.opening import exact_values, open_store
from simulator.cli.output import put_out
from simulator.cli.refusal import Refusal
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.learner.plays import KeptPlay
    from simulator.learner.store import Play, Store

HELP = "Show the debrief of a finished play (the latest, unless a number is given), or write it to a file."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("play", nargs="?", type=int, metavar="PLAY-ID", help="the number of a play (default: the latest)")
    parser.add_argument("--format", choices=("text", "md", "html", "json"), help="text if not given")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write to this file instead of the terminal")
    parser.add_argument("--list", action="store_true", help="list every play with its number instead")


def run(args: argparse.Namespace) -> int:
    """Render one debrief, or list what there is."""
    from simulator.debrief.compare import beside_first
    from simulator.debrief.contents import debrief
    from simulator.debrief.kept import with_origins
    from simulator.debrief.render import render

    if args.list and (args.play is not None or args.format is not None):
        raise Refusal("--list prints every play in plain text: leave out the number and --format.", 2)
    with open_store(reading=True) as store:
        if args.list:
            put_out(_listed(store), args.output)
            return 0
        kept = _chosen(store, args.play)
        exact = exact_values(kept.session.setup.program)
        compared = beside_first(kept, exact, exact_values)
        made = with_origins(kept, debrief(kept.session, exact, kept.said_own, compared))
    put_out(render(made, args.format or "text"), args.output)
    return 0


def _listed(store: "Store") -> str:
    """Return a line for each play, the latest first."""
    plays = sorted([*store.plays(), *store.replaced()], key=lambda play: -play.id)
    if not plays:
        raise Refusal("Nothing was played yet. 'balint-sim play' begins.")
    return "".join(f"{play.id:>5}  {play.started[:10]}  {clean_line(play.title)}, {_state(play)}\n" for play in plays)


def _state(play: "Play") -> str:
    if play.replaced_by is not None:
        return f"continued as play {play.replaced_by} after an edit of its scenario"
    branch = f", another attempt of play {play.branch_of}" if play.branch_of is not None else ""
    return f"{'finished' if play.ended is not None else 'unfinished'}{branch}"


def _chosen(store: "Store", number: int | None) -> "KeptPlay":
    """Return the finished play of this number, or one that was continued after an edit; by itself the latest finished one."""
    from simulator.learner.plays import look_back

    for play in [*store.plays(), *store.replaced()]:
        if number in (None, play.id):
            kept = look_back(store, play) if play.replaced_by is not None and number is not None else _finished(store, play)
            if kept is not None:
                return kept
            if number is not None:
                raise Refusal(f"Play {number} is not finished. 'balint-sim play --resume {number}' goes on with it.")
    if number is None:
        raise Refusal("No play has come to its end yet. 'balint-sim play' begins one.")
    raise Refusal(f"There is no play {number}. 'balint-sim debrief --list' shows which there are.")


def _finished(store: "Store", play: "Play") -> "KeptPlay | None":
    """Return a play that has come to its end, also if the program was stopped before it could note that."""
    from simulator.learner.plays import look_back
    from simulator.learner.store import StoreProblem

    if play.ended is not None:
        return look_back(store, play)
    try:
        kept = look_back(store, play)
    except StoreProblem:  # it can be played with the edited scenario perhaps, but not shown as it was
        return None
    return kept if kept.session.ended else None
