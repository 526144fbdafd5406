"""What was said before the debrief is shown in it, by name, and the estimate beside the result."""

from pathlib import Path

import pytest

from simulator.messages import say
from simulator.practice.debriefs import debrief_of
from simulator.practice.reaction import answer, skip
from simulator.render.debrief import render
from simulator.render.debrief_json import as_json
from simulator.render.debrief_sections import page
from simulator.render.sections import Bullets, Paragraph, Section
from simulator.review.debrief import Debrief
from simulator.review.reaction import QUESTIONS
from simulator.store.memory import MemoryStore
from tests.plays import NOWHERE, begun, play_to_the_end, written
from tests.practice.two_moments import SMALL


def reacted(folder: Path, *answers: str) -> Debrief:
    """The debrief after these answers; an empty one skips its question."""
    saved = begun(MemoryStore(), written(folder / "small", SMALL))
    play_to_the_end(saved, speak=True)
    for question, text in zip(QUESTIONS, answers, strict=False):
        if text:
            assert answer(saved, question, text)
        else:
            skip(saved, question)
    return debrief_of(NOWHERE, saved)


def section(debrief: Debrief) -> Section | None:
    return next((one for one in page(debrief).sections if one.id == "reaction"), None)


def test_every_answer_is_shown_and_a_choice_leads_to_its_moment(tmp_path: Path) -> None:
    made = reacted(tmp_path, "Ben's hand", "second", "first", "45")
    shown = section(made)
    assert shown is not None
    (listed,) = shown.parts
    assert isinstance(listed, Bullets)
    named = {moment.id: moment.title or moment.id for moment in made.moments}
    assert [(one.text, one.moment) for one in listed.items] == [
        ("Ben's hand", ""),
        (named["second"], "second"),
        (named["first"], "first"),
        (say("reaction.share", guess=45), ""),
    ]


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_estimate_stands_beside_the_result(tmp_path: Path, form: str) -> None:
    made = reacted(tmp_path, "", "", "", "45")
    beside = f"You estimated 45 percent of the best; it is {made.figures.percent:.0f}."
    assert beside in render(made, form)  # type: ignore[arg-type]


@pytest.mark.parametrize("answers", [(), ("",) * 4])
def test_without_answers_there_is_nothing(tmp_path: Path, answers: tuple[str, ...]) -> None:
    made = reacted(tmp_path, *answers)
    assert section(made) is None
    texts = [
        part.text
        for one in page(made).sections
        for part in one.parts
        if isinstance(part, Paragraph)
    ]
    assert not any("estimated" in text for text in texts)


def test_it_is_in_the_data_for_other_programs(tmp_path: Path) -> None:
    assert as_json(reacted(tmp_path / "none"))["reaction"] is None
    assert as_json(reacted(tmp_path / "some", "Ben's hand", "", "first", "0"))["reaction"] == {
        "stays": "Ben's hand",
        "keep": "",
        "change": "first",
        "guess": 0,
    }
