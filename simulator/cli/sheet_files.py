"""Read the files of filled sheets, for the commands that compare them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.refusal import Refusal
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.authoring.mark_sheet import BadSheet, Sheet

MOST_MISTAKES = 10
"""How many mistakes of one sheet are said."""


def read_sheets(files: Sequence[str]) -> "list[Sheet]":
    """Return the sheets; refuse with the mistakes in all of them."""
    from simulator.authoring.mark_sheet import BadSheet

    sheets: list[Sheet] = []
    problems: list[str] = []
    for file in files:
        try:
            sheets.append(_sheet(file))
        except BadSheet as bad:
            problems += mistakes(file, bad)
    if problems:
        raise Refusal("\n".join(problems))
    return sheets


def _sheet(file: str) -> "Sheet":
    """Return the sheet in a file; raise BadSheet if it is none or has mistakes."""
    from simulator.authoring.read_sheet import LARGEST_SHEET, read_sheet
    from simulator.library.files import read_file, reason, shown

    path = Path(file)
    try:
        data = read_file(path, LARGEST_SHEET)
    except (OSError, ValueError) as error:
        why = reason(error)
        raise Refusal(say("files.unreadable", file=shown(file), reason=why)) from error
    return read_sheet(data, path)


def mistakes(file: str, bad: "BadSheet") -> list[str]:
    """Return a sentence for each mistake in a sheet, and one for those left out."""
    from simulator.library.files import shown

    problems = list(bad.problems[:MOST_MISTAKES])
    if more := len(bad.problems) - len(problems):
        problems.append(say("marks.more", count=more))
    return [say("marks.bad_sheet", file=shown(file), problem=each) for each in problems]
