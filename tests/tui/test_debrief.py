"""The debrief on the full screen: what can be done from there."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from simulator.engine.acts import WAIT
from simulator.practice.branches import behind
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import SavedPlay
from simulator.tui.branch import BranchScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from tests.plays import begun, play_to_the_end
from tests.tui.screens import Room, lived, sizes

SIZES = sizes((60, 20), (80, 24), (120, 40))


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


async def looked_back(room: Room, *, speak: bool = False) -> SavedPlay:
    """Open the debrief of a finished play of the flagship."""
    saved = begun(room.app.store)
    play_to_the_end(saved, speak)
    room.app.look_back(saved)
    await room.pilot.pause()
    await room.skip_reaction()
    await room.wait(lambda: bool(room.app.screen.query(".moment")), "the debrief")
    await room.pilot.pause()
    return saved


def selected(room: Room) -> str:
    """The moment that is selected in the dialogue."""
    dialogue = room.app.screen
    assert isinstance(dialogue, BranchScreen)
    at = dialogue.query_one(OptionList).highlighted
    assert at is not None
    return dialogue._behind[at].moment


def dialogue(room: Room) -> list[str]:
    """The rows of the dialogue, within its border."""
    rows = (row.split("│")[1] for row in room.seen().splitlines() if row.count("│") == 2)
    return [re.sub("[▀-▟]", " ", row) for row in rows]  # without the scroll bar


def costs(debrief: object) -> Mapping[str, float]:
    assert isinstance(debrief, DebriefScreen)
    assert debrief._debrief is not None
    return {moment.id: moment.cost for moment in debrief._debrief.moments}


@pytest.mark.parametrize("size", SIZES)
def test_another_attempt_opens_at_the_moment_in_view(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        saved = await looked_back(room)
        moments = [one.moment for one in behind(saved)]
        await room.press("n", "n", "n")
        await room.press("b")
        assert selected(room) == moments[2]
        await room.press("enter")
        led = room.app.screen
        assert isinstance(led, GroupScreen)
        assert led.saved.play.branched_at == moments[2]

    lived(home, story, size=size)


def test_above_the_first_moment_it_opens_at_the_costliest_and_below_the_last_at_that(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        saved = await looked_back(room, speak=True)
        of = costs(room.app.screen)
        page = room.app.screen.query_one("#page", VerticalScroll)
        await room.press("b")
        assert of[selected(room)] == max(of.values())
        await room.press("escape")
        page.scroll_end(animate=False)
        await room.pilot.pause()
        await room.press("b")
        assert selected(room) == behind(saved)[-1].moment

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_its_rows_say_the_moment_what_was_done_and_what_it_cost(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        saved = await looked_back(room, speak=True)
        of = costs(room.app.screen)
        assert max(of.values()) > 0
        await room.press("b")
        said = " ".join(" ".join(dialogue(room)).split())
        chosen = selected(room)
        (there,) = (one for one in behind(saved) if one.moment == chosen)
        assert there.name
        assert f"{there.name} (cost {of[chosen]:g})" in said
        assert there.did in said
        assert there.heard not in said

    lived(home, story, size=size)


def test_no_row_hangs_under_its_number(home: Path) -> None:
    async def story(room: Room) -> None:
        await looked_back(room, speak=True)
        await room.press("b")
        await room.press("home")
        rows = [row.replace(">", " ", 1) for row in dialogue(room)]  # the sign of the selected one
        (first,) = (row for row in rows if row.strip().startswith("1 "))
        text = first.index("1 ") + 2
        listed = rows[rows.index(first) :]
        assert all(not row[:text].strip() or row[:text].strip().isdigit() for row in listed), listed

    lived(home, story, size=(60, 20))


def test_no_moment_is_named_as_long_as_the_reasons_are_put_off(home: Path) -> None:
    async def story(room: Room) -> None:
        for feedback, named in (("now", True), ("end", False)):
            saved = begun(room.app.store, play_options=PlayOptions(feedback=feedback, seed=1))  # type: ignore[arg-type]
            while len(saved.session.records) < 30 and not behind(saved):
                saved.act(saved.session.act_for("1") if saved.session.pause.asks else WAIT)
            (moment,) = behind(saved)
            assert bool(moment.name) is named
            assert moment.cost is None
            play_to_the_end(saved)
            assert all(one.name for one in behind(saved))

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_a_page_is_saved_with_the_learners_data_and_its_path_stays_in_view(
    home: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    async def story(room: Room) -> None:
        await looked_back(room)
        await room.press("s")
        (file,) = (room.app.workspace.data / "debriefs").iterdir()
        assert file.read_text("utf-8").startswith("<!doctype html>")
        assert file.stat().st_mode & 0o077 == 0
        assert not list(elsewhere.iterdir())
        assert not room.app._notifications
        for _ in range(2):
            # A long path wraps.
            assert file.name in "".join(room.seen().split())
            await room.press("n")

    lived(home, story, size=size)


def test_a_page_that_cannot_be_saved_says_why(home: Path) -> None:
    (home / "debriefs").write_text("a file in its place", "utf-8")

    async def story(room: Room) -> None:
        await looked_back(room)
        await room.press("s")
        (said,) = (notification.message for notification in room.app._notifications)
        assert said.startswith("The page could not be saved: ")

    lived(home, story)
