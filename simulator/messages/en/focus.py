"""Help on the part of a screen that has the focus."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "search": (
        "You are typing words to find. Up and down move the selection, Enter opens the selected "
        "line, Esc clears the search."
    ),
    "listing": (
        "You are in a list. Up and down move the selection by a line, page up and page down by a "
        "page, home and end to the first and the last line."
    ),
    "field": (
        "You are typing: letters go into the field and run no commands. Tab leaves the field."
    ),
    "options": "You are in a list: up and down move the selection, Enter takes the line.",
    "page": "You are on a page: up, down, page up and page down scroll it.",
    "transcript": (
        "You are in the transcript: up, down, page up, page down, home and end scroll it. Text can "
        "be selected with the mouse, and ctrl+c copies it."
    ),
}
