"""The command palette: every action of the screen by its word and its key, and the themes; made from the table of keys."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.content import Content
from textual.widgets import Input

from simulator.tui.keys import EVERYWHERE, Key, mapped
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content, lines
from simulator.tui.themes import THEMES

if TYPE_CHECKING:
    from simulator.tui.app import BalintApp


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, its key, what it does in a sentence, and what runs it."""

    words: str
    key: str
    about: str
    run: Callable[[], object]

    @property
    def shown(self) -> Content:
        """Two rows: the words with the key, and the sentence."""
        return lines(
            content((self.words, "bold"), (f"  {self.key}", "$accent")),
            content((self.about, "$text-muted")),
        )


class RoomCommands(Provider):
    """All commands of the screen below the palette."""

    async def discover(self) -> Hits:
        """All of them, as long as nothing is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.shown, command.run, text=command.words)

    async def search(self, query: str) -> Hits:
        """Those whose words have these letters in this order, the best first; then those whose sentence has just these."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = (
                matcher.match(command.words)
                or float(query.casefold() in command.about.casefold()) / 1_000
            )
            if score > 0:
                yield Hit(score, command.shown, command.run, text=command.words)

    def _commands(self) -> list[Command]:
        room = cast("BalintApp", self.app)
        here = self.screen.keys if isinstance(self.screen, RoomScreen) else ()
        everywhere = tuple(
            key for key in mapped(EVERYWHERE, room.wishes.keys) if key.id != "room.palette"
        )
        themes = [
            Command(
                f"Colours: {name.removeprefix('balint-')}",
                "",
                "Take this theme, and remember it.",
                partial(room.choose_theme, name),
            )
            for name in THEMES
        ]
        return [
            *(
                _command(key, partial(self.screen.run_action, key.action))
                for key in here
                if key.action != "number"
            ),
            *(_command(key, partial(room.run_action, key.action)) for key in everywhere),
            *themes,
        ]


def _command(key: Key, run: Callable[[], object]) -> Command:
    return Command(key.word, key.signs, key.help, run)


class Palette(CommandPalette):
    """Textual's palette without the picture of a lens, which is not of the same width everywhere, and without blinking."""

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
        """Put a sign in the place of the picture."""
        self.query_one(SearchIcon).icon = ">"
        self.query_one(Input).cursor_blink = False
