"""The settings that are chosen from a list: their values in order, and how they are said.

The settings screen and the command palette both offer them. Keys are not among them: they are
written into the file by hand.
"""

from dataclasses import dataclass

from simulator.messages import say
from simulator.practice.settings import FASTEST, SLOWEST, SettingName, Settings, SettingValue
from simulator.render.pace import STEP
from simulator.tui.themes import DARK, THEMES


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the file, and its values in the order of the screen."""

    name: SettingName
    values: tuple[SettingValue, ...]

    @property
    def label(self) -> str:
        """The name of the setting, in words."""
        return say(f"settings.label_{self.name}")

    @property
    def about(self) -> str:
        """A sentence that says what the setting does."""
        return say(f"settings.about_{self.name}")

    def value(self, settings: Settings) -> SettingValue:
        """Return the value that applies now."""
        value: SettingValue = getattr(settings, self.name)
        # The file may name no theme, or one that does not exist.
        return DARK.name if self.name == "theme" and value not in THEMES else value

    def after(self, value: SettingValue, steps: int) -> SettingValue:
        """Return the value that is ``steps`` behind this one; the first follows the last."""
        if value in self.values:
            return self.values[(self.values.index(value) + steps) % len(self.values)]
        # A pace that was written by hand lies between two of the list.
        order = sorted((*self.values[1:], value), key=float)
        at = min(max(order.index(value) + steps, 0), len(order) - 1)
        return order[at]

    def in_words(self, value: SettingValue) -> str:
        """Return a value as the screen shows it."""
        if self.name == "theme":
            return str(value).removeprefix("balint-")
        if self.name == "pace" and value != "step":
            return say("meeting.pace", count=value).rstrip(".")
        return say(f"settings.value_{self.name}_{str(value).lower()}")


SETTINGS = (
    Setting("theme", tuple(THEMES)),
    Setting("pace", ("step", *range(SLOWEST, FASTEST + 1, STEP))),
    Setting("mode", ("guided", "live")),
    Setting("feedback", ("now", "end")),
    Setting("plain", (False, True)),
)
