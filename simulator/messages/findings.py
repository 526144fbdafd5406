"""Say a finding: its sentence, its hint, and the line that is printed.

A finding carries the ids of its messages and their values. ``en/findings.py`` has the sentences by
code and variant, ``en/finding_hints.py`` the hints.
"""

from collections.abc import Sequence
from typing import Protocol

from simulator.messages.lists import enumerated
from simulator.messages.speak import say


class Problem(Protocol):
    """What this module needs to know of ``simulator.scenario.problem.Problem``."""

    @property
    def message(self) -> str:
        """The id of the sentence, such as ``M302.label``."""

    @property
    def hint(self) -> str:
        """The id of the hint, or empty."""

    @property
    def values(self) -> Sequence[tuple[str, object]]:
        """The values of the placeholders of both."""


class Finding(Protocol):
    """What this module needs to know of ``simulator.language.findings.Finding``."""

    @property
    def file(self) -> str:
        """The name of the file, as it is shown."""

    @property
    def line(self) -> int:
        """The line, counted from 1."""

    @property
    def column(self) -> int:
        """The column, counted from 1."""

    @property
    def code(self) -> str:
        """The code, such as ``M302``."""

    @property
    def problem(self) -> Problem:
        """What is wrong."""


def say_finding(finding: Finding) -> str:
    """Return a finding on one line: ``file:line:column: code sentence hint``."""
    place = f"{finding.file}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {say_problem(finding.problem)}"


def say_problem(problem: Problem) -> str:
    """Return the sentence of a problem, followed by its hint if it has one."""
    return " ".join(filter(None, (say_sentence(problem), say_hint(problem))))


def say_sentence(problem: Problem) -> str:
    """Return the sentence that says what is wrong."""
    values = _values(problem)
    sentence = say(f"findings.{problem.message}", **values)
    # The phrase for a place may be words: "an entry of 'rules' ...".
    if sentence.startswith(str(values.get("place", " "))):
        return sentence[:1].upper() + sentence[1:]
    return sentence


def say_hint(problem: Problem) -> str:
    """Return the sentence that says how to fix it, or "" if the problem has no hint."""
    return say(f"finding_hints.{problem.hint}", **_values(problem)) if problem.hint else ""


def did_you_mean(near: str) -> str:
    """Return a hint with the nearest known name, or "" if there is none (``near`` is empty)."""
    return say("finding_hints.did_you_mean", near=near) if near else ""


def _values(problem: Problem) -> dict[str, object]:
    return {name: _value(name, value) for name, value in problem.values}


def _value(name: str, value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return _place(value) if name == "place" else enumerated(value)


def _place(place: tuple[object, ...]) -> str:
    """Return a phrase for a place in a file: a key in quotes, or an entry of its list."""
    if not place:
        return say("findings_in.file")
    keys = [part for part in place if isinstance(part, str)]
    if isinstance(place[-1], int):
        return say("findings_in.item", key=keys[-1]) if keys else say("findings_in.file")
    return say("findings_in.key", key=place[-1])
