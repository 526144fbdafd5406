"""The sentences of a debrief: each number has the right form of its words."""

from dataclasses import replace

import pytest

from simulator.render.debrief_sections import sections
from simulator.render.debrief_words import noticing
from simulator.render.section_ids import COSTLIEST
from simulator.render.sections import Bullets
from tests.review.test_debrief import of_plan


@pytest.mark.parametrize(
    ("hits", "misses", "quiet", "false_alarms", "sentences"),
    [
        (
            1,
            0,
            2,
            0,
            "You spoke in 1 of 1 moment that needed you. "
            "You said nothing in 2 of 2 moments that were best left alone.",
        ),
        (
            2,
            1,
            0,
            1,
            "You spoke in 2 of 3 moments that needed you. "
            "You said nothing in 0 of 1 moment that was best left alone.",
        ),
    ],
)
def test_noticing_is_said_in_the_singular_or_plural_of_each_count(
    hits: int, misses: int, quiet: int, false_alarms: int, sentences: str
) -> None:
    made = replace(
        of_plan("always-waits").figures,
        hits=hits,
        misses=misses,
        correct_rejections=quiet,
        false_alarms=false_alarms,
    )
    assert noticing(made) == sentences


def test_what_cost_most_is_a_sentence_about_each_moment() -> None:
    made = of_plan("always-waits")
    (section,) = (section for section in sections(made) if section.id == COSTLIEST)
    (bullets,) = section.parts
    assert isinstance(bullets, Bullets)
    moment = made.costliest[0]
    assert moment.title in {situation.name for situation in made.catalogue.situations.values()}
    assert bullets.items[0].text == f"You lost {moment.cost:g} credit in '{moment.title}'."
