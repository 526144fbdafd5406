"""Answers to questions to oneself are saved at once, and are there whatever happens to the play."""

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch
from simulator.practice.saved_play import MOST_OWN_WORDS, SavedPlay
from simulator.scenario.model import Mode
from simulator.store.document import read_document
from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.play_store import AnotherWindow, Play, PlayStore, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, go_on, look_back, play_to_the_end, written
from tests.reflections import ASKED, FIRST, SCRIPT, SECOND


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlayStore]:
    opened: PlayStore = (
        SqliteStore(tmp_path / "learner.sqlite3") if request.param == "file" else MemoryStore()
    )
    yield opened
    opened.close()


def started(store: PlayStore, folder: Path, mode: Mode = "guided") -> SavedPlay:
    return begun(store, written(folder / "on-stage", SCRIPT), PlayOptions(mode, seed=1))


def to_the_question(saved: SavedPlay) -> SavedPlay:
    while saved.question_now is None:
        saved.act(WAIT)
    return saved


def answered(saved: SavedPlay, *answers: str) -> SavedPlay:
    """Play to the end, answering each question in turn with one of these, and then with nothing."""
    left = chain(answers, repeat(""))
    while not saved.session.ended:
        saved.act(WAIT)
        question = saved.question_now
        if question is not None:
            saved.answer(question, next(left))
    return saved


def said(saved: SavedPlay) -> list[str]:
    stored = saved.store.own_words(saved.play.id)
    assert stored == saved.said_own
    return sorted(stored.values())


def test_an_answer_is_saved_when_it_was_given(store: PlayStore, tmp_path: Path) -> None:
    saved = to_the_question(started(store, tmp_path))
    question = saved.question_now
    assert question is not None
    assert question.text == FIRST
    assert saved.answer(question, "  My hands.\n") == "My hands."
    assert store.own_words(saved.play.id) == {question.key: "My hands."}
    assert saved.question_now is None


def test_each_question_has_its_own_answer(store: PlayStore, tmp_path: Path) -> None:
    saved = answered(started(store, tmp_path), "1", "", "3")
    assert sorted(said(saved)) == ["", "1", "3"]
    assert saved.questions_left() == []


def test_a_question_that_was_skipped_is_not_asked_again(store: PlayStore, tmp_path: Path) -> None:
    saved = to_the_question(started(store, tmp_path))
    question = saved.question_now
    assert question is not None
    assert saved.answer(question, " \n\t") == ""
    assert said(saved) == [""]
    assert saved.question_now is None
    assert go_on(store, saved.play).question_now is None


def test_an_answer_is_cleaned_and_of_bounded_length(store: PlayStore, tmp_path: Path) -> None:
    saved = to_the_question(started(store, tmp_path))
    question = saved.question_now
    assert question is not None
    assert saved.answer(question, "\x1b]52;x\x07") == "\ufffd]52;x\ufffd"
    assert saved.answer(question, "x" * 5_000) == "x" * MOST_OWN_WORDS


@pytest.mark.parametrize("again", [go_on, look_back])
def test_a_play_that_is_opened_again_has_its_answers(
    store: PlayStore, tmp_path: Path, again: Callable[[PlayStore, Play], SavedPlay]
) -> None:
    saved = answered(started(store, tmp_path), "1", "2", "3")
    assert said(again(store, saved.play)) == ["1", "2", "3"]


def test_a_play_that_stopped_at_a_question_asks_it_again_unless_it_has_an_answer(
    store: PlayStore, tmp_path: Path
) -> None:
    saved = to_the_question(started(store, tmp_path))
    again = go_on(store, saved.play)
    question = again.question_now
    assert question is not None
    again.answer(question, "Mine.")
    assert go_on(store, saved.play).question_now is None


def test_live_play_asks_what_is_not_answered_at_its_end(store: PlayStore, tmp_path: Path) -> None:
    saved = started(store, tmp_path, "live")
    while not saved.session.ended:
        saved.act(WAIT)
        assert saved.question_now is None
    assert tuple(question.text for question in saved.questions_left()) == ASKED
    saved.answer(saved.questions_left()[1], "Nora.")
    assert [question.text for question in saved.questions_left()] == [FIRST, FIRST]
    assert said(saved) == ["Nora."]


def test_a_preview_asks_nothing_that_was_not_shown(store: PlayStore, tmp_path: Path) -> None:
    saved = started(store, tmp_path, "live")
    play_to_the_end(saved)
    saved.heard = saved.questions_left()[1].at
    assert [question.text for question in saved.questions_left()] == [SECOND, FIRST]


@pytest.mark.parametrize(("moment", "along"), [("drift", ["1"]), ("quiet", ["1", "2"])])
@pytest.mark.parametrize("mode", ["guided", "live"])
def test_a_branch_takes_along_the_answers_up_to_its_moment(
    store: PlayStore, tmp_path: Path, moment: str, along: list[str], mode: Mode
) -> None:
    saved = answered(started(store, tmp_path, mode), "1", "2", "3")
    for question in saved.questions_left():
        saved.answer(question, str(1 + ASKED.index(question.text)))
    other = branch(store, saved, moment)
    assert said(other) == along
    assert len(said(saved)) == 3


def edited(folder: Path) -> None:
    """Change the second question, and put a new one before the first."""
    text = SCRIPT.replace("- priya: before\n", "- reflect: New?\n- priya: before\n")
    written(folder / "on-stage", text.replace(SECOND, "An edited question?"))


def test_answers_stay_with_their_questions_in_an_edited_scenario(
    store: PlayStore, tmp_path: Path
) -> None:
    saved = started(store, tmp_path)
    for answer in ("1", "2"):
        question = to_the_question(saved).question_now
        assert question is not None
        saved.answer(question, answer)
    edited(tmp_path)
    again = go_on(store, saved.play)
    question = to_the_question(again).question_now
    assert question is not None
    assert question.text == "An edited question?"
    again.answer(question, "3")
    assert again.play.id != saved.play.id
    assert said(again) == ["1", "2", "3"]
    assert said(go_on(store, saved.play)) == ["1", "2"]


def test_an_answer_continues_a_play_in_an_edited_scenario(store: PlayStore, tmp_path: Path) -> None:
    saved = to_the_question(started(store, tmp_path))
    written(tmp_path / "on-stage", SCRIPT.replace("between", "in between"))
    again = go_on(store, saved.play)
    question = again.question_now
    assert question is not None
    again.answer(question, "Mine.")
    assert again.continuation is None
    assert again.play.id != saved.play.id
    assert said(again) == ["Mine."]
    assert store.own_words(saved.play.id) == {}


def test_an_answer_in_a_window_that_was_overtaken_is_refused(
    store: PlayStore, tmp_path: Path
) -> None:
    here = to_the_question(started(store, tmp_path))
    there = go_on(store, here.play)
    there.act(WAIT)
    question = here.question_now
    assert question is not None
    with pytest.raises(AnotherWindow):
        here.answer(question, "Late.")
    assert said(here) == []


def test_an_answer_that_cannot_be_saved_is_not_shown_as_saved(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    saved = to_the_question(started(store, tmp_path))
    question = saved.question_now
    assert question is not None
    store._db.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreProblem):
        saved.answer(question, "Lost?")
    assert saved.question_now == question
    store.close()


def test_answers_are_exported_imported_and_merged(store: PlayStore, tmp_path: Path) -> None:
    saved = answered(started(store, tmp_path, "live"))
    first, second, _ = saved.questions_left()
    there = MemoryStore()
    there.merge(read_document(export_text(store).encode()))
    (play,) = there.plays()
    elsewhere = look_back(there, play)
    elsewhere.answer(second, "There.")
    saved.answer(first, "Here.")
    store.merge(read_document(export_text(there).encode()))
    there.merge(read_document(export_text(store).encode()))
    both = {first.key: "Here.", second.key: "There."}
    assert store.own_words(saved.play.id) == there.own_words(play.id) == both


def test_an_answer_in_an_older_copy_of_a_play_is_merged_too(
    store: PlayStore, tmp_path: Path
) -> None:
    saved = to_the_question(started(store, tmp_path))
    there = MemoryStore()
    there.merge(read_document(export_text(store).encode()))
    question = saved.question_now
    assert question is not None
    look_back(there, there.plays()[0]).answer(question, "There.")
    saved.act(WAIT)
    before = store.records(saved.play.id)
    summary = store.merge(read_document(export_text(there).encode()))
    assert (summary.added, summary.extended, summary.different) == (0, 1, 0)
    assert store.own_words(saved.play.id) == {question.key: "There."}
    assert store.records(saved.play.id) == before
    again = store.merge(read_document(export_text(there).encode()))
    assert (again.added, again.extended, again.different) == (0, 0, 0)


def test_answers_change_nothing_of_the_play(store: PlayStore, tmp_path: Path) -> None:
    silent = answered(started(store, tmp_path))
    writing = answered(started(store, tmp_path), "1", "2", "3")
    assert writing.session.events == silent.session.events
    assert store.records(writing.play.id) == store.records(silent.play.id)


def test_an_answer_and_own_words_do_not_disturb_each_other(
    store: PlayStore, tmp_path: Path
) -> None:
    saved = to_the_question(started(store, tmp_path))
    question = saved.question_now
    assert question is not None
    saved.answer(question, "My hands.")
    while not saved.session.pause.asks:
        saved.act(WAIT)
    saved.own_words("Let us stay.")
    saved.act(Take("contain"))
    assert said(saved) == ["Let us stay.", "My hands."]
    assert saved.said_own["drift"] == "Let us stay."
