"""Play the demonstration of a scenario: its exemplary play, led by a plan; nothing is saved."""

from dataclasses import dataclass
from pathlib import Path

from simulator.engine.events import Event
from simulator.engine.plan import OffPlan, Plan, take_next_act
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.cards import problem
from simulator.library.files import look
from simulator.library.scenarios import Loaded, Unloadable, load
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.messages.findings import say_finding, say_problem
from simulator.scoring.feedback import feedback

EXEMPLARY = "exemplary.yaml"


class NoDemonstration(Exception):
    """The scenario has no exemplary play that can be shown; the message says why."""


@dataclass(slots=True)
class Demonstration:
    """A session and the plan that leads it."""

    session: Session
    plan: Plan

    def go_on(self) -> tuple[Event, ...]:
        """Advance by the group's turn or the plan's next act, and return the events.

        Raise NoDemonstration if the plan does not fit the session.
        """
        try:
            return take_next_act(self.session, self.plan)
        except OffPlan as off_plan:
            found = say_problem(off_plan.problem)
            raise NoDemonstration(say("plays.demonstration_ends", problem=found)) from off_plan

    def comment(self, events: tuple[Event, ...]) -> str:
        """Return the author's reason for an act among these events; empty if there is none."""
        for event in events:
            judged = feedback(self.session.setup, event)
            if judged is not None:
                return judged.why
        return ""


def exemplary_file(loaded: Loaded) -> Path:
    """Return the path of a scenario's exemplary play, whether or not the file exists."""
    return loaded.path.parent / "plays" / EXEMPLARY


def demonstration_of(workspace: Workspace, path: Path) -> Demonstration:
    """Open the demonstration of the scenario in this file; raise NoDemonstration."""
    loaded = load(path, workspace.catalogue)
    if isinstance(loaded, Unloadable):
        raise NoDemonstration(say("library.scenario_does_not_load", problem=problem(loaded)))
    return demonstration(loaded)


def demonstration(loaded: Loaded, seed: int | None = None) -> Demonstration:
    """Open the demonstration of a scenario; raise NoDemonstration.

    A ``seed`` replaces the plan's own, and so draws another case.
    """
    # Imported here: the reader of YAML is slow to import, and few starts need it.
    from simulator.library.plans import load_plan

    path = exemplary_file(loaded)
    # A file that cannot be read is loaded all the same: its finding says why.
    if look(path) in ("nothing", "folder"):
        raise NoDemonstration(say("library.no_demonstration", title=loaded.scenario.title))
    plan, findings = load_plan(path, loaded.scenario)
    if plan is None:
        raise NoDemonstration(
            say(
                "library.broken_demonstration",
                title=loaded.scenario.title,
                problem=say_finding(findings[0]),
            )
        )
    # Not ``seed or plan.seed``: 0 is a seed.
    setup = Setup(compile_scenario(loaded.scenario), plan.mode, plan.seed if seed is None else seed)
    # The journal of a demonstration saves nothing.
    return Demonstration(Session(setup, lambda record: None), plan)
