"""Pictures of the real app for the docs: ``python -m tests.pictures FOLDER`` draws them, a test compares them."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from simulator.learner.manner import Manner
from simulator.tui.group import GroupScreen
from tests.rooms import flagship
from tests.tui.screens import Room, in_room


async def begin(room: Room) -> None:
    """Sit down in the group and listen to its first halt."""
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    while not screen.session.pause.asks:
        await room.press("enter")


async def briefing(room: Room) -> None:
    """The briefing is the first screen of a scenario that was named."""
    await room.pilot.pause()


async def words(room: Room) -> None:
    """The second question."""
    await begin(room)
    await room.press("i")


async def debrief(room: Room) -> None:
    """A play in which the first line on offer was always taken, looked back on."""
    await begin(room)
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    while not screen.session.ended:
        await room.press(*(("i", "1") if screen.session.pause.asks else ("enter",)))
    await room.press("enter")
    await room.until("of the best this scenario allows")
    await room.pilot.pause(0.5)  # until the scroll bar knows the whole page


PICTURES: dict[str, Callable[[Room], Awaitable[None]]] = {"briefing": briefing, "words": words, "debrief": debrief}


def draw(name: str) -> str:
    """Draw one picture as SVG."""
    drawn: list[str] = []

    async def story(room: Room) -> None:
        await PICTURES[name](room)
        picture = room.app.export_screenshot(title="Balint leader simulator")
        drawn.append(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL))  # fonts would be fetched from afar

    with tempfile.TemporaryDirectory() as home:
        os.environ["BALINT_SIM_HOME"] = home
        os.environ.pop("NO_COLOR", None)
        asyncio.run(in_room(Path(home), story, loaded=flagship(), manner=Manner(seed=1)))
    return drawn[0]


if __name__ == "__main__":
    for picture in PICTURES:
        (Path(sys.argv[1]) / f"{picture}.svg").write_text(draw(picture), "utf-8")
