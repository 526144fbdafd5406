"""What the screens ask of the application: the store, the settings, and to go somewhere else.

A screen imports no other screen. It asks its room to open one, and ``app.py``, which knows them
all, does so. Dialogues are different: they return a result to the screen that opened them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from textual.message_pump import MessagePump
from textual.screen import ModalScreen

from simulator.library.workspace import Workspace
from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import SettingName, Settings, SettingValue
from simulator.store.play_store import PlayStore
from simulator.tui.keys import Key, mapped
from simulator.tui.presses import Patient
from simulator.tui.take_keys import take_keys

if TYPE_CHECKING:  # the engine is imported when a play is opened, so that the library opens sooner
    from simulator.practice.home import Entry
    from simulator.practice.programmes import Part
    from simulator.practice.saved_play import SavedPlay

Result = TypeVar("Result")


class Room(Patient, Protocol):
    """The application, as far as its screens know it.

    A screen that opens takes the place of the one that asked for it, unless that is the library,
    which stays below all others once it was opened. A demonstration always lies above the screen
    that asked for it.
    """

    workspace: Workspace
    store: PlayStore
    play_options: PlayOptions
    settings: Settings
    has_library: bool

    @property
    def keys(self) -> Mapping[str, str]:
        """The learner's own keys, by action id."""

    def welcome(self) -> None:
        """Open the welcome, which is the first screen of a first start."""

    def brief(self, path: Path) -> None:
        """Open the briefing of the scenario in this file, or report why it cannot be played."""

    def follow(self, part: "Part") -> None:
        """Open the briefing of this part of a programme, or report why it cannot be played."""

    def lead(self, saved: "SavedPlay") -> None:
        """Open a play to lead it, from its current state on."""

    def branch(
        self, saved: "SavedPlay", at: str = "", costs: Mapping[str, float] | None = None
    ) -> None:
        """Ask for an earlier moment of a play, and lead a new attempt from there.

        The moment ``at`` is selected at first, if it is one of them. ``costs`` has what the moments
        cost, by their ids, as far as it is known.
        """

    def look_back(self, saved: "SavedPlay") -> None:
        """Open the debrief of a finished play.

        The questions that come before it are asked first, unless they have been.
        """

    def progress(self) -> None:
        """Open progress: all finished sessions together."""

    def drill(self, situation: str = "") -> None:
        """Open the drills that are due, or one drill of the situation with this id."""

    def demonstrate(self, path: Path) -> None:
        """Open the demonstration of the scenario in this file, or report why there is none."""

    def leave(self) -> None:
        """Close the current screen and go back to the one below."""

    def choose_setting(self, name: SettingName, value: SettingValue) -> str:
        """Apply a setting and save it; return why it could not be saved, or ''."""

    def choose(self, name: SettingName, value: SettingValue) -> None:
        """Apply a setting and save it; report it if it could not be saved."""

    def report(self, text: str, *, saved: bool = False) -> None:
        """Show a short message: a problem, or that something was saved."""

    def open_entry(self, entry: "Entry") -> None:
        """Open an entry of the library from anywhere; what lies above the library is closed."""

    def show_theme(self, name: str) -> None:
        """Show a theme without choosing it; an empty name shows the chosen one again."""

    def action_glossary(self) -> None:
        """Open the glossary, unless it is open."""


def room_of(node: MessagePump) -> Room:
    """Return the room that a screen or a command provider belongs to."""
    # No ``isinstance``: ``app.py``, which has the class, imports every screen and so this module.
    return cast("Room", node.app)


class RoomModal(ModalScreen[Result]):
    """The base of all dialogues: it binds the learner's own keys to the actions of ``KEYS``."""

    KEYS: ClassVar[tuple[Key, ...]] = ()

    # Textual calls ``on_mount`` of every class in the MRO: no subclass has to call this one.
    def on_mount(self) -> None:
        """Bind the learner's own keys."""
        take_keys(self, mapped(self.KEYS, room_of(self).keys))
