"""Reading the debrief on the full screen: folding, going to a moment, outline, search, position."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import OptionList

from simulator.messages import say
from simulator.tui.ascii_only import AsciiOnly
from simulator.tui.branch import BranchScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.debrief_blocks import CLOSED, OPENED, Block
from simulator.tui.drill import DrillScreen
from simulator.tui.find_bar import FindBar
from simulator.tui.folding_page import FoldingPage
from simulator.tui.outline import OutlineScreen
from tests.tui.screens import Room, lived, sizes
from tests.tui.test_debrief import looked_back, selected

SIZES = sizes((60, 20), (80, 24), (120, 40), (200, 60))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def page(room: Room) -> FoldingPage:
    return room.app.screen.query_one(FoldingPage)


def headings(room: Room) -> dict[str, bool]:
    """The moments by their ids, and whether each is open."""
    moments = (block for block in page(room).blocks if block.has_class("moment"))
    return {block.name or "": not page(room).is_closed(block) for block in moments}


def links(room: Room) -> Iterator[Block]:
    return (block for block in page(room).blocks if block.leads_to)


def costliest(room: Room) -> str:
    screen = room.app.screen
    assert isinstance(screen, DebriefScreen)
    return screen._costliest[0].id


def top(room: Room) -> str:
    """The first row of the page that has a text."""
    rows = room.seen().splitlines()[page(room).region.y :]
    return next(row.strip() for row in rows if row.strip())


def chosen(room: Room) -> str:
    """The first row of what has the focus."""
    block = page(room).chosen
    assert block is not None
    return room.seen().splitlines()[block.region.y].strip()


def at_the_top(room: Room) -> bool:
    """Whether what has the focus is at the top, or as far up as the end of the page lets it be."""
    shown, block = page(room), page(room).chosen
    return block is not None and round(shown.scroll_y) == min(
        block.virtual_region.y, shown.max_scroll_y
    )


def hidden_word(room: Room) -> str:
    """The longest word that is only in what is closed."""
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for block in page(room).blocks:
        for paragraph in block._paragraphs:
            words[bool(block.display)].update(re.findall("[a-z]+", paragraph.text.plain))
    return max(words[False] - words[True], key=lambda word: (len(word), word))


def position(room: Room) -> str:
    return room.seen().splitlines()[0].split("debrief")[-1].strip()


def texts(room: Room) -> str:
    """All texts of the page, also in what is closed."""
    shown = (paragraph.text.plain for one in page(room).blocks for paragraph in one._paragraphs)
    return "\n".join(shown)


async def open_debrief(room: Room) -> None:
    await looked_back(room, speak=True)


@pytest.mark.parametrize("size", SIZES)
def test_the_costliest_moment_is_open_and_the_others_are_folded(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        opened = headings(room)
        assert [moment for moment in opened if opened[moment]] == [costliest(room)]
        await room.press("n")
        assert at_the_top(room)
        assert chosen(room).startswith(f"{CLOSED}1. ")
        await room.press("enter")
        assert chosen(room).startswith(f"{OPENED}1. ")
        assert headings(room)[next(iter(opened))]
        await room.press("enter")
        assert chosen(room).startswith(f"{CLOSED}1. ")

    lived(home, story, size=size)


def test_the_signs_have_a_form_in_ascii() -> None:
    from rich.segment import Segment
    from textual.color import Color

    (row,) = AsciiOnly().apply([Segment(f"{CLOSED}{OPENED}")], Color(0, 0, 0))
    assert row.text == "> v "


def test_one_key_opens_all_and_closes_all(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("a")
        assert all(headings(room).values())
        assert not page(room).can_open
        assert "a Close all" in " ".join(room.seen().split())
        await room.press("n", "n", "n")
        shown = top(room)
        await room.press("a")
        assert not any(headings(room).values())
        assert "a Open all" in " ".join(room.seen().split())
        # What was read stays in its place.
        await room.press("a")
        assert shown in room.seen()

    lived(home, story, size=(120, 40))


def test_a_named_cost_leads_to_its_moment_and_from_there_another_attempt_begins(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("m")
        assert headings(room)[costliest(room)]
        assert costliest(room) == page(room).moment_in_view()
        await room.press("b")
        assert isinstance(room.app.screen, BranchScreen)
        assert selected(room) == costliest_of(room)

    def costliest_of(room: Room) -> str:
        debrief = room.app.screen_stack[-2]
        assert isinstance(debrief, DebriefScreen)
        return debrief._costliest[0].id

    lived(home, story)


def test_one_key_opens_the_drill_that_the_lesson_suggests(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        debrief = room.app.screen
        assert isinstance(debrief, DebriefScreen)
        assert debrief._debrief is not None
        step = debrief._debrief.next_step
        assert step is not None
        assert "t Drill" in " ".join(room.seen().split())
        await room.press("t")
        assert isinstance(room.app.screen, DrillScreen)
        assert room.app.screen._situation == step.situation

    lived(home, story, size=(120, 40))


@pytest.mark.parametrize("size", SIZES)
def test_enter_on_a_link_goes_where_it_leads(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("tab")
        link = room.app.screen.focused
        assert isinstance(link, Block)
        assert link.leads_to
        assert "enter Go there" in " ".join(room.seen().split())
        await room.press("enter")
        assert page(room).moment_in_view() == link.leads_to
        assert headings(room)[link.leads_to]
        assert at_the_top(room)
        assert chosen(room).startswith(OPENED)

    lived(home, story, size=size)


def test_enter_with_no_focus_does_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        before = room.seen()
        await room.press("enter", "enter")
        assert room.seen() == before

    lived(home, story)


def test_a_number_goes_to_its_moment(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("7")
        assert page(room).moment_in_view() == list(headings(room))[6]
        assert top(room).startswith(f"{OPENED}7. ")

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_the_outline_lists_the_headings_and_leads_to_one(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        names = [name for _, name in page(room).headings()]
        await room.press("o")
        outline = room.app.screen
        assert isinstance(outline, OutlineScreen)
        listed = outline.query_one("#headings", OptionList)
        assert listed.option_count == len(names)
        assert listed.highlighted == 0
        await room.press("end")
        assert names[-1][:20] in room.seen()
        at = names.index(say("debrief.rules"))
        for _ in range(len(names) - 1 - at):
            await room.press("up")
        await room.press("enter")
        assert isinstance(room.app.screen, DebriefScreen)
        assert f"{OPENED}{say('debrief.rules')}" in room.seen()
        await room.press("o", "escape")
        assert isinstance(room.app.screen, DebriefScreen)

    lived(home, story, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_find_opens_what_is_closed_and_shows_the_match(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("9")
        word = hidden_word(room)
        assert word not in room.seen()
        await room.press("slash", *word)
        assert word in room.seen().replace(f"\n{word}", "\n")
        found, _ = room.app.screen.query_one(FindBar)._searched.matches
        assert found >= 1
        assert "matches" in room.seen() or "1 of 1 match" in room.seen()
        await room.press("escape")
        assert not room.app.screen.query_one(FindBar).searching
        assert word in room.seen(), "the page stays where the text was found"
        await room.press("slash", *"zzz")
        assert "'zzz' is not on this page." in room.seen()

    lived(home, story, size=size)


def test_letters_in_the_search_run_no_commands(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("slash", *"nobasmy1")
        assert isinstance(room.app.screen, DebriefScreen)
        footer = " ".join(room.seen().splitlines()[-1].split())
        assert footer == "f1 Help"
        await room.press("down", "up", "enter", "escape")
        assert "n Next" in " ".join(room.seen().split())

    lived(home, story)


def test_the_position_says_the_moment_and_how_far(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        count = len(headings(room))
        assert position(room) == "0%"
        await room.press("4")
        assert position(room).startswith(f"moment 4 of {count}, ")
        page(room).focus()
        page(room).scroll_end(animate=False)
        await room.pilot.pause()
        assert position(room).endswith(", 100%")

    lived(home, story)


def test_one_key_shows_the_reasons_of_the_other_lines(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        screen = room.app.screen
        assert isinstance(screen, DebriefScreen)
        assert screen._debrief is not None
        why = screen._debrief.moments[0].others[-1].why

        first = why.split(".")[0]
        assert first not in texts(room)
        await room.press("y")
        assert first in texts(room)
        await room.press("y")
        assert first not in texts(room)

    lived(home, story)


def test_a_click_opens_a_heading_and_a_cell_of_the_strip_leads_to_its_moment(home: Path) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        rows = room.seen().splitlines()
        y = next(at for at, row in enumerate(rows) if " 2 [" in row)
        await room.pilot.click(offset=(rows[y].index(" 2 [") + 2, y))
        await room.pilot.pause()
        moment = list(headings(room))[1]
        assert headings(room)[moment]
        assert page(room).moment_in_view() == moment
        y = page(room).region.y + next(
            at
            for at, row in enumerate(room.seen().splitlines()[page(room).region.y :])
            if row.strip().startswith(OPENED)
        )
        await room.pilot.click(offset=(6, y))
        await room.pilot.pause()
        assert not headings(room)[moment]

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_no_row_is_wider_than_96_columns_and_wide_windows_centre_it(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        await room.press("a")
        widths = {block.region.width for block in page(room).blocks if block.display}
        assert max(widths) <= 96
        left = min(block.region.x for block in page(room).blocks if block.display)
        right = size[0] - left - max(widths)
        assert abs(left - right) <= 4

    lived(home, story, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_footer_ends_with_the_way_back_whatever_has_the_focus(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await open_debrief(room)
        for key in ("n", "tab", "enter", "end", "a"):
            await room.press(key)
            assert room.seen().splitlines()[-1].rstrip().endswith("esc Library")

    lived(home, story, size=size)
