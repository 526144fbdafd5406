"""The control-flow graph of a compiled script, with both edges of every branch.

No condition is evaluated, so the graph over-approximates: every step of every play is an edge, but
not every edge is taken by some play.
"""

from collections.abc import Iterator

from simulator.engine.program import Branch, Finish, Jump, Meet, Over, Program


def onwards(program: Program, at: int) -> tuple[int, ...]:
    """Return the successors of this instruction."""
    match program.code[at]:
        case Branch(otherwise=otherwise):
            return at + 1, otherwise
        case Jump(to=to):
            return (to,)
        case Meet() as meet:
            return (*meet.options, meet.passing, meet.after)
        case Finish() | Over():
            return ()
        case _:
            return (at + 1,)


def drawn(program: Program) -> bytearray:
    """Return a byte for each instruction: 1 if the graph leads to it from the start, else 0."""
    reached = bytearray(len(program.code))
    pending = [0]
    while pending:
        at = pending.pop()
        if not reached[at]:
            reached[at] = 1
            pending += onwards(program, at)
    return reached


def circles_last_first(program: Program) -> Iterator[list[int]]:
    """Yield the strongly connected components of the graph, in reverse topological order.

    Each component comes after all those that it leads to; most have one member. The algorithm is
    Tarjan's (1972), with an explicit stack because scripts may be deeper than Python's recursion.
    """
    count = len(program.code)
    number = [0] * count  # order of discovery, from 1; 0 means not visited yet
    low = [0] * count  # the smallest number on the path that the instruction leads back to
    settled = count + 1  # replaces the number of finished instructions; larger than any other
    path: list[int] = []
    found = 0
    for root in range(count):
        work = [] if number[root] else [(root, iter(onwards(program, root)))]
        while work:
            at, successors = work[-1]
            if not number[at]:
                found += 1
                number[at] = low[at] = found
                path.append(at)
            for to in successors:
                if not number[to]:
                    work.append((to, iter(onwards(program, to))))
                    break  # descend; the iterator continues here afterwards
                low[at] = min(low[at], number[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number[at]:
                    yield _pop_component(path, at, number, settled)


def _pop_component(path: list[int], first: int, number: list[int], settled: int) -> list[int]:
    """Remove a whole component, down to ``first``, from the path and mark it as settled."""
    group = [path.pop()]
    while group[-1] != first:
        group.append(path.pop())
    for member in group:
        number[member] = settled
    return group
