"""Clean text: nothing that a terminal would obey, nothing that turns writing around, is left in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.text import REPLACEMENT, character_name, clean_line, clean_text, forbidden_character

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NASTY = st.text(st.one_of(st.characters(), st.sampled_from("\x00\x07\x1b\x7f\x85\x9b\r\n\t\u2028\ud800\udfff\ufffe" + BIDI)))


def may_be_shown(character: str) -> bool:
    return character in "\n\t" or (unicodedata.category(character) not in ("Cc", "Cs") and character not in BIDI)


@given(NASTY)
def test_nothing_forbidden_is_left_in_clean_text(text: str) -> None:
    cleaned = clean_text(text)
    assert all(map(may_be_shown, cleaned))
    assert forbidden_character(cleaned) is None
    cleaned.encode("utf-8")


@given(NASTY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(NASTY)
def test_a_clean_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1
    assert "\t" not in clean_line(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])))
def test_ordinary_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(("written", "read"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb")])
def test_line_ends_are_folded(written: str, read: str) -> None:
    assert clean_text(written) == read


@pytest.mark.parametrize("odd", ["\x1b", "\x9b", "\x00", "\x07", "\x7f", "\u202e", "\u2066", "\ud800", "\u2028", "\U000e0041"])
def test_what_may_not_be_shown_becomes_a_replacement(odd: str) -> None:
    assert clean_text(f"a{odd}b") == f"a{REPLACEMENT}b"
    found = forbidden_character(f"a{odd}b")
    assert found is not None
    assert found.start() == 1
    assert character_name(odd).startswith(f"U+{ord(odd):04X} ")
    assert character_name(odd).isprintable()
