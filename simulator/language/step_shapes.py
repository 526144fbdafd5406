"""The shapes of steps that contain steps: branches, and moments with their options.

``StepShape`` is the shape of any step; ``step_tag`` decides by its leading key which one it is.
``simple_step_shapes`` has those that contain no other steps.
"""

from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from simulator.language.shape_types import (
    Credit,
    Effect,
    Goto,
    Id,
    Kind,
    Line,
    Note,
    Rule,
    Set,
    Shape,
    Share,
    Situation,
    Text,
    Twin,
    When,
)
from simulator.language.simple_step_shapes import (
    ChangeShape,
    EndShape,
    GotoShape,
    InShape,
    LabelShape,
    OutShape,
    PhaseShape,
    ReflectShape,
    TurnShape,
    VaryShape,
)


class IfShape(Shape):
    """Two branches, chosen by a condition."""

    if_: str | bool = Field(
        alias="if", description="A condition, such as safety < 4 or did('moment.option')."
    )
    then: list["StepShape"] = Field(description="What happens if the condition holds.")
    else_: list["StepShape"] = Field(
        default=[], alias="else", description="What happens if it does not hold."
    )
    note: Note = ""
    when: When = None


class TimingShape(Shape):
    """What an early, a timely and a late act are worth, as factors of the option's credit."""

    early: Share | None = Field(
        default=None, description="The factor of an early act, 0 to 1; the catalogue's is 0.5."
    )
    timely: Share | None = Field(
        default=None, description="The factor of a timely act, 0 to 1; the catalogue's is 1."
    )
    late: Share | None = Field(
        default=None, description="The factor of a late act, 0 to 1; the catalogue's is 0.5."
    )


# JSON Schema has no field of which one of two is needed; this says it of ``say`` and ``gesture``.
_SAY_OR_GESTURE: dict[str, Any] = {
    "if": {"required": ["gesture"]},
    "then": {"properties": {"say": False}},
    "else": {"required": ["say"]},
}


class OptionShape(Shape):
    """One thing the leader might say or do."""

    model_config = ConfigDict(json_schema_extra=_SAY_OR_GESTURE)

    do: Kind = Field(
        description="The kind of intervention, from the catalogue. It is the option's id as well."
    )
    id: Id | None = Field(
        default=None,
        description="An id of its own, needed if two options of a moment are of the same kind.",
    )
    say: Text | None = Field(
        default=None,
        description="The words spoken. The trainee reads them and chooses by them.",
    )
    # After ``say``, and validated even if it is missing: its validator compares the two.
    gesture: Text | None = Field(
        default=None,
        validate_default=True,
        description="In place of say: something done without words, such as "
        "'You look at Cleo, and wait.'. It is shown as a stage direction.",
    )
    to: str | None = Field(
        default=None, description="The person of the cast whom the words address."
    )
    credit: Credit = Field(
        description="What it is worth, 0 to 1; or a number for each style, "
        "{guiding: 1, analytic: 0.5}."
    )
    why: str = Field(
        default="",
        description="The reason for this credit, shown in the debrief: the part that teaches.",
    )
    breaks: list[Rule] = Field(
        default=[], description="Ground rules that the leader breaks by saying this: the harms."
    )
    effect: Effect = Field(default={})
    set: Set = Field(default={})
    then: list["StepShape"] = Field(default=[], description="What follows upon these words.")
    goto: Goto | None = Field(
        default=None, description="The label at which play continues, after all else."
    )
    after: Annotated[int, Field(ge=1)] = Field(
        default=1,
        description="The option is available once this turn of the moment, counted from 1, "
        "has been spoken.",
    )
    timing: TimingShape | None = Field(
        default=None,
        description="What an early or late act is worth with these words; replaces the moment's.",
    )
    note: Note = ""
    when: When = Field(
        default=None, description="A condition; the option is offered only if it holds."
    )

    @field_validator("gesture")
    @classmethod
    def _say_or_gesture(cls, gesture: str | None, info: ValidationInfo) -> str | None:
        # ``say`` is not in the data if it is invalid; then that has been reported.
        if "say" in info.data and (info.data["say"] is None) == (gesture is None):
            kind = "no_words" if gesture is None else "two_wordings"
            raise PydanticCustomError(kind, "either say or gesture")
        return gesture


class PassingShape(Shape):
    """What happens when the moment passes and nobody acts."""

    credit: Credit | None = Field(
        default=None,
        description="What letting it pass is worth, 0 to 1: in a cue 0 unless you say otherwise, "
        "in a leave 1.",
    )
    why: str = Field(
        default="",
        description="What came of it, or the reason for the credit; shown in the debrief.",
    )
    effect: Effect = Field(default={})
    set: Set = Field(default={})
    then: list["StepShape"] = Field(default=[], description="What follows.")
    goto: Goto | None = Field(
        default=None, description="The label at which play continues, after all else."
    )


class MissedShape(PassingShape):
    """What happens when a cue passes and the leader does not act."""

    by: str | None = Field(
        default=None,
        description="The person of the cast who does the leader's work here. "
        "The debrief then counts the moment as left to others.",
    )


class MomentShape(Shape):
    """What cues and leaves share."""

    title: Line | None = Field(
        default=None,
        description="What the debrief calls this moment; the situation's name unless you say "
        "otherwise.",
    )
    aim: Line | None = Field(
        default=None,
        description="What a leader should try for here; the situation's aim unless you say "
        "otherwise.",
    )
    about: str = Field(
        default="",
        description="What is going on here, in a sentence. Shown in the debrief, not during play.",
    )
    situation: Situation | None = Field(
        default=None, description="Which of the catalogue's hard moments this is."
    )
    rules: list[Rule] = Field(
        default=[], description="The ground rules at stake; the debrief counts by them."
    )
    turns: Annotated[list[TurnShape], Field(min_length=1)] = Field(
        description="What is said, one line after another. After each the leader may act."
    )
    options: Annotated[list[OptionShape], Field(min_length=1)] = Field(
        description="What the leader may say. Waiting is always possible and needs no entry."
    )
    weight: Annotated[float, Field(gt=0, le=10)] = Field(
        default=1, description="How much the moment counts beside the others."
    )
    mends: Id | None = Field(
        default=None,
        description="An earlier moment: this one gives back at most what was lost there.",
    )
    twin: Twin | None = Field(
        default=None,
        description="A moment with the same lines in which another act is best: "
        "its id, or SCENARIO.MOMENT in another scenario.",
    )
    timing: TimingShape | None = Field(
        default=None,
        description="What early and late acts are worth here; the catalogue's factors unless you "
        "say otherwise. It has no effect in a leave.",
    )
    note: Note = ""
    when: When = None


class CueShape(MomentShape):
    """A moment that calls for the leader."""

    cue: Id = Field(
        description="The moment's id. Plays and conditions name it, so do not change it later."
    )
    ripe: Annotated[int, Field(ge=1)] = Field(
        default=1,
        description="Acting before this turn (counted from 1) has been spoken is early. "
        "Guided play asks after it; if the leader speaks then, the later turns are not heard.",
    )
    late: Annotated[int, Field(ge=1)] | None = Field(
        default=None,
        description="Acting after a later turn than this one is late. "
        "The last turn unless you say otherwise.",
    )
    # A factory: pydantic cannot make a MissedShape here, before ``StepShape`` is defined.
    missed: MissedShape = Field(
        default_factory=lambda: MissedShape(),
        description="What happens when all turns were spoken and nobody acted.",
    )


class LeaveShape(MomentShape):
    """A moment best left alone."""

    leave: Id = Field(
        description="The moment's id. Plays and conditions name it, so do not change it later."
    )
    ask: Annotated[int, Field(ge=1)] | None = Field(
        default=None,
        description="Guided play asks after this turn, counted from 1. "
        "The last turn unless you say otherwise.",
    )
    waited: PassingShape = Field(
        default_factory=lambda: PassingShape(),
        description="What happens if the leader says nothing.",
    )


AnyMomentShape = CueShape | LeaveShape


def moment_id(moment: AnyMomentShape) -> str:
    """Return the id of a moment, which is the value of its leading key."""
    return moment.leave if isinstance(moment, LeaveShape) else moment.cue


# In order of precedence: if a step has several of these keys, the first decides.
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
    "out": "out",
    "in": "in",
    "reflect": "reflect",
}
HEADS = tuple(_HEADS)
"""The keys that say what a step is; any other is a speaker."""


def step_tag(step: Any) -> str:
    """Return the tag of a step's shape by its leading key.

    A tag is in brackets, so that it cannot be mistaken for a key in pydantic's error locations.
    """
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
    | Annotated[EndShape, Tag("(end)")]
    | Annotated[OutShape, Tag("(out)")]
    | Annotated[InShape, Tag("(in)")]
    | Annotated[ReflectShape, Tag("(reflect)")],
    Discriminator(step_tag),
]

# These contain steps, and were defined before ``StepShape``.
IfShape.model_rebuild()
OptionShape.model_rebuild()
PassingShape.model_rebuild()
MissedShape.model_rebuild()
CueShape.model_rebuild()
LeaveShape.model_rebuild()
