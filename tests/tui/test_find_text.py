"""Finding a text on a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.tui.find_text import places
from tests.examples import examples


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The card, the CARD.", "card", [(4, 8), (14, 18)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        # The small form of this letter has two characters, so it is only found as it is.
        ("İzmir, izmir", "izmir", [(7, 12)]),
        ("anything", "", []),
        ("", "a", []),
        ("1 + 1 = 2?", "+ 1", [(2, 5)]),
    ],
)
def test_a_text_is_found_whatever_its_case(
    text: str, wanted: str, found: list[tuple[int, int]]
) -> None:
    assert list(places(text, wanted)) == found


@examples(200)
@given(st.text("abAB ", max_size=30), st.text("abAB ", min_size=1, max_size=4))
def test_each_place_has_the_text_and_no_other_place_is_left_out(text: str, wanted: str) -> None:
    found = list(places(text, wanted))
    assert all(text[start:end].lower() == wanted.lower() for start, end in found)
    rest = list(text)
    for start, end in found:
        rest[start:end] = "#" * (end - start)
    assert wanted.lower() not in "".join(rest).lower()
