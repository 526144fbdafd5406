"""A scenario's files under another id, for an author who wants to change one that there is."""

from simulator.authoring.library import FILE, Loaded, plan_files
from simulator.authoring.reader import Document, Place

SCHEMA = "scenario.schema.json"
"""The file beside a scenario in which an editor finds the schema."""

_EDITOR = "# yaml-language-server: $schema="


def copied(loaded: Loaded, name: str, title_line: str | None) -> dict[str, str]:
    """The text of the scenario and of each of its plays, by their paths in the new folder.

    The id becomes ``name``; with ``title_line`` (as YAML wants it) the title is that. Everything else stays as it is, notes and
    all. ``loaded`` has to have loaded without errors.
    """
    assert loaded.document is not None
    lines = loaded.text.decode("utf-8-sig").splitlines()
    _put(lines, loaded.document, ("scenario",), name)
    if title_line is not None:
        _put(lines, loaded.document, ("title",), title_line)
    if lines[0].startswith(_EDITOR):
        lines[0] = f"{_EDITOR}{SCHEMA}"
    plays = {f"plays/{plan.name}": plan.read_text("utf-8") for plan in plan_files(loaded.path)}
    return {FILE: "\n".join([*lines, ""]), **plays}


def _put(lines: list[str], document: Document, place: Place, value: str) -> None:
    """Write another value behind a key at the margin: what is said of it further down goes with the old one."""
    key, old = document.key(place), document.value(place)
    first = key.line - 1
    last = max(first, old.line - 1)
    while last + 1 < len(lines) and lines[last + 1][:1] in ("", " "):
        last += 1
    while last > first and not lines[last].strip():
        last -= 1
    lines[first : last + 1] = [f"{place[0]}: {value}"]
