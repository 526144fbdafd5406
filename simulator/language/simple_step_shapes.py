"""The shapes of steps that contain no other steps: turns, phases, jumps, changes and so on."""

from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.language.shape_types import (
    Effect,
    Goto,
    Id,
    Minute,
    Note,
    Phase,
    Rule,
    Seconds,
    Set,
    Shape,
    Text,
    When,
)

BESIDE_SPEAKER = ("breaks", "when", "seconds", "note")
"""The keys of a spoken line that are not its speaker."""

SPEAKERS = ("leader", "silence", "aside", "coach")
"""What a spoken line may begin with, besides the people of the cast."""


class TurnShape(Shape):
    """Something heard or seen: ``SPEAKER: text``, ``leader:``, ``aside:`` and others."""

    speaker: str = Field(
        description="Who speaks: a person of the cast, leader, silence, aside or coach."
    )
    text: Text = Field(description="What is heard or seen.")
    breaks: list[Rule] = Field(
        default=[], description="Ground rules that this speaker breaks. Nobody is judged by it."
    )
    seconds: Seconds | None = Field(
        default=None,
        description="How long a silence lasts, 10 to 600 seconds. "
        "Full-screen live play shows it passing, shortened to at most six seconds.",
    )
    note: Note = ""
    when: When = None

    @model_validator(mode="before")
    @classmethod
    def _speaker_is_the_key(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        # The first key is the speaker. Further ones stay, and are reported as unknown keys.
        speakers = [key for key in data if key not in BESIDE_SPEAKER]
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
    clock: Minute | None = Field(
        default=None,
        description="The minute of the meeting at which the phase begins; "
        "the format's unless you say otherwise.",
    )
    note: Note = ""
    when: When = None


class LabelShape(Shape):
    """A name that a goto can jump to."""

    label: Id = Field(description="The label's name. Labels belong at the top level of the script.")
    note: Note = ""
    when: When = Field(
        default=None,
        description="Has no effect: a label is only a name and cannot be skipped.",
    )


class GotoShape(Shape):
    """A jump to a label, forward or back."""

    goto: Goto
    note: Note = ""
    when: When = None


class EndShape(Shape):
    """The meeting ends; the text is the leader's last line."""

    end: Text | None = Field(
        description="The leader's last line; empty if the meeting ends without a word."
    )
    note: Note = ""
    when: When = None


class ChangeShape(Shape):
    """A change of climate or state: ``effect`` adds, ``set`` assigns."""

    effect: Effect = Field(default={})
    set: Set = Field(default={})
    note: Note = ""
    when: When = None


class OutShape(Shape):
    """Somebody leaves the circle; the seat is empty until they come back."""

    out: str = Field(description="The person of the cast who leaves.")
    text: Text | None = Field(
        default=None, description="A stage direction: what is seen when the person leaves."
    )
    note: Note = ""
    when: When = None


class InShape(Shape):
    """Somebody who left the circle comes back."""

    in_: str = Field(alias="in", description="The person of the cast who comes back.")
    text: Text | None = Field(
        default=None, description="A stage direction: what is seen when the person comes back."
    )
    note: Note = ""
    when: When = None


class ReflectShape(Shape):
    """A question to oneself, answered in free text. It may be skipped and is never scored."""

    reflect: Text = Field(
        description="The question. Guided play asks it here, live play before the debrief."
    )
    note: Note = ""
    when: When = None


class VaryShape(Shape):
    """Alternatives of which the seed draws one; each is a list of plain turns."""

    vary: Annotated[list[Annotated[list[TurnShape], Field(min_length=1)]], Field(min_length=1)] = (
        Field(
            description="The wordings: a list of lists of spoken lines. "
            "They change the words and never the course."
        )
    )
    note: Note = ""
    when: When = None
