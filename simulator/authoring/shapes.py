"""The shapes of a scenario, a play plan and a programme as they are written: pydantic models, strict and frozen.

They say what may stand where; what the names mean is checked in ``build``. The published JSON Schema comes from these same
models. A field's description is its documentation in an editor.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

ID = r"^[a-z0-9][a-z0-9_-]*$"
NAME = r"^[a-z_][a-z0-9_]*$"

Id = Annotated[str, Field(pattern=ID, max_length=64)]
Text = Annotated[str, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Credit = Share | Annotated[dict[Literal["guiding", "analytic"], Share], Field(min_length=1)]
Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
TruthOrWhole = bool | Whole
When = Annotated[str | bool | None, Field(description="A condition; the step is skipped where it does not hold.")]


class Shape(BaseModel):
    """What all shapes share: nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class TurnShape(Shape):
    """Something heard or seen: ``SPEAKER: text``, ``leader:``, ``silence:`` or ``aside:``."""

    speaker: str
    text: Text
    breaks: list[str] = Field(default=[], description="Ground rules this speaker breaks.")
    when: When = None

    @model_validator(mode="before")
    @classmethod
    def _speaker_is_the_key(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        speakers = [key for key in data if key not in ("breaks", "when")]
        if not speakers:
            return data
        rest = {key: value for key, value in data.items() if key != speakers[0]}
        if not rest.keys().isdisjoint(("speaker", "text")):
            raise PydanticCustomError("two_lines", "one speaker and one text")
        return {"speaker": speakers[0], "text": data[speakers[0]], **rest}


class PhaseShape(Shape):
    """The meeting enters a phase of its format."""

    phase: str
    when: When = None


class LabelShape(Shape):
    """A name that a goto can jump to."""

    label: Id
    when: When = Field(default=None, description="Changes nothing: a label is a name, and nothing that could be skipped.")


class GotoShape(Shape):
    """A jump to a label, forward or back."""

    goto: str
    when: When = None


class EndShape(Shape):
    """The meeting ends; the text is the leader's last line."""

    end: Text | None
    when: When = None


class ChangeShape(Shape):
    """A change of climate or state: ``effect`` adds, ``set`` assigns."""

    effect: dict[str, Whole] = Field(default={}, description="Whole numbers added to climate or state.")
    set: dict[str, TruthOrWhole] = Field(default={}, description="New values of climate or state.")
    when: When = None


class VaryShape(Shape):
    """Alternatives of which the seed draws one; each is a list of plain turns."""

    vary: Annotated[list[Annotated[list[TurnShape], Field(min_length=1)]], Field(min_length=1)]
    when: When = None


class IfShape(Shape):
    """Two ways on, chosen by a condition."""

    if_: str | bool = Field(alias="if")
    then: list["StepShape"]
    else_: list["StepShape"] = Field(default=[], alias="else")
    when: When = None


class OptionShape(Shape):
    """One thing the leader might say."""

    do: str = Field(description="An intervention kind from the catalogue.")
    id: Id | None = Field(default=None, description="Needed where two options of a moment share a kind.")
    say: Text = Field(description="The words spoken.")
    credit: Credit = Field(description="0 to 1, or one number for each style.")
    why: str = Field(default="", description="The reason for this credit, shown in the debrief.")
    breaks: list[str] = Field(default=[], description="Ground rules that the leader breaks by saying this.")
    effect: dict[str, Whole] = {}
    set: dict[str, TruthOrWhole] = {}
    then: list["StepShape"] = []
    goto: str | None = None
    when: When = None


class PassingShape(Shape):
    """What happens when the moment passes and nobody acts."""

    credit: Credit | None = None
    why: str = ""
    effect: dict[str, Whole] = {}
    set: dict[str, TruthOrWhole] = {}
    then: list["StepShape"] = []
    goto: str | None = None


class MomentShape(Shape):
    """What cues and leaves share."""

    about: str = Field(default="", description="What is going on, shown in the debrief.")
    situation: str | None = Field(default=None, description="Which of the catalogue's hard moments this is.")
    rules: list[str] = Field(default=[], description="Ground rules at stake.")
    turns: Annotated[list[TurnShape], Field(min_length=1)]
    options: Annotated[list[OptionShape], Field(min_length=1)]
    weight: Annotated[float, Field(gt=0, le=10)] = 1
    when: When = None


class CueShape(MomentShape):
    """A moment that calls for the leader."""

    cue: Id
    ripe: Annotated[int, Field(ge=1)] = Field(default=1, description="Acting before this turn has been spoken is early.")
    late: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Acting after this turn is late.")
    missed: PassingShape = Field(default_factory=lambda: PassingShape())


class LeaveShape(MomentShape):
    """A moment best left alone."""

    leave: Id
    ask: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Guided play asks after this turn.")
    waited: PassingShape = Field(default_factory=lambda: PassingShape())


_HEADS = {
    "phase": "phase",
    "cue": "cue",
    "leave": "leave",
    "if": "if",
    "vary": "vary",
    "label": "label",
    "goto": "goto",
    "effect": "change",
    "set": "change",
    "end": "end",
}
HEADS = tuple(_HEADS)
"""The keys that say what a step is; any other is a speaker."""


def step_tag(step: Any) -> str:
    """Say which shape a step has by its leading key; tags stand in brackets so that they can be told from keys."""
    if isinstance(step, dict):
        for head, tag in _HEADS.items():
            if head in step:
                return f"({tag})"
    return "(turn)"


StepShape = Annotated[
    Annotated[TurnShape, Tag("(turn)")]
    | Annotated[PhaseShape, Tag("(phase)")]
    | Annotated[CueShape, Tag("(cue)")]
    | Annotated[LeaveShape, Tag("(leave)")]
    | Annotated[IfShape, Tag("(if)")]
    | Annotated[VaryShape, Tag("(vary)")]
    | Annotated[LabelShape, Tag("(label)")]
    | Annotated[GotoShape, Tag("(goto)")]
    | Annotated[ChangeShape, Tag("(change)")]
    | Annotated[EndShape, Tag("(end)")],
    Discriminator(step_tag),
]


class PersonShape(Shape):
    """Somebody in the circle."""

    name: Text
    role: Literal["presenter", "member", "co-leader"]
    about: str = ""


class AbsentShape(Shape):
    """Somebody spoken about, never in the room."""

    name: Text
    about: str = ""


class NumberShape(Shape):
    """A bounded whole number of the state."""

    start: Whole
    min: Whole
    max: Whole


class ClimateShape(Shape):
    """The three qualities of the group's climate at the start, each 0 to 10."""

    safety: Annotated[int, Field(ge=0, le=10)] = 5
    focus: Annotated[int, Field(ge=0, le=10)] = 5
    depth: Annotated[int, Field(ge=0, le=10)] = 5


class KeyShape(Shape):
    """Where the judgements come from."""

    basis: Literal["authored", "panel"] = "authored"


class ScenarioShape(Shape):
    """A scenario: what it is, who sits in the circle, and the script."""

    scenario: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
    version: Annotated[int, Field(ge=1)] = 1
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    title: Text
    teaser: str = ""
    level: Literal["foundation", "developing", "advanced"]
    style: Literal["guiding", "analytic"]
    format: str = Field(description="A file in scenarios/formats/.")
    minutes: Annotated[int, Field(ge=1, le=600)] | None = Field(default=None, description="Expected playing time.")
    objectives: list[Text] = []
    sources: list[str] = Field(default=[], description="Ids from the catalogue's list of sources.")
    content_note: str = Field(default="", description="Shown before play.")
    key: KeyShape = KeyShape()
    cast: Annotated[dict[Id, PersonShape], Field(min_length=1)]
    absent: dict[Id, AbsentShape] = {}
    cases: list[dict[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")], str | int | float]] = []
    climate: ClimateShape = ClimateShape()
    state: dict[Annotated[str, Field(pattern=NAME)], bool | NumberShape] = {}
    script: Annotated[list[StepShape], Field(min_length=1)]


class LiveActShape(Shape):
    """One act of a live plan: in this moment, after this turn, this option."""

    moment: str
    after: Annotated[int, Field(ge=1)]
    act: str


class RangeShape(Shape):
    """A number that is expected to lie between two others."""

    min: float | None = None
    max: float | None = None


class PlanShape(Shape):
    """A plan in ``plays/``: what a leader does, and what is expected to come of it."""

    play: Id
    mode: Literal["guided", "live"] = "guided"
    seed: int = 1
    about: str = ""
    acts: dict[str, str] | list[LiveActShape] = {}
    otherwise: str | None = None
    expect: dict[str, float | RangeShape] = {}


IfShape.model_rebuild()
OptionShape.model_rebuild()
PassingShape.model_rebuild()
CueShape.model_rebuild()
LeaveShape.model_rebuild()
ScenarioShape.model_rebuild()

FIELDS = sorted(
    {
        field.alias or name
        for shape in (
            ScenarioShape,
            PersonShape,
            NumberShape,
            ClimateShape,
            KeyShape,
            CueShape,
            LeaveShape,
            OptionShape,
            PassingShape,
            IfShape,
            VaryShape,
            GotoShape,
            EndShape,
            PlanShape,
            LiveActShape,
        )
        for name, field in shape.model_fields.items()
    }
)
"""Every key that the language knows, for suggestions."""
