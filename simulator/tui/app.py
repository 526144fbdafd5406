"""The Textual app: it opens the screens, and holds what they share."""

import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import App
from textual.command import Provider
from textual.driver import Driver
from textual.events import Event, Key, MouseDown
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed

from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice import settings
from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import SettingName, SettingValue, Slip
from simulator.scenario.text import clean_text
from simulator.store.play_store import PlayStore, StoreProblem
from simulator.tui.ascii_only import AsciiOnly, writes_unicode
from simulator.tui.key_settings import checked
from simulator.tui.keys import EVERYWHERE, bindings, mapped
from simulator.tui.presses import SETTLE, Presses
from simulator.tui.screens import RoomScreen
from simulator.tui.take_keys import take_keys
from simulator.tui.themes import ALL, DARK, MARK, STRONG_MARK, THEMES

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from simulator.practice.home import Entry
    from simulator.practice.open_play import NewPlay
    from simulator.practice.programmes import Part
    from simulator.practice.saved_play import SavedPlay


def _palette_commands() -> type[Provider]:
    """Return the provider of the palette's commands, imported when the palette first opens."""
    from simulator.tui.commands import RoomCommands

    return RoomCommands


class BalintApp(App[None]):
    """The application: workspace, store, settings and key presses, shared by all screens."""

    has_library = True
    CSS_PATH = "room.tcss"
    BINDINGS = bindings(EVERYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette_commands}

    def __init__(
        self,
        workspace: Workspace,
        store: PlayStore,
        play_options: PlayOptions,
        first: Screen[None] | None = None,
    ) -> None:
        """Create the app; ``first`` is a screen to open before the library."""
        super().__init__()
        self.title = say("app.title")
        self.workspace = workspace
        self.store = store
        self.play_options = play_options
        self.settings = settings.load(workspace.settings_file)
        self.checked = checked(self.settings)
        self._first = first
        # The play that was led or reviewed last: the terminal says how to continue it.
        self.last: SavedPlay | None = None
        self.presses = Presses()
        # Tests set it to 0, so that they need not wait.
        self.settle = SETTLE

    @property
    def keys(self) -> Mapping[str, str]:
        """The learner's own keys, by action id."""
        return self.checked.keys

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver, replaced by our own if it reads bytes from the terminal.

        Our own checks the input before Textual's parser gets it (``terminal_input``).
        """
        driver = super().get_driver_class()
        if sys.platform == "win32":
            return driver
        from textual.drivers.linux_driver import LinuxDriver

        from simulator.tui.terminal import RoomDriver

        # The drivers of tests and of ``textual serve`` read no terminal.
        return RoomDriver if driver is LinuxDriver else driver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and one that draws in ASCII if the terminal needs it."""
        filters = super().get_line_filters()
        return filters if writes_unicode() else [*filters, AsciiOnly()]

    async def on_event(self, event: Event) -> None:
        """Record key presses and clicks before their actions run."""
        # A forwarded key has come back from the focused widget, which did not handle it.
        if isinstance(event, Key) and event.is_forwarded:
            # Its time is that of its arrival: on a busy machine keys wait in a queue.
            self.presses.press(event.key, event.time)
        elif isinstance(event, MouseDown):
            self.presses.click()
        await super().on_event(event)

    def on_mount(self) -> None:
        """Set theme and keys, open the first screen, and report problems in the settings."""
        for theme in ALL:
            self.register_theme(theme)
        # Textual refuses the name of a theme that is not registered yet.
        self.theme = self.checked.theme
        # Before any screen opens: its footer and its help show these keys.
        take_keys(self, mapped(EVERYWHERE, self.keys))
        self.push_screen(self.first_screen())
        if self.checked.slips:
            # After the first layout, when the screen has a place for it.
            self.call_after_refresh(self._say, _problems(self.checked.slips), timeout=15)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the default text style of the selected line, ``$mark-style`` in the style sheet.

        With few colours its background can hardly be seen, so it is underlined too.
        """
        few_colours = self.no_color or (
            # The console of a test has no colours at all.
            not self.is_headless and self.console.color_system != "truecolor"
        )
        return {"mark-style": STRONG_MARK if few_colours else MARK}

    def first_screen(self) -> Screen[None]:
        """Return the screen to open at start: the requested one, or the library.

        Below a requested one the library is opened when the learner first goes there: two screens
        take twice as long to show as one.
        """
        return self._first if self._first is not None else _library()

    # Where a screen can go. The other screens and the engine are imported when one is first
    # opened, so that the library, which most learners see first, appears sooner.

    def welcome(self) -> None:
        """Open the welcome, which is the first screen of a first start."""
        from simulator.tui.welcome import welcome_screen

        self._open(welcome_screen(self.workspace))

    def brief(self, path: Path) -> None:
        """Open the briefing of the scenario in this file, or report why it cannot be played."""
        from simulator.practice.open_play import new_play

        self._brief(lambda: new_play(self.workspace, path, self.play_options))

    def follow(self, part: "Part") -> None:
        """Open the briefing of this part of a programme, or report why it cannot be played."""
        from simulator.practice.open_play import new_part

        self._brief(lambda: new_part(self.workspace, part, self.play_options))

    def _brief(self, requested: Callable[[], "NewPlay"]) -> None:
        from simulator.practice.programmes import NotPlayable
        from simulator.tui.briefing import BriefingScreen

        try:
            new = requested()
        except NotPlayable as why:
            self._say(str(why), severity="error")
        else:
            self._open(BriefingScreen(new))

    def lead(self, saved: "SavedPlay") -> None:
        """Open a play to lead it, from its current state on."""
        from simulator.tui.group import GroupScreen

        self.last = saved
        self._open(GroupScreen(saved))

    def branch(
        self, saved: "SavedPlay", at: str = "", costs: Mapping[str, float] | None = None
    ) -> None:
        """Ask for an earlier moment of a play, and lead a new attempt from there."""
        from simulator.practice.branches import behind
        from simulator.practice.plays import branch
        from simulator.tui.branch import BranchScreen

        def begin(moment: str | None) -> None:
            if moment is None:
                return
            try:
                self.lead(branch(saved.store, saved, moment))
            except StoreProblem as problem:
                self._say(str(problem), severity="error")

        # Textual 8.2 calls ``begin`` after the dialogue has left the stack, so ``lead`` replaces
        # the screen below it.
        self.push_screen(BranchScreen(behind(saved, costs), at), begin)

    def look_back(self, saved: "SavedPlay") -> None:
        """Open the debrief of a finished play, after the questions that come before it."""
        from simulator.practice.reaction import questions_left
        from simulator.tui.debrief import DebriefScreen
        from simulator.tui.reaction import ReactionScreen

        self.last = saved
        if questions_left(saved):
            self._open(ReactionScreen(saved))
        else:
            self._open(DebriefScreen(self.workspace, saved))

    def progress(self) -> None:
        """Open progress: all finished sessions together."""
        from simulator.tui.progress import ProgressScreen

        self._open(ProgressScreen())

    def open_entry(self, entry: "Entry") -> None:
        """Open an entry of the library from anywhere; what lies above the library is closed."""
        from simulator.practice.home import Played, Suggested, ToFollow
        from simulator.practice.plays import go_on, look_back

        try:
            opened = entry.opens if isinstance(entry, Suggested) else entry
            match opened:
                case None:
                    opens = self.drill
                case ToFollow():
                    opens = partial(self.follow, opened.part)
                case Played(play=play) if play.ended is None:
                    opens = partial(self.lead, go_on(self.workspace, self.store, play))
                case Played(play=play):
                    opens = partial(self.look_back, look_back(self.workspace, self.store, play))
                case _:
                    opens = partial(self.brief, Path(opened.card.path))
        except StoreProblem as lost:
            self._say(str(lost), severity="error")
            return
        # A dialogue may lie above the screen from which this was asked for.
        while not self._in_library:
            self.leave()
        opens()

    def drill(self, situation: str = "") -> None:
        """Open the drills that are due, or one drill of the situation with this id."""
        from simulator.tui.drill import DrillScreen

        self._open(DrillScreen(situation))

    def demonstrate(self, path: Path) -> None:
        """Open the demonstration of the scenario in this file, or report why there is none."""
        from simulator.practice.demonstration import NoDemonstration, demonstration_of
        from simulator.tui.watch import WatchScreen

        try:
            self.push_screen(WatchScreen(path, demonstration_of(self.workspace, path)))
        except NoDemonstration as why:
            self._say(str(why))

    def leave(self) -> None:
        """Close the current screen; open the library, or end the program, if none lies below."""
        below = self.screen_stack[1:-1]  # the first one is Textual's own, and empty
        if below:
            self.pop_screen()
        elif self.has_library and not self._in_library:
            self.switch_screen(_library())
        else:
            self.exit()

    def _open(self, screen: Screen[None]) -> None:
        """Show a screen instead of the current one, but above the library."""
        if self._in_library:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    @property
    def _in_library(self) -> bool:
        """Whether the current screen is the library."""
        return isinstance(self.screen, RoomScreen) and self.screen.is_library

    def choose_setting(self, name: SettingName, value: SettingValue) -> str:
        """Apply a setting and save it; return why it could not be saved, or ''."""
        changed: dict[str, Any] = {name: value}
        # First, so that it applies even if the settings cannot be written.
        self.settings = replace(self.settings, **changed)
        if name == "theme":
            self.show_theme("")
        elif name in ("mode", "feedback"):
            self.play_options = replace(self.play_options, **changed)
        problem = settings.save(self.workspace.settings_file, **changed)
        return say("app.setting_not_saved", problem=problem) if problem else ""

    def choose(self, name: SettingName, value: SettingValue) -> None:
        """Apply a setting and save it; report it if it could not be saved."""
        problem = self.choose_setting(name, value)
        if problem:
            self.report(problem)

    def report(self, text: str, *, saved: bool = False) -> None:
        """Show a short message: a problem, or that something was saved."""
        self._say(text, severity="information" if saved else "warning")

    def show_theme(self, name: str) -> None:
        """Show a theme without choosing it; an empty name shows the chosen one again."""
        chosen = self.settings.theme
        self.theme = name or (chosen if chosen in THEMES else DARK.name)

    def _say(
        self, text: str, severity: "SeverityLevel" = "warning", timeout: float | None = None
    ) -> None:
        """Show a message on the current screen if it has a place for it, or else as a toast.

        ``timeout`` is in seconds: Textual's 5 are too short for a sentence with a line number.
        """
        if isinstance(self.screen, RoomScreen) and self.screen.says_itself:
            self.screen.say(text, error=severity == "error")
            return
        self.clear_notifications()
        self.notify(clean_text(text), severity=severity, markup=False, timeout=timeout)

    def action_command_palette(self) -> None:
        """Open the command palette, unless it is open."""
        from simulator.tui.commands import Palette

        # Its key has priority, so it arrives here even while the palette is open.
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=say("palette.field")))

    def action_glossary(self) -> None:
        """Open the glossary, unless it is open."""
        from simulator.tui.glossary import GlossaryScreen

        # Not only the top one: help may lie above the glossary.
        if not any(isinstance(screen, GlossaryScreen) for screen in self.screen_stack):
            self.push_screen(GlossaryScreen(self.workspace.catalogue))

    def action_settings(self) -> None:
        """Open the settings, unless they are open."""
        from simulator.tui.settings_screen import SettingsScreen

        if not any(isinstance(screen, SettingsScreen) for screen in self.screen_stack):
            self.push_screen(SettingsScreen())

    def action_places(self) -> None:
        """Show a letter on each focusable part of the screen; the letter moves the focus there."""
        from simulator.tui.jump import JumpScreen, places

        if isinstance(self.screen, RoomScreen):
            self.push_screen(JumpScreen(places(self.screen)), self._jumped)

    def _jumped(self, place: Widget | None) -> None:
        if place is not None:
            place.focus()

    def action_help_quit(self) -> None:
        """Explain how to leave: Ctrl+C, which ends other programs, was pressed."""
        # Textual binds Ctrl+C to this action; its own message names the default key.
        (quits,) = (key.signs for key in mapped(EVERYWHERE, self.keys) if key.id == "room.quit")
        self._say(say("app.how_to_leave", keys=quits), severity="information")

    def after_an_error(self) -> str:
        """Return a sentence on what is saved when the program stops because of an error."""
        return say("app.error_saved")

    def _fatal_error(self) -> None:
        """Print a sentence about the error, then its traceback.

        Textual would print the values of all local variables, and with them the learner's own
        words. It has no public way to change that. It calls this method after it has stored the
        error.
        """
        # WorkerFailed wraps the error of a thread, and hides its traceback.
        error = (
            self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception
        )
        where = "".join(traceback.format_exception(error)) if error is not None else ""
        says = f"{say('app.error')} {self.after_an_error()}"
        # Rich would read markup in a ``str``.
        self.panic(Text(clean_text(f"{says}\n\n{where}".rstrip())))


def _problems(slips: tuple[Slip, ...]) -> str:
    """Return the first problem in the settings, and the command that lists them all."""
    others = len(slips) - 1
    if others:
        return say("settings.problems", problem=slips[0], count=others)
    return say("settings.problem", problem=slips[0])


def _library() -> Screen[None]:
    from simulator.tui.library import LibraryScreen

    return LibraryScreen()
