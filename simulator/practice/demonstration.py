"""The demonstration of a scenario: its exemplary play, led by the key and not by the learner; nothing of it is kept."""

from dataclasses import dataclass
from pathlib import Path

from simulator.engine.events import Acted, Event, Passed
from simulator.engine.plan import OffPlan, Plan, next_act
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.step import NotOnOffer, Setup
from simulator.library.files import look
from simulator.library.scenarios import Loaded

EXEMPLARY = "exemplary.yaml"


class NoDemonstration(Exception):
    """A scenario has no exemplary play that can be shown; the text says why."""


@dataclass(slots=True)
class Demonstration:
    """A session and the plan by which it is led."""

    session: Session
    plan: Plan

    def go_on(self) -> tuple[Event, ...]:
        """Let the next thing happen: the group's turn, or the leader's act by the plan; raises NoDemonstration."""
        try:
            return self.session.act(next_act(self.session, self.plan))
        except (OffPlan, NotOnOffer) as problem:
            raise NoDemonstration(f"The demonstration cannot go on: {problem}") from problem

    def comment(self, events: tuple[Event, ...]) -> str:
        """The author's reason for what the leader did in a moment; nothing where no moment was decided."""
        scenario = self.session.setup.program.scenario
        for event in events:
            if isinstance(event, Acted):
                return self.session.setup.fill(
                    scenario.moment(event.moment).option(event.option).why
                )
            if isinstance(event, Passed):
                return self.session.setup.fill(scenario.moment(event.moment).passing.why)
        return ""


def exemplary_file(loaded: Loaded) -> Path:
    """Where the exemplary play of a scenario stands, if it has one."""
    return loaded.path.parent / "plays" / EXEMPLARY


def demonstration(loaded: Loaded, seed: int | None = None) -> Demonstration:
    """Open the demonstration of a scenario; with a ``seed``, of the case that it draws. Raises NoDemonstration."""
    from simulator.library.plans import load_plan

    assert loaded.scenario is not None
    path = exemplary_file(loaded)
    if look(path) in ("nothing", "folder"):
        raise NoDemonstration(f"'{loaded.scenario.title}' has no exemplary play to watch.")
    plan, findings = load_plan(path, loaded.scenario)
    if plan is None:
        raise NoDemonstration(
            f"The exemplary play of '{loaded.scenario.title}' cannot be read. {findings[0]}"
        )
    setup = Setup(compile_scenario(loaded.scenario), plan.mode, plan.seed if seed is None else seed)
    return Demonstration(Session(setup, lambda record: None), plan)
