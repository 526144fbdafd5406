"""Write an empty sheet of marks as CSV for a spreadsheet, or as YAML."""

import csv
import io
import json
from collections.abc import Mapping

from simulator.authoring.mark_sheet import EDITIONS, MARKS, NAME, MarkedLine, Scale, Sheet

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HEAD = ("scenario", "version", "paper", "seed", "rater", "remarks")
"""The rows before the lines of a sheet, each with its value."""

COLUMNS: Mapping[Scale, tuple[str, ...]] = {
    "boxes": ("moment", "line", "words", *MARKS, "remark"),
    "panel": ("moment", "line", "words", "mark", "reason"),
}
"""The columns of the lines in CSV."""

_KEYS: Mapping[Scale, tuple[str, ...]] = {
    "boxes": ("moment", "line", "words", "mark", "remark"),
    "panel": COLUMNS["panel"],
}
"""The keys of a line in YAML."""


def sheet_csv(sheet: Sheet) -> str:
    """Return a sheet as CSV, with one column for each box, or one for a panel's marks."""
    text = io.StringIO()
    # Line ends as in RFC 4180, which all spreadsheets read.
    writer = csv.writer(text)
    writer.writerow((NAME, EDITIONS[sheet.scale]))
    for name in HEAD:
        writer.writerow((name, _harmless(str(getattr(sheet, name)))))
    writer.writerow(())
    writer.writerow(COLUMNS[sheet.scale])
    for line in sheet.lines:
        marks = ["x" if line.mark == mark else "" for mark in MARKS]
        if sheet.scale == "panel":
            # A negative number is no formula, and is written as it is.
            marks = [_mark(line)]
        words, remark = _harmless(line.words), _harmless(line.remark)
        writer.writerow((line.moment, line.letter, words, *marks, remark))
    return text.getvalue()


def _mark(line: MarkedLine) -> str:
    return line.mark or line.rating or line.decision or ""


def sheet_yaml(sheet: Sheet) -> str:
    """Return a sheet as YAML, in which each line has its mark."""
    rows = [f"{NAME}: {EDITIONS[sheet.scale]}"]
    rows += [f"{name}: {_quoted(getattr(sheet, name))}" for name in HEAD]
    rows.append("lines:")
    for line in sheet.lines:
        values = line.moment, line.letter, line.words, _mark(line), line.remark
        indent = "- "
        for name, value in zip(_KEYS[sheet.scale], values, strict=True):
            rows.append(indent + ": ".join((name, _quoted(value))))
            indent = "  "
    return "\n".join(rows) + "\n"


def _quoted(value: object) -> str:
    """Return a value for YAML, whose double quotes have the escapes of JSON."""
    return json.dumps(value, ensure_ascii=False)


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
