"""The compiled script: a flat list of instructions that refer to each other by index.

``execution`` runs the silent ones, so that a state is always at a loud one. ``cfg`` says where each
instruction leads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import fsum

from simulator.engine.instructions import (
    Apply,
    Ask,
    Begin,
    Branch,
    ChangeSeat,
    Draw,
    Finish,
    Instruction,
    Jump,
    Loss,
    Meet,
    Over,
    Say,
    lost_credit,
)
from simulator.scenario.condition import Judgeable, Values
from simulator.scenario.model import (
    MODES,
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
    Reflect,
    Scenario,
    SeatStep,
    Step,
    Turn,
    Vary,
)

Span = tuple[int, int]
"""The minute at which a phase begins, and how many minutes it takes."""


@dataclass(frozen=True)
class Program:
    """A compiled scenario.

    For each instruction, ``minutes`` has the meeting's clock, ``spans`` the span of its phase, and
    ``origins`` the place in the file that it comes from (empty for most). ``starts`` maps the place
    of a step to its first instruction, ``labels`` a label to its target. ``moments`` are in file
    order; ``meets`` has the index of the ``Meet`` of each, and ``places`` maps a moment's id to its
    position in both.
    ``loop_end`` and ``over`` are the indexes of the last two instructions: the end of a play whose
    script loops without a decision, and the state after any end.
    """

    scenario: Scenario
    code: tuple[Instruction, ...]
    moments: tuple[Moment, ...]
    meets: tuple[int, ...]
    places: dict[str, int]
    minutes: tuple[float, ...]
    spans: tuple[Span, ...]
    labels: dict[str, int]
    origins: tuple[Place, ...]
    starts: dict[Place, int]
    loop_end: int
    over: int
    start_values: Values = field(default=())

    @cached_property
    def loops(self) -> bool:
        """Whether the script can jump back; without it, no moment is met twice."""
        jumps = [(at, step) for at, step in enumerate(self.code) if isinstance(step, Jump)]
        return any(jump.to <= at for at, jump in jumps)

    def jumped(self, at: int) -> int:
        """Return the first instruction from ``at`` on that is not a jump, following the jumps.

        Of jumps that go round in a circle, any one is returned.
        """
        for _ in self.code:
            instruction = self.code[at]
            if not isinstance(instruction, Jump):
                break
            at = instruction.to
        return at

    def is_loud(self, at: int) -> bool:
        """Return whether the leader can see this instruction, so that play stops at it."""
        return not isinstance(self.code[at], Branch | Jump | Apply)

    @property
    def same_in_both_modes(self) -> bool:
        """Whether guided play has the ways to act that live play has, in every moment.

        They may differ in what they earn, but they lead to the same states.
        """
        for at in self.meets:
            meet = self.code[at]
            assert isinstance(meet, Meet)
            guided, live = ([(way.option, way.judged) for way in meet.ways(mode)] for mode in MODES)
            if guided != live:
                return False
        return True

    @property
    def length(self) -> int:
        """The minute in which the last phase of the script (or else of the format) ends."""
        # A script may leave out the last phases of its format, so the format's own length may be
        # too long.
        schedule = _Schedule(self.scenario)
        begun = [schedule.end(step) for step in self.code if isinstance(step, Begin)]
        formats = [schedule.end(Begin(phase.phase)) for phase in self.scenario.format.phases]
        return max(begun or formats)


def compile_scenario(scenario: Scenario) -> Program:
    """Return the compiled scenario; the same scenario always gives the same program."""
    compiler = _Compiler(scenario)
    compiler.steps(scenario.script, 1.0)
    # These must come last: ``Session`` stops the clock from ``loop_end`` on.
    compiler.emit(Finish(None, "script"))
    loop_end = compiler.emit(Finish(None, "loop"))
    over = compiler.emit(Over())
    code = tuple(compiler.resolved())
    clock = list(_clock(scenario, code, compiler.lengths))
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
        minutes=tuple(minute for minute, _ in clock),
        spans=tuple(span for _, span in clock),
        labels=compiler.labels,
        origins=tuple(compiler.origins),
        starts=compiler.starts,
        loop_end=loop_end,
        over=over,
        start_values=tuple(variable.start for variable in scenario.variables),
    )


class _Compiler:
    """Emits instructions in file order.

    A jump to a label is emitted as the label's name, and resolved when all labels are known.
    ``lengths`` holds the number of turns that each instruction counts for on the meeting's clock.
    Side branches (the consequences of an option, an ``else``) count for none.

    ``share`` is 1 for steps on the main path and 0 for those on a side branch.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.moments = dict(_judgeables(scenario.moments()))
        self.variables = scenario.variables
        self.losses = dict(_losses(scenario.moments()))
        self.code: list[Instruction | str] = []
        self.lengths: list[float] = []
        self.labels: dict[str, int] = {}
        self.origins: list[Place] = []
        self.starts: dict[Place, int] = {}
        self.draws = 0

    def emit(self, instruction: Instruction | str, length: float = 0.0, origin: Place = ()) -> int:
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
            # A label emits nothing. It names the next instruction, which always exists: the end is
            # emitted last.
            self.labels[step.id] = len(self.code)
        elif step.when is None:
            self.body(step, share)
        else:
            # The target is not known yet, so the branch is replaced after the step.
            branch = self.emit(Branch(step.when, 0), origin=(*step.place, "when"))
            self.body(step, share)
            self.code[branch] = Branch(step.when, len(self.code))

    def body(self, step: Step, share: float) -> None:
        match step:
            case Turn():
                self.emit(Say(step), share)
            case PhaseStep():
                self.emit(Begin(step.phase, step.clock))
            case SeatStep():
                # Its stage direction is a turn; without one nothing is shown that takes time.
                self.emit(ChangeSeat(step), share if step.words is not None else 0.0)
            case Reflect():
                self.emit(Ask(step.question))
            case Vary():
                # The first alternative counts for all, so that the clock does not depend on the
                # seed.
                self.emit(Draw(self.draws, step.alternatives), share * len(step.alternatives[0]))
                self.draws += 1
            case ChangeStep():
                self.apply(step.change)
            case Goto():
                self.emit(step.label, origin=step.place)
            case End():
                self.emit(Finish(step, "end"))
            case If():
                self.branches(step, share)
            case Moment():
                self.moment(step, share)
            case _:
                raise AssertionError(f"no such step: {step!r}")

    def apply(self, change: Change) -> None:
        """Emit a change.

        An addition is clamped to the variable's bounds. An assignment has the new value as both
        bounds, so that clamping sets it; the loader has checked that it is within the variable's.
        """
        adjustments = []
        for place, amount in change.add:
            variable = self.variables[place]
            adjustments.append((place, amount, variable.low, variable.high))
        for place, value in change.assign:
            adjustments.append((place, 0, value, value))
        self.emit(Apply(change, tuple(adjustments)))

    def branches(self, step: If, share: float) -> None:
        branch = self.emit(Branch(step.condition, 0), origin=(*step.place, "if"))
        self.steps(step.then, share)
        jump = self.emit(Jump(0))
        self.code[branch] = Branch(step.condition, len(self.code))
        # Only one of the branches is played, so only one counts on the clock.
        self.steps(step.otherwise, 0.0)
        self.code[jump] = Jump(len(self.code))

    def moment(self, moment: Moment, share: float) -> None:
        meet = self.emit(Over(), share * len(moment.turns))  # a placeholder, replaced below
        exits: list[int] = []
        options = tuple(self.consequence(option, exits) for option in moment.options)
        passing = self.consequence(moment.passing, exits)
        after = len(self.code)
        for jump in exits:
            self.code[jump] = Jump(after)
        number, bits = self.moments[moment.id]
        loss, mends = self.losses.get(moment.id), self.losses.get(moment.mends)
        self.code[meet] = Meet(number, moment, bits, options, passing, after, loss, mends)

    def consequence(self, act: Option | Passing, exits: list[int]) -> int:
        """Emit what follows an act; return its start, and add its final jump to ``exits``.

        An act with a ``goto`` jumps to its label instead, and adds nothing to ``exits``.
        """
        start = len(self.code)
        if act.change:
            self.apply(act.change)
        self.steps(act.then, 0.0)
        # A label's name is resolved at the end; the ``Jump`` is replaced when the moment is
        # complete.
        jump = self.emit(act.goto or Jump(0), origin=(*act.place, "goto") if act.goto else ())
        if act.goto is None:
            exits.append(jump)
        return start


def _judgeables(moments: tuple[Moment, ...]) -> Iterator[tuple[str, tuple[int, Judgeable]]]:
    """Yield each moment's id with its number and its bits."""
    # Conditions were compiled with the same numbering, by ``language.build``.
    first = 0
    for number, moment in enumerate(moments):
        bits = Judgeable(first, moment.leave, tuple(option.id for option in moment.options))
        yield moment.id, (number, bits)
        first = bits.end


def _losses(moments: tuple[Moment, ...]) -> Iterator[tuple[str, Loss]]:
    """Yield the loss of each moment that another one mends, with its id.

    Its bits come after those that conditions can read.
    """
    mended = {moment.mends for moment in moments}
    first = sum(2 + len(moment.options) for moment in moments)
    for moment in moments:
        if moment.id in mended:
            earned = {moment.passing.credit}
            for option in moment.options:
                earned |= {moment.credit(option, after) for after in moment.pauses("live")}
            amounts = {Fraction(0), *(lost_credit(moment, credit) for credit in earned)}
            loss = Loss(first, tuple(sorted(amounts)))
            yield moment.id, loss
            first = loss.end


def _clock(
    scenario: Scenario, code: tuple[Instruction, ...], lengths: list[float]
) -> Iterator[tuple[float, Span]]:
    """Yield the meeting's minute at each instruction, and the span of its phase.

    The minutes of each phase are spread evenly over its turns in the file.
    """
    schedule = _Schedule(scenario)
    cuts = [at for at, instruction in enumerate(code) if isinstance(instruction, Begin)]
    phases = [begin for at in cuts if isinstance(begin := code[at], Begin)]
    # What comes before the first phase step is in the format's first phase.
    phases.insert(0, Begin(scenario.format.phases[0].phase))
    for number, (first, last) in enumerate(zip([0, *cuts], [*cuts, len(code)], strict=True)):
        phase = phases[number]
        following = phases[number + 1] if number + 1 < len(phases) else None
        start, minutes = schedule.start(phase), schedule.minutes(phase, following)
        turns = fsum(lengths[first:last]) or 1.0  # a phase may have no turns
        spoken = 0.0
        span = start, minutes  # one object for the whole phase
        for at in range(first, last):
            yield start + minutes * min(1.0, spoken / turns), span
            spoken += lengths[at]


class _Schedule:
    """When the phases of a meeting begin and end, by its format and by the script's clocks."""

    def __init__(self, scenario: Scenario) -> None:
        self._starts = scenario.format.starts()
        self._minutes = {phase.phase: phase.minutes for phase in scenario.format.phases}

    def start(self, phase: Begin) -> int:
        """Return the minute at which a phase begins."""
        return self._starts[phase.phase] if phase.clock is None else phase.clock

    def end(self, phase: Begin) -> int:
        """Return the minute at which a phase ends if no other one follows.

        This is the format's minute; a phase that begins after it has its usual length.
        """
        minutes = self._minutes[phase.phase]
        end = self._starts[phase.phase] + minutes
        start = self.start(phase)
        return end if start < end else start + minutes

    def minutes(self, phase: Begin, following: Begin | None) -> int:
        """Return how many minutes a phase takes before the ``following`` one of the script.

        With a clock on either of them, it lasts until the next one begins.
        """
        if phase.clock is None and (following is None or following.clock is None):
            return self._minutes[phase.phase]
        end = self.end(phase) if following is None else self.start(following)
        # A script may go back to an earlier phase, but its clock does not.
        return max(0, end - self.start(phase))
