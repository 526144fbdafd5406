"""The command palette: every action of the screen with its keys, the settings, and the library.

The actions are generated from the table of keys (``simulator/tui/keys.py``), the rest is in
``simulator/tui/palette_entries.py``.
"""

from collections.abc import Callable
from functools import partial

from textual import on
from textual.command import Command as PaletteRow
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.widgets import Input, OptionList

from simulator.tui.keys import EVERYWHERE, Key, mapped
from simulator.tui.palette_entries import Command, library, settings
from simulator.tui.room import room_of
from simulator.tui.screens import RoomScreen


class RoomCommands(Provider):
    """Provides all commands of the screen below the palette."""

    async def startup(self) -> None:
        """Read the library once, when the palette opens."""
        room = room_of(self.screen)
        self._library = list(library(room)) if room.has_library else []

    async def discover(self) -> Hits:
        """Yield the commands that are listed as long as nothing is typed."""
        for command in self._commands():
            if command.listed:
                yield DiscoveryHit(command.shown, command, text=command.words)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose name matches the query fuzzily, or whose sentence contains it.

        Matches in a name rank above matches in a sentence.
        """
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.words)
            if score == 0 and query.casefold() in command.about.casefold():
                score = 0.001  # below every match in a name
            if score > 0:
                yield Hit(score, command.shown, command, text=command.words)

    def _commands(self) -> list[Command]:
        room = room_of(self.screen)
        here = self.screen.keys if isinstance(self.screen, RoomScreen) else ()
        # The palette need not offer to open itself.
        everywhere = tuple(key for key in mapped(EVERYWHERE, room.keys) if key.id != "room.palette")
        commands = [
            # ``self.screen`` is the screen below the palette; an action is run where it is defined.
            _command(key, partial(self.screen.run_action, key.action))
            for key in here
            if key.action != "number"  # it needs to know which number was pressed
        ]
        commands += [_command(key, partial(self.app.run_action, key.action)) for key in everywhere]
        return [*commands, *settings(room), *self._library]


def _command(key: Key, run: Callable[[], object]) -> Command:
    return Command(key.word, key.signs, key.help, run)


class Palette(CommandPalette):
    """Textual's palette without a blinking cursor and without the magnifying glass.

    Terminals do not agree on the width of that character. A theme is shown while its command is
    highlighted, and is chosen by Enter only.
    """

    DEFAULT_CSS = """
    Palette CommandList > .option-list--option {
        text-style: none;
    }
    Palette CommandList > .option-list--option-highlighted {
        background: $panel;
        color: $foreground;
        text-style: $mark-style;
    }
    Palette SearchIcon {
        color: $accent;
    }
    """

    def on_mount(self) -> None:
        """Replace the magnifying glass by ``>``, and stop the cursor from blinking."""
        self.query_one(SearchIcon).icon = ">"
        # A blinking cursor draws twice a second, also over a slow connection.
        self.query_one(Input).cursor_blink = False

    @on(OptionList.OptionHighlighted)
    def _preview(self, event: OptionList.OptionHighlighted) -> None:
        row = event.option
        command = row.hit.command if isinstance(row, PaletteRow) else None
        room_of(self).show_theme(command.theme if isinstance(command, Command) else "")

    def on_unmount(self) -> None:
        """Show the chosen theme again."""
        room_of(self).show_theme("")
