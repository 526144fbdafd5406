"""The reaction before the debrief: asked once in each play, saved at once, and never scored."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.engine.acts import BEGIN, WAIT, Take
from simulator.messages import say
from simulator.practice.branches import behind
from simulator.practice.debriefs import debrief_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch
from simulator.practice.reaction import answer, answered, questions_left, skip
from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.review.reaction import QUESTIONS, Reaction, guess_in, key_of, reaction_in
from simulator.store.document import read_document
from simulator.store.memory import MemoryStore
from simulator.store.play_store import PlayStore, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.live_scenario import TEXT
from tests.plays import NOWHERE, begun, look_back, play_to_the_end, written
from tests.practice.two_moments import SMALL
from tests.scripts import HEAD


def over(store: PlayStore, folder: Path, *, speak: bool = False) -> SavedPlay:
    """A small session that has ended."""
    saved = begun(store, written(folder / "small", SMALL))
    play_to_the_end(saved, speak)
    return saved


def test_nothing_is_asked_before_the_end(store: PlayStore, tmp_path: Path) -> None:
    saved = begun(store, written(tmp_path / "small", SMALL))
    assert questions_left(saved) == []
    play_to_the_end(saved)
    assert questions_left(saved) == list(QUESTIONS)


def test_without_a_decision_no_choice_is_asked_about(store: PlayStore, tmp_path: Path) -> None:
    script = f"{HEAD}script:\n- phase: opening\n- ben: Hello.\n- end: Thank you.\n"
    saved = begun(store, written(tmp_path / "silent", script))
    play_to_the_end(saved)
    assert questions_left(saved) == ["stays", "guess"]


def test_a_preview_asks_nothing(tmp_path: Path) -> None:
    saved = over(MemoryStore(), tmp_path)
    saved.preview = True
    assert questions_left(saved) == []


def test_what_is_answered_or_skipped_is_not_asked_again(store: PlayStore, tmp_path: Path) -> None:
    saved = over(store, tmp_path)
    moments = [moment for moment, _ in moments_met(saved)]
    assert answer(saved, "stays", "  The silence\nafter it. ")
    assert answer(saved, "keep", moments[1])
    skip(saved, "change")
    assert questions_left(saved) == ["guess"]
    assert answer(saved, "guess", "40 %")
    again = look_back(store, saved.play)
    assert questions_left(again) == []
    assert answered(again, "keep") == moments[1]
    expected = Reaction("The silence after it.", moments[1], "", 40)
    assert debrief_of(NOWHERE, again).reaction == expected


def test_without_a_reaction_the_debrief_has_none_and_a_skipped_one_is_empty(
    store: PlayStore, tmp_path: Path
) -> None:
    saved = over(store, tmp_path)
    assert debrief_of(NOWHERE, saved).reaction is None
    for question in QUESTIONS:
        skip(saved, question)
    made = debrief_of(NOWHERE, look_back(store, saved.play)).reaction
    assert made == Reaction()
    assert not made.answered


def test_a_choice_is_recognised_by_the_words_that_were_heard_before_it(
    store: PlayStore, tmp_path: Path
) -> None:
    loaded = written(tmp_path / "live", TEXT)
    saved = begun(store, loaded, PlayOptions(mode="live", seed=1))
    while saved.session.pause.moment is None:
        saved.act(WAIT)
    for act in (BEGIN, Take("contain")):
        saved.act(act)
    play_to_the_end(saved)
    spoken, silent = behind(saved)
    assert spoken.heard == "And you let him go home?"
    assert spoken.did == say("plays.you_said", words="Omar, what went through you just then?")
    assert silent.heard == "He was waiting for me to breathe."
    assert silent.did == say("plays.you_said_nothing")


def test_it_changes_no_figure(store: PlayStore, tmp_path: Path) -> None:
    saved = over(store, tmp_path, speak=True)
    before = debrief_of(NOWHERE, saved)
    moment = before.moments[0].id
    for question, text in zip(QUESTIONS, ("Ben", moment, moment, "100"), strict=True):
        assert answer(saved, question, text)
    after = debrief_of(NOWHERE, look_back(store, saved.play))
    assert replace(after, reaction=None) == before


@pytest.mark.parametrize(
    ("question", "text"),
    [("stays", " "), ("keep", "no-such-moment"), ("change", "1"), ("guess", "101"), ("guess", "x")],
)
def test_what_is_no_answer_saves_nothing(
    store: PlayStore, tmp_path: Path, question: str, text: str
) -> None:
    saved = over(store, tmp_path)
    assert not answer(saved, question, text)  # type: ignore[arg-type]
    assert questions_left(saved)[-1] == "guess"
    assert debrief_of(NOWHERE, saved).reaction is None or question == "stays"


def test_another_attempt_is_asked_anew(store: PlayStore, tmp_path: Path) -> None:
    saved = over(store, tmp_path)
    for question in QUESTIONS:
        skip(saved, question)
    other = branch(store, saved, moments_met(saved)[-1][0])
    play_to_the_end(other)
    assert questions_left(other) == list(QUESTIONS)


def test_it_is_exported_and_imported_with_the_own_words(store: SqliteStore, tmp_path: Path) -> None:
    saved = over(store, tmp_path)
    answer(saved, "stays", "Arthur's hands")
    skip(saved, "guess")
    whole = read_document(json.dumps(store.export()).encode()).plays[0]
    said = {words.moment: words.text for words in whole.own_words}
    assert said == {key_of("stays"): "Arthur's hands", key_of("guess"): ""}


def test_an_answer_that_cannot_be_saved_says_so_and_a_skipped_question_lets_one_continue(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = over(store, tmp_path)

    def full(*_: object) -> None:
        raise StoreProblem("The disk is full.")

    monkeypatch.setattr(store, "keep_own_words", full)
    with pytest.raises(StoreProblem):
        answer(saved, "stays", "Mine")
    assert questions_left(saved)[0] == "stays"
    for question in QUESTIONS:
        skip(saved, question)
    assert questions_left(saved) == []
    # Nothing was saved, so another time asks again.
    assert questions_left(look_back(store, saved.play)) == list(QUESTIONS)


def test_an_import_may_hold_any_text() -> None:
    own = {
        key_of("stays"): "x",
        key_of("keep"): "elsewhere",
        key_of("change"): "here",
        key_of("guess"): "9" * 5000,
    }
    assert reaction_in(own, {"here"}) == Reaction("x", "", "here", None)
    assert reaction_in({"here": "own words"}, {"here"}) is None


@pytest.mark.parametrize("text", ["", "%", "4.5", "-1", "101", "1e1", "٤٠", "0x10", "forty"])
def test_only_a_whole_percentage_is_a_share(text: str) -> None:
    assert guess_in(text) is None


@pytest.mark.parametrize("guess", [0, 7, 100])
def test_every_whole_percentage_is_a_share(guess: int) -> None:
    assert guess_in(f" {guess} %") == guess_in(str(guess)) == guess
