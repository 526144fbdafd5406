"""A scenario as a screenplay to be printed: numbered lines, moments, and what each act leads to.

It is data: ids, numbers and the scenario's own texts, without a sentence. ``write_screenplay``
makes it. Lines are numbered in the order in which the paper with the key prints them, and each line
of a moment has a letter. Numbers and letters are the same on the paper without the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulator.scenario.condition import Condition
from simulator.scenario.model import Change, Form, Moment, Option, Scenario


@dataclass(frozen=True, slots=True)
class Variant:
    """A text, and the numbers (from 1) of the cases that have it; none if all of them have."""

    text: str
    cases: tuple[int, ...] = ()


Texts = tuple[Variant, ...]
"""A text in all its cases; empty if the author wrote none."""

StageKind = Literal[
    "if", "else", "some", "vary", "or", "label", "goto", "end", "change", "out", "in"
]


@dataclass(frozen=True, slots=True)
class Phase:
    """The meeting enters a phase of its format at this minute."""

    phase: str
    minute: int
    note: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A numbered line: something said, seen or asked of oneself.

    ``depth`` counts the branches that it is in.
    """

    number: int
    minute: int
    form: Form | Literal["reflect"]
    who: Texts
    texts: Texts
    depth: int = 0
    breaks: tuple[str, ...] = ()
    seconds: int = 0
    note: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that nobody hears: a branch, a jump, a change of the climate.

    ``some`` is one side of a branch whose other side is not printed.
    ``name`` is a label or the name of a person, ``condition`` that of an ``if``.
    """

    kind: StageKind
    depth: int
    name: str = ""
    condition: Condition | None = None
    change: Change | None = None
    note: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """In an answer: play meets the moment of this number, which is printed after its parent."""

    number: int
    depth: int


Entry = Phase | Spoken | Stage | Follow


@dataclass(frozen=True, slots=True)
class Spot:
    """An act: the number of its moment and its letter, which is empty for saying nothing."""

    moment: int
    letter: str


@dataclass(frozen=True, slots=True)
class Act:
    """A line of a moment, or saying nothing (``option`` is None and ``letter`` empty).

    ``offered`` is false if guided play pauses before the line is available. ``later`` has the first
    and last numbers of the lines that depend on this act.
    """

    letter: str
    option: Option | None
    credit: Fraction
    say: Texts
    why: Texts
    answer: tuple[Entry, ...]
    change: Change
    goto: str
    offered: bool
    later: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A moment; ``acts`` are in order of credit. ``parent`` is the act whose answer it is in."""

    number: int
    moment: Moment
    title: Texts
    about: Texts
    aim: Texts
    turns: tuple[Spoken, ...]
    acts: tuple[Act, ...]
    depth: int = 0
    parent: Spot | None = None

    def by_letter(self) -> tuple[Act, ...]:
        """Return the acts in the order of their letters, saying nothing last."""
        # By length first, because AA comes after Z.
        return tuple(
            sorted(self.acts, key=lambda act: (not act.letter, len(act.letter), act.letter))
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A value of the state: its bounds, the acts that change it and the lines that depend on it."""

    name: str
    flag: bool
    start: int
    low: int
    high: int
    changed: tuple[Spot, ...]
    read: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in the circle, or (if ``role`` is absent) somebody who is talked about."""

    name: Texts
    role: str
    about: Texts


@dataclass(frozen=True, slots=True)
class Between:
    """A line that live play offers between moments, and how the group reacts."""

    do: str
    say: Texts
    heard: Texts


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A whole scenario to be printed.

    ``targets`` maps a label to the number of the line that comes next, ``jumps`` to the acts that
    jump there. ``cases`` has the number and the keys of each printed case, ``names`` the name of
    each person in the circle.
    """

    scenario: Scenario
    seed: int
    cases: tuple[tuple[int, Mapping[str, str]], ...]
    people: tuple[Role, ...]
    content: tuple[Entry | Part, ...]
    names: Mapping[str, Texts]
    between: tuple[Between, ...]
    state: tuple[Kept, ...]
    targets: Mapping[str, int]
    jumps: Mapping[str, tuple[Spot, ...]]
    lines: int

    def parts(self) -> tuple[Part, ...]:
        """Return the moments, in the order in which they are printed."""
        return tuple(entry for entry in self.content if isinstance(entry, Part))

    def part(self, number: int) -> Part:
        """Return the moment of this number."""
        return next(part for part in self.parts() if part.number == number)

    def spots(self) -> dict[str, int]:
        """Return the number of each moment by its id."""
        return {part.moment.id: part.number for part in self.parts()}

    def letters(self) -> dict[tuple[str, str], str]:
        """Return the letter of each option by the ids of its moment and itself."""
        return {
            (part.moment.id, act.option.id): act.letter
            for part in self.parts()
            for act in part.acts
            if act.option is not None
        }
