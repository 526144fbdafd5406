"""The flow of a scenario as plain data: moments, where each act leads and when, what is unreached.

An arrow stands for all plays in which this act in this moment leads to that moment next. Arrows
come from the explored states, so each is taken by some play. The exceptions are arrows of
moments and options that no play reaches: they come from the script alone and are marked
(``taken`` is false), so that an author sees where the lost part would lead.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.analysis.block_follower import ENDLESS
from simulator.analysis.blocks import END
from simulator.analysis.decisions import unreached
from simulator.analysis.explore import WAITED, Graph
from simulator.engine.cfg import ControlFlow, ends_leg
from simulator.engine.events import Acted, Event, Passed
from simulator.engine.execution import MOST_SILENT, Position, advance, beginning
from simulator.engine.instructions import Branch, Instruction, Meet
from simulator.engine.program import Program
from simulator.messages import say
from simulator.scenario.model import Goto, Moment, Option, Passing, Place, below, walk
from simulator.scenario.moment_names import moment_title

START, OVER, NEVER_OVER = "(start)", "(end)", "(no end)"
"""Pseudo-ids for where plays begin and end; the brackets are not allowed in a moment's id."""

MOST_REASONS = 4
"""The maximum number of different reasons listed for one arrow; more are summed up as many."""

MOST_WALKED = 10_000_000
"""The maximum number of instructions followed to find the reasons of all arrows.

Beyond it no more are searched for, and the reasons are summed up as many.
"""

_BEGINNING = -1
"""Stands for the beginning of the script, if moments are given by number."""

_Key = tuple[int, str, int]
"""An arrow: a moment's number (or _BEGINNING), an act, and a moment's number, END or ENDLESS."""

Decisions = Sequence[tuple[str, str]]
"""The decisions of a play in order: moment and act."""


@dataclass(frozen=True, slots=True)
class FlowMoment:
    """A moment of the flow.

    ``visited`` is the act of the exemplary play in it, or empty if that play does not reach it.
    """

    id: str
    kind: str
    about: str
    when: str
    reached: bool
    visited: str


@dataclass(frozen=True, slots=True)
class FlowArrow:
    """One act of one moment, and the moment (or end) that can come next.

    ``when`` is the option's own condition. ``reasons`` are the conditions that decide between the
    act and its target, one text for each path (none if the act always leads there); ``labels`` are
    the jumps on the path.
    """

    source: str
    act: str
    target: str
    when: str = ""
    reasons: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    taken: bool = True
    exemplary: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole flow.

    ``exemplary`` is true if there was an exemplary play; ``truncated`` says why the exploration
    stopped early (empty if it did not).
    """

    scenario: str
    title: str
    moments: tuple[FlowMoment, ...]
    arrows: tuple[FlowArrow, ...]
    unreached: tuple[str, ...]
    exemplary: bool
    truncated: str = ""


def flow(graph: Graph, exemplary: Decisions = ()) -> Flow:
    """Return the flow of an explored scenario; ``exemplary`` has the exemplary play's decisions."""
    scenario = graph.program.scenario
    known = not graph.truncated
    visited = dict(exemplary)
    moments = tuple(
        FlowMoment(
            moment.id,
            moment.kind,
            moment.about.source or moment_title(moment, scenario.catalogue).source,
            moment.when.source if moment.when else "",
            # After a truncated search, a moment that was not seen may still be reached.
            not known or bool(graph.seen[at]),
            visited.get(moment.id, ""),
        )
        for moment, at in zip(graph.program.moments, graph.program.meets, strict=True)
    )
    arrows = tuple(_Arrows(graph, exemplary).all())
    lost = unreached(graph) if known else ()
    return Flow(
        scenario.id, scenario.title, moments, arrows, lost, bool(exemplary), graph.truncated
    )


def decisions(events: Iterable[Event]) -> tuple[tuple[str, str], ...]:
    """Return the decisions of a play from its events, the same for guided and live play."""
    return tuple(
        (event.moment, event.option if isinstance(event, Acted) else WAITED)
        for event in events
        if isinstance(event, Acted | Passed)
    )


@dataclass(slots=True)
class _Paths:
    """What was found about one arrow: its reasons in order, and the jumps of the first path."""

    reasons: dict[str, None] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


class _Arrows:
    """Finds the arrows of one graph."""

    def __init__(self, graph: Graph, exemplary: Decisions) -> None:
        self.graph = graph
        self.program = graph.program
        self.cfg = graph.follower.cfg
        self.stops = _stops(self.cfg)
        self.jumps = _jumps(graph.program)
        self.left = MOST_WALKED
        names = [START, *(moment for moment, _ in exemplary), OVER]
        acts = ["", *(act for _, act in exemplary)]
        # The last name has no act: the play is over.
        self.exemplary = set(zip(names, acts, names[1:], strict=False)) if exemplary else set()

    def all(self) -> Iterator[FlowArrow]:
        """Yield every arrow, in the order of the script."""
        if self.graph.truncated:
            for number in (_BEGINNING, *range(len(self.program.moments))):
                yield from self.possible(number, taken=True)
            return
        taken = self.taken()
        for number in (_BEGINNING, *range(len(self.program.moments))):
            from_here = [arrow for arrow in taken if self.number(arrow.source) == number]
            yield from sorted(from_here, key=self.order)
            yield from self.possible(number, taken=False)

    def number(self, name: str) -> int:
        return self.program.places.get(name, _BEGINNING)

    def order(self, arrow: FlowArrow) -> tuple[int, int]:
        acts = ["", *self.acts(self.number(arrow.source))]
        # The ends are no moments, and come after all of them.
        target = self.program.places.get(arrow.target, len(self.program.moments))
        return acts.index(arrow.act), target

    def acts(self, number: int) -> dict[str, int]:
        """Return the instruction at which the consequences of each act of a moment begin.

        The beginning of the script has a single act without a name.
        """
        if number == _BEGINNING:
            return {"": 0}
        meet = self.program.code[self.program.meets[number]]
        assert isinstance(meet, Meet)
        found = {}
        for option, at in zip(meet.moment.options, meet.options, strict=True):
            found[option.id] = at
        found[WAITED] = meet.passing
        return found

    def when(self, number: int, act: str) -> str:
        options = self.program.moments[number].options if number != _BEGINNING else ()
        for option in options:
            if option.id == act and option.when is not None:
                return option.when.source
        return ""

    # Arrows that plays take.

    def taken(self) -> list[FlowArrow]:
        """Return the arrows that plays take, collected over all states."""
        graph, found = self.graph, dict[_Key, _Paths]()
        self.follow(found, (_BEGINNING, "", graph.first), beginning(self.program))
        for number, node in enumerate(graph.nodes):
            for departure in graph.departures(number):
                key = (node.meet.number, departure.act, departure.target)
                self.follow(found, key, departure.position)
        return [
            self.arrow(*key, tuple(paths.reasons), paths.labels) for key, paths in found.items()
        ]

    def follow(self, found: dict[_Key, _Paths], key: _Key, position: Position) -> None:
        """Record one path from an act to a node: the deciding conditions, and the jumps."""
        source, act, node = key
        # Negative numbers are END and ENDLESS, which are no nodes.
        target = self.graph.nodes[node].meet.number if node >= 0 else node
        stop = target if target >= 0 else END
        new = (source, act, target) not in found
        paths = found.setdefault((source, act, target), _Paths())
        always = self.stops[position.at] == {stop}
        # Nothing to learn: too many reasons to list, or none because the act always leads here.
        if len(paths.reasons) > MOST_REASONS or (always and not new):
            return
        if self.left <= 0:
            # Out of budget: enough placeholders to count as many reasons.
            paths.reasons.update(dict.fromkeys(map(str, range(1, MOST_REASONS + 2))))
            return
        decided, labels = self.walk(position)
        paths.reasons.setdefault(_joined(decided))
        if new:
            paths.labels = labels

    def walk(self, position: Position) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Run to the next decision; return the conditions that decided it, and the jumps."""
        decided, labels = dict[str, None](), dict[str, None]()
        been: set[Position] = set()
        for _ in range(MOST_SILENT):
            self.left -= 1
            after = advance(self.program, position)
            if after is None:
                break
            decided.update(dict.fromkeys(self.decided(position.at, after.at)))
            labels.update(dict.fromkeys(self.jumped(position.at)))
            # Every loop has a step back, so it is enough to remember the positions before those.
            if after.at <= position.at:
                if position in been:
                    break  # an endless loop
                been.add(position)
            position = after
        return tuple(decided), tuple(labels)

    def decided(self, at: int, to: int) -> tuple[str, ...]:
        """Return the condition that decides where play goes if it goes from ``at`` to ``to``.

        A branch decides something only if its two sides can lead to different moments.
        """
        instruction = self.program.code[at]
        if not isinstance(instruction, Branch):
            return ()
        if self.stops[at + 1] == self.stops[instruction.otherwise]:
            return ()
        return (_said(instruction.condition.source, to == at + 1),)

    def jumped(self, at: int) -> tuple[str, ...]:
        """Return the label that the author wrote, if this instruction is a jump to one."""
        return (self.jumps[at],) if at in self.jumps else ()

    def arrow(
        self,
        source: int,
        act: str,
        target: int,
        reasons: tuple[str, ...],
        labels: tuple[str, ...],
        taken: bool = True,
    ) -> FlowArrow:
        moments = self.program.moments
        start = moments[source].id if source != _BEGINNING else START
        outside = NEVER_OVER if target == ENDLESS else OVER
        end = moments[target].id if target >= 0 else outside
        if "" in reasons:  # one path has no deciding condition, so the others do not matter
            reasons = ()
        if len(reasons) > MOST_REASONS:
            reasons = (say("flow.many_conditions"),)
        exemplary = taken and (start, act, end) in self.exemplary
        return FlowArrow(start, act, end, self.when(source, act), reasons, labels, taken, exemplary)

    # Arrows that only the script has.

    def possible(self, number: int, taken: bool) -> Iterator[FlowArrow]:
        """Yield the arrows of the script: those of unreached parts, or (``taken``) all of them."""
        for act, at in self.acts(number).items():
            if taken or not self.graph.seen[at]:
                for target, (decided, labels) in self.targets(at).items():
                    yield self.arrow(number, act, target, (_joined(decided),), labels, taken)
            else:
                yield from self.into_the_lost(number, act, at)

    def into_the_lost(self, number: int, act: str, at: int) -> Iterator[FlowArrow]:
        """Yield the arrows of a reached act to unreached moments.

        Plays would take them if a condition held that never does.
        """
        for target, (decided, labels) in self.targets(at).items():
            if target >= 0 and not self.graph.seen[self.program.meets[target]]:
                yield self.arrow(number, act, target, (_joined(decided),), labels, taken=False)

    def targets(self, begin: int) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return what can come next if every condition might hold.

        Each target has the conditions and jumps of one path to it.
        """
        found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        been: set[int] = set()
        waiting: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = [(begin, (), ())]
        while waiting:
            at, decided, labels = waiting.pop()
            if at in been:
                continue
            been.add(at)
            instruction = self.program.code[at]
            if ends_leg(instruction):
                found.setdefault(_stop(instruction), (decided, labels))
                continue
            # A stack: the side on which a condition holds is pushed last, to be looked at first.
            for to in reversed(self.cfg.successors[at]):
                waiting.append((to, (*decided, *self.decided(at, to)), (*labels, *self.jumped(at))))
        return found or {ENDLESS: ((), ())}


def _said(source: str, holds: bool) -> str:
    whole = " ".join(source.split())
    return whole if holds else f"not ({whole})"


def _joined(decided: Iterable[str]) -> str:
    """Join several conditions with ``and``, in brackets where needed."""
    parts = tuple(decided)
    if len(parts) == 1:
        return parts[0]
    return " and ".join(
        f"({part})" if " or " in part and not part.startswith("not (") else part for part in parts
    )


def _stop(instruction: Instruction) -> int:
    """Return the number of the moment at which a leg ends, or END."""
    return instruction.number if isinstance(instruction, Meet) else END


def _stops(cfg: ControlFlow) -> list[set[int]]:
    """Return for each instruction what can come next if every condition might hold.

    These are the numbers of moments, or END.
    """
    code = cfg.program.code
    before = cfg.predecessors()
    stops: list[set[int]] = [set() for _ in code]
    for at, instruction in enumerate(code):
        if ends_leg(instruction):
            _spread(code, before, stops, at)
    return stops


def _spread(
    code: tuple[Instruction, ...], before: list[list[int]], stops: list[set[int]], last: int
) -> None:
    """Add the end of a leg to the stops of every instruction from which a leg can end there."""
    stop = _stop(code[last])
    waiting = [last]
    while waiting:
        at = waiting.pop()
        if stop not in stops[at]:
            stops[at].add(stop)
            waiting += [earlier for earlier in before[at] if not ends_leg(code[earlier])]


def _jumps(program: Program) -> Mapping[int, str]:
    """Return the label of each jump that the author wrote, by its address in the program."""
    written: dict[Place, str] = {}
    for step in walk(program.scenario.script):
        if isinstance(step, Goto):
            written[step.place] = step.label
        elif isinstance(step, Moment):
            acts: tuple[Option | Passing, ...] = (*step.options, step.passing)
            written.update(
                {below(act.place, "goto"): act.goto for act in acts if act.goto is not None}
            )
    return {at: written[place] for at, place in enumerate(program.origins) if place in written}
