"""A scenario as frozen data: who sits in the circle, and the script of steps from the first line to the end.

Built by ``authoring``, played by ``play``. Every part that came from a line of a file keeps its ``place`` (the path of keys
and list positions in the file), so that whatever is found out about it later can be shown where the author wrote it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from simulator.scenario.catalogue import Catalogue, Format
from simulator.scenario.condition import Condition
from simulator.scenario.placeholders import Words

Place = tuple[str | int, ...]

SEED_RANGE = range(2**63)
"""The seeds that can be asked for: whole numbers from 0 that fit where plays are saved (64 bits with a sign)."""

CLIMATE = ("safety", "focus", "depth")
"""The three qualities of the group's climate that every scenario has, each from 0 to 10."""

LEADER = "leader"
"""Speaker id of the trainee, in scripts and transcripts."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the circle, or (``role`` absent) somebody spoken about."""

    id: str
    name: Words
    role: str
    about: Words


@dataclass(frozen=True, slots=True)
class Variable:
    """A bounded whole number of climate or state; a flag is one from 0 to 1."""

    name: str
    start: int
    low: int
    high: int
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to climate and state: ``add`` is clamped to the bounds at once, then ``assign`` is set.

    Both are pairs of a variable's place in ``Scenario.variables`` and a whole number.
    """

    add: tuple[tuple[int, int], ...] = ()
    assign: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.assign)


@dataclass(frozen=True, slots=True)
class Turn:
    """Something heard or seen: ``form`` is say, leader, silence or aside; ``breaks`` are rules the speaker breaks."""

    form: str
    speaker: str
    words: Words
    breaks: tuple[str, ...] = ()
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """The meeting enters a phase of its format."""

    phase: str
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the leader might say in a moment; ``credit`` is for this scenario's style, 0 to 1."""

    id: str
    do: str
    say: Words
    credit: Fraction
    why: Words
    breaks: tuple[str, ...] = ()
    change: Change = Change()
    then: tuple["Step", ...] = ()
    goto: str | None = None
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Passing:
    """What happens when nobody acts: ``missed`` of a cue, ``waited`` of a leave."""

    credit: Fraction
    why: Words
    change: Change = Change()
    then: tuple["Step", ...] = ()
    goto: str | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A cue (the leader should act) or a leave (the leader should not).

    ``ripe`` and ``late`` count turns from 1: acting is early before turn ``ripe`` has been spoken, timely up to and including
    turn ``late``, late after it. ``ask`` is the turn after which guided play halts.
    """

    id: str
    leave: bool
    about: Words
    turns: tuple[Turn, ...]
    options: tuple[Option, ...]
    passing: Passing
    rules: tuple[str, ...]
    situation: str | None
    ripe: int
    late: int
    ask: int
    weight: Fraction
    when: Condition | None = None
    place: Place = field(default=(), compare=False)

    @property
    def kind(self) -> str:
        """The word a script uses for it: cue or leave."""
        return "leave" if self.leave else "cue"

    def option(self, option_id: str) -> Option:
        """Return the option of this id (KeyError if there is none)."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def timing(self, after: int) -> str:
        """Return early, timely or late for an act after turn ``after`` (1 is the first)."""
        if self.leave:
            return "timely"
        return "early" if after < self.ripe else "timely" if after <= self.late else "late"


@dataclass(frozen=True, slots=True)
class If:
    """Two ways on, chosen by a condition."""

    condition: Condition
    then: tuple["Step", ...]
    otherwise: tuple["Step", ...]
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Vary:
    """Alternatives of which the seed draws one; words only."""

    alternatives: tuple[tuple[Turn, ...], ...]
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """A name that a ``goto`` can jump to; stands at the top level of the script."""

    id: str
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Goto:
    """A jump to a label."""

    label: str
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """``effect`` and ``set`` as a step of their own."""

    change: Change
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class End:
    """The meeting ends; ``words``, if any, are the leader's last line."""

    words: Words | None
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


Step = Turn | PhaseStep | Moment | If | Vary | Label | Goto | ChangeStep | End


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario; ``digest`` is the hash of its content, the same wherever the file lies."""

    id: str
    version: int
    language: str
    title: str
    teaser: str
    level: str
    style: str
    format: Format
    minutes: int | None
    objectives: tuple[str, ...]
    sources: tuple[str, ...]
    content_note: str
    key_basis: str
    cast: Mapping[str, Person]
    absent: Mapping[str, Person]
    cases: tuple[Mapping[str, str], ...]
    variables: tuple[Variable, ...]
    script: tuple[Step, ...]
    digest: str
    catalogue: Catalogue = field(compare=False, repr=False)
    _moments: Mapping[str, Moment] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Find the moments once: they are asked for again and again, and a dataclass with slots can cache nothing later."""
        found = {step.id: step for step in walk(self.script) if isinstance(step, Moment)}
        object.__setattr__(self, "_moments", MappingProxyType(found))

    def moments(self) -> tuple[Moment, ...]:
        """Every moment in the order of the file, those inside branches too."""
        return tuple(self._moments.values())

    def moment(self, moment_id: str) -> Moment:
        """Return the moment of this id (KeyError if there is none)."""
        return self._moments[moment_id]

    def rules(self) -> tuple[str, ...]:
        """The ground rules at stake somewhere in this scenario, in the catalogue's order."""
        at_stake = {rule for moment in self.moments() for rule in moment.rules}
        return tuple(rule for rule in self.catalogue.rules if rule in at_stake)


def walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield ``steps`` and every step nested in them, in the order of the file."""
    for step in steps:
        yield step
        match step:
            case If():
                yield from walk(step.then)
                yield from walk(step.otherwise)
            case Vary():
                for alternative in step.alternatives:
                    yield from alternative
            case Moment():
                yield from step.turns
                for option in step.options:
                    yield from walk(option.then)
                yield from walk(step.passing.then)
            case _:
                pass


def names_in_case(scenario: Scenario, case: int) -> Mapping[str, str]:
    """Return what each placeholder stands for when ``case`` (its place in ``cases``; any number if there are none) is drawn.

    A case's own keys come first, then the people, whose names may themselves use the case's keys.
    """
    drawn = scenario.cases[case] if scenario.cases else {}
    names = dict(drawn)
    for person in (*scenario.cast.values(), *scenario.absent.values()):
        names.setdefault(person.id, person.name.fill(drawn))
    return MappingProxyType(names)
