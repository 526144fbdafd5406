"""Copy a scenario's files under another id, for an author who starts from an existing one."""

from pathlib import Path

from simulator.language.document import LARGEST_FILE, Document, Place
from simulator.library.files import Unreadable, read_file, reason, shown
from simulator.library.own_formats import SavedFormat
from simulator.library.scenarios import FILE, Loaded, load_text, plan_files
from simulator.messages import say

SCHEMA = "scenario.schema.json"
"""The file beside a scenario in which an editor finds the schema."""

_EDITOR = "# yaml-language-server: $schema="


class NoCopy(Exception):
    """Raised if a scenario cannot be copied; the message is a sentence that says why."""


def copied(loaded: Loaded, name: str, name_line: str, title_line: str | None) -> dict[str, str]:
    """Return the text of the scenario and of each of its plans, by their paths in the new folder.

    The id becomes ``name``, and the title changes if ``title_line`` is given; both lines are
    written as YAML. Everything else stays unchanged, comments included. ``loaded`` must have loaded
    without errors. Raise NoCopy if the text is not written line by line or a plan cannot be read.
    """
    scenario, document = loaded.scenario, loaded.document
    # ``-sig`` drops a byte order mark, which would hide the comment for editors.
    lines = loaded.text.decode("utf-8-sig").splitlines()
    wanted: dict[Place, str] = {("scenario",): name_line}
    if title_line is not None:
        wanted[("title",)] = title_line
    # From the bottom up, so that the line numbers above stay correct.
    for place in sorted(wanted, key=lambda place: document.key(place).line, reverse=True):
        _put(lines, document, place, wanted[place])
    # The original may have the schema at another path.
    if lines[0].startswith(_EDITOR):
        lines[0] = f"{_EDITOR}{SCHEMA}"
    text = "\n".join([*lines, ""])
    # Loaded again, because the new lines are right only if each key and value has its own.
    again = load_text(
        text.encode(), str(loaded.path), scenario.catalogue, formats=SavedFormat(loaded.own_format)
    )
    copied = again.scenario if isinstance(again, Loaded) else None
    if copied is None or copied.id != name or copied.script != scenario.script:
        raise NoCopy(say("cli_new.not_in_lines"))
    return {FILE: text, **_plays(loaded.path)}


def _plays(scenario_file: Path) -> dict[str, str]:
    unreadable: list[Unreadable] = []
    plans = plan_files(scenario_file, unreadable)
    if unreadable:
        raise NoCopy(str(unreadable[0]))
    return {f"plays/{plan.name}": _play(plan) for plan in plans}


def _play(plan: Path) -> str:
    file = shown(plan.name)
    try:
        text = read_file(plan, LARGEST_FILE)
        if len(text) > LARGEST_FILE:
            raise NoCopy(say("cli_new.play_too_large", file=file, most=LARGEST_FILE))
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoCopy(say("cli_new.play_not_utf8", file=file)) from error
    except OSError as error:
        raise NoCopy(say("cli_new.play_unreadable", file=file, reason=reason(error))) from error


def _put(lines: list[str], document: Document, place: Place, value: str) -> None:
    """Replace the value of a top-level key, including the lines on which the value continues."""
    key, old = document.key(place), document.value(place)
    first = key.line - 1
    last = max(first, old.line - 1)
    # A value continues on indented lines, with blank ones among them. Blank lines at its end
    # separate it from the next key, and stay.
    while last + 1 < len(lines) and lines[last + 1][:1] in ("", " "):
        last += 1
    while last > first and not lines[last].strip():
        last -= 1
    lines[first : last + 1] = [f"{place[0]}: {value}"]
