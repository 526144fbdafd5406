"""The known names that are suggested for a mistyped one, and which languages are English."""

import pytest

from simulator.scenario.nearest import nearest_name, three_nearest
from simulator.scenario.pronouns import is_english

KNOWN = ("contain", "redirect", "feeling", "open-up")


@pytest.mark.parametrize(
    ("name", "nearest"), [("contian", "contain"), ("feelings", "feeling"), ("xyz", "")]
)
def test_only_a_similar_name_is_suggested(name: str, nearest: str) -> None:
    assert nearest_name(name, KNOWN) == nearest


def test_three_names_are_suggested_however_little_they_are_alike() -> None:
    assert three_nearest("CONTIAN", KNOWN)[0] == "contain"
    assert len(three_nearest("xyz", KNOWN)) == 3


@pytest.mark.parametrize(("language", "english"), [("en", True), ("en-GB", True), ("de", False)])
def test_english_is_english_in_every_country(language: str, english: bool) -> None:
    assert is_english(language) == english
