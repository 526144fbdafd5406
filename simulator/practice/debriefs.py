"""Make the debrief of a saved play, with its own words and, for a branch, the first play."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from simulator.analysis.exact import Exact
from simulator.analysis.stop import Stop, never
from simulator.engine.program import Program
from simulator.library.find import library_cards
from simulator.library.panels import OTHER_LINES, load_panel, panel_file
from simulator.library.workspace import Workspace
from simulator.practice.clock import local_day
from simulator.practice.next_step import next_step
from simulator.practice.places import scenario_file
from simulator.practice.plays import look_back
from simulator.practice.saved_play import SavedPlay
from simulator.review.compare import Comparison, Side, compare
from simulator.review.debrief import Debrief, Versions, debrief
from simulator.review.next_step import NextStep
from simulator.review.panel import STALE, PanelThere, panel_there
from simulator.store.exact_cache import exact_of
from simulator.store.play_store import number_of


def debrief_of(workspace: Workspace, saved: SavedPlay, stop: Stop = never) -> Debrief:
    """Return the debrief of a saved play.

    Raise TooLarge if its scenario is too large for exact values, or if ``stop`` ends the search.
    """
    return debrief_with(workspace, saved, partial(exact_of, cache=workspace.cache, stop=stop))


def debrief_with(
    workspace: Workspace, saved: SavedPlay, values: Callable[[Program], Exact]
) -> Debrief:
    """Return the debrief of a saved play with the exact values that ``values`` returns."""
    exact = values(saved.session.setup.program)
    compared = beside_first(workspace, saved, exact, values)
    made = debrief(saved.session, exact, saved.said_own, compared)
    # ``review`` knows no store, library or time zone, so what comes from them is added here.
    return replace(
        made,
        versions=_versions(saved),
        day=local_day(saved.play.started),
        next_step=_next_step(workspace, saved, made.lesson.practise),
        panel=_panel(workspace, saved, made),
    )


def _panel(workspace: Workspace, saved: SavedPlay, made: Debrief) -> PanelThere | None:
    """Return the panel beside the play's scenario; None if there is none, or it has errors."""
    scenario = saved.session.setup.program.scenario
    file = scenario_file(workspace, saved.play)
    found = panel_file(file) if file is not None else None
    if found is None:
        return None
    # Against the scenario as it was played: its lines may have changed since.
    panel, findings = load_panel(found, scenario)
    if panel is not None:
        return panel_there(panel, made.moments)
    return STALE if any(finding.code == OTHER_LINES for finding in findings) else None


def _next_step(workspace: Workspace, saved: SavedPlay, situation: str) -> NextStep | None:
    """Return where to practise a situation on another case; None if there is none."""
    if not situation:
        return None
    return next_step(
        library_cards(workspace), saved.store.plays(), situation, avoid=saved.play.scenario
    )


def _versions(saved: SavedPlay) -> Versions:
    """Return the plays that continue this one, or that it continues, after an edit."""
    later = saved.play.replaced_by
    continued_by = None if later is None else number_of(saved.store, later)
    earlier = reversed(saved.store.predecessors(saved.play.id))
    return Versions(continued_by, tuple(play.number for play in earlier))


def beside_first(
    workspace: Workspace, saved: SavedPlay, exact: Exact, values: Callable[[Program], Exact]
) -> Comparison | None:
    """Compare a branch with the first play of its family; return None if ``saved`` is a first play.

    ``exact`` has the values of the branch's scenario; ``values`` is called for others if the first
    play was of another version. Raise StoreProblem if the first play cannot be read.
    """
    play = None if saved.play.branch_of is None else saved.store.play(saved.play.branch_of)
    if play is None:
        return None
    # Not ``go_on``, which follows an edit: the acts would not be those that were played.
    opened = look_back(workspace, saved.store, play)
    first, branch = Side(play.number, opened.session), Side(saved.play.number, saved.session)
    # Exact values can take seconds, so two plays of one version share them.
    of_first = exact if first.digest == branch.digest else values(first.session.setup.program)
    return compare(first, branch, saved.play.branched_at, exact, of_first)
