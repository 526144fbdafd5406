"""Draw pictures of the real app for the docs: ``python -m tests.pictures FOLDER``."""

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
from simulator.tui.group import GroupScreen
from tests.plays import acts_of, flagship
from tests.tui.screens import Room, in_room
from tests.workspaces import warmed


async def begin(room: Room) -> None:
    """Sit down in the group and listen to its first halt."""
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    while not screen.session.pause.asks:
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
    while screen.session.view().phase != "group-work":
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
    while screen.session.view().turns < 7:  # on a slow machine some have come before the pause
        screen.next_turn()
    await room.press("i")
    await room.at_rest()


async def debrief(room: Room) -> None:
    """A play in which the first line on offer was always taken, looked back on."""
    await begin(room)
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    while not screen.session.ended:
        screen.saved.act(acts_of(screen.saved, speak=True))
    room.app.look_back(screen.saved)
    await room.pilot.pause()
    await room.skip_reaction()
    await room.until("The lesson")
    await room.at_rest()  # until the scroll bar knows the whole page


@dataclass(frozen=True)
class Picture:
    """A story, and the window and the colours it is drawn in; without ``named`` it begins in the
    library.
    """

    story: Callable[[Room], Awaitable[None]]
    size: tuple[int, int] = (80, 24)
    theme: str = "balint-dark"
    named: bool = True
    mode: Mode = "guided"


PICTURES = {
    "library": Picture(first_screen, named=False),
    "library-wide": Picture(first_screen, (120, 40), "balint-light", named=False),
    "briefing": Picture(first_screen),
    "circle": Picture(at_work),
    "circle-small": Picture(at_work, (60, 20)),
    "circle-wide": Picture(at_work, (120, 40), "balint-light"),
    "words": Picture(words),
    "live": Picture(live, mode="live"),
    "debrief": Picture(debrief),
}


def draw(name: str) -> str:
    """Draw one picture as SVG."""
    picture, drawn = PICTURES[name], []

    async def story(room: Room) -> None:
        room.app.theme = picture.theme
        await picture.story(room)
        shown = room.app.export_screenshot(title="Balint leader simulator")
        drawn.append(
            re.sub(r"@font-face \{.*?\}\s*", "", shown, flags=re.DOTALL)
        )  # fonts would be fetched from afar

    with tempfile.TemporaryDirectory() as home:
        os.environ.pop("NO_COLOR", None)
        warmed(Path(home))  # so that the library knows its chance lines at once
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


if __name__ == "__main__":
    for picture in PICTURES:
        (Path(sys.argv[1]) / f"{picture}.svg").write_text(draw(picture), "utf-8")
