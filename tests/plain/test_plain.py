"""Plain mode: the whole product on a pipe, with Enter, numbers, b, ?, s and q."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.library.scenarios import Loaded
from simulator.plain.terminal import why_plain
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.render.numbers import whole
from simulator.scenario.text import clean_text
from simulator.store.play_store import Play
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint, balint_process
from tests.hostile import hostile_scenario
from tests.plain.said import led
from tests.plays import FLAGSHIP, flagship, flagship_yardstick, go_on, written

pytestmark = pytest.mark.slow  # starts the program many times


WAITING = "\n" + "w\n" * 30
"""Begins a guided session, and waits at every decision."""


def played(
    store: SqliteStore,
    typed: str,
    play_options: PlayOptions | None = None,
    loaded: Loaded | None = None,
    resumed: Play | None = None,
) -> str:
    options = play_options or PlayOptions(seed=1)
    return led(store, resumed or NewPlay(loaded or flagship(), options), options, typed)


def test_w_alone_waits_the_flagship_out_to_its_debrief(store: SqliteStore) -> None:
    said = played(store, WAITING)
    assert "Moment by moment" in said
    assert f"{whole(flagship_yardstick().always_wait)} percent of the best" in said
    assert f"guessing would earn about {whole(flagship_yardstick().chance)}, and" in said
    assert len(store.finished()) == 1


def test_the_two_questions_come_one_after_the_other(store: SqliteStore) -> None:
    said = played(store, "\n1\n2\nq\n")
    first, second = said.index("Speak or wait?"), said.index("What will you say?")
    assert first < second
    assert said.index("You: ", second) > second
    (play,) = store.unfinished()
    assert store.records(play.id)[-1].act == "wait"
    assert next(record.act for record in store.records(play.id) if record.moment) == "take"


def test_b_goes_back_from_the_words_and_nothing_is_kept_of_it(store: SqliteStore) -> None:
    said = played(store, "\n1\nb\nq\n")
    assert said.count("Speak or wait?") == 2
    (play,) = store.unfinished()
    assert all(record.moment == "" for record in store.records(play.id))


def test_help_and_status_answer_and_ask_again(store: SqliteStore) -> None:
    said = played(store, "\n?\ns\nnonsense\nq\n")
    assert "2 or w: Wait: say nothing." in said
    assert "minute" in said
    assert "'nonsense' is not an option here" in said
    assert said.count("Speak or wait?") >= 4


@pytest.mark.parametrize("typed", ["\nq\n", "\n"])
def test_leaving_keeps_everything_and_says_how_to_go_on(store: SqliteStore, typed: str) -> None:
    said = played(store, typed)
    assert "balint-sim --plain play --resume" in said
    assert ("The input has ended" in said) == (typed == "\n")
    assert len(store.unfinished()) == 1


def test_a_resumed_play_says_where_it_is_and_the_last_three_turns_and_r_gives_more(
    store: SqliteStore,
) -> None:
    before = played(store, "\nw\n1\n")
    (play,) = store.unfinished()
    heard = before[: before.rindex("Speak or wait?")].splitlines()
    not_spoken = ("Why: ", "Speak or wait? ")
    spoken = [line for line in heard if ": " in line and not line.startswith(not_spoken)]
    after = played(store, "r\nr\n", resumed=play)
    first, second, third = after.split("Speak or wait?")[:3]
    assert re.search(r"^Where you are: [^,]+, minute \d+ of \d+\.$", first, re.MULTILINE)
    assert first.splitlines()[-4:] == ["The last 3 lines were:", *spoken[-3:]]
    assert "Phase: Opening." not in first
    assert second.splitlines()[1:] == spoken[-10:]
    assert third.splitlines()[1] == "Phase: Opening."


def test_feedback_at_the_end_says_no_credit_during_play(store: SqliteStore) -> None:
    now = played(store, WAITING, PlayOptions(seed=1, feedback="now"))
    end = played(store, WAITING, PlayOptions(seed=1, feedback="end"))
    assert "Why: Credit" in now
    assert "Why: Credit" not in end


def test_live_play_asks_after_every_turn_in_the_same_words(store: SqliteStore) -> None:
    said = played(store, "\n" * 300, PlayOptions(mode="live", seed=1))
    assert "Moment by moment" in said
    assert "Speak or wait?" not in said
    assert said.count("Enter: continue, w: wait, 1 or i: speak,") > 60


def test_a_remark_outside_the_moments_is_told_in_the_debrief_and_not_scored(
    store: SqliteStore,
) -> None:
    silent = played(store, "\n" * 300, PlayOptions(mode="live", seed=1))
    said = played(store, "\n\n1\n1\n" + "\n" * 300, PlayOptions(mode="live", seed=1))
    remarks = "Said between the moments (earns no credit)"
    assert [remarks in text for text in (silent, said)] == [False, True]
    percents = [re.findall(r"\d+ percent of the best", text) for text in (silent, said)]
    assert percents[0]
    assert percents[1] == percents[0]


def test_who_has_begun_to_speak_says_a_line_or_lets_it_go(store: SqliteStore) -> None:
    said = played(store, "\n\n1\n\nw\nb\nq\n", PlayOptions(mode="live", seed=1))
    (play,) = store.unfinished()
    acts = [record.act for record in store.records(play.id)]
    assert acts == ["wait", "began", "let-go"]
    assert "b: let it go," in said
    assert "Enter alone decides nothing here." in said
    assert "'w' is not an option here." in said


def test_a_play_left_while_speaking_continues_with_the_same_lines(store: SqliteStore) -> None:
    first = played(store, "\n\n1\nq\n", PlayOptions(mode="live", seed=1))
    (play,) = store.unfinished()
    again = played(store, "1\nq\n", PlayOptions(mode="live", seed=1), resumed=play)
    lines = first[first.index("\n1. ") : first.index("What will you say?")]
    assert lines in again
    assert store.records(play.id)[-1].act == "between"


def test_the_library_is_numbered_and_enter_takes_the_first(tmp_path: Path) -> None:
    first = balint_process(tmp_path, typed="\n\n\n")
    assert first.returncode == 0
    assert "1. Tutorial: Are you warm enough?" in first.stdout
    again = balint_process(tmp_path, typed="\n")
    assert "1. Continue 'Tutorial: Are you warm enough?'" in again.stdout
    assert "Continuing 'Tutorial: Are you warm enough?'" in again.stdout


def test_every_prompt_stands_on_a_line_of_its_own_and_nothing_moves_the_cursor(
    tmp_path: Path,
) -> None:
    said = balint(tmp_path, "play", FLAGSHIP, typed="\n1\nb\n?\n\n").stdout
    assert "\x1b" not in said
    assert "\r" not in said
    assert "\nSpeak or wait? 1 or i: speak, 2 or w: wait," in said


def test_hostile_words_are_shown_as_they_are_and_do_nothing(
    store: SqliteStore, tmp_path: Path
) -> None:
    said = played(
        store, "\n1\n2\n" + "\n" * 20, loaded=written(tmp_path / "hostile", hostile_scenario())
    )
    assert "[@click=app.quit]press[/]" in said
    assert clean_text(said) == said


@given(st.text(max_size=40))
def test_whatever_is_typed_nothing_unclean_is_echoed(typed: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "learner.sqlite3")
        said = played(store, f"\n{typed}\n")
        assert clean_text(said) == said
        store.close()


class Stream(io.StringIO):
    def __init__(self, tty: bool) -> None:
        super().__init__()
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


@pytest.mark.parametrize(
    ("source", "target", "errors", "term", "plain"),
    [
        (True, True, True, "xterm-256color", False),
        (False, True, True, "xterm-256color", True),
        (True, False, True, "xterm-256color", True),
        (True, True, False, "xterm-256color", True),
        (True, True, True, "dumb", True),
        (True, True, True, "", True),
    ],
)
def test_plain_mode_is_chosen_where_the_screen_would_not_work(
    source: bool, target: bool, errors: bool, term: str, plain: bool
) -> None:
    assert bool(why_plain(Stream(source), Stream(target), Stream(errors), {"TERM": term})) == plain


@pytest.mark.parametrize("instant", range(4))
def test_killed_in_the_middle_of_a_pipe_it_goes_on_where_it_was(
    tmp_path: Path, instant: int
) -> None:
    environment = {**os.environ, "BALINT_SIM_HOME": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "simulator",
        "play",
        FLAGSHIP,
        "--plain",
        "--mode",
        "live",
        "--seed",
        "1",
    ]
    player = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    assert player.stdin is not None
    assert player.stdout is not None
    answered = 0
    for line in player.stdout:
        if not line.startswith(("Begin?", "Enter: continue, w: wait,")):
            continue
        if answered == 5 + 7 * instant:
            break
        answered += 1
        player.stdin.write("\n")
        player.stdin.flush()
    time.sleep(0.003 * instant)
    player.send_signal(signal.SIGKILL)
    player.communicate()
    store = SqliteStore(tmp_path / "learner.sqlite3")
    (play,) = store.unfinished()
    assert len(go_on(store, play).session.records) == answered - 1, (
        "the first answer began the play"
    )
    store.close()
    again = balint(tmp_path, "play", "--resume", "--plain")
    assert again.stdout.rstrip().endswith("balint-sim --plain play --resume")


def test_own_words_come_before_any_line_is_seen_and_stand_in_the_debrief(
    store: SqliteStore,
) -> None:
    said = played(store, "\no\nLet us hear about the HAND\n1\n1\n" + "w\n" * 30 + "x\na\n")
    assert said.index("What would you say?") < said.index("What will you say?")
    assert "In your own words: Let us hear about the HAND" in said
    (play,) = store.finished()
    own = [words for words in store.own_words(play.id).values() if words]
    assert own == ["Let us hear about the HAND"]


def test_what_the_group_does_comes_before_the_reason(store: SqliteStore) -> None:
    said = played(store, "\n1\n1\n" + "w\n" * 30)
    words = said.index("You: ", said.index("What will you say?"))
    answer, reason = said.index(":", words + 5), said.index("Why: Credit", words)
    assert answer < reason


def test_a_moment_is_led_another_way_and_the_debrief_compares_both(store: SqliteStore) -> None:
    said = played(store, "\n1\n1\nb\n1\n" + "w\n" * 30)
    assert "only the first counts towards your progress" in " ".join(said.split())
    assert "The two attempts" in said
    branch, first = store.plays()
    assert branch.branch_of == first.id
    assert first.ended is None
    assert [record.act for record in store.records(first.id) if record.moment] == ["take"]


def test_before_any_moment_there_is_nowhere_to_go_back_to(store: SqliteStore) -> None:
    said = played(store, "\nb\n1\n1\nq\n")
    before, after = said.split("'b' is not an option here.")
    assert "b: try again" not in before
    asked, *later = after.split("What will you say?")
    assert "b: try again" not in asked
    assert "b: try again" in later[-1]


def test_the_presenter_is_said_to_sit_back_and_the_climate_is_told_in_words(
    store: SqliteStore,
) -> None:
    said = played(store, "\n" + "w\n" * 5 + "s\nq\n")
    assert "sits back and listens" in said
    for quality in ("Safety: people ", "Focus: ", "Depth: "):
        assert f"\n{quality}" in said


PARAGRAPHS = "First paragraph of what I would say.\n\nSecond paragraph.\n\n\nThird.\n"


def test_in_a_pipe_the_further_lines_of_own_words_decide_nothing(store: SqliteStore) -> None:
    said = played(store, f"\no\n{PARAGRAPHS}")
    (play,) = store.unfinished()
    assert list(store.own_words(play.id).values()) == ["First paragraph of what I would say."]
    assert [record for record in store.records(play.id) if record.moment] == []
    assert "Enter alone decides nothing here." in said
    assert "'second paragraph.' is not an option here." in said


@pytest.mark.parametrize(
    ("answers", "acts"),
    [("1\n1\nw\n", ["take", "wait"]), ("w\n\n2\n", ["wait"] * 2), ("b\n\n", [])],
)
def test_in_a_pipe_an_answer_after_own_words_counts_and_enter_never_waits(
    store: SqliteStore, answers: str, acts: list[str]
) -> None:
    played(store, f"\no\n{PARAGRAPHS}{answers}")
    (play,) = store.unfinished()
    assert [record.act for record in store.records(play.id) if record.moment] == acts


def test_after_own_words_enter_decides_nothing_even_where_there_is_nothing_to_say(
    store: SqliteStore,
) -> None:
    said = played(store, "\no\n\n\n\n\n")
    assert store.records(store.unfinished()[0].id)[-1].moment == ""
    assert said.count("Enter alone decides nothing here.") == 3


def test_w_waits_wherever_one_may_wait(store: SqliteStore) -> None:
    played(store, "\nw\n1\nw\n")
    (play,) = store.unfinished()
    assert [record.act for record in store.records(play.id) if record.moment] == ["wait", "wait"]
