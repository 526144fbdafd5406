"""Record the real app for the README, as an animated SVG; ``tests.pictures`` writes it.

A group is led to its first choice, then the presenter's chair moves back, and the debrief opens.
"""

import asyncio
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.segment import Segment

from simulator.practice.play_options import PlayOptions
from simulator.tui.group import GroupScreen
from simulator.tui.themes import DARK
from tests.film import Colours, Frame, film
from tests.patience import rounds
from tests.plays import flagship, play_to_the_end
from tests.tui.screens import Room, in_room
from tests.workspaces import warmed

SIZE = (100, 34)
TITLE = "A session: the group talks, a decision comes, a line is said, and the debrief follows"


class Recording:
    """Frames of an app, and the number of the one that is shown without motion."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.frames: list[Frame] = []
        self.still = 0

    def take(self, seconds: float, caption: str = "") -> None:
        """Take a frame of the screen as the terminal would get it."""
        app, rows = self.room.app, []
        for strip in app.screen._compositor.render_strips():
            segments = list(strip)
            for line_filter in app.get_line_filters():
                segments = line_filter.apply(segments, app.screen.background_colors[1])
            rows.append(tuple(Segment.simplify(segments)))
        self.frames.append(Frame(tuple(rows), seconds, caption))


async def _story(room: Room, film_of: Recording) -> None:
    film_of.take(5, "The briefing: who is in the circle, and how long it lasts")
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    room.app.settings = replace(room.app.settings, pace=80)
    await _turns(room, screen, film_of, "Turns come at your reading pace")
    film_of.take(3, "It stops where you decide: speak or wait?")
    await room.press("1")
    film_of.still = len(film_of.frames)
    film_of.take(6, "Key 1: speak. These lines are available")
    await room.press("3")
    screen.hold()
    await room.pilot.pause()
    film_of.take(3, "Key 3: you say it")
    await room.press("y")
    screen.hold()
    await room.pilot.pause()
    film_of.take(5, "Key y: why, and what it earned")
    await _turns(room, screen, film_of, "The group answers")
    for _ in rounds(lambda: screen.session.view().phase == "group-work", "the group at work"):
        screen.action_wait()
    screen.hold()
    await room.pilot.pause()
    film_of.take(4, "Later: the presenter's chair moves back, and the group works")
    play_to_the_end(screen.saved)
    room.app.look_back(screen.saved)
    await room.at_rest()
    film_of.take(3, "Before any figure: what stays with you?")
    await room.skip_reaction()
    await room.until("The lesson")
    await room.at_rest()
    film_of.take(6, "The debrief opens with the lesson")


async def _turns(room: Room, screen: GroupScreen, film_of: Recording, caption: str) -> None:
    """Let the group talk until it asks, each turn a frame; no timer brings one meanwhile."""
    screen.runs = True
    for _ in rounds(lambda: screen.session.prompt.asks, "a decision"):
        screen.next_turn()
        screen.hold()
        screen.hinted()
        await room.pilot.pause()
        if not screen.session.prompt.asks:
            film_of.take(1.5, caption)


def recorded() -> str:
    """Record the story as an animated SVG."""
    made: list[str] = []

    async def story(room: Room) -> None:
        await room.at_rest()
        film_of = Recording(room)
        await _story(room, film_of)
        colours = Colours(DARK.foreground or "", DARK.background or "")
        made.append(film(film_of.frames, film_of.still, colours, TITLE))

    with tempfile.TemporaryDirectory() as home:
        os.environ.pop("NO_COLOR", None)
        warmed(Path(home))
        options = PlayOptions(seed=1)
        asyncio.run(in_room(Path(home), story, loaded=flagship(), play_options=options, size=SIZE))
    return made[0]
