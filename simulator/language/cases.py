"""The cases of a scenario as written in the file: texts, numbers, and the pronouns of people."""

from collections.abc import Mapping
from typing import Any

from simulator.language.document import Document
from simulator.scenario.pronouns import PRONOUNS_KEY, pronoun_names

Case = Mapping[str, str | float | dict[str, str]]
"""A case as written in the file: texts and numbers, and perhaps the pronouns of people."""


def values_of(document: Document, number: int, case: Case) -> dict[str, str]:
    """Return one case's values as text, with numbers spelled as in the file."""
    return {
        key: document.written.get(("cases", number, key), str(value))
        for key, value in case.items()
        if not isinstance(value, dict)
    }


def pronouns_of(case: Case) -> dict[str, str]:
    """Return the pronouns of one case by people's ids; empty if it gives none."""
    found = case.get(PRONOUNS_KEY)
    return found if isinstance(found, dict) else {}


def text_keys(case: Case) -> frozenset[str]:
    """Return the keys of a case that can stand in a text."""
    return frozenset(key for key, value in case.items() if not isinstance(value, dict))


def pronoun_placeholders(case: Case) -> frozenset[str]:
    """Return the placeholders for the pronouns of a case."""
    # Of an unknown pronoun, which is a finding, the placeholders are known all the same.
    return frozenset(pronoun_names(dict.fromkeys(pronouns_of(case), "they")))


def all_of_cases(
    cases: tuple[dict[str, str], ...], pronouns: tuple[dict[str, str], ...]
) -> list[dict[str, Any]]:
    """Return everything that is in each case, for the digest."""
    return [
        {**case, PRONOUNS_KEY: people} if people else case
        for case, people in zip(cases, pronouns, strict=True)
    ]
