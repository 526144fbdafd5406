"""Nothing that was not meant decides: a press too many, a key held down, a double click, a press
before anything was read.
"""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from textual.events import Key, MouseDown, MouseUp, Paste

from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from simulator.tui.branch import BranchScreen
from simulator.tui.briefing import BriefingScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.presses import DELAY, HELD, Presses
from simulator.tui.reaction import ReactionScreen
from tests.patience import rounds
from tests.plays import begun, flagship, play_to_the_end, written
from tests.scripts import CUE, HEAD
from tests.tui.clock import clock_of_meetings
from tests.tui.screens import Room, Story, in_room

NEVER = 3_600.0
"""Seconds after which what is asked would settle by itself: the tests say when it does."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    clock_of_meetings(monkeypatch)  # no turn comes by itself, however slow the machine is
    return tmp_path


# The keys by themselves.


def fresh(presses: Presses, *pressed: tuple[str, float]) -> list[bool]:
    answers = []
    for key, at in pressed:
        presses.press(key, at)
        answers.append(presses.fresh)
    return answers


def held(
    key: str, since: float, delay: float, repeat: float, times: int
) -> list[tuple[str, float]]:
    return [(key, since), *((key, since + delay + repeat * i) for i in range(times))]


@pytest.mark.parametrize(
    ("delay", "repeat"),
    [(0.66, 0.04), (0.25, 0.033), (0.5, 0.09)],
    ids=["X11", "Windows", "Linux console"],
)
def test_a_key_held_down_is_one_press(delay: float, repeat: float) -> None:
    assert fresh(Presses(), *held("1", 10, delay, repeat, 50)) == [True, *[False] * 50]


def test_the_second_press_of_a_key_may_be_a_held_one_and_the_third_is_meant() -> None:
    assert fresh(Presses(), ("1", 0), ("1", 0.05)) == [True, False]
    assert fresh(Presses(), ("w", 0), ("w", 0.5), ("w", 1.0), ("w", 1.5)) == [
        True,
        False,
        True,
        True,
    ]
    assert fresh(Presses(), ("w", 0), ("w", DELAY), ("w", 2 * DELAY)) == [True, True, True]
    assert fresh(Presses(), ("i", 0), ("1", 0.01)) == [True, True]


def test_a_rhythm_of_presses_does_not_answer_what_is_asked_anew() -> None:
    presses = Presses()
    assert fresh(presses, ("w", 0), ("w", 0.5), ("w", 1.0)) == [True, False, True]
    presses.ask()
    assert fresh(presses, ("w", 1.5)) == [False]
    assert fresh(presses, ("w", 2.0), ("w", 2.0 + HELD / 2)) == [True, False]


# What is asked on the screens.


def lived(home: Path, story: Story, *, mode: str = "guided", resume: bool = False) -> None:
    """Live a story in which a question is answered only after ``settle`` and presses are those of
    a real keyboard.
    """

    async def strict(room: Room) -> None:
        room.app.settle = NEVER
        room.app.presses = Presses()
        await story(room)

    play_options = PlayOptions("live" if mode == "live" else "guided", seed=1)
    asyncio.run(
        in_room(
            home,
            strict,
            loaded=None if resume else flagship(),
            play_options=play_options,
            resume=resume,
        )
    )


async def press(room: Room, *keys: str, apart: float = 2.0) -> None:
    """Press keys, each so many seconds after the one before."""
    for key in keys:
        room.clock += apart
        event = Key(key, key if len(key) == 1 else None)
        event.time = room.clock
        event.set_sender(room.app)
        room.app.post_message(event)
        await room.pilot.pause()


async def click(room: Room, x: int, y: int, times: int = 1) -> None:
    """Press and let go the mouse there, as a terminal reports it."""
    for _ in range(times):
        for sort in (MouseDown, MouseUp):
            event = sort(None, x, y, 0, 0, 1, False, False, False, x, y)
            event.set_sender(room.app)
            room.app.post_message(event)
    await room.pilot.pause()


def row_of(room: Room, text: str) -> int:
    return next(y for y, row in enumerate(room.seen().splitlines()) if text in row)


def settle(room: Room) -> None:
    screen = room.app.screen
    assert isinstance(screen, BriefingScreen | GroupScreen | BranchScreen | DebriefScreen)
    screen._asking.settle()


async def asked(room: Room) -> GroupScreen:
    """Sit down and listen to the first halt; nothing of it has settled yet."""
    room.app.settle = 0
    await press(room, "enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    for _ in rounds(lambda: screen.session.pause.asks, "a decision"):
        await press(room, "enter")
    room.app.settle = NEVER
    await press(room, "escape")  # asks again
    return screen


def decided(screen: GroupScreen) -> list[str]:
    return [record.act for record in screen.session.records if record.moment]


@pytest.mark.parametrize(
    "keys",
    [("w",), ("2",), ("down", "down", "enter"), ("i", "1"), ("i", "down", "enter")],
)
def test_no_key_decides_before_the_question_could_be_read(
    home: Path, keys: tuple[str, ...]
) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        await press(room, *keys)
        assert decided(screen) == []
        assert "..." in room.seen()
        settle(room)
        await room.pilot.pause()
        await press(room, keys[-1])
        assert len(decided(screen)) == 1

    lived(home, story)


@pytest.mark.parametrize("key", ["1", "2", "w", "enter"])
def test_a_held_key_decides_nothing_at_a_question(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        room.app.presses.press(key, room.clock)  # it was pressed before the question came
        await press(room, key, apart=0.6)
        for _ in range(20):
            settle(room)
            await press(room, key, apart=0.04)
        assert decided(screen) == []

    lived(home, story)


def test_the_same_key_twice_opens_the_lines_and_takes_none(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        settle(room)
        await press(room, "1")
        settle(room)
        await press(room, "1", apart=0.05)
        assert decided(screen) == []
        assert "What will you say?" in room.seen()
        settle(room)
        await press(room, "1")
        assert decided(screen) == ["take"]

    lived(home, story)


def test_a_double_click_on_speak_opens_the_lines_and_takes_none(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        room.app.settle = 0
        await press(room, "escape")
        await click(room, 10, row_of(room, "1 Speak."), times=2)
        assert decided(screen) == []
        assert "What will you say?" in room.seen()
        await click(room, 12, row_of(room, " 2 "))
        assert decided(screen) == ["take"]

    lived(home, story)


def test_a_click_does_not_decide_before_the_lines_could_be_read(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        await click(room, 10, row_of(room, "2 Wait"))
        assert decided(screen) == []
        settle(room)
        await room.pilot.pause()
        await click(room, 14, row_of(room, "2 Wait"))
        assert decided(screen) == ["wait"]

    lived(home, story)


def test_enter_after_ones_own_words_decides_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        settle(room)
        await press(room, "o", *"hm", "enter")
        assert "Speak or wait?" in room.seen()
        settle(room)
        await press(room, "enter", apart=0.5)
        assert decided(screen) == []

    lived(home, story)


async def in_live_play(room: Room) -> GroupScreen:
    """Sit down in a live group that takes no turn by itself."""
    settle(room)
    await press(room, "enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    screen.runs = False
    screen.hold()
    return screen


def test_a_held_key_lets_no_turn_of_live_play_pass(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await in_live_play(room)
        heard = len(screen.session.records)
        for key in ("enter", "w"):
            await press(room, key)
            heard += 1
            assert len(screen.session.records) == heard
            await press(room, key, apart=0.6)
            for _ in range(10):
                await press(room, key, apart=0.04)
            assert len(screen.session.records) == heard

    lived(home, story, mode="live")


def acts(screen: GroupScreen) -> list[str]:
    return [record.act for record in screen.session.records]


@pytest.mark.parametrize("key", ["i", "1", "4"])
def test_a_held_key_begins_to_speak_once_and_says_no_line(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        screen = await in_live_play(room)
        await press(room, key)
        assert acts(screen) == ["wait", "began"]
        for apart in (0.6, *[0.04] * 10):
            settle(room)
            await press(room, key, apart=apart)
        assert acts(screen) == ["wait", "began"]

    lived(home, story, mode="live")


@pytest.mark.parametrize("key", ["escape", "enter", "2", "9"])
def test_a_held_key_neither_says_a_line_nor_lets_it_go(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        screen = await in_live_play(room)
        await press(room, "i", "down")
        room.app.presses.press(key, room.clock)  # it was pressed before the lines could be read
        for apart in (0.6, *[0.04] * 10):
            settle(room)
            await press(room, key, apart=apart)
        assert acts(screen) == ["wait", "began"]
        settle(room)
        await press(room, "escape" if key == "9" else key)
        assert len(acts(screen)) == 3

    lived(home, story, mode="live")


def test_after_a_line_was_let_go_the_same_key_held_begins_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await in_live_play(room)
        await press(room, "i")
        settle(room)
        last = str(len(screen.session.prompt.offers) + 1)
        await press(room, last)
        assert acts(screen) == ["wait", "began", "let-go"]
        for apart in (0.6, *[0.04] * 10):
            await press(room, last, apart=apart)
        assert acts(screen) == ["wait", "began", "let-go"]

    lived(home, story, mode="live")


def test_a_paste_outside_a_field_decides_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        settle(room)
        room.app.post_message(Paste("w\n2\n1\n"))
        await room.pilot.pause()
        assert decided(screen) == []

    lived(home, story)


def test_a_held_enter_stops_at_the_briefing(home: Path) -> None:
    async def story(room: Room) -> None:
        await press(room, "escape")
        assert isinstance(room.app.screen, LibraryScreen)
        for apart in (2.0, 0.6, 0.04, 0.04):
            await press(room, "enter", apart=apart)
            settle(room)
        assert isinstance(room.app.screen, BriefingScreen)
        assert room.app.store.plays() == []
        settle(room)
        await press(room, "enter")
        assert isinstance(room.app.screen, GroupScreen)

    lived(home, story)


def test_a_held_enter_does_not_choose_a_moment_to_go_back_to(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        settle(room)
        await press(room, "w", "b", "enter")
        assert isinstance(room.app.screen, BranchScreen)
        settle(room)
        await press(room, "enter")
        assert isinstance(room.app.screen, GroupScreen)
        assert room.app.screen is not screen

    lived(home, story)


def test_a_held_enter_does_not_leave_the_last_words_for_the_debrief(home: Path) -> None:
    loaded = written(
        home / "on-stage", HEAD + "script:\n" + "".join(f"  {row}\n" for row in CUE.splitlines())
    )
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store, loaded)
    play_to_the_end(saved)
    store.close()

    async def story(room: Room) -> None:
        room.app.push_screen(GroupScreen(saved))
        await room.pilot.pause()
        room.app.presses.press("enter", room.clock)
        await press(room, "enter", apart=0.5)
        assert isinstance(room.app.screen, GroupScreen)
        await press(room, "enter")
        assert isinstance(room.app.screen, ReactionScreen)

    saved.store = SqliteStore(home / "learner.sqlite3")
    lived(home, story)
    saved.store.close()


def test_while_another_program_locks_the_store_nothing_happens_and_the_choice_can_be_made_again(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        room.app.settle = 0
        await press(room, "escape")
        assert isinstance(room.app.store, SqliteStore)
        room.app.store._db.execute(
            "PRAGMA busy_timeout = 0"
        )  # the program waits a moment; the test need not
        other = sqlite3.connect(home / "learner.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await press(room, "w")
        assert decided(screen) == []
        assert "This could not be saved" in room.seen()
        other.execute("ROLLBACK")
        other.close()
        await press(room, "w")
        assert decided(screen) == ["wait"]

    lived(home, story)


def test_a_double_click_in_the_library_opens_one_screen(home: Path) -> None:
    async def story(room: Room) -> None:
        await press(room, "escape")
        assert isinstance(room.app.screen, LibraryScreen)
        opened: list[object] = []
        brief = room.app.brief

        def counted(path: Path) -> None:
            opened.append(path)
            brief(path)

        room.app.brief = counted  # type: ignore[method-assign]
        await click(room, 10, row_of(room, "The letter in the van"), times=2)
        assert len(opened) == 1

    lived(home, story)
