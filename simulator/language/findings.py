"""Findings: what is wrong in a file, where, and how to fix it.

They are data: not exceptions, and not sentences. ``simulator.messages.findings`` says them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from simulator.language.codes import SEVERITIES, Severity
from simulator.scenario.problem import Problem, Value, problem
from simulator.scenario.text import clean_text

MOST_SHOWN = 50
"""Largest number of findings that are printed; the rest are only counted."""

MOST_KEPT = 1_000
"""Largest number of findings collected for one file; one more says that there are others."""

MOST_SEARCHED = 2_000_000
"""Limit on the work spent on suggestions for one file.

The unit is the characters of the unknown name times the characters of all known names.
"""


_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: a problem and where it is; ``line`` and ``column`` count from 1, in characters.

    The first letter of the code gives the kind: F the file, Y the YAML itself, S the shape, M the
    meaning, R reachability, P a play plan beside the scenario, G a programme. ``say_finding`` in
    ``simulator.messages.findings`` returns it as a line of text.
    """

    file: str
    line: int
    column: int
    problem: Problem

    @property
    def code(self) -> str:
        """Return the code, such as ``M302``."""
        return self.problem.code

    @property
    def severity(self) -> Severity:
        """Return ``error`` (keeps a scenario from loading), ``warning`` or ``advice``."""
        return SEVERITIES[self.code]


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

    def add(
        self, message: str, mark: "Mark", hint: str = "", near: str = "", **values: Value
    ) -> None:
        """Add the finding ``problem(message, hint, near, **values)`` at ``mark``."""
        self.add_problem(mark, problem(message, hint, near, **values))

    def add_problem(self, mark: "Mark", found: Problem) -> None:
        """Add a finding at ``mark``; texts among its values are cleaned and folded onto one line.

        Once the limit is reached, add Y125 in its place and ignore all later ones.
        """
        if self.full:
            return
        if len(self.items) == MOST_KEPT:
            found = problem("Y125", "fix_the_first", most=MOST_KEPT)
        self.items[Finding(self.file, mark.line, mark.column, _cleaned(found))] = None

    @property
    def full(self) -> bool:
        """Whether the limit is reached and further findings are ignored."""
        return len(self.items) > MOST_KEPT

    def nearest(self, name: str, known: Collection[str]) -> str:
        """Return the known name that is most similar to ``name``, or "" if none is similar.

        Return "" as well if the search limit is reached.
        """
        if self.full or self.searched > MOST_SEARCHED:
            return ""
        # imported here because it would cost every start some milliseconds
        from simulator.scenario.nearest import nearest_name

        # ``len(known)`` is for very many short names, which cost time by their number.
        cost = len(name) * sum(map(len, known)) + len(known)
        if self.searched + cost > MOST_SEARCHED:
            return ""
        self.searched += cost
        return nearest_name(name, known)

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


def _cleaned(found: Problem) -> Problem:
    values = tuple((name, _clean(value)) for name, value in found.values)
    return replace(found, values=values)


def _clean(value: Value) -> Value:
    """Return a value that may be shown on one line; a space at its ends is preserved."""
    if isinstance(value, str):
        return _WHITE.sub(" ", clean_text(value))
    if isinstance(value, tuple):
        return tuple(_part(part) for part in value)
    return value


def _part(part: str | int) -> str | int:
    return _WHITE.sub(" ", clean_text(part)) if isinstance(part, str) else part
