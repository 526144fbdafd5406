"""Pages that were made before, as long as nothing that they depend on has changed.

A page of a play depends on its address, on what is saved, on the settings, on the language, and on
the session that the room keeps open. Each of them can be compared without waiting for anything, so
a server answers such a request at once. The first one after a change finds that, and makes the page
anew. A form is never answered from here, and after it every page is made anew.
"""

from simulator.messages import current_language
from simulator.practice.saved_play import SavedPlay
from simulator.practice.settings import Settings
from simulator.store.play_store import Version
from simulator.web.pages.begin import settings_of
from simulator.web.pages.http import Request, Response
from simulator.web.pages.room import Ready, Room

MOST_READY = 64
"""The most pages that are kept."""

MadeOf = tuple[Version | None, Settings, str]
"""The version of what is saved, the settings, and the language."""


def made_of(room: Room) -> MadeOf:
    """Return what a page depends on beside its address; taken before anything of it is read."""
    return room.store.version, settings_of(room), current_language()


def found(room: Room, request: Request) -> Response | None:
    """Return the page as it was made before, or None; does not wait for a lock or for the disk.

    Another thread may be making pages meanwhile.
    """
    if request.method != "GET":
        return None
    # Only looked up here: the thread that makes pages may change both dicts at any time.
    ready = room.ready.get(_address(request))
    if ready is None or room.open_plays.get(ready.saved.play.id) is not ready.saved:
        return None
    return ready.response if made_of(room) == ready.made_of else None


def kept(
    room: Room, request: Request, made: MadeOf, saved: SavedPlay, response: Response
) -> Response:
    """Keep the page of a play, and return it.

    Not if what it shows is not all saved: the turns after an edit of the scenario.
    """
    # Without a version of the store, nothing could tell later that the page is out of date.
    if made[0] is not None and saved.continuation is None:
        room.ready[_address(request)] = Ready(response, made, saved)
        while len(room.ready) > MOST_READY:
            room.ready.pop(next(iter(room.ready)))
    return response


def _address(request: Request) -> tuple[str, tuple[tuple[str, str], ...]]:
    return request.path, tuple(request.query.items())
