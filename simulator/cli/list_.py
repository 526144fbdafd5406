"""``balint-sim list``: print the library."""

import argparse
from typing import TYPE_CHECKING

from simulator.cli.opening import say_unreadable
from simulator.cli.output import put_json
from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.lists import enumerated

if TYPE_CHECKING:
    from simulator.library.cards import Card


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--json", action="store_true", help=say("options.json"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the library."""
    from simulator.library.files import Unreadable
    from simulator.library.find import library_cards

    unreadable: list[Unreadable] = []
    found = library_cards(workspace, unreadable)
    if not found:
        raise Refusal(say("cli_scenarios.empty_library", folder=workspace.shipped))
    if args.json:
        # Other programs read these keys: a new field of a card must not get here by itself.
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
        facts = [card.level, card.style, card.format]
        if card.minutes:
            facts.append(say("library.minutes", count=card.minutes))
        facts.append(say("library.moments", count=card.moments))
        print(f"    {enumerated(facts)}")
        print(f"    {say('cli_scenarios.at_stake', rules=enumerated(card.rules))}")


def _print_programmes(workspace: Workspace) -> None:
    from simulator.library.find_programmes import library_programmes

    for programme in library_programmes(workspace):
        print(f"{programme.id}  {programme.title}")
        if programme.problem:
            print(f"    {say('library.does_not_load', problem=programme.problem)}")
        else:
            scenarios = enumerated([meeting.scenario for meeting in programme.meetings])
            print(f"    {say('cli_scenarios.programme', scenarios=scenarios)}")
