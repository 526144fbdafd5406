"""The lesson has room on the first screen, and the debrief on four; quotations are cut fairly."""

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.practice.debriefs import beside_first
from simulator.practice.plays import branch
from simulator.render.debrief import on_the_terminal
from simulator.render.debrief_sections import sections
from simulator.render.excerpts import LEFT_OUT, first_words, last_words
from simulator.render.lesson_section import lesson_section
from simulator.render.lesson_words import practise, word
from simulator.render.section_ids import LESSON, MOMENT
from simulator.render.sections import Bullets, Paragraph, Strip
from simulator.render.widths import width
from simulator.review.debrief import Debrief, debrief
from simulator.review.next_step import NextStep
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from simulator.tui.debrief_page import section_paragraphs
from tests.examples import examples
from tests.plays import NOWHERE, begun, play_to_the_end
from tests.review.leaders import SCENARIOS, Leader, exact, leaders, led
from tests.review.test_debrief import of_plan

SCREEN = 24
"""The rows of a terminal of 80 by 24."""

MOST_SCREENS, MOST_WORDS = 4, 800
"""A debrief has about 700 words before anything is opened; a session of ten moments has more."""

VERDICTS = re.compile(
    r"\b(?:you are|you're|good leader|bad leader|poor|excellent|well done|wrong|weak|talent"
    r"|ready to lead|failed|failure|mistake)\b",
    re.IGNORECASE,
)


@cache
def shown(scenario: str, leader: Leader, mode: Mode) -> str:
    return on_the_terminal(led(scenario, leader, mode).debrief)


@examples(150)
@given(st.sampled_from(SCENARIOS), leaders(), st.sampled_from(["guided", "live"]))
def test_the_lesson_fits_the_first_screen_and_the_debrief_four(
    scenario: str, leader: Leader, mode: Mode
) -> None:
    text = shown(scenario, leader, mode)
    rows = text.splitlines()
    # One row is left for the folded reaction before it.
    assert rows.index("Two scores, and the whole") - 1 <= SCREEN - 1
    assert len(rows) <= MOST_SCREENS * SCREEN
    assert len(text.split()) <= MOST_WORDS


@examples(150)
@given(st.sampled_from(SCENARIOS), leaders(), st.sampled_from(["guided", "live"]))
def test_the_lesson_fits_the_full_screen_below_its_title(
    scenario: str, leader: Leader, mode: Mode
) -> None:
    shown = section_paragraphs(lesson_section(led(scenario, leader, mode).debrief))
    rows = [row for paragraph in shown for row in paragraph.wrapped(76)]
    # Of the 24 rows, one is the title, one the footer, and three are those of the reaction.
    assert len(rows) <= SCREEN - 5


@pytest.mark.parametrize("speaks", [True, False])
def test_the_debrief_of_another_attempt_has_four_screens_too(
    store: SqliteStore, speaks: bool
) -> None:
    first = begun(store)
    play_to_the_end(first, speak=not speaks)
    other = branch(store, first, "only-a-dressing")
    play_to_the_end(other, speak=speaks)
    values = exact("presenter-drifts")
    beside = beside_first(NOWHERE, other, values, lambda of: values)
    text = on_the_terminal(debrief(other.session, values, other.said_own, beside))
    assert "The two attempts" in text
    assert len(text.splitlines()) <= MOST_SCREENS * SCREEN


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_debrief_has_about_seven_hundred_words(scenario: str) -> None:
    numbers = [0.0, 0.5, 1.0]
    counts = [len(shown(scenario, Leader(7, speaks), "guided").split()) for speaks in numbers]
    assert sum(counts) / len(counts) <= 760


@examples(60)
@given(st.sampled_from(SCENARIOS), leaders())
def test_the_lesson_has_no_verdict_on_the_person(scenario: str, leader: Leader) -> None:
    made = led(scenario, leader).debrief
    (lesson,) = (section for section in sections(made) if section.id == LESSON)
    own = [
        part.text if part.voice == "program" else part.label
        for part in lesson.parts
        if isinstance(part, Paragraph)
    ]
    # The names of hard moments are the catalogue's.
    names = [situation.name for situation in made.catalogue.situations.values()]
    for name in names:
        own = [text.replace(f"'{name}'", "") for text in own]
    assert not [text for text in own if VERDICTS.search(text)]


@examples(60)
@given(st.sampled_from(SCENARIOS), leaders())
def test_the_strip_has_a_sign_and_a_word_for_each_moment(scenario: str, leader: Leader) -> None:
    made = led(scenario, leader).debrief
    (lesson,) = (section for section in sections(made) if section.id == LESSON)
    strip = lesson.parts[0]
    assert isinstance(strip, Strip)
    assert [cell.moment for cell in strip.cells] == [moment.id for moment in made.moments]
    for cell, moment in zip(strip.cells, made.moments, strict=True):
        assert cell.word == word(moment)
        assert (cell.sign == "!") == bool(moment.did.breaks)
        assert (cell.sign == "=") == (moment.noticing == "correct_rejection")


def test_the_costliest_moment_is_open_and_the_others_are_folded() -> None:
    made = of_plan("the-curious")
    moments = [section for section in sections(made) if section.id == MOMENT]
    assert made.lesson.look is not None
    assert [section.moment for section in moments if not section.folded] == [made.lesson.look.id]
    assert [section.moment for section in moments] == [moment.id for moment in made.moments]


def test_the_costliest_moment_is_named_with_the_way_to_it() -> None:
    made = of_plan("the-curious")
    ways = [
        item.moment
        for section in sections(made)
        for part in section.parts
        for item in (part.items if isinstance(part, Bullets) else (part,))
        if isinstance(item, Paragraph) and item.moment
    ]
    known = {moment.id for moment in made.moments}
    assert made.lesson.look is not None
    assert ways.count(made.lesson.look.id) >= 2  # in the lesson, and under what cost most
    assert set(ways) <= known


def lesson_text(made: Debrief) -> str:
    return on_the_terminal(made).partition("Two scores")[0]


def test_what_to_practise_next_is_said_with_the_place() -> None:
    made = of_plan("always-waits")
    assert made.lesson.look is not None
    name = made.lesson.look.title
    assert practise(made) == f"'{name}', on another case."
    assert "Practise next: this kind of moment, on another case.\n" in lesson_text(made)
    situation = made.lesson.look.situation
    drill = replace(made, next_step=NextStep(situation, "drill", "will-do", "Will do"))
    assert (
        practise(drill) == f"'{name}', as a drill on another case (balint-sim drill {situation})."
    )
    assert "this kind of moment, as a drill on another case (balint-sim\n" in lesson_text(drill)
    scenario = replace(made, next_step=NextStep("tears", "scenario", "will-do", "Will do"))
    assert "Practise next: 'Tears', on another case: 'Will do'." in lesson_text(scenario)


def test_a_play_that_lost_nothing_says_so_and_leads_on() -> None:
    text = lesson_text(of_plan("exemplary"))
    assert "Nothing here needs another look: no choice lost you any credit." in text
    assert "Practise next: live play, in which nothing tells you when to speak." in text
    assert "Practise next: another scenario." in lesson_text(led_well_live())


def led_well_live() -> Debrief:
    return replace(of_plan("exemplary"), mode="live")


@examples(300)
@given(st.text(max_size=400), st.integers(20, 200))
def test_a_quotation_is_cut_at_a_word_and_says_so(text: str, cells: int) -> None:
    whole = " ".join(text.split())
    for cut in (first_words(text, cells), last_words(text, cells)):
        assert width(cut) <= cells
        assert cut == whole or LEFT_OUT in cut
    assert whole.startswith(first_words(text, cells).removesuffix(LEFT_OUT).rstrip())
    assert whole.endswith(last_words(text, cells).removeprefix(LEFT_OUT).lstrip())


def test_a_quotation_is_cut_at_a_sentence_if_enough_of_it_is_left() -> None:
    text = "I wanted him to stop. And then I was ashamed of that, for the whole long evening."
    assert first_words(text, 50) == "I wanted him to stop. ..."
    assert last_words(text, 50) == "... ashamed of that, for the whole long evening."
