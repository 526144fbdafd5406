"""``balint-sim list``: print the library."""

import argparse
from typing import TYPE_CHECKING

from simulator.cli.opening import say_unreadable
from simulator.cli.output import put_json
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.library.cards import Card

HELP = (
    "Show the library: every scenario with its level, style, format, ground rules and length; "
    "and the programmes."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the library."""
    from simulator.library.files import Unreadable
    from simulator.library.find import library_cards

    unreadable: list[Unreadable] = []
    found = library_cards(workspace, unreadable)
    if not found:
        raise Refusal(
            f"There are no scenarios in {workspace.shipped}: the installation is damaged."
        )
    if args.json:
        keys = (
            "id",
            "title",
            "teaser",
            "level",
            "style",
            "format",
            "rules",
            "minutes",
            "moments",
            "path",
            "problem",
        )
        put_json([{key: getattr(card, key) for key in keys} for card in found])
    else:
        _print_scenarios(found)
        _print_programmes(workspace)
    say_unreadable(unreadable)
    return 0


def _print_scenarios(found: "list[Card]") -> None:
    for card in found:
        print(f"{card.id}  {card.title}")
        if card.problem:
            print(f"    {say('library.does_not_load', problem=card.problem)}")
            continue
        minutes = f", {card.minutes} minutes" if card.minutes else ""
        print(f"    {card.level}, {card.style}, {card.format}{minutes}, {card.moments} moments")
        print(f"    at stake: {', '.join(card.rules)}")


def _print_programmes(workspace: Workspace) -> None:
    from simulator.library.find_programmes import library_programmes

    for programme in library_programmes(workspace):
        print(f"{programme.id}  {programme.title}")
        if programme.problem:
            print(f"    {say('library.does_not_load', problem=programme.problem)}")
        else:
            print(
                f"    a programme: {', '.join(meeting.scenario for meeting in programme.meetings)}"
            )
