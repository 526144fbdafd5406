"""Find what no play reaches, conditions with only one outcome, and loops that no play leaves.

The control-flow graph of a script says only what could be reached if every condition might
hold. Here a step counts as reached if some play reaches it. This also finds conditions that can
never hold, and the steps reachable only through them.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from simulator.analysis.block_follower import ENDLESS, FAILED, HELD
from simulator.analysis.blocks import WAITING
from simulator.analysis.explore import START, Graph, act_name
from simulator.authoring.discovery import Discovery
from simulator.authoring.seats import seat_discoveries
from simulator.engine.execution import MOST_SILENT, Position, advance, beginning
from simulator.engine.instructions import Branch, Jump, Meet
from simulator.engine.program import Program
from simulator.scenario.model import End, If, Moment, Place, Step, below
from simulator.scenario.problem import problem

MOST_FOLLOWED = 2_000_000
"""The maximum number of instructions for which endless loops are followed: a few seconds."""


def discoveries(graph: Graph) -> tuple[Discovery, ...]:
    """Return everything that exploring all plays finds out, without duplicates."""
    if graph.truncated:
        stopped = problem("R407", limit=graph.truncated)
        return (*_too_far(graph), Discovery(stopped, ("script",)))
    found = chain(_conditions(graph), _unreached(graph), _endless(graph), seat_discoveries(graph))
    return tuple(dict.fromkeys(found))


def _too_far(graph: Graph) -> Iterator[Discovery]:
    """Yield each act after which the group talks for too long.

    Only acts of the script are recorded in the graph, so each has a place in the file.
    """
    silent = problem("R408", most=MOST_SILENT)
    for (moment, option), (number, _) in graph.too_far.items():
        if moment == START:
            yield Discovery(silent, ("script",))
            continue
        met = graph.program.moments[moment]
        place = met.place if option == WAITING else met.options[option].place
        yield Discovery(silent, place, _play(graph, number, act_name(met, option)))


def _conditions(graph: Graph) -> Iterator[Discovery]:
    for at, instruction in enumerate(graph.program.code):
        if isinstance(instruction, Branch):
            yield from _settled(graph.program.origins[at], graph.seen[at] & (HELD | FAILED))
    # The condition of an option is no branch of the program, so it is counted over all states.
    met, offered = Counter[int](), Counter[tuple[int, int]]()
    for node in graph.nodes:
        met[node.meet.number] += 1
        ways = graph.follower.moments[node.position.at].ways
        # A set, because an option can have several ways.
        available = {ways[i].option for i, _ in node.edges}
        offered.update((node.meet.number, option) for option in available)
    for number, moment in enumerate(graph.program.moments):
        for i, option in enumerate(moment.options):
            if option.when is not None and met[number]:
                times = offered[number, i]
                outcome = 0  # both outcomes occur
                if times == met[number]:
                    outcome = HELD
                elif not times:
                    outcome = FAILED
                yield from _settled(below(option.place, "when"), outcome)


def _settled(place: Place, ways: int) -> Iterator[Discovery]:
    if ways == FAILED:
        yield Discovery(problem("R403"), place)
    elif ways == HELD:
        yield Discovery(problem("R404"), place)


def _unreached(graph: Graph) -> Iterator[Discovery]:
    possible = graph.follower.cfg.reachable()
    yield from _in_list(graph, possible, graph.program.scenario.script)


def _in_list(graph: Graph, possible: bytearray, steps: tuple[Step, ...]) -> Iterator[Discovery]:
    """Yield a finding for the first of each run of steps that are unreached for the same reason.

    Steps that are reached are searched inside.
    """
    before: Step | None = None
    reported: bool | None = None  # the reason reported last; None after a reached step
    for step in steps:
        at = graph.program.starts[step.place]
        reason = bool(possible[at])
        if graph.seen[at]:
            reported = None
            yield from _inside(graph, possible, step)
        elif reported is not reason:
            reported = reason
            yield _never(step, before, reason)
        before = step


def _never(step: Step, before: Step | None, possible: bool) -> Discovery:
    if possible:
        return Discovery(problem("R405"), step.place)
    if isinstance(before, End):
        return Discovery(problem("R402"), step.place)
    return Discovery(problem("R401"), step.place)


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
    reported: set[Place] = set()
    # At least one, so that a very large program still gets its finding.
    most = max(1, MOST_FOLLOWED // _rounds(graph.program))
    for entry, number, act in islice(_entries_of_loops(graph), most):
        place = _last_jump(graph.program, entry)
        if place not in reported:
            reported.add(place)
            yield Discovery(problem("R406"), place, _play(graph, number, act))


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
        # Few nodes lead into a loop, and to follow the acts of the others takes time.
        if node.passing != ENDLESS and all(target != ENDLESS for _, target in node.edges):
            continue
        for departure in graph.departures(number):
            if departure.target == ENDLESS:
                yield departure.position, number, departure.act


def _rounds(program: Program) -> int:
    """Return a number of instructions after which a play has entered and run through its loop."""
    # In 20 rounds the climate (0 to 10) has met its bounds. A larger counter may still change; then
    # the search for the last jump ends early, and reports one of the loop all the same.
    return 20 * len(program.code)


def _last_jump(program: Program, position: Position) -> Place:
    """Return the jump, latest in the file, of the loop that a play enters from here."""
    # Far enough to be inside the loop, whatever comes before it.
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
    assert following is not None  # it would be a decision or the end, and the play meets neither
    return following
