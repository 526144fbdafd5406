"""``balint-sim list``: print the library, with the learner's own results."""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.cli.environment import terminal_variables
from simulator.cli.opening import say_unreadable
from simulator.cli.output import folded, put_json
from simulator.cli.parser import CommandParser, completed
from simulator.cli.refusal import Refusal
from simulator.cli.streams import complain, heading
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import say
from simulator.messages.lists import enumerated

if TYPE_CHECKING:
    from simulator.library.cards import Card
    from simulator.practice.filters import Filter

# Written out, because every start would import what they are in; a test compares them.
LEVELS = ("foundation", "developing", "advanced")
STYLES = ("guiding", "analytic")

KEYS = (
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
"""The keys of the JSON. Other programs read them: a new field of a card must not get here by
itself.
"""


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--level", choices=LEVELS, help=say("options.level"))
    parser.add_argument("--style", choices=STYLES, help=say("options.style"))
    completed(parser.add_argument("--rule", metavar="RULE", help=say("options.rule")), "rules")
    situation = parser.add_argument(
        "--situation", metavar="SITUATION", help=say("options.situation")
    )
    completed(situation, "situations")
    parser.add_argument("--json", action="store_true", help=say("options.json"))


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print the library, or the scenarios that all filters match."""
    from simulator.library.files import Unreadable
    from simulator.library.find import library_cards

    wanted = _wanted(args, workspace)
    unreadable: list[Unreadable] = []
    found = library_cards(workspace, unreadable)
    if not found:
        raise Refusal(say("cli_scenarios.empty_library", folder=workspace.shipped))
    if args.json:
        put_json([{key: getattr(card, key) for key in KEYS} for card in _matching(found, wanted)])
    else:
        _print_library(workspace, found, wanted)
    say_unreadable(unreadable)
    return 0


def _wanted(args: argparse.Namespace, workspace: Workspace) -> "Filter | None":
    """Return the filter; None if everything is wanted. Raise Refusal for an unknown name."""
    if not (args.level or args.style or args.rule or args.situation):
        return None
    from simulator.practice.filters import Filter

    rule, situation = "", ""
    if args.rule:
        rules = {id_: rule.name for id_, rule in workspace.catalogue.rules.items()}
        rule = known_id("rule", args.rule, rules)
    if args.situation:
        situations = {id_: one.name for id_, one in workspace.catalogue.situations.items()}
        situation = known_id("situation", args.situation, situations)
    return Filter(rule=rule, situation=situation, level=args.level or "", style=args.style or "")


def known_id(field: str, said: str, names: Mapping[str, str]) -> str:
    """Return the id that was written, or whose name was written; raise Refusal if there is none."""
    from simulator.messages.findings import did_you_mean
    from simulator.scenario.nearest import nearest_name
    from simulator.scenario.text import brief

    # People read the names in the list, and type them in any letters.
    by_name = {name.casefold(): id_ for id_, name in names.items()}
    id_ = by_name.get(said.casefold(), said)
    if id_ in names:
        return id_
    near = nearest_name(said, names)
    hint = did_you_mean(near) or say("cli_scenarios.there_are", names=enumerated(list(names)))
    raise Refusal(say(f"cli_scenarios.unknown_{field}", name=brief(said), hint=hint))


def _matching(found: "Sequence[Card]", wanted: "Filter | None") -> "Sequence[Card]":
    if wanted is None:
        return found
    from simulator.practice.filters import matching
    from simulator.practice.home import ToPlay

    # Who asks for a situation by its name wants to know where it is.
    entries = matching([ToPlay(card, revealed=True) for card in found], wanted)
    return [entry.card for entry in entries if isinstance(entry, ToPlay)]


def _print_library(workspace: Workspace, found: "Sequence[Card]", wanted: "Filter | None") -> None:
    own, problem = _own(workspace, found)
    matching = _matching(found, wanted)
    for card in matching:
        _print_scenario(card, own.get(card.path, ""))
    if wanted is None:
        _print_programmes(workspace)
    elif not matching:
        print(say("library.no_match"))
    elif wanted.situation:
        print(say("cli_scenarios.situation_asked"))
    if problem:
        complain(problem)


def _own(workspace: Workspace, found: "Sequence[Card]") -> tuple[Mapping[str, str], str]:
    """Return what the learner has done in each scenario, by its path, in words.

    The second text says why that is not known; it is empty if it is.
    """
    from simulator.library.files import look

    try:
        # The library is listed without a store, too, and listing it creates none.
        if look(workspace.store_file) == "nothing":
            return {}, ""
        # Here, because most of the engine comes with it.
        from simulator.cli.own_results import own_results

        return own_results(workspace, found), ""
    except NoFolder:
        return {}, ""  # then nothing can have been saved
    except Refusal as refusal:
        return {}, str(refusal)


def _print_scenario(card: "Card", own: str) -> None:
    _print_heading(card.id, card.title)
    if card.problem:
        _print_below(say("library.does_not_load", problem=card.problem))
        return
    facts = [card.level, say("library.style", style=card.style)]
    if card.minutes:
        facts.append(say("library.minutes", count=card.minutes))
    facts += [say("library.moments", count=card.moments), card.format_name]
    _print_below(enumerated(facts))
    _print_below(say("cli_scenarios.at_stake", rules=enumerated(card.rule_names)))
    if own:
        _print_below(own)


def _print_programmes(workspace: Workspace) -> None:
    from simulator.library.find_programmes import library_programmes

    for programme in library_programmes(workspace):
        _print_heading(programme.id, programme.title)
        if programme.problem:
            _print_below(say("library.does_not_load", problem=programme.problem))
        else:
            scenarios = enumerated([meeting.scenario for meeting in programme.meetings])
            _print_below(say("cli_scenarios.programme", scenarios=scenarios))


def _print_heading(name: str, title: str) -> None:
    for line in folded(f"{name}  {title}", "", "    "):
        heading(line, terminal_variables())


def _print_below(text: str) -> None:
    print(*folded(text, "    ", "    "), sep="\n")
