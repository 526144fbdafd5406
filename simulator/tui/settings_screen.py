"""The settings screen: each setting with its value and what it does.

A change applies and is saved at once. What is wrong in the file, and why a change could not be
saved, is shown below the settings.
"""

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.messages import say
from simulator.practice.settings import load
from simulator.tui.key_settings import checked
from simulator.tui.keys import SETTINGS as KEYS
from simulator.tui.keys import bindings
from simulator.tui.listing import Item, Listing
from simulator.tui.screens import RoomScreen
from simulator.tui.setting_values import SETTINGS, Setting
from simulator.tui.text import content, lines

LABEL = 12
"""Columns of a label and the gap behind it."""


class SettingsScreen(RoomScreen):
    """All settings, to be changed with the arrow keys and Enter."""

    KEYS = KEYS
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    SettingsScreen #settings {
        height: 1fr;
    }
    SettingsScreen #settings-file {
        height: auto;
        max-height: 40%;
        padding: 0 1;
        border-top: solid $primary;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._unsaved = ""

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.settings")

    def inside(self) -> list[Widget]:
        """Return the heading, the settings, and the file in which they are saved."""
        return [
            Static(content((say("screens.settings"), "bold $accent")), id="heading"),
            Listing(id="settings"),
            Static(id="settings-file"),
        ]

    def on_mount(self) -> None:
        """Show the settings, with the first one selected."""
        self._listing.focus()
        self._show()

    def action_change(self, steps: int) -> None:
        """Change the selected setting to its next or previous value, and save it."""
        setting = next(one for one in SETTINGS if one.name == self._listing.marked)
        value = setting.after(setting.value(self.room.settings), steps)
        self._unsaved = self.room.choose_setting(setting.name, value)
        self._show()

    @on(Listing.Chosen)
    def _pressed(self) -> None:
        self.action_change(1)

    def action_back(self) -> None:
        """Go back to the previous screen."""
        self.room.leave()

    @property
    def _listing(self) -> Listing:
        return self.query_one("#settings", Listing)

    def _show(self) -> None:
        items = [self._item(setting) for setting in SETTINGS]
        self._listing.show(items, self._listing.marked)
        self.query_one("#settings-file", Static).update(self._file())

    def _item(self, setting: Setting) -> Item:
        value = setting.in_words(setting.value(self.room.settings))
        rows = [
            content((f"{setting.label:<{LABEL}}", "bold"), (f"< {value} >", "$accent")),
            content((setting.about, "$text-muted")),
        ]
        return Item(setting.name, len(rows), lambda _: rows)

    def _file(self) -> Content:
        """Return where the settings are saved, and what is wrong there."""
        file = self.room.workspace.settings_file
        keys = say("settings.own_keys", number=len(self.room.keys))
        rows = [content((f"{say('settings.saved_in', file=file)} {keys}", "$text-muted"))]
        if self._unsaved:
            rows.append(content((self._unsaved, "bold $text-error")))
        # Read again: a change may have replaced what was wrong.
        rows.extend(content((str(slip), "$text-error")) for slip in checked(load(file)).slips)
        return lines(*rows)
