"""Split a compiled script into basic blocks, so that the analysis can follow very many plays.

Interactive play uses ``step``, one turn at a time. A ``Run`` is a basic block: it goes straight to
the next branch or moment. Following runs reaches the same states as ``step``, in less time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from simulator.engine.program import Apply, Branch, Draw, Finish, Jump, Meet, Over, Program
from simulator.scenario.condition import Evaluate, Judged, Values
from simulator.scenario.model import Change, Scenario

VALUES_A_STEP = 32
"""How many values can be copied, or characters of a condition evaluated, in the time of one step.

An estimate, used to charge runs that change many variables or evaluate a long condition.
"""

Adjustment = tuple[int, int, int, int]
"""A variable's index, the amount to add, and the lower and upper bound of the result."""


@dataclass(slots=True, eq=False)
class Way:
    """The edge for one act in a moment.

    ``when`` is the condition under which the act is available (None: always), ``judged`` the bits
    it adds to the judgements, and ``run`` the block it leads to. ``judged`` holds only bits that
    something can read later.
    """

    when: Evaluate | None
    judged: Judged
    run: "Run"


@dataclass(slots=True, eq=False)
class Met:
    """A moment at the end of a run; ``options`` are in the file's order.

    ``own`` is the bit set once the moment has been judged (0 if it cannot be met again). If it is
    set, play skips the moment and continues with ``after``. ``work`` is the cost, in steps, of
    finding the available options.
    """

    at: int
    meet: Meet
    own: Judged
    options: tuple[Way, ...]
    passing: Way
    after: "Run"
    work: int = 1


@dataclass(slots=True, eq=False)
class Run:
    """A basic block: the instructions from ``at`` to ``last``; those in ``loud`` produce events.

    ``changes`` are applied in order. Then play continues at ``on`` or, if there is a ``condition``
    and it does not hold, at ``otherwise``. A run without ``on`` ends at the moment ``met``, or with
    the end of the meeting.

    ``length`` is the number of instructions; one with several turns counts once per turn. ``work``
    is the cost of following the run once, in steps: 1, or more if it changes very many variables
    or evaluates a very long condition.
    """

    at: int
    last: int = 0
    length: int = 1
    work: int = 1
    loud: list[int] = field(default_factory=list)
    changes: tuple[Adjustment, ...] = ()
    condition: Evaluate | None = None
    on: "Run | None" = None
    otherwise: "Run | None" = None
    met: Met | None = None


def adjusted(values: Values, changes: tuple[Adjustment, ...]) -> Values:
    """Return the values after these changes; each change is clamped before the next one."""
    after = list(values)
    for place, amount, low, high in changes:
        value = after[place] + amount
        # Not min(max(...)): the search spends much of its time here, and calls are slower.
        if value < low:
            value = low
        elif value > high:
            value = high
        after[place] = value
    return tuple(after)


def cut(program: Program) -> dict[int, Run]:
    """Split a program into runs, keyed by their first instruction; play begins at 0."""
    runs = {at: Run(at) for at in sorted({0, *_cuts(program)})}
    remembered = _asked_for(program)
    for run in runs.values():
        _fill(program, runs, run, remembered)
    return runs


def _asked_for(program: Program) -> Judged:
    """Return the bits of the judgements that matter later.

    These are the bits that conditions read and, if the script can loop, the bit of each moment
    that says it was judged.
    """
    conditions = [i.condition for i in program.code if isinstance(i, Branch)]
    conditions += [
        o.when for moment in program.moments for o in moment.options if o.when is not None
    ]
    # Without a jump backwards no moment can be met twice.
    loops = any(
        isinstance(instruction, Jump) and instruction.to <= at
        for at, instruction in enumerate(program.code)
    )
    own = [i.bits.judged for i in program.code if isinstance(i, Meet)] if loops else []
    return reduce(or_, (*(condition.judged for condition in conditions), *own), 0)


def _cuts(program: Program) -> Iterator[int]:
    """Yield where runs begin: every target of a jump, branch or moment."""
    for at, instruction in enumerate(program.code):
        match instruction:
            case Jump(to=to):
                yield to
            case Branch(otherwise=otherwise):
                yield from (at + 1, otherwise)
            case Meet(options=options, passing=passing, after=after):
                yield from (*options, passing, after)
            case _:
                pass


def _fill(program: Program, runs: dict[int, Run], run: Run, remembered: Judged) -> None:
    """Collect the instructions of a run up to its end, and link it to the runs after it."""
    changes: list[Adjustment] = []
    more_turns = 0
    at = run.at
    while True:
        match program.code[at]:
            case Apply(change=change):
                changes += _adjustments(program.scenario, change)
            case Jump(to=to):
                run.on = runs[to]
                break
            case Branch(condition=condition, otherwise=otherwise):
                run.condition = condition.evaluate
                run.on = runs[at + 1]
                run.otherwise = runs[otherwise]
                break
            case Meet() as meet:
                run.met = _met(meet, runs, at, remembered)
                break
            case Finish() | Over():
                run.loud.append(at)
                break
            case Draw(alternatives=alternatives):
                run.loud.append(at)
                # The instruction itself counts once in the length below.
                more_turns += max(map(len, alternatives)) - 1
            case _:
                run.loud.append(at)
        if at + 1 in runs:
            run.on = runs[at + 1]
            break
        at += 1
    run.last = at
    run.length = at - run.at + 1 + more_turns
    run.changes = tuple(changes)
    run.work = _work(program, run)


def _work(program: Program, run: Run) -> int:
    """Return the cost of following a run once, in steps."""
    copied = len(program.scenario.variables) + len(run.changes) if run.changes else 0
    instruction = program.code[run.last]
    asked = len(instruction.condition.source) if isinstance(instruction, Branch) else 0
    return 1 + (copied + asked) // VALUES_A_STEP


def _met(meet: Meet, runs: dict[int, Run], at: int, remembered: Judged) -> Met:
    ways = enumerate(zip(meet.moment.options, meet.options, strict=True))
    options = (
        Way(o.when.evaluate if o.when else None, meet.took(i) & remembered, runs[to])
        for i, (o, to) in ways
    )
    passing = Way(None, meet.passed & remembered, runs[meet.passing])
    asked = sum(
        len(option.when.source) for option in meet.moment.options if option.when is not None
    )
    work = len(meet.options) + asked // VALUES_A_STEP
    return Met(
        at, meet, meet.bits.judged & remembered, tuple(options), passing, runs[meet.after], work
    )


def _adjustments(scenario: Scenario, change: Change) -> Iterator[Adjustment]:
    """Yield the adjustments of a change.

    An addition is clamped to the variable's bounds. An assignment has the new value as both
    bounds, so that clamping sets it.
    """
    for place, amount in change.add:
        yield place, amount, scenario.variables[place].low, scenario.variables[place].high
    for place, value in change.assign:
        yield place, 0, value, value
