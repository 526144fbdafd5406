"""Plain mode read aloud: pieces, repetition, the list once, and nothing that would be spelled out."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.messages import say
from simulator.plain.console import Console
from simulator.plain.room import enter
from simulator.plain.watching import watch
from simulator.practice.demonstration import demonstration_of
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from tests.plain.said import typed
from tests.plain.test_line_input import BETWEEN, Person, terminal
from tests.plays import NOWHERE, flagship, written
from tests.reflections import FIRST, SCRIPT
from tests.workspaces import workspace_at

OPTIONS = PlayOptions(seed=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "learner.sqlite3")
    yield opened
    opened.close()


def said(store: SqliteStore, *answers: str) -> str:
    """What is said in a pipe to somebody who begins the flagship and types these lines."""
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in ("", *answers)))
    assert enter(NOWHERE, store, NewPlay(flagship(), OPTIONS), OPTIONS, source, target) == 0
    return target.getvalue()


def on_a_terminal(home: Path, store: SqliteStore, *answers: str) -> str:
    with terminal() as (master, source):
        person = Person(master, *(f"{line}\n" for line in ("", *answers)))
        new = NewPlay(flagship(), OPTIONS)
        assert enter(workspace_at(home), store, new, OPTIONS, source, person) == 0
        return person.getvalue()


def turns(piece: str) -> int:
    """How many turns a piece of a meeting has."""
    return len([line for line in piece.splitlines() if ": " in line and line[:5] != "Phase"])


def acts(store: SqliteStore) -> list[str]:
    (play,) = store.unfinished()
    return [record.act for record in store.records(play.id) if record.moment]


def test_on_a_terminal_turns_come_in_pieces_of_three(tmp_path: Path, store: SqliteStore) -> None:
    shown = on_a_terminal(tmp_path, store, "q")
    meeting = shown[shown.index("Phase: Opening.") :]
    first, *others = re.split(rf"{BETWEEN}[^\n]*\n", meeting[: meeting.index("Speak or wait?")])
    assert turns(first) == 3
    assert others
    assert all(turns(piece) <= 3 for piece in others)


def test_with_the_pace_step_each_turn_waits_for_enter(tmp_path: Path, store: SqliteStore) -> None:
    (tmp_path / "config.yaml").write_text("pace: step\n", "utf-8")
    shown = on_a_terminal(tmp_path, store, "q")
    meeting = shown[shown.index("Phase: Opening.") : shown.index("Speak or wait?")]
    assert all(turns(piece) <= 1 for piece in re.split(rf"{BETWEEN}[^\n]*\n", meeting))


def test_in_a_pipe_the_turns_up_to_a_decision_come_at_once(store: SqliteStore) -> None:
    assert BETWEEN not in said(store, "w", "q")


def test_enter_held_down_decides_nothing(store: SqliteStore) -> None:
    shown = said(store, *[""] * 50)
    assert acts(store) == []
    assert shown.count("Enter alone decides nothing here.") == 50
    assert shown.count("Speak or wait?") == 51


@pytest.mark.parametrize(
    ("answer", "act"), [("w", "wait"), ("2", "wait"), ("W", "wait"), ("1", "take"), ("i", "take")]
)
def test_letters_and_numbers_are_those_of_the_screen(
    store: SqliteStore, answer: str, act: str
) -> None:
    said(store, answer, *(["2"] if act == "take" else []), "q")
    assert acts(store) == [act]


def test_r_repeats_the_turns_the_lines_and_the_question(store: SqliteStore) -> None:
    shown = said(store, "1", "r", "r", "q")
    question = say("decision.which_line")
    asked, once, twice = shown.split("Speak or wait?")[1].split(f"\n{question}")[:3]
    listed = asked[asked.index("\n1. ") + 1 :]
    assert once.endswith(listed)
    assert twice.endswith(listed)
    heard = shown[: shown.index("Speak or wait?")].splitlines()
    assert once[: -len(listed)].splitlines()[1:] == heard[-3:]
    assert turns(twice) > turns(once)


def test_y_repeats_the_last_reasons_once_there_are_some(store: SqliteStore) -> None:
    shown = said(store, "y", "1", "1", "y", "q")
    at = shown.index("Why: Credit")
    before, after = shown[:at], shown[at:]
    assert "'y' is not an option here." in before
    assert "y: why" not in before
    reason = after.splitlines()[0]
    assert after.count(reason) == 2
    assert "y: why" in after


def test_after_own_words_speak_or_wait_is_still_open(store: SqliteStore) -> None:
    shown = said(store, "o", "Mine", "2", "q")
    assert acts(store) == ["wait"]
    assert shown.index("Saved.") < shown.rindex("Speak or wait?")
    assert say("decision.which_line") not in shown


def test_the_help_of_the_briefing_does_not_begin_the_play(store: SqliteStore) -> None:
    target = io.StringIO()
    source = io.StringIO("?\nnonsense\nr\nf\nm\n")
    assert enter(NOWHERE, store, NewPlay(flagship(), OPTIONS), OPTIONS, source, target) == 0
    assert store.plays() == []
    shown = target.getvalue()
    assert shown.count("Begin? Enter: begin, m: mode, f: feedback, d: watch, r: repeat,") == 6
    assert "Reasons: in the debrief only." in shown
    assert shown.count("Live: the group does not stop for you.") == 1
    assert shown.count("\nIn the circle:\n") + shown.startswith("In the circle:") == 2


def test_mode_and_feedback_chosen_in_the_briefing_are_those_of_the_play(
    store: SqliteStore,
) -> None:
    target = io.StringIO()
    source = io.StringIO("m\nf\n\n\nq\n")
    assert enter(NOWHERE, store, NewPlay(flagship(), OPTIONS), OPTIONS, source, target) == 0
    (play,) = store.unfinished()
    assert (play.mode, play.feedback) == ("live", "end")


def test_the_library_is_read_once_and_then_on_request(tmp_path: Path, store: SqliteStore) -> None:
    first = "\n1. "
    for commands in (["?", "zz", "g contain", "v", "99", "f", "", "1", "b"], ["l"], ["/tin", "x"]):
        listed = typed(tmp_path, store, *commands, "q").count(first)
        asked = {"?": 0, "l": 1, "/tin": 2}[commands[0]]
        # Filters are numbered too: they are listed for ``f``.
        assert listed == 1 + asked + ("f" in commands)


def test_x_clears_a_filter_and_is_listed_only_if_there_is_one(
    tmp_path: Path, store: SqliteStore
) -> None:
    asked = [
        line
        for line in typed(tmp_path, store, "x", "/tin", "x", "q").splitlines()
        if line.startswith("Which one?")
    ]
    assert ["x: clear" in line for line in asked] == [False, False, True, False]


def test_a_demonstration_ends_with_leading_it_oneself(tmp_path: Path, store: SqliteStore) -> None:
    shown = typed(tmp_path, store, "d 1", *["r", ""] * 3, "l", "", "q")
    assert "Enter: back, l: lead, ?: help" not in shown.split("The demonstration is over.")[0]
    assert shown.index("The demonstration is over.") < shown.index("Begin?")
    assert len(store.unfinished()) == 1


def test_a_demonstration_comes_in_pieces_on_a_terminal_too(tmp_path: Path) -> None:
    with terminal() as (master, source):
        person = Person(master, *["\n"] * 60)
        shown = demonstration_of(workspace_at(tmp_path), flagship().path)
        assert watch(shown, source, person) == 0
    pieces = re.split(r"Enter: continue, [^\n]*\n", person.getvalue())
    # The heading of the first piece and the end of the last are no turns.
    assert max(map(turns, pieces[1:-1])) <= 4
    assert len(pieces) > 15
    assert pieces[-1].endswith("The demonstration is over. Nothing was saved.\n")


def test_from_a_briefing_one_watches_and_goes_back_to_the_library(
    tmp_path: Path, store: SqliteStore
) -> None:
    shown = typed(tmp_path, store, "1", "d", "q", "b", "/letter in the van", "1", "q")
    watched = shown.index("A demonstration: 'Tutorial: Are you warm enough?'")
    assert shown.index("Begin?") < watched < shown.index("Which one?", watched)
    assert shown.index("\nThe letter in the van\n", watched) < shown.rindex("Begin?")
    assert store.plays() == []


def test_after_the_debrief_it_is_read_again_and_to_stay_leaves_nothing(
    store: SqliteStore,
) -> None:
    shown = said(store, *["w"] * 10, "x", "b", "", "r", "q")
    assert shown.count("\nMoment by moment\n") == 2
    assert shown.count("Enter or q: leave, b: try again, a: open all, r: repeat, ?: help.") >= 3
    assert shown.rstrip().endswith("This session is finished and saved.")


def test_after_the_debrief_the_moments_are_named_with_what_they_cost(store: SqliteStore) -> None:
    shown = said(store, *["w"] * 10, "x", "b", "", "q")
    listed = shown[shown.rindex("Saved as session 1.") : shown.index("Back to which moment?")]
    assert re.search(r"\n1\. .+ \(cost [0-9.]+\)\nYou said nothing\.\n2\. ", listed)


def test_help_is_typed_as_it_is_heard_where_signs_are_not_read(store: SqliteStore) -> None:
    sign, word = (said(store, answer, "q") for answer in ("?", "Help"))
    assert "1 or i: Speak: see the lines you could say." in word
    assert sign == word


def test_a_question_to_oneself_is_repeated(store: SqliteStore, tmp_path: Path) -> None:
    target = io.StringIO()
    new = NewPlay(written(tmp_path / "on-stage", SCRIPT), OPTIONS)
    source = io.StringIO("\nr\nR\nMine\nq\n")
    assert enter(NOWHERE, store, new, OPTIONS, source, target) == 0
    (play,) = store.unfinished()
    assert target.getvalue().count(f"To yourself: {FIRST}") == 3
    assert list(store.own_words(play.id).values()) == ["Mine"]


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_leaving_says_in_one_line_how_to_continue_in_plain_mode(
    store: SqliteStore, mode: Mode
) -> None:
    target = io.StringIO()
    options = PlayOptions(mode, seed=1)
    source = io.StringIO("\nw\nq\n")
    assert enter(NOWHERE, store, NewPlay(flagship(), options), options, source, target) == 0
    last = target.getvalue().rstrip().splitlines()[-1]
    assert last == "Everything is saved. Continue with: balint-sim --plain play --resume"


def test_nothing_is_drawn_indented_or_bracketed(tmp_path: Path, store: SqliteStore) -> None:
    shown = typed(tmp_path, store, "?", "1", "?", "", "o", "My own", "1", "?", "1", *["w"] * 9)
    assert "The meeting is over." in shown
    for line in shown.splitlines():
        assert not re.search(r"^[=-]{2}|^\s|\[.\]|^[(\[]", line), line


def test_in_a_pipe_a_paragraph_is_one_line_and_on_a_terminal_it_is_wrapped_between_words() -> None:
    paragraph = "word " * 60
    target = io.StringIO()
    Console(io.StringIO(), target).say(paragraph.strip())
    assert target.getvalue() == f"{paragraph.strip()}\n"
    master, slave = os.openpty()
    with open(slave, "w", encoding="utf-8") as terminal_of_30:
        os.set_blocking(master, False)
        import fcntl
        import struct
        import termios

        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
        Console(io.StringIO(), terminal_of_30).say(paragraph.strip())
        lines = os.read(master, 10_000).decode().splitlines()
    os.close(master)
    assert set(lines) == {" ".join(["word"] * 6)}
