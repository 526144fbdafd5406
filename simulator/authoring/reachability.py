"""Find what no play reaches, conditions with only one outcome, and loops that no play leaves.

The control-flow graph of a script says only what could be reached if every condition might
hold. Here a step counts as reached if some play reaches it. This also finds conditions that can
never hold, and the steps reachable only through them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from simulator.analysis.block_follower import ENDLESS, FAILED, HELD
from simulator.analysis.explore import START, WAITING, Graph, act_name
from simulator.engine.execution import MOST_SILENT, Position, advance, beginning
from simulator.engine.program import Branch, Jump, Meet, Program
from simulator.scenario.model import End, If, Moment, Place, Step

MOST_FOLLOWED = 2_000_000
"""The maximum number of instructions for which endless loops are followed: a few seconds."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """One discovery: its finding code, its place in the file, a sentence, and a play.

    ``play`` is the shortest play that shows it, or empty if there is none.
    """

    code: str
    place: Place
    sentence: str
    play: tuple[tuple[str, str], ...] = ()


def discoveries(graph: Graph) -> tuple[Discovery, ...]:
    """Return everything that exploring all plays finds out, without duplicates."""
    if graph.truncated:
        sentence = (
            f"Not every play was looked at (stopped at {graph.truncated}); "
            "nothing is said of what is reached."
        )
        return (*_too_far(graph), Discovery("R407", ("script",), sentence))
    found = [*_conditions(graph), *_unreached(graph), *_endless(graph)]
    return tuple(dict.fromkeys(found))


def _too_far(graph: Graph) -> Iterator[Discovery]:
    """Yield each act after which the group talks for too long.

    Only acts of the script are recorded in the graph, so each has a place in the file.
    """
    sentence = (
        f"From here on the group may continue for more than {MOST_SILENT:,} steps "
        "without a moment to decide in. What comes after that is not looked at."
    )
    for (moment, option), (number, _) in graph.too_far.items():
        if moment == START:
            yield Discovery("R408", ("script",), sentence)
            continue
        met = graph.program.moments[moment]
        place = met.place if option == WAITING else met.options[option].place
        yield Discovery("R408", place, sentence, _play(graph, number, act_name(met, option)))


def _conditions(graph: Graph) -> Iterator[Discovery]:
    for at, instruction in enumerate(graph.program.code):
        if isinstance(instruction, Branch):
            yield from _settled(graph.program.origins[at], graph.seen[at] & (HELD | FAILED))
    met, offered = Counter[int](), Counter[tuple[int, int]]()
    for node in graph.nodes:
        met[node.meet.number] += 1
        offered.update((node.meet.number, i) for i, _ in node.edges)
    for number, moment in enumerate(graph.program.moments):
        for i, option in enumerate(moment.options):
            if option.when is not None and met[number]:
                times = offered[number, i]
                outcome = 0  # both outcomes occur
                if times == met[number]:
                    outcome = HELD
                elif not times:
                    outcome = FAILED
                yield from _settled((*option.place, "when"), outcome)


def _settled(place: Place, ways: int) -> Iterator[Discovery]:
    if ways == FAILED:
        yield Discovery("R403", place, "This condition can never hold.")
    elif ways == HELD:
        yield Discovery("R404", place, "This condition always holds.")


def _unreached(graph: Graph) -> Iterator[Discovery]:
    possible = graph.follower.cfg.reachable()
    yield from _in_list(graph, possible, graph.program.scenario.script)


def _in_list(graph: Graph, possible: bytearray, steps: tuple[Step, ...]) -> Iterator[Discovery]:
    """Yield a finding for the first of each run of steps that are unreached for the same reason.

    Steps that are reached are searched inside.
    """
    before: Step | None = None
    told: bool | None = None
    for step in steps:
        at = graph.program.starts[step.place]
        reason = bool(possible[at])
        if graph.seen[at]:
            told = None
            yield from _inside(graph, possible, step)
        elif told is not reason:
            told = reason
            yield _never(step, before, reason)
        before = step


def _never(step: Step, before: Step | None, possible: bool) -> Discovery:
    if possible:
        return Discovery(
            "R405",
            step.place,
            "No play comes here: every way leads through a condition that never holds.",
        )
    if isinstance(before, End):
        return Discovery("R402", step.place, "This stands after the end, and nothing jumps to it.")
    return Discovery("R401", step.place, "Nothing leads here.")


def _inside(graph: Graph, possible: bytearray, step: Step) -> Iterator[Discovery]:
    match step:
        case If() | Moment() if (
            step.when is not None and not graph.seen[graph.program.starts[step.place]] & HELD
        ):
            pass  # its condition never holds and has a finding of its own
        case If():
            yield from _in_list(graph, possible, step.then)
            yield from _in_list(graph, possible, step.otherwise)
        case Moment():
            meet = graph.program.code[graph.program.meets[graph.program.places[step.id]]]
            assert isinstance(meet, Meet)
            for option, to in zip(step.options, meet.options, strict=True):
                if graph.seen[to]:
                    yield from _in_list(graph, possible, option.then)
            yield from _in_list(graph, possible, step.passing.then)
        case _:
            pass


def _endless(graph: Graph) -> Iterator[Discovery]:
    """Yield each loop that plays enter and never leave.

    If very many paths lead into loops, not all of them are followed.
    """
    told: set[Place] = set()
    most = max(1, MOST_FOLLOWED // _rounds(graph.program))
    for entry, number, act in islice(_entries_of_loops(graph), most):
        place = _last_jump(graph.program, entry)
        if place not in told:
            told.add(place)
            play = _play(graph, number, act)
            yield Discovery(
                "R406",
                place,
                "From here on the script comes back for ever, and no play leaves.",
                play,
            )


def _play(graph: Graph, number: int, act: str) -> tuple[tuple[str, str], ...]:
    """Return the decisions of the shortest play that does this act in this node.

    Return no decisions if ``number`` is START.
    """
    if number == START:
        return ()
    return *graph.play_to(number), (graph.nodes[number].meet.moment.id, act)


def _entries_of_loops(graph: Graph) -> Iterator[tuple[Position, int, str]]:
    """Yield where plays enter an endless loop, the fewest decisions first.

    Each item has the position after the act, the node (or START), and the act.
    """
    if graph.first == ENDLESS:
        yield beginning(graph.program), START, ""
    for number, node in enumerate(graph.nodes):
        if node.passing != ENDLESS and all(target != ENDLESS for _, target in node.edges):
            continue
        for departure in graph.departures(number):
            if departure.target == ENDLESS:
                yield departure.position, number, departure.act


def _rounds(program: Program) -> int:
    """Return a number of instructions after which a play has entered and run through its loop."""
    return 20 * len(program.code)


def _last_jump(program: Program, position: Position) -> Place:
    """Return the jump, latest in the file, of the loop that a play enters from here."""
    for _ in range(_rounds(program)):
        position = _after(program, position)
    latest: Place = ()
    last = -1
    been: set[Position] = set()
    while position not in been and len(been) < _rounds(program):
        been.add(position)
        at = position.at
        if at > last and isinstance(program.code[at], Jump) and program.origins[at]:
            last, latest = at, program.origins[at]
        position = _after(program, position)
    return latest


def _after(program: Program, position: Position) -> Position:
    """Return the position after one instruction of a play that never ends."""
    following = advance(program, position)
    assert following is not None
    return following
