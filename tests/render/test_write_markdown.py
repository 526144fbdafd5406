"""A text in Markdown is shown as it is, wherever it stands, and can be read without a viewer."""

from html import unescape
from re import sub

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from simulator.render.write_markdown import escape_markdown

VIEWER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SIGNS = "\\`*_{}[]()<>#+-.!|~&$:=\"'1a /@^%"

PLACES = ("{}", "# {}", "- {}", "> {}", "a {} b", "**a** {}", "| a |\n| --- |\n| {} |")


def shown(markdown: str) -> str:
    """Return what a viewer shows of Markdown, with one space for each stretch of white space."""
    return " ".join(unescape(sub(r"<[^>]*>", "", VIEWER.render(markdown))).split())


@pytest.mark.parametrize("place", PLACES)
@given(text=st.text(st.sampled_from(SIGNS), min_size=1).filter(lambda text: text.strip()))
def test_a_text_is_shown_as_it_is(place: str, text: str) -> None:
    around = shown(place.format("x"))
    expected = around.replace("x", " ".join(text.split()))
    assert shown(place.format(escape_markdown(text))) == expected


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("www.example.com", r"www\.example\.com"),
        ("http://a", r"http\://a"),
        ("so :smile: so", r"so \:smile: so"),
        ("==a==", r"\=\=a\=\="),
        ("$a$", r"\$a\$"),
        ("~~a~~", r"\~\~a\~\~"),
    ],
)
def test_what_only_some_viewers_know_is_escaped_as_well(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


@pytest.mark.parametrize(
    "text", ["We stop here. Thank you, Gail.", "a well-kept diary (of sugars)!", "Why: it is 0.8"]
)
def test_a_plain_sentence_can_be_read_without_a_viewer(text: str) -> None:
    assert escape_markdown(text) == text
