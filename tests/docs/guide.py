"""Parse the scenario-language guide: its fences with their markers, and its tables by name."""

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "scenario-language.md"
TEXT = PAGE.read_text("utf-8")

_FENCE = re.compile(
    r"(?:^<!-- (?P<marker>[^\n]+?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S
)
_TABLE = re.compile(r"^<!-- table: ([^\n]+) -->\n((?:^\|[^\n]*\|\n)+)", re.M)
FRAME = """\
scenario: frame
title: Around a part of a script
level: foundation
style: guiding
format: weekly-90
"""


@dataclass(frozen=True)
class Fence:
    """A fenced block; ``marker`` is what the comment in the line before it says, ``line`` counts
    from 1.
    """

    marker: str
    language: str
    text: str
    line: int

    def __str__(self) -> str:
        return f"line {self.line}, {self.marker or self.language}"


FENCES = tuple(
    Fence(
        found["marker"] or "",
        found["language"],
        found["text"],
        TEXT.count("\n", 0, found.start("text")),
    )
    for found in _FENCE.finditer(TEXT)
)


def examples(kind: str) -> list[Fence]:
    """The examples whose marker is ``kind``, or begins with it and a space."""
    return [fence for fence in FENCES if f"{fence.marker} ".startswith(f"example: {kind} ")]


def table(name: str) -> list[list[str]]:
    """The rows of a table below its head; cells are stripped."""
    (rows,) = [rows for found, rows in _TABLE.findall(TEXT) if found == name]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows.splitlines()[2:]]


def ticked(cell: str) -> list[str]:
    """Everything that stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def framed(steps: str) -> str:
    """A part of a script in a small scenario, with the cast, cases, climate and state that the
    guide's parts share.
    """
    head = FRAME + "".join(fence.text for fence in examples("head"))
    return f"{head}script:\n" + "".join(
        f"  {line}\n" if line else "\n" for line in steps.splitlines()
    )


def whole(text: str) -> str:
    """The text itself where it is a whole scenario, else the frame with it inside."""
    return text if text.startswith("scenario:") else framed(text)


def scenario_text(name: str) -> str:
    """The guide's whole scenario of this id."""
    (text,) = [
        fence.text for fence in examples("scenario") if fence.text.startswith(f"scenario: {name}\n")
    ]
    return text
