"""The shapes of what a library has beside scenarios: play plans, programmes and packs."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from simulator.language.shape_types import (
    AnyLine,
    Format,
    Id,
    Line,
    Phase,
    ScenarioId,
    Shape,
    Source,
)
from simulator.scenario.catalogue import Basis
from simulator.scenario.model import SEED_RANGE
from simulator.scenario.panel import FEWEST_MEMBERS, Decision, Rating


class LiveActShape(Shape):
    """One act of a live plan in a moment: after this turn, this option."""

    moment: str = Field(description="The moment in which the leader acts.")
    after: Annotated[int, Field(ge=1)] = Field(
        description="The turn after which the leader acts, counted from 1."
    )
    act: str = Field(
        description="The option taken; or let-go: the leader begins to speak and lets it go."
    )


class BetweenActShape(Shape):
    """One act of a live plan outside moments."""

    turn: Annotated[int, Field(ge=1)] = Field(
        description="The turn of the whole play after which the leader acts, counted from 1."
    )
    act: str = Field(
        description="The intervention kind of what is said, in the first such line of 'between' or "
        "of the catalogue; or let-go: the leader begins to speak and lets it go."
    )


def _tag_of_act(act: Any) -> str:
    """Return which shape an act of a live plan has."""
    # In brackets for the same reason as the tags of ``step_tag``.
    return "(between)" if isinstance(act, dict) and "turn" in act else "(act)"


AnyActShape = Annotated[
    Annotated[LiveActShape, Tag("(act)")] | Annotated[BetweenActShape, Tag("(between)")],
    Discriminator(_tag_of_act),
]


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
    acts: dict[str, str] | list[AnyActShape] = Field(
        default={},
        description="guided: each moment with its option or wait. "
        "live: a list of {moment, after, act}, and of {turn, act} outside moments.",
    )
    otherwise: str | None = Field(
        default=None, description="What is done in moments that acts does not name, usually wait."
    )
    expect: dict[str, float | RangeShape] = Field(
        default={},
        description="Expected numbers, such as {percent: 100, harms: 0}, "
        "or bounds, {min: 20, max: 45}.",
    )


Count = Annotated[int, Field(ge=1, le=10_000)]
"""How many members of a panel did something."""


class PanelReasonShape(Shape):
    """A member's reason for a mark, or for the decision to speak or to wait."""

    line: str = Field(
        default="",
        description="The option, or wait, that the reason is about; without it, the decision.",
    )
    mark: Rating | Decision | None = Field(
        default=None, description="The mark of that line; without a line, speak or wait."
    )
    says: Annotated[Line, Field(min_length=1, max_length=2_000)] = Field(
        description="The reason, in the member's words and without names."
    )


class PanelMomentShape(Shape):
    """What a panel marked in one moment."""

    choice: dict[Decision, Count] = Field(
        default={}, description="How many members would speak here, and how many would wait."
    )
    lines: dict[str, dict[Rating, Count]] = Field(
        default={},
        description="For each option, and for wait, how many members gave it which mark: "
        "-2 to 2, or never.",
    )
    reasons: Annotated[list[PanelReasonShape], Field(max_length=1_000)] = Field(
        default=[], description="The members' reasons, without names and in no order."
    )


class PanelShape(Shape):
    """A panel beside a scenario (panel.yaml), which balint-sim panel writes."""

    panel: ScenarioId = Field(description="The id of the scenario that was marked.")
    version: Annotated[int, Field(ge=1)] = Field(description="The version that was marked.")
    lines: Annotated[str, Field(pattern=r"^[a-z]{8}$")] = Field(
        description="A code of the lines that were marked; it changes if they change."
    )
    date: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] = Field(
        description="The day on which the panel was put together, such as 2026-11-28."
    )
    members: Annotated[int, Field(ge=FEWEST_MEMBERS, le=10_000)] = Field(
        description="How many members marked something."
    )
    moments: dict[str, PanelMomentShape] = Field(
        description="By the ids of the moments: choice, lines and reasons."
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

    pack: ScenarioId = Field(
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


class FormatPhaseShape(Shape):
    """One phase of a format."""

    phase: Phase = Field(description="Which phase it is; its name is the program's.")
    minutes: Annotated[int, Field(ge=1, le=600)] = Field(description="How long it takes.")
    text: AnyLine = Field(default="", description="What happens in it, in a sentence.")
    sits_back: bool | None = Field(
        default=None,
        description="Whether the presenter sits outside the circle; in group-work unless you say "
        "otherwise.",
    )


class FormatShape(Shape):
    """A format of one's own, in a folder ``formats`` beside the scenario's folder."""

    format: ScenarioId = Field(description="The format's id, the same as its file's name.")
    name: Line = Field(description="What the format is called.")
    about: AnyLine = Field(default="", description="Where and how groups meet in this way.")
    minutes: Annotated[int, Field(ge=1, le=600)] | None = Field(
        default=None,
        description="How long a meeting takes; the sum of its phases unless you say otherwise.",
    )
    phases: Annotated[list[FormatPhaseShape], Field(min_length=1)] = Field(
        description="The phases in their order."
    )
    sources: list[Source] = Field(
        default=[], description="What the format rests on: ids, or sources written out."
    )
    basis: Basis = Field(
        default="own", description="What supports it: source, general (practice) or own."
    )
