"""Progress on the full screen: opened by a key, drawn with characters, saved as a page."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Sparkline

from simulator.practice.practice_log import STAYS
from simulator.render.sections import ChartPoint
from simulator.store.play_store import StoreProblem
from simulator.store.sqlite import SqliteStore
from simulator.tui.ascii_only import _TABLE
from simulator.tui.charts import CELLS, CHANCE, FULL, RANGE, REST, VALUE, bar
from simulator.tui.library import LibraryScreen
from simulator.tui.log_choice import LogChoice
from simulator.tui.progress import ProgressScreen
from tests.plays import begun, play_to_the_end, skip_reaction
from tests.tui.screens import Room, Story, in_room, sizes
from tests.workspaces import warmed


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner with three finished sessions, and reflections in two of them."""
    store = SqliteStore(warmed(tmp_path) / "learner.sqlite3")
    for number, speak in enumerate((False, True, True)):
        saved = begun(store)
        play_to_the_end(saved, speak)
        skip_reaction(saved)
        if number:
            store.keep_own_words(saved.play.id, STAYS, 0, f"Her face, {number}.")
    store.close()
    return tmp_path


def lived(home: Path, story: Story, size: tuple[int, int] = (80, 24)) -> None:
    asyncio.run(in_room(home, story, size=size))


async def opened(room: Room) -> ProgressScreen:
    await room.press("p")
    await room.until("3 sessions judged")
    assert isinstance(room.app.screen, ProgressScreen)
    return room.app.screen


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_a_key_of_the_library_opens_it_and_esc_leads_back(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        assert "p: your progress." in " ".join(room.seen().split())
        await opened(room)
        await room.press("n")
        assert "The two skills" in room.seen()
        assert FULL in room.seen()
        await room.press("escape")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(home, story, size)


def test_before_the_first_debrief_nothing_is_counted(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        assert "p: your progress." not in room.seen()
        await room.press("p")
        await room.until("No session is judged yet.")

    lived(tmp_path, story)


def test_the_sessions_are_a_sparkline_with_its_numbers_below(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await opened(room)
        spark = screen.query_one(Sparkline)
        assert spark.data is not None
        assert len(spark.data) == 3
        await room.press("n", "n")
        await room.until("Each column is a session, the earliest first")
        assert "The letter in the van: " in room.seen()

    lived(home, story)


def test_the_keys_lead_from_section_to_section_and_back(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await opened(room)
        tops = [part.virtual_region.y for part in screen.query(".part")]
        page = screen.query_one("#page")
        await room.press("n", "n")
        assert page.scroll_y == tops[2]
        await room.press("p")
        assert page.scroll_y == tops[1]

    lived(home, story)


def test_it_is_saved_as_a_page(home: Path) -> None:
    async def story(room: Room) -> None:
        await opened(room)
        await room.press("s")
        await room.until("Saved as a web page")

    lived(home, story)
    page = (home / "debriefs" / "progress.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "3 sessions judged" in page


def test_a_practice_log_has_the_reflections_that_were_chosen(home: Path) -> None:
    async def story(room: Room) -> None:
        await opened(room)
        await room.press("l")
        assert isinstance(room.app.screen, LogChoice)
        assert room.seen().count("[ ]") == 2
        await room.press("down", "space")
        assert (room.seen().count("[x]"), room.seen().count("[ ]")) == (1, 1)
        await room.press("s")
        await room.until("Practice log saved as a web page")

    lived(home, story)
    page = (home / "debriefs" / "practice-log.html").read_text("utf-8")
    assert "no credential" in page
    assert "Her face, 2." in page
    assert "Her face, 1." not in page


def test_all_can_be_chosen_at_once_and_none_and_esc_saves_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        await opened(room)
        await room.press("l", "a")
        assert room.seen().count("[x]") == 2
        await room.press("a")
        assert room.seen().count("[ ]") == 2
        await room.press("escape")
        assert isinstance(room.app.screen, ProgressScreen)

    lived(home, story)
    assert not (home / "debriefs").exists()


def test_who_wrote_nothing_can_save_a_log_all_the_same(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("p")
        await room.until("No session is judged yet.")
        await room.press("l")
        assert "You have written no reflection yet." in room.seen()
        await room.press("enter", "s")
        await room.until("Practice log saved as a web page")

    lived(tmp_path, story)


def test_what_cannot_be_read_or_written_is_said_in_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "debriefs").write_text("in the way", "utf-8")

    async def story(room: Room) -> None:
        screen = await opened(room)
        await room.press("s")
        await room.until("The page could not be saved")

        def refuse(play: str) -> dict[str, str]:
            raise StoreProblem("The disk is full.")

        monkeypatch.setattr(screen.room.store, "own_words", refuse)
        await room.press("l")
        await room.until("The disk is full.")
        assert room.app.screen is screen

    lived(home, story)


def test_a_store_that_cannot_be_read_is_said_in_its_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(store: object) -> list[object]:
        raise StoreProblem("The file is damaged.")

    monkeypatch.setattr(SqliteStore, "finished", refuse)

    async def story(room: Room) -> None:
        await room.press("p")
        await room.until("The file is damaged.")

    lived(home, story)


# Bars.


@pytest.mark.quick
@pytest.mark.parametrize(
    ("point", "drawn"),
    [
        (ChartPoint("", None), REST * 40),
        (ChartPoint("", 0), REST * 40),
        (ChartPoint("", 100), FULL * 40),
        (ChartPoint("", 50), FULL * 20 + REST * 20),
        (ChartPoint("", 50, chance=75), FULL * 20 + REST * 10 + CHANCE + REST * 9),
        (
            ChartPoint("", 50, 25, 75),
            FULL * 10 + RANGE * 10 + VALUE + RANGE * 9 + REST * 10,
        ),
        (ChartPoint("", 100, 50, 100, 100), FULL * 20 + RANGE * 19 + CHANCE),
    ],
)
def test_a_bar_is_as_long_as_its_value(point: ChartPoint, drawn: str) -> None:
    assert bar(point) == drawn
    assert len(drawn) == CELLS


@pytest.mark.quick
def test_every_sign_of_a_bar_has_an_ascii_form_of_its_own() -> None:
    forms = [sign.translate(_TABLE) for sign in (FULL, RANGE, REST, VALUE, CHANCE)]
    assert all(form.isascii() for form in forms)
    assert len(set(forms)) == 5
