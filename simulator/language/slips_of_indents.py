"""Recognise slips in the indent: tabs, and lines that begin too far left or right."""

from collections.abc import Iterator

from simulator.language.slip import (
    ENTRY,
    MOST_ABOVE,
    Lines,
    Slip,
    Stop,
    indent_of,
    last_of_block,
)
from simulator.language.yaml_source import Change
from simulator.scenario.problem import Problem, problem


def _has_tab(line: str) -> bool:
    return bool(line.strip()) and "\t" in line[: indent_of(line)]


def tabbed(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find lines that are indented with tabs; try what a tab may stand for."""
    if not _has_tab(lines[row]):
        return
    rows = [number for number, line in enumerate(lines) if _has_tab(line)]
    first, last = rows[0], rows[-1]
    if first < last:
        # The widths that editors usually show a tab with.
        for width in (2, 4, 8):
            found = problem("Y111.several", "spaces_for_tabs", last=last + 1, width=width)
            changes: dict[int, list[Change]] = {}
            for number in rows:
                end = indent_of(lines[number])
                changes[number] = [(0, end, lines[number][:end].expandtabs(width))]
            yield Slip(changes, found, first)
    end = indent_of(lines[row])
    # Where lines above begin is more likely than any other column.
    for column in dict.fromkeys((*_columns(lines, row), *range(0, 21, 2))):
        found = problem("Y111", "spaces_for_a_tab", count=column)
        yield Slip({row: [(0, end, " " * column)]}, found, row)


def _columns(lines: Lines, row: int) -> list[int]:
    """Return the columns in which lines above begin, after their dashes as well.

    Those of the nearest lines come first.
    """
    found: dict[int, None] = {}
    for above in range(row - 1, max(-1, row - 1 - MOST_ABOVE), -1):
        match = ENTRY.match(lines[above])
        if match is not None and lines[above].strip():
            found[len(match[1])] = None
            found[len(match[1]) + len(match[2])] = None
    return list(found)


def wrong_indent(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a line, or a block of lines, that begins too far left or right."""
    # In brackets and braces YAML ignores the indent.
    if not lines[row].strip() or "flow" in stop.said:
        return
    here = indent_of(lines[row])
    if "\t" in lines[row][:here]:
        return
    block = last_of_block(lines, row)
    # The smallest shift first: it is the most likely.
    for column in sorted(_columns(lines, row), key=lambda column: abs(column - here)):
        if column == here:
            continue
        for last in dict.fromkeys((row, block)):
            rows = [number for number in range(row, last + 1) if lines[number].strip()]
            shift = column - here
            if any(indent_of(lines[number]) + shift < 0 for number in rows):
                continue
            changes: dict[int, list[Change]] = {
                number: [(0, indent_of(lines[number]), " " * (indent_of(lines[number]) + shift))]
                for number in rows
            }
            yield Slip(changes, _indent_problem(lines[row], column, row, last), row, here)


def _indent_problem(line: str, column: int, row: int, last: int) -> Problem:
    here = indent_of(line)
    message = "Y115.entry" if line[here:].startswith("- ") else "Y115.key"
    if last > row:
        message = "Y115.entries" if message == "Y115.entry" else "Y115.keys"
    hint = "take_spaces" if here > column else "add_spaces"
    return problem(
        message,
        hint,
        column=here + 1,
        right=column + 1,
        count=abs(here - column),
        last=last + 1,
    )


def left_out(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Leave out the line at which the parser stopped, and what is indented below it."""
    last = row
    for number in range(row + 1, len(lines)):
        if lines[number].strip():
            if indent_of(lines[number]) <= indent_of(lines[row]):
                break
            last = number
    # Emptied and not removed, so that the other lines keep their numbers.
    yield Slip(
        {number: [(0, len(lines[number]), "")] for number in range(row, last + 1)}, whole=False
    )
