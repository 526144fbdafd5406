"""Questions to oneself on the full screen: on the spot in guided play, before the debrief in live."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from simulator.practice.play_options import PlayOptions
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.transcript import Transcript
from tests.plays import begun, written
from tests.reflections import ASKED, FIRST, SCRIPT, SECOND
from tests.tui.screens import Room, Story, in_room


def lived(
    home: Path,
    story: Story,
    mode: Mode = "guided",
    *,
    size: tuple[int, int] = (80, 24),
    resume: bool = False,
) -> None:
    loaded = written(home / "on-stage", SCRIPT)
    options = PlayOptions(mode, seed=1)
    asyncio.run(in_room(home, story, loaded=loaded, play_options=options, size=size, resume=resume))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


def field(room: Room) -> Input:
    return group(room).query_one("#own-words", Input)


def heard(room: Room) -> str:
    return room.app.screen.query_one(Transcript).text


def answers(room: Room) -> list[str]:
    saved = group(room).saved
    return list(saved.store.own_words(saved.play.id).values())


async def asked(room: Room) -> None:
    """Begin, and continue to the first question to oneself."""
    await room.press("enter")
    await room.press("enter")
    assert FIRST in room.seen()


async def over(room: Room) -> None:
    """Let a live play run to its end."""
    await room.press("enter", "space")
    await room.press_until("w", lambda: group(room).session.ended, "the end of the play")


def test_the_field_opens_below_the_question_and_enter_saves(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        assert field(room).has_focus
        assert FIRST not in heard(room)
        await room.press(*"My hands", "enter")
        assert answers(room) == ["My hands"]
        assert not field(room).display
        assert heard(room).endswith(f"To yourself: {FIRST}\n")
        assert "My hands" not in heard(room)

    lived(home, story)


@pytest.mark.parametrize("keys", [["escape"], ["enter"], ["space", "enter"], ["a", "escape"]])
def test_a_question_can_be_skipped(home: Path, keys: list[str]) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press(*keys)
        assert answers(room) == [""]
        assert not field(room).display
        await room.press("enter")
        assert "Ben: one" in heard(room)

    lived(home, story)


def test_nothing_else_decides_while_a_question_is_open(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        screen = group(room)
        before = len(screen.session.records)
        # As from a click in the footer, which needs no focus.
        for action in ("wait", "speak", "number(1)", "why", "own_words"):
            await screen.run_action(action)
        assert len(screen.session.records) == before
        assert FIRST in room.seen()
        assert field(room).display
        await room.press(*"wi12q?")
        assert field(room).value == "wi12q?"

    lived(home, story)


def test_the_footer_has_nothing_that_lets_time_pass_at_a_question_or_at_the_end(home: Path) -> None:
    def footer(room: Room) -> set[str]:
        found = room.app.screen.active_bindings.values()
        return {one.binding.description for one in found if one.binding.show and one.enabled}

    async def story(room: Room) -> None:
        await room.press("enter")
        assert {"Speak", "Pause", "Faster"} <= footer(room)
        await room.press("space")
        await room.press_until("w", lambda: group(room).session.ended, "the end of the play")
        assert footer(room) == {"Debrief", "Why", "Try again", "Help", "Leave"}
        await room.press("enter")
        assert field(room).display
        assert footer(room) == {"Save", "Skip", "Help"}
        await room.press("+", "enter")
        assert answers(room) == ["+"]

    lived(home, story, "live")


def test_an_enter_too_many_does_not_skip_a_question(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        room.app.settle = 60
        await room.press("enter", "enter", "escape")
        assert field(room).display
        assert FIRST in room.seen()
        # An answer that was typed is meant.
        await room.press("a", "enter")
        assert answers(room) == ["a"]

    lived(home, story)


def test_a_decision_after_a_question_has_its_own_field(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("a", "enter")
        await room.press_until("enter", lambda: group(room).session.pause.asks, "a decision")
        assert field(room).value == ""
        assert "write your own words first" in room.seen()

    lived(home, story)


def test_an_answer_that_cannot_be_saved_stays_in_the_field(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        store = group(room).saved.store
        assert isinstance(store, SqliteStore)
        store._db.execute("PRAGMA query_only=ON")
        await room.press(*"Mine", "enter")
        assert "could not be saved" in " ".join(room.seen().split())
        assert field(room).value == "Mine"
        store._db.execute("PRAGMA query_only=OFF")
        await room.press("enter")
        assert answers(room) == ["Mine"]

    lived(home, story)


def test_a_session_that_stopped_at_a_question_asks_it_again(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store, written(home / "on-stage", SCRIPT), PlayOptions(seed=1))
    from simulator.engine.acts import WAIT

    while saved.question_now is None:
        saved.act(WAIT)
    store.close()

    async def story(room: Room) -> None:
        assert FIRST in room.seen()
        await room.press(*"Again", "enter")
        assert answers(room) == ["Again"]

    lived(home, story, resume=True)

    async def later(room: Room) -> None:
        assert not field(room).display
        assert f"To yourself: {FIRST}" in heard(room)

    lived(home, later, resume=True)


def test_live_play_asks_one_after_the_other_before_the_debrief(home: Path) -> None:
    async def story(room: Room) -> None:
        await over(room)
        screen = group(room)
        assert FIRST not in heard(room) + room.seen()
        assert "Press Enter for the debrief." in room.seen()
        await room.press("enter")
        assert "Before the debrief there are 3 questions to yourself." in room.seen()
        assert FIRST in room.seen()
        await room.press(*"One", "enter")
        assert SECOND in room.seen()
        assert "Ben: between" in room.seen()
        await room.press("escape")
        assert isinstance(room.app.screen, GroupScreen)
        assert FIRST in room.seen()
        await room.press(*"Three", "enter")
        await room.skip_reaction()
        assert isinstance(room.app.screen, DebriefScreen)
        said = screen.saved.store.own_words(screen.saved.play.id)
        assert list(filter(None, said.values())) == ["One", "Three"]
        await room.until("What you wrote")
        await room.press("tab", "enter")
        await room.until("Your answer: One")

    lived(home, story, "live")


def test_in_live_play_a_question_takes_no_turn(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter", "space")
        await room.press("w")
        assert heard(room).endswith("Ben: one\n")

    lived(home, story, "live")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize("mode", ["guided", "live"])
def test_question_field_and_keys_are_all_seen(
    home: Path, size: tuple[int, int], mode: Mode
) -> None:
    async def story(room: Room) -> None:
        if mode == "live":
            await over(room)
            await room.press("enter")
        else:
            await asked(room)
        for text in (ASKED[0], "Enter saves your answer, esc skips the question.", "your answer"):
            assert text in room.seen()

    lived(home, story, mode, size=size)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path
