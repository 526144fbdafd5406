"""The command palette: every action of the screen with its keys, and the colour themes.

It is generated from the table of keys (``simulator/tui/keys.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.content import Content
from textual.widgets import Input

from simulator.messages import say
from simulator.tui.keys import EVERYWHERE, Key, mapped
from simulator.tui.room import room_of
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content, lines
from simulator.tui.themes import THEMES


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its keys, a sentence on what it does, and the function to run."""

    words: str
    key: str
    about: str
    run: Callable[[], object]

    @property
    def shown(self) -> Content:
        """Two rows: the name with the keys, and the sentence."""
        return lines(
            content((self.words, "bold"), (f"  {self.key}", "$accent")),
            content((self.about, "$text-muted")),
        )


class RoomCommands(Provider):
    """Provides all commands of the screen below the palette."""

    async def discover(self) -> Hits:
        """Yield all commands, as long as nothing is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.shown, command.run, text=command.words)

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
                yield Hit(score, command.shown, command.run, text=command.words)

    def _commands(self) -> list[Command]:
        room = room_of(self.screen)
        here = self.screen.keys if isinstance(self.screen, RoomScreen) else ()
        # The palette need not offer to open itself.
        everywhere = tuple(key for key in mapped(EVERYWHERE, room.keys) if key.id != "room.palette")
        themes = [
            Command(
                say("app.theme", name=name.removeprefix("balint-")),
                "",
                say("app.theme_about"),
                partial(room.choose_theme, name),
            )
            for name in THEMES
        ]
        commands = [
            # ``self.screen`` is the screen below the palette; an action is run where it is defined.
            _command(key, partial(self.screen.run_action, key.action))
            for key in here
            if key.action != "number"  # it needs to know which number was pressed
        ]
        commands += [_command(key, partial(self.app.run_action, key.action)) for key in everywhere]
        return commands + themes


def _command(key: Key, run: Callable[[], object]) -> Command:
    return Command(key.word, key.signs, key.help, run)


class Palette(CommandPalette):
    """Textual's palette without a blinking cursor and without the magnifying glass.

    Terminals do not agree on the width of that character.
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
