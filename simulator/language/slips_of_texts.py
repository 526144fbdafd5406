"""Recognise slips in texts: quotes, brackets, and signs that a text cannot begin with."""

import re
from collections.abc import Iterator

from simulator.language.slip import (
    ENTRY,
    MOST_BACK,
    Lines,
    Slip,
    Stop,
    indent_of,
    is_structure,
    value_at,
)
from simulator.language.yaml_errors import is_cut
from simulator.language.yaml_source import Change, Changes
from simulator.scenario.problem import Problem, problem

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

_SPECIAL = "*&!@%`|>?-#,{}[]\"'"


def _wrapped(lines: Lines, row: int) -> Iterator[dict[int, list[Change]]]:
    """Yield changes that put a text in quotes: on this line, or on the next ones as well."""
    start = value_at(lines[row])
    if not lines[row][start:].strip():
        return
    last = row
    inner = indent_of(lines[row])
    # No further than twenty lines, because each try reads the whole file.
    for _ in range(20):
        changes: dict[int, list[Change]] = {}
        for number in range(row, last + 1):
            line = lines[number].rstrip()
            begin = start if number == row else 0
            # In single quotes only a quote itself has to be escaped: it is doubled (YAML 1.2,
            # 7.3.2).
            parts = [(at, at, "'") for at in range(begin, len(line)) if line[at] == "'"]
            if number == row:
                parts.insert(0, (start, start, "'"))
            if number == last:
                parts.append((len(line), len(lines[number]), "'"))
            changes[number] = parts
        yield changes
        last += 1
        if last >= len(lines) or indent_of(lines[last]) <= inner or not lines[last].strip():
            return


def text_to_quote(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a text that has to be in quotes as a whole."""
    if row != stop.row or "block end" in stop.said:
        return
    if ENTRY.match(lines[row]):
        found = _why_to_quote(lines[row], stop)
        for changes in _wrapped(lines, row):
            yield Slip(changes, found, row, stop.column)


def _why_to_quote(line: str, stop: Stop) -> Problem | None:
    """Return why a text has to be in quotes, or None if the parser's error says it."""
    start = value_at(line)
    begins = line[start : start + 1]
    refused = "cannot start any token" in stop.said or "expected alpha" in stop.said
    if line[start : start + 2] == "? " or (begins and begins in _SPECIAL and refused):
        return problem("Y116", "quote_the_whole_text", sign=begins)
    if begins in ("{", "[") and "expected" in stop.said:
        return problem("Y117.bracket", "quote_the_whole_text", sign=begins)
    if begins == "'" and _APOSTROPHE.search(line, start):
        return problem("Y117.apostrophe", "double_the_apostrophe")
    if begins in ("'", '"') and "expected" in stop.said:
        return problem("Y117.quote", "single_quotes")
    return None


def text_with_dash(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a text that begins with a dash or a question mark behind its key."""
    match = ENTRY.match(lines[row])
    if match is None or not match[3]:
        return
    sign = lines[row][match.end() : match.end() + 2]
    if sign in ("- ", "? "):
        found = problem("Y116", "quote_the_whole_text", sign=sign[0])
        for changes in _wrapped(lines, row):
            yield Slip(changes, found, row, match.end())


_INNER_TEXT = re.compile(r"(?<=[{,\[:] )'|(?<=[{\[])'")


def apostrophe_in_braces(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find an apostrophe that ends a quoted text inside braces."""
    line = lines[row]
    if row != stop.row or ("flow" not in stop.said and "expected" not in stop.said):
        return
    opening = _INNER_TEXT.search(line)
    if opening is None:
        return
    at = [match.start() for match in _APOSTROPHE.finditer(line, opening.end())]
    if at:
        found = problem("Y117.apostrophe", "double_the_apostrophe")
        yield Slip({row: [(one, one, "'") for one in at]}, found, row, at[0])


_PLACEHOLDER_INSIDE = re.compile(r"(?<=: )([^'\"{},\[\]]*+\{[\w.-]++\}[^'\"{},\[\]]*+)(?=[,}\]])")


def placeholder_in_braces(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a text with a placeholder that is inside braces and not in quotes."""
    line = lines[row]
    changes: list[Change] = []
    for match in _PLACEHOLDER_INSIDE.finditer(line):
        changes += [(match.start(), match.start(), "'"), (match.end(), match.end(), "'")]
    if changes and row == stop.row:
        found = problem("Y114.placeholder", "quote_the_whole_text")
        yield Slip({row: changes}, found, row, changes[0][0])


def unclosed_brace(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a brace or a bracket that is not closed on its line."""
    if "flow" not in stop.said:
        return
    for opened in (stop.begun, row):
        line = lines[opened].rstrip()
        for sign, closing in (("{", "}"), ("[", "]")):
            if line.count(sign) > line.count(closing):
                found = problem("Y114.open", "close_it_on_its_line", sign=sign, closing=closing)
                at = line.rindex(sign)
                end = len(lines[opened])
                yield Slip({opened: [(len(line), end, closing)]}, found, opened, at)
                # Before a bracket of the other kind at the end, as in "[{tom: Yes.]".
                yield Slip({opened: [(len(line) - 1, len(line) - 1, closing)]}, found, opened, at)


def cut_above(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a line that continues a text which a ``#`` has cut off."""
    if (
        row > 0
        and row == stop.row
        and "did not find expected" in stop.said
        and is_cut(lines[row - 1])
    ):
        found = problem("Y115.cut_above", "quote_the_whole_text")
        yield Slip({row: [(0, len(lines[row]), "")]}, found, row, stop.column)


def unclosed_quote(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """Find a quote that is not closed on its line, above the place where the parser stopped."""
    for row in (*{stop.begun}, *range(stop.row, max(-1, stop.row - MOST_BACK), -1)):
        line = lines[row].rstrip()
        start = value_at(line)
        quote = line[start : start + 1]
        if quote not in ("'", '"') or _closes(line, start, quote) or row > stop.row:
            continue
        # A text may be in quotes over several lines; then the next line is no entry and no key.
        swallows = row + 1 < len(lines) and is_structure(lines[row + 1])
        found = problem("Y113.runs_on", "close_or_other_quotes", line=row + 1, last=stop.row + 1)
        # It may end with a quote of the other kind, which was meant to close it.
        for text in (line[start + 1 :], line[start + 1 : -1]):
            inner = text.replace("'", "''")
            changes: Changes = {row: [(start, len(lines[row]), f"'{inner}'")]}
            yield Slip(changes, found, row, start, swallows=swallows)


def _closes(line: str, start: int, quote: str) -> bool:
    """Return whether the quote that opens at ``start`` is closed on this line."""
    rest = line[start + 1 :]
    if quote == "'":
        # Two quotes stand for one in the text, so only an odd number of them closes it.
        return rest.count("'") % 2 == 1
    # Escaped backslashes go first, because a quote after one is not escaped.
    return rest.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 1
