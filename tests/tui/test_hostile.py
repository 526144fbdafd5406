"""A scenario that wishes the program ill goes through the screens of the practice room, one by one;
none obeys it.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input

from simulator.engine.acts import WAIT, Take
from simulator.practice.plays import branch
from simulator.scenario.text import forbidden_character
from simulator.store.sqlite import SqliteStore
from simulator.tui.branch import BranchScreen
from simulator.tui.circle import Circle
from simulator.tui.debrief import DebriefScreen
from simulator.tui.filtering import FilterScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.transcript import Transcript
from simulator.tui.watch import WatchScreen
from tests.hostile import WORDS, hostile_scenario
from tests.libraries import only
from tests.patience import rounds
from tests.plays import begun, play_to_the_end, written
from tests.tui.screens import Room, Story, in_room

SIZES = [(60, 20), (120, 40)]
OWN = f"{WORDS[0]} \x1b]52;c;bWFsaWNl\x07 \x9b31m \u202e {WORDS[4]}"
"""What a learner might paste as own words."""

EXEMPLARY = """\
play: exemplary
mode: guided
seed: 1
about: '[@click=app.quit]led well[/]'
acts: {moment: contain, quiet: wait}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def obeyed_nothing(room: Room, screen: type[Screen[Any]]) -> None:
    """The screen is still this one, with nothing unclean on it, no row too long and no action or
    link from the file.
    """
    assert isinstance(room.app.screen, screen)
    assert forbidden_character(room.seen().replace("\n", "")) is None
    for strip in room.app.screen._compositor.render_strips():
        assert strip.cell_length <= room.app.size.width
        for segment in strip:
            if segment.style is not None:
                assert "app.quit" not in str(segment.style.meta)
                assert segment.style.link is None


def lived(home: Path, story: Story, size: tuple[int, int]) -> None:
    """Live the story in the hostile scenario, which has an exemplary play beside it."""
    loaded = written(home / "hostile", hostile_scenario())
    plays = home / "hostile" / "plays"
    plays.mkdir()
    (plays / "exemplary.yaml").write_text(EXEMPLARY, "utf-8")
    asyncio.run(in_room(home, story, loaded=loaded, size=size))


async def to_the_halt(room: Room) -> GroupScreen:
    """Begin, and listen to the first halt."""
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
    return screen


def heard(room: Room) -> str:
    return room.app.screen.query_one(Transcript).text


@pytest.mark.parametrize("size", SIZES)
def test_the_circle_shows_hostile_names_and_what_they_say(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        screen = await to_the_halt(room)
        for _ in rounds(lambda: screen.session.ended, "the end of the play"):
            assert screen.query_one(Circle).region.height > 0
            obeyed_nothing(room, GroupScreen)
            await room.press("i", "1") if screen.session.pause.asks else await room.press("enter")
        assert "[@click=app.quit]press[/]" in heard(room)
        assert "<script>alert(1)</script>" in heard(room)

    lived(home, story, size)


@pytest.mark.parametrize("size", SIZES)
def test_own_words_and_a_filter_take_hostile_words_for_words(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        screen = await to_the_halt(room)
        await room.press("o")
        field = screen.query_one("#own-words", Input)
        field.post_message(Paste(WORDS[0]))
        await room.pilot.pause()
        obeyed_nothing(room, GroupScreen)
        field.post_message(Paste(OWN))
        await room.pilot.pause()
        await room.press("enter")
        (saved,) = screen.saved.said_own.values()
        assert saved.startswith(WORDS[0])
        assert forbidden_character(saved) is None
        obeyed_nothing(room, GroupScreen)
        await room.press("slash", *"[a='b]")
        obeyed_nothing(room, GroupScreen)

    lived(home, story, size)


@pytest.mark.parametrize("size", SIZES)
def test_the_way_back_to_a_moment_shows_hostile_lines_as_they_are(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        screen = await to_the_halt(room)
        await room.press("i", "1", "b")
        obeyed_nothing(room, BranchScreen)
        assert any(
            words in room.seen() for words in ("[/foo]", "[a='b]", "$(reboot)", "WWWW", "%(x)s")
        )
        await room.press("enter")
        obeyed_nothing(room, GroupScreen)
        assert room.app.screen is not screen
        assert "another attempt" in heard(room)

    lived(home, story, size)


@pytest.mark.parametrize("size", SIZES)
def test_a_demonstration_shows_hostile_reasons_as_they_are(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await room.press("d")
        screen = room.app.screen
        assert isinstance(screen, WatchScreen)
        for _ in range(30):
            obeyed_nothing(room, WatchScreen)
            if screen.session.ended:
                break
            await room.press("enter")
        assert "The demonstration is over" in room.seen()
        assert WORDS[1].replace("{{{{", "{{").replace("}}}}", "}}")[:30] in heard(room)
        assert WORDS[4][:30] in heard(room)

    lived(home, story, size)


@pytest.mark.parametrize("size", SIZES)
def test_the_library_its_preview_and_its_filter_show_hostile_words_as_they_are(
    home: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {"hostile": hostile_scenario()})

    async def story(room: Room) -> None:
        obeyed_nothing(room, LibraryScreen)
        assert "[/foo] [@click=app.quit]press[/]" in room.seen()
        # What it practises is named after its first session only.
        assert "Ground rules at stake" not in room.seen()
        await room.press("f")
        for _ in range(6):
            obeyed_nothing(room, FilterScreen)
            await room.press("down")
        await room.press("enter", "escape")
        obeyed_nothing(room, LibraryScreen)
        for words in WORDS:
            await room.press("slash")
            room.app.screen.query_one(Input).value = words
            await room.pilot.pause()
            obeyed_nothing(room, LibraryScreen)
            await room.press("escape")

    asyncio.run(in_room(home, story, size=size))


@pytest.mark.parametrize("size", SIZES)
def test_a_debrief_with_both_ways_and_own_words_shows_them_as_they_are(
    home: Path, size: tuple[int, int]
) -> None:
    loaded = written(home / "hostile", hostile_scenario())
    store = SqliteStore(home / "learner.sqlite3")
    first = begun(store, loaded)
    while not first.session.pause.asks:
        first.act(WAIT)
    first.own_words(OWN)
    play_to_the_end(first, speak=True)
    other = branch(store, first, "moment")
    other.own_words(OWN)
    other.act(Take("advise"))
    play_to_the_end(other)
    store.close()

    async def story(room: Room) -> None:
        await room.press("end", "up")
        await room.press("enter")
        await room.skip_reaction()
        await room.until("The lesson")
        seen = [""]
        for _ in rounds(lambda: room.seen() == seen[-1], "the end of the page"):
            obeyed_nothing(room, DebriefScreen)
            seen.append(room.seen())
            room.app.screen.query_one("#page").scroll_page_down(animate=False)
            await room.pilot.pause()
        page = " ".join(" ".join(seen).split())
        for words in ("The two attempts", "In your own words:", "[/foo]", "$(reboot)"):
            assert words in page
        await room.press("b")
        obeyed_nothing(room, BranchScreen)

    asyncio.run(in_room(home, story, size=size))
