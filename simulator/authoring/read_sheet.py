"""Read a filled sheet of marks: CSV as spreadsheets save it, or YAML.

Spreadsheets save CSV with a semicolon or a tab in place of the comma in some countries, and in the
old Windows encoding or UTF-16 in place of UTF-8. All of that is read. What a rater wrote is cleaned
and cut, because it comes from outside.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.authoring.mark_sheet import (
    DECISION,
    EDITIONS,
    MARKS,
    NAME,
    WAIT,
    BadSheet,
    Mark,
    MarkedLine,
    Scale,
    Sheet,
)
from simulator.authoring.write_sheet import COLUMNS, HEAD
from simulator.language.findings import Finding, Findings
from simulator.language.reader import read
from simulator.messages import say
from simulator.messages.findings import say_problem
from simulator.messages.lists import either
from simulator.scenario.model import SEED_RANGE
from simulator.scenario.panel import DECISIONS, RATINGS
from simulator.scenario.text import brief, clean_line

LONGEST = 2_000
"""The maximum length of a remark, in characters; longer ones are cut."""

LARGEST_SHEET = 1_000_000
"""The maximum size of a sheet, in bytes."""

MOST_LINES = 5_000
"""The maximum number of lines in a sheet."""

_TICKS = frozenset(["x", "X", "1", "✓", "✔", "☑", "☒", "yes", "ja", "oui", "sí", "si", "sì"])
"""What counts as a tick in a column of CSV."""

_FIRST = "moment"
"""The first column of the lines."""

_DELIMITERS = ",;\t"

_WITH_DECIMALS = re.compile(r"(?<=\d)[.,]0{1,9}$")
"""The decimals of a whole number, which some spreadsheets write."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs begin, new and old."""

_MINUS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}", "---")
"""What spreadsheets and telephones write in place of a minus."""

MarkOf = Callable[[Mapping[str, Any], str], Mark | None]
"""Return the mark of a line of a sheet, given where it is; raise BadSheet if it is unclear."""


def read_sheet(data: bytes, file: Path) -> Sheet:
    """Return the sheet in a file; raise BadSheet if it is none or has mistakes."""
    if len(data) > LARGEST_SHEET:
        raise BadSheet(say("marks.too_large", most=LARGEST_SHEET))
    if data.startswith(_WORKBOOKS):
        raise BadSheet(say("marks.workbook"))
    if file.suffix.lower() in (".yaml", ".yml"):
        return _of_yaml(data, str(file))
    return _of_csv(data)


# CSV.


def _of_csv(data: bytes) -> Sheet:
    text = _decoded(data)
    # A quoted first cell, as some programs write it.
    following = text.lstrip('"')[len(NAME) :].lstrip('"')[:1]
    if not text.lstrip('"').startswith(NAME):
        raise BadSheet(say("marks.no_sheet", name=NAME))
    # The first row is the name and the edition, so the sign between them is the delimiter.
    delimiter = following if following and following in _DELIMITERS else ","
    try:
        # ``newline=""`` as the csv module demands, or line ends in quoted cells would change.
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BadSheet(say("marks.no_csv", reason=clean_line(str(error)))) from error
    head, first = _head_of(rows)
    scale = _scale(head)
    columns = {name.strip().lower(): at for at, name in enumerate(rows[first])}
    # Nothing reads the words back, so a rater may delete their column.
    if missing := [name for name in COLUMNS[scale] if name not in columns and name != "words"]:
        raise BadSheet(say("marks.no_column", row=first + 1, name=missing[0]))
    return _sheet(scale, head, list(_csv_lines(rows, first, columns)), _ticked)


def _decoded(data: bytes) -> str:
    """Return the text of a CSV file, whatever spreadsheet saved it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        # Spreadsheets write a byte order mark before UTF-8 as well.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The old encoding of Windows, in which nearly every byte is a character.
        return data.decode("cp1252", "replace")


def _head_of(rows: list[list[str]]) -> tuple[dict[str, str], int]:
    """Return the rows before the lines, and the position of the row with the columns' names."""
    head: dict[str, str] = {}
    for at, row in enumerate(rows):
        name = row[0].strip().lower() if row else ""
        if name == _FIRST:
            return head, at
        if name:
            head.setdefault(name, row[1] if len(row) > 1 else "")
    raise BadSheet(say("marks.no_lines", name=_FIRST))


def _csv_lines(
    rows: list[list[str]], first: int, columns: Mapping[str, int]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the filled rows below the columns' names, each with where it is."""
    for number, row in enumerate(rows[first + 1 :], first + 2):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        where = say("marks.row", row=number)
        if cells["moment"].strip():
            yield where, cells


def _ticked(cells: Mapping[str, Any], where: str) -> Mark | None:
    """Return the mark whose column has a tick, or None."""
    filled: dict[Mark, str] = {mark: cells[mark].strip() for mark in MARKS if cells[mark].strip()}
    for mark, tick in filled.items():
        if tick.lower() not in _TICKS:
            raise BadSheet(say("marks.no_tick", where=where, found=brief(tick), column=mark))
    if len(filled) > 1:
        raise BadSheet(say("marks.two_ticks", where=where))
    return next(iter(filled), None)


# YAML.


def _of_yaml(data: bytes, file: str) -> Sheet:
    findings = Findings(file)
    document = read(data, file, findings)
    if document is None or findings.errors:
        raise BadSheet(*map(_on_line, findings.sorted()))
    found = document.data
    if not isinstance(found, dict) or NAME not in found:
        raise BadSheet(say("marks.no_sheet", name=NAME))
    lines = found.get("lines")
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise BadSheet(say("marks.no_lines", name="lines"))
    head = {name: _text(value) for name, value in found.items()}
    places = [say("marks.entry", number=at) for at in range(1, len(lines) + 1)]
    return _sheet(_scale(head), head, list(zip(places, lines, strict=True)), _written_mark)


def _on_line(finding: Finding) -> str:
    return say("marks.on_line", line=finding.line, problem=say_problem(finding.problem))


def _written_mark(line: Mapping[str, Any], where: str) -> Mark | None:
    """Return the mark that is written in a line, or None."""
    text = _text(line.get("mark")).strip().lower()
    for mark in MARKS:
        if text == mark:
            return mark
    if text:
        raise BadSheet(say("marks.no_mark", where=where, found=brief(text)))
    return None


# Both.


def _scale(head: Mapping[str, str]) -> Scale:
    """Return which sheet it is; raise BadSheet if it is none that this program knows."""
    edition = _WITH_DECIMALS.sub("", head[NAME].strip())
    for scale, number in EDITIONS.items():
        if edition == str(number):
            return scale
    known = either([str(number) for number in EDITIONS.values()])
    raise BadSheet(say("marks.other_edition", found=brief(head[NAME]), editions=known))


def _sheet(
    scale: Scale,
    head: Mapping[str, str],
    lines: list[tuple[str, Mapping[str, Any]]],
    mark_of: MarkOf,
) -> Sheet:
    # The first four say which paper it was; the rater and the remarks may be empty.
    if missing := [name for name in HEAD[:4] if not head.get(name, "").strip()]:
        raise BadSheet(say("marks.no_head", name=missing[0]))
    if len(lines) > MOST_LINES:
        raise BadSheet(say("marks.too_many", most=MOST_LINES))
    seed = _whole(head["seed"], "seed")
    if seed not in SEED_RANGE:
        raise BadSheet(say("marks.no_number", where="seed", found=brief(head["seed"])))
    return Sheet(
        clean_line(head["scenario"]),
        _whole(head["version"], "version"),
        clean_line(head["paper"]),
        seed,
        _written(head.get("rater", "")),
        _written(head.get("remarks", "")),
        tuple(_lines(scale, lines, mark_of)),
        scale,
    )


def _lines(
    scale: Scale, lines: list[tuple[str, Mapping[str, Any]]], mark_of: MarkOf
) -> Iterator[MarkedLine]:
    """Yield the lines; raise BadSheet with the mistakes in all of them."""
    problems: list[str] = []
    for where, line in lines:
        try:
            yield _line(where, line, mark_of) if scale == "boxes" else _panel_line(where, line)
        except BadSheet as bad:
            problems += bad.problems
    if problems:
        raise BadSheet(*problems)


def _line(where: str, line: Mapping[str, Any], mark_of: MarkOf) -> MarkedLine:
    number = _whole(_text(line.get("moment")), where)
    mark = mark_of(line, where)
    return MarkedLine(number, _letter(line), "", mark, _written(_text(line.get("remark"))))


def _panel_line(where: str, line: Mapping[str, Any]) -> MarkedLine:
    """Return a line of a panel's sheet, which has its mark in one cell in CSV, too."""
    number, letter = _whole(_text(line.get("moment")), where), _letter(line)
    reason = _written(_text(line.get("reason")))
    written = _text(line.get("mark")).strip().removeprefix("'").lower()
    text = _WITH_DECIMALS.sub("", written.translate(_MINUS).removeprefix("+")).replace("-0", "0")
    if not text:
        return MarkedLine(number, letter, "", None, reason)
    if letter == DECISION:
        for decision in DECISIONS:
            if text == decision:
                return MarkedLine(number, letter, "", None, reason, decision=decision)
        raise BadSheet(say("marks.no_decision", where=where, found=brief(written)))
    for rating in RATINGS:
        if text == rating:
            return MarkedLine(number, letter, "", None, reason, rating=rating)
    raise BadSheet(say("marks.no_rating", where=where, found=brief(written)))


def _letter(line: Mapping[str, Any]) -> str:
    letter = _text(line.get("line")).strip()
    return letter.lower() if letter.lower() in (WAIT, DECISION) else letter.upper()


def _whole(text: str, where: str) -> int:
    digits = _WITH_DECIMALS.sub("", text.strip())
    # The largest seed has 19 digits. ``isdigit`` alone also accepts digits such as superscripts.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        raise BadSheet(say("marks.no_number", where=where, found=brief(text)))
    return int(digits)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _written(text: str) -> str:
    """Return what a rater wrote, on one clean line of bounded length."""
    # The mark against formulas is ours, and no part of the text.
    return brief(text.removeprefix("'"), LONGEST)
