"""The table of pages: method, path and function.

A function gets the room, the request, and the parts of the path in braces by their names.
"""

from collections.abc import Callable
from typing import Final

from simulator.web.pages import debrief, library, play
from simulator.web.pages.http import Response

Route = tuple[str, str, Callable[..., Response]]

ROUTES: Final[tuple[Route, ...]] = (
    ("GET", "/", library.show),
    ("GET", "/plays/{number}", play.show),
    ("POST", "/plays/{number}/go-on", play.go_on),
    ("POST", "/plays/{number}/act", play.act),
    ("POST", "/plays/{number}/words", play.own_words),
    ("POST", "/plays/{number}/answer", play.answer),
    ("GET", "/plays/{number}/debrief", debrief.show),
    ("POST", "/plays/{number}/reaction", debrief.react),
    ("GET", "/plays/{number}/debrief/{ending}", debrief.save),
    ("GET", "/plays/{number}/again", debrief.choose_moment),
    ("POST", "/plays/{number}/again", debrief.begin_again),
)
