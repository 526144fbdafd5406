# ruff: noqa: RUF001 - letters of scripts that need joiners
"""Clean text has nothing that controls a terminal or reverses the text direction."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.text import (
    REPLACEMENT,
    as_seen,
    brief,
    character_name,
    clean_line,
    clean_text,
    forbidden_character,
)
from tests.scenario.ids import readable_id

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x07\x1b\x7f\x85\x9b\r\n\t\u2028\ud800\udfff\ufffe" + BIDI),
    )
)


IGNORABLE = (
    *(
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
    ),
    *(
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    ),
    *(
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ),
)
"""Unicode's Default_Ignorable_Code_Point, which Python does not know."""

SEEN_FORMATS = (
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Format characters that are visible: those before a number or an abbreviation."""


def ignorable(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in IGNORABLE)


def may_be_shown(character: str) -> bool:
    return character in "\n\t" or (
        unicodedata.category(character) not in ("Cc", "Cs") and character not in BIDI
    )


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


SEEN = st.characters(
    codec="utf-8", exclude_categories=["C", "Zl", "Zp"], exclude_characters="\u2800\U0001d159"
)


@given(st.text(SEEN.filter(lambda character: not ignorable(character))))
def test_ordinary_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("written", "read"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb")]
)
def test_line_ends_are_folded(written: str, read: str) -> None:
    assert clean_text(written) == read


@pytest.mark.parametrize(
    "odd",
    ["\x1b", "\x9b", "\x00", "\x07", "\x7f", "\u202e", "\u2066", "\ud800", "\u2028", "\U000e0041"],
)
def test_a_character_that_may_not_be_shown_is_replaced(odd: str) -> None:
    assert clean_text(f"a{odd}b") == f"a{REPLACEMENT}b"
    found = forbidden_character(f"a{odd}b")
    assert found is not None
    assert found.start() == 1
    assert character_name(odd).startswith(f"U+{ord(odd):04X} ")
    assert character_name(odd).isprintable()


def test_no_invisible_character_is_allowed_between_letters() -> None:
    passed = [
        f"U+{point:04X}"
        for point in (*range(0x20000), *range(0xE0000, 0xE1000))
        if (
            ignorable(chr(point))
            or (unicodedata.category(chr(point)) == "Cf" and chr(point) not in SEEN_FORMATS)
        )
        and forbidden_character(f"a{chr(point)}b") is None
    ]
    assert passed == []


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "ه\u200d",
        "ക്\u200d",
        "ක්\u200dර",
        "क्\u200cष",
        "র\u200d্য",
        "ᠨ\u180bᠠ",
        "\u2764\ufe0f",
        "\u2764\ufe0e",
        "1\ufe0f\u20e3",
        "\U0001f469\u200d\U0001f4bb",
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "Bonjour\u00a0!",
        "全角\u3000",
    ],
    ids=readable_id,
)
def test_what_a_script_or_an_emoji_needs_is_allowed(text: str) -> None:
    assert forbidden_character(text) is None
    assert forbidden_character(f"a {text} b") is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Anna\u200d", 4),
        ("\u200dAnna", 0),
        ("Auf\u200clage", 3),
        ("An\ufe0fna", 2),
        ("1\ufe0f", 1),
        ("\u2764\ufe0f\ufe0f", 2),
        ("\u2764\u200dna", 1),
        ("\U0001f469\u200d\u200d\U0001f4bb", 1),
        ("سل\u200dام", 2),
        ("سلام\u200c", 4),
        ("क्\u200c\u200cष", 3),
        ("a\u180bb", 1),
        ("ᠨ\u180b\u180b", 2),
        ("co\u00adoperate", 2),
    ],
    ids=readable_id,
)
def test_an_invisible_character_is_found_where_nothing_needs_it(text: str, at: int) -> None:
    found = forbidden_character(text)
    assert found is not None
    assert found.start() == at


def test_texts_that_look_the_same_are_equal_as_seen() -> None:
    assert as_seen("کار\u200cها") == as_seen("کارها")
    assert as_seen("\u2764\ufe0f  Anna") == as_seen("\u2764\u00a0Anna ")
    assert as_seen("Anna") != as_seen("Hanna")


NEAR = st.text(
    st.sampled_from(
        "a1#\u20e3 \n\u200c\u200d\ufe0f\ufe0e\u180bہم्र\u2764\U0001f469\U0001f3fd\u1828\x1b\u00ad"
    ),
    max_size=12,
)


@given(NEAR)
def test_cleaning_leaves_nothing_to_clean_beside_what_it_replaced(text: str) -> None:
    cleaned = clean_text(text)
    assert forbidden_character(cleaned) is None
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x1b", "U+001B control character"),
        ("\x9f", "U+009F control character"),
        ("\u00a0", "U+00A0 NO-BREAK SPACE"),
        ("\u0378", "U+0378 unnamed character"),
        ("\ud800", "U+D800 unnamed character"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
    ids=readable_id,
)
def test_a_character_is_named_by_its_code_point_and_its_name(character: str, name: str) -> None:
    assert character_name(character) == name


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 60 + " ..."),
        ("a" * 59 + " b", "a" * 59 + " ..."),
        (" a\n\x1b b ", f"a {REPLACEMENT} b"),
    ],
    ids=["as long as may be", "one longer", "cut after a space", "more lines"],
)
def test_a_quoted_text_is_one_clean_line_of_sixty_characters(text: str, quoted: str) -> None:
    assert brief(text) == quoted


def test_a_quoted_text_may_be_shorter() -> None:
    assert brief("abcd", 3) == "abc ..."
