"""The script cut into runs: straight pieces from one question to the next, for looking at very many plays.

``step`` goes turn by turn, as a play is heard. A run goes at once to where the way forks or a moment is met; ``leap`` plays
by runs, and the analysis follows them through every play. They come to the same as ``step`` does, only sooner.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from simulator.engine.program import Apply, Branch, Draw, Finish, Jump, Meet, Over, Program
from simulator.scenario.condition import Evaluate, Judged, Values
from simulator.scenario.model import Change, Scenario

VALUES_A_STEP = 32
"""Values that are copied, and characters of a condition that are evaluated, in about the time of a step."""

Adjustment = tuple[int, int, int, int]
"""A variable's place, what is added, and the least and the most that it may be afterwards."""


@dataclass(slots=True, eq=False)
class Way:
    """An act in a moment: when it is on offer (None: always), what it adds to what was judged, and where it leads.

    Only those bits are added that something can ask for later.
    """

    when: Evaluate | None
    judged: Judged
    run: "Run"


@dataclass(slots=True, eq=False)
class Met:
    """A moment as runs meet it; ``options`` are in the file's order.

    ``own`` is the bit that says it was judged before (none, where it cannot be met again); then play goes on with ``after``.
    ``work`` is how long it takes to see what is on offer, in steps.
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
    """A straight piece: the instructions from ``at`` to ``last``, of which those in ``loud`` are heard.

    ``changes`` happen in this order. Then play goes on at ``on``; where there is a ``condition``, only if it holds, else at
    ``otherwise``. A run without ``on`` ends at the moment ``met``, or with the meeting.

    ``length`` is how many instructions it has, one with several turns counted as that many. ``work`` is how long it takes to
    follow once, in steps: 1, and more if it changes very many variables or asks a very long condition.
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
    """Return the values after these changes, each held within its bounds at once."""
    after = list(values)
    for place, amount, low, high in changes:
        value = after[place] + amount
        after[place] = low if value < low else high if value > high else value
    return tuple(after)


def cut(program: Program) -> dict[int, Run]:
    """Cut a program into runs, each under the instruction it begins at; 0 is where play begins."""
    runs = {at: Run(at) for at in sorted({0, *_cuts(program)})}
    remembered = _asked_for(program)
    for run in runs.values():
        _fill(program, runs, run, remembered)
    return runs


def _asked_for(program: Program) -> Judged:
    """The bits of what was judged that matter: those that conditions read, and each moment's own if it can come again."""
    conditions = [i.condition for i in program.code if isinstance(i, Branch)]
    conditions += [
        o.when for moment in program.moments for o in moment.options if o.when is not None
    ]
    back = any(
        isinstance(instruction, Jump) and instruction.to <= at
        for at, instruction in enumerate(program.code)
    )
    own = [i.bits.judged for i in program.code if isinstance(i, Meet)] if back else []
    return reduce(or_, (*(condition.judged for condition in conditions), *own), 0)


def _cuts(program: Program) -> Iterator[int]:
    """Where runs begin: wherever something else than the instruction before can lead."""
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
                run.condition, run.on, run.otherwise = (
                    condition.evaluate,
                    runs[at + 1],
                    runs[otherwise],
                )
                break
            case Meet() as meet:
                run.met = _met(meet, runs, at, remembered)
                break
            case Finish() | Over():
                run.loud.append(at)
                break
            case Draw(alternatives=alternatives):
                run.loud.append(at)
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
    """How long it takes to follow a run once, in steps."""
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
    """Adding is clamped to the bounds; assigning leaves one value possible."""
    for place, amount in change.add:
        yield place, amount, scenario.variables[place].low, scenario.variables[place].high
    for place, value in change.assign:
        yield place, 0, value, value
