"""A text without spaces (Chinese, Japanese, Thai, a long address) is folded everywhere, and can be
read to its end.
"""

import asyncio
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.store.sqlite import SqliteStore
from simulator.tui.branch import BranchScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from tests.plays import begun, play_to_the_end, written
from tests.tui.screens import Room, Story, in_room

CHINESE = "我们能不能先不说办法一起想一想当她把那封信放进口袋一个月都没有寄出去的时候" * 2
THAI = "ที่นี่มีผู้หญิงคนหนึ่งที่ไม่ได้ส่งจดหมายและเก็บมันไว้" * 3
ADDRESS = "https://example.org/" + "a-long-way-/" * 12 + "end"
FAMILIES = "👩\u200d👩\u200d👧\u200d👦" * 40
TEXTS = {"Chinese": CHINESE, "Thai": THAI, "an address": ADDRESS, "families": FAMILIES}

SCENARIO = """\
scenario: no-spaces
title: {text}title
level: foundation
style: guiding
format: monthly-hour
teaser: {text}teaser
content_note: {text}note
objectives: [{text}objective]
cast:
  ann: {{name: Ann, role: presenter, about: {text}about}}
  bob: {{name: Bob, role: member}}
script:
  - phase: opening
  - ann: {text}said
  - cue: m
    about: {text}what
    turns:
      - bob: {text}turn
    options:
      - {{do: redirect, id: a, credit: 1, say: {text}first, why: {text}why}}
      - {{do: protect, id: b, credit: 0, say: {text}second, why: w}}
      - {{do: contain, id: c, credit: 0, say: {text}third, why: w}}
  - leave: q
    turns:
      - bob: Hm.
    options:
      - {{do: reassure, say: There., credit: 0.1, why: w}}
"""

SIZES = pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
EVERY_TEXT = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def letters(room: Room) -> str:
    """What is on the screen, without what only parts rows: blanks, the scroll bar and the window's
    frame.
    """
    return "".join(
        sign for sign in room.seen() if not sign.isspace() and sign not in "─│▁▂▃▄▅▆▇█▔▌▐"
    )


async def reads(room: Room, *wanted: str, key: str = "", page: str = "") -> None:
    """Press the key, or scroll the page by a few rows, until all of these have been seen in one
    piece.
    """
    seen = letters(room)
    for _ in range(20):
        if all(text in seen for text in wanted):
            return
        if page:
            room.app.screen.query_one(page).scroll_relative(y=5, animate=False)
        await room.press(*filter(None, [key]))
        seen += f" {letters(room)}"
    missing = [text for text in wanted if text not in seen]
    raise AssertionError(f"{missing} cannot be read in:\n{room.seen()}")


def lived(
    home: Path,
    text: str,
    story: Story,
    size: tuple[int, int],
    *,
    ended: bool = False,
    begins: bool = False,
) -> None:
    loaded = written(home / "no-spaces", SCENARIO.format(text=text))
    if begins:
        asyncio.run(in_room(home, story, loaded=loaded, size=size))
        return
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store, loaded)
    if ended:
        play_to_the_end(saved)
    else:
        while not saved.session.pause.asks:
            saved.act(WAIT)
    store.close()
    asyncio.run(in_room(home, story, resume=not ended, size=size))


@SIZES
@EVERY_TEXT
def test_lines_to_choose_from_can_be_read_to_their_end(
    home: Path, text: str, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await room.press("i")
        await reads(room, f"{text}first", f"{text}second", f"{text}third", key="down")

    lived(home, text, story, size)


@SIZES
@pytest.mark.parametrize("text", [CHINESE, ADDRESS], ids=["Chinese", "an address"])
def test_the_briefing_can_be_read_to_its_end(home: Path, text: str, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await reads(
            room,
            f"{text}title",
            f"{text}teaser",
            f"{text}note",
            f"{text}about",
            f"{text}objective",
            page="#briefing",
        )

    lived(home, text, story, size, begins=True)


@pytest.mark.parametrize("text", [THAI, FAMILIES], ids=["Thai", "families"])
def test_the_transcript_can_be_read_to_its_end(home: Path, text: str) -> None:
    async def story(room: Room) -> None:
        assert isinstance(room.app.screen, GroupScreen)
        await reads(room, f"{text}said", f"{text}turn", key="pageup")

    lived(home, text, story, (60, 20))


@SIZES
def test_the_moments_to_go_back_to_can_be_read_to_their_end(
    home: Path, size: tuple[int, int]
) -> None:
    text = CHINESE

    async def story(room: Room) -> None:
        await room.press("i", "1", "b")
        assert isinstance(room.app.screen, BranchScreen)
        await reads(room, f"{text}turn", f"{text}first", key="up")

    lived(home, text, story, size)


@SIZES
def test_the_debrief_can_be_read_to_its_end(home: Path, size: tuple[int, int]) -> None:
    text = CHINESE

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await room.skip_reaction()
        assert isinstance(room.app.screen, DebriefScreen)
        await room.until("The lesson")
        # The title shares its rows with the position.
        assert f"{text}title" in "".join(str(room.app.screen.query_one("#title").render()).split())
        parts = ("what", "first", "why", "second", "third")
        await reads(room, *(f"{text}{part}" for part in parts), page="#page")

    lived(home, text, story, size, ended=True)
