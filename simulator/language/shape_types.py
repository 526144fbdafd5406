"""The field types that the shapes of all files share, and the base class of the shapes."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from simulator.scenario.model import Style

ID = r"^[a-z0-9][a-z0-9_-]*$"
NAME = r"^[a-z_][a-z0-9_]*$"
WRITTEN_OUT = r"[\sA-Z]|[^\x00-\x7f]"
"""What a source has that is no id; ``is_written_out`` is exact about capital letters."""

Id = Annotated[str, Field(pattern=ID, max_length=64)]
# Stricter than other ids, because it is also the name of a folder.
ScenarioId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
# A moment of this scenario, or SCENARIO.MOMENT for one of another scenario.
# 129 characters are two ids of 64 and the full stop between them.
Twin = Annotated[
    str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*\.)?[a-z0-9][a-z0-9_-]*$", max_length=129)
]
Text = Annotated[str, Field(min_length=1)]
AnyLine = Annotated[str, AfterValidator(lambda text: " ".join(text.split()))]
"""A one-line text, such as a title in the library or the debrief; white space is folded."""
# Measured after folding, so a line of spaces alone is too short.
Line = Annotated[AnyLine, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Credit = Share | Annotated[dict[Style, Share], Field(min_length=1)]
Note = Annotated[
    str, Field(description="For colleagues who read the scenario. Never shown in play.")
]
# A case has texts, and under ``pronouns`` the pronouns of people; ``build`` tells them apart.
CaseValue = AnyLine | int | float | dict[str, str]
# Bounded, so that no sum or product in a play grows to a size that takes time.
Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
TruthOrWhole = bool | Whole
Seconds = Annotated[int, Field(ge=10, le=600)]
Minute = Annotated[int, Field(ge=0, le=600)]
When = Annotated[
    str | bool | None, Field(description="A condition; if it does not hold, this is skipped.")
]


def _listed(catalogue: str, or_else: str = "") -> Any:
    """Mark a field as an id from a list of the catalogue; ``schema`` then adds the list's ids.

    With ``or_else``, a text that matches this pattern is allowed as well.
    """
    extra: dict[str, Any] = {"catalogue": catalogue}
    if or_else:
        extra["or_else"] = or_else
    return Field(json_schema_extra=extra)


Rule = Annotated[str, _listed("rules")]
Kind = Annotated[str, _listed("kinds")]
Situation = Annotated[str, _listed("situations")]
# A source may also be written out, and a format may be the author's own.
Source = Annotated[str, _listed("sources", or_else=WRITTEN_OUT)]
Format = Annotated[str, _listed("formats", or_else=ID)]
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


# Defaults such as ``[]`` and ``{}`` are safe in shapes: pydantic copies them for every instance.
class Shape(BaseModel):
    """Base of all shapes: unknown keys are refused, values are not converted, and it is frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)
