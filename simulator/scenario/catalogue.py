"""The catalogue and the formats: the shared vocabulary that every scenario refers to by id.

Ground rules, kinds of intervention, hard moments (situations), timing factors, sources and terms
are in ``scenarios/catalogue/``. A format (the frame of a meeting: its phases and minutes) is one
file in ``scenarios/formats/``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Basis = Literal["source", "general", "own"]
"""What supports an entry: named sources, general practice, or this program's own authors."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document or paper that supports a rule, a format or a key."""

    id: str
    title: str
    supports: str
    authors: str = ""
    year: int | None = None
    where: str = ""
    read: str = ""

    @property
    def cited(self) -> str:
        """The citation: authors, year, title and place, without the unknown parts."""
        authors = self.authors.removesuffix(".")  # of "et al."
        return ". ".join(filter(None, (authors, str(self.year or ""), self.title, self.where)))


@dataclass(frozen=True, slots=True)
class Rule:
    """A ground rule of Balint work.

    ``sources`` are source ids; ``basis`` is source, general or own. ``safety`` is true if a leader
    who protects as soon as the rule is broken is on time.
    """

    id: str
    name: str
    text: str
    example: str
    sources: tuple[str, ...]
    basis: Basis
    safety: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of intervention.

    ``say`` holds wordings for acts outside moments (live play), ``heard`` the group's reactions to
    such acts.
    """

    id: str
    name: str
    on_task: bool
    aim: str
    harm: str
    say: tuple[str, ...]
    heard: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """A moment that leaders find hard; ``leave`` is true if a skilled leader says nothing in it."""

    id: str
    name: str
    aim: str
    leave: bool
    basis: Basis
    sources: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class TimingFactor:
    """The share of its credit, 0 to 1, that an act earns at this time (early, timely, late)."""

    id: str
    factor: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatPhase:
    """One phase of a format and its length in minutes.

    ``sits_back`` is true if the presenter's chair is outside the circle in this phase.
    """

    phase: str
    minutes: int
    text: str = ""
    sits_back: bool = False


def sits_back(phase: str) -> bool:
    """Return whether presenters sit back in a phase of a format that does not say."""
    return phase == "group-work"


@dataclass(frozen=True, slots=True)
class Format:
    """The frame of a meeting: its phases in order, with their lengths in minutes."""

    id: str
    name: str
    about: str
    minutes: int
    phases: tuple[FormatPhase, ...]
    sources: tuple[str, ...]
    basis: Basis

    def starts(self) -> dict[str, int]:
        """Return the minute in which each phase begins, counted from the start of the meeting."""
        minute = 0
        starts = {}
        for phase in self.phases:
            starts[phase.phase] = minute
            minute += phase.minutes
        return starts


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that a scenario can refer to by id."""

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    situations: Mapping[str, Situation]
    timing: Mapping[str, TimingFactor]
    sources: Mapping[str, Source]
    glossary: Mapping[str, Term]
    formats: Mapping[str, Format]


def is_written_out(source: str) -> bool:
    """Return whether an entry of ``sources`` is shown as it stands, and is no id."""
    return any(character.isspace() or character.isupper() for character in source)


def cited_source(catalogue: Catalogue, source: str) -> str:
    """Return the citation of a scenario's source: that of the catalogue, or the entry itself."""
    return source if is_written_out(source) else catalogue.sources[source].cited
