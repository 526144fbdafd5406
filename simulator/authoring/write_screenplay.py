"""Write a scenario as a screenplay: number its lines, and note what depends on which act."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from simulator.authoring.dependencies import Dependencies
from simulator.authoring.letters import letters
from simulator.authoring.screenplay import (
    Act,
    Between,
    Entry,
    Follow,
    Kept,
    Part,
    Phase,
    Role,
    Screenplay,
    Spoken,
    Spot,
    Stage,
    StageKind,
    Texts,
    Variant,
)
from simulator.engine.program import Program, compile_scenario
from simulator.scenario.model import (
    LEADER,
    ChangeStep,
    End,
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


def screenplay(scenario: Scenario, seed: int = 1, case: int | None = None) -> Screenplay:
    """Return the screenplay; ``seed`` orders the letters, ``case`` (from 0) is the only one shown.

    None stands for all cases.
    """
    return _Writer(scenario, seed, case).written()


class _Writer:
    """Numbers the lines of one scenario, in the order in which they are printed."""

    def __init__(self, scenario: Scenario, seed: int, case: int | None) -> None:
        self.scenario = scenario
        self.seed = seed
        self.program: Program = compile_scenario(scenario)
        numbers = range(max(1, len(scenario.cases))) if case is None else (case,)
        self.names = [(number, names_in_case(scenario, number)) for number in numbers]
        self.numbers = {moment.id: at for at, moment in enumerate(scenario.moments(), 1)}
        self.dependencies = Dependencies()
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
            self.dependencies.targets,
            {label: tuple(spots) for label, spots in self.dependencies.jumps.items()},
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
                tuple(self.dependencies.changed.get(at, ())),
                tuple(self.dependencies.read.get(variable.name, ())),
            )

    # Steps.

    def steps(self, steps: tuple[Step, ...], depth: int) -> Iterator[Entry | Part]:
        for step in steps:
            first = self.lines + 1
            yield from self.step(step, depth)
            if not isinstance(step, Label) and step.when is not None:
                self.dependencies.depend(step.when, (first, self.lines))
            if isinstance(step, If):
                self.dependencies.depend(step.condition, (first, self.lines))

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
                self.dependencies.targets[step.id] = self.lines + 1
                yield Stage("label", depth, step.id, note=step.note)
            case Goto():
                self.dependencies.jump(step.label, self.act)
                yield Stage("goto", depth, step.label, note=step.note, when=step.when)
            case ChangeStep():
                self.dependencies.change(step.change, self.act)
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
        # With words, their line has the note.
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
        # Jumps and changes in the answer are recorded as those of this act.
        outer, self.act = self.act, spot
        self.dependencies.change(act.change, self.act)
        # In an answer a moment is a ``Follow``, never a ``Part``: the test is for the type checker.
        answer = tuple(entry for entry in self.steps(act.then, 0) if not isinstance(entry, Part))
        if act.goto:
            self.dependencies.jump(act.goto, self.act)
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

    def with_later(self, entry: Entry | Part) -> Entry | Part:
        """Return a moment whose acts have the numbers of the lines that depend on them."""
        if not isinstance(entry, Part):
            return entry
        acts = tuple(replace(act, later=self.dependencies.later(entry, act)) for act in entry.acts)
        return replace(entry, acts=acts)


def _moments_in(steps: tuple[Step, ...]) -> Iterator[Moment]:
    """Yield the moments among these steps and in their branches, but not those in other moments."""
    for step in steps:
        if isinstance(step, Moment):
            yield step
        elif isinstance(step, If):
            yield from _moments_in(step.then)
            yield from _moments_in(step.otherwise)
