"""``balint-sim debrief``: review a finished session, on the terminal or as a file."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from simulator.cli.arguments import session
from simulator.cli.opening import exact_values, open_store
from simulator.cli.output import put_out, put_pdf
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.lists import listed
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.practice.saved_play import SavedPlay
    from simulator.store.play_store import Play, PlayStore


MOST_NAMED = 10
"""The maximum number of sessions named in a refusal; if there are more, a command lists them."""


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    number = parser.add_argument(
        "play", nargs="?", type=session, metavar="SESSION", help=say("options.session")
    )
    completed(number, "sessions")
    parser.add_argument(
        "--format",
        choices=("text", "md", "html", "json", "pdf"),
        help=say("options.debrief_format"),
    )
    output = parser.add_argument("-o", dest="output", metavar="FILE", help=say("options.output"))
    completed(output, "files")
    parser.add_argument("--list", action="store_true", help=say("options.sessions"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Render one debrief, or list all plays."""
    from simulator.practice.debriefs import debrief_with
    from simulator.render.debrief import on_the_terminal, render
    from simulator.render.debrief_sections import page

    if args.list and (args.play is not None or args.format is not None):
        raise Refusal(say("cli_debrief.list_alone"), 2)
    with open_store(workspace, reading=True) as store:
        if args.list:
            put_out(_listed(store), args.output)
            return 0
        chosen = _chosen(workspace, store, args.play)
        made = debrief_with(workspace, chosen, partial(exact_values, workspace=workspace))
    # The store is closed by now: a pager at the end of a pipe would keep it open.
    if args.format == "pdf":
        put_pdf(page(made), args.output)
    elif args.format is None and args.output is None:
        number = chosen.play.number
        command = f"balint-sim debrief {number} --format text"
        rest = say("cli_debrief.rest", command=command)
        put_out(f"{on_the_terminal(made)}\n{rest}\n", None)
    else:
        put_out(render(made, args.format or "text"), args.output)
    return 0


def _listed(store: "PlayStore") -> str:
    """Return one line per play, the latest first."""
    from simulator.practice.awaiting import awaiting_reaction
    from simulator.practice.clock import local_day
    from simulator.store.play_store import numbers

    plays = sorted([*store.plays(), *store.replaced()], key=lambda play: -play.number)
    if not plays:
        raise Refusal(say("cli_debrief.nothing_saved"))
    number, awaited = numbers(plays), awaiting_reaction(store, plays)
    return "".join(
        f"{play.number:>5}  {local_day(play.started)}  {clean_line(play.title)}, "
        f"{_state(play, number, play.id in awaited)}\n"
        for play in plays
    )


def _state(play: "Play", number: "Mapping[str, int]", awaited: bool) -> str:
    if play.replaced_by is not None:
        return say("cli_debrief.continued", number=number[play.replaced_by])
    state = "finished" if play.ended is not None else "unfinished"
    state = "awaited" if awaited else state
    if play.branch_of is None:
        return say(f"cli_debrief.state_{state}")
    return say(f"cli_debrief.attempt_{state}", number=number[play.branch_of])


def _chosen(workspace: Workspace, store: "PlayStore", number: int | None) -> "SavedPlay":
    """Return the finished play of this number, or the latest finished play if there is no number.

    A play that was continued after an edit counts as well if it is named. Raise Refusal if there is
    no such play.
    """
    from simulator.practice.plays import look_back

    # ``plays`` is in the order latest first, so without a number the first finished one is it.
    for play in [*store.plays(), *store.replaced()]:
        if number in (None, play.number):
            saved = (
                look_back(workspace, store, play)
                if play.replaced_by is not None and number is not None
                else _finished(workspace, store, play)
            )
            if saved is not None:
                return saved
            if number is not None:
                raise Refusal(say("cli_debrief.unfinished_session", number=number))
    if number is None:
        raise Refusal(say("cli_debrief.none_finished"))
    there = _there_are([play.number for play in store.plays()])
    raise Refusal(say("cli_debrief.no_session", number=number, hint=there))


def _there_are(numbers: "Sequence[int]") -> str:
    """Return the numbers of all sessions in words; how many there are, if they are many."""
    if not numbers:
        return say("cli_debrief.nothing_there")
    if len(numbers) > MOST_NAMED:
        return say("cli_debrief.are_many", count=len(numbers))
    named = listed(list(map(str, sorted(numbers))))
    return say("cli_debrief.there_are", count=len(numbers), numbers=named)


def _finished(workspace: Workspace, store: "PlayStore", play: "Play") -> "SavedPlay | None":
    """Return a play that reached its end, even if the program stopped before saving that."""
    from simulator.practice.plays import look_back
    from simulator.store.play_store import StoreProblem

    if play.ended is not None:
        return look_back(workspace, store, play)
    try:
        saved = look_back(workspace, store, play)
    except StoreProblem:
        # It may continue with the edited scenario, but cannot be shown as it was.
        return None
    return saved if saved.session.ended else None
