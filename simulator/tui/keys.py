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

if TYPE_CHECKING:
    from simulator.engine.step import Mode

Footer = Literal["always", "guided", "live", "never"]
"""In which mode the footer shows an action; the help lists all of them."""

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

    ``keys`` are Textual's key names, separated by commas; ``action`` is Textual's action. ``word``
    is its label in the footer and the palette, ``help`` a sentence. ``shown`` replaces the list of
    keys if that would be long. ``mode`` is the only mode that has the action; empty for both. An
    action that works ``everywhere`` also works while a dialogue is open.
    """

    id: str
    keys: str
    action: str
    word: str
    help: str
    footer: Footer = "always"
    shown: str = ""
    mode: "Mode | Literal['']" = ""
    everywhere: bool = False

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
            key_display=sign(name),
            # While a dialogue is open, only priority bindings reach the app. A key that types a
            # character has no priority, or it could not be typed into a field. Enter is never
            # bound everywhere: with priority it would overtake what was typed just before it.
            priority=self.everywhere and not types(name),
        )


_HELP = Key(
    "help",
    "question_mark,f1",
    "help",
    "Help",
    "Help for this screen and for what is focused on it.",
)

LIBRARY = (
    Key(
        "library.open",
        "enter",
        "open",
        "Open",
        "Open the selected line: an unfinished session, a scenario, a programme or a debrief.",
    ),
    Key(
        "library.search",
        "slash",
        "search",
        "Find",
        "Find: show only entries containing these letters.",
    ),
    Key(
        "library.filter",
        "f",
        "filter",
        "Filter",
        "Filter the scenarios by level, style, format or ground rule.",
    ),
    Key(
        "library.clear",
        "x",
        "clear_filter",
        "Clear",
        "Clear search and filters: list everything again.",
        "never",
    ),
    Key(
        "library.watch",
        "d",
        "watch",
        "Watch",
        "Demonstration: watch the selected scenario led well, before you lead it.",
    ),
    _HELP,
    Key(
        "library.glossary",
        "g",
        "glossary",
        "Glossary",
        "The glossary: terms, ground rules, kinds and formats explained.",
    ),
    Key("library.quit", "q", "leave", "Quit", "Leave the program; everything is saved."),
)
BRIEFING = (
    Key("briefing.begin", "enter", "begin", "Begin", "Begin a new session."),
    Key(
        "briefing.mode",
        "m",
        "mode",
        "Mode",
        "Guided (the group pauses for your decisions) or live (it does not).",
    ),
    Key(
        "briefing.feedback",
        "f",
        "feedback",
        "Feedback",
        "Reasons after each choice, or in the debrief only.",
    ),
    Key("briefing.watch", "d", "watch", "Watch", "Watch a demonstration: this scenario, led well."),
    _HELP,
    Key("briefing.back", "escape,q", "back", "Library", "Back to the library."),
)
GROUP = (
    Key(
        "group.continue",
        "enter",
        "continue",
        "Continue",
        "Continue to the next turn. If there are lines to choose from, take the selected one.",
    ),
    Key(
        "group.speak",
        "i",
        "speak",
        "Speak",
        "Speak: see the lines you could say. A number key does the same.",
    ),
    Key("group.wait", "w", "wait", "Wait", "Wait: say nothing.", "guided"),
    Key(
        "group.back",
        "escape",
        "back",
        "Back",
        "Go back from a half-made choice; never leaves the group.",
        "never",
    ),
    Key(
        "group.branch",
        "b",
        "branch",
        "Try again",
        "Try again from here: lead an earlier moment differently. This attempt is saved.",
        "guided",
    ),
    Key(
        "group.pause",
        "space",
        "pause",
        "Pause",
        "Pause the group, or resume.",
        "live",
        mode="live",
    ),
    Key(
        "group.faster",
        "plus,equals_sign",
        "faster",
        "Faster",
        "The group talks faster.",
        "live",
        mode="live",
    ),
    Key(
        "group.slower",
        "minus",
        "slower",
        "Slower",
        "The group talks more slowly.",
        "never",
        mode="live",
    ),
    _HELP,
    Key(
        "group.leave",
        "q",
        "leave",
        "Leave",
        "Back to the library; the session is saved, and you can continue it later.",
    ),
    Key(
        "group.choose",
        "1,2,3,4,5,6,7,8,9",
        "number",
        "Choose",
        "Choose the line with this number.",
        "never",
        "1-9",
    ),
    Key(
        "group.own_words",
        "o",
        "own_words",
        "Own words",
        "Write your own words before you see any lines; they are saved and never scored.",
        "never",
        mode="guided",
    ),
    Key(
        "group.search",
        "slash",
        "search",
        "Search",
        "Search: show only lines containing these letters.",
        "never",
    ),
    Key(
        "group.why",
        "y",
        "why",
        "Why",
        "Why: the reasons for your last score, once the group has answered.",
        "never",
    ),
    Key("group.older", "pageup", "older", "Older", "Scroll back in the transcript.", "never"),
    Key("group.newer", "pagedown", "newer", "Newer", "Scroll forward in the transcript.", "never"),
    Key(
        "group.copy",
        "c",
        "copy_transcript",
        "Copy",
        "Copy the transcript to the clipboard.",
        "never",
    ),
)
DEBRIEF = (
    Key(
        "debrief.follow",
        "enter",
        "follow",
        "Continue",
        "Continue to the next session of the programme.",
    ),
    Key("debrief.next", "n", "jump(1)", "Next", "Go to the next moment."),
    Key("debrief.previous", "p", "jump(-1)", "Previous", "Go to the previous moment.", "never"),
    Key(
        "debrief.branch",
        "b",
        "branch",
        "Try again",
        "Try again from here: lead a moment of this session differently.",
    ),
    Key(
        "debrief.save",
        "s",
        "save",
        "Save",
        "Save the debrief as a web page (HTML) in the folder you started in.",
    ),
    Key(
        "debrief.copy",
        "c",
        "copy_transcript",
        "Copy",
        "Copy the transcript to the clipboard.",
        "never",
    ),
    _HELP,
    Key("debrief.back", "escape,q", "back", "Library", "Back to the library."),
)
WATCH = (
    Key("watch.continue", "enter", "continue", "Continue", "Continue to the next turn at once."),
    Key("watch.pause", "space", "pause", "Pause", "Pause the group, or resume."),
    Key("watch.faster", "plus,equals_sign", "faster", "Faster", "The group talks faster."),
    Key("watch.slower", "minus", "slower", "Slower", "The group talks more slowly.", "never"),
    Key(
        "watch.lead",
        "l",
        "lead",
        "Lead",
        "Lead it yourself: open the briefing of this scenario.",
    ),
    _HELP,
    Key("watch.back", "escape,q", "back", "Back", "Back to the previous screen."),
    Key("watch.older", "pageup", "older", "Older", "Scroll back in the transcript.", "never"),
    Key("watch.newer", "pagedown", "newer", "Newer", "Scroll forward in the transcript.", "never"),
    Key(
        "watch.copy",
        "c",
        "copy_transcript",
        "Copy",
        "Copy the transcript to the clipboard.",
        "never",
    ),
)
FILTER = (
    Key(
        "filter.choose",
        "enter,space",
        "choose",
        "Choose",
        "Turn this filter on or off.",
    ),
    Key("filter.clear", "x", "clear", "Clear all", "Clear all filters."),
    Key(
        "filter.close",
        "escape,f,q",
        "close",
        "Done",
        "Back to the library, with these filters applied.",
    ),
)
GLOSSARY = (
    Key(
        "glossary.search",
        "slash",
        "search",
        "Search",
        "Search: show only entries containing all of your words.",
    ),
    Key(
        "glossary.read", "enter", "read", "Read", "Move from the search field to the page.", "never"
    ),
    Key("glossary.next", "n", "jump(1)", "Next", "Go to the next part."),
    Key("glossary.previous", "p", "jump(-1)", "Previous", "Go to the previous part."),
    _HELP,
    Key(
        "glossary.back",
        "escape,q",
        "back",
        "Back",
        "Clear the search; then go back to the previous screen.",
    ),
)
BRANCH = (
    Key("branch.choose", "enter", "choose", "Go back", "Go back to the selected moment."),
    Key("branch.stay", "escape,q", "stay", "Stay", "Stay where you are."),
)
HELP = (
    Key(
        "help.close", "escape,q,enter,question_mark,f1", "dismiss_help", "Close", "Close the help."
    ),
)
JUMP = (Key("jump.close", "escape", "dismiss_jump", "Stay", "Stay where you are."),)
_EVERYWHERE: tuple[Footer, str, Literal[""], bool] = ("never", "", "", True)
EVERYWHERE = (
    Key(
        "room.palette",
        "ctrl+p",
        "command_palette",
        "Commands",
        "All commands of this screen, and the colour themes.",
        *_EVERYWHERE,
    ),
    Key(
        "room.jump",
        "ctrl+o",
        "places",
        "Jump",
        "Jump: give each part of the screen a letter that moves the focus there.",
        *_EVERYWHERE,
    ),
    Key(
        "room.glossary",
        "f2",
        "glossary",
        "Glossary",
        "The glossary: terms, ground rules, kinds and formats explained.",
        *_EVERYWHERE,
    ),
    Key(
        "room.quit",
        "ctrl+q",
        "quit",
        "Quit",
        "Leave the program at once, from anywhere; everything is saved.",
        *_EVERYWHERE,
    ),
)

SCREENS: dict[str, tuple[Key, ...]] = {
    "Library": LIBRARY,
    "Filter": FILTER,
    "Briefing": BRIEFING,
    "The group at work": GROUP,
    "Debrief": DEBRIEF,
    "Demonstration": WATCH,
    "Try again": BRANCH,
    "Glossary": GLOSSARY,
    "Help": HELP,
    "Jump": JUMP,
}
"""The table of each screen by the screen's name; ``EVERYWHERE`` applies to all of them."""


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


def types(name: str) -> bool:
    """Return True if an input field would take this key as a character.

    >>> [types(name) for name in ("i", "slash", "space", "ctrl+p", "f1", "enter")]
    [True, True, True, False, False, False]
    """
    return name == "space" or len(sign(name)) == 1
