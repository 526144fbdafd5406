"""``balint-sim preview``: play from any moment on, for authors; nothing is saved."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.cli.arguments import seed
from simulator.cli.cases import add_case, seed_for
from simulator.cli.front_end import opens_plain, settings_of
from simulator.cli.opening import open_scenario
from simulator.cli.output import folded
from simulator.cli.parser import CommandParser, add_plain, completed
from simulator.cli.refusal import Refusal
from simulator.cli.streams import full_screen
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import did_you_mean, say_problem
from simulator.messages.lists import enumerated

if TYPE_CHECKING:
    from simulator.library.scenarios import Loaded
    from simulator.practice.saved_play import SavedPlay
    from simulator.store.play_store import PlayStore


def add_arguments(parser: CommandParser) -> None:
    """Declare the command's options."""
    scenario = parser.add_argument("scenario", metavar="SCENARIO", help=say("options.scenario"))
    completed(scenario, "scenarios")
    shown = parser.add_mutually_exclusive_group(required=True)
    shown.add_argument("--from", dest="moment", metavar="MOMENT", help=say("options.moment"))
    shown.add_argument("--lines", action="store_true", help=say("options.lines"))
    parser.add_argument(
        "--mode",
        choices=("guided", "live"),
        default="guided",
        help=say("options.mode"),
    )
    parser.add_argument(
        "--seed",
        type=seed,
        # Fixed, unlike in ``play``: an author who corrects a line wants the same play again.
        default=1,
        metavar="N",
        help=say("options.preview_seed", seed=1),
    )
    add_case(parser)
    add_plain(parser)


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Play silently to the moment and open the practice room there; or print every decision."""
    from simulator.store.memory import MemoryStore

    loaded = open_scenario(workspace, args.scenario)
    args.seed = seed_for(loaded.scenario, args.case, args.seed)
    if args.lines:
        return _print_lines(loaded, args)
    plain = opens_plain(args.plain, settings_of(workspace))
    # Before the full screen opens, so that a refusal is a line on the terminal.
    saved = _kept(workspace, MemoryStore(workspace.now), loaded, args)
    return _enter(workspace, saved, plain=plain)


def _print_lines(loaded: "Loaded", args: argparse.Namespace) -> int:
    """Print what is heard and offered at every decision of guided play."""
    from simulator.authoring.halts import halts
    from simulator.render.halts_text import as_text

    if args.mode == "live":
        raise Refusal(say("cli_play.lines_are_guided"), 2)
    for paragraph in as_text(halts(loaded.scenario, args.seed)):
        print(*folded(*paragraph) or [""], sep="\n")
    return 0


def _enter(workspace: Workspace, saved: "SavedPlay", *, plain: bool) -> int:
    if plain:
        from simulator.plain.room import preview as preview_plain

        return preview_plain(workspace, saved)
    from simulator.tui.preview import preview as preview_screen

    with full_screen():
        return preview_screen(workspace, saved)


def _kept(
    workspace: Workspace, store: "PlayStore", loaded: "Loaded", args: argparse.Namespace
) -> "SavedPlay":
    """Return a play just before the moment, in a store in memory."""
    from simulator.analysis.path_to_moment import play_to_moment
    from simulator.engine.plan import OffPlan
    from simulator.practice.play_options import PlayOptions
    from simulator.practice.plays import begin
    from simulator.practice.saved_play import Resumed

    decisions = _decisions(loaded, args.moment)
    # Authors want the reasons at once.
    saved = begin(workspace, store, loaded, PlayOptions(args.mode, "now", args.seed))
    try:
        saved.heard = play_to_moment(saved.session, args.moment, decisions)
    except OffPlan as off_plan:
        raise Refusal(say_problem(off_plan.problem)) from off_plan
    saved.resumed = Resumed(tuple(_notes(args.moment, decisions, args.seed)))
    saved.preview = True
    return saved


def _decisions(loaded: "Loaded", moment: str) -> tuple[tuple[str, str], ...]:
    """Return the decisions that lead to the moment in the shortest play.

    Raise Refusal if there is no such moment or no such play.
    """
    from simulator.analysis.explore import explore
    from simulator.analysis.path_to_moment import way_to
    from simulator.engine.program import compile_scenario
    from simulator.scenario.nearest import nearest_name
    from simulator.scenario.text import clean_line

    program = compile_scenario(loaded.scenario)
    if moment not in program.places:
        near = nearest_name(moment, program.places)
        known = enumerated(list(program.places))
        hint = did_you_mean(near) or say("cli_play.moments", moments=known)
        raise Refusal(say("cli_play.no_moment", name=clean_line(moment), hint=hint))
    graph = explore(program)
    decisions = way_to(graph, moment)
    # A search that was stopped has not shown that no play gets there.
    if decisions is None and graph.truncated:
        limit = graph.truncated
        raise Refusal(say("cli_play.search_stopped", moment=moment, limit=limit))
    if decisions is None:
        raise Refusal(say("cli_play.unreached", moment=moment))
    return decisions


def _notes(moment: str, decisions: tuple[tuple[str, str], ...], seed: int) -> Iterator[str]:
    yield say("cli_play.preview", moment=moment, seed=seed)
    if decisions:
        made = "; ".join(f"{name}: {act}" for name, act in decisions)
        yield say("cli_play.choices_made", choices=made)
    else:
        yield say("cli_play.first_decision")
