"""A moment in a debrief: what would have been better, and where its reasons are."""

import pytest

from simulator.render.moment_sections import moments
from simulator.render.sections import Choices, Paragraph
from simulator.review.moments import MomentReview
from tests.review.test_debrief import of_plan

MADE = of_plan("the-curious")
SEVERAL = [moment for moment in MADE.moments if len(moment.better) > 1]


def test_there_are_moments_with_several_best_lines() -> None:
    assert SEVERAL


@pytest.mark.parametrize("moment", SEVERAL, ids=lambda moment: moment.id)
def test_every_best_line_is_shown_and_the_further_reasons_are_among_the_other_lines(
    moment: MomentReview,
) -> None:
    (section,) = (one for one in moments(MADE) if one.moment == moment.id)
    shown = [part.text for part in section.parts if isinstance(part, Paragraph)]
    others = [
        (choice.words, choice.why)
        for part in section.parts
        if isinstance(part, Choices)
        for choice in part.items
    ]
    first, *further = moment.better
    assert first.words in shown
    assert first.why in shown
    assert (first.words, first.why) not in others
    for line in further:
        assert line.words in shown
        assert line.why not in shown
        assert (line.words, line.why) in others
