"""What readers chose who had not seen the key, and what that earns by the key as it is now.

``lines-only.json`` is a list of readings without the group. Each has a ``date`` and its
``booklets``: for every booklet the acts that its reader chose, ``wait`` or an option's id, by
scenario and moment (``will-do.ladybird``). ``markings.json`` has for each scenario two markings from
the paper without the key: the act that was marked as best, by moment. ``played/`` has plays without
sight of the file, as plans: ``will-do.guided.yaml``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from simulator.analysis.exact import Exact
from simulator.analysis.explore import explore
from simulator.analysis.score_play import score_play
from simulator.engine.plan import run_plan
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.plans import load_plan
from simulator.scenario.model import Mode, Moment, Scenario
from tests.surveyed import scenarios

HERE = Path(__file__).parent
WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of several booklets; percents are of the best acts, each moment counted once."""

    date: str
    booklets: int
    items: int
    percent: float
    chance: float
    speak_right: int


def lines_only() -> list[Reading]:
    """The readings of the lines without the group."""
    known = json.loads((HERE / "lines-only.json").read_text("utf-8"))
    return [_scored(one["date"], one["booklets"]) for one in known]


def _scored(date: str, booklets: list[dict[str, str]]) -> Reading:
    chosen = {name: act for booklet in booklets for name, act in booklet.items()}
    moments = {name: _moment(name) for name in chosen}
    best = sum(max(_credits(moment).values()) for moment in moments.values())
    earned = sum(_credits(moments[name])[act] for name, act in chosen.items())
    drawn = sum(fmean(_credits(moment).values()) for moment in moments.values())
    right = sum((act == WAIT) == moments[name].leave for name, act in chosen.items())
    return Reading(date, len(booklets), len(chosen), 100 * earned / best, 100 * drawn / best, right)


def marked(scenario: Scenario) -> list[float]:
    """What each marking of a scenario earns, in percent of the best acts."""
    markings = json.loads((HERE / "markings.json").read_text("utf-8")).get(scenario.id, [])
    return [_earned(scenario, marking) for marking in markings]


def _earned(scenario: Scenario, chosen: Mapping[str, str]) -> float:
    worth = {name: _credits(scenario.moment(name)) for name in chosen}
    best = sum(max(given.values()) for given in worth.values())
    return 100 * sum(worth[name][act] for name, act in chosen.items()) / best


def played(scenario: Scenario) -> dict[Mode, float]:
    """What plays of a scenario earned, by mode, in percent of the best reachable."""
    found: dict[Mode, float] = {}
    for file in sorted((HERE / "played").glob(f"{scenario.id}.*.yaml")):
        plan, problems = load_plan(file, scenario)
        if plan is None:
            raise AssertionError(problems)
        program = compile_scenario(scenario)
        session = Session(Setup(program, plan.mode, plan.seed), lambda record: None)
        run_plan(session, plan)
        exact = Exact.of_graphs(explore(program), explore(program, mode="live"))
        found[plan.mode] = score_play(session, exact).percent
    return found


def _moment(name: str) -> Moment:
    scenario, _, moment = name.partition(".")
    return next(one for one in scenarios() if one.id == scenario).moment(moment)


def _credits(moment: Moment) -> dict[str, float]:
    given = {option.id: float(option.credit) for option in moment.options}
    return {WAIT: float(moment.passing.credit), **given}
