"""Read YAML strictly, with the line and column of every key and value.

PyYAML's C parser yields events, from which ``yaml_tree`` builds the tree without recursion, because
``CSafeLoader`` itself crashes the process on 25 kB of ``[``. After an error, a slip that is
recognised is repaired and the text is read again, so that all slips are found at once.
"""

from codecs import BOM_UTF8
from dataclasses import dataclass

import yaml

from simulator.language.document import LARGEST_FILE, Document
from simulator.language.findings import START, Findings, Mark
from simulator.language.slip import ENTRY, Slip, Stop
from simulator.language.slips import slips
from simulator.language.word_files import not_plain_text
from simulator.language.yaml_errors import misleading_space, with_plain_indent, yaml_error
from simulator.language.yaml_source import Source
from simulator.language.yaml_tree import (
    DEEPEST,
    LONGEST_SCALAR,
    TreeBuilder,
    odd_character,
    odd_space,
)
from simulator.scenario.text import clean_text, forbidden_character

MOST_REPARSED = 2_000_000
"""Limit on the work spent on reading a file again after errors, in characters."""

LARGEST_REPAIRED = 200_000
"""Largest file, in characters, that is read again after an error."""

_TOO_DEEP = "maximum nesting depth"  # from libyaml's own message, in its newer versions

# PyYAML can be installed without its C part; then files are read slowly, but the same.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


@dataclass(slots=True)
class _Attempt:
    """What came of reading a file, which may be repaired.

    ``error`` is the parser's error; without it and without ``document`` a limit was met.
    """

    source: Source
    findings: Findings
    builder: TreeBuilder
    document: Document | None = None
    error: yaml.MarkedYAMLError | None = None

    @property
    def stop(self) -> Stop | None:
        """Where the parser stopped; None if it came to the end, or does not say where."""
        error = self.error
        # No repair of a line helps against nesting, which ``_too_deep`` reports.
        if error is None or _TOO_DEEP in str(error.problem):
            return None
        mark = error.problem_mark or error.context_mark
        if mark is None:
            return None
        rows = len(self.source.lines)
        begun = error.context_mark.line if error.context_mark else mark.line
        said = f"{error.context or ''} {error.problem or ''}"
        # At the end of a file the parser's mark is below the last line.
        return Stop(said, min(mark.line, rows - 1), mark.column, min(begun, rows - 1))


def _parsed(decoded: str, file: str, findings: Findings) -> Document | None:
    # Not ``splitlines``: it also splits at characters that are no line ends to YAML.
    lines = tuple(decoded.split("\n"))
    attempt = _attempt(Source(lines), file, lines)
    # The longer the file, the fewer tries. The sum is for an empty file.
    tries = MOST_REPARSED // (len(decoded) + 1) if _is_small(lines) else 0
    partial = False
    while (stop := attempt.stop) is not None and not findings.full:
        best = None
        # The first sort of slip with which the parser gets further decides.
        for ways in slips(attempt.source, stop) if tries > 0 else ():
            # What was left out may cause this error, unless it is a slip with a name of its own.
            tried = [slip for slip in ways if slip.problem is not None or not partial][:tries]
            tries -= len(tried)
            best = _best(tried, attempt, stop)
            if best is not None:
                break
        if best is None:
            break
        slip, following = best
        _report(slip, attempt, findings)
        partial = partial or not slip.whole
        attempt = following
    for one in attempt.findings.items:
        findings.items[one] = None
    # After a part was left out, the error may come from that and not from the author.
    if attempt.error is not None and not partial:
        _report(None, attempt, findings)
    if attempt.document is not None:
        attempt.document.partial |= partial
        attempt.document.repaired = bool(attempt.source.origins)
    return attempt.document


def _best(ways: list[Slip], attempt: _Attempt, stop: Stop) -> tuple[Slip, _Attempt] | None:
    """Return the repair with which the parser gets furthest, and what it then reads.

    Return None if it gets no further with any of them.
    """
    best = None
    for slip in ways:
        lines = attempt.builder.document.lines
        tried = _attempt(attempt.source.changed(slip.changes), attempt.findings.file, lines)
        if _further(tried, stop, slip) and (best is None or _reach(tried) > _reach(best[1])):
            best = slip, tried
    return best


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
    findings = Findings(file)
    builder = TreeBuilder(Document(file, None, lines=lines), findings, source)
    attempt = _Attempt(source, findings, builder)
    try:
        for event in yaml.parse(source.text, Loader=_PARSER):
            if not builder.take(event):
                return attempt
    except yaml.MarkedYAMLError as error:
        attempt.error = error
        return attempt
    except yaml.YAMLError:
        # PyYAML's errors about single characters have no mark.
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
    # YAML allows a byte order mark (YAML 1.2, section 5.2), which is no part of the text.
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
            # One sign for another, so that the columns stay.
            lines[number - 1] = clean_text(_with_plain_spaces(line_text))
        if findings.full:
            break
    return None if odd else "\n".join(lines)


def _check_characters(line: str, number: int, findings: Findings) -> bool:
    """Report a character that is not allowed, or a space in the indent that YAML does not know.

    Return whether reading cannot continue, because the character may be part of the structure.
    """
    if found := forbidden_character(line):
        odd_character(findings, Mark(number, found.start() + 1), found.group())
        return not _is_inside_text(line, found.start())
    if (column := misleading_space(line)) is not None:
        odd_space(findings, Mark(number, column + 1), line, column)
    return False


def _is_inside_text(line: str, column: int) -> bool:
    """Return whether a character is inside a text without quotes or braces, after its key."""
    key = ENTRY.match(line)
    if key is None or not key[3] or key.end() >= column or "\r" in line:
        return False
    return line[key.end()].isalnum()


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
