"""The texts that a learner reads before a play begins, for both front ends."""

from dataclasses import dataclass

from simulator.engine.setup import drawn_names
from simulator.messages import say
from simulator.practice.programmes import Part
from simulator.render.names import phase_name
from simulator.scenario.model import Scenario

REVIEW = "leadership-review"
"""The phase of a format that is the leader's own debrief."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the circle: their name and role, and a short description, which may be empty."""

    name_and_role: str
    about: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the meeting: its name, its length in minutes, and a note, which may be empty."""

    name: str
    minutes: int
    note: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The texts of a briefing; optional ones may be empty.

    ``style`` says what leading in the scenario's house style means. ``length`` has the minutes of
    playing, if the scenario states them, and the seed.
    """

    title: str
    teaser: str
    content_note: str
    people: tuple[Person, ...]
    frame: str
    phases: tuple[Phase, ...]
    objectives: tuple[str, ...]
    style: str
    length: str


def briefing(scenario: Scenario, seed: int) -> Briefing:
    """Return the briefing of a scenario, with the names that this seed draws."""
    return Briefing(
        title=scenario.title,
        teaser=scenario.teaser,
        content_note=scenario.content_note,
        people=tuple(_people(scenario, seed)),
        frame=scenario.format.name,
        phases=tuple(_phases(scenario)),
        objectives=tuple(scenario.objectives),
        style=say(f"briefing.style_{scenario.style}"),
        length=_length(scenario, seed),
    )


def programme_text(part: Part) -> str:
    """Return how a session of a programme is played, and that its debrief comes before the next."""
    return " ".join(
        (
            say("briefing.programme", count=len(part.programme.meetings)),
            say(f"briefing.programme_{part.mode}"),
            say(f"briefing.programme_{part.feedback}"),
        )
    )


def _people(scenario: Scenario, seed: int) -> list[Person]:
    # Drawn before there is a play: they are the names that a play of this seed will have.
    names = drawn_names(scenario, seed)
    people = []
    for person in scenario.cast.values():
        role = say(f"briefing.role_{person.role}")
        name = say("briefing.person", name=names[person.id], role=role)
        people.append(Person(name, person.about.fill(names)))
    return people


def _phases(scenario: Scenario) -> list[Phase]:
    phases = []
    for phase in scenario.format.phases:
        note = say("briefing.your_debrief") if phase.phase == REVIEW else ""
        phases.append(Phase(phase_name(phase.phase), phase.minutes, note))
    return phases


def _length(scenario: Scenario, seed: int) -> str:
    shown = say("briefing.seed", seed=seed)
    if scenario.minutes:
        return f"{say('briefing.minutes', count=scenario.minutes)} {shown}"
    return shown
