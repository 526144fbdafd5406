"""The base of the dialogues that are a box in the middle of the window."""

from typing import TypeVar

from simulator.tui.room import RoomModal

Result = TypeVar("Result")


class Dialogue(RoomModal[Result]):
    """A dialogue whose contents are in one widget of the class ``dialogue``."""

    DEFAULT_CSS = """
    Dialogue {
        align: center middle;
    }
    Dialogue > .dialogue {
        width: 76;
        max-width: 96%;
        height: auto;
        max-height: 92%;
        padding: 0 2;
        background: $surface;
        border: solid $primary;
    }
    """
