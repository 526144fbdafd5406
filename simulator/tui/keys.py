"""Every action of the practice room, said once: bindings, footer, help, command palette and docs are made from this table.

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
"""In which mode the footer shows an action; what it does not show is in the help."""

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
    """One action: its id, its keys (comma between), Textual's action, a word for the footer, a sentence for the help.

    ``shown`` stands for all keys together, where their names would be long. ``mode`` is the only mode that has the action. What
    is there ``everywhere`` also works over a dialogue.
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
        """The keys, by Textual's names for them."""
        return tuple(self.keys.split(","))

    @property
    def signs(self) -> str:
        """All keys as a person reads them: ``esc, q``."""
        return self.shown or ", ".join(sign(name) for name in self.names)

    def in_footer(self, mode: str) -> bool:
        """Whether the footer shows it, in play of this mode (no mode: outside play)."""
        return self.footer in ("always", mode)

    def bindings(self, mode: str) -> list[Binding]:
        """A binding for each key; only the first is shown."""
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
            # A dialogue lets no other keys through. Enter is no such key: it would overtake what was typed just before it.
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
        "Open what is marked: what to go on with, a scenario, a programme, a debrief.",
    ),
    Key(
        "library.search",
        "slash",
        "search",
        "Search",
        "Search: type a few letters, and only what has them stays.",
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
        "Take search and filter away: everything is listed again.",
        "never",
    ),
    Key(
        "library.watch",
        "d",
        "watch",
        "Watch",
        "Demonstration: watch the marked scenario being led well, before you lead it.",
    ),
    _HELP,
    Key(
        "library.glossary",
        "g",
        "glossary",
        "Words",
        "What the words, ground rules, kinds and formats mean.",
    ),
    Key("library.quit", "q", "quit_room", "Quit", "Leave the program; everything is kept."),
)
BRIEFING = (
    Key("briefing.begin", "enter", "begin", "Begin", "Begin a new play."),
    Key(
        "briefing.mode",
        "m",
        "mode",
        "Mode",
        "Guided (play halts and asks) or live (play never halts).",
    ),
    Key(
        "briefing.feedback", "f", "feedback", "Feedback", "Reasons at once, or in the debrief only."
    ),
    Key("briefing.watch", "d", "watch", "Watch", "Watch a demonstration: this scenario, led well."),
    _HELP,
    Key("briefing.back", "escape,q", "back", "Library", "Back to the library."),
)
GROUP = (
    Key(
        "group.go_on",
        "enter",
        "go_on",
        "Go on",
        "The group goes on. Where there are lines to choose from, Enter takes the marked one.",
    ),
    Key(
        "group.speak",
        "i",
        "speak",
        "Speak",
        "Speak: see the words you could say. A number does the same.",
    ),
    Key("group.wait", "w", "wait", "Wait", "Wait: say nothing, the group goes on.", "guided"),
    Key(
        "group.back",
        "escape",
        "take_back",
        "Take back",
        "Take back a half-made choice; never leaves the group.",
        "never",
    ),
    Key(
        "group.another_way",
        "b",
        "another_way",
        "Another way",
        "Another way: go back to a moment of this play and lead it differently. This play is kept.",
        "guided",
    ),
    Key(
        "group.pause",
        "space",
        "pause",
        "Pause",
        "Pause: the group stops, and goes on again.",
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
        "Back to the library; the play is kept and goes on from here.",
    ),
    Key(
        "group.choose",
        "1,2,3,4,5,6,7,8,9",
        "number",
        "Choose",
        "Take the line of this number.",
        "never",
        "1-9",
    ),
    Key(
        "group.own_words",
        "o",
        "own_words",
        "Own words",
        "Say it in your own words before you see any lines; they are kept and never scored.",
        "never",
        mode="guided",
    ),
    Key(
        "group.search",
        "slash",
        "search",
        "Search",
        "Search the lines on offer: only those with your letters stay.",
        "never",
    ),
    Key(
        "group.why",
        "y",
        "why",
        "Why",
        "Why: the reason of your last choice, once the group has answered.",
        "never",
    ),
    Key("group.older", "pageup", "older", "Older", "Read back in the transcript.", "never"),
    Key("group.newer", "pagedown", "newer", "Newer", "Forward again in the transcript.", "never"),
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
    Key("debrief.follow", "enter", "follow", "Go on", "On to the next session of the programme."),
    Key("debrief.next", "n", "jump(1)", "Next", "To the next moment."),
    Key("debrief.previous", "p", "jump(-1)", "Previous", "To the moment before.", "never"),
    Key(
        "debrief.another_way",
        "b",
        "another_way",
        "Another way",
        "Another way: lead a moment of this play differently.",
    ),
    Key(
        "debrief.save",
        "s",
        "save",
        "Save",
        "Save the debrief as a page (HTML) in the folder you started in.",
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
    Key("watch.go_on", "enter", "go_on", "Go on", "On to the next turn at once."),
    Key("watch.pause", "space", "pause", "Pause", "Pause: the group stops, and goes on again."),
    Key("watch.faster", "plus,equals_sign", "faster", "Faster", "The group talks faster."),
    Key("watch.slower", "minus", "slower", "Slower", "The group talks more slowly.", "never"),
    Key(
        "watch.lead", "l", "lead", "Lead it", "Lead it yourself: to the briefing of this scenario."
    ),
    _HELP,
    Key("watch.back", "escape,q", "back", "Back", "Back to where you came from."),
    Key("watch.older", "pageup", "older", "Older", "Read back in the transcript.", "never"),
    Key("watch.newer", "pagedown", "newer", "Newer", "Forward again in the transcript.", "never"),
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
        "Ask for what is marked; once more takes it back.",
    ),
    Key("filter.clear", "x", "clear", "Clear all", "Ask for nothing: every scenario is shown."),
    Key(
        "filter.close",
        "escape,f,q",
        "close",
        "Done",
        "Back to the library, which shows what you asked for.",
    ),
)
GLOSSARY = (
    Key(
        "glossary.search",
        "slash",
        "search",
        "Search",
        "Search: only what has all of your words stays.",
    ),
    Key("glossary.read", "enter", "read", "Read", "From the field for words to the page.", "never"),
    Key("glossary.next", "n", "jump(1)", "Next", "To the next part."),
    Key("glossary.previous", "p", "jump(-1)", "Previous", "To the part before."),
    _HELP,
    Key(
        "glossary.back",
        "escape,q",
        "back",
        "Back",
        "Take the words back; then back to where you came from.",
    ),
)
ANOTHER_WAY = (
    Key("another_way.choose", "enter", "choose", "Go back", "Go back to the marked moment."),
    Key("another_way.stay", "escape,q", "stay", "Stay", "Stay where you are."),
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
        "All commands of the screen, and the colours.",
        *_EVERYWHERE,
    ),
    Key(
        "room.jump",
        "ctrl+o",
        "places",
        "Jump",
        "Jump: every place of the screen gets a letter that leads there.",
        *_EVERYWHERE,
    ),
    Key(
        "room.glossary",
        "f2",
        "glossary",
        "Glossary",
        "What the words, ground rules, kinds and formats mean.",
        *_EVERYWHERE,
    ),
    Key(
        "room.quit",
        "ctrl+q",
        "quit",
        "Quit",
        "Leave the program at once, from anywhere; everything is kept.",
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
    "Another way": ANOTHER_WAY,
    "Glossary": GLOSSARY,
    "Help": HELP,
    "Jump": JUMP,
}
"""Every screen's table by the screen's name; those of ``EVERYWHERE`` hold on each of them."""


def bindings(keys: tuple[Key, ...], mode: str = "") -> list[BindingType]:
    """The bindings of one screen, in play of this mode."""
    return [binding for key in keys for binding in key.bindings(mode)]


def mapped(keys: tuple[Key, ...], mine: Mapping[str, str]) -> tuple[Key, ...]:
    """The same table with a learner's own keys by id."""
    return tuple(
        replace(key, keys=mine[key.id], shown="") if key.id in mine else key for key in keys
    )


def sign(name: str) -> str:
    """A key as a person reads it.

    >>> [sign(name) for name in ("escape", "question_mark", "enter", "ctrl+p", "plus", "S")]
    ['esc', '?', 'enter', 'ctrl+p', '+', 'S']
    """
    *modifiers, last = name.split("+")
    return "+".join([*modifiers, _SIGNS.get(last) or format_key(last)])


def types(name: str) -> bool:
    """Whether a field for typing would take this key as a letter.

    >>> [types(name) for name in ("i", "slash", "space", "ctrl+p", "f1", "enter")]
    [True, True, True, False, False, False]
    """
    return name == "space" or len(sign(name)) == 1
