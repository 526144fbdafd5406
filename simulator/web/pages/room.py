"""The room that pages show: the library, one learner's plays and settings, and how links look."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TypeVar
from urllib.parse import quote, urlencode

from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.drills import Drill
from simulator.practice.plays import go_on
from simulator.practice.saved_play import SavedPlay
from simulator.practice.settings import SettingsText
from simulator.store.play_store import Play, PlayStore
from simulator.web.pages.drafts import Drafts, MemoryDrafts
from simulator.web.pages.http import NotHere, Response

MOST_OPEN = 32
"""The most plays and drills kept in memory; others are replayed when they are asked for."""


def from_the_root(path: str, query: str) -> str:
    """Return the address of a page on a server whose root is the room."""
    return quote(path) + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page, as HTML: links of the head, top and bottom."""

    links: str
    top: str
    bottom: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A page that was made of a play, and what it depends on (``ready.py``)."""

    response: Response
    made_of: object
    saved: SavedPlay


@dataclass
class Room:
    """What every page gets beside its request.

    ``token`` is a secret that every form sends back, so that a host can tell its own forms from
    those of other sites (empty: the host needs none). ``address`` makes the address of a page from
    its path and query, and ``static`` the one of a file of ``web/static``. ``packaged`` is whether
    the room runs in the browser itself, and ``reports`` whether it then reports to a course that
    opens it. ``start_anew`` returns an empty store, after all files were
    deleted (None: this host cannot delete everything). ``home`` is the address of the page above
    the room, if the room is one of many on a server; then ``own_settings`` has the settings, and
    ``drafts`` are saved, too.

    A host answers one request at a time for each room: it holds ``lock`` meanwhile.
    """

    workspace: Workspace
    store: PlayStore
    token: str = ""
    address: Callable[[str, str], str] = from_the_root
    static: str = "/static/"
    packaged: bool = False
    reports: bool = False
    start_anew: Callable[[], PlayStore] | None = None
    home: str = ""
    own_settings: SettingsText | None = None
    lock: RLock = field(default_factory=RLock)
    open_plays: "OrderedDict[str, SavedPlay]" = field(default_factory=OrderedDict)
    heard: "OrderedDict[str, object]" = field(default_factory=OrderedDict)
    ready: dict[object, Ready] = field(default_factory=dict)
    frames: dict[tuple[str, str, bool], Frame] = field(default_factory=dict)
    drills: "OrderedDict[str, Drill]" = field(default_factory=OrderedDict)
    drafts: Drafts = field(default_factory=MemoryDrafts)

    @property
    def on_this_machine(self) -> bool:
        """Whether the learner's data are files on the machine that serves the room."""
        return not self.packaged and not self.home

    @property
    def settings_place(self) -> Path | SettingsText:
        """Where the settings are saved; raises NoFolder."""
        return self.own_settings or self.workspace.settings_file

    def url(self, path: str, **query: object) -> str:
        """Return the address of a page; parameters that are empty are left out."""
        # 0 equals False, so it is left out, too. Whoever reads a number takes a missing one for 0.
        wanted = {name: value for name, value in query.items() if value not in ("", None, False)}
        return self.address(path, urlencode(wanted))

    def play(self, number: str) -> Play:
        """Return the play with this number; raise NotHere."""
        found = self.store.numbered(int(number)) if _is_number(number) else None
        if found is None:
            raise NotHere(say("web.no_play", number=number))
        return found

    def open(self, number: str) -> SavedPlay:
        """Return the play with this number, replayed as far as it is saved; raise NotHere.

        It is kept for the next request. Another program may have continued it meanwhile: then it is
        replayed again. Raise StoreProblem if it cannot be read.
        """
        play = self.play(number)
        kept = self.open_plays.pop(play.id, None)
        if kept is None or not self._is_current(kept, play):
            kept = go_on(self.workspace, self.store, play)
        keep(self.open_plays, play.id, kept)
        return kept

    def _is_current(self, kept: SavedPlay, play: Play) -> bool:
        if kept.play.id != play.id or kept.play.replaced_by != play.replaced_by:
            return False
        # The acts of a continuation are not in the store yet.
        if kept.continuation is None and kept.revision != self.store.revision(play.id):
            return False
        # A skipped question that could not be saved is only remembered here.
        words = self.store.own_words(play.id)
        return all(kept.said_own.get(key) == text for key, text in words.items())

    def forget(self) -> None:
        """Forget what is kept of plays, after the store was changed as a whole."""
        self.open_plays.clear()
        self.heard.clear()
        self.ready.clear()
        self.drills.clear()
        self.drafts.clear()


T = TypeVar("T")


def keep(kept: "OrderedDict[str, T]", key: str, value: T) -> None:
    """Keep a value as the latest, and drop the oldest ones."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST_OPEN:
        kept.popitem(last=False)


def _is_number(text: str) -> bool:
    # 9 digits fit into an integer of every database.
    return text.isascii() and text.isdecimal() and len(text) <= 9
