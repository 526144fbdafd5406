"""Recognise slips in the dashes, keys and colons that a script consists of."""

import re
from collections.abc import Iterator

from simulator.language.slip import (
    ENTRY,
    MOST_ABOVE,
    Lines,
    Slip,
    Stop,
    indent_of,
    is_entry,
    last_of_block,
    rows_above,
    value_at,
)
from simulator.language.yaml_source import Change, Changes
from simulator.scenario.problem import Problem, problem

_SIGN = re.compile(
    r"( *+)([\u2010-\u2015\u2212\u2022\u00b7\u25aa\u25cf\u25e6\u2023*]|\d{1,3}[.)])"
    r"[ \t\u00a0]*+(?=\S)"
)

_NO_SPACE = re.compile(r"( *+)-(?=[\w-]++:(?: |$))")

_NO_COLON_SPACE = re.compile(r"( *+(?:- ++)*+)([\w-]++):(?=[^\s:])")

_NUMBERED = re.compile(r" *+\d++(?=\s|$)")

_NUMBER = re.compile(r"( *+\d++) {0,4}")

_FENCE = re.compile(r"\s*+(?:```|~~~)")

# A text that begins with a sign in place of the hyphens of a list.
_BULLETS = "\u2022\u00b7\u25aa\u25cf\u25e6\u2023"


def fence(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find the line that fences code on a web page."""
    if _FENCE.match(lines[row]):
        yield Slip({row: [(0, len(lines[row]), "")]}, problem("Y128", "delete_the_line"), row)


def numbered(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find lines that were copied with the numbers that an editor shows before them."""
    if not _NUMBERED.match(lines[row]):
        return
    first = last = row
    while first > 0 and _NUMBERED.match(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _NUMBERED.match(lines[last + 1]):
        last += 1
    # One or two such lines may be meant as they are.
    if last - first < 2:
        return
    found = problem("Y128.numbers", "delete_the_numbers", last=last + 1)
    # Editors put up to four spaces behind the numbers; the others are the indent.
    for spaces in range(5):
        changes: dict[int, list[Change]] = {}
        for number in range(first, last + 1):
            match = _NUMBER.match(lines[number])
            assert match is not None  # each of these lines begins with a number
            changes[number] = [(0, min(match.end(), match.end(1) + spaces), "")]
        yield Slip(changes, found, first)


def sign_problem(sign: str) -> Problem:
    """Return the problem of a sign in place of the hyphen of a list."""
    if sign in _BULLETS:
        message = "Y126.bullet"
    elif sign == "*":
        message = "Y126.star"
    elif sign[0].isdigit():
        message = "Y126.number"
    else:
        message = "Y126"
    return problem(message, "word_changes_it", sign=sign)


def begins_with_sign(text: str) -> str:
    """Return the sign in place of a hyphen that a text begins with, or ""."""
    match = _SIGN.match(text)
    return match[2] if match is not None else ""


def sign_for_dash(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a long dash, a bullet or a number in place of the hyphen of a list."""
    match = _SIGN.match(lines[row])
    if match is None:
        return
    column = len(match[1])
    found = sign_problem(match[2])
    yield Slip({row: [(column, match.end(), "- ")]}, found, row, column)


def no_space(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a list's hyphen without a space after it."""
    match = _NO_SPACE.match(lines[row])
    if match is not None:
        name = lines[row][match.end() :].partition(":")[0]
        column = len(match[1])
        found = problem("Y127.space", "write_with_a_space", name=name)
        yield Slip({row: [(column + 1, column + 1, " ")]}, found, row, column)


def no_colon_space(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a key without a space after its colon."""
    match = _NO_COLON_SPACE.match(lines[row])
    if match is not None:
        at = match.end()
        found = problem("Y129", "space_after_colon", name=match[2])
        yield Slip({row: [(at, at, " ")]}, found, row, match.start(2))


_NO_DASH_KEYS = {
    *("say", "credit", "why", "then", "else", "effect", "set", "turns", "options", "missed"),
    *("waited", "rules", "situation", "about", "ripe", "late", "ask", "when", "breaks", "weight"),
    *("script", "cast", "absent", "cases", "climate", "state", "note", "title", "name", "role"),
}
"""Keys that begin no entry of a list of steps."""


def no_dash(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find an entry of a list without its dash: the entries above it begin in the same column."""
    match = ENTRY.match(lines[row])
    if match is None or match[2] or not match[3] or match[3] in _NO_DASH_KEYS:
        return
    column = len(match[1])
    for above in range(row - 1, max(-1, row - MOST_ABOVE), -1):
        line = lines[above]
        # Lines further right belong to an entry above.
        if not line.strip() or indent_of(line) > column:
            continue
        if indent_of(line) == column and line[column:].startswith("- "):
            found = problem("Y127", "begin_with_a_dash", name=match[3])
            yield Slip({row: [(column, column, "- ")]}, found, row, column)
        return


def loose_text(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a line that has neither a dash nor a key: the second line of a text."""
    match = ENTRY.match(lines[row])
    if match is None or match[2] or match[3] or not lines[row].strip():
        return
    above = rows_above(lines, row, 1)
    if above and value_at(lines[above[0]]):
        # Deeper than the key, which begins two columns after its dash.
        inner = indent_of(lines[above[0]]) + 4
        found = problem("Y127.text", "indent_more", above=above[0] + 1)
        end = indent_of(lines[row])
        yield Slip({row: [(0, end, " " * inner)]}, found, row, end)


def text_and_keys(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a key whose text is on its own line, and which has keys below it as well."""
    above = rows_above(lines, row, 1)
    match = ENTRY.match(lines[row])
    if not above or match is None or not match[3]:
        return
    key = ENTRY.match(lines[above[0]])
    if key is not None and key[3] in ("waited", "missed") and key.end() < len(lines[above[0]]):
        found = problem("S203.text_and_keys", "why_below", name=key[3])
        changes: Changes = {above[0]: [(key.end(), len(lines[above[0]]), "")]}
        yield Slip(changes, found, above[0], key.start(3))


def no_script(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find the first step of a file that has no line ``script:``."""
    if row < 1 or not lines[row].startswith("  - ") or lines[row - 1].strip():
        return
    if not any(line.startswith("script:") for line in lines):
        found = problem("S201.script", "write_script")
        # In place of the empty line above, so that the other lines keep their numbers.
        yield Slip({row - 1: [(0, len(lines[row - 1]), "script:")]}, found, row, 2)


def list_ended(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find an entry of a list that ended above, because a line there begins further left."""
    here = indent_of(lines[row])
    if not is_entry(lines[row]):
        return
    ended = None
    for above in range(row - 1, max(-1, row - 1 - MOST_ABOVE), -1):
        if is_entry(lines[above]) and indent_of(lines[above]) < here and ended is None:
            ended = above
        elif ended is not None and is_entry(lines[above]) and indent_of(lines[above]) == here:
            found = problem("Y115.ended", "move_the_block", line=ended + 1)
            rows = range(row, last_of_block(lines, row) + 1)
            changes: Changes = {number: [(0, len(lines[number]), "")] for number in rows}
            yield Slip(changes, found, row, here, whole=False)
            return
