"""Draw pictures of the real app for the docs: ``python -m tests.pictures FOLDER [NAME ...]``."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.practice.play_options import PlayOptions
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from simulator.tui.group import GroupScreen
from tests.patience import rounds
from tests.plays import acts_of, flagship, play_to_the_end, skip_reaction
from tests.plays import begin as begin_play
from tests.recording import recorded
from tests.tui.screens import Room, in_room
from tests.workspaces import warmed


async def begin(room: Room) -> None:
    """Sit down in the group and listen to its first halt."""
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    for _ in rounds(lambda: screen.session.pause.asks, "a decision"):
        screen.action_wait()
    await room.pilot.pause()


async def first_screen(room: Room) -> None:
    """What was asked for is the first screen: the briefing of a scenario that was named, or the
    library.
    """
    await room.at_rest()  # until the scroll bar knows how much there is


async def at_work(room: Room) -> None:
    """The group at work, the presenter's chair moved back."""
    await begin(room)
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    for _ in rounds(lambda: screen.session.view().phase == "group-work", "the group at work"):
        screen.action_wait()
    for _ in range(4):
        screen.action_wait()
    await room.press("space")  # as it is seen at a pace; nothing comes while it is drawn
    screen.hold()
    await room.at_rest()


async def words(room: Room) -> None:
    """The second question."""
    await begin(room)
    await room.press("i")


async def live(room: Room) -> None:
    """The lines after the leader has begun to speak, in a group that takes no turn by itself."""
    await room.press("enter", "space")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    # On a slow machine some have come before the pause.
    for _ in rounds(lambda: screen.session.view().turns >= 7, "seven turns"):
        screen.next_turn()
    await room.press("i")
    await room.at_rest()


async def debrief(room: Room) -> None:
    """A play in which the first line on offer was always taken, looked back on."""
    await begin(room)
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    for _ in rounds(lambda: screen.session.ended, "the end of the play"):
        screen.saved.act(acts_of(screen.saved, speak=True))
    room.app.look_back(screen.saved)
    await room.pilot.pause()
    await room.skip_reaction()
    await room.until("The lesson")
    await room.at_rest()  # until the scroll bar knows the whole page


@dataclass(frozen=True)
class Shown:
    """A story, and the window it is drawn in; without ``named`` it begins in the library.

    With ``again`` the scenario was finished once before.
    """

    story: Callable[[Room], Awaitable[None]]
    size: tuple[int, int] = (80, 24)
    named: bool = True
    mode: Mode = "guided"
    again: bool = False


STORIES = {
    "library": Shown(first_screen, named=False),
    "library-wide": Shown(first_screen, (120, 40), named=False),
    "briefing": Shown(first_screen),
    "circle-small": Shown(at_work, (60, 20)),
    "circle": Shown(at_work),
    "circle-wide": Shown(at_work, (120, 40)),
    "circle-widest": Shown(at_work, (200, 60), again=True),
    "words": Shown(words),
    "live": Shown(live, mode="live"),
    "debrief": Shown(debrief),
    "debrief-wide": Shown(debrief, (120, 40)),
}
THEMES = {"": "balint-dark", "-light": "balint-light"}
"""The themes by the end of a picture's name."""

PICTURES = {
    f"{name}{end}": (shown, theme)
    for name, shown in STORIES.items()
    for end, theme in THEMES.items()
}
RECORDING = "session"
"""The name of the recording, which is kept beside the pictures."""


def draw(name: str) -> str:
    """Draw one picture as SVG."""
    (picture, theme), drawn = PICTURES[name], []

    async def story(room: Room) -> None:
        room.app.theme = theme
        await picture.story(room)
        shown = room.app.export_screenshot(title="Balint leader simulator")
        drawn.append(
            re.sub(r"@font-face \{.*?\}\s*", "", shown, flags=re.DOTALL)
        )  # fonts would be fetched from afar

    with tempfile.TemporaryDirectory() as home:
        os.environ.pop("NO_COLOR", None)
        warmed(Path(home))  # so that the library knows its chance lines at once
        if picture.again:
            _finish_one(Path(home))
        loaded = flagship() if picture.named else None
        asyncio.run(
            in_room(
                Path(home),
                story,
                loaded=loaded,
                play_options=PlayOptions(picture.mode, seed=1),
                size=picture.size,
            )
        )
    return drawn[0]


def _finish_one(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    saved = begin_play(store, flagship(), PlayOptions(seed=1))
    play_to_the_end(saved)
    skip_reaction(saved)
    store.close()


def main(folder: Path, *names: str) -> None:
    """Draw these pictures into ``folder``; without names, all of them and the recording."""
    for name in names or (*PICTURES, RECORDING):
        drawn = recorded() if name == RECORDING else draw(name)
        (folder / f"{name}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
