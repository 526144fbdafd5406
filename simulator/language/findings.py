"""Findings: what is wrong in a file, where, and how to mend it. Data, never exceptions."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from simulator.language.codes import CODES, Severity
from simulator.scenario.text import clean_line

MOST_SHOWN = 50
"""Findings that are printed; the rest is counted."""

MOST_KEPT = 1_000
"""Findings that are kept of one file; one more says that there are others."""

MOST_SEARCHED = 2_000_000
"""Work that goes into suggestions for one file: characters of a name times those of the names known."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: ``line`` and ``column`` count from 1, in characters.

    The code's letter says what kind it is: F the file, Y the YAML itself, S the shape, M the meaning, R what plays reach, P a
    play beside the scenario.
    """

    file: str
    line: int
    column: int
    code: str
    sentence: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it keeps a scenario from loading (error), trips a play up (warning), or is about teaching (advice)."""
        return CODES[self.code][0]

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.sentence}{hint}"

    def as_json(self) -> dict[str, Any]:
        """The finding as plain data for ``--json``."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity,
            "sentence": self.sentence,
            "hint": self.hint,
        }


@dataclass(slots=True)
class Findings:
    """Collects the findings of one file; the same one twice counts once (a dict, because a hostile file has thousands).

    Both the findings and the search for near names are bounded, so that no file costs more than its length.
    """

    file: str
    items: dict[Finding, None] = field(default_factory=dict)
    searched: int = 0

    def add(self, code: str, mark: "Mark", sentence: str, hint: str = "") -> None:
        """Note a finding at ``mark``; what it quotes from the file is made clean and kept on one line."""
        if self.full:
            return
        if len(self.items) == MOST_KEPT:
            code, sentence = (
                "Y125",
                f"This file has more than {MOST_KEPT:,} findings; the others are not listed.",
            )
            hint = "Fix the first ones and check it again."
        self.items[
            Finding(self.file, mark.line, mark.column, code, clean_line(sentence), clean_line(hint))
        ] = None

    @property
    def full(self) -> bool:
        """Whether no more findings are kept."""
        return len(self.items) > MOST_KEPT

    def nearest(self, name: str, known: Collection[str]) -> str:
        """Return ``Did you mean 'x'?``, or nothing; nothing too once much was searched for this file."""
        if self.full or self.searched > MOST_SEARCHED:
            return ""
        from simulator.scenario.condition import suggestion  # it costs each start some milliseconds

        cost = len(name) * sum(map(len, known)) + len(known)
        if self.searched + cost > MOST_SEARCHED:
            return ""
        self.searched += cost
        return suggestion(name, list(known))

    @property
    def errors(self) -> bool:
        """Whether anything found keeps the file from loading."""
        return any(finding.severity == "error" for finding in self.items)

    def sorted(self) -> tuple[Finding, ...]:
        """All findings in the order of the file."""
        return tuple(sorted(self.items))


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: line and column count from 1, in characters."""

    line: int
    column: int


START = Mark(1, 1)
