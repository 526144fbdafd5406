"""The pane of a wide window: what the presenter has said, and never a hint."""

import asyncio
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from simulator.engine.seats import PRESENTER
from simulator.practice.play_options import PlayOptions
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from simulator.tui.group import GroupScreen
from simulator.tui.side_pane import SidePane
from simulator.tui.transcript import Transcript
from tests.patience import rounds
from tests.plays import begin, flagship, play_to_the_end
from tests.tui.screens import Room, Story, in_room

WIDE, NARROW = (200, 60), (149, 60)
AT_STAKE = "Ground rules at stake"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def lived(home: Path, story: Story, size: tuple[int, int] = WIDE, mode: Mode = "guided") -> None:
    options = PlayOptions(mode, seed=1)
    asyncio.run(in_room(home, story, loaded=flagship(), play_options=options, size=size))


def finish_one(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    play_to_the_end(begin(store, flagship(), PlayOptions(seed=2)))
    store.close()


async def begun(room: Room) -> GroupScreen:
    await room.press("enter")
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


async def to_the_end(room: Room, screen: GroupScreen) -> None:
    for _ in rounds(lambda: screen.session.ended, "the end of the play"):
        screen.action_wait()
    await room.pilot.pause()


def words(screen: GroupScreen) -> list[str]:
    """What the pane has of the presenter's words, without phases."""
    rows = screen.query_one("#presented", Transcript).text.splitlines()
    return [row for row in rows if not row.startswith("-- ")]


def said(screen: GroupScreen) -> list[str]:
    """What the presenter has said, by the transcript."""
    setup = screen.session.setup
    cast = setup.program.scenario.cast
    name = next(setup.names[who] for who in cast if cast[who].role == PRESENTER)
    rows = screen.query_one("#transcript", Transcript).text.splitlines()
    return [row.removeprefix(f"{name}: ") for row in rows if row.startswith(f"{name}: ")]


def test_the_pane_has_all_the_presenters_words_and_nobody_elses(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await begun(room)
        await to_the_end(room, screen)
        assert words(screen) == said(screen)
        assert len(words(screen)) > 10

    lived(home, story)


def test_it_is_shown_only_in_a_wide_and_high_window_and_misses_nothing_meanwhile(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        screen = await begun(room)
        pane = screen.query_one(SidePane)
        assert not pane.display
        for _ in rounds(lambda: len(said(screen)) >= 2, "two turns"):
            screen.action_wait()
            await room.pilot.pause()
        assert words(screen) == []
        await room.pilot.resize_terminal(*WIDE)
        await room.pilot.pause()
        assert pane.display
        assert words(screen) == said(screen)
        assert "What Lorna Beddoe has said" in room.seen()
        await room.pilot.resize_terminal(200, 33)
        await room.pilot.pause()
        assert not pane.display

    lived(home, story, NARROW)


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_before_a_first_finished_session_no_ground_rule_is_named(home: Path, mode: Mode) -> None:
    async def story(room: Room) -> None:
        screen = await begun(room)
        screen.runs = False
        screen.hold()
        for _ in rounds(lambda: screen.session.ended, "the end of the play"):
            assert not screen.query_one("#rules").display
            screen.next_turn() if mode == "live" else screen.action_wait()
        assert AT_STAKE not in room.seen()

    lived(home, story, mode=mode)


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_the_ground_rules_are_those_of_the_whole_scenario_and_never_change(
    home: Path, mode: Mode
) -> None:
    finish_one(home)

    async def story(room: Room) -> None:
        screen = await begun(room)
        screen.runs = False
        screen.hold()
        await room.pilot.pause()
        scenario = screen.session.setup.program.scenario
        rules = screen.query_one("#rules", VerticalScroll)
        first = next(iter(scenario.rules()))
        assert AT_STAKE in room.seen()
        assert scenario.catalogue.rules[first].name in room.seen()
        drawn = {str(screen.query_one("#rules-at-stake").render())}
        places = {rules.region}
        for _ in range(40):
            screen.next_turn() if mode == "live" else screen.action_wait()
            await room.pilot.pause()
            drawn.add(str(screen.query_one("#rules-at-stake").render()))
            places.add(rules.region)
        assert len(drawn) == len(places) == 1
        for rule in scenario.rules():
            assert scenario.catalogue.rules[rule].name in next(iter(drawn))

    lived(home, story, mode=mode)
