"""The practice rooms of a server: the same pages as on one's own machine, a room for each person.

A room holds nothing that is not in the database, except what makes the next page faster; so the
rooms that are kept are those that were used last.
"""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock
from urllib.parse import quote

from simulator.course.drafts import PersonDrafts
from simulator.course.own_settings import OwnSettings
from simulator.course.play_store import PersonStore
from simulator.web.course.site import Site, Visit
from simulator.web.pages.answer import answer
from simulator.web.pages.http import NotHere, Request, Response
from simulator.web.pages.room import Room

PREFIX = "/room"
"""The path of the room's first page."""

MOST_ROOMS = 200
"""The most rooms that are kept, each with some plays as they stand."""


@dataclass
class PracticeRooms:
    """The rooms that were used last, by person; the methods can be called from any thread."""

    site: Site
    _kept: "OrderedDict[str, Room]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, visit: Visit) -> Response:
        """Return what a person's own room answers; requests of one person come one by one."""
        room = self._room(visit.me.id)
        asked = visit.request
        path = asked.path.removeprefix(PREFIX) or "/"
        with room.lock:
            # With each request, as a person may use two browsers, whose tokens differ.
            room.token = visit.token
            return answer(room, Request(asked.method, path, asked.query, asked.form, asked.files))

    def may_share(self, visit: Visit) -> bool:
        """Return whether there may be something new to share after the request of a visit.

        That is if a form belongs to a session that is over, or to a drill.
        """
        parts = visit.request.path.split("/")
        if visit.request.method != "POST" or len(parts) < 4:
            return False
        _, _, kind, which, *_ = parts
        if kind != "plays":
            return kind == "drills"
        try:
            play = self._room(visit.me.id).play(which)
        except NotHere:
            return False
        return play.ended is not None

    def forget(self, person: str) -> None:
        """Forget the room of a person who has gone."""
        with self._lock:
            self._kept.pop(person, None)

    def _room(self, person: str) -> Room:
        with self._lock:
            # Put back at the end, which makes the first one the one to forget. It may be in use:
            # nothing is lost, because requests of one person come one by one (`served/course.py`).
            room = self._kept.pop(person, None) or self._new(person)
            self._kept[person] = room
            while len(self._kept) > MOST_ROOMS:
                self._kept.popitem(last=False)
        return room

    def _new(self, person: str) -> Room:
        site = self.site
        return Room(
            # The catalogue is loaded once for all rooms.
            replace(site.workspace, owner=person, loaded=site.workspace.catalogue),
            PersonStore(site.database, person),
            address=address,
            static=site.static,
            home="/",
            own_settings=OwnSettings(site.database, person),
            drafts=PersonDrafts(site.database, person),
        )


def is_room(path: str) -> bool:
    """Return whether a path is one of a practice room."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def address(path: str, query: str) -> str:
    """Return the address of a page of a room."""
    return quote(PREFIX + path) + (f"?{query}" if query else "")
