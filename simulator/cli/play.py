"""``balint-sim play``, and ``balint-sim`` alone: open the practice room, full-screen or plain."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.cli.arguments import seed
from simulator.cli.cases import add_case, seed_for
from simulator.cli.collection import uncollected
from simulator.cli.front_end import opens_plain, settings_of
from simulator.cli.opening import open_scenario, open_store, say_which
from simulator.cli.parser import CommandParser, add_plain, completed
from simulator.cli.refusal import Refusal
from simulator.cli.streams import full_screen
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.lists import enumerated

if TYPE_CHECKING:
    from simulator.library.programmes import Programme
    from simulator.practice.open_play import NewPlay, Request
    from simulator.practice.play_options import PlayOptions
    from simulator.practice.programmes import Part
    from simulator.scenario.model import Scenario
    from simulator.store.play_store import PlayStore


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    completed(
        parser.add_argument(
            "scenario", nargs="?", metavar="SCENARIO", help=say("options.play_scenario")
        ),
        "playable",
    )
    parser.add_argument(
        "--mode",
        choices=("guided", "live"),
        help=say("options.play_mode"),
    )
    parser.add_argument(
        "--feedback",
        choices=("now", "end"),
        help=say("options.feedback"),
    )
    parser.add_argument(
        "--seed",
        type=seed,
        metavar="N",
        help=say("options.seed"),
    )
    add_case(parser)
    add_plain(parser)
    parser.add_argument(
        "--watch",
        action="store_true",
        help=say("options.watch"),
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help=say("options.resume"),
    )


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Open the practice room with these options."""
    from simulator.practice.play_options import PlayOptions
    from simulator.practice.programmes import first_part

    settings = settings_of(workspace)
    plain = opens_plain(args.plain, settings)
    play_options = PlayOptions(
        args.mode or settings.mode, args.feedback or settings.feedback, args.seed
    )
    if args.case is not None and (args.resume or args.scenario is None):
        raise Refusal(say("cli.case_of_scenario"), 2)
    if args.watch:
        # Before the store is opened: a plain demonstration works even if the store does not.
        return _watch(workspace, args, plain)
    with open_store(workspace) as store:
        if args.resume:
            # First: what is named may be the number of a session, which is neither scenario nor
            # programme.
            return _resume(workspace, store, args, play_options, plain)
        programme = _programme(workspace, args.scenario) if args.scenario else None
        if programme is not None:
            # Its scenarios have cases of their own.
            if args.case is not None:
                raise Refusal(say("cli.case_of_scenario"), 2)
            return _follow(workspace, store, first_part(programme), args, play_options, plain)
        request = _requested(workspace, args, play_options) if args.scenario else None
        return _enter(workspace, store, request, play_options, plain)


def _requested(
    workspace: Workspace, args: argparse.Namespace, play_options: "PlayOptions"
) -> "NewPlay":
    """Return the new play of the named scenario; raise Refusal if it cannot be played."""
    from simulator.practice.open_play import play_of
    from simulator.practice.programmes import NotPlayable

    _refuse_unknown(workspace, args.scenario)
    loaded = open_scenario(workspace, args.scenario)
    wanted = _with_case(loaded.scenario, args.case, play_options)
    try:
        return play_of(loaded, wanted, args.mode)
    except NotPlayable as problem:
        raise Refusal(str(problem)) from problem


def _with_case(
    scenario: "Scenario", case: int | None, play_options: "PlayOptions"
) -> "PlayOptions":
    """Return the options with a seed that draws the wanted case; raise Refusal if there is none."""
    if case is None:
        return play_options
    drawn = play_options.drawn().seed
    # ``drawn`` makes sure of it, which its type cannot say.
    assert drawn is not None
    return replace(play_options, seed=seed_for(scenario, case, drawn))


def _refuse_unknown(workspace: Workspace, name: str) -> None:
    """Raise Refusal if a name is no scenario; a programme could have been meant as well."""
    from simulator.library.find import find_scenario, not_found
    from simulator.library.find_programmes import library_programmes

    if find_scenario(workspace, name) is None:
        programmes = [programme.id for programme in library_programmes(workspace)]
        raise Refusal(not_found(workspace, name, programmes))


def _programme(workspace: Workspace, name: str) -> "Programme | None":
    """Return the programme of this path or id; a scenario of the same id takes precedence."""
    from simulator.library.find import find_scenario
    from simulator.library.find_programmes import find_programme
    from simulator.library.scenarios import FILE

    path = find_scenario(workspace, name)
    return find_programme(workspace, name) if path is None or path.name != FILE else None


def _follow(
    workspace: Workspace,
    store: "PlayStore",
    part: "Part",
    args: argparse.Namespace,
    play_options: "PlayOptions",
    plain: bool,
) -> int:
    """Play a programme from one of its parts on; options override what the programme says."""
    from simulator.practice.open_play import new_part
    from simulator.practice.programmes import NotPlayable

    part = replace(part, mode=args.mode or part.mode, feedback=args.feedback or part.feedback)
    try:
        request = new_part(workspace, part, play_options, args.mode)
    except NotPlayable as problem:
        raise Refusal(str(problem)) from problem
    # ``request.options`` has the mode and the feedback that the programme sets.
    return _enter(workspace, store, request, request.options, plain)


def _resume(
    workspace: Workspace,
    store: "PlayStore",
    args: argparse.Namespace,
    play_options: "PlayOptions",
    plain: bool,
) -> int:
    """Continue the latest unfinished play, or a programme between two of its sessions."""
    from simulator.cli.resuming import left_off, nothing_to_continue
    from simulator.practice.home import Played, ToFollow

    if args.scenario:
        say_which(workspace, args.scenario)
    match left_off(workspace, store, args.scenario):
        case Played(play=play):
            return _enter(workspace, store, play, play_options, plain)
        case ToFollow(part=part):
            return _follow(workspace, store, part, args, play_options, plain)
        case _:
            raise Refusal(nothing_to_continue(workspace, store, args.scenario))


def _watch(workspace: Workspace, args: argparse.Namespace, plain: bool) -> int:
    """Show the demonstration of a scenario."""
    from simulator.practice.demonstration import NoDemonstration, demonstration

    if args.scenario is None:
        raise Refusal(say("cli_play.name_one"), 2)
    programme = _programme(workspace, args.scenario)
    if programme is not None:
        names = enumerated([meeting.scenario for meeting in programme.meetings])
        raise Refusal(say("cli_play.watch_one_of", id=programme.id, scenarios=names), 2)
    loaded = open_scenario(workspace, args.scenario)
    seed = args.seed
    if args.case is not None:
        seed = seed_for(loaded.scenario, args.case, 1 if seed is None else seed)
    try:
        shown = demonstration(loaded, seed)
    except NoDemonstration as problem:
        raise Refusal(str(problem)) from problem
    if plain:
        from simulator.plain.watching import watch as watch_plain

        return watch_plain(shown)
    from simulator.tui.start import watch as watch_on_screen

    # The store is outside: its problem is printed after the terminal has been restored.
    with open_store(workspace) as store, full_screen():
        return watch_on_screen(workspace, store, loaded.path, shown)


def run_library(args: argparse.Namespace, workspace: Workspace) -> int:
    """Open the library."""
    from simulator.practice.play_options import PlayOptions

    settings = settings_of(workspace)
    plain = opens_plain(args.plain, settings)
    with open_store(workspace) as store:
        play_options = PlayOptions(settings.mode, settings.feedback)
        return _enter(workspace, store, None, play_options, plain)


def _enter(
    workspace: Workspace,
    store: "PlayStore",
    request: "Request | None",
    play_options: "PlayOptions",
    plain: bool,
) -> int:
    """Open what was requested, or else the library."""
    if plain:
        from simulator.plain.room import enter as enter_plain

        return enter_plain(workspace, store, request, play_options)
    with uncollected():
        from simulator.tui.start import enter as enter_screen

    with full_screen():
        status, last_line = enter_screen(workspace, store, request, play_options)
    if last_line:
        print(last_line)
    return status
