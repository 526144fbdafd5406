"""Every key of the practice room, said once: bindings, footer and help are made from this table."""

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """One action: its id, the keys (comma between), Textual's action, a word for the footer, a sentence for the help."""

    id: str
    keys: str
    action: str
    word: str
    help: str
    footer: bool = True
    shown: str = ""

    def binding(self) -> Binding:
        """The binding as Textual wants it."""
        return Binding(
            self.keys,
            self.action,
            self.word,
            show=self.footer,
            id=self.id,
            tooltip=self.help,
            key_display=self.shown or None,
            priority="enter" in self.keys,  # a focused list has an Enter of its own that the footer does not show
        )


_HELP = Key("help", "question_mark,f1", "help", "Help", "This help.", shown="?")

LIBRARY = (
    Key("library.open", "enter", "open", "Open", "Open what is marked: a play to go on with, a scenario, a debrief."),
    _HELP,
    Key("library.quit", "q", "quit_room", "Quit", "Leave the program; everything is kept."),
)
BRIEFING = (
    Key("briefing.begin", "enter", "begin", "Begin", "Begin a new play."),
    Key("briefing.mode", "m", "mode", "Mode", "Guided (play halts and asks) or live (play never halts)."),
    Key("briefing.feedback", "f", "feedback", "Feedback", "Reasons at once, or in the debrief only."),
    _HELP,
    Key("briefing.back", "escape,q", "back", "Library", "Back to the library.", shown="esc"),
)
GROUP = (
    Key(
        "group.go_on",
        "enter",
        "go_on",
        "Go on",
        "The group goes on. Where there are lines to choose from, Enter takes the marked one.",
    ),
    Key("group.speak", "i", "speak", "Speak", "Speak: see the words you could say. A number does the same."),
    Key("group.wait", "w", "wait", "Wait", "Wait: say nothing, the group goes on."),
    Key("group.back", "escape", "take_back", "Take back", "Take back a half-made choice; never leaves the group.", shown="esc"),
    _HELP,
    Key("group.leave", "q", "leave", "Leave", "Back to the library; the play is kept and goes on from here."),
    Key("group.older", "pageup", "older", "Older", "Read back in the transcript.", footer=False),
    Key("group.newer", "pagedown", "newer", "Newer", "Forward again in the transcript.", footer=False),
    Key("group.choose", "1,2,3,4,5,6,7,8,9", "number", "Choose", "Take the line of this number.", footer=False, shown="1-9"),
)
DEBRIEF = (
    Key("debrief.next", "n", "jump(1)", "Next moment", "To the next moment."),
    Key("debrief.previous", "p", "jump(-1)", "Previous", "To the moment before."),
    Key("debrief.save", "s", "save", "Save HTML", "Save the debrief as a page in the folder you started in."),
    _HELP,
    Key("debrief.back", "escape,q", "back", "Library", "Back to the library.", shown="esc"),
)
HELP = (Key("help.close", "escape,q,enter,question_mark,f1", "dismiss_help", "Close", "Close the help.", shown="esc"),)


def bindings(keys: tuple[Key, ...]) -> list[BindingType]:
    """The bindings of one screen."""
    return [binding for key in keys for binding in _spread(key)]


def _spread(key: Key) -> list[Binding]:
    if key.action != "number":
        return [key.binding()]
    return [Binding(n, f"number({n})", key.word, show=False, id=f"{key.id}.{n}") for n in key.keys.split(",")]
