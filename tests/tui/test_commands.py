"""The command palette, copying, and leaving: everything by its word, nothing lost."""

import asyncio
import base64
from pathlib import Path

import pytest
from textual.command import CommandList

from simulator.practice.settings import load
from simulator.scenario.text import REPLACEMENT, forbidden_character
from simulator.store.sqlite import SqliteStore
from simulator.tui.briefing import BriefingScreen
from simulator.tui.commands import Palette
from simulator.tui.copying import copy, debrief_command
from simulator.tui.group import GroupScreen
from simulator.tui.keys import BRIEFING, EVERYWHERE
from simulator.tui.reaction import ReactionScreen
from simulator.tui.themes import DARK, THEMES
from tests.hostile import hostile_scenario
from tests.plays import begun, flagship, play_to_the_end, written
from tests.tui.screens import Room, Story, in_room, sizes


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def live(home: Path, story: Story, **options: object) -> None:
    asyncio.run(in_room(home, story, **{"loaded": flagship(), "size": (100, 60), **options}))  # type: ignore[arg-type]


def keys_of(text: str) -> list[str]:
    """The keys that type this text."""
    names = {" ": "space", ":": "colon"}
    return [names.get(character, character) for character in text]


async def opened(room: Room, *typed: str, until: str) -> None:
    """Open the palette, type, and wait for what must be found."""
    await room.press("ctrl+p", *typed)
    await room.until(until)


def test_every_action_of_the_screen_and_every_theme_is_there(home: Path) -> None:
    async def story(room: Room) -> None:
        await opened(room, until="Theme: contrast")
        for key in (*BRIEFING, *EVERYWHERE):
            if key.id != "room.palette":
                assert f"{key.word}  {key.signs}" in room.seen()
                assert key.help in " ".join(room.seen().split())

    live(home, story)


def test_a_command_does_what_its_key_does(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "Guided: the group pauses whenever you need to decide." in room.seen()
        await opened(room, *"mode", until="Mode  m")
        assert "Mode: live" in room.seen()
        await room.press("enter")
        await room.until("Live: the group does not stop for you.")
        assert isinstance(room.app.screen, BriefingScreen)

    live(home, story)


def test_a_command_is_found_by_what_it_does(home: Path) -> None:
    async def story(room: Room) -> None:
        await opened(room, *"led", "space", *"well", until="Watch  d")
        assert "Feedback" not in "".join(room.seen().splitlines()[8:30])

    live(home, story)


def test_a_theme_is_chosen_by_its_name_and_remembered(home: Path) -> None:
    async def story(room: Room) -> None:
        await opened(room, *"light", until="Theme: light")
        await room.press("enter")
        await room.wait(lambda: room.app.theme == "balint-light", "the light theme")
        await room.wait(
            lambda: load(home / "config.yaml").theme == "balint-light", "the theme in the settings"
        )

    live(home, story)


def test_a_theme_is_previewed_while_it_is_highlighted_and_only_enter_chooses_it(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        await opened(room, *"theme:", until="Theme: light")
        seen = set()
        for _ in THEMES:
            await room.press("down")
            seen.add(room.app.theme)
        assert seen == set(THEMES)
        await room.press("escape")
        await room.wait(lambda: room.app.theme == DARK.name, "the chosen theme")
        assert not (home / "config.yaml").exists()

    live(home, story)


@pytest.mark.parametrize(
    ("typed", "words", "name", "value"),
    [
        ("pace: 240", "Pace: 240 words a minute", "pace", 240),
        ("pace: a key", "Pace: a key for each turn", "pace", "step"),
        ("mode: live", "Mode: live", "mode", "live"),
        ("feedback: in the", "Feedback: in the debrief only", "feedback", "end"),
        ("plain lines: on", "Plain lines: on", "plain", True),
    ],
)
def test_a_setting_is_found_by_its_name_or_value_and_saved(
    home: Path, typed: str, words: str, name: str, value: object
) -> None:
    async def story(room: Room) -> None:
        await opened(room, *keys_of(typed), until=words)
        await room.press("enter")
        await room.wait(lambda: getattr(load(home / "config.yaml"), name) == value, words)

    live(home, story)


@pytest.mark.parametrize("typed", ["scenario: letter in", "was given a letter to"])
def test_a_scenario_is_found_by_its_title_or_its_teaser(home: Path, typed: str) -> None:
    async def story(room: Room) -> None:
        await opened(room, *keys_of(typed), until="Scenario: The letter in the van")
        await room.press("enter")
        await room.wait(lambda: isinstance(room.app.screen, BriefingScreen), "its briefing")
        assert "The letter in the van" in room.seen()

    live(home, story, loaded=None)


def test_sessions_are_found_and_continued_or_reviewed_from_any_screen(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    finished, going = begun(store), begun(store)
    play_to_the_end(finished)
    store.close()

    async def story(room: Room) -> None:
        await room.press("question_mark")  # above a dialogue, too
        await opened(room, until=f"Session: {going.play.number}")
        assert "Continue. begun" in room.seen()
        assert "Open the debrief" not in room.seen(), "the rest is found by typing"
        await room.press(*keys_of(f"session: {finished.play.number}"))
        await room.until("Open the debrief.")
        await room.press("enter")
        await room.wait(lambda: isinstance(room.app.screen, ReactionScreen), "the questions")
        await opened(room, *keys_of(f"session: {going.play.number}"), until="Continue. begun")
        await room.press("enter")
        await room.wait(lambda: isinstance(room.app.screen, GroupScreen), "the group")
        assert len(room.app.screen_stack) == 3, "only the library lies below"

    live(home, story)


def test_hostile_words_on_the_screen_below_and_in_the_field_do_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("ctrl+p", "left_square_bracket", "slash", *"foo", "right_square_bracket")
        await room.until("No matches")
        assert forbidden_character(room.app.export_screenshot().replace("\n", "")) is None
        await room.press("escape")
        assert isinstance(room.app.screen, BriefingScreen)

    live(home, story, loaded=written(home / "hostile", hostile_scenario()))


def test_the_palette_opens_once_and_over_a_dialogue_too(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("question_mark", "ctrl+p", "ctrl+p")
        assert isinstance(room.app.screen, Palette)
        await room.until("Theme: dark")
        await room.press("escape", "escape")
        assert isinstance(room.app.screen, BriefingScreen)

    live(home, story)


@pytest.mark.parametrize("size", sizes((60, 20), (20, 6), (4, 2), (1, 1)))
def test_the_palette_survives_every_size(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("ctrl+p")
        commands = room.app.screen.query_one(CommandList)
        await room.wait(lambda: commands.option_count > 0, "the commands")
        room.seen()
        await room.press("escape")
        assert isinstance(room.app.screen, BriefingScreen)

    live(home, story, size=size)


def test_what_is_copied_is_clean_and_said_to_be_on_its_way(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(room: Room) -> None:
        sent: list[str] = []
        driver = room.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", sent.append)
        said = copy(room.app, "Ben: one\x1b]0;title\x07\n\ud800two\n", debrief_command(7))
        code, _, text = sent[0].removesuffix("\a").rpartition(";")
        assert code == "\x1b]52;c"
        assert (
            base64.b64decode(text).decode().replace(REPLACEMENT, "?")
            == "Ben: one?]0;title?\n?two\n"
        )
        assert said == (
            "Copied 2 lines. (If nothing arrives, your terminal blocks copying.) "
            "'balint-sim debrief 7 --format md' prints the transcript too, once the session is over."
        )
        assert copy(room.app, "one").startswith("Copied 1 line.")

    live(home, story)


def test_ctrl_c_says_how_to_leave_and_that_nothing_is_lost(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("ctrl+c")
        assert not room.app._exit
        assert "To leave, press ctrl+q. Everything" in room.seen()

    live(home, story)


@pytest.mark.parametrize("over", [(), ("question_mark",), ("ctrl+p",), ("ctrl+o",)])
def test_ctrl_q_leaves_from_anywhere(home: Path, over: tuple[str, ...]) -> None:
    async def story(room: Room) -> None:
        await room.press(*over)
        await room.press("ctrl+q")
        assert room.app._exit
        assert room.app.return_code == 0

    live(home, story)
