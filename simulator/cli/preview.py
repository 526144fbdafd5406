"""``balint-sim preview``: play from any moment on, for authors; nothing is saved."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.cli.arguments import seed
from simulator.cli.environment import terminal_variables
from simulator.cli.opening import open_scenario
from simulator.cli.refusal import Refusal
from simulator.cli.streams import full_screen
from simulator.library.workspace import Workspace
from simulator.messages.findings import did_you_mean, say_problem

if TYPE_CHECKING:
    from simulator.library.scenarios import Loaded
    from simulator.practice.plays import SavedPlay
    from simulator.store.play_store import PlayStore

HELP = (
    "Play a scenario from any moment on, to try what you wrote; "
    "the shortest way there is done for you, nothing is saved."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("scenario", metavar="SCENARIO", help="an id from the library, or a path")
    parser.add_argument(
        "--from",
        dest="moment",
        metavar="MOMENT",
        required=True,
        help="the id of the moment to begin with",
    )
    parser.add_argument(
        "--mode",
        choices=("guided", "live"),
        default="guided",
        help="guided pauses and asks; live never pauses",
    )
    parser.add_argument(
        "--seed",
        type=seed,
        default=1,
        metavar="N",
        help="draws the case and the wording (default: 1)",
    )
    parser.add_argument(
        "--plain", action="store_true", help="plain lines: for screen readers and pipes"
    )


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Play silently to the moment and open the practice room there."""
    from simulator.plain.terminal import why_plain
    from simulator.store.memory import MemoryStore

    loaded = open_scenario(workspace, args.scenario)
    plain = args.plain or why_plain(sys.stdin, sys.stdout, sys.stderr, terminal_variables())
    saved = _kept(workspace, MemoryStore(workspace.now), loaded, args)
    return _enter(workspace, saved, plain=bool(plain))


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
    from simulator.authoring.path_to_moment import play_to_moment
    from simulator.engine.plan import OffPlan
    from simulator.engine.resume import Resumed
    from simulator.practice.play_options import PlayOptions
    from simulator.practice.plays import begin

    decisions = _decisions(loaded, args.moment)
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
    from simulator.authoring.path_to_moment import way_to
    from simulator.engine.program import compile_scenario
    from simulator.scenario.nearest import nearest_name
    from simulator.scenario.text import clean_line

    assert loaded.scenario is not None
    program = compile_scenario(loaded.scenario)
    if moment not in program.places:
        near = nearest_name(moment, program.places)
        hint = did_you_mean(near) or f"There are {', '.join(program.places)}."
        raise Refusal(f"There is no moment '{clean_line(moment)}' in this scenario. {hint}")
    graph = explore(program)
    decisions = way_to(graph, moment)
    if decisions is None and graph.truncated:
        raise Refusal(
            f"No play that reaches '{moment}' was found; "
            f"the search was stopped at {graph.truncated}."
        )
    if decisions is None:
        raise Refusal(
            f"No play reaches '{moment}', so there is nothing to preview; "
            "'balint-sim check' says why."
        )
    return decisions


def _notes(moment: str, decisions: tuple[tuple[str, str], ...], seed: int) -> Iterator[str]:
    yield f"This is a preview from '{moment}' on, with seed {seed}. Nothing of it is saved."
    if decisions:
        made = "; ".join(f"{name}: {act}" for name, act in decisions)
        yield f"Choices made for you: {made}."
    else:
        yield "It is the first decision: nothing was done before."
