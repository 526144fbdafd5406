"""Words with placeholders: one pass, no nesting, no formatting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.placeholders import bad_placeholders, parse_words
from simulator.scenario.pronouns import FORMS

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


NAMES_OF_CASE = {"crop": "runner beans", "nell": "Dr Nell", "patient.they": "she", "e": "élan"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{crop}.", "Runner beans."),
        ("the {crop}.", "the runner beans."),
        ("Yes. {crop}!", "Yes. Runner beans!"),
        ("Yes! {crop}? {crop}", "Yes! Runner beans? Runner beans"),
        ("{crop}. {patient.they} said {patient.they} did.", "Runner beans. She said she did."),
        ("So: {crop}", "So: runner beans"),
        ("Yes.{crop}", "Yes.runner beans"),
        ("Yes.  {crop}", "Yes.  runner beans"),
        ("{crop}{crop}", "Runner beansrunner beans"),
        ("{nell}. {e}", "Dr Nell. Élan"),
        ("{{{crop}", "{runner beans"),
    ],
)
def test_what_begins_a_text_or_a_sentence_gets_a_capital_letter(text: str, filled: str) -> None:
    assert parse_words(text, capitals=True).fill(NAMES_OF_CASE) == filled
    assert parse_words(text).fill(NAMES_OF_CASE).casefold() == filled.casefold()
    assert not parse_words(text).capitals


def test_an_empty_value_has_no_capital_letter() -> None:
    assert parse_words("{crop}.", capitals=True).fill({"crop": ""}) == "."


def test_pronouns_are_placeholders_with_a_form() -> None:
    for form in FORMS:
        assert parse_words(f"{{patient.{form}}}").names == {f"patient.{form}"}
    for text in ("{patient.him}", "{patient.}", "{.they}", "{patient.they.them}", "{a.theys}"):
        assert [bad.found for bad in bad_placeholders(text)] == [text]
