"""Words with placeholders: one pass, no nesting, no formatting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.placeholders import bad_placeholders, parse_words

NAMES = {"priya": "Dr Priya Nair", "sign": "cough", "nested": "{sign} {{ }}", "a-b": "dashed"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("plain", "plain"),
        ("{priya}", "Dr Priya Nair"),
        ("a {sign}, a {sign}", "a cough, a cough"),
        ("{priya}{sign}", "Dr Priya Naircough"),
        ("{ sign }", "cough"),
        ("{a-b}", "dashed"),
        ("{{sign}}", "{sign}"),
        ("{{{sign}}}", "{cough}"),
        ("{{", "{"),
        ("a } b", "a } b"),
        ("a }} b", "a } b"),
        ("{nested}", "{sign} {{ }}"),
        ("%s $sign", "%s $sign"),
    ],
)
def test_placeholders_are_filled_in_one_pass(text: str, filled: str) -> None:
    assert parse_words(text).fill(NAMES) == filled
    assert list(bad_placeholders(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{sign",
        "{sign.real}",
        "{sign[0]}",
        "{sign!r}",
        "{sign:>9}",
        "{a b}",
        "{si\ngn}",
        "{ }",
        "{sign{priya}",
    ],
)
def test_anything_else_in_braces_is_a_bad_placeholder(text: str) -> None:
    found = list(bad_placeholders("before " + text))
    assert [bad.offset for bad in found] == [len("before ")]
    assert "sign.real" not in parse_words(text).names


def test_a_text_lists_its_placeholders() -> None:
    assert parse_words("{priya} and {{ben}} and {sign}").names == {"priya", "sign"}


@given(
    st.lists(
        st.sampled_from(["{", "}", "{{", "}}", "sign", " ", "{sign}", "\n", "é", "{priya}"])
    ).map("".join)
)
def test_any_text_can_be_filled(text: str) -> None:
    words = parse_words(text)
    assert all(name.isidentifier() for name in words.names)
    filled = words.fill(dict.fromkeys(words.names, ""))
    assert len(filled) <= len(text)


@given(st.text(), st.text())
def test_a_value_is_inserted_unchanged(before: str, value: str) -> None:
    plain = before.replace("{", "").replace("}", "")
    assert parse_words(plain + "{sign}").fill({"sign": value}) == plain + value


def test_a_bad_placeholder_is_literal_text() -> None:
    assert parse_words("before {} {sign} after {").fill({"sign": "cough"}) == (
        "before {} cough after {"
    )
