"""Help: how a session works, what the keys do, and where what you do is saved."""

from typing import Final

from simulator.library.files import shown
from simulator.library.workspace import NoFolder
from simulator.messages import say
from simulator.web.pages.http import Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

KEYS: Final = ("number", "speak", "wait", "space", "back", "pause")
"""The keys of a session, by the ends of their messages' ids; ``room.js`` has what they do."""


def show(room: Room, request: Request) -> Response:
    """Return the help."""
    return page(
        room,
        "help.html.j2",
        say("web_help.title"),
        at="help",
        keys=[(say(f"web_help.key_{key}"), say(f"web_help.does_{key}")) for key in KEYS],
        folder=_folder(room),
    )


def _folder(room: Room) -> str:
    """Return the folder of the learner's data; empty if there is none that one could open."""
    if not room.on_this_machine:
        return ""
    try:
        return shown(room.workspace.data)
    except NoFolder:
        return ""
