"""Questions to oneself in plain mode: on the spot in guided play, before the debrief in live play."""

import pytest

from simulator.messages import say
from simulator.plain.room import enter
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.store.play_store import Play
from simulator.store.sqlite import SqliteStore
from tests.plain.said import led
from tests.plain.test_line_input import Person, terminal
from tests.plays import NOWHERE, written
from tests.reflections import FIRST, SCRIPT, SECOND

ANSWER = say("plain.answer")

LIVE = PlayOptions("live", seed=1)

THROUGH = "\n" * 10
"""The briefing and the turns of a live play."""


def played(
    store: SqliteStore,
    typed: str,
    play_options: PlayOptions | None = None,
    resumed: Play | None = None,
) -> str:
    options = play_options or PlayOptions(seed=1)
    loaded = written(store.file.parent / "on-stage", SCRIPT)
    return led(store, resumed or NewPlay(loaded, options), options, typed)


def answers(store: SqliteStore) -> list[str]:
    (play,) = store.plays()
    own = store.own_words(play.id)
    return [words for key, words in own.items() if key.startswith("reflect/")]


def decided(store: SqliteStore) -> list[str]:
    (play,) = store.plays()
    return [record.act for record in store.records(play.id) if record.moment]


def test_a_question_is_asked_where_it_is_and_the_answer_is_in_the_debrief(
    store: SqliteStore,
) -> None:
    said = played(store, "\nMy hands\nw\n\nw\nAgain\nx\na\n")
    assert sorted(answers(store)) == ["", "Again", "My hands"]
    assert said.index("Nair: before") < said.index(f"To yourself: {FIRST}") < said.index("Ben: one")
    assert said.count(ANSWER) == 3
    assert said.count("Saved.") == 2
    assert "Your answer: My hands" in said
    assert decided(store) == ["wait", "wait"]


def test_in_a_pipe_the_further_lines_of_an_answer_decide_nothing(store: SqliteStore) -> None:
    said = played(store, "\nFirst paragraph.\n\nSecond paragraph.\n\n")
    assert answers(store) == ["First paragraph."]
    assert decided(store) == []
    assert "Enter alone decides nothing here." in said
    assert "'second paragraph.' is not an option here." in said


@pytest.mark.parametrize("leave", ["q", "QUIT"])
def test_q_alone_leaves_and_the_question_is_asked_again(store: SqliteStore, leave: str) -> None:
    assert "Everything is saved." in played(store, f"\n{leave}\n")
    (play,) = store.unfinished()
    said = played(store, "queue\n", resumed=play)
    assert said.count(FIRST) == 1
    assert answers(store) == ["queue"]
    said = played(store, "", resumed=play)
    assert ANSWER not in said


def test_live_play_asks_before_the_debrief_and_nothing_before(store: SqliteStore) -> None:
    said = played(store, f"{THROUGH}One\n\nThree\n\n", LIVE)
    assert sorted(answers(store)) == ["", "One", "Three"]
    over, debrief = said.index("The meeting is over."), said.index("Moment by moment")
    assert over < said.index("there are 3 questions to yourself") < said.index(FIRST)
    assert said.index(FIRST) < said.index(SECOND) < debrief
    assert said.count(ANSWER) == 3
    # The question comes with what was heard before it.
    assert said.rindex("Ben: between", 0, debrief) > over


def test_live_play_has_its_debrief_even_if_the_input_ends_at_a_question(store: SqliteStore) -> None:
    said = played(store, f"{THROUGH}One\n", LIVE)
    assert answers(store) == ["One"]
    assert "Moment by moment" in said
    assert said.rstrip().endswith("This session is finished and saved.")


def test_q_at_a_question_after_live_play_leaves(store: SqliteStore) -> None:
    said = played(store, f"{THROUGH}q\n", LIVE)
    assert "Moment by moment" not in said
    assert said.rstrip().endswith("This session is finished and saved.")


def test_a_session_that_continues_in_live_play_does_not_print_the_question(
    store: SqliteStore,
) -> None:
    played(store, "\n\n\nq\n", LIVE)
    (play,) = store.unfinished()
    assert FIRST not in played(store, "q\n", resumed=play)


def on_a_terminal(store: SqliteStore, *typed: str) -> str:
    options = PlayOptions(seed=1)
    loaded = written(store.file.parent / "on-stage", SCRIPT)
    with terminal() as (master, source):
        person = Person(master, *typed)
        assert enter(NOWHERE, store, NewPlay(loaded, options), options, source, person) == 0
        return person.getvalue()


@pytest.mark.parametrize("pasted", ["One.\n\nTwo.\n", "\n\nOne.\r\n\tTwo.\n\n", "One.\nTwo."])
def test_a_paste_is_one_answer(store: SqliteStore, pasted: str) -> None:
    on_a_terminal(store, "\n", pasted)
    assert answers(store) == ["One. Two."]
    assert decided(store) == []


def test_an_enter_that_is_held_down_skips_nothing(store: SqliteStore) -> None:
    said = on_a_terminal(store, "\n", "\n" * 20, "Mine\n")
    assert "More than one line arrived at once" in said
    assert answers(store) == ["Mine"]
