"""The shapes of scenarios, play plans, programmes and packs as written in YAML.

The shapes are strict and frozen pydantic models. They define which keys and values are allowed
where; ``build`` checks what the names mean. The published JSON Schema is generated from them: a
field's description and a class's docstring are its documentation in an editor.
"""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.scenario.model import SEED_RANGE, KeyBasis, Level, Style

ID = r"^[a-z0-9][a-z0-9_-]*$"
NAME = r"^[a-z_][a-z0-9_]*$"

Id = Annotated[str, Field(pattern=ID, max_length=64)]
# Stricter than other ids, because it is also the name of a folder.
ScenarioId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, Field(min_length=1)]
AnyLine = Annotated[str, AfterValidator(lambda text: " ".join(text.split()))]
"""A one-line text, such as a title in the library or the debrief; white space is folded."""
Line = Annotated[AnyLine, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Credit = Share | Annotated[dict[Style, Share], Field(min_length=1)]
Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
TruthOrWhole = bool | Whole
When = Annotated[
    str | bool | None, Field(description="A condition; if it does not hold, this is skipped.")
]


def _listed(catalogue: str) -> Any:
    """Mark a field as an id from a list of the catalogue; ``schema`` then adds the list's ids."""
    return Field(json_schema_extra={"catalogue": catalogue})


Rule = Annotated[str, _listed("rules")]
Kind = Annotated[str, _listed("kinds")]
Situation = Annotated[str, _listed("situations")]
Source = Annotated[str, _listed("sources")]
Format = Annotated[str, _listed("formats")]
Phase = Annotated[str, _listed("phases")]

Effect = Annotated[
    dict[str, Whole],
    Field(
        description="Whole numbers added to climate or state, such as {safety: +1}. "
        "They stop at the bounds."
    ),
]
Set = Annotated[
    dict[str, TruthOrWhole],
    Field(
        description="New values of climate or state, such as {told: true}. They come after effect."
    ),
]
Goto = Annotated[str, Field(description="The label at which play continues.")]


class Shape(BaseModel):
    """Base of all shapes: unknown keys are refused, values are not converted, and it is frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class TurnShape(Shape):
    """Something heard or seen: ``SPEAKER: text``, ``leader:``, ``silence:`` or ``aside:``."""

    speaker: str = Field(description="Who speaks: a person of the cast, leader, silence or aside.")
    text: Text = Field(description="What is heard or seen.")
    breaks: list[Rule] = Field(
        default=[], description="Ground rules that this speaker breaks. Nobody is judged by it."
    )
    when: When = None

    @model_validator(mode="before")
    @classmethod
    def _speaker_is_the_key(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        # The first key is the speaker. Further ones stay, and are reported as unknown keys.
        speakers = [key for key in data if key not in ("breaks", "when")]
        if not speakers:
            return data
        rest = {key: value for key, value in data.items() if key != speakers[0]}
        # In the file these two would be names of people, not the fields of this shape.
        if not rest.keys().isdisjoint(("speaker", "text")):
            raise PydanticCustomError("two_lines", "one speaker and one text")
        return {"speaker": speakers[0], "text": data[speakers[0]], **rest}


class PhaseShape(Shape):
    """The meeting enters a phase of its format."""

    phase: Phase = Field(
        description="The phase that begins here. It is one of the format's, "
        "and in the format's order."
    )
    when: When = None


class LabelShape(Shape):
    """A name that a goto can jump to."""

    label: Id = Field(description="The label's name. Labels belong at the top level of the script.")
    when: When = Field(
        default=None,
        description="Has no effect: a label is only a name and cannot be skipped.",
    )


class GotoShape(Shape):
    """A jump to a label, forward or back."""

    goto: Goto
    when: When = None


class EndShape(Shape):
    """The meeting ends; the text is the leader's last line."""

    end: Text | None = Field(
        description="The leader's last line; empty if the meeting ends without a word."
    )
    when: When = None


class ChangeShape(Shape):
    """A change of climate or state: ``effect`` adds, ``set`` assigns."""

    effect: Effect = {}
    set: Set = {}
    when: When = None


class VaryShape(Shape):
    """Alternatives of which the seed draws one; each is a list of plain turns."""

    vary: Annotated[list[Annotated[list[TurnShape], Field(min_length=1)]], Field(min_length=1)] = (
        Field(
            description="The wordings: a list of lists of spoken lines. "
            "They change the words and never the course."
        )
    )
    when: When = None


class IfShape(Shape):
    """Two branches, chosen by a condition."""

    if_: str | bool = Field(
        alias="if", description="A condition, such as safety < 4 or did('moment.option')."
    )
    then: list["StepShape"] = Field(description="What happens if the condition holds.")
    else_: list["StepShape"] = Field(
        default=[], alias="else", description="What happens if it does not hold."
    )
    when: When = None


class OptionShape(Shape):
    """One thing the leader might say."""

    do: Kind = Field(
        description="The kind of intervention, from the catalogue. It is the option's id as well."
    )
    id: Id | None = Field(
        default=None,
        description="An id of its own, needed if two options of a moment are of the same kind.",
    )
    say: Text = Field(description="The words spoken. The trainee reads them and chooses by them.")
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
    effect: Effect = {}
    set: Set = {}
    then: list["StepShape"] = Field(default=[], description="What follows upon these words.")
    goto: Goto | None = Field(
        default=None, description="The label at which play continues, after all else."
    )
    when: When = Field(
        default=None, description="A condition; the option is offered only if it holds."
    )


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
    effect: Effect = {}
    set: Set = {}
    then: list["StepShape"] = Field(default=[], description="What follows.")
    goto: Goto | None = Field(
        default=None, description="The label at which play continues, after all else."
    )


class MomentShape(Shape):
    """What cues and leaves share."""

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
    when: When = None


class CueShape(MomentShape):
    """A moment that calls for the leader."""

    cue: Id = Field(
        description="The moment's id. Plays and conditions name it, so do not change it later."
    )
    ripe: Annotated[int, Field(ge=1)] = Field(
        default=1,
        description="Acting before this turn (counted from 1) has been spoken is early. "
        "Guided play asks after it.",
    )
    late: Annotated[int, Field(ge=1)] | None = Field(
        default=None,
        description="Acting after a later turn than this one is late. "
        "The last turn unless you say otherwise.",
    )
    # A factory: pydantic cannot make a PassingShape here, before ``StepShape`` is defined.
    missed: PassingShape = Field(
        default_factory=lambda: PassingShape(),
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
    | Annotated[EndShape, Tag("(end)")],
    Discriminator(step_tag),
]


class PersonShape(Shape):
    """Somebody in the circle."""

    name: Line = Field(description="The name shown, which may use the case: '{patient}'.")
    role: Literal["presenter", "member", "co-leader"] = Field(
        description="presenter brings the case, member works on it, "
        "co-leader leads with the trainee."
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
        description="The frame in which the group meets: its phases and their minutes."
    )
    minutes: Annotated[int, Field(ge=1, le=600)] | None = Field(
        default=None, description="How long a play takes, about."
    )
    objectives: list[Line] = Field(
        default=[], description="What there is to practise here. Shown before play."
    )
    sources: list[Source] = Field(
        default=[], description="What the judgements rest on. The debrief names them."
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
    cases: list[
        dict[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")], AnyLine | int | float]
    ] = Field(
        default=[],
        description="Invented cases for the same dynamics; one is drawn. "
        "Every case has the same keys, of your choice.",
    )
    climate: ClimateShape = Field(
        default=ClimateShape(), description="The group's climate at the start."
    )
    state: dict[Annotated[str, Field(pattern=NAME)], bool | NumberShape] = Field(
        default={},
        description="What you keep count of: a yes or no (true, false), "
        "or a number with start, min and max.",
    )
    script: Annotated[list[StepShape], Field(min_length=1)] = Field(
        description="The steps, played from top to bottom: "
        "spoken lines, phases, moments and jumps between them."
    )


class LiveActShape(Shape):
    """One act of a live plan: in this moment, after this turn, this option."""

    moment: str = Field(description="The moment in which the leader acts.")
    after: Annotated[int, Field(ge=1)] = Field(
        description="The turn after which the leader acts, counted from 1."
    )
    act: str = Field(description="The option taken.")


class RangeShape(Shape):
    """A number that is expected to be between two others."""

    min: float | None = Field(default=None, description="No less than this.")
    max: float | None = Field(default=None, description="No more than this.")


class PlanShape(Shape):
    """A plan in ``plays/``: what a leader does, and the expected result."""

    play: Id = Field(description="The play's id, the same as its file's name.")
    mode: Literal["guided", "live"] = Field(
        default="guided", description="guided pauses and asks; live never pauses."
    )
    seed: int = Field(
        default=1,
        ge=SEED_RANGE[0],
        le=SEED_RANGE[-1],
        description="Draws the case, the wording and the order of options.",
    )
    about: str = Field(default="", description="What sort of leader this is, in a sentence.")
    acts: dict[str, str] | list[LiveActShape] = Field(
        default={},
        description="guided: each moment with its option or wait. "
        "live: a list of {moment, after, act}.",
    )
    otherwise: str | None = Field(
        default=None, description="What is done in moments that acts does not name, usually wait."
    )
    expect: dict[str, float | RangeShape] = Field(
        default={},
        description="Expected numbers, such as {percent: 100, harms: 0}, "
        "or bounds, {min: 20, max: 45}.",
    )


class MeetingShape(Shape):
    """One session of a programme: which scenario, and how it is played."""

    scenario: ScenarioId = Field(description="The id of the scenario.")
    mode: Literal["guided", "live"] = Field(
        default="guided", description="guided pauses and asks; live never pauses."
    )
    feedback: Literal["now", "end"] = Field(
        default="now", description="Reasons after each choice, or only in the debrief."
    )


class ProgrammeShape(Shape):
    """A programme: scenarios in an order."""

    programme: ScenarioId = Field(description="The programme's id, the same as its file's name.")
    title: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        description="What the programme is called."
    )
    about: Annotated[str, Field(max_length=2_000)] = Field(
        default="", description="What it is, in a few sentences."
    )
    format: Format = Field(description="The frame of the whole; a file in scenarios/formats/.")
    sessions: Annotated[list[MeetingShape], Field(min_length=1, max_length=50)] = Field(
        description="The scenarios in their order, such as "
        "{scenario: an-id, mode: live, feedback: end}."
    )


class PackShape(Shape):
    """A pack's ``pack.yaml``: the pack's name and author."""

    pack: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)] = Field(
        description="The pack's id: small letters, digits and hyphens. "
        "A newer pack of the same id replaces the older one."
    )
    title: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        description="What the pack is called."
    )
    author: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        description="Who made it, shown before an install."
    )
    about: Annotated[str, Field(max_length=2_000)] = Field(
        default="", description="What it is for, in a few sentences."
    )


# These contain steps, and were defined before ``StepShape``.
IfShape.model_rebuild()
OptionShape.model_rebuild()
PassingShape.model_rebuild()
CueShape.model_rebuild()
LeaveShape.model_rebuild()
ScenarioShape.model_rebuild()

# Sorted, because the order decides which of two equally similar names is suggested.
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
            PackShape,
            MeetingShape,
            ProgrammeShape,
        )
        for name, field in shape.model_fields.items()
    }
)
"""Every key that the language knows, for suggestions."""
