"""Recognise slips of people who write in a word processor, and repair them to read the rest.

The parser says only where it stopped. Each function here looks at the lines around that place for
one sort of slip, and proposes how the line was meant. The reader tries each proposal, and takes the
first with which the parser gets further; so a guess that is wrong is never reported.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.language.yaml_errors import is_cut
from simulator.language.yaml_source import Change, Changes, Source
from simulator.scenario.problem import Problem, problem

MOST_BACK = 30
"""How many lines above an error are searched for the quote that caused it."""


MOST_ABOVE = 200
"""How many lines above an error are searched for the columns in which lines begin."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser stopped: its words, the line and column, and the line where it began.

    ``begun`` is the line of the list, the quote or the bracket that the parser was reading.
    Lines and columns are counted from 0.
    """

    said: str
    row: int
    column: int
    begun: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip and how to repair it.

    Without ``problem`` the parser's own error describes it. ``whole`` is false if the repair drops
    a part of the file. ``swallows`` is true if lines after the slip were taken for text, so that
    the next error may be in one of them.
    """

    changes: Changes
    problem: Problem | None = None
    row: int = 0
    column: int = 0
    whole: bool = True
    swallows: bool = False

    @property
    def last(self) -> int:
        """The last line that is repaired."""
        return max(self.changes)


# Possessive quantifiers, because a hostile line must not take long.
_ENTRY = re.compile(r"( *+)((?:- ++)*+)(?:([\w-]++):(?:[ \t]++|$))?+")
_SIGN = re.compile(
    r"( *+)([\u2010-\u2015\u2212\u2022\u00b7\u25aa\u25cf\u25e6\u2023*]|\d{1,3}[.)])"
    r"[ \t\u00a0]*+(?=\S)"
)
_NO_SPACE = re.compile(r"( *+)-(?=[\w-]++:(?: |$))")
_NO_COLON_SPACE = re.compile(r"( *+(?:- ++)*+)([\w-]++):(?=[^\s:])")
_NUMBERED = re.compile(r" *+\d++(?=\s|$)")
_NUMBER = re.compile(r"( *+\d++) {0,4}")
_FENCE = re.compile(r"\s*+(?:```|~~~)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# A text that begins with a sign in place of the hyphens of a list.
_BULLETS = "\u2022\u00b7\u25aa\u25cf\u25e6\u2023"
_SPECIAL = "*&!@%`|>?-#,{}[]\"'"


def slips(source: Source, stop: Stop) -> Iterator[list[Slip]]:
    """Yield what may be wrong around the place where the parser stopped, the surest first.

    Each item has the ways to repair one slip; the best is that with which the parser gets furthest.
    """
    rows = [stop.row, *_rows_above(source.lines, stop.row, 1)]
    # First, because everything between the quote and the place of the error seems to be text.
    yield [slip for slip in _unclosed_quote(source.lines, stop) if slip.row < stop.row]
    for find in _FINDERS:
        for row in rows:
            yield list(find(source.lines, row, stop))
    yield list(_unclosed_quote(source.lines, stop))
    yield list(_list_ended(source.lines, stop.row, stop))
    for row in rows:
        yield list(_wrong_indent(source.lines, row, stop))
    yield list(_left_out(source.lines, stop.row, stop))


Lines = tuple[str, ...]
Finder = Callable[[Lines, int, Stop], Iterator[Slip]]


def _rows_above(lines: Lines, row: int, most: int) -> list[int]:
    """Return the numbers of up to ``most`` lines above that are not empty, the nearest first."""
    found: list[int] = []
    for above in range(row - 1, max(-1, row - 1 - MOST_BACK), -1):
        if len(found) == most:
            break
        if lines[above].strip():
            found.append(above)
    return found


def indent_of(line: str) -> int:
    """Return the number of spaces and tabs before the first letter of a line."""
    return len(line) - len(line.lstrip(" \t"))


def _fence(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find the line that fences code on a web page."""
    if _FENCE.match(lines[row]):
        yield Slip({row: [(0, len(lines[row]), "")]}, problem("Y128", "delete_the_line"), row)


def _numbered(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find lines that were copied with the numbers that an editor shows before them."""
    if not _NUMBERED.match(lines[row]):
        return
    first = last = row
    while first > 0 and _NUMBERED.match(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _NUMBERED.match(lines[last + 1]):
        last += 1
    if last - first < 2:
        return
    found = problem("Y128.numbers", "delete_the_numbers", last=last + 1)
    for spaces in range(5):
        changes: dict[int, list[Change]] = {}
        for number in range(first, last + 1):
            match = _NUMBER.match(lines[number])
            assert match is not None  # each of these lines begins with a number
            changes[number] = [(0, min(match.end(), match.end(1) + spaces), "")]
        yield Slip(changes, found, first)


def _has_tab(line: str) -> bool:
    return bool(line.strip()) and "\t" in line[: indent_of(line)]


def _tabbed(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find lines that are indented with tabs; try what a tab may stand for."""
    if not _has_tab(lines[row]):
        return
    rows = [number for number, line in enumerate(lines) if _has_tab(line)]
    first, last = rows[0], rows[-1]
    if first < last:
        for width in (2, 4, 8):
            found = problem("Y111.several", "spaces_for_tabs", last=last + 1, width=width)
            changes: dict[int, list[Change]] = {}
            for number in rows:
                end = indent_of(lines[number])
                changes[number] = [(0, end, lines[number][:end].expandtabs(width))]
            yield Slip(changes, found, first)
    end = indent_of(lines[row])
    for column in dict.fromkeys((*_columns(lines, row), *range(0, 21, 2))):
        found = problem("Y111", "spaces_for_a_tab", count=column)
        yield Slip({row: [(0, end, " " * column)]}, found, row)


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


def _sign_for_dash(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a long dash, a bullet or a number in place of the hyphen of a list."""
    match = _SIGN.match(lines[row])
    if match is None:
        return
    column = len(match[1])
    found = sign_problem(match[2])
    yield Slip({row: [(column, match.end(), "- ")]}, found, row, column)


def _no_space(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a list's hyphen without a space after it."""
    match = _NO_SPACE.match(lines[row])
    if match is not None:
        name = lines[row][match.end() :].partition(":")[0]
        column = len(match[1])
        found = problem("Y127.space", "write_with_a_space", name=name)
        yield Slip({row: [(column + 1, column + 1, " ")]}, found, row, column)


def _no_colon_space(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
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


def _no_dash(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find an entry of a list without its dash: the entries above it begin in the same column."""
    match = _ENTRY.match(lines[row])
    if match is None or match[2] or not match[3] or match[3] in _NO_DASH_KEYS:
        return
    column = len(match[1])
    for above in range(row - 1, max(-1, row - MOST_ABOVE), -1):
        line = lines[above]
        if not line.strip() or indent_of(line) > column:
            continue
        if indent_of(line) == column and line[column:].startswith("- "):
            found = problem("Y127", "begin_with_a_dash", name=match[3])
            yield Slip({row: [(column, column, "- ")]}, found, row, column)
        return


def _value_at(line: str) -> int:
    """Return the column at which the value of a line begins: after its dash and its key."""
    match = _ENTRY.match(line)
    return match.end() if match is not None else 0


def _wrapped(lines: Lines, row: int) -> Iterator[dict[int, list[Change]]]:
    """Yield changes that put a text in quotes: on this line, or on the next ones as well."""
    start = _value_at(lines[row])
    if not lines[row][start:].strip():
        return
    last = row
    inner = indent_of(lines[row])
    for _ in range(20):
        changes: dict[int, list[Change]] = {}
        for number in range(row, last + 1):
            line = lines[number].rstrip()
            begin = start if number == row else 0
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


def _text_to_quote(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a text that has to be in quotes as a whole."""
    if row != stop.row or "block end" in stop.said:
        return
    if _ENTRY.match(lines[row]):
        found = _why_to_quote(lines[row], stop)
        for changes in _wrapped(lines, row):
            yield Slip(changes, found, row, stop.column)


def _why_to_quote(line: str, stop: Stop) -> Problem | None:
    """Return why a text has to be in quotes, or None if the parser's error says it."""
    start = _value_at(line)
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


def _text_with_dash(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a text that begins with a dash or a question mark behind its key."""
    match = _ENTRY.match(lines[row])
    if match is None or not match[3]:
        return
    sign = lines[row][match.end() : match.end() + 2]
    if sign in ("- ", "? "):
        found = problem("Y116", "quote_the_whole_text", sign=sign[0])
        for changes in _wrapped(lines, row):
            yield Slip(changes, found, row, match.end())


_INNER_TEXT = re.compile(r"(?<=[{,\[:] )'|(?<=[{\[])'")


def _apostrophe_in_braces(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
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


def _placeholder_in_braces(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a text with a placeholder that is inside braces and not in quotes."""
    line = lines[row]
    changes: list[Change] = []
    for match in _PLACEHOLDER_INSIDE.finditer(line):
        changes += [(match.start(), match.start(), "'"), (match.end(), match.end(), "'")]
    if changes and row == stop.row:
        found = problem("Y114.placeholder", "quote_the_whole_text")
        yield Slip({row: changes}, found, row, changes[0][0])


def _unclosed_brace(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
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


def _loose_text(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a line that has neither a dash nor a key: the second line of a text."""
    match = _ENTRY.match(lines[row])
    if match is None or match[2] or match[3] or not lines[row].strip():
        return
    above = _rows_above(lines, row, 1)
    if above and _value_at(lines[above[0]]):
        inner = indent_of(lines[above[0]]) + 4
        found = problem("Y127.text", "indent_more", above=above[0] + 1)
        end = indent_of(lines[row])
        yield Slip({row: [(0, end, " " * inner)]}, found, row, end)


def _text_and_keys(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a key whose text is on its own line, and which has keys below it as well."""
    above = _rows_above(lines, row, 1)
    match = _ENTRY.match(lines[row])
    if not above or match is None or not match[3]:
        return
    key = _ENTRY.match(lines[above[0]])
    if key is not None and key[3] in ("waited", "missed") and key.end() < len(lines[above[0]]):
        found = problem("S203.text_and_keys", "why_below", name=key[3])
        changes: Changes = {above[0]: [(key.end(), len(lines[above[0]]), "")]}
        yield Slip(changes, found, above[0], key.start(3))


def _no_script(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find the first step of a file that has no line ``script:``."""
    if row < 1 or not lines[row].startswith("  - ") or lines[row - 1].strip():
        return
    if not any(line.startswith("script:") for line in lines):
        found = problem("S201.script", "write_script")
        yield Slip({row - 1: [(0, len(lines[row - 1]), "script:")]}, found, row, 2)


def _cut_above(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a line that continues a text which a ``#`` has cut off."""
    if (
        row > 0
        and row == stop.row
        and "did not find expected" in stop.said
        and is_cut(lines[row - 1])
    ):
        found = problem("Y115.cut_above", "quote_the_whole_text")
        yield Slip({row: [(0, len(lines[row]), "")]}, found, row, stop.column)


_FINDERS: tuple[Finder, ...] = (
    _cut_above,
    _no_script,
    _text_and_keys,
    _fence,
    _numbered,
    _tabbed,
    _sign_for_dash,
    _no_space,
    _no_dash,
    _text_with_dash,
    _no_colon_space,
    _loose_text,
    _apostrophe_in_braces,
    _placeholder_in_braces,
    _unclosed_brace,
    _text_to_quote,
)


def _unclosed_quote(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """Find a quote that is not closed on its line, above the place where the parser stopped."""
    for row in (*{stop.begun}, *range(stop.row, max(-1, stop.row - MOST_BACK), -1)):
        line = lines[row].rstrip()
        start = _value_at(line)
        quote = line[start : start + 1]
        if quote not in ("'", '"') or _closes(line, start, quote) or row > stop.row:
            continue
        # A text may be in quotes over several lines; then the next line is no entry and no key.
        swallows = row + 1 < len(lines) and _is_structure(lines[row + 1])
        found = problem("Y113.runs_on", "close_or_other_quotes", line=row + 1, last=stop.row + 1)
        for text in (line[start + 1 :], line[start + 1 : -1]):
            inner = text.replace("'", "''")
            changes: Changes = {row: [(start, len(lines[row]), f"'{inner}'")]}
            yield Slip(changes, found, row, start, swallows=swallows)


def _is_structure(line: str) -> bool:
    """Return whether a line is empty, or begins with a dash or a key."""
    match = _ENTRY.match(line)
    return not line.strip() or (match is not None and bool(match[2] or match[3]))


def _closes(line: str, start: int, quote: str) -> bool:
    """Return whether the quote that opens at ``start`` is closed on this line."""
    rest = line[start + 1 :]
    if quote == "'":
        return rest.count("'") % 2 == 1
    return rest.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 1


def _columns(lines: Lines, row: int) -> list[int]:
    """Return the columns in which lines above begin, after their dashes as well; nearest first."""
    found: dict[int, None] = {}
    for above in range(row - 1, max(-1, row - 1 - MOST_ABOVE), -1):
        match = _ENTRY.match(lines[above])
        if match is not None and lines[above].strip():
            found[len(match[1])] = None
            found[len(match[1]) + len(match[2])] = None
    here = indent_of(lines[row])
    return sorted(found, key=lambda column: abs(column - here))


def _wrong_indent(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find a line, or a block of lines, that begins too far left or right."""
    if not lines[row].strip() or "flow" in stop.said:
        return
    here = indent_of(lines[row])
    if "\t" in lines[row][:here]:
        return
    block = _block(lines, row)
    for column in _columns(lines, row):
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


def _list_ended(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Find an entry of a list that ended above, because a line there begins further left."""
    here = indent_of(lines[row])
    if not _is_entry(lines[row]):
        return
    ended = None
    for above in range(row - 1, max(-1, row - 1 - MOST_ABOVE), -1):
        if _is_entry(lines[above]) and indent_of(lines[above]) < here and ended is None:
            ended = above
        elif ended is not None and _is_entry(lines[above]) and indent_of(lines[above]) == here:
            found = problem("Y115.ended", "move_the_block", line=ended + 1)
            rows = range(row, _block(lines, row) + 1)
            changes: Changes = {number: [(0, len(lines[number]), "")] for number in rows}
            yield Slip(changes, found, row, here, whole=False)
            return


def _is_entry(line: str) -> bool:
    return line[indent_of(line) :].startswith("- ")


def _block(lines: Lines, row: int) -> int:
    """Return the last line of the block that begins here: all lines not further left."""
    here, last = indent_of(lines[row]), row
    for number in range(row + 1, len(lines)):
        if lines[number].strip():
            if indent_of(lines[number]) < here:
                break
            last = number
    return last


def _left_out(lines: Lines, row: int, stop: Stop) -> Iterator[Slip]:
    """Leave out the line at which the parser stopped, and what is indented below it."""
    last = row
    for number in range(row + 1, len(lines)):
        if lines[number].strip():
            if indent_of(lines[number]) <= indent_of(lines[row]):
                break
            last = number
    yield Slip(
        {number: [(0, len(lines[number]), "")] for number in range(row, last + 1)}, whole=False
    )
