"""The transcript as a text: focus, scrolling, search, selection, width, and how its lines look."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console
from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection
from textual.widget import Widget

from simulator.practice.play_options import PlayOptions
from simulator.render.transcript import COACH, NOTE, Line
from simulator.tui.circle import Circle
from simulator.tui.find_bar import FindBar
from simulator.tui.group import GroupScreen
from simulator.tui.jump import places
from simulator.tui.transcript import Transcript
from simulator.tui.transcript_rows import WIDEST, look_of, rows_of
from tests.patience import rounds
from tests.plays import flagship
from tests.tui.clock import Clock, clock_of_meetings
from tests.tui.screens import Room, Story, in_room, sizes

SIZES = sizes((60, 20), (80, 24), (120, 40), (200, 60))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return clock_of_meetings(monkeypatch)


def lived(
    home: Path,
    story: Story,
    *,
    size: tuple[int, int] = (80, 24),
    play_options: PlayOptions | None = None,
) -> None:
    asyncio.run(in_room(home, story, loaded=flagship(), play_options=play_options, size=size))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


def transcript(room: Room) -> Transcript:
    return room.app.screen.query_one(Transcript)


def found(room: Room) -> str:
    return "\n".join(
        str(strip.text) for strip in (room.app.screen.query_one("#found").render_line(0),)
    ).strip()


async def asked(room: Room) -> GroupScreen:
    """Listen to the first halt."""
    await room.press("enter")
    screen = group(room)
    await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
    return screen


async def dragged(room: Room, widget: Widget, start: Offset, end: Offset) -> None:
    """Draw the mouse over a widget, with its button down."""
    await room.pilot.mouse_down(widget, offset=(start.x, start.y))
    await room.pilot.hover(widget, offset=(end.x, end.y))
    await room.pilot.mouse_up(widget, offset=(end.x, end.y))
    await room.pilot.pause()


# Focus and scrolling.


def test_the_transcript_is_a_place_for_the_focus_and_arrow_keys_scroll_it(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        shown = transcript(room)
        assert shown in places(group(room)).values()
        shown.add([Line("say", "Ben", "word " * 90)])
        await room.press("shift+tab")
        await room.press_until("shift+tab", lambda: shown.has_focus, "the focus to the transcript")
        await room.press("home")
        await room.wait(lambda: transcript(room).scroll_y == 0, "the beginning")
        await room.press("down")
        await room.wait(lambda: transcript(room).scroll_y == 1, "the second row")
        await room.press("end")
        await room.wait(
            lambda: transcript(room).scroll_y == transcript(room).max_scroll_y, "the end"
        )

    lived(home, story)


def test_a_turn_that_comes_by_itself_leaves_the_place_that_is_read(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        for _ in rounds(lambda: transcript(room).max_scroll_y > 0, "enough to scroll"):
            clock.tick(10)
            await room.pilot.pause()
        transcript(room).focus()
        await room.press("home")
        await room.wait(lambda: transcript(room).scroll_y == 0, "the beginning")
        before = len(transcript(room).rows)
        clock.tick(10)
        await room.wait(lambda: len(transcript(room).rows) > before, "a turn")
        assert transcript(room).scroll_y == 0

    lived(home, story, play_options=PlayOptions("live", "end", 1))


@pytest.mark.parametrize("size", SIZES)
def test_there_is_never_a_sideways_scroll_bar(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        for _ in rounds(
            lambda: transcript(room).max_scroll_y > 0 or group(room).session.ended,
            "enough to scroll",
        ):
            await room.press("w")
            assert not transcript(room).show_horizontal_scrollbar
        for _ in range(3):
            await room.press("w")
            assert not transcript(room).show_horizontal_scrollbar

    lived(home, story, size=size)


# Finding.


def test_search_finds_the_newest_place_first_and_says_how_many_there_are(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        saved = len(screen.session.records)
        lines = transcript(room).text.splitlines()
        spoken = Counter(line.partition(":")[0] for line in lines if ": " in line)
        ((name, _),) = spoken.most_common(1)
        await room.press("slash", *name.lower())
        count = transcript(room).text.count(name)
        assert count > 1
        assert f"{count} of {count} matches" in found(room)
        await room.press("enter")
        assert f"{count - 1} of {count} matches" in found(room)
        await room.press("down")
        assert f"{count} of {count} matches" in found(room)
        assert len(screen.session.records) == saved

    lived(home, story)


def test_a_search_scrolls_to_what_it_found(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press_until("w", lambda: transcript(room).max_scroll_y > 0, "enough to scroll")
        await room.press_until(
            "w", lambda: "Three quarters of an hour" not in room.seen(), "the line out of sight"
        )
        await room.press("slash", *"three quarters of an hour")
        assert "Three quarters of an hour" in room.seen()

    lived(home, story)


def test_a_search_that_finds_nothing_says_so(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("slash", *"zzz")
        assert found(room) == "Nobody has said 'zzz' so far."
        await room.press("enter", "up", "down")
        assert found(room) == "Nobody has said 'zzz' so far."

    lived(home, story)


def test_esc_ends_a_search_and_the_question_has_its_keys_again(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        before = screen.focused
        await room.press("slash", *"wi1 ", "escape")
        assert not screen.query_one(FindBar).searching
        assert screen.focused is before
        await room.press("w")
        assert screen.session.records[-1].act == "wait"

    lived(home, story)


def test_no_turn_comes_while_a_search_text_is_typed(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        clock.tick(10)
        heard = len(group(room).session.events)
        await room.press("slash", "w", "plus")
        clock.tick(60)
        assert len(group(room).session.events) == heard
        await room.press("escape")
        clock.tick(10)
        assert len(group(room).session.events) > heard

    lived(home, story, play_options=PlayOptions("live", "end", 1))


# Selecting and copying.


def test_text_is_selected_with_the_mouse_and_ctrl_c_copies_it(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        shown = transcript(room)
        spoken = [line for line in shown.text.splitlines() if ": " in line]
        long = next(line for line in reversed(spoken) if len(line) > shown.size.width)
        y = next(i for i, row in enumerate(shown.rows) if row and long.startswith(row.rstrip()))
        top, last = round(shown.scroll_y), y
        while " ".join(row.strip() for row in shown.rows[y : last + 1]) != long:
            last += 1
        assert last > y
        end = Offset(len(shown.rows[last]) + 1, last - top)
        await dragged(room, shown, Offset(1, y - top), end)
        await room.press("ctrl+c")
        # One line, although it is drawn in several rows with a margin.
        assert room.app.clipboard == long

    lived(home, story)


def test_the_drawing_of_the_circle_is_not_selected(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        circle = screen.query_one(Circle)
        await dragged(room, circle, Offset(2, 1), Offset(20, 8))
        assert not screen.selections
        assert not circle.allow_select

    lived(home, story)


def test_a_selection_has_whole_lines_and_parts_of_the_first_and_the_last(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        shown = transcript(room)
        first = len(shown.rows)
        shown.add([Line("say", "Ben", "one " * 30), Line("say", "Ada", "two")])
        selected = Selection(Offset(5, first), Offset(5 + len("tw"), len(shown.rows) - 1))
        text, end = shown.get_selection(selected) or ("", "")
        assert text == f"{'one ' * 30}".strip() + "\nAda: tw"
        assert end == "\n"

    lived(home, story)


# Width.


@pytest.mark.parametrize("size", SIZES)
def test_rows_of_reading_text_are_never_longer_than_can_be_read(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        briefing = room.app.screen.query_one("#briefing-text")
        assert briefing.region.width <= WIDEST
        await room.press("f2")
        assert all(part.region.width <= WIDEST for part in room.app.screen.query(".part"))
        await room.press("escape", "enter")
        shown = transcript(room)
        shown.add([Line("say", "Ben", "word " * 90)])
        assert max(map(len, shown.rows)) <= min(WIDEST, shown.size.width)

    lived(home, story, size=size)


# Looks.


def looks(form: str) -> tuple[str, bool, bool]:
    """The margin, and whether the text is bold or in italics: what is left without colour."""
    styles = {"name": Style(bold=True), "phase": Style(bold=True), "stage": Style(italic=True)}
    look = look_of(Line(form, "Ben", "Once."), lambda name: styles.get(name, Style()))
    (row, *_) = rows_of(Line(form, "Ben", "Once."), 0, look, Console(), 60)
    parts = [span.style for span in row.text.spans if isinstance(span.style, Style)]
    return (
        row.text.plain[: row.indent],
        any(style.bold for style in parts),
        any(style.italic for style in parts),
    )


def test_each_kind_of_line_has_a_look_of_its_own_without_colour() -> None:
    seen = [looks(form) for form in ("say", "leader", "aside", COACH, NOTE)]
    assert len(set(seen)) == 5


def test_coaching_has_a_border_and_is_copied_without_it(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        shown = transcript(room)
        before = len(shown.rows)
        shown.add([Line(COACH, "", "Just listen for now. " * 9)])
        above, *rows, below, empty = shown.rows[before:]
        assert len(rows) > 1
        assert {row[2] for row in rows} == {"\N{BOX DRAWINGS HEAVY VERTICAL}"}
        assert len(above) == len(below) > 20
        assert not empty
        selected = Selection(Offset(0, before), None)
        assert shown.get_selection(selected) == (("Just listen for now. " * 9).strip(), "\n")

    lived(home, story)


def test_reasons_are_not_dimmer_than_what_is_said(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        shown = transcript(room)
        shown.add([Line("say", "Ben", "Once."), Line(NOTE, "", "Because.")])
        (said, noted) = (
            next(i for i, row in enumerate(shown.rows) if text in row)
            for text in ("Once.", "Because.")
        )
        drawn = [shown.render_line(i - round(shown.scroll_y)) for i in (said, noted)]
        colours = [
            next(one.style.color for one in strip if one.style and word in one.text)
            for strip, word in zip(drawn, ("Once", "Because"), strict=True)
        ]
        assert colours[0] == colours[1]

    lived(home, story)


# Messages.


def test_messages_are_in_the_line_of_the_question_and_replace_one_another(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        await room.press("plus", "plus", "plus")
        assert not room.app._notifications
        assert room.seen().count("words a minute") == 1
        assert f"{room.app.settings.pace} words a minute." in room.seen()
        clock.tick(10)
        await room.pilot.pause()
        assert "words a minute" not in room.seen()

    lived(home, story, play_options=PlayOptions("live", "end", 1))


def test_a_key_that_has_nothing_to_explain_says_so_beside_the_question(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("y")
        assert "There is nothing to explain yet." in room.seen()
        assert not room.app._notifications
        await room.press("i")
        assert "There is nothing to explain yet." not in room.seen()

    lived(home, story)


def test_a_new_theme_recolours_what_was_heard_before(home: Path) -> None:
    def colours(room: Room) -> set[str]:
        """The colours of all names in the transcript."""
        shown = transcript(room)
        names = {f"{name}:" for name in group(room).session.setup.names.values()}
        strips = [shown.render_line(y) for y in range(shown.size.height)]
        return {
            segment.style.color.get_truecolor().hex
            for strip in strips
            for segment in strip
            if segment.text.strip() in names and segment.style and segment.style.color
        }

    async def story(room: Room) -> None:
        await asked(room)
        for theme in ("balint-light", "balint-contrast", "balint-dark"):
            room.app.choose("theme", theme)
            await room.pilot.pause()
            primary = room.app.theme_variables["primary"].lower()
            assert colours(room) == {primary}, theme

    lived(home, story)
