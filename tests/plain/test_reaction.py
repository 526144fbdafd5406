"""The questions before the debrief in plain mode: each can be skipped, and Enter answers none."""

from pathlib import Path

import pytest

from simulator.messages import say
from simulator.plain.room import enter
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from tests.plain.said import led, typed
from tests.plain.test_line_input import Person, terminal
from tests.plays import NOWHERE, begun, play_to_the_end, written
from tests.practice.two_moments import SMALL

FIGURE = "guessing would earn"
"""Words that the debrief says beside the result."""

LED = "\nw\n1\n1\n"
"""The briefing and both decisions."""


def played(store: SqliteStore, answers: str) -> str:
    options = PlayOptions(seed=1)
    loaded = written(store.file.parent / "small", SMALL)
    return led(store, NewPlay(loaded, options), options, LED + answers)


def saved(store: SqliteStore) -> dict[str, str]:
    (play,) = store.plays()
    return {key.split("/")[1]: text for key, text in store.own_words(play.id).items()}


def test_all_four_are_asked_before_any_figure_and_saved(store: SqliteStore) -> None:
    said = played(store, "The silence\n1\n2\n40 %\n")
    assert saved(store) == {
        "stays": "The silence",
        "keep": "first",
        "change": "second",
        "guess": "40",
    }
    asked = [said.index(say(f"reaction.ask_{one}")) for one in ("stays", "keep", "change", "guess")]
    assert asked == sorted(asked)
    assert say("meeting.over") in said[: asked[0]]
    assert FIGURE not in said[: asked[-1]]
    assert FIGURE in said[asked[-1] :]


def test_a_choice_is_shown_by_what_was_said_and_done_and_not_by_its_score(
    store: SqliteStore,
) -> None:
    said = played(store, "x\n")
    listed = said[said.index(say("reaction.ask_stays")) :]
    assert "credit" not in listed[: listed.index(FIGURE)].lower()
    said = typed(store.file.parent, store, "v", "1")
    assert say("reaction.ask_stays") not in said


def test_the_list_has_each_moment_and_r_repeats_it(store: SqliteStore) -> None:
    said = played(store, "n\nr\nn\nr\nx\n")
    listed = "1. The first moment.\nYou said nothing.\n2. The second moment.\nYou: "
    change = said.index(say("reaction.ask_change"))
    assert said[:change].count(listed) == 2
    assert said[change:].count(listed) == 1


@pytest.mark.parametrize("skipped", ["x\n", "n\nn\nn\nn\n", "n\nx\n"])
def test_skipped_questions_are_not_asked_again(store: SqliteStore, skipped: str) -> None:
    played(store, skipped)
    assert saved(store) == {"stays": "", "keep": "", "change": "", "guess": ""}
    assert say("reaction.ask_stays") not in typed(store.file.parent, store, "v", "1")


def test_enter_alone_answers_and_skips_nothing(store: SqliteStore) -> None:
    said = played(store, "\n\nMine\n\n\n1\n\n2\n\n")
    assert said.count("Enter alone decides nothing here.") == 6
    assert saved(store) == {"stays": "Mine", "keep": "first", "change": "second"}


def test_a_slip_is_asked_again(store: SqliteStore) -> None:
    said = played(store, "?\nMine\nfirst\n3\n1\nn\n120\nhalf\n0\n")
    assert said.count(say("reaction.no_share")) == 2
    assert "'first' is not an option here." in said
    assert say("actions.plain.reaction") in said
    assert saved(store) == {"stays": "Mine", "keep": "first", "change": "", "guess": "0"}


@pytest.mark.parametrize("late", ["w", "1", "I"])
def test_an_answer_of_the_meeting_that_comes_too_late_is_no_line_that_stays(
    store: SqliteStore, late: str
) -> None:
    said = played(store, f"{late}\n" * 3 + "x\n")
    assert said.count(f"'{late}' is not an option here.") == 3
    assert saved(store)["stays"] == ""


def test_q_leaves_and_another_time_asks_what_is_left(store: SqliteStore) -> None:
    said = played(store, "Mine\nq\n")
    assert FIGURE not in said
    assert said.rstrip().endswith("This session is finished and saved.")
    again = typed(store.file.parent, store, "v", "1", "x")
    assert say("reaction.ask_stays") not in again
    assert say("reaction.ask_keep") in again
    assert saved(store)["stays"] == "Mine"


def test_the_end_of_the_input_prints_the_debrief_and_skips_nothing_for_good(
    store: SqliteStore,
) -> None:
    said = played(store, "Mine\n")
    assert FIGURE in said
    assert saved(store) == {"stays": "Mine"}


def test_an_enter_that_is_held_down_decides_nothing(store: SqliteStore) -> None:
    loaded = written(store.file.parent / "small", SMALL)
    options = PlayOptions(seed=1)
    with terminal() as (master, source):
        person = Person(
            master, "\n", "w\n", "1\n", "1\n", "\n" * 20, "Mine\n", "\n" * 20, "x\n", "q\n"
        )
        assert enter(NOWHERE, store, NewPlay(loaded, options), options, source, person) == 0
    assert saved(store) == {"stays": "Mine", "keep": "", "change": "", "guess": ""}


def test_a_session_that_was_never_asked_is_asked_when_it_is_reviewed(
    store: SqliteStore, tmp_path: Path
) -> None:
    play_to_the_end(begun(store, written(tmp_path / "small", SMALL)))
    said = typed(tmp_path, store, "v", "1", "Late", "x")
    assert saved(store)["stays"] == "Late"
    assert said.index(say("reaction.ask_stays")) < said.index(FIGURE)
