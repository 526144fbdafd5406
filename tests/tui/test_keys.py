"""The one table of actions: every key of it works, is told, fits the footer, and can be given to
another key.
"""

import asyncio
import doctest
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

from simulator.cli.doctor import report
from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import understood
from simulator.tui import key_settings, keys
from simulator.tui.app import BalintApp
from simulator.tui.branch import BranchScreen
from simulator.tui.briefing import BriefingScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.drill import DrillScreen
from simulator.tui.filtering import FilterScreen
from simulator.tui.glossary import GlossaryScreen
from simulator.tui.group import GroupScreen
from simulator.tui.jump import JumpScreen
from simulator.tui.keys import EVERYWHERE, SCREENS, Key, mapped
from simulator.tui.library import LibraryScreen
from simulator.tui.log_choice import LogChoice
from simulator.tui.outline import OutlineScreen
from simulator.tui.progress import ProgressScreen
from simulator.tui.reaction import ReactionScreen
from simulator.tui.screens import SMALLEST, HelpScreen, RoomScreen
from simulator.tui.search import SearchField
from simulator.tui.settings_screen import SettingsScreen
from simulator.tui.watch import WatchScreen
from simulator.tui.welcome import WelcomeScreen
from tests.plays import flagship
from tests.tui.screens import Room, Story, in_room
from tests.workspaces import workspace_at

CLASSES: dict[str, type[Screen[Any]]] = {
    "welcome": WelcomeScreen,
    "library": LibraryScreen,
    "filter": FilterScreen,
    "briefing": BriefingScreen,
    "group": GroupScreen,
    "reaction": ReactionScreen,
    "debrief": DebriefScreen,
    "drill": DrillScreen,
    "outline": OutlineScreen,
    "progress": ProgressScreen,
    "log": LogChoice,
    "watch": WatchScreen,
    "branch": BranchScreen,
    "glossary": GlossaryScreen,
    "settings": SettingsScreen,
    "help": HelpScreen,
    "jump": JumpScreen,
}
MODES = ("", "guided", "live")
ACTIONS = [(screen, key) for screen, table in SCREENS.items() for key in table]


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def live(home: Path, story: Story, settings: str = "", **options: object) -> None:
    """Live a story with these settings, from the briefing on."""
    (home / "config.yaml").write_text(settings, "utf-8")
    asyncio.run(in_room(home, story, **{"loaded": flagship(), **options}))  # type: ignore[arg-type]


def together(table: tuple[Key, ...], mode: str) -> list[Key]:
    """What can be done at once in play of this mode."""
    return [key for key in table if key.mode in ("", mode)]


def twice(table: tuple[Key, ...], mode: str) -> set[str]:
    return {
        name
        for one, other in combinations(together(table, mode), 2)
        for name in set(one.names) & set(other.names)
    }


def footer(room: Room) -> str:
    return room.seen().splitlines()[-1]


def told(settings: str) -> list[str]:
    """What is wrong with the settings, without the place."""
    return [slip.sentence for slip in key_settings.checked(understood(settings.encode())).slips]


# The table.


def test_every_screen_is_in_the_table() -> None:
    assert CLASSES.keys() == SCREENS.keys()


@pytest.mark.parametrize(("screen", "key"), ACTIONS, ids=lambda value: getattr(value, "id", value))
def test_every_action_can_be_done_on_its_screen(screen: str, key: Key) -> None:
    action = key.action.split("(")[0]
    owners = {node for node in CLASSES[screen].__mro__ if f"action_{action}" in vars(node)}
    assert any(node.__module__.startswith("simulator.") for node in owners), action


@pytest.mark.parametrize("key", EVERYWHERE, ids=lambda key: key.id)
def test_every_action_of_all_screens_can_be_done(key: Key) -> None:
    assert hasattr(BalintApp, f"action_{key.action}")
    assert key.action == "quit" or getattr(BalintApp, f"action_{key.action}") is not getattr(
        App, f"action_{key.action}", None
    )


def test_every_screen_of_the_room_takes_its_keys_from_the_table() -> None:
    for name, screen in CLASSES.items():
        if issubclass(screen, RoomScreen):
            assert screen.KEYS is SCREENS[name]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things_on_one_screen(screen: str, mode: str) -> None:
    assert twice((*SCREENS[screen], *EVERYWHERE), mode) == set()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_footer_shows_at_most_seven_keys_and_all_of_them_in_the_smallest_window(
    screen: str, mode: str
) -> None:
    shown = [key for key in together(SCREENS[screen], mode) if key.in_footer(mode)]
    assert 1 <= len(shown) <= 7
    assert sum(len(keys.sign(key.names[0])) + len(key.word) + 2 for key in shown) <= SMALLEST[0]


def test_every_action_has_an_id_of_its_own_a_word_and_a_sentence() -> None:
    table = [*(key for _, key in ACTIONS if key.id != "help"), *EVERYWHERE]
    assert len({key.id for key in table}) == len(table)
    for key in table:
        assert key.word[0].isupper(), key.id
        assert key.help.endswith("."), key.id
        assert "[" not in key.help, key.id


def test_the_examples_in_the_docstrings_are_true() -> None:
    for module in (keys, key_settings):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed


# The screens.


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
@pytest.mark.parametrize("mode", ["guided", "live"])
def test_what_the_footer_should_show_is_seen(home: Path, size: tuple[int, int], mode: str) -> None:
    async def story(room: Room) -> None:
        await room.press("enter", "space")
        assert isinstance(room.app.screen, GroupScreen)
        for key in together(keys.GROUP, mode):
            # Space has paused the group in live play, so the same key resumes it.
            word = "Resume" if key.id == "group.pause" else key.word
            shown = f"{keys.sign(key.names[0])} {word}"
            assert (shown in footer(room)) == key.in_footer(mode), shown

    live(home, story, play_options=PlayOptions(mode, "now", 1), size=size)  # type: ignore[arg-type]


def test_a_key_of_the_other_mode_is_neither_there_nor_told(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        screen = room.app.screen
        assert isinstance(screen, GroupScreen)
        assert "o" not in screen.active_bindings
        await room.press("f1")
        assert "Write your own words" not in room.seen()

    live(home, story, size=(100, 60), play_options=PlayOptions("live", "now", 1))


def test_help_says_what_is_focused_and_every_key(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.app.screen.mount(Input(id="field"))
        await room.press("question_mark")
        assert "You are on a page:" in room.seen()
        for key in (*keys.BRIEFING, *EVERYWHERE):
            assert f"{key.signs} " in room.seen()
            assert key.help[:40] in room.seen()
        await room.press("escape")
        room.app.screen.query_one("#field").focus()
        await room.press("f1")
        assert "You are typing:" in room.seen()

    live(home, story, size=(100, 40))


def test_the_search_field_has_help_of_its_own(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.app.screen.mount(SearchField())
        room.app.screen.query_one(SearchField).focus()
        await room.press("f1")
        assert "You are typing words to find." in room.seen()
        assert "letters go into the field" not in room.seen()

    live(home, story)


# Other keys.

MINE = "keys: {briefing.mode: x, briefing.begin: 'ctrl+b, g', help: h}\n"


def test_a_key_of_ones_own_works_and_the_usual_one_no_longer_does(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "Guided:" in room.seen()
        await room.press("m")
        assert "Guided:" in room.seen()
        await room.press("x")
        assert "Live:" in room.seen()
        await room.press("enter")
        assert isinstance(room.app.screen, BriefingScreen)
        await room.press("ctrl+b")
        assert isinstance(room.app.screen, GroupScreen)

    live(home, story, MINE)


def test_footer_help_palette_and_hints_show_ones_own_keys(home: Path) -> None:
    async def story(room: Room) -> None:
        assert footer(room).split()[:4] == ["ctrl+b", "Begin", "x", "Mode"]
        assert "Press Ctrl+b to begin." in room.seen()
        await room.press("h")
        assert "ctrl+b, g  Begin a new session." in room.seen()
        await room.press("escape", "ctrl+p")
        await room.until("Begin  ctrl+b, g")

    live(home, story, MINE)


def test_a_letter_in_the_place_of_enter_is_still_typed_into_a_field(home: Path) -> None:
    async def story(room: Room) -> None:
        field = Input()
        await room.app.screen.mount(field)
        field.focus()
        await room.press("g", "x", "h", "q")
        assert field.value == "gxhq"
        assert isinstance(room.app.screen, BriefingScreen)

    live(home, story, MINE)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_letter_of_the_table_is_taken_from_a_field(screen: str) -> None:
    for key in (*SCREENS[screen], *EVERYWHERE):
        for binding in key.bindings("live"):
            assert not (binding.priority and keys.types(binding.key)), binding.key


def test_lines_can_be_taken_with_other_keys_than_figures() -> None:
    (choose,) = (
        key for key in mapped(keys.GROUP, {"group.choose": "a,s,d"}) if key.id == "group.choose"
    )
    assert [(binding.key, binding.action) for binding in choose.bindings("")] == [
        ("a", "number(1)"),
        ("s", "number(2)"),
        ("d", "number(3)"),
    ]
    assert choose.signs == "a, s, d"


def test_keys_can_change_places() -> None:
    found = key_settings.checked(understood(b"keys: {group.speak: w, group.wait: i}\n"))
    assert found.keys == {"group.speak": "w", "group.wait": "i"}
    assert found.slips == ()


@pytest.mark.parametrize(("old", "new"), key_settings.RENAMED.items())
def test_the_ids_of_earlier_versions_still_work(old: str, new: str) -> None:
    found = key_settings.checked(understood(f"keys: {{{old}: f5}}\n".encode()))
    assert found.keys == {new: "f5"}
    assert found.slips == ()


def test_an_old_id_beside_its_new_one_is_reported_and_the_new_one_counts() -> None:
    found = key_settings.checked(understood(b"keys: {group.go_on: f5, group.continue: f6}\n"))
    assert found.keys == {"group.continue": "f6"}
    (slip,) = found.slips
    assert slip.sentence == (
        "'group.go_on' is now called 'group.continue', which has keys of its own here."
    )
    assert slip.column == 8


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        ("{group.shout: s}", "There is no action 'group.shout'; docs/keys.md lists them all."),
        (
            "{group.speak: shout}",
            "'shout' is not a key; write a letter, a name such as space or f2, or ctrl+s.",
        ),
        (
            "{group.speak: 's,'}",
            "'' is not a key; write a letter, a name such as space or f2, or ctrl+s.",
        ),
        (
            "{group.speak: {a: b}}",
            "'' is not a key; write a letter, a name such as space or f2, or ctrl+s.",
        ),
        ("{group.speak: tab}", "tab is the same on every screen and cannot be changed."),
        ("{group.speak: w}", "On 'The group at work', w is already group.wait (Wait)."),
        ("{group.speak: '3'}", "On 'The group at work', 3 is already group.choose (Choose)."),
        ("{help: f}", "On 'Library', f is already library.filter (Filter)."),
        (
            "{group.speak: ctrl+p}",
            "On 'The group at work', ctrl+p is already room.palette (Commands).",
        ),
        (
            "{group.speak: S, group.wait: shift+s}",
            "On 'The group at work', S is already group.speak (Speak).",
        ),
    ],
)
def test_a_key_that_cannot_be_had_is_told(mine: str, sentence: str) -> None:
    assert told(f"keys: {mine}\n") == [sentence]


def test_a_slip_in_the_settings_is_said_when_the_program_starts(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "config.yaml:2:3: There is no action" in room.seen()
        assert "There is 1 more." in room.seen()

    live(home, story, "keys:\n  group.shout: s\n  group.speak: w\n", size=(160, 40))


def test_the_doctor_names_the_settings_and_says_what_is_wrong_with_them(home: Path) -> None:
    assert ("settings", f"{home / 'config.yaml'} (none; using defaults)") in report(
        workspace_at(home)
    )
    (home / "config.yaml").write_text("keys:\n  group.shout: s\npace: 1\n", "utf-8")
    assert ("settings", f"{home / 'config.yaml'} (in use)") in report(workspace_at(home))
    assert [value[:16] for name, value in report(workspace_at(home)) if name == ""] == [
        "config.yaml:2:3:",
        "config.yaml:3:1:",
    ]


IDS = [key.id for _, key in ACTIONS]
PRESSED = [
    "s",
    "i",
    "w",
    "q",
    "/",
    "space",
    "enter",
    "escape",
    "ctrl+p",
    "ctrl+q",
    "f1",
    "5",
    "S",
    "shift+s",
    "up",
    "nothing",
    "",
]


@given(
    some.dictionaries(
        some.sampled_from(IDS), some.lists(some.sampled_from(PRESSED), max_size=3).map(",".join)
    )
)
def test_whatever_keys_are_asked_for_no_key_means_two_things(asked: dict[str, str]) -> None:
    written = "keys:\n" + "".join(f"  {name}: '{pressed}'\n" for name, pressed in asked.items())
    found = key_settings.checked(understood(written.encode()))
    assert found.keys.keys() <= asked.keys()
    assert len(found.keys) + len(found.slips) == len(asked)
    for table, mode in ((table, mode) for table in SCREENS.values() for mode in MODES):
        assert twice(mapped((*table, *EVERYWHERE), found.keys), mode) == set()
