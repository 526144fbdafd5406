"""The table of pages: method, path and function.

A function gets the room, the request, and the parts of the path in braces by their names.
"""

from collections.abc import Callable
from typing import Final

from simulator.web.pages import (
    data,
    debrief,
    demonstration,
    drills,
    glossary,
    help_page,
    library,
    play,
    programme,
    progress,
    scenario,
    settings,
)
from simulator.web.pages.http import Response

Route = tuple[str, str, Callable[..., Response]]

ROUTES: Final[tuple[Route, ...]] = (
    ("GET", "/", library.show),
    ("GET", "/scenarios/{name}", scenario.show),
    ("POST", "/plays", scenario.begin),
    ("GET", "/programmes/{name}", programme.show),
    ("POST", "/programmes/{name}/plays", programme.begin),
    ("GET", "/demonstrations/{name}", demonstration.show),
    ("GET", "/drills", drills.show),
    ("POST", "/drills", drills.begin),
    ("GET", "/drills/{name}", drills.show_one),
    ("POST", "/drills/{name}", drills.decide),
    ("GET", "/progress", progress.show),
    ("GET", "/progress/{ending}", progress.save),
    ("GET", "/log", progress.show_log),
    ("GET", "/log/{ending}", progress.save_log),
    ("GET", "/glossary", glossary.show),
    ("GET", "/glossary/{word}", glossary.show_word),
    ("GET", "/help", help_page.show),
    ("GET", "/settings", settings.show),
    ("POST", "/settings", settings.change),
    ("GET", "/data", data.show),
    ("GET", "/data/export", data.export),
    ("GET", "/data/import", data.show_import),
    ("POST", "/data/upload", data.check_import),
    ("POST", "/data/import", data.do_import),
    ("GET", "/data/session", data.ask_delete_one),
    ("POST", "/data/session", data.delete_one),
    ("GET", "/data/delete", data.ask_delete),
    ("POST", "/data/delete", data.delete_all),
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
