"""The arrows of a script as they are drawn, if every condition might hold: more than any play can do, never less."""

from collections.abc import Iterator

from simulator.engine.program import Branch, Finish, Jump, Meet, Over, Program


def onwards(program: Program, at: int) -> tuple[int, ...]:
    """Where play may go on after this instruction."""
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
    """What arrows lead to from the start: a byte for each instruction."""
    reached = bytearray(len(program.code))
    waiting = [0]
    while waiting:
        at = waiting.pop()
        if not reached[at]:
            reached[at] = 1
            waiting += onwards(program, at)
    return reached


def circles_last_first(program: Program) -> Iterator[list[int]]:
    """The instructions in groups that arrows lead round in (most have one member), each group after all it leads to.

    Strongly connected components: Tarjan 1972, without recursion.
    """
    count = len(program.code)
    number, low = (
        [0] * count,
        [0] * count,
    )  # when an instruction was found, and the first one open that it leads back to
    settled = count + 1
    path: list[int] = []
    found = 0
    for root in range(count):
        work = [] if number[root] else [(root, iter(onwards(program, root)))]
        while work:
            at, ways = work[-1]
            if not number[at]:
                found += 1
                number[at] = low[at] = found
                path.append(at)
            for to in ways:
                if not number[to]:
                    work.append((to, iter(onwards(program, to))))
                    break
                low[at] = min(low[at], number[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number[at]:
                    yield _closed(path, at, number, settled)


def _closed(path: list[int], first: int, number: list[int], settled: int) -> list[int]:
    """Take a whole group off the path."""
    group = [path.pop()]
    while group[-1] != first:
        group.append(path.pop())
    for member in group:
        number[member] = settled
    return group
