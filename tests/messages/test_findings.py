"""Every finding that the program can report has its words, and all words are of a finding.

The ids of findings and of their hints are literals in the program: a code, alone or with a variant,
is always the id of a sentence.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from simulator.language.codes import SEVERITIES
from simulator.language.findings import MOST_KEPT, START, Finding, Findings
from simulator.messages.en.finding_hints import MESSAGES as HINTS
from simulator.messages.en.findings import MESSAGES as SENTENCES
from simulator.messages.findings import did_you_mean, say_finding, say_hint, say_sentence
from simulator.messages.plural import Plural
from simulator.scenario.problem import problem
from tests.messages.ids import SOURCE, forms, placeholders

ID = re.compile(r"[A-Z]\d{3}(\.[a-z0-9_]+)?")
NO_VALUES = {"hint", "near", "key"}
"""Keywords of the functions that add a finding which are no values of its messages."""


@dataclass(frozen=True)
class Report:
    """A call that reports a finding: where it is, the ids of its messages, and its values.

    ``values`` is None if the call passes values on as ``**values``.
    """

    place: str
    messages: frozenset[str]
    hints: frozenset[str]
    values: frozenset[str] | None


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(SOURCE.rglob("*.py")):
        name = str(file.relative_to(SOURCE))
        if not name.startswith("messages") and name != "language/codes.py":
            yield name, ast.parse(file.read_text())


def literals(node: ast.AST) -> set[str]:
    """Return the texts in a piece of the program, without the parts of f-strings."""
    return {
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    }


def reports() -> Iterator[Report]:
    """Yield the calls whose first argument is, or may be, the id of a finding."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            ids = {text for text in literals(first) if ID.fullmatch(text)}
            if ids and not isinstance(first, ast.Call):  # an inner call is a report by itself
                yield _report(f"{name}:{node.lineno}", ids, node)


def _report(place: str, ids: set[str], call: ast.Call) -> Report:
    given = {keyword.arg for keyword in call.keywords}
    values = None if None in given else frozenset(str(name) for name in given - NO_VALUES)
    hints = {text for part in call.args[1:] for text in literals(part) if text in HINTS}
    return Report(place, frozenset(ids), frozenset(hints), values)


def needed(message: str | Plural) -> set[str]:
    return {name for form in forms(message) for name in placeholders(form)}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert {message.partition(".")[0] for message in SENTENCES} == set(SEVERITIES)


def test_every_sentence_is_of_a_finding_that_the_program_reports() -> None:
    used = {text for _, tree in trees() for text in literals(tree) if ID.fullmatch(text)}
    assert used == set(SENTENCES)


def test_every_hint_is_given() -> None:
    used = set().union(*(literals(tree) for _, tree in trees()))
    assert [hint for hint in HINTS if hint not in used] == []


def test_every_report_fills_the_placeholders_of_its_messages() -> None:
    found = [report for report in reports() if report.values is not None]
    assert len(found) > 80
    for report in found:
        said: list[str | Plural] = [SENTENCES[id_] for id_ in report.messages]
        said.extend(HINTS[hint] for hint in report.hints)
        for message in said:
            # ``place`` is filled for all problems of a shape, and ``name`` by ``Scope.known``
            missing = needed(message) - (report.values or set()) - {"place", "name"}
            assert missing == set(), f"{report.place} leaves out {missing}"


def test_a_finding_is_said_on_one_line() -> None:
    found = problem("M302.label", "another_id", name="start")
    assert say_finding(Finding("a/scenario.yaml", 3, 12, found)) == (
        "a/scenario.yaml:3:12: M302 There is already a label 'start'. Give this one another id."
    )


def test_a_finding_without_a_hint_ends_with_its_sentence() -> None:
    assert say_finding(Finding("x", 1, 1, problem("R401"))) == "x:1:1: R401 Nothing leads here."


def test_a_similar_name_takes_the_place_of_the_hint() -> None:
    found = problem("G101", "looked_for_beside", near="eggs", name="egs")
    assert say_hint(found) == "Did you mean 'eggs'?"
    assert say_hint(problem("G101", "looked_for_beside", name="egs")).startswith("It is looked for")


def test_no_similar_name_gives_no_hint() -> None:
    assert did_you_mean("") == ""


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((), "The file should be a text."),
        (("title",), "'title' should be a text."),
        (("objectives", 1), "An entry of 'objectives' should be a text."),
    ],
)
def test_a_place_is_said_as_a_key_or_as_an_entry_of_its_list(
    place: tuple[str | int, ...], said: str
) -> None:
    assert say_sentence(problem("S203.text", place=place)) == said


def test_one_more_missing_key_is_said_in_the_singular() -> None:
    assert say_sentence(problem("M305.several", name="age", count=1)).endswith(
        "(1 more is missing.)"
    )
    assert say_sentence(problem("M305.several", name="age", count=2)).endswith(
        "2 more are missing.)"
    )


def test_values_are_cleaned_and_folded_when_a_finding_is_added() -> None:
    findings = Findings("file.yaml")
    findings.add("M302.label", START, name="a\x1b[2J\n  b")
    (found,) = findings.sorted()
    assert (
        say_sentence(found.problem) == "There is already a label 'a\N{REPLACEMENT CHARACTER}[2J b'."
    )


def test_after_the_limit_one_finding_says_that_there_are_others() -> None:
    findings = Findings("file.yaml")
    for number in range(MOST_KEPT + 5):
        findings.add("M302.label", START, name=str(number))
    last = next(found for found in findings.sorted() if found.code == "Y125")
    assert len(findings.items) == MOST_KEPT + 1
    assert "1,000 findings" in say_sentence(last.problem)
