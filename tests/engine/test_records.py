"""The row of a saved act: the columns of every store since the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.records import Record, from_row, to_row

TEXTS = st.text(max_size=8)
NUMBERS = st.integers(0, 99)
RECORDS = st.one_of(
    st.builds(Record, st.just("wait"), TEXTS, NUMBERS),
    st.builds(Record, st.just("take"), TEXTS, NUMBERS, TEXTS, TEXTS),
    st.builds(Record, st.just("remark"), say=TEXTS, kind=TEXTS, wording=NUMBERS),
)


@given(RECORDS)
def test_a_record_is_the_same_after_its_row_was_read(record: Record) -> None:
    assert from_row(to_row(record)) == record


@pytest.mark.parametrize(
    ("record", "row"),
    [
        (Record("wait"), ("wait", "", 0, "", "")),
        (Record("wait", "drift", 2), ("wait", "drift", 2, "", "")),
        (Record("take", "drift", 2, "contain", "Words"), ("take", "drift", 2, "contain", "Words")),
        (
            Record("remark", say="Words", kind="frame", wording=3),
            ("remark", "", 3, "frame", "Words"),
        ),
    ],
)
def test_the_columns_are_those_of_older_stores(record: Record, row: tuple[object, ...]) -> None:
    assert to_row(record) == row
    assert from_row(to_row(record)) == record


def test_a_remark_in_a_moment_stays_recognisable_as_damaged() -> None:
    assert from_row(("remark", "drift", 3, "frame", "Words")).moment == "drift"
