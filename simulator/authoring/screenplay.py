"""A scenario as a screenplay to be printed: numbered lines, moments, and what each act leads to.

It is data: ids, numbers and the scenario's own texts, without a sentence. Lines are numbered in the
order in which the paper with the key prints them, and each line of a moment has a letter. Numbers
and letters are the same on the paper without the key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from simulator.engine.draw import order
from simulator.engine.program import Program, compile_scenario
from simulator.scenario.condition import Condition
from simulator.scenario.condition_tokens import tokens_of
from simulator.scenario.model import (
    LEADER,
    Change,
    ChangeStep,
    End,
    Form,
    Goto,
    If,
    Label,
    Moment,
    Option,
    Passing,
    PhaseStep,
    Reflect,
    Scenario,
    SeatStep,
    Step,
    Turn,
    Vary,
    names_in_case,
)
from simulator.scenario.moment_names import moment_aim, moment_title
from simulator.scenario.placeholders import Words

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


def screenplay(scenario: Scenario, seed: int = 1, case: int | None = None) -> Screenplay:
    """Return the screenplay; ``seed`` orders the letters, ``case`` (from 0) is the only one shown.

    None stands for all cases.
    """
    return _Writer(scenario, seed, case).written()


def letters(moment: Moment, seed: int) -> dict[str, str]:
    """Return the letter of each option of a moment, by the option's id.

    The lines that guided play offers come first, in an order drawn from the seed.
    """
    offered = set(moment.offered(moment.ask))
    drawn = order(seed, f"print/{moment.id}", len(moment.options))
    ranked = sorted(drawn, key=lambda at: at not in offered)
    return {moment.options[at].id: _letter(rank) for rank, at in enumerate(ranked)}


def _letter(rank: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    first, last = divmod(rank, len(_ALPHABET))
    return (_letter(first - 1) if first else "") + _ALPHABET[last]


@dataclass(slots=True)
class _Uses:
    """Who reads and who changes what, found while the script is written."""

    read: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    changed: dict[int, list[Spot]] = field(default_factory=dict)
    jumps: dict[str, list[Spot]] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)


class _Writer:
    """Numbers the lines of one scenario, in the order in which they are printed."""

    def __init__(self, scenario: Scenario, seed: int, case: int | None) -> None:
        self.scenario = scenario
        self.seed = seed
        self.program: Program = compile_scenario(scenario)
        numbers = range(max(1, len(scenario.cases))) if case is None else (case,)
        self.names = [(number, names_in_case(scenario, number)) for number in numbers]
        self.numbers = {moment.id: at for at, moment in enumerate(scenario.moments(), 1)}
        self.uses = _Uses()
        self.lines = 0
        self.act: Spot | None = None

    def written(self) -> Screenplay:
        content = tuple(self.steps(self.scenario.script, 0))
        content = tuple(self.with_later(entry) for entry in content)
        return Screenplay(
            self.scenario,
            self.seed,
            tuple((at + 1, self.scenario.cases[at]) for at, _ in self.names if self.scenario.cases),
            tuple(self.people()),
            content,
            {person: self.texts(cast.name) for person, cast in self.scenario.cast.items()},
            tuple(self.between()),
            tuple(self.state()),
            self.uses.targets,
            {label: tuple(spots) for label, spots in self.uses.jumps.items()},
            self.lines,
        )

    def texts(self, words: Words | None) -> Texts:
        """Return a text in all its cases; those that have the same text are one variant."""
        if words is None or not words.source:
            return ()
        found: dict[str, list[int]] = {}
        for number, names in self.names:
            found.setdefault(words.fill(names), []).append(number + 1)
        if len(found) == 1:
            return (Variant(next(iter(found))),)
        return tuple(Variant(text, tuple(cases)) for text, cases in found.items())

    def people(self) -> Iterator[Role]:
        for person in (*self.scenario.cast.values(), *self.scenario.absent.values()):
            yield Role(self.texts(person.name), person.role, self.texts(person.about))

    def name(self, person: str) -> Texts:
        """Return the name of a speaker; the leader has none."""
        found = self.scenario.cast.get(person)
        return self.texts(found.name) if found else ()

    def between(self) -> Iterator[Between]:
        for line in self.scenario.between:
            yield Between(line.do, self.texts(line.say), self.texts(line.heard))

    def state(self) -> Iterator[Kept]:
        for at, variable in enumerate(self.scenario.variables):
            yield Kept(
                variable.name,
                variable.flag,
                variable.start,
                variable.low,
                variable.high,
                tuple(self.uses.changed.get(at, ())),
                tuple(self.uses.read.get(variable.name, ())),
            )

    # Steps.

    def steps(self, steps: tuple[Step, ...], depth: int) -> Iterator[Entry | Part]:
        for step in steps:
            first = self.lines + 1
            yield from self.step(step, depth)
            if not isinstance(step, Label) and step.when is not None:
                self.reads(step.when, first)
            if isinstance(step, If):
                self.reads(step.condition, first)

    def step(self, step: Step, depth: int) -> Iterator[Entry | Part]:
        match step:
            case Turn():
                yield self.turn(step, self.minute(step), depth)
            case PhaseStep():
                yield Phase(step.phase, self.minute(step), step.note, step.when)
            case Moment():
                yield from self.moment(step, depth)
            case If():
                yield from self.branches(step, depth)
            case Vary():
                yield from self.alternatives(step, depth)
            case Label():
                self.uses.targets[step.id] = self.lines + 1
                yield Stage("label", depth, step.id, note=step.note)
            case Goto():
                self.jumped(step.label)
                yield Stage("goto", depth, step.label, note=step.note, when=step.when)
            case ChangeStep():
                self.changes(step.change)
                yield Stage("change", depth, change=step.change, note=step.note, when=step.when)
            case End():
                yield from self.end(step, depth)
            case SeatStep():
                yield from self.seat(step, depth)
            case Reflect():
                yield self.line(step, "reflect", (), step.question, depth)

    def turn(self, turn: Turn, minute: int, depth: int) -> Spoken:
        self.lines += 1
        return Spoken(
            self.lines,
            minute,
            turn.form,
            self.name(turn.speaker),
            self.texts(turn.words),
            depth,
            turn.breaks,
            turn.seconds,
            turn.note,
            turn.when,
        )

    def line(
        self, step: End | SeatStep | Reflect, form: Literal["leader", "aside", "reflect"],
        who: Texts, words: Words, depth: int,
    ) -> Spoken:  # fmt: skip
        self.lines += 1
        texts, minute = self.texts(words), self.minute(step)
        return Spoken(self.lines, minute, form, who, texts, depth, note=step.note, when=step.when)

    def end(self, step: End, depth: int) -> Iterator[Entry]:
        if step.words is None:
            yield Stage("end", depth, note=step.note, when=step.when)
            return
        yield self.line(step, LEADER, (), step.words, depth)
        yield Stage("end", depth, when=step.when)

    def seat(self, step: SeatStep, depth: int) -> Iterator[Entry]:
        name = " / ".join(variant.text for variant in self.name(step.person))
        note = step.note if step.words is None else ""
        kind: StageKind = "out" if step.out else "in"
        yield Stage(kind, depth, name, note=note, when=step.when)
        if step.words is not None:
            yield self.line(step, "aside", (), step.words, depth)

    def branches(self, step: If, depth: int) -> Iterator[Entry | Part]:
        yield Stage("if", depth, condition=step.condition, note=step.note, when=step.when)
        yield from self.steps(step.then, depth + 1)
        if step.otherwise:
            yield Stage("else", depth)
            yield from self.steps(step.otherwise, depth + 1)

    def alternatives(self, step: Vary, depth: int) -> Iterator[Entry]:
        yield Stage("vary", depth, note=step.note, when=step.when)
        minute = self.minute(step)
        for number, alternative in enumerate(step.alternatives):
            if number:
                yield Stage("or", depth)
            for turn in alternative:
                yield self.turn(turn, minute, depth + 1)

    def minute(self, step: Step) -> int:
        """Return the minute of the meeting at which a step is played, rounded down."""
        return int(self.program.minutes[self.program.starts[step.place]])

    # Moments.

    def moment(self, moment: Moment, depth: int) -> Iterator[Entry | Part]:
        """Yield a moment, and after it those in its answers.

        In an answer, yield only that the moment follows; the parent yields it later.
        """
        if self.act is None:
            yield from self.part(moment, depth, None)
        else:
            yield Follow(self.numbers[moment.id], depth)

    def part(self, moment: Moment, depth: int, parent: Spot | None) -> Iterator[Entry | Part]:
        number = self.numbers[moment.id]
        turns = tuple(self.turns(moment, depth))
        acts = tuple(self.acts(moment, number))
        catalogue = self.scenario.catalogue
        yield Part(
            number,
            moment,
            self.texts(moment_title(moment, catalogue)),
            self.texts(moment.about),
            self.texts(moment_aim(moment, catalogue)),
            turns,
            acts,
            depth,
            parent,
        )
        outer = self.act
        drawn = letters(moment, self.seed)
        # In the order of the file, not of credit: numbers must not give the key away.
        in_file: list[Option | Passing] = [*moment.options, moment.passing]
        for each in in_file:
            letter = drawn[each.id] if isinstance(each, Option) else ""
            for nested in _moments_in(each.then):
                # What is in the answer of a moment in an answer is again printed after it.
                self.act = None
                yield from self.part(nested, 0, Spot(number, letter))
        self.act = outer

    def turns(self, moment: Moment, depth: int) -> Iterator[Spoken]:
        start = self.program.meets[self.program.places[moment.id]]
        begins, ends = self.program.minutes[start], self.program.minutes[start + 1]
        for at, turn in enumerate(moment.turns):
            minute = begins + max(0.0, ends - begins) * at / len(moment.turns)
            yield self.turn(turn, int(minute), depth)

    def acts(self, moment: Moment, number: int) -> Iterator[Act]:
        drawn = letters(moment, self.seed)
        # Stable, so that lines of the same credit stay in the author's order.
        acts: list[Option | Passing] = [*moment.options, moment.passing]
        for act in sorted(acts, key=lambda act: -act.credit):
            option = act if isinstance(act, Option) else None
            yield self.consequence(moment, option, Spot(number, drawn[option.id] if option else ""))

    def consequence(self, moment: Moment, option: Option | None, spot: Spot) -> Act:
        act = option or moment.passing
        outer, self.act = self.act, spot
        self.changes(act.change)
        answer = tuple(entry for entry in self.steps(act.then, 0) if not isinstance(entry, Part))
        if act.goto:
            self.jumped(act.goto)
        self.act = outer
        return Act(
            spot.letter,
            option,
            act.credit,
            self.texts(option.say) if option else (),
            self.texts(act.why),
            answer,
            act.change,
            act.goto or "",
            option is None or option.after <= moment.ask,
        )

    # What depends on what.

    def jumped(self, label: str) -> None:
        spots = self.uses.jumps.setdefault(label, [])
        if self.act is not None:
            spots.append(self.act)

    def changes(self, change: Change) -> None:
        if self.act is None:
            return
        for at, _ in (*change.add, *change.assign):
            self.uses.changed.setdefault(at, []).append(self.act)

    def reads(self, condition: Condition, first: int) -> None:
        """Note that the lines from ``first`` to the latest one depend on a condition."""
        if self.lines < first:
            return
        for name in _read_by(condition):
            spans = self.uses.read.setdefault(name, [])
            if (first, self.lines) not in spans:
                spans.append((first, self.lines))

    def with_later(self, entry: Entry | Part) -> Entry | Part:
        """Return a moment whose acts have the numbers of the lines that depend on them."""
        if not isinstance(entry, Part):
            return entry
        acts = tuple(self.act_with_later(entry.moment, act) for act in entry.acts)
        return replace(entry, acts=acts)

    def act_with_later(self, moment: Moment, act: Act) -> Act:
        option = act.option
        if option is None:
            names = [f"missed:{moment.id}", f"waited:{moment.id}"]
        else:
            names = [f"did:{moment.id}.{option.id}", f"did:{moment.id}"]
        later = {span for name in names for span in self.uses.read.get(name, ())}
        return replace(act, later=tuple(sorted(later)))


def _moments_in(steps: tuple[Step, ...]) -> Iterator[Moment]:
    """Yield the moments among these steps and in their branches, but not those in other moments."""
    for step in steps:
        if isinstance(step, Moment):
            yield step
        elif isinstance(step, If):
            yield from _moments_in(step.then)
            yield from _moments_in(step.otherwise)


def _read_by(condition: Condition) -> Iterator[str]:
    """Yield what a condition reads: names of climate and state, and acts such as ``did:drift``."""
    tokens = tokens_of(condition.source)
    for token, following, text in zip(tokens, tokens[1:], [*tokens[2:], tokens[-1]], strict=False):
        if token.kind != "name":
            continue
        yield f"{token.text}:{text.text[1:-1]}" if following.text == "(" else token.text
