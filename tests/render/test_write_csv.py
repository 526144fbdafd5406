"""What a learner or an author wrote is text in a spreadsheet, and never a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.render.write_csv import FORMULAS, write_csv
from tests.examples import examples

CELLS = st.text() | st.sampled_from(FORMULAS).flatmap(lambda sign: st.text().map(sign.__add__))


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3)))
@examples(200)
def test_every_cell_is_read_again_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    heads = ["=one", "two", "three"]
    read = cells(write_csv(heads, rows))
    assert len(read) == len(rows) + 1
    for row, written in zip(read, [heads, *rows], strict=True):
        for cell, text in zip(row, written, strict=True):
            assert not cell.startswith(FORMULAS)
            assert cell in (text, f"'{text}")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_gets_a_quote(sign: str) -> None:
    assert cells(write_csv([f"{sign}1+1"], [])) == [[f"'{sign}1+1"]]


def test_other_texts_stay_as_they_are() -> None:
    assert write_csv(["a", "b"], [["one, two", "1-2"]]) == 'a,b\r\n"one, two",1-2\r\n'
