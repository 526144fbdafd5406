"""The flow of a scenario as plain data: moments, where each act leads and when, what is unreached.

An arrow stands for all plays in which this act in this moment leads to that moment next. Arrows
come from the explored states, so each is taken by some play. The exceptions are arrows of
moments and options that no play reaches: they come from the script alone and are marked
(``taken`` is false), so that an author sees where the lost part would lead.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.analysis.decisions import unreached
from simulator.analysis.explore import END, ENDLESS, WAITED, Graph
from simulator.engine.cfg import onwards
from simulator.engine.events import Acted, Event, Passed
from simulator.engine.program import (
    MOST_SILENT,
    Apply,
    Branch,
    Finish,
    Jump,
    Meet,
    Over,
    Program,
    changed,
)
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import Goto, Moment, Option, Passing, Place, walk

START, OVER, NEVER_OVER = "(start)", "(end)", "(no end)"
"""Pseudo-ids for where plays begin and end; the brackets are not allowed in a moment's id."""

MOST_REASONS = 4
"""The maximum number of different reasons listed for one arrow; more are summed up as many."""

MOST_WALKED = 10_000_000
"""The maximum number of instructions followed to find the reasons of all arrows.

Beyond it no more are searched for, and the reasons are summed up as many.
"""

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
            moment.about.source or _situation(graph.program, moment),
            moment.when.source if moment.when else "",
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


def _situation(program: Program, moment: Moment) -> str:
    situation = program.scenario.catalogue.situations.get(moment.situation or "")
    return situation.name if situation is not None else ""


@dataclass(slots=True)
class _Way:
    """What was found about one arrow: its reasons in order, and the jumps of the first path."""

    reasons: dict[str, None] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


class _Arrows:
    """Finds the arrows of one graph."""

    def __init__(self, graph: Graph, exemplary: Decisions) -> None:
        self.graph = graph
        self.program = graph.program
        self.stops = _stops(graph.program)
        self.jumps = _jumps(graph.program)
        self.left = MOST_WALKED
        names = [START, *(moment for moment, _ in exemplary), OVER]
        acts = ["", *(act for _, act in exemplary)]
        self.exemplary = set(zip(names, acts, names[1:], strict=False)) if exemplary else set()

    def all(self) -> Iterator[FlowArrow]:
        """Yield every arrow, in the order of the script."""
        if self.graph.truncated:
            yield from (
                arrow
                for at in (-1, *range(len(self.program.moments)))
                for arrow in self.drawn(at, taken=True)
            )
            return
        taken = self.taken()
        for number in (-1, *range(len(self.program.moments))):
            yield from sorted(
                (arrow for arrow in taken if self.number(arrow.source) == number), key=self.order
            )
            yield from self.drawn(number, taken=False)

    def number(self, name: str) -> int:
        return self.program.places.get(name, -1)

    def order(self, arrow: FlowArrow) -> tuple[int, int]:
        acts = ["", *self.acts(self.number(arrow.source))]
        target = self.program.places.get(arrow.target, len(self.program.moments))
        return acts.index(arrow.act), target

    def acts(self, number: int) -> dict[str, int]:
        """Return the address of the consequences of each act of a moment.

        A negative number stands for the start; its single act begins at address 0.
        """
        if number < 0:
            return {"": 0}
        meet = self.program.code[self.program.meets[number]]
        assert isinstance(meet, Meet)
        ways = zip(meet.moment.options, meet.options, strict=True)
        return {**{option.id: at for option, at in ways}, WAITED: meet.passing}

    def when(self, number: int, act: str) -> str:
        options = self.program.moments[number].options if number >= 0 else ()
        return next((o.when.source for o in options if o.id == act and o.when is not None), "")

    # Arrows that plays take.

    def taken(self) -> list[FlowArrow]:
        """Return the arrows that plays take, collected over all states."""
        graph, found = self.graph, dict[tuple[int, str, int], _Way]()
        self.follow(found, (-1, "", graph.first), 0, self.program.start_values, 0)
        for number, node in enumerate(graph.nodes):
            for way in graph.departures(number):
                self.follow(
                    found, (node.meet.number, way.act, way.target), way.at, way.values, way.judged
                )
        return [self.arrow(*key, tuple(way.reasons), way.labels) for key, way in found.items()]

    def follow(
        self,
        found: dict[tuple[int, str, int], _Way],
        key: tuple[int, str, int],
        at: int,
        values: Values,
        judged: Judged,
    ) -> None:
        """Record one path from an act to a node: the deciding conditions, and the jumps."""
        source, act, node = key
        target = self.graph.nodes[node].meet.number if node >= 0 else node
        stop = target if target >= 0 else END
        new = (source, act, target) not in found
        way = found.setdefault((source, act, target), _Way())
        if len(way.reasons) > MOST_REASONS or (not new and self.stops[at] == {stop}):
            return
        if self.left <= 0:
            # Out of budget: enough placeholders to count as many reasons.
            way.reasons.update(dict.fromkeys(map(str, range(1, MOST_REASONS + 2))))
            return
        decided, labels = self.walk(at, values, judged)
        way.reasons.setdefault(_joined(decided))
        if new:
            way.labels = labels

    def walk(
        self, at: int, values: Values, judged: Judged
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Run to the next decision; return the conditions that decided it, and the jumps."""
        decided, labels = dict[str, None](), dict[str, None]()
        been: set[tuple[int, Values]] = set()
        for _ in range(MOST_SILENT):
            self.left -= 1
            match self.program.code[at]:
                case Branch(condition=condition, otherwise=otherwise):
                    holds = bool(condition.evaluate(values, judged))
                    if self.stops[at + 1] != self.stops[otherwise]:
                        decided.setdefault(_said(condition.source, holds))
                    at = at + 1 if holds else otherwise
                case Jump(to=to):
                    if at in self.jumps:
                        labels.setdefault(self.jumps[at])
                    if to <= at and (at, values) in been:
                        break  # an endless loop
                    been.add((at, values))
                    at = to
                case Apply(change=change):
                    at, values = at + 1, changed(self.program, values, change)
                case Meet(bits=bits, after=after) if judged & bits.judged:
                    at = after
                case Meet() | Finish() | Over():
                    break
                case _:
                    at += 1
        return tuple(decided), tuple(labels)

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
        start = moments[source].id if source >= 0 else START
        outside = NEVER_OVER if target == ENDLESS else OVER
        end = moments[target].id if target >= 0 else outside
        if "" in reasons:  # one path has no deciding condition, so the others do not matter
            reasons = ()
        if len(reasons) > MOST_REASONS:
            reasons = ("many conditions",)
        exemplary = taken and (start, act, end) in self.exemplary
        return FlowArrow(start, act, end, self.when(source, act), reasons, labels, taken, exemplary)

    # Arrows that only the script has.

    def drawn(self, number: int, taken: bool) -> Iterator[FlowArrow]:
        """Yield the arrows of the script: those of unreached parts, or (``taken``) all of them."""
        for act, at in self.acts(number).items():
            seen = self.graph.seen[at]
            if taken or not seen:
                for target, (decided, labels) in self.targets(at).items():
                    yield self.arrow(number, act, target, (_joined(decided),), labels, taken)
            elif act != "" or number < 0:
                yield from self.into_the_lost(number, act, at)

    def into_the_lost(self, number: int, act: str, at: int) -> Iterator[FlowArrow]:
        """Yield where a reached act would lead if a never-true condition held."""
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
            if isinstance(instruction, Branch):
                source = instruction.condition.source
                # A branch decides something only if its two sides can lead to different moments.
                decides = self.stops[at + 1] != self.stops[instruction.otherwise]
                for to, holds in ((instruction.otherwise, False), (at + 1, True)):
                    conditions = (*decided, _said(source, holds)) if decides else decided
                    waiting.append((to, conditions, labels))
            elif isinstance(instruction, Jump):
                jumps = (*labels, self.jumps[at]) if at in self.jumps else labels
                waiting.append((instruction.to, decided, jumps))
            elif isinstance(instruction, Meet | Finish | Over):
                found.setdefault(_stop(instruction), (decided, labels))
            else:
                waiting.append((at + 1, decided, labels))
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


def _stop(instruction: Meet | Finish | Over) -> int:
    return instruction.number if isinstance(instruction, Meet) else END


def _stops(program: Program) -> list[set[int]]:
    """Return for each instruction what can come next if every condition might hold.

    These are the numbers of moments, or END.
    """
    before: list[list[int]] = [[] for _ in program.code]
    for at in range(len(program.code)):
        if not isinstance(program.code[at], Meet):
            for to in onwards(program, at):
                before[to].append(at)
    stops: list[set[int]] = [set() for _ in program.code]
    for at, instruction in enumerate(program.code):
        if isinstance(instruction, Meet | Finish | Over):
            _spread(before, stops, at, _stop(instruction))
    return stops


def _spread(before: list[list[int]], stops: list[set[int]], at: int, stop: int) -> None:
    waiting = [at]
    while waiting:
        at = waiting.pop()
        if stop not in stops[at]:
            stops[at].add(stop)
            waiting += before[at]


def _jumps(program: Program) -> Mapping[int, str]:
    """Return the label of each jump that the author wrote, by its address in the program."""
    written: dict[Place, str] = {}
    for step in walk(program.scenario.script):
        if isinstance(step, Goto):
            written[step.place] = step.label
        elif isinstance(step, Moment):
            acts: tuple[Option | Passing, ...] = (*step.options, step.passing)
            written.update({(*act.place, "goto"): act.goto for act in acts if act.goto is not None})
    return {at: written[place] for at, place in enumerate(program.origins) if place in written}
