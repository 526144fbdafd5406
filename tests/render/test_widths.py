"""Text is wrapped and padded by the cells that it takes in a terminal."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.render.columns import Column, Row, columns
from simulator.render.widths import padded, width, wrap

WORDS = st.lists(
    st.sampled_from(["a", "in", "co-leader", "x-ray", "don't", "--format", "10-20", "word,", "0.5"])
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("é", 1), ("e\N{COMBINING ACUTE ACCENT}", 1), ("漢字", 4)],
)
def test_a_letter_takes_no_cell_or_one_or_two(text: str, cells: int) -> None:
    assert width(text) == cells


@given(WORDS, st.integers(12, 80), st.booleans())
def test_narrow_letters_are_wrapped_as_by_the_standard_library(
    words: list[str], cells: int, hyphens: bool
) -> None:
    text = " ".join(words)
    assert wrap(
        text, cells, initial_indent=" ", subsequent_indent="   ", break_on_hyphens=hyphens
    ) == textwrap.wrap(
        text, cells, initial_indent=" ", subsequent_indent="   ", break_on_hyphens=hyphens
    )


@given(st.text("ab -漢é\u0301"), st.integers(6, 30))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells, subsequent_indent="  ")
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text("a漢", max_size=5))
def test_a_padded_text_fills_its_column_and_stands_at_its_side(text: str) -> None:
    assert width(padded(text, 10, "<")) == width(padded(text, 10, ">")) == 10
    assert padded(text, 10, "<").startswith(text)
    assert padded(text, 10, ">").endswith(text)


def test_a_table_with_wide_letters_is_aligned() -> None:
    heads = [Column("name", "<"), Column("credit")]
    rows = [Row(("漢字", "1")), Row(("name", "0.5"))]
    assert list(columns(heads, rows)) == [
        "name  credit",
        "----  ------",
        "漢字       1",
        "name     0.5",
    ]
