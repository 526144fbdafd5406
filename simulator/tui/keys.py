"""The table of all actions and their keys.

Bindings, footer, help, command palette and ``docs/keys.md`` are generated from it.

A learner may choose other keys (``simulator/tui/key_settings.py``); ``mapped`` returns the table
with those keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from textual.binding import Binding, BindingType
from textual.keys import format_key

from simulator.messages import say

if TYPE_CHECKING:
    from simulator.scenario.model import Mode

Footer = Literal["always", "guided", "live", "never"]
"""In which mode the footer shows an action; the help lists all of them."""

# Textual 8.2 shows arrows for these, which some fonts lack and terminals draw in different widths.
_SIGNS = {
    "enter": "enter",
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
    "backspace": "backspace",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One action of a screen.

    ``keys`` are Textual's key names, separated by commas; ``action`` is Textual's action. ``shown``
    replaces the list of keys if that would be long. ``mode`` is the only mode that has the action;
    empty for both. An action that works ``everywhere`` also works while a dialogue is open. Its
    texts are the messages of its id, or of ``said_as``. ``footer_sign`` replaces the key in the
    footer if another key does the same there.
    """

    id: str
    keys: str
    action: str
    footer: Footer = "always"
    shown: str = ""
    mode: "Mode | Literal['']" = ""
    everywhere: bool = False
    said_as: str = ""
    footer_sign: str = ""

    @property
    def word(self) -> str:
        """The label in the footer and the palette."""
        return say(f"action_words.{self.said_as or self.id}")

    @property
    def help(self) -> str:
        """A sentence that says what the action does."""
        return say(f"actions.{self.said_as or self.id}")

    @property
    def names(self) -> tuple[str, ...]:
        """Textual's names of the keys."""
        return tuple(self.keys.split(","))

    @property
    def signs(self) -> str:
        """All keys in readable form: ``esc, q``."""
        return self.shown or ", ".join(sign(name) for name in self.names)

    def in_footer(self, mode: str) -> bool:
        """Return True if the footer shows the action in this mode (empty outside play)."""
        return self.footer in ("always", mode)

    def bindings(self, mode: str) -> list[Binding]:
        """Return a binding for each key; only the first one appears in the footer."""
        # Textual's footer shows the first binding of an action.
        return [self._binding(i, name, self.in_footer(mode)) for i, name in enumerate(self.names)]

    def _binding(self, place: int, name: str, shown: bool) -> Binding:
        chooses = self.action == "number"
        return Binding(
            name,
            f"number({place + 1})" if chooses else self.action,
            self.word,
            show=shown and not chooses,
            id=self.id,
            tooltip=self.help,
            key_display=self.footer_sign or sign(name),
            # While a dialogue is open, only priority bindings reach the app. A key that types a
            # character has no priority, or it could not be typed into a field. Enter is never
            # bound everywhere: with priority it would overtake what was typed just before it.
            priority=self.everywhere and not types(name),
        )


_HELP = Key("help", "question_mark,f1", "help")

LIBRARY = (
    Key("library.open", "enter", "open"),
    Key("library.search", "slash", "search"),
    Key("library.filter", "f", "filter"),
    Key("library.clear", "x", "clear_filter", footer="never"),
    Key("library.watch", "d", "watch"),
    Key("library.drill", "t", "drill"),
    _HELP,
    Key("library.glossary", "g", "glossary", footer="never"),
    Key("library.progress", "p", "progress", footer="never"),
    Key("library.welcome", "a", "welcome", footer="never"),
    Key("library.quit", "q", "leave"),
)
WELCOME = (
    Key("welcome.begin", "enter", "begin"),
    _HELP,
    Key("welcome.library", "escape,l,q", "back"),
)
BRIEFING = (
    Key("briefing.begin", "enter", "begin"),
    Key("briefing.mode", "m", "mode"),
    Key("briefing.feedback", "f", "feedback"),
    Key("briefing.watch", "d", "watch"),
    _HELP,
    Key("briefing.back", "escape,q", "back"),
)
# What the footer shows between decisions; ``group_keys`` has what it shows at others.
GROUP = (
    Key("group.continue", "enter", "continue"),
    Key("group.speak", "i", "speak", footer="live"),
    Key("group.wait", "w", "wait", footer="never"),
    Key("group.own_words", "o", "own_words", footer="never", mode="guided"),
    Key("group.back", "escape", "back", footer="never"),
    Key("group.why", "y", "why", footer="never"),
    Key("group.branch", "b", "branch", footer="never"),
    # In guided play the hint above the footer names it, because 60 columns have no place for it.
    Key("group.pause", "space", "pause", footer="live"),
    # On most keyboards = is the + key without Shift.
    Key("group.faster", "plus,equals_sign", "faster", footer="live"),
    Key("group.slower", "minus", "slower", footer="never"),
    _HELP,
    Key("group.leave", "q", "leave"),
    Key("group.choose", "1,2,3,4,5,6,7,8,9", "number", footer="never", shown="1-9"),
    Key("group.find", "slash", "find", footer="never"),
    Key("group.older", "pageup", "older", footer="never"),
    Key("group.newer", "pagedown", "newer", footer="never"),
    Key("group.copy", "c", "copy_transcript", footer="never"),
)
_SPEAKING = {
    "group.continue": "group.say",
    "group.back": "group.let_go",
    "group.leave": "",
    "group.choose": "group.choose_line",
    "help": "",
    "group.older": "",
    "group.newer": "",
    "group.find": "",
    "group.copy": "",
}
"""The actions that exist while the leader has begun to speak, with the ids of their texts there.

The text is empty if it is the same. Nothing here lets the group continue.
"""


def while_speaking(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the actions of live play that exist while the leader has begun to speak."""
    return tuple(
        replace(key, said_as=_SPEAKING[key.id], footer=_footer_while_speaking(key))
        for key in keys
        if key.id in _SPEAKING
    )


def _footer_while_speaking(key: Key) -> Footer:
    return "always" if key.id == "group.back" else key.footer


REACTION = (
    Key("reaction.save", "enter", "save"),
    Key("reaction.choose", "1,2,3,4,5,6,7,8,9", "number", footer="never", shown="1-9"),
    Key("reaction.skip", "escape", "skip"),
    # No letters: two of the questions are answered in a field.
    Key("reaction.skip_all", "f4", "skip_all"),
    Key("reaction.back", "shift+tab", "previous"),
    _HELP,
)
DEBRIEF = (
    # Not Enter, which opens the debrief: who presses it again has not read anything yet.
    Key("debrief.follow", "l", "follow"),
    # ``debrief_keys`` shows these in the footer where they do something and have room.
    Key("debrief.open", "enter", "open", footer="never"),
    Key("debrief.next", "n", "jump(1)"),
    Key("debrief.previous", "p", "jump(-1)", footer="never"),
    Key("debrief.moment", "m", "moment", footer="never"),
    Key("debrief.branch", "b", "branch"),
    Key("debrief.drill", "t", "drill", footer="never"),
    Key("debrief.outline", "o", "outline"),
    Key("debrief.all", "a", "fold_all", footer="never"),
    Key("debrief.reasons", "y", "reasons", footer="never"),
    Key("debrief.find", "slash", "find", footer="never"),
    Key("debrief.save", "s", "save", footer="never"),
    Key("debrief.number", "1,2,3,4,5,6,7,8,9", "number", footer="never", shown="1-9"),
    Key("debrief.copy", "c", "copy_transcript", footer="never"),
    _HELP,
    Key("debrief.back", "escape,q", "back"),
)
# What it shows at first; ``drill_keys`` has what it shows then.
DRILL = (
    Key("drill.next", "enter", "continue"),
    Key("drill.speak", "i", "speak"),
    Key("drill.wait", "w", "wait"),
    Key("drill.own_words", "o", "own_words", footer="never"),
    Key("drill.back", "escape", "back", footer="never"),
    _HELP,
    Key("drill.leave", "q", "leave"),
    Key("drill.choose", "1,2,3,4,5,6,7,8,9", "number", footer="never", shown="1-9"),
    Key("drill.older", "pageup", "older", footer="never"),
    Key("drill.newer", "pagedown", "newer", footer="never"),
)
OUTLINE = (
    Key("outline.choose", "enter", "choose"),
    Key("outline.stay", "escape,o,q", "stay"),
)
PROGRESS = (
    Key("progress.next", "n", "jump(1)"),
    Key("progress.previous", "p", "jump(-1)", footer="never"),
    Key("progress.log", "l", "log"),
    Key("progress.save", "s", "save"),
    _HELP,
    Key("progress.back", "escape,q", "back"),
)
LOG = (
    Key("log.choose", "enter,space", "choose"),
    Key("log.all", "a", "all"),
    Key("log.save", "s", "save"),
    Key("log.close", "escape,q", "close"),
)
WATCH = (
    Key("watch.continue", "enter", "continue"),
    Key("watch.pause", "space", "pause"),
    Key("watch.faster", "plus,equals_sign", "faster"),
    Key("watch.slower", "minus", "slower", footer="never"),
    Key("watch.lead", "l", "lead"),
    _HELP,
    Key("watch.back", "escape,q", "back"),
    Key("watch.older", "pageup", "older", footer="never"),
    Key("watch.newer", "pagedown", "newer", footer="never"),
    Key("watch.find", "slash", "find", footer="never"),
    Key("watch.copy", "c", "copy_transcript", footer="never"),
)
FILTER = (
    Key("filter.choose", "enter,space", "choose"),
    Key("filter.clear", "x", "clear"),
    Key("filter.close", "escape,f,q", "close"),
)
GLOSSARY = (
    Key("glossary.search", "slash", "search"),
    Key("glossary.read", "enter", "read", footer="never"),  # in the search field it is shown
    Key("glossary.next", "n", "jump(1)"),
    Key("glossary.previous", "p", "jump(-1)"),
    _HELP,
    Key("glossary.back", "escape,q", "back"),
)
BRANCH = (
    Key("branch.choose", "enter", "choose"),
    Key("branch.stay", "escape,q", "stay"),
)
SETTINGS = (
    Key("settings.next", "enter,right", "change(1)"),
    Key("settings.previous", "left", "change(-1)"),
    _HELP,
    Key("settings.back", "escape,q", "back"),
)
HELP = (Key("help.close", "escape,q,enter,question_mark,f1", "dismiss_help"),)
JUMP = (Key("jump.close", "escape", "dismiss_jump"),)
EVERYWHERE = (
    Key("room.palette", "ctrl+p", "command_palette", footer="never", everywhere=True),
    Key("room.jump", "ctrl+o", "places", footer="never", everywhere=True),
    Key("room.glossary", "f2", "glossary", footer="never", everywhere=True),
    Key("room.settings", "f3", "settings", footer="never", everywhere=True),
    Key("room.quit", "ctrl+q", "quit", footer="never", everywhere=True),
)

SCREENS: dict[str, tuple[Key, ...]] = {
    "welcome": WELCOME,
    "library": LIBRARY,
    "filter": FILTER,
    "briefing": BRIEFING,
    "group": GROUP,
    "reaction": REACTION,
    "debrief": DEBRIEF,
    "drill": DRILL,
    "outline": OUTLINE,
    "progress": PROGRESS,
    "log": LOG,
    "watch": WATCH,
    "branch": BRANCH,
    "glossary": GLOSSARY,
    "settings": SETTINGS,
    "help": HELP,
    "jump": JUMP,
}
"""The table of each screen by its id, which is also the key of its name in ``en/screens.py``.

``EVERYWHERE`` applies to all of them.
"""


def bindings(keys: tuple[Key, ...], mode: str = "") -> list[BindingType]:
    """Return the bindings of one screen in this mode (empty outside play)."""
    return [binding for key in keys for binding in key.bindings(mode)]


def mapped(keys: tuple[Key, ...], mine: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the table with the learner's own keys, given by action id."""
    return tuple(
        replace(key, keys=mine[key.id], shown="") if key.id in mine else key for key in keys
    )


def sign(name: str) -> str:
    """Return a key's name in readable form.

    >>> [sign(name) for name in ("escape", "question_mark", "enter", "ctrl+p", "plus", "S")]
    ['esc', '?', 'enter', 'ctrl+p', '+', 'S']
    """
    *modifiers, last = name.split("+")
    return "+".join([*modifiers, _SIGNS.get(last) or format_key(last)])


def typeable(key: Key) -> Key:
    """Return the key with those first that a field does not take as a character."""
    return replace(key, keys=",".join(sorted(key.names, key=types)))


def types(name: str) -> bool:
    """Return True if an input field would take this key as a character.

    >>> [types(name) for name in ("i", "slash", "space", "ctrl+p", "f1", "enter")]
    [True, True, True, False, False, False]
    """
    return name == "space" or len(sign(name)) == 1
