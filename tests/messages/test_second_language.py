"""The whole program speaks another language: no message is made before it is shown.

Text that is not the program's own stays as it is: scenarios, the catalogue, the names of keys.
"""

import io
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import simulator
from simulator.messages import say
from simulator.plain.room import enter
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.render.glossary import parts
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from tests.messages.second_language import english_in, second_language, translated
from tests.plain.said import typed
from tests.plays import NOWHERE, flagship, written
from tests.reflections import FIRST, SCRIPT
from tests.tui.screens import Room, lived
from tests.workspaces import catalogue

SCENARIOS = Path(simulator.__file__).parents[1] / "scenarios"

Look = Callable[..., None]
"""Checks that the screen shows these words, translated, and nothing in English."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def outside() -> str:
    """Everything that scenarios, programmes and the catalogue say."""
    texts = [file.read_text("utf-8") for file in sorted(SCENARIOS.rglob("*.yaml"))]
    # On the screen an explanation follows the name that it explains.
    entries = [entry for part in parts(catalogue()) for entry in part.entries]
    texts += [f"{entry.name} {text}" for entry in entries for _, text in entry.paragraphs]
    return "\n".join(texts)


def test_a_message_in_the_second_language_keeps_its_placeholders() -> None:
    with second_language():
        assert say("meeting.continue", key="Enter") == "Ƥřèšš Enter ţò çòñţìñùè."
        assert say("app.copied", count=2) == "Çòƥìèď 2 ĺìñèš."
    assert say("app.copied", count=2) == "Copied 2 lines."


def test_english_is_found_in_what_is_shown() -> None:
    shown = "Nora: Good morning. | Press x to continue. The group is talking."
    assert "meeting.talking: The group is" in english_in(shown, "")
    assert english_in("Ţĥè ĝřòùƥ ìš ţàĺķìñĝ.", "") == []


@pytest.mark.slow
def test_the_full_screen_is_in_the_second_language(home: Path, outside: str) -> None:
    async def story(room: Room) -> None:
        def look(*words: str) -> None:
            seen = room.seen()
            assert [word for word in words if translated(word) not in seen] == [], seen
            assert english_in(seen, outside) == [], seen

        await _meeting(room, look)
        await _help_palette_and_glossary(room, look)
        await _debrief(room, look)
        await _library(room, look)

    with second_language():
        lived(home, story, loaded=flagship(), size=(120, 50))


async def _meeting(room: Room, look: Look) -> None:
    look("Content note", "Begin")
    await room.press("f1")
    look("You are on a page")
    await room.press("escape", "enter")
    look("Continue")
    await room.press_until(
        "enter", lambda: translated("Speak or wait?") in room.seen(), "a decision"
    )
    look("Wait: say nothing.")
    await room.press("1")
    look("What will you say?")


async def _help_palette_and_glossary(room: Room, look: Look) -> None:
    await room.press("f1")
    look("You are in a list")
    await room.press("escape", "ctrl+p")
    look("Type a few letters of a command")
    await room.press("escape", "f2")
    look("Glossary")
    await room.press("escape", "escape")


async def _debrief(room: Room, look: Look) -> None:
    await room.press_until(
        "w", lambda: translated("The meeting is over.") in room.seen(), "the end of the play"
    )
    await room.press("enter")
    look("What stays with you?")
    await room.press("escape")
    look("Which choice would you keep?")
    await room.press("f4")
    await room.until(translated("The lesson"))
    await room.press("o")
    look("Where to?")
    await room.press("escape", "slash", "q")
    look("matches")
    await room.press("escape")
    look("debrief")


async def _library(room: Room, look: Look) -> None:
    await room.press("escape")
    await room.at_rest()
    look("Balint leader simulator", "Quit")


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["guided", "live"])
def test_questions_to_oneself_are_in_the_second_language(home: Path, mode: Mode) -> None:
    async def story(room: Room) -> None:
        await room.press("enter", "space")
        await room.press_until("enter", lambda: FIRST in room.seen(), repr(FIRST))
        shown = room.seen()
        assert translated("saves your answer") in shown
        assert english_in(shown, SCRIPT) == []

    loaded = written(home / "on-stage", SCRIPT)
    with second_language():
        lived(home, story, loaded=loaded, play_options=PlayOptions(mode, seed=1))


def test_questions_to_oneself_in_plain_mode_are_in_the_second_language(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    target = io.StringIO()
    for options in (PlayOptions(seed=1), PlayOptions("live", seed=1)):
        new = NewPlay(written(home / "on-stage", SCRIPT), options)
        with second_language():
            enter(
                NOWHERE,
                store,
                new,
                options,
                io.StringIO("\nMine\n" + "\nw\n" * 20 + "x\na\n"),
                target,
            )
    store.close()
    for words in ("Your answer?", "To yourself", "Your answer:", "Before the debrief"):
        assert translated(words) in target.getvalue()
    assert english_in(target.getvalue(), f"{SCRIPT} Mine") == []


def test_plain_mode_is_in_the_second_language(home: Path, outside: str) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    with closing(store), second_language():
        lines = [
            "?",
            "f",
            "",
            "v",
            "9999",
            "1",
            "?",
            "m",
            "m",
            "",
            "?",
            "s",
            "r",
            "y",
            *(["1"] * 40),
        ]
        shown = typed(home, store, *lines)
    for words in ("You decide when to speak", "What will you say?", "The meeting is over."):
        assert translated(words) in re.sub(r"\s+", " ", shown)
    assert english_in(shown, outside) == []
