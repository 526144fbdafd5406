"""Lists and pages: the sign of the selected entry, and margins below which rows begin."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList

from simulator.render.sections import Choice, Choices, Outcome, Section
from simulator.tui.branch import BranchScreen
from simulator.tui.debrief_page import section_paragraphs
from simulator.tui.group import GroupScreen
from simulator.tui.hanging import Paragraph
from simulator.tui.text import content
from tests.plays import flagship
from tests.tui.screens import Room, Story, in_room


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def lived(home: Path, story: Story, size: tuple[int, int] = (80, 24)) -> None:
    asyncio.run(in_room(home, story, loaded=flagship(), size=size))


async def asked(room: Room) -> GroupScreen:
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
    return screen


def rows(room: Room, selector: str) -> list[str]:
    shown = room.app.screen.query_one(selector, OptionList)
    return [shown.render_line(y).text for y in range(shown.size.height)]


@pytest.mark.quick
def test_further_rows_begin_below_the_text_and_not_below_the_sign() -> None:
    paragraph = Paragraph(content("word " * 12), content("[+] "))
    first, *further = [row.plain for row in paragraph.wrapped(30)]
    assert first.startswith("[+] word")
    assert len(further) == 2
    assert all(row.startswith("    word") for row in further)


@pytest.mark.quick
def test_a_debrief_aligns_the_lines_that_could_have_been_said() -> None:
    choices = (Choice("1", "A silence. " * 9, "Why. " * 20), Choice("0.8", "The group.", "Why."))
    section = Section("moment", "", (Outcome("+", "Well. " * 20), Choices("Other lines", choices)))
    drawn = [
        row.plain
        for paragraph in section_paragraphs(section)
        for row in paragraph.wrapped(60)
        if row.plain.strip()
    ]
    outcome, others = drawn[: drawn.index("Other lines")], drawn[drawn.index("Other lines") + 1 :]
    assert all(row.startswith("    ") for row in outcome[1:])
    assert others[0].startswith("    1  A silence.")
    assert any(row.startswith("  0.8  The group.") for row in others)
    margins = {len(row) - len(row.lstrip()) for row in others if not row.lstrip()[0].isdigit()}
    assert margins == {7, 9}  # further words, and the reasons below them


def test_the_selected_line_has_a_sign_beside_its_colour(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("i", "down")
        highlighted = room.app.screen.query_one("#words", OptionList).highlighted
        assert highlighted is not None
        signed = [row for row in rows(room, "#words") if row.startswith(">")]
        assert len(signed) == 1
        assert signed[0].split()[1] == str(highlighted + 1)

    lived(home, story)


def test_the_ground_of_the_selected_line_is_as_wide_as_the_screen(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("i", "down")
        words = room.app.screen.query_one("#words", OptionList)
        assert words.region.x == 0
        assert words.region.right == room.app.size.width
        drawn = next(
            strip
            for strip in (words.render_line(y) for y in range(words.size.height))
            if strip.text.startswith(">")
        )
        grounds = {segment.style.bgcolor for segment in drawn if segment.style is not None}
        assert len(grounds) == 1
        assert drawn.cell_length == words.scrollable_content_region.width

    lived(home, story)


def test_the_dialogue_of_moments_has_the_sign_and_aligned_rows(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        await room.press("w")
        await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
        await room.press("b")
        assert isinstance(room.app.screen, BranchScreen)
        drawn = [row for row in rows(room, "#moments") if row.strip()]
        assert sum(row.startswith(">") for row in drawn) == 1
        texts = [row[5:] for row in drawn]
        assert all(text[0] != " " for text in texts)
        assert all(not row[1:4].strip() or row[1:4].strip().isdigit() for row in drawn)

    lived(home, story, size=(60, 20))
