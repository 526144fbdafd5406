"""The script compiled once: a flat list of instructions in which every way on is a number.

Loud instructions (``Say``, ``Begin``, ``Meet``, ``Draw``, ``Finish``, ``Over``) are seen or decided; silent ones (``Branch``,
``Jump``, ``Apply``) only lead on. ``follow`` runs the silent ones, so that a state always stands at a loud one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import fsum

from simulator.scenario.catalogue import FormatPhase
from simulator.scenario.condition import Condition, Judgeable, Judged, Values
from simulator.scenario.model import (
    Change,
    ChangeStep,
    End,
    Goto,
    If,
    Label,
    Moment,
    Option,
    Passing,
    PhaseStep,
    Place,
    Scenario,
    Step,
    Turn,
    Vary,
)

MOST_SILENT = 10_000
"""Silent instructions in a row after which a play is taken to turn in a circle."""


SEEN, HELD, FAILED = 1, 2, 4
"""What ``follow`` notes of an instruction."""


@dataclass(frozen=True, slots=True)
class Say:
    """A turn is spoken (or a silence or stage direction shown)."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class Begin:
    """A phase begins."""

    phase: str


@dataclass(frozen=True, slots=True)
class Meet:
    """A moment is met; ``options`` and ``passing`` are where its consequences begin, ``after`` where play goes on.

    ``bits`` are its places in what has been judged.
    """

    number: int
    moment: Moment
    bits: Judgeable
    options: tuple[int, ...]
    passing: int
    after: int

    def took(self, option: int) -> Judged:
        """What is judged when this option (from 0) is taken."""
        return self.bits.judged | self.bits.taken(option)

    @property
    def passed(self) -> Judged:
        """What is judged when nobody acted."""
        return self.bits.judged | self.bits.passed


@dataclass(frozen=True, slots=True)
class Draw:
    """The ``number``-th vary of the script: the seed draws one of the alternatives."""

    number: int
    alternatives: tuple[tuple[Turn, ...], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Go on with the next instruction where the condition holds, else at ``otherwise``."""

    condition: Condition
    otherwise: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Go on at ``to``."""

    to: int


@dataclass(frozen=True, slots=True)
class Apply:
    """Climate and state change."""

    change: Change


@dataclass(frozen=True, slots=True)
class Finish:
    """The meeting ends, with the leader's last line if ``step`` has one; ``reason`` is end, script or circle."""

    step: End | None
    reason: str


@dataclass(frozen=True, slots=True)
class Over:
    """Nothing comes after this."""


Instruction = Say | Begin | Meet | Draw | Branch | Jump | Apply | Finish | Over
Silent = Branch | Jump | Apply


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled scenario; ``minutes`` is the meeting's clock at each instruction, ``phases`` the phase it belongs to.

    ``origins`` is the place in the file that each instruction comes from, ``starts`` the first instruction of each step.
    ``over`` and ``circle`` are the places of the last two instructions: after the end, and the end of a play whose script
    leads in a silent circle.
    """

    scenario: Scenario
    code: tuple[Instruction, ...]
    moments: tuple[Moment, ...]
    meets: tuple[int, ...]
    places: dict[str, int]
    minutes: tuple[float, ...]
    labels: dict[str, int]
    origins: tuple[Place, ...]
    starts: dict[Place, int]
    over: int
    circle: int
    start_values: Values = field(default=())

    @property
    def length(self) -> int:
        """The minute in which the last phase of the script ends (of the format, where the script names none)."""
        ends = {phase.phase: start + phase.minutes for phase, start in self._phases()}
        begun = [ends[step.phase] for step in self.code if isinstance(step, Begin)]
        return max(begun or ends.values())

    def _phases(self) -> Iterator[tuple[FormatPhase, int]]:
        starts = self.scenario.format.starts()
        return ((phase, starts[phase.phase]) for phase in self.scenario.format.phases)


def follow(
    program: Program, at: int, values: Values, judged: Judged, seen: bytearray | None = None
) -> tuple[int, Values]:
    """Run silent instructions from ``at`` on; return where the next loud one stands, and the values there.

    ``seen``, one byte an instruction, gathers ``SEEN`` for each that was come by, the loud one too, and ``HELD`` or ``FAILED``
    for a branch.
    """
    code = program.code
    for _ in range(MOST_SILENT):
        instruction = code[at]
        if seen is not None:
            seen[at] |= SEEN
        if isinstance(instruction, Branch):
            holds = instruction.condition.evaluate(values, judged)
            if seen is not None:
                seen[at] |= HELD if holds else FAILED
            at = at + 1 if holds else instruction.otherwise
        elif isinstance(instruction, Jump):
            at = instruction.to
        elif isinstance(instruction, Apply):
            values = changed(program, values, instruction.change)
            at += 1
        else:
            return at, values
    return program.circle, values


def changed(program: Program, values: Values, change: Change) -> Values:
    """Add and clamp, then assign; ``values`` itself stays."""
    after = list(values)
    for place, amount in change.add:
        variable = program.scenario.variables[place]
        after[place] = min(variable.high, max(variable.low, after[place] + amount))
    for place, value in change.assign:
        after[place] = value
    return tuple(after)


def compile_scenario(scenario: Scenario) -> Program:
    """Compile a scenario; the same scenario always gives the same program."""
    compiler = _Compiler(scenario)
    compiler.steps(scenario.script, 1.0)
    compiler.put(Finish(None, "script"))
    circle = compiler.put(Finish(None, "circle"))
    over = compiler.put(Over())
    code = tuple(compiler.resolved())
    meets = {
        instruction.moment.id: at
        for at, instruction in enumerate(code)
        if isinstance(instruction, Meet)
    }
    moments = scenario.moments()
    return Program(
        scenario=scenario,
        code=code,
        moments=moments,
        meets=tuple(meets[moment.id] for moment in moments),
        places={moment.id: number for number, moment in enumerate(moments)},
        minutes=tuple(_clock(scenario, code, compiler.lengths)),
        labels=compiler.labels,
        origins=tuple(compiler.origins),
        starts=compiler.starts,
        over=over,
        circle=circle,
        start_values=tuple(variable.start for variable in scenario.variables),
    )


class _Compiler:
    """Lays instructions out in the order of the file; jumps to labels are put in at the end.

    ``lengths`` holds how many turns each instruction counts for on the meeting's clock: what lies on a side way (the answer
    to an option, an ``else``) takes no time of its own there.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.moments = dict(_judgeables(scenario.moments()))
        self.code: list[Instruction | str] = []
        self.lengths: list[float] = []
        self.labels: dict[str, int] = {}
        self.origins: list[Place] = []
        self.starts: dict[Place, int] = {}
        self.draws = 0

    def put(self, instruction: Instruction | str, length: float = 0.0, origin: Place = ()) -> int:
        self.code.append(instruction)
        self.lengths.append(length)
        self.origins.append(origin)
        return len(self.code) - 1

    def resolved(self) -> Iterator[Instruction]:
        for instruction in self.code:
            yield Jump(self.labels[instruction]) if isinstance(instruction, str) else instruction

    def steps(self, steps: tuple[Step, ...], share: float) -> None:
        for step in steps:
            self.step(step, share)

    def step(self, step: Step, share: float) -> None:
        self.starts[step.place] = len(self.code)
        if isinstance(step, Label):
            self.labels[step.id] = len(self.code)
        elif step.when is None:
            self.bare(step, share)
        else:
            branch = self.put(Branch(step.when, 0), origin=(*step.place, "when"))
            self.bare(step, share)
            self.code[branch] = Branch(step.when, len(self.code))

    def bare(self, step: Step, share: float) -> None:
        match step:
            case Turn():
                self.put(Say(step), share)
            case PhaseStep():
                self.put(Begin(step.phase))
            case Vary():
                self.put(Draw(self.draws, step.alternatives), share * len(step.alternatives[0]))
                self.draws += 1
            case ChangeStep():
                self.put(Apply(step.change))
            case Goto():
                self.put(step.label, origin=step.place)
            case End():
                self.put(Finish(step, "end"))
            case If():
                self.branches(step, share)
            case Moment():
                self.moment(step, share)
            case _:
                raise AssertionError(f"no such step: {step!r}")

    def branches(self, step: If, share: float) -> None:
        branch = self.put(Branch(step.condition, 0), origin=(*step.place, "if"))
        self.steps(step.then, share)
        jump = self.put(Jump(0))
        self.code[branch] = Branch(step.condition, len(self.code))
        self.steps(step.otherwise, 0.0)
        self.code[jump] = Jump(len(self.code))

    def moment(self, moment: Moment, share: float) -> None:
        meet = self.put(Over(), share * len(moment.turns))
        exits: list[int] = []
        options = tuple(self.consequence(option, exits) for option in moment.options)
        passing = self.consequence(moment.passing, exits)
        after = len(self.code)
        for jump in exits:
            self.code[jump] = Jump(after)
        number, bits = self.moments[moment.id]
        self.code[meet] = Meet(number, moment, bits, options, passing, after)

    def consequence(self, act: Option | Passing, exits: list[int]) -> int:
        start = len(self.code)
        if act.change:
            self.put(Apply(act.change))
        self.steps(act.then, 0.0)
        jump = self.put(act.goto or Jump(0), origin=(*act.place, "goto") if act.goto else ())
        if act.goto is None:
            exits.append(jump)
        return start


def _judgeables(moments: tuple[Moment, ...]) -> Iterator[tuple[str, tuple[int, Judgeable]]]:
    """Number the moments, and give each its bits."""
    first = 0
    for number, moment in enumerate(moments):
        bits = Judgeable(first, moment.leave, tuple(option.id for option in moment.options))
        yield moment.id, (number, bits)
        first = bits.end


def _clock(
    scenario: Scenario, code: tuple[Instruction, ...], lengths: list[float]
) -> Iterator[float]:
    """Yield the meeting's minute at each instruction: each phase's minutes are spread evenly over its turns in the file."""
    minutes = {phase.phase: phase.minutes for phase in scenario.format.phases}
    starts = scenario.format.starts()
    cuts = [at for at, instruction in enumerate(code) if isinstance(instruction, Begin)]
    phase = scenario.format.phases[0].phase
    for begin, end in zip([0, *cuts], [*cuts, len(code)], strict=True):
        opening = code[begin]
        phase = opening.phase if isinstance(opening, Begin) else phase
        turns = fsum(lengths[begin:end]) or 1.0
        spoken = 0.0
        for at in range(begin, end):
            yield starts[phase] + minutes[phase] * min(1.0, spoken / turns)
            spoken += lengths[at]
