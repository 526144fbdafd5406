"""What a person does and sees on the full screen."""

import asyncio
import os
import re
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.practice.play_options import PlayOptions
from simulator.scenario.text import forbidden_character
from simulator.store.sqlite import SqliteStore
from simulator.tui.briefing import BriefingScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.screens import HelpScreen, RoomScreen
from simulator.tui.transcript import Transcript
from tests.hostile import WORDS, hostile_scenario
from tests.plays import begun, flagship, play_to_the_end, written
from tests.tui.clock import AGES, clock_of_meetings
from tests.tui.screens import Room, Story, in_room, sizes


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def live(home: Path, story: Story, **options: object) -> None:
    asyncio.run(in_room(home, story, **options))  # type: ignore[arg-type]


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


@pytest.mark.quick
def test_a_person_plays_the_tutorial_to_its_debrief_by_keyboard_alone(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "The letter in the van" in room.seen()
        await room.press("enter")
        assert "Are you warm enough?" in room.seen()
        assert "In the circle" in room.seen()
        await room.press("enter")
        for _ in range(200):
            screen = group(room)
            if screen.session.ended:
                break
            if screen.session.pause.asks:
                await room.press("i")
                assert "What will you say?" in room.seen()
                await room.press("1")
            else:
                await room.press("enter")
        assert "The meeting is over" in room.seen()
        await room.press("enter")
        await room.skip_reaction()
        await room.until("The lesson")
        assert "guessing would earn about" in " ".join(room.seen().split())
        await room.press("escape")
        await room.press("end")
        assert "Finished" in room.seen()

    live(home, story)
    store = SqliteStore(home / "learner.sqlite3")
    assert len(store.finished()) == 1
    store.close()


async def to_the_first_halt(room: Room) -> None:
    for _ in range(30):
        if group(room).session.pause.asks:
            return
        await room.press("enter")
    raise AssertionError("no halt came")


async def begin(room: Room) -> None:
    await room.press("enter")


def test_guided_play_asks_two_questions_and_escape_takes_the_half_made_choice_back(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        assert "Speak or wait?" in room.seen()
        saved = len(group(room).session.records)
        await room.press("1")
        assert "What will you say?" in room.seen()
        await room.press("escape")
        assert "Speak or wait?" in room.seen()
        await room.press("escape", "escape", "escape")
        assert len(group(room).session.records) == saved

    live(home, story, loaded=flagship())


def test_one_enter_too_many_decides_nothing_at_a_halt(home: Path) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        saved = len(group(room).session.records)
        await room.press("enter", "enter")
        assert len(group(room).session.records) == saved
        assert "1 or i to speak, 2 or w to wait" in room.seen()
        await room.press("2")
        assert len(group(room).session.records) == saved + 1

    live(home, story, loaded=flagship())


def test_the_options_are_the_actual_words_and_arrows_choose_them(home: Path) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        session = group(room).session
        wanted = session.pause.options[1]
        await room.press("i", "down", "down", "enter")
        assert session.records[-1].option == wanted.id
        assert session.setup.fill(wanted.say)[:40] in group(room).query_one(Transcript).text

    live(home, story, loaded=flagship())


def test_a_reason_is_told_when_it_is_asked_for_or_not_before_the_debrief(home: Path) -> None:
    async def noted(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        await room.press("i", "1")
        assert "y: why." in room.seen()
        assert "[Credit" not in group(room).query_one(Transcript).text
        await room.press("y")
        assert "[Credit" in group(room).query_one(Transcript).text
        assert "y: why." not in room.seen()

    async def unnoted(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        await room.press("i", "1", "y")
        assert "[Credit" not in group(room).query_one(Transcript).text

    live(home, noted, loaded=flagship())
    live(home, unnoted, loaded=flagship(), play_options=PlayOptions(seed=1, feedback="end"))


def test_live_play_never_halts_and_one_may_speak_outside_the_moments(home: Path) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await room.press("i")
        assert "What will you say?" in room.seen()
        await room.press("1")
        assert [record.act for record in group(room).session.records] == [
            "wait",
            "began",
            "between",
        ]
        for _ in range(15):
            await room.press("enter")
        assert len(group(room).session.records) == 18

    live(home, story, loaded=flagship(), play_options=PlayOptions(mode="live", seed=1))


async def speaking(room: Room) -> GroupScreen:
    """Begin live play, and begin to speak."""
    await begin(room)
    await room.press("i")
    return group(room)


LIVE = PlayOptions(mode="live", seed=1)


def test_while_one_speaks_in_live_play_time_stands_still_whatever_is_pressed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = clock_of_meetings(monkeypatch)

    async def story(room: Room) -> None:
        screen = await speaking(room)
        before = list(screen.session.records)
        await room.press("plus", "minus", "space", "space", "w", "enter", "x", "i", "f1", "escape")
        await room.pilot.resize_terminal(60, 20)
        clock.tick(AGES)
        assert screen.session.records == before
        assert "What will you say?" in room.seen()

    live(home, story, loaded=flagship(), play_options=LIVE)


def test_escape_lets_go_of_what_one_was_about_to_say(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await speaking(room)
        await room.press("escape")
        assert [record.act for record in screen.session.records] == ["wait", "began", "let-go"]
        assert "What will you say?" not in room.seen()

    live(home, story, loaded=flagship(), play_options=LIVE)


def test_a_play_closed_while_speaking_is_resumed_while_speaking(home: Path) -> None:
    async def closed(room: Room) -> None:
        await speaking(room)

    async def resumed(room: Room) -> None:
        assert "What will you say?" in room.seen()
        await room.press("1")
        assert group(room).session.records[-1].act == "between"

    live(home, closed, loaded=flagship(), play_options=LIVE)
    live(home, resumed, resume=True)


def test_mode_and_feedback_can_be_changed_in_the_briefing(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "Reasons: after each choice (press y)." in room.seen()
        await room.press("m", "f")
        assert "Reasons: in the debrief only." in room.seen()
        await room.press("enter")
        assert group(room).saved.play.mode == "live"
        assert group(room).saved.play.feedback == "end"

    live(home, story, loaded=flagship())


def test_leaving_keeps_the_play_and_the_library_goes_on_with_it(home: Path) -> None:
    async def leave(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        await room.press("q")
        assert "Continue" in room.seen()

    async def come_back(room: Room) -> None:
        await room.press("enter")
        assert "Speak or wait?" in room.seen()
        rows = group(room).query_one(Transcript).rows
        assert rows[0] == "-- Opening --"

    live(home, leave, loaded=flagship())
    live(home, come_back)


def test_a_resumed_play_shows_the_end_of_what_was_heard(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store)
    for _ in range(40):
        saved.act(WAIT)
    store.close()

    async def story(room: Room) -> None:
        last = group(room).session.transcript()[-1]
        assert str(getattr(last, "text", ""))[:30] in room.seen()

    live(home, story, resume=True)


def test_an_act_that_cannot_be_kept_is_said_and_has_not_happened(home: Path) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        screen = group(room)
        before = len(screen.session.records)
        store = screen.saved.store
        assert isinstance(store, SqliteStore)
        store._db.execute("PRAGMA query_only=ON")
        await room.press("enter")
        assert "could not be saved" in room.seen()
        assert len(screen.session.records) == before
        store._db.execute("PRAGMA query_only=OFF")
        await room.press("enter")
        assert len(screen.session.records) == before + 1

    live(home, story, loaded=flagship())


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_nothing_unclean_and_no_markup_reaches_any_screen(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        for screen in ("briefing", "group"):
            assert "[/foo]" in room.seen(), screen
            await room.press("enter")
        await to_the_first_halt(room)
        await room.press("i", "2")
        for _ in range(20):
            if group(room).session.ended:
                break
            await room.press("w")
        drawn = room.app.export_screenshot()
        assert forbidden_character(drawn.replace("\n", "")) is None
        await room.press("enter")
        await room.skip_reaction()
        await room.until("The lesson")
        await room.press("question_mark")
        await room.press("escape", "escape")
        assert isinstance(room.app.screen, LibraryScreen)

    live(home, story, loaded=written(home / "hostile", hostile_scenario()), size=size)


@pytest.mark.parametrize("words", [*WORDS, "\x1b]52;c;bWFsaWNl\x07 \x9b31m \u202e backwards"])
def test_every_way_to_show_text_shows_it_clean_and_as_it_is(home: Path, words: str) -> None:
    from textual.widgets import Static

    from simulator.scenario.text import clean_text
    from simulator.tui.text import content, numbered

    async def story(room: Room) -> None:
        shown = content(words)
        assert shown.plain == clean_text(words)
        await room.app.screen.mount(Static(shown), Static(numbered(1, words)))
        screen = room.app.screen
        assert isinstance(screen, RoomScreen)
        screen.say(words)
        await room.pilot.pause()
        assert forbidden_character(room.seen()) is None

    live(home, story, loaded=flagship())


def test_a_window_too_small_says_so_and_comes_back(home: Path) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        for size in ((59, 24), (80, 19), (40, 10), (10, 4), (1, 1)):
            await room.pilot.resize_terminal(*size)
            await room.pilot.pause()
            assert "make the window larger" in room.seen() or size[0] < 40, size
            await room.press("i", "escape", "enter")
            await room.pilot.resize_terminal(80, 24)
            await room.pilot.pause()
            assert "Speak or wait?" in room.seen(), size

    live(home, story, loaded=flagship())


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_all_words_on_offer_can_be_reached_at_every_size(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        options = group(room).session.pause.options
        await room.press("i")
        seen = ""
        for _ in options:
            await room.press("down")
            seen += " ".join(room.seen().split())
        for option in options:
            words = group(room).session.setup.fill(option.say)
            assert " ".join(words.split()[:3]) in seen

    live(home, story, loaded=flagship(), size=size)


def test_the_transcript_wraps_anew_when_the_window_changes(home: Path) -> None:
    async def story(room: Room) -> None:
        await begin(room)
        await to_the_first_halt(room)
        transcript = group(room).query_one(Transcript)
        before = " ".join(" ".join(transcript.rows).split())
        narrow = len(transcript.rows)
        await room.pilot.resize_terminal(99, 40)
        await room.pilot.pause()
        assert len(transcript.rows) < narrow
        await room.pilot.resize_terminal(60, 20)
        await room.pilot.pause()
        assert max(map(len, transcript.rows)) <= 60
        assert " ".join(" ".join(transcript.rows).split()) == before

    live(home, story, loaded=flagship())


def test_a_title_too_long_for_the_row_of_the_clock_is_cut_between_words(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")  # the tutorial, which has the longest title
        await begin(room)
        await to_the_first_halt(room)
        clock = room.seen().splitlines()[0]
        assert "minute" in clock
        title = clock.split("  ")[-1].strip()
        assert title.endswith("…")
        assert isinstance(room.app.screen, GroupScreen)
        whole = room.app.screen.session.setup.program.scenario.title
        assert whole.startswith(title[:-1] + " ")
        await room.pilot.resize_terminal(100, 30)
        await room.pilot.pause()
        assert room.seen().splitlines()[0].endswith(whole)

    live(home, story, size=(60, 20))


def test_help_opens_and_closes_on_every_screen(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store)
    play_to_the_end(saved)
    store.close()

    async def story(room: Room) -> None:
        await room.press("down")  # past the suggestion, which opens drills
        for expected in (LibraryScreen, BriefingScreen, GroupScreen):
            assert isinstance(room.app.screen, expected)
            await room.press("question_mark")
            assert isinstance(room.app.screen, HelpScreen)
            await room.press("escape")
            assert isinstance(room.app.screen, expected)
            await room.press("enter")

    live(home, story)


def test_a_past_play_opens_its_debrief_and_saves_it(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    play_to_the_end(begun(store))
    store.close()

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await room.skip_reaction()
        await room.until("The lesson")
        await room.press("n", "n", "p", "s")
        assert "Saved as" in room.seen()

    live(home, story)
    (saved,) = (home / "debriefs").iterdir()
    assert "<h1>The letter in the van</h1>" in saved.read_text("utf-8")


@pytest.mark.parametrize("theme", ["balint-dark", "balint-light"])
def test_without_colour_the_screen_still_says_everything(
    home: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert os.environ["NO_COLOR"]

    async def story(room: Room) -> None:
        room.app.theme = theme
        await begin(room)
        await to_the_first_halt(room)
        await room.press("i", "1", "y")
        seen = room.seen()
        assert "> You:" in seen
        assert re.search(r"[|\N{BOX DRAWINGS HEAVY VERTICAL}] Credit", seen)

    live(home, story, loaded=flagship())
