"""Findings: what is wrong in a file, where, and how to fix it. They are data, not exceptions."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from simulator.language.codes import CODES, Severity
from simulator.scenario.text import clean_line

MOST_SHOWN = 50
"""Largest number of findings that are printed; the rest are only counted."""

MOST_KEPT = 1_000
"""Largest number of findings collected for one file; one more says that there are others."""

MOST_SEARCHED = 2_000_000
"""Limit on the work spent on suggestions for one file.

The unit is the characters of the unknown name times the characters of all known names.
"""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; ``line`` and ``column`` count from 1, in characters.

    The first letter of the code gives the kind: F the file, Y the YAML itself, S the shape, M the
    meaning, R reachability, P a play plan beside the scenario, G a programme.
    """

    file: str
    line: int
    column: int
    code: str
    sentence: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Return ``error`` (keeps a scenario from loading), ``warning`` or ``advice``."""
        return CODES[self.code][0]

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.sentence}{hint}"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain data for ``--json``."""
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
    """The findings of one file; an identical finding is stored only once.

    Both the number of findings and the search for similar names are bounded, so that the cost
    stays proportional to the file's length. ``items`` is a dict used as an ordered set, because a
    hostile file has thousands of findings.
    """

    file: str
    items: dict[Finding, None] = field(default_factory=dict)
    searched: int = 0

    def add(self, code: str, mark: "Mark", sentence: str, hint: str = "") -> None:
        """Add a finding at ``mark``; its text is cleaned and folded onto one line.

        Once the limit is reached, add Y125 in its place and ignore all later ones.
        """
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
        """Whether the limit is reached and further findings are ignored."""
        return len(self.items) > MOST_KEPT

    def nearest(self, name: str, known: Collection[str]) -> str:
        """Return ``Did you mean 'x'?``, or "" if there is no similar name.

        Return "" as well if the search limit is reached.
        """
        if self.full or self.searched > MOST_SEARCHED:
            return ""
        # imported here because it would cost every start some milliseconds
        from simulator.scenario.condition import suggestion

        cost = len(name) * sum(map(len, known)) + len(known)
        if self.searched + cost > MOST_SEARCHED:
            return ""
        self.searched += cost
        return suggestion(name, list(known))

    @property
    def errors(self) -> bool:
        """Whether any finding is an error, which keeps the file from loading."""
        return any(finding.severity == "error" for finding in self.items)

    def sorted(self) -> tuple[Finding, ...]:
        """Return all findings in the order of the file."""
        return tuple(sorted(self.items))


@dataclass(frozen=True, slots=True)
class Mark:
    """A position in a file; line and column count from 1, in characters."""

    line: int
    column: int


START = Mark(1, 1)
