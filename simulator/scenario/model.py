"""A scenario as frozen data: the people in the circle, and the script from first line to end.

Built by ``language``, played by ``engine``. Every part that comes from a line of a file has a
``place`` (the path of keys and list positions in the file), so that later findings about it can
point to the line that the author wrote.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

from simulator.scenario.catalogue import Catalogue, Format
from simulator.scenario.condition import Condition
from simulator.scenario.placeholders import Words
from simulator.scenario.pronouns import pronoun_names

Place = tuple[str | int, ...]
"""The path of keys and list positions (from 0) of a value in a file."""

SEED_RANGE = range(2**63)
"""The valid seeds: whole numbers from 0 that fit into a signed 64-bit column of the store."""

# They are the first of ``Scenario.variables``, in this order.
CLIMATE = ("safety", "focus", "depth")
"""The three qualities of the group's climate that every scenario has, each from 0 to 10."""

LEADER: Final = "leader"
"""Speaker id of the trainee, in scripts and transcripts."""

Form = Literal["say", "leader", "silence", "aside", "coach"]
"""How a turn is heard or seen; ``aside`` is a stage direction, ``coach`` the author's advice."""

MomentKind = Literal["cue", "leave"]
Timing = Literal["early", "timely", "late"]
Mode = Literal["guided", "live"]
MODES: Final[tuple[Mode, ...]] = ("guided", "live")
Role = Literal["presenter", "member", "co-leader", "guest", "absent"]
Level = Literal["foundation", "developing", "advanced"]
Style = Literal["guiding", "analytic"]
KeyBasis = Literal["authored", "panel"]
"""Who made the key: one author, or a panel of leaders."""


def below(place: Place, *parts: str | int) -> Place:
    """Return the place that these keys and list positions lead to from ``place``."""
    return place + parts


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the circle, or (if ``role`` is absent) somebody the group talks about."""

    id: str
    name: Words
    role: Role
    about: Words


@dataclass(frozen=True, slots=True)
class Variable:
    """A bounded whole number of climate or state; a flag has the bounds 0 and 1."""

    name: str
    start: int
    low: int
    high: int
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change of climate and state: ``add`` first, clamped to the bounds, then ``assign``.

    Both hold pairs of an index into ``Scenario.variables`` and a whole number.
    """

    add: tuple[tuple[int, int], ...] = ()
    assign: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        # Most acts change nothing; the compiler then emits no instruction.
        return bool(self.add or self.assign)


@dataclass(frozen=True, slots=True)
class Turn:
    """Something heard or seen; ``breaks`` are the ground rules that the speaker breaks.

    ``seconds`` is the length of a silence, 0 if the author gives none.
    """

    form: Form
    speaker: str
    words: Words
    breaks: tuple[str, ...] = ()
    seconds: int = 0
    note: str = ""
    when: Condition | None = None
    # Here and below, places are not compared: moving lines in a file does not change a script.
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """The meeting enters a phase of its format.

    ``clock`` is the minute at which it begins, None if the format says so.
    """

    phase: str
    clock: int | None = None
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the leader can say in a moment; ``credit`` (0 to 1) is for the scenario's style.

    ``say`` is a stage direction if the option is a ``gesture``. ``to`` is the id of the person whom
    the words address. The option is available once turn ``after`` has been spoken. ``timing`` has
    the factors by which its credit is multiplied, those of the catalogue included.
    """

    id: str
    do: str
    say: Words
    credit: Fraction
    why: Words
    breaks: tuple[str, ...] = ()
    timing: Mapping[Timing, Fraction] = field(default_factory=dict)
    after: int = 1
    to: str = ""
    gesture: bool = False
    note: str = ""
    change: Change = Change()
    then: tuple["Step", ...] = ()
    goto: str | None = None
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Passing:
    """What happens if nobody acts: the ``missed`` of a cue, the ``waited`` of a leave.

    ``by`` is the id of the person who does the leader's work in a missed cue.
    """

    credit: Fraction
    why: Words
    by: str = ""
    change: Change = Change()
    then: tuple["Step", ...] = ()
    goto: str | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A cue (the leader should act) or a leave (the leader should not).

    Turns are counted from 1. An act is early before turn ``timely_from`` has been spoken, timely up
    to and including turn ``late``, and late after that. ``timely_from`` is the author's ``ripe``,
    or the first turn that breaks a safety rule if that comes before. ``ask`` is the turn after
    which guided play pauses.

    ``title`` and ``aim`` replace those of the situation; None if the author gives none. ``mends``
    is the id of the moment whose loss this one can give back, ``twin`` that of the moment with the
    same lines and another best act; both are empty if there is none.
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
    timely_from: int
    late: int
    ask: int
    weight: Fraction
    title: Words | None = None
    aim: Words | None = None
    mends: str = ""
    twin: str = ""
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)

    @property
    def kind(self) -> MomentKind:
        """The script's word for this moment: cue or leave."""
        return "leave" if self.leave else "cue"

    def option(self, option_id: str) -> Option:
        """Return the option with this id; raise KeyError if there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def timing(self, after: int) -> Timing:
        """Return early, timely or late for an act after turn ``after`` (1 is the first).

        An act in a leave is always timely.
        """
        if self.leave:
            return "timely"
        if after < self.timely_from:
            return "early"
        return "timely" if after <= self.late else "late"

    def counted_timing(self, option: Option, after: int) -> Timing:
        """Return the timing of an act as it counts: timely, if early or late costs it nothing."""
        when = self.timing(after)
        return when if option.timing[when] != 1 else "timely"

    def pauses(self, mode: Mode) -> range:
        """Return the turns after which the leader can act, counted from 1."""
        if mode == "guided":
            return range(self.ask, self.ask + 1)
        return range(1, len(self.turns) + 1)

    def offered(self, after: int) -> tuple[int, ...]:
        """Return the indexes of the options available after this turn if their conditions hold."""
        return tuple(i for i, option in enumerate(self.options) if option.after <= after)

    def credit(self, option: Option | None, after: int) -> Fraction:
        """Return the credit of taking an option after this turn, or of saying nothing (None).

        It includes the timing factor, but neither the moment's weight nor the limit that ``mends``
        sets.
        """
        if option is None:  # nobody acted, so nobody acted too early or too late
            return self.passing.credit
        factor = option.timing[self.timing(after)]
        # Most acts are timely: a comparison takes a tenth of the time of a multiplication.
        return option.credit if factor == 1 else option.credit * factor

    def most(self) -> Fraction:
        """Return the largest weighted credit of any act in this moment, with timing 1."""
        return self.weight * max(self.passing.credit, *(o.credit for o in self.options))


@dataclass(frozen=True, slots=True)
class If:
    """Two branches, chosen by a condition."""

    condition: Condition
    then: tuple["Step", ...]
    otherwise: tuple["Step", ...]
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Vary:
    """Alternative turns, of which the seed draws one; they contain nothing but words."""

    alternatives: tuple[tuple[Turn, ...], ...]
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """The target of a ``goto``; allowed only at the top level of the script."""

    id: str
    note: str = ""
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Goto:
    """A jump to a label."""

    label: str
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """An ``effect`` or ``set`` that is a step by itself."""

    change: Change
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class End:
    """The end of the meeting; ``words``, if any, are the leader's last line."""

    words: Words | None
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class SeatStep:
    """Somebody leaves the circle (``out``) or comes back; ``words`` is a stage direction."""

    person: str
    out: bool
    words: Words | None
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Reflect:
    """A question to oneself, answered in free text and never scored."""

    question: Words
    note: str = ""
    when: Condition | None = None
    place: Place = field(default=(), compare=False)


Step = Turn | PhaseStep | Moment | If | Vary | Label | Goto | ChangeStep | End | SeatStep | Reflect


@dataclass(frozen=True, slots=True)
class BetweenLine:
    """A line that live play offers outside moments; ``heard``, if any, is how the group reacts."""

    do: str
    say: Words
    heard: Words | None
    place: Place = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario; ``digest`` is a hash of its content and does not depend on its path."""

    id: str
    version: int
    language: str
    title: str
    teaser: str
    level: Level
    style: Style
    format: Format
    minutes: int | None
    objectives: tuple[str, ...]
    sources: tuple[str, ...]
    content_note: str
    key_basis: KeyBasis
    cast: Mapping[str, Person]
    absent: Mapping[str, Person]
    cases: tuple[Mapping[str, str], ...]
    variables: tuple[Variable, ...]
    script: tuple[Step, ...]
    digest: str
    # Shared by all scenarios, and covered by ``digest`` as far as it affects a play.
    catalogue: Catalogue = field(compare=False, repr=False)
    between: tuple[BetweenLine, ...] = ()
    modes: tuple[Mode, ...] = MODES
    pronouns: tuple[Mapping[str, str], ...] = ()
    _moments: Mapping[str, Moment] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the moments once, because lookups are frequent.

        A dataclass with slots has no ``__dict__`` in which ``cached_property`` could save them.
        """
        found = {step.id: step for step in walk(self.script) if isinstance(step, Moment)}
        # The dataclass is frozen, so plain assignment would raise.
        object.__setattr__(self, "_moments", MappingProxyType(found))

    def moments(self) -> tuple[Moment, ...]:
        """Return every moment in file order, including those inside branches."""
        return tuple(self._moments.values())

    def moment(self, moment_id: str) -> Moment:
        """Return the moment with this id; raise KeyError if there is none."""
        return self._moments[moment_id]

    def rules(self) -> tuple[str, ...]:
        """Return the ground rules at stake anywhere in this scenario, in catalogue order."""
        at_stake = {rule for moment in self.moments() for rule in moment.rules}
        return tuple(rule for rule in self.catalogue.rules if rule in at_stake)


def walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield ``steps`` and every step nested in them, in file order."""
    # The order is that of ``language.build``, which numbers the bits of the moments by it.
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
    """Map each placeholder to its text for the drawn case.

    ``case`` is an index into ``scenario.cases``, and is ignored if the scenario has no cases.
    The keys of the case take precedence over people with the same id. People's names can
    themselves contain keys of the case.
    """
    drawn = scenario.cases[case] if scenario.cases else {}
    names = dict(drawn)
    if scenario.pronouns:
        names |= pronoun_names(scenario.pronouns[case])
    for person in (*scenario.cast.values(), *scenario.absent.values()):
        names.setdefault(person.id, person.name.fill(drawn))
    return MappingProxyType(names)
