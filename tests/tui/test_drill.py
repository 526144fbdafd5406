"""Drills on the full screen: what is due, decided once, with nothing selected and nothing lost."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from simulator.store.sqlite import SqliteStore
from simulator.tui.drill import DrillScreen
from simulator.tui.library import LibraryScreen
from tests.libraries import only, small
from tests.plays import begun, play_to_the_end
from tests.tui.screens import Room, Story, lived, sizes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which a session was finished, in which nothing was ever said."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    store = SqliteStore(tmp_path / "learner.sqlite3", lambda: "2026-01-01T09:00:00+00:00")
    play_to_the_end(begun(store))
    store.close()
    return tmp_path


def drilled(home: Path, story: Story, size: tuple[int, int] = (80, 24)) -> None:
    """Open the drills from the library, and live ``story`` there."""

    async def opened(room: Room) -> None:
        await room.until("drills are due")
        await room.press("t")
        await room.until("Speak or wait?")
        await story(room)

    lived(home, opened, size=size)


def screen(room: Room) -> DrillScreen:
    assert isinstance(room.app.screen, DrillScreen)
    return room.app.screen


def ratings(room: Room) -> list[tuple[str, str]]:
    return [(one.act, one.own_words) for one in room.app.store.drill_reviews()]


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_a_drill_asks_and_answers_in_every_window(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        assert "Speak or wait?" in room.seen()
        assert "hard moment" not in room.seen()
        await room.press("1")
        assert "What will you say?" in room.seen()
        await room.press("1")
        assert [act for act, _ in ratings(room)] == ["take"]
        await room.press("end")
        await room.until("It comes back on")
        assert "next drill" in room.seen()

    drilled(home, story, size)


def test_nothing_is_selected_and_enter_alone_decides_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        for key in ("enter", "enter", "1", "enter", "enter"):
            words = screen(room).query_one("#words", OptionList)
            assert words.highlighted is None
            await room.press(key)
        assert ratings(room) == []
        assert "What will you say?" in room.seen()

    drilled(home, story)


def test_what_was_typed_stays_through_escape_and_is_saved_with_the_decision(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("o", *"Really", "escape")
        assert "Really" in room.seen()
        await room.press("1")
        assert "Your words: Really" in room.seen()
        await room.press("escape")
        assert screen(room).query_one("#own-words", Input).value == "Really"
        await room.press("o", *"?", "enter", "w")
        assert ratings(room) == [("wait", "Really?")]

    drilled(home, story)


def test_own_words_are_not_lost_without_a_warning(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("o", *"Oh", "escape", "q")
        assert "saved with a decision only" in room.seen()
        assert screen(room)
        await room.press("q")
        assert isinstance(room.app.screen, LibraryScreen)
        assert ratings(room) == []

    drilled(home, story)


def test_enter_leads_to_the_next_drill_and_the_footer_follows(home: Path) -> None:
    def footer(room: Room) -> str:
        return " ".join(room.seen().splitlines()[-1].split())

    async def story(room: Room) -> None:
        assert footer(room) == "i Speak w Wait o Own words ? Help q Leave"
        await room.press("1")
        assert footer(room).startswith("1-")
        assert "Say it esc Back" in footer(room)
        await room.press("escape", "2")
        assert footer(room) == "enter Next ? Help q Leave"
        await room.press("enter")
        await room.until("Speak or wait?")
        await room.press("w")
        assert len(ratings(room)) == 2

    drilled(home, story)


def test_the_first_line_of_the_library_opens_the_drills_and_counts_them_anew(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.until("drills are due")
        assert "Next: the drills that are due." in room.seen()
        (before,) = [row for row in room.seen().splitlines() if "drills are due" in row]
        await room.press("enter")
        await room.until("Speak or wait?")
        await room.press("w", "q")
        await room.wait(
            lambda: "drills are due" in room.seen() and before not in room.seen(), "a new count"
        )
        assert "a drill." in room.seen()

    lived(home, story)


def test_with_nothing_due_it_says_so(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        room.app.drill()
        await room.until("Finish a session first")
        await room.press("q")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(tmp_path, story)


def test_a_situation_can_be_asked_for_and_is_one_drill(home: Path) -> None:
    async def story(room: Room) -> None:
        room.app.drill("advice")
        await room.until("Speak or wait?")
        await room.press("w", "end")
        await room.until("That was all for today.")
        (made,) = room.app.store.drill_reviews()
        assert made.situation == "advice"
        await room.press("enter")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(home, story)


def test_a_situation_without_a_case_says_so(home: Path) -> None:
    only(home, {"advice": small("advice")})

    async def story(room: Room) -> None:
        room.app.drill("overrun")
        await room.until("No scenario has a moment of this kind")

    lived(home, story)
