"""Pronouns of a case's people, in English: ``{patient.they}`` is he, she or they.

The pronouns may differ from case to case, so a text has placeholders for them. Each is the id of a
person, a full stop and one of ``FORMS``.
"""

from collections.abc import Mapping

PRONOUNS_KEY = "pronouns"
"""The key of a case that has the pronouns of people."""

FORMS = ("they", "them", "their", "theirs", "themself")
"""The forms of a pronoun, named by those of ``they``."""

PRONOUNS: Mapping[str, tuple[str, ...]] = {
    "he": ("he", "him", "his", "his", "himself"),
    "she": ("she", "her", "her", "hers", "herself"),
    "they": FORMS,
}
"""The forms of each pronoun, in the order of ``FORMS``."""


def pronoun_names(people: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each placeholder for a pronoun; ``people`` are ids with a pronoun."""
    return {
        f"{person}.{form}": word
        for person, pronoun in people.items()
        for form, word in zip(FORMS, PRONOUNS[pronoun], strict=True)
    }


def is_english(language: str) -> bool:
    """Return whether a language code is that of English, or of English in some country."""
    return language.partition("-")[0] == "en"
