"""Guided play at the reader's pace, against a clock: turns come by themselves, and only turns."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from simulator.library.plans import load_plan
from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import USUAL
from simulator.tui.briefing import BriefingScreen
from simulator.tui.group import GroupScreen
from simulator.tui.reaction import ReactionScreen
from simulator.tui.transcript import Transcript
from tests.patience import rounds
from tests.plays import flagship, written
from tests.scripts import CUE, HEAD
from tests.tui.clock import AGES, Clock, clock_of_meetings
from tests.tui.screens import Room, Story, in_room

SCRIPT = "".join(f"  - {row}\n" for row in ("ben: One.", "ben: Two and two.", "ben: Three."))
REFLECTION = "  - reflect: What did you feel?\n  - ben: Four.\n"
DECISION = "".join(f"  {row}\n" for row in CUE.splitlines()) + "  - ben: Then.\n" * 5


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return clock_of_meetings(monkeypatch)


def lived(home: Path, story: Story, *, script: str = "") -> None:
    """Live a story that begins with the first turn of a guided meeting."""

    async def seated(room: Room) -> None:
        await room.press("enter")
        await story(room)

    loaded = written(home / "own", HEAD + "script:\n" + script) if script else flagship()
    asyncio.run(in_room(home, seated, loaded=loaded, paced=True))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


def turns(room: Room) -> int:
    return group(room).session.view().turns


def hint(room: Room) -> str:
    return str(room.app.screen.query_one("#question", Static).content)


def until_asked(room: Room, clock: Clock) -> None:
    for _ in range(100):
        if group(room).session.prompt.asks:
            return
        clock.tick(60)
    raise AssertionError("no decision came")


def test_turns_come_at_the_pace_of_the_settings(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        assert turns(room) == 1
        assert hint(room) == "The group is talking. Space: pause. Enter: next turn."
        clock.tick(clock.waiting[0] - 0.1)
        assert turns(room) == 1
        clock.tick(0.1)
        assert turns(room) == 2
        assert clock.waiting == [pytest.approx(1 + 3 * 60 / USUAL)]

    lived(home, story, script=SCRIPT)


def test_turns_stop_at_a_decision(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        until_asked(room, clock)
        await room.pilot.pause()
        before = turns(room)
        assert clock.waiting == []
        clock.tick(AGES)
        assert turns(room) == before
        assert "Speak or wait?" in room.seen()

    lived(home, story)


def test_space_pauses_and_resumes_and_enter_takes_the_next_turn_at_once(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        assert turns(room) == 2
        await room.press("space")
        assert hint(room) == "Paused. Space: resume. Enter: next turn."
        clock.tick(AGES)
        assert turns(room) == 2
        await room.press("enter")
        clock.tick(AGES)
        assert turns(room) == 3
        await room.press("space")
        clock.tick(60)
        assert turns(room) > 3

    lived(home, story)


def test_plus_and_minus_change_the_pace_and_save_it(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await room.press("plus", "plus", "minus")
        assert room.app.settings.pace == USUAL + 40
        assert len(clock.waiting) == 1

    lived(home, story)
    assert f"pace: {USUAL + 40}" in (home / "config.yaml").read_text()


def test_the_pace_step_waits_for_a_key_at_each_turn_until_a_pace_is_chosen(
    home: Path, clock: Clock
) -> None:
    (home / "config.yaml").write_text("pace: step\n")

    async def story(room: Room) -> None:
        assert hint(room) == "Press Enter to continue."
        clock.tick(AGES)
        assert turns(room) == 1
        await room.press("enter")
        clock.tick(AGES)
        assert turns(room) == 2
        await room.press("plus")
        assert "The group is talking." in hint(room)
        clock.tick(60)
        assert turns(room) > 2

    lived(home, story)


def test_nothing_is_decided_at_a_halt_but_by_a_key_for_it(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        until_asked(room, clock)
        await room.pilot.pause()
        screen, before = group(room), list(group(room).session.records)
        for keys in (
            ("space",),
            ("space", "space"),
            ("plus",),
            ("minus", "minus"),
            ("i",),
            ("i", "space"),
            ("i", "plus"),
            ("i", "escape"),
            ("o", "h", "m", "space", "plus"),
            ("o", "h", "m", "enter"),
            ("o", "h", "m", "escape"),
            ("question_mark", "escape"),
            ("ctrl+p", "escape"),
            ("enter",),
            ("tab", "down", "up"),
            ("y",),
            ("pageup", "pagedown"),
        ):
            for key in keys:
                await room.press(key)
                clock.tick(AGES)
            assert screen.session.records == before, keys
            assert screen.session.prompt.asks, keys
            assert room.app.screen is screen, keys
            # Back to the question, whatever they opened.
            await room.press("escape")
            assert screen.session.records == before, keys
        # And afterwards the group continues by itself.
        await room.press("w")
        at = turns(room)
        clock.tick(60)
        assert turns(room) > at

    lived(home, story)


def test_a_timer_that_has_fired_already_takes_no_turn_at_a_halt(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        until_asked(room, clock)
        screen, before = group(room), list(group(room).session.records)
        # As if the timer's event was behind the key press that led to the halt.
        screen._timer = screen.set_timer(AGES, screen._waited)
        screen._waited()
        screen.next_turn()
        assert screen.session.records == before

    lived(home, story)


def test_a_question_to_oneself_stops_the_group_until_it_is_closed(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        for _ in range(5):
            clock.tick(60)
        await room.pilot.pause()
        assert "What did you feel?" in room.seen()
        before = turns(room)
        await room.press("space", "plus")  # typed into the field
        clock.tick(AGES)
        group(room).next_turn()
        assert turns(room) == before
        await room.press("enter")
        clock.tick(60)
        assert turns(room) > before

    lived(home, story, script=SCRIPT + REFLECTION)


def test_at_the_end_nothing_follows(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        for _ in range(10):
            clock.tick(60)
        await room.pilot.pause()
        assert group(room).session.ended
        assert clock.waiting == []
        assert hint(room) == "The meeting is over. Press Enter for the debrief."

    lived(home, story, script=SCRIPT)


def test_help_over_the_group_stops_it(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        screen, before = group(room), turns(room)
        await room.press("question_mark")
        clock.tick(AGES)
        assert screen.session.view().turns == before
        await room.press("escape")
        clock.tick(60)
        assert turns(room) > before

    lived(home, story)


def test_reasons_are_read_before_the_next_turn_comes(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        until_asked(room, clock)
        await room.pilot.pause()
        await room.press("i", "1")
        for _ in rounds(lambda: "why" in hint(room), "a hint at the reasons"):
            clock.tick(60)
            await room.pilot.pause()
        before = len(room.app.screen.query_one(Transcript).text.split())
        await room.press("y")
        reasons = len(room.app.screen.query_one(Transcript).text.split()) - before
        assert clock.waiting == [pytest.approx(1 + reasons * 60 / USUAL, abs=2)]

    lived(home, story, script=DECISION)


def test_the_flagship_is_led_with_at_most_35_key_presses(home: Path, clock: Clock) -> None:
    loaded = flagship()
    plan, _ = load_plan(loaded.path.parent / "plays" / "exemplary.yaml", loaded.scenario)
    assert plan is not None
    pressed: list[str] = []

    async def story(room: Room) -> None:
        async def press(key: str) -> None:
            pressed.append(key)
            await room.press(key)

        assert isinstance(room.app.screen, BriefingScreen)
        await press("enter")
        screen = group(room)
        for _ in rounds(lambda: screen.session.ended, "the end of the play"):
            clock.tick(60)
            pause = screen.session.pause
            if pause.asks and pause.moment is not None:
                await room.pilot.pause()
                act = plan.guided[pause.moment.id]
                if act == "wait":
                    await press("w")
                else:
                    await press("i")
                    words = screen.session.setup.fill(pause.moment.option(act).say)
                    offers = [offer.words for offer in screen.session.prompt.offers]
                    assert screen.query_one("#words", OptionList).option_count == len(offers)
                    await press(str(offers.index(words) + 1))
        await room.pilot.pause()
        await press("enter")
        assert isinstance(room.app.screen, ReactionScreen)
        acts = {
            record.moment: record.option or record.act
            for record in screen.session.records
            if record.moment
        }
        assert acts == plan.guided

    asyncio.run(
        in_room(home, story, loaded=loaded, play_options=PlayOptions(seed=plan.seed), paced=True)
    )
    assert len(pressed) <= 35
