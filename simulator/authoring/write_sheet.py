"""Write an empty sheet of marks as CSV for a spreadsheet, or as YAML."""

import csv
import io
import json

from simulator.authoring.mark_sheet import EDITION, MARKS, NAME, Sheet

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HEAD = ("scenario", "version", "paper", "seed", "rater", "remarks")
"""The rows before the lines of a sheet, each with its value."""

COLUMNS = ("moment", "line", "words", *MARKS, "remark")
"""The columns of the lines in CSV."""

_KEYS = ("moment", "line", "words", "mark", "remark")
"""The keys of a line in YAML."""


def sheet_csv(sheet: Sheet) -> str:
    """Return a sheet as CSV, with one column for each mark."""
    text = io.StringIO()
    # Line ends as in RFC 4180, which all spreadsheets read.
    writer = csv.writer(text)
    writer.writerow((NAME, EDITION))
    for name in HEAD:
        writer.writerow((name, _harmless(str(getattr(sheet, name)))))
    writer.writerow(())
    writer.writerow(COLUMNS)
    for line in sheet.lines:
        ticks = ("x" if line.mark == mark else "" for mark in MARKS)
        words, remark = _harmless(line.words), _harmless(line.remark)
        writer.writerow((line.moment, line.letter, words, *ticks, remark))
    return text.getvalue()


def sheet_yaml(sheet: Sheet) -> str:
    """Return a sheet as YAML, in which each line has its mark: best, fits or poor."""
    rows = [f"{NAME}: {EDITION}"]
    rows += [f"{name}: {_quoted(getattr(sheet, name))}" for name in HEAD]
    rows.append("lines:")
    for line in sheet.lines:
        values = line.moment, line.letter, line.words, line.mark or "", line.remark
        indent = "- "
        for name, value in zip(_KEYS, values, strict=True):
            rows.append(indent + ": ".join((name, _quoted(value))))
            indent = "  "
    return "\n".join(rows) + "\n"


def _quoted(value: object) -> str:
    """Return a value for YAML, whose double quotes have the escapes of JSON."""
    return json.dumps(value, ensure_ascii=False)


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
