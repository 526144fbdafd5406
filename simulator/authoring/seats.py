"""Find lines of people who are out of the circle, and ``out`` and ``in`` steps without effect.

No condition can ask who is out, so it is no part of a state of the analysis. Plays that meet in a
state all hear the same from there on. So for each person and state it is enough to know whether
some play gets there with the person out, and whether some play gets there with the person in.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.analysis.block_follower import ENDLESS
from simulator.analysis.explore import START, Graph
from simulator.authoring.discovery import Discovery
from simulator.engine.execution import Position, advance, beginning
from simulator.engine.instructions import Draw, Meet, Say
from simulator.engine.program import Program
from simulator.scenario.model import SeatStep, Turn, below, walk
from simulator.scenario.problem import problem

MOST_FOLLOWED = 2_000_000
"""The maximum number of instructions that are followed: a few seconds."""

Play = tuple[tuple[str, str], ...]
"""The decisions of a play: moments, each with the act."""

People = int
"""A set of people of the cast, as bits in the cast's order."""


class Presence(NamedTuple):
    """Who is out in some play, and who is in in some play; a person can be both."""

    out: People
    present: People

    def merged(self, other: "Presence") -> "Presence":
        """Return what is known of both together."""
        return Presence(self.out | other.out, self.present | other.present)


class _Came(NamedTuple):
    """By which act of which node somebody is out; ``left`` if the person left after that act."""

    node: int
    act: str
    left: bool


def seat_discoveries(graph: Graph, most: int = MOST_FOLLOWED) -> Iterator[Discovery]:
    """Yield each line that some play hears from somebody who is out, and each idle seat step.

    Nothing is yielded for a script in which nobody leaves or comes back. At most ``most``
    instructions are followed.
    """
    steps = _seat_steps(graph.program)
    if not steps:
        return
    search = _Search(graph, steps, most)
    search.run()
    yield from search.found.values()
    # A search that was stopped has not seen every path.
    if search.left > 0:
        yield from search.idle()


def _seat_steps(program: Program) -> dict[int, SeatStep]:
    """Return each seat step by its instruction, which comes after the branch of its condition."""
    return {
        program.starts[step.place] + (step.when is not None): step
        for step in walk(program.scenario.script)
        if isinstance(step, SeatStep)
    }


@dataclass(slots=True)
class _Search:
    """Follows every act of every node that can matter, until nothing new is known of any node."""

    graph: Graph
    steps: dict[int, SeatStep]
    left: int
    found: dict[tuple[str | int, ...], Discovery] = field(default_factory=dict)
    _known: dict[int, Presence] = field(default_factory=dict)
    _came: dict[tuple[int, People], _Came] = field(default_factory=dict)
    _before: dict[int, Presence] = field(default_factory=dict)
    """What was known of the people before each seat step."""
    _bits: dict[str, People] = field(init=False)
    _ahead: list[tuple[bool, People]] = field(init=False)
    """Whether a leg from an instruction may have a seat step, and who may speak in it."""

    def __post_init__(self) -> None:
        program = self.graph.program
        self._bits = {person: 1 << i for i, person in enumerate(program.scenario.cast)}
        self._ahead = _look_ahead(self.graph, self.steps, self._bits)

    def run(self) -> None:
        program = self.graph.program
        everybody = Presence(0, (1 << len(self._bits)) - 1)
        self._leg(START, "", beginning(program), self.graph.first, everybody)
        waiting = deque(self._known)
        while waiting and self.left > 0:
            number = waiting.popleft()
            for departure in self.graph.departures(number):
                presence = self._known[number]
                if self._leg(number, departure.act, departure.position, departure.target, presence):
                    waiting.append(departure.target)

    def idle(self) -> Iterator[Discovery]:
        """Yield each seat step that changes nothing in any play."""
        for at, before in self._before.items():
            step = self.steps[at]
            bit = self._bits[step.person]
            if step.out and not before.present & bit:
                yield Discovery(problem("R410.out", name=step.person), below(step.place, "out"))
            elif not step.out and not before.out & bit:
                yield Discovery(problem("R410.in", name=step.person), below(step.place, "in"))

    def _leg(
        self, node: int, act: str, position: Position, target: int, presence: Presence
    ) -> bool:
        """Follow an act to the next decision; return whether more is known of that node now."""
        changes, speakers = self._ahead[position.at]
        left: People = 0  # who left in this leg and is not back
        # Otherwise nobody leaves or comes back in this leg, and nobody who is out speaks.
        if changes or speakers & presence.out:
            presence, left = self._follow(node, act, position, target, presence)
        return target >= 0 and self._add(node, act, target, presence, left)

    def _add(self, node: int, act: str, target: int, presence: Presence, left: People) -> bool:
        """Add to what is known of a node; return whether it is new."""
        before = self._known.get(target, Presence(0, 0))
        after = before.merged(presence)
        for bit in self._bits.values():
            if presence.out & ~before.out & bit:
                self._came[target, bit] = _Came(node, act, bool(left & bit))
        self._known[target] = after
        return after != before

    def _follow(
        self, node: int, act: str, start: Position, target: int, presence: Presence
    ) -> tuple[Presence, People]:
        """Follow an act and report what is heard; return who is out at its end, and who left."""
        program = self.graph.program
        position: Position | None = start
        left: People = 0
        been: set[tuple[Position, Presence]] = set()
        while position is not None and self.left > 0:
            self.left -= 1
            at = position.at
            for turn in _turns(program, at):
                bit = self._bits.get(turn.speaker, 0)
                if bit & presence.out:
                    self._report(turn, node, act, bit, bool(left & bit))
            step = self.steps.get(at)
            if step is not None:
                self._before[at] = self._before.get(at, Presence(0, 0)).merged(presence)
                bit = self._bits[step.person]
                presence = _changed(presence, step, bit)
                left = left | bit if step.out else left & ~bit
            if target == ENDLESS:  # then the loop is followed until it brings nothing new
                if (position, presence) in been:
                    break
                been.add((position, presence))
            position = advance(program, position)
        return presence, left

    def _report(self, turn: Turn, node: int, act: str, bit: People, left: bool) -> None:
        place = below(turn.place, turn.speaker)
        if place not in self.found:
            play = self._play(_Came(node, act, left), bit)
            self.found[place] = Discovery(problem("R409", name=turn.speaker), place, play)

    def _play(self, came: _Came, bit: People) -> Play:
        """Return the decisions of a play that has somebody out after this act."""
        acts: list[tuple[str, str]] = []
        while came.node != START:
            acts.append((self.graph.nodes[came.node].meet.moment.id, came.act))
            if came.left:  # any play to this node will do, so the shortest
                return *self.graph.play_to(came.node), *reversed(acts)
            came = self._came[came.node, bit]
        return tuple(reversed(acts))


def _changed(presence: Presence, step: SeatStep, bit: People) -> Presence:
    if step.out:
        return Presence(presence.out | bit, presence.present & ~bit)
    return Presence(presence.out & ~bit, presence.present | bit)


def _turns(program: Program, at: int) -> tuple[Turn, ...]:
    """Return the turns that may be heard at an instruction."""
    match program.code[at]:
        case Say(turn=turn):
            return (turn,)
        case Draw(alternatives=alternatives):
            return tuple(turn for alternative in alternatives for turn in alternative)
        case Meet(moment=moment):
            return moment.turns
        case _:
            return ()


def _look_ahead(
    graph: Graph, steps: dict[int, SeatStep], bits: dict[str, People]
) -> list[tuple[bool, People]]:
    """Return for each instruction whether a leg from it may have a seat step, and who may speak.

    By the control-flow graph, so it may be more than any play does. Most legs need not be followed
    because of it.
    """
    program, cfg = graph.program, graph.follower.cfg
    before = cfg.predecessors()
    ahead: list[tuple[bool, People]] = [(False, 0)] * len(program.code)
    # From the end, because what an instruction has ahead depends on later ones.
    waiting = deque(range(len(program.code) - 1, -1, -1))
    while waiting:
        at = waiting.popleft()
        instruction = program.code[at]
        # A moment ends a leg, or was judged before and is passed over.
        onward = (instruction.after,) if isinstance(instruction, Meet) else cfg.successors[at]
        changes, speakers = at in steps, 0
        for turn in _turns(program, at):
            speakers |= bits.get(turn.speaker, 0)
        for to in onward:
            changes, speakers = changes or ahead[to][0], speakers | ahead[to][1]
        if (changes, speakers) != ahead[at]:
            ahead[at] = changes, speakers
            waiting += before[at]
    return ahead
