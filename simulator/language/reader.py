"""Read YAML strictly, with the line and column of every key and value.

PyYAML's C parser yields events. The tree is built here, without recursion and with limits that are
checked while reading, because ``CSafeLoader`` itself crashes the process on 25 kB of ``[``.
Anchors, aliases, tags, merge keys and second documents are refused; a duplicate key is a finding.
Only true, false, null, whole numbers and decimals get a type of their own; all else is text.
"""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import Any

import yaml

from simulator.language.findings import START, Findings, Mark
from simulator.language.positions import locate
from simulator.language.word_files import not_plain_text
from simulator.language.yaml_errors import (
    misleading_space,
    misleading_space_in_key,
    text_lost,
    with_plain_indent,
    without_odd_spaces,
    yaml_error,
)
from simulator.language.yaml_slips import Slip, Stop, slips
from simulator.language.yaml_source import Source
from simulator.scenario.problem import Value
from simulator.scenario.text import character_name, forbidden_character

Place = tuple[str | int, ...]

LARGEST_FILE = 1_000_000
"""Largest size of a file, in bytes."""

MOST_EVENTS = 60_000
"""Largest number of parser events in a file (roughly: keys, values and brackets)."""

# Low enough that everything after this module may walk through a scenario by recursion.
DEEPEST = 40
"""Deepest nesting in a file, in levels."""

LONGEST_SCALAR = 5_000
"""Longest text in a file, in characters."""

# Longer digit strings stay text: they are telephone or record numbers, not amounts.
# ``\Z``, because ``$`` also matches before a final line feed.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})\.[0-9]{1,16}\Z")
_ODD_HINTS = {"\xad": "soft_hyphen", "\r": "line_ends"}
"""Ids of the hints for characters that have one of their own."""

# No other spelling: in YAML 1.1 ``no`` and ``on`` are truth values, but here they are answers.
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_TOO_DEEP = "maximum nesting depth"  # from libyaml's own message, in its newer versions
# PyYAML can be installed without its C part; then files are read slowly, but the same.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """A file as plain data, with the mark of each key and value by its path.

    The data are dicts, lists, texts, numbers, true/false and None. ``written`` maps to numbers as
    they are spelled in the file (1.50 where the number is 1.5). ``cut`` maps to the mark of a ``#``
    that ends a text and may have been meant as part of it. ``lines`` is the whole file. ``partial``
    is true if a part had to be left out, so that nothing can be said about missing keys, and
    ``repaired`` if any line was read otherwise than it is written.
    """

    file: str
    data: Any
    keys: dict[Place, Mark] = field(default_factory=dict)
    values: dict[Place, Mark] = field(default_factory=dict)
    written: dict[Place, str] = field(default_factory=dict)
    cut: dict[Place, Mark] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    partial: bool = False
    repaired: bool = False

    def key(self, place: Place) -> Mark:
        """Return the mark of the key at ``place``.

        For a list item or a missing key return what ``value`` returns.
        """
        return self.keys.get(place) or self.value(place)

    def value(self, place: Place) -> Mark:
        """Return the mark of the value at ``place``, or of the nearest one around it."""
        while place not in self.values and place:
            place = place[:-1]
        return self.values.get(place, START)

    def inside(self, place: Place, text: str, offset: int) -> Mark:
        """Return the mark of the character at ``offset`` in the text at ``place``.

        The text may be quoted or span several lines.
        """
        return locate(self.lines, self.value(place), text, offset)


def read(text: bytes, file: str, findings: Findings, *, on: bool = False) -> Document | None:
    """Read one YAML document and add its errors to ``findings``.

    After an error the rest is read as well, if it is clear how the line was meant. Return None if
    reading had to stop before the end of the file, and after such an error unless ``on`` is true:
    what is then returned is good enough to be checked, but not to be used.
    """
    decoded = _decode(text, findings)
    if decoded is None or (findings.errors and not on):
        return None
    document = _parsed(decoded, file, findings)
    return document if document is None or on or not document.repaired else None


MOST_REPARSED = 2_000_000
"""Limit on the work spent on reading a file again after errors, in characters."""

LARGEST_REPAIRED = 200_000
"""Largest file, in characters, that is read again after an error."""


@dataclass(slots=True)
class _Attempt:
    """What came of reading a file, which may be repaired.

    ``error`` is the parser's error; without it and without ``document`` a limit was met.
    """

    source: Source
    findings: Findings
    document: Document | None = None
    error: yaml.MarkedYAMLError | None = None
    builder: "_Builder | None" = None

    @property
    def stop(self) -> Stop | None:
        """Where the parser stopped; None if it came to the end, or does not say where."""
        error = self.error
        if error is None or _TOO_DEEP in str(error.problem):
            return None
        mark = error.problem_mark or error.context_mark
        if mark is None:
            return None
        rows = len(self.source.lines)
        begun = error.context_mark.line if error.context_mark else mark.line
        said = f"{error.context or ''} {error.problem or ''}"
        return Stop(said, min(mark.line, rows - 1), mark.column, min(begun, rows - 1))


def _parsed(decoded: str, file: str, findings: Findings) -> Document | None:
    # Not ``splitlines``: it also splits at characters that are no line ends to YAML.
    lines = tuple(decoded.split("\n"))
    attempt = _attempt(Source(lines), file, lines)
    attempts = MOST_REPARSED // (len(decoded) + 1) if _is_small(lines) else 0
    partial = False
    while (stop := attempt.stop) is not None:
        best: tuple[Slip, _Attempt] | None = None
        for ways in slips(attempt.source, stop) if attempts > 0 else ():
            for slip in ways:
                # What is left out may cause the next error, unless that is a slip we recognise.
                if attempts <= 0 or findings.full or (partial and slip.problem is None):
                    continue
                attempts -= 1
                tried = _attempt(attempt.source.changed(slip.changes), file, lines)
                if _further(tried, stop, slip) and (
                    best is None or _reach(tried) > _reach(best[1])
                ):
                    best = slip, tried
            if best is not None:
                break
        if best is None:
            break
        _report(best[0], attempt, findings)
        partial = partial or not best[0].whole
        attempt = best[1]
    for one in attempt.findings.items:
        findings.items[one] = None
    if attempt.error is not None and not partial:
        _report(None, attempt, findings)
    if attempt.document is not None:
        attempt.document.partial |= partial
        attempt.document.repaired = bool(attempt.source.origins)
    return attempt.document


def _is_small(lines: tuple[str, ...]) -> bool:
    """Return whether a file is so small that it may be read many times."""
    return sum(map(len, lines)) <= LARGEST_REPAIRED and max(map(len, lines)) <= LONGEST_SCALAR


def _further(tried: _Attempt, stop: Stop, slip: Slip) -> bool:
    """Return whether the parser gets further with a repair than the error and the repair."""
    if tried.error is None:
        return tried.document is not None
    after = tried.stop
    # A guess without a name must get past the next line: errors often move on by one.
    past = max(stop.row, slip.last) + (slip.problem is None)
    if slip.swallows:
        past = slip.last
    return after is not None and after.row > past


def _reach(attempt: _Attempt) -> tuple[int, int]:
    """Return how far the parser came: the line, and if that is equal, with how few findings."""
    stop = attempt.stop
    row = len(attempt.source.lines) + 1 if stop is None else stop.row
    return row, -len(attempt.findings.items)


def _report(slip: Slip | None, attempt: _Attempt, findings: Findings) -> None:
    """Report a slip, or the parser's error if the slip has no sentence of its own."""
    assert attempt.builder is not None
    assert attempt.error is not None
    if slip is not None and slip.problem is not None:
        column = attempt.source.column(slip.row, slip.column)
        findings.add_problem(Mark(slip.row + 1, column + 1), slip.problem)
        return
    error = attempt.error
    text = attempt.source.text
    if _TOO_DEEP in str(error.problem):
        _too_deep(text, error.problem_mark, attempt.builder.document.file, findings)
        return
    found = yaml_error(error, text)
    mark = attempt.builder.mark(found.mark) if found.mark else START
    findings.add_problem(mark, found.problem)


def _attempt(source: Source, file: str, lines: tuple[str, ...]) -> _Attempt:
    """Read a file, which may be repaired; ``lines`` are those of the file as it is."""
    attempt = _Attempt(source, Findings(file))
    builder = _Builder(Document(file, None, lines=lines), attempt.findings, source)
    attempt.builder = builder
    try:
        for event in yaml.parse(source.text, Loader=_PARSER):
            if not builder.take(event):
                return attempt
    except yaml.MarkedYAMLError as error:
        attempt.error = error
        return attempt
    except yaml.YAMLError:
        attempt.findings.add("Y101.unreadable", START)
        return attempt
    attempt.document = builder.document
    return attempt


def _too_deep(decoded: str, problem: yaml.Mark | None, file: str, findings: Findings) -> None:
    """Report a file that exceeds the nesting limit of newer libyaml versions.

    Their limit is higher than ours, but the parser looks ahead and may reach it first. So the text
    before that point is read again by itself, which reports our limit at its own place.
    """
    mark = Mark(problem.line + 1, problem.column + 1) if problem else START
    lines = decoded.split("\n")[: mark.line]
    _parsed("\n".join([*lines[:-1], lines[-1][: mark.column - 1]]), file, findings)
    if not findings.errors:
        findings.add("Y122", mark, most=DEEPEST)


def _decode(text: bytes, findings: Findings) -> str | None:
    """Return the file as text with Unix line ends, or None if any of its characters is refused."""
    if len(text) > LARGEST_FILE:
        findings.add("Y120", START, most=LARGEST_FILE)
        return None
    text = text.removeprefix(BOM_UTF8)
    if other := not_plain_text(text):
        findings.add(other, START, "save_as_plain_text")
        return None
    try:
        decoded = text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        # Everything before the error is valid, so the characters in front of it can be counted.
        before = text[text.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8")) + 1
        findings.add("Y102", Mark(line, column), "save_as_utf8")
        return None
    # A carriage return without a line feed stays, and is reported as a forbidden character.
    decoded = decoded.replace("\r\n", "\n")
    lines = decoded.split("\n")
    odd = False
    for number, line_text in enumerate(lines, 1):
        # A fast path, because most lines are printable ASCII.
        if not (line_text.isascii() and line_text.isprintable()):
            odd = _check_characters(line_text, number, findings) or odd
            lines[number - 1] = _with_plain_spaces(line_text)
        if findings.full:
            break
    return None if odd else "\n".join(lines)


def _check_characters(line: str, number: int, findings: Findings) -> bool:
    """Report a character that is not allowed, or a space in the indent that YAML does not know.

    Return whether reading cannot continue: a space can be replaced, another character cannot.
    """
    if found := forbidden_character(line):
        _odd_character(findings, Mark(number, found.start() + 1), found.group())
        return True
    if (column := misleading_space(line)) is not None:
        _odd_space(findings, Mark(number, column + 1), line, column)
    return False


def _with_plain_spaces(line: str) -> str:
    """Return a line with plain spaces in place of those that YAML takes for letters."""
    if misleading_space(line) is None:
        return line
    line = with_plain_indent(line)
    # At most two more: after a dash, and after a key's colon.
    for _ in range(2):
        if (column := misleading_space(line)) is not None:
            line = f"{line[:column]} {line[column + 1 :]}"
    return line


def _odd_character(findings: Findings, mark: Mark, character: str) -> None:
    hint = _ODD_HINTS.get(character, "take_it_out")
    findings.add("Y103", mark, hint, character=character_name(character))


def _odd_space(findings: Findings, mark: Mark, line: str, column: int) -> None:
    """Report a space that YAML takes for a letter, in the indent or elsewhere in a line."""
    indent = not line[:column].strip()
    message, hint = ("Y109.indent", "type_spaces") if indent else ("Y109", "type_a_space")
    findings.add(message, mark, hint, character=character_name(line[column]))


class _Builder:
    """Builds the tree from parser events with an explicit stack, and checks the limits meanwhile.

    Methods that return a bool return False if reading must stop.
    """

    def __init__(self, document: Document, findings: Findings, source: Source) -> None:
        self.document = document
        self.source = source
        self.last = len(document.lines)
        self.findings = findings
        self.stack: list[_Open] = []
        self.events = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Process one event; return False if reading must stop."""
        self.events += 1
        if self.events > MOST_EVENTS:
            return self.stop("Y121", self.mark(event.start_mark), most=MOST_EVENTS)
        # scalars first: they are the most frequent events, and this method runs for each event
        if isinstance(event, yaml.ScalarEvent):
            mark = self.mark(event.start_mark)
            return self.plain(event, mark) and self.scalar(event, mark)
        if isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.CollectionStartEvent):
            mark = self.mark(event.start_mark)
            return self.plain(event, mark) and self.open(event, mark)
        elif isinstance(event, yaml.AliasEvent):
            mark = self.mark(event.start_mark)
            return self.stop("Y105.alias", mark, "write_it_again", name=str(event.anchor))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                mark = self.mark(event.start_mark)
                return self.stop("Y108", mark, "one_document")
        return True

    def mark(self, mark: Any) -> Mark:
        """Convert a parser's mark to ours.

        At the end of a file the parser's mark is below the last line; return that line's end.
        """
        if mark.line < self.last:
            return Mark(mark.line + 1, self.source.column(mark.line, mark.column) + 1)
        return Mark(self.last, len(self.document.lines[-1]) + 1)

    def stop(self, message: str, mark: Mark, hint: str = "", **values: Value) -> bool:
        """Add a finding that ends the reading; return False."""
        self.findings.add(message, mark, hint, "", **values)
        return False

    def plain(self, event: Any, mark: Mark) -> bool:
        """Check that an event has neither an anchor nor a tag."""
        if event.anchor is not None:
            return self.stop("Y105", mark, name=event.anchor)
        if event.tag is not None:
            return self.stop("Y106", mark, "quote_exclamation", tag=event.tag)
        return True

    def open(self, event: Any, mark: Mark) -> bool:
        """Start a list or a mapping."""
        if len(self.stack) >= DEEPEST:
            return self.stop("Y122", mark, most=DEEPEST)
        container: dict[str, Any] | list[Any] = (
            {} if isinstance(event, yaml.MappingStartEvent) else []
        )
        # YAML allows a list or a mapping as a key; a dict of Python does not.
        if self.stack and self.stack[-1].wants_key:
            return self.stop("Y107", mark, "quote_brackets")
        self.stack.append(_Open(container, self.put(container, mark)))
        return True

    def scalar(self, event: yaml.ScalarEvent, mark: Mark) -> bool:
        """Store a scalar as a key or a value; ``implicit[0]`` means that it has no quotes."""
        text = event.value
        if len(text) > LONGEST_SCALAR:
            return self.stop("Y123", mark, length=len(text), most=LONGEST_SCALAR)
        # ``_decode`` has checked the file's characters, but "\x1b" is one only when unescaped.
        if odd := forbidden_character(text):
            _odd_character(self.findings, mark, odd.group())
            # Not stored, so that no later message repeats the character.
            text = ""
        if self.stack and self.stack[-1].wants_key:
            self.take_key(text, mark, event.implicit[0])
        elif event.implicit[0]:
            self.take_plain(without_odd_spaces(text), mark, event.end_mark)
        else:
            self.put(text, mark)
        return True

    def take_plain(self, text: str, mark: Mark, end: Any) -> None:
        """Store an unquoted value, which may be a number, true, false or null.

        For a number keep its spelling, for a text the mark of a ``#`` that cuts it off.
        """
        value = resolve(text)
        place = self.put(value, mark)
        if not isinstance(value, str):
            self.document.written.setdefault(place, text)
        elif (
            end.line < self.last
            and (column := text_lost(self.source.lines[end.line], end.column)) is not None
        ):
            column = self.source.column(end.line, column)
            self.document.cut.setdefault(place, Mark(end.line + 1, column + 1))

    def take_key(self, key: str, mark: Mark, plain: bool) -> None:
        """Store a key until its value arrives; report merge keys and duplicates."""
        top = self.stack[-1]
        # Odd spaces are not printable, so the search is skipped for nearly all keys.
        if plain and not key.isprintable() and (at := misleading_space_in_key(key)) is not None:
            _odd_space(self.findings, Mark(mark.line, mark.column + at), f"x{key}", at + 1)
            self.document.partial = True
        if plain and key == "<<":
            self.findings.add("Y107.merge", mark, "write_the_keys")
        elif key in top.container:
            self.findings.add("Y104", mark, "take_one_out", name=key)
        top.key = key
        self.document.keys.setdefault((*top.place, key), mark)

    def put(self, value: Any, mark: Mark) -> Place:
        """Add a value to the innermost open list or mapping; return its place."""
        if not self.stack:
            self.document.data = value
            place: Place = ()
        else:
            place = self.stack[-1].put(value)
        # Of a duplicate key the first mark counts, as the first value does.
        self.document.values.setdefault(place, mark)
        return place


class _Open:
    """A list or mapping that is still being read; ``key`` is the key whose value comes next."""

    __slots__ = ("container", "key", "place")

    def __init__(self, container: Any, place: Place) -> None:
        self.container = container
        self.place = place
        self.key: str | None = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.container, dict)

    def put(self, value: Any) -> Place:
        if isinstance(self.container, list):
            self.container.append(value)
            return (*self.place, len(self.container) - 1)
        key = self.key or ""
        self.key = None
        self.container.setdefault(key, value)  # of a duplicate key the first value counts
        return (*self.place, key)


def resolve(text: str) -> bool | int | float | str | None:
    """Return a plain scalar as its type; ``no``, ``12:30``, ``on``, dates and ``010`` stay text.

    A whole number has no leading 0, because YAML's versions disagree on whether 010 is eight or
    ten; in a scenario it is likely the number of a room or a pager.

    >>> [resolve(t) for t in ("true", "+1", "0.5", "no", "12:30", "1e5", "010")]
    [True, 1, 0.5, 'no', '12:30', '1e5', '010']
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
