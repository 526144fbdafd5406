"""The shape of a scenario as written in YAML.

Shapes are strict and frozen pydantic models. They define which keys and values are allowed where;
``build`` checks what the names mean. ``step_shapes`` and ``simple_step_shapes`` have those of a
script's steps, ``library_shapes`` those of plans, programmes and packs, ``shape_types`` what all of
them share. The published JSON Schema is generated from the shapes: a field's description and a
class's docstring are its documentation in an editor.
"""

from typing import Annotated, Literal

from pydantic import Field

from simulator.language.library_shapes import (
    BetweenActShape,
    FormatPhaseShape,
    FormatShape,
    LiveActShape,
    MeetingShape,
    PackShape,
    PlanShape,
    ProgrammeShape,
)
from simulator.language.shape_types import (
    NAME,
    AnyLine,
    CaseValue,
    Format,
    Id,
    Kind,
    Line,
    ScenarioId,
    Shape,
    Source,
    Text,
    Whole,
)
from simulator.language.simple_step_shapes import (
    EndShape,
    GotoShape,
    InShape,
    OutShape,
    PhaseShape,
    ReflectShape,
    VaryShape,
)
from simulator.language.step_shapes import (
    CueShape,
    IfShape,
    LeaveShape,
    MissedShape,
    OptionShape,
    PassingShape,
    StepShape,
    TimingShape,
)
from simulator.scenario.model import KeyBasis, Level, Mode, Style


class PersonShape(Shape):
    """Somebody in the circle."""

    name: Line = Field(description="The name shown, which may use the case: '{patient}'.")
    role: Literal["presenter", "member", "co-leader", "guest"] = Field(
        description="presenter brings the case, member works on it, "
        "co-leader leads with the trainee, guest is an observer or an interpreter."
    )
    about: AnyLine = Field(default="", description="A few words shown beside the name.")


class AbsentShape(Shape):
    """Somebody spoken about, never in the room."""

    name: Line = Field(description="The name shown, which may use the case: '{patient}'.")
    about: AnyLine = Field(default="", description="A few words shown beside the name.")


class NumberShape(Shape):
    """A bounded whole number of the state."""

    start: Whole = Field(description="The value at the start.")
    min: Whole = Field(description="It never goes below this.")
    max: Whole = Field(description="It never goes above this.")


class ClimateShape(Shape):
    """The three qualities of the group's climate at the start, each 0 to 10."""

    safety: Annotated[int, Field(ge=0, le=10)] = Field(
        default=5, description="How safe it is to speak."
    )
    focus: Annotated[int, Field(ge=0, le=10)] = Field(
        default=5, description="How closely the group keeps to this case."
    )
    depth: Annotated[int, Field(ge=0, le=10)] = Field(
        default=5, description="How far the talk goes below the surface."
    )


class BetweenShape(Shape):
    """One thing the leader might say in live play where no moment calls for it."""

    do: Kind = Field(description="The kind of intervention, from the catalogue.")
    say: Text = Field(description="The words spoken. The trainee reads them and chooses by them.")
    heard: Text | None = Field(default=None, description="A stage direction: how the group reacts.")


class KeyShape(Shape):
    """Where the judgements come from."""

    basis: KeyBasis = Field(
        default="authored",
        description="authored: the judgements are the author's own. panel: a panel made them.",
    )


class ScenarioShape(Shape):
    """A scenario: what it is, who sits in the circle, and the script."""

    scenario: ScenarioId = Field(
        description="The scenario's id, the same as its folder's name: "
        "small letters, digits and hyphens."
    )
    version: Annotated[int, Field(ge=1)] = Field(
        default=1, description="Raise it when you change the text in earnest."
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        default="en", description="The language of the words, such as en or de-CH."
    )
    title: Line = Field(description="The title, as shown in the library.")
    teaser: AnyLine = Field(
        default="", description="One sentence for the library that makes one want to play it."
    )
    level: Level = Field(description="Whom it is for.")
    style: Style = Field(
        description="The house style by which it is judged: "
        "guiding stays with the relationship and invites people to imagine; "
        "analytic keeps silent for long and then draws the threads together."
    )
    format: Format = Field(
        description="The frame in which the group meets: its phases and their minutes. "
        "One of the program's, or a file of your own in a folder formats beside the scenario's."
    )
    minutes: Annotated[int, Field(ge=1, le=600)] | None = Field(
        default=None, description="How long a play takes, about."
    )
    modes: Annotated[list[Mode], Field(min_length=1)] = Field(
        default=["guided", "live"],
        description="How it can be played: guided play pauses at each moment and asks, live play "
        "never pauses. Both unless you say otherwise.",
    )
    objectives: list[Line] = Field(
        default=[], description="What there is to practise here. Shown before play."
    )
    sources: list[Source] = Field(
        default=[],
        description="What the judgements rest on. The debrief names them. An id of the catalogue, "
        "or a source written out, which has a space or a capital letter.",
    )
    content_note: AnyLine = Field(
        default="",
        description="What you would mention to a group beforehand, in a few words. "
        "Shown before play.",
    )
    key: KeyShape = Field(
        default=KeyShape(), description="Who stands behind the judgements: you, or a panel."
    )
    cast: Annotated[dict[Id, PersonShape], Field(min_length=1)] = Field(
        description="Everybody in the circle but the leader, who is the trainee. "
        "The key is written before their lines."
    )
    absent: dict[Id, AbsentShape] = Field(
        default={},
        description="Those who are spoken about and never in the room: "
        "the patient, a wife, a consultant.",
    )
    cases: list[dict[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")], CaseValue]] = (
        Field(
            default=[],
            description="Invented cases for the same dynamics; one is drawn. "
            "Every case has the same keys, of your choice. In English one of them "
            "may be pronouns, such as pronouns: {patient: she, kin: they}.",
        )
    )
    climate: ClimateShape = Field(
        default=ClimateShape(), description="The group's climate at the start."
    )
    state: dict[Annotated[str, Field(pattern=NAME)], bool | NumberShape] = Field(
        default={},
        description="What you keep count of: a yes or no (true, false), "
        "or a number with start, min and max.",
    )
    between: list[BetweenShape] | None = Field(
        default=None,
        description="Lines that live play offers outside moments, at least five. "
        "Without them, it offers wordings of the catalogue.",
    )
    script: Annotated[list[StepShape], Field(min_length=1)] = Field(
        description="The steps, played from top to bottom: "
        "spoken lines, phases, moments and jumps between them."
    )


# Sorted, because the order decides which of two equally similar names is suggested.
FIELDS = sorted(
    {
        field.alias or name
        for shape in (
            ScenarioShape,
            PersonShape,
            BetweenShape,
            NumberShape,
            ClimateShape,
            KeyShape,
            CueShape,
            LeaveShape,
            OptionShape,
            PassingShape,
            MissedShape,
            TimingShape,
            IfShape,
            VaryShape,
            GotoShape,
            EndShape,
            PhaseShape,
            OutShape,
            InShape,
            ReflectShape,
            PlanShape,
            LiveActShape,
            BetweenActShape,
            PackShape,
            MeetingShape,
            ProgrammeShape,
            FormatShape,
            FormatPhaseShape,
        )
        for name, field in shape.model_fields.items()
    }
)
"""Every key that the language knows, for suggestions."""
