"""The settings screen: every setting is seen, changed with the arrows and Enter, and saved."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Static

from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import Settings, load
from simulator.tui.briefing import BriefingScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.setting_values import SETTINGS, Setting
from simulator.tui.settings_screen import SettingsScreen
from tests.plays import flagship
from tests.tui.clock import Clock, clock_of_meetings
from tests.tui.screens import Room, Story, in_room, sizes

BY_HAND = """\
# Mine.
pace: 210   # slowly
unheard-of: 1
keys:
  group.speak: s
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def lived(home: Path, story: Story, *, size: tuple[int, int] = (80, 24)) -> None:
    """Live a story that begins in the settings, above the library."""

    async def opened(room: Room) -> None:
        await room.press("f3")
        assert isinstance(room.app.screen, SettingsScreen)
        await story(room)

    asyncio.run(in_room(home, opened, size=size, paced=True))


def select(name: str) -> list[str]:
    """The keys that select a setting from the top."""
    return ["down"] * [setting.name for setting in SETTINGS].index(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_every_setting_is_seen_with_its_value_and_what_it_does(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        seen = room.seen()
        for setting in SETTINGS:
            value = setting.in_words(setting.value(Settings()))
            assert f"{setting.label:<12}< {value} >" in seen
            assert setting.about in seen
        assert str(home)[:40] in seen.replace("\n", "")

    lived(home, story, size=size)


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("theme", "enter", "balint-light"),
        ("theme", "left", "balint-contrast"),
        ("pace", "right", 240),
        ("pace", "left", 160),
        ("mode", "enter", "live"),
        ("feedback", "right", "end"),
        ("plain", "enter", True),
    ],
)
def test_a_change_applies_and_is_saved_at_once(
    home: Path, name: str, key: str, value: object
) -> None:
    async def story(room: Room) -> None:
        await room.press(*select(name), key)
        assert getattr(load(home / "config.yaml"), name) == value
        assert getattr(room.app.settings, name) == value
        if name == "theme":
            assert room.app.theme == value
        if name in ("mode", "feedback"):
            assert getattr(room.app.play_options, name) == value
        (setting,) = (one for one in SETTINGS if one.name == name)
        assert f"< {setting.in_words(setting.value(room.app.settings))} >" in room.seen()

    lived(home, story)


def test_what_a_person_wrote_in_the_file_is_kept(home: Path) -> None:
    (home / "config.yaml").write_text(BY_HAND)

    async def story(room: Room) -> None:
        await room.press(*select("pace"), "right")
        await room.press("down", "enter")

    lived(home, story)
    changed = BY_HAND.replace("210", "240") + "mode: live\n"
    assert (home / "config.yaml").read_text() == changed


def test_what_is_wrong_in_the_file_is_shown_until_it_is_replaced(home: Path) -> None:
    (home / "config.yaml").write_text("theme: balint-green\nmode: both\n")

    async def story(room: Room) -> None:
        shown = room.app.screen.query_one("#settings-file", Static)
        assert "config.yaml:1:1:" in str(shown.content)
        assert "config.yaml:2:1:" in str(shown.content)
        await room.press("enter")
        assert "config.yaml:1:1:" not in str(shown.content)
        assert "config.yaml:2:1: The mode is guided or live." in str(shown.content)

    lived(home, story)


def test_a_change_that_cannot_be_saved_says_why_on_the_screen_and_applies(home: Path) -> None:
    (home / "config.yaml").write_text("{pace: 200}\n")  # not in the form that can be edited

    async def story(room: Room) -> None:
        await room.press("enter")
        assert "could not be saved" in " ".join(room.seen().split())
        assert "'theme: balint-light'" in " ".join(room.seen().split())
        assert room.app.theme == "balint-light"
        await room.press("f3")
        assert isinstance(room.app.screen, SettingsScreen)
        await room.press("escape")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(home, story)
    assert (home / "config.yaml").read_text() == "{pace: 200}\n"


def test_over_the_group_they_stop_it_and_a_new_pace_applies_at_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock: Clock = clock_of_meetings(monkeypatch)

    async def story(room: Room) -> None:
        await room.press("enter")
        screen = room.app.screen
        assert isinstance(screen, GroupScreen)
        await room.press("f3")
        clock.tick(3_600)
        assert screen.session.view().turns == 1
        await room.press(*select("pace"), *["left"] * 4)
        assert load(home / "config.yaml").pace == "step"
        await room.press("escape")
        clock.tick(3_600)
        assert screen.session.view().turns == 1
        assert "Press Enter to continue." in room.seen()
        await room.press("f3", *select("pace"), "right", "escape")
        assert load(home / "config.yaml").pace == 80
        clock.tick(30)
        assert screen.session.view().turns > 1

    asyncio.run(in_room(home, story, loaded=flagship(), paced=True))


def test_the_briefing_below_takes_the_mode_over(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "Guided: " in room.seen()
        await room.press("f3", *select("mode"), "enter", "escape")
        assert isinstance(room.app.screen, BriefingScreen)
        assert "Live: " in room.seen()
        # And the other way round: what is chosen in the briefing is saved.
        await room.press("m", "f")
        assert load(home / "config.yaml").mode == "guided"
        assert load(home / "config.yaml").feedback == "end"

    asyncio.run(in_room(home, story, loaded=flagship(), play_options=PlayOptions(seed=1)))


def test_a_pace_between_two_of_the_list_is_changed_to_its_neighbours() -> None:
    (pace,) = (setting for setting in SETTINGS if setting.name == "pace")
    assert (pace.after(210, 1), pace.after(210, -1)) == (240, 200)
    assert (pace.after(599, 1), pace.after(81, -1)) == (600, 80)
    assert (pace.after(600, 1), pace.after("step", -1), pace.after("step", 1)) == ("step", 600, 80)
    theme = Setting("theme", ("balint-dark",))
    assert theme.value(Settings(theme="nobody's")) == "balint-dark"
