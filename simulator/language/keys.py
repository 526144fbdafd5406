"""The keys of the language as data, from the shapes: what each does, and where it may stand.

The descriptions are those that editors show from the JSON Schema.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from simulator.language.library_shapes import (
    BetweenActShape,
    FormatPhaseShape,
    FormatShape,
    LiveActShape,
    MeetingShape,
    PackShape,
    PlanShape,
    ProgrammeShape,
    RangeShape,
)
from simulator.language.shape_types import Shape
from simulator.language.shapes import (
    AbsentShape,
    BetweenShape,
    ClimateShape,
    KeyShape,
    NumberShape,
    PersonShape,
    ScenarioShape,
)
from simulator.language.simple_step_shapes import (
    SPEAKERS,
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
from simulator.language.step_shapes import (
    CueShape,
    IfShape,
    LeaveShape,
    MissedShape,
    OptionShape,
    PassingShape,
    TimingShape,
)

FileKind = Literal["scenario", "play", "programme", "format", "pack"]
"""The kinds of files that have keys."""

IN_CASES: Final = "pronouns"
"""The key of a case that no shape has, because every other key of a case is the author's."""


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One place where a key may stand.

    ``place`` is a word for the place (``file``, ``cue``, ``option``), and ``about`` says what the
    key does there; it is empty if a message says it.
    """

    kind: FileKind
    place: str
    about: str
    needed: bool = False


_PLACES: tuple[tuple[FileKind, str, type[Shape]], ...] = (
    ("scenario", "file", ScenarioShape),
    ("scenario", "person", PersonShape),
    ("scenario", "absent", AbsentShape),
    ("scenario", "key", KeyShape),
    ("scenario", "climate", ClimateShape),
    ("scenario", "between", BetweenShape),
    ("scenario", "number", NumberShape),
    ("scenario", "turn", TurnShape),
    ("scenario", "phase", PhaseShape),
    ("scenario", "out", OutShape),
    ("scenario", "in", InShape),
    ("scenario", "reflect", ReflectShape),
    ("scenario", "label", LabelShape),
    ("scenario", "goto", GotoShape),
    ("scenario", "end", EndShape),
    ("scenario", "change", ChangeShape),
    ("scenario", "vary", VaryShape),
    ("scenario", "if", IfShape),
    ("scenario", "cue", CueShape),
    ("scenario", "leave", LeaveShape),
    ("scenario", "option", OptionShape),
    ("scenario", "timing", TimingShape),
    ("scenario", "missed", MissedShape),
    ("scenario", "waited", PassingShape),
    ("play", "play", PlanShape),
    ("play", "act", LiveActShape),
    ("play", "between_act", BetweenActShape),
    ("play", "range", RangeShape),
    ("programme", "programme", ProgrammeShape),
    ("programme", "session", MeetingShape),
    ("format", "format", FormatShape),
    ("format", "format_phase", FormatPhaseShape),
    ("pack", "pack", PackShape),
)


def every_key() -> tuple[str, ...]:
    """Return every key, in the order of the places."""
    found: dict[str, None] = {}
    for _, place, shape in _PLACES:
        for key, _, _ in _fields(shape):
            found.setdefault(key)
        if place == "turn":
            found.update(dict.fromkeys(SPEAKERS))
    # A turn's own key is the id of whoever speaks.
    del found["speaker"]
    return (*found, IN_CASES)


def uses_of(key: str) -> tuple[KeyUse, ...]:
    """Return the places where a key may stand; none if it is no key."""
    if key in SPEAKERS:
        return (KeyUse("scenario", "speaker", ""),)
    if key == IN_CASES:
        return (KeyUse("scenario", "case", ""),)
    found = []
    for kind, place, shape in _PLACES:
        for name, about, needed in _fields(shape):
            # No file has this key: it is the field for a speaker.
            if name == key != "speaker":
                found.append(KeyUse(kind, place, about, needed))
    return tuple(found)


_INSIDE: Final = {
    "cast": "person",
    "absent": "absent",
    "key": "key",
    "climate": "climate",
    "between": "between",
    "state": "number",
    "turns": "turn",
    "phase": "phase",
    "out": "out",
    "in": "in",
    "reflect": "reflect",
    "vary": "vary",
    "if": "if",
    "cue": "cue",
    "leave": "leave",
    "options": "option",
    "timing": "timing",
    "missed": "missed",
    "waited": "waited",
    "scenario": "file",
    "play": "play",
    "programme": "programme",
    "sessions": "session",
    "format": "format",
    "phases": "format_phase",
    "pack": "pack",
}
"""The places whose keys are written at or below a key."""


def keys_beside(key: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the place that a key opens, the keys needed in it, and the keys that it may have.

    All three are empty for a key that opens none.
    """
    for _, place, shape in _PLACES:
        if place == _INSIDE.get(key):
            fields = [
                (name, needed) for name, _, needed in _fields(shape) if name not in (key, "speaker")
            ]
            needed = tuple(name for name, is_needed in fields if is_needed)
            return place, needed, tuple(name for name, is_needed in fields if not is_needed)
    return "", (), ()


def _fields(shape: type[Shape]) -> Iterator[tuple[str, str, bool]]:
    for name, field in shape.model_fields.items():
        yield field.alias or name, field.description or "", field.is_required()
