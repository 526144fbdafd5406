"""The catalogue and the formats: the shared vocabulary that every scenario refers to by id.

Ground rules, kinds of intervention, hard moments (situations), timing factors, sources and terms stand in
``scenarios/catalogue/``; a format (the frame of a meeting: its phases and minutes) is one file in ``scenarios/formats/``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Source:
    """A document or paper that a rule, a format or a key rests on."""

    id: str
    title: str
    supports: str
    authors: str = ""
    year: int | None = None
    where: str = ""
    read: str = ""

    @property
    def cited(self) -> str:
        """Authors, year, title and place, as far as they are known."""
        return ". ".join(filter(None, (self.authors, str(self.year or ""), self.title, self.where)))


@dataclass(frozen=True, slots=True)
class Rule:
    """A ground rule of Balint work; ``sources`` are source ids, ``basis`` is source, general or own."""

    id: str
    name: str
    text: str
    example: str
    sources: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of intervention; ``say`` holds wordings for acts outside moments (live play), ``heard`` how a group takes them."""

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
    """A moment that leaders find hard; ``leave`` where the skilled leader keeps quiet."""

    id: str
    name: str
    aim: str
    leave: bool
    basis: str
    sources: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class TimingFactor:
    """What an act at this time (early, timely, late) earns of its credit, a factor from 0 to 1."""

    id: str
    factor: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary."""

    id: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatPhase:
    """One phase of a format and its length in minutes."""

    phase: str
    minutes: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """The frame of a meeting: which phases, in which order, with how many minutes."""

    id: str
    name: str
    about: str
    minutes: int
    phases: tuple[FormatPhase, ...]
    sources: tuple[str, ...]
    basis: str

    def starts(self) -> dict[str, int]:
        """Map each phase to the minute it begins in, counted from the start of the meeting."""
        minute = 0
        starts = {}
        for phase in self.phases:
            starts[phase.phase] = minute
            minute += phase.minutes
        return starts


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a scenario may name by id."""

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]
    situations: Mapping[str, Situation]
    timing: Mapping[str, TimingFactor]
    sources: Mapping[str, Source]
    glossary: Mapping[str, Term]
    formats: Mapping[str, Format]
