"""Compare two versions of a scenario: what their authors changed, and what that does to plays.

The figures are those of ``balint-sim analyse`` for guided play, for each version. The plays are the
plans beside the scenarios, by name: each is played on both versions. If only one version has a
plan of this name, that plan is played on both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.analysis.exact import Exact, explore_modes
from simulator.analysis.explore import MOST_STATES, Graph
from simulator.analysis.report import report
from simulator.analysis.score_play import score_play
from simulator.analysis.stop import Stop
from simulator.analysis.strategies import percents
from simulator.analysis.values import analyse
from simulator.authoring.versions import Difference, changes_the_key, differences
from simulator.engine.plan import OffPlan, run_plan
from simulator.engine.program import Program, compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.plans import load_plan
from simulator.library.scenarios import Loaded, plan_files
from simulator.scenario.problem import Problem

FIGURES = ("best", "worst", "chance", "always_wait", "always_speak", "timing_only")
"""The figures that are compared; ``best`` is in credit, all others are in percent of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to on one version: its percent, or why it cannot be played."""

    percent: float | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version: what it is, and its figures.

    ``figures`` and ``habits`` are empty if the search was stopped by ``truncated``. ``paths`` is
    the number of plays, ``line`` the best one as (moment, act). ``plays`` are by name.
    """

    id: str
    version: int
    digest: str
    truncated: str
    paths: int
    figures: Mapping[str, float]
    habits: Mapping[str, float]
    line: tuple[tuple[str, str], ...]
    plays: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and their differences."""

    old: Version
    new: Version
    differences: tuple[Difference, ...]

    @property
    def key_changed(self) -> bool:
        """Whether the judgements changed."""
        return changes_the_key(self.differences)

    @property
    def same_number(self) -> bool:
        """Whether both are the same scenario and say the same ``version``."""
        return (self.old.id, self.old.version) == (self.new.id, self.new.version)


def compare(old: Loaded, new: Loaded, stop: Stop) -> Comparison:
    """Compare two versions; ``stop`` can end the searches early."""
    plans = _plans(old.path) | _plans(new.path)
    return Comparison(
        # If both versions have a plan of a name, each is played with its own.
        _version(old, {**plans, **_plans(old.path)}, stop),
        _version(new, plans, stop),
        differences(old.document, new.document),
    )


def _plans(path: Path) -> dict[str, Path]:
    return {file.stem: file for file in plan_files(path)}


def _version(loaded: Loaded, plans: Mapping[str, Path], stop: Stop) -> Version:
    scenario = loaded.scenario
    program = compile_scenario(scenario)
    guided, live = explore_modes(program, MOST_STATES, stop)
    found = analyse(guided, "guided")
    figures = report(found)
    known = not guided.truncated
    ranges = (
        figures.best, figures.worst, figures.chance, figures.wait, figures.speak, figures.timing,
    )  # fmt: skip
    values = {}
    for name, bounds in zip(FIGURES, ranges, strict=True):
        # Without truncation the two bounds are equal.
        if known and bounds is not None:
            values[name] = bounds.low
    return Version(
        id=scenario.id,
        version=scenario.version,
        digest=scenario.digest,
        truncated=guided.truncated,
        paths=figures.paths,
        figures=values,
        habits=percents(found) if known else {},
        line=tuple((moment, act) for moment, _, act in figures.line),
        plays=dict(_played(program, guided, live, plans)),
    )


def _played(
    program: Program, guided: Graph, live: Graph, plans: Mapping[str, Path]
) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcome of each plan; none without exact values."""
    if guided.truncated or live.truncated:
        return
    exact = Exact.of_graphs(guided, live)
    for name in sorted(plans):
        yield name, _outcome(program, exact, plans[name])


def _outcome(program: Program, exact: Exact, file: Path) -> Outcome:
    plan, findings = load_plan(file, program.scenario)
    if plan is None:
        return Outcome(None, findings[0].problem)
    # The journal does nothing: what is compared is not saved.
    session = Session(Setup(program, plan.mode, plan.seed), lambda record: None)
    try:
        run_plan(session, plan)
    except OffPlan as off_plan:
        return Outcome(None, off_plan.problem)
    return Outcome(score_play(session, exact).numbers()["percent"])
