"""The files that pages refer to, by their names: style, script and icon."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""The types of these files, by their endings."""


def static_files() -> dict[str, Traversable]:
    """Return the files by their names; ``page.css`` is that of a debrief saved as a page."""
    found = {
        file.name: file
        for file in files("simulator.web").joinpath("static").iterdir()
        if "." + file.name.rpartition(".")[2] in TYPES
    }
    found["page.css"] = files("simulator.render").joinpath("templates/page.css")
    return found
