"""The debrief shows each question to oneself where it was asked, with the answer if there is one."""

import json

import pytest

from simulator.analysis.exact import Exact
from simulator.cli.run import as_json
from simulator.engine.reflections import questions
from simulator.engine.session import Session
from simulator.messages import say
from simulator.render.debrief import FORMATS, Format, render
from simulator.render.debrief_sections import page
from simulator.render.script import script_line
from simulator.render.section_ids import REACTION
from simulator.render.transcript import lines_of, transcript
from simulator.review.debrief import Debrief, Reflection, debrief
from simulator.scenario.model import Mode
from tests.hostile import WORDS
from tests.reflections import FIRST, SCRIPT, SECOND
from tests.render.on_screen import section_text
from tests.review.test_debrief import MARKS, Tags
from tests.scripts import acted, loaded, opened


def session(mode: Mode = "guided") -> Session:
    return acted(opened(loaded(SCRIPT), mode))


def made(*answers: str, mode: Mode = "guided") -> Debrief:
    """Make the debrief of a play with these answers to its questions; an empty one is none."""
    play = session(mode)
    pairs = zip(questions(play.events), answers, strict=False)
    own = {question.key: answer for question, answer in pairs if answer}
    return debrief(play, Exact.of(play.setup.program), own)


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_questions_know_what_was_asked_answered_and_judged_before(mode: Mode) -> None:
    assert made("My hands", "", "Again", mode=mode).reflections == (
        Reflection(FIRST, "My hands", 0),
        Reflection(SECOND, "", 1),
        Reflection(FIRST, "Again", 2),
    )


def test_the_transcript_has_them_where_they_were_asked() -> None:
    lines = [script_line(line) for line in transcript(made("My hands", "", "Again"))]
    assert lines == [
        "-- Opening --",
        "Dr Priya Nair: before",
        f"To yourself: {FIRST}",
        "Your answer: My hands",
        "Ben: one",
        "Ben: two",
        "Ben: three",
        "Ben: between",
        f"To yourself: {SECOND}",
        "(first)",
        "(second)",
        "Dr Priya Nair: after",
        f"To yourself: {FIRST}",
        "Your answer: Again",
        "You: Thank you.",
    ]


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_every_page_has_questions_and_answers_first_and_again_where_they_were_asked(
    form: Format,
) -> None:
    shown = " ".join(MARKS.sub("", render(made("My hands", "", "Again"), form)).split())
    shown = shown.replace("\\", "")
    asked = [FIRST, "Your answer: My hands", SECOND, FIRST, "Your answer: Again"]
    at = -1
    for text in (*asked, say("lesson.heading"), say("debrief.transcript"), *asked):
        at = shown.find(text, at + 1)
        assert at >= 0, (text, shown)
    assert (shown.count(FIRST), shown.count(SECOND), shown.count("Your answer:")) == (4, 2, 4)
    assert shown.count(say("debrief.own_words")) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_without_an_answer_there_is_the_question_alone(form: Format) -> None:
    shown = render(made(), form).replace("\\", "")
    assert SECOND in " ".join(shown.split())
    assert "Your answer" not in shown
    assert say("debrief.own_words") not in shown


def test_they_are_the_first_section_and_folded() -> None:
    first, *others = page(made("My hands")).sections
    assert (first.id, first.folded) == (REACTION, True)
    assert REACTION not in [section.id for section in others]
    assert section_text(first).plain.split("\n") == [
        "What you wrote  ",
        f"  {FIRST}",
        "  Your answer: My hands",
        f"  {SECOND}",
        f"  {FIRST}",
    ]


def test_json_has_them_as_lines_of_the_transcript() -> None:
    lines = json.loads(render(made("My\nhands"), "json"))["transcript"]
    at = next(i for i, line in enumerate(lines) if line["form"] == "reflect")
    assert lines[at : at + 2] == [
        {"form": "reflect", "who": "To yourself", "text": FIRST, "breaks": []},
        {"form": "answer", "who": "Your answer", "text": "My\nhands", "breaks": []},
    ]


def test_run_lists_the_questions_and_has_no_answer() -> None:
    lines = as_json(session(), made())["transcript"]
    assert [line["text"] for line in lines if line["form"] == "reflect"] == [FIRST, SECOND, FIRST]
    assert {line["form"] for line in lines} == {"phase", "say", "silence", "leader", "reflect"}


def test_an_answer_earns_nothing() -> None:
    bare, answered = made(), made("My hands", "Nobody", "Again")
    assert bare.figures == answered.figures


def test_an_answer_of_several_lines_stays_in_its_place() -> None:
    answered = made("One.\n# Two\nBen: three")
    assert render(answered, "text").count("  Your answer: One.\n  # Two\n  Ben: three\n") == 1
    assert "\nYour answer: One.\n  # Two\n  Ben: three\n" in render(answered, "text")
    assert "Your answer:** One. \\# Two Ben: three\n" in render(answered, "md")
    copied = [script_line(line) for line in transcript(answered)]
    assert "Your answer: One. # Two Ben: three" in copied


def test_a_hostile_answer_is_text_and_nothing_else() -> None:
    tags = Tags()
    tags.feed(render(made("\n".join(WORDS)), "html"))
    assert not {"script", "img"} & set(tags.found)
    assert all(link.startswith("#") for link in tags.links)


def test_lines_of_events_have_questions_and_no_answers() -> None:
    play = session()
    forms = [line.form for line in lines_of(play, play.events)]
    assert forms.count("reflect") == 3
    assert "answer" not in forms
