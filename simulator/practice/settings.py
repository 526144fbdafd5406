"""Load and save the learner's settings: look, pace, mode, time of reasons, plain mode, and keys.

The settings are in ``config.yaml`` in the home folder. Because a person writes this file, each
error is reported with its line and column, and only the setting with the error is ignored. When the
program saves a setting, it changes only its line, and it leaves a file alone that it could not read
afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from simulator.language.findings import START, Findings, Mark
from simulator.library.files import look, read_file, reason, shown, write_atomically
from simulator.library.workspace import SETTINGS
from simulator.messages import current_language, say
from simulator.messages.findings import say_problem
from simulator.messages.lists import listed
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.engine.setup import FeedbackTime
    from simulator.language.document import Place
    from simulator.scenario.model import Mode

Pace = int | Literal["step"]
"""Words per minute at which the group talks, or "step": each turn waits for a key."""

SettingName = Literal["theme", "pace", "mode", "feedback", "plain"]
"""A setting that the program can save."""

SettingValue = str | int
"""The value of such a setting; a bool is an int."""

SLOWEST, FASTEST, USUAL = 80, 600, 200
"""Words per minute: the limits and the default.

Adults read silently at some 240 (Brysbaert 2019); the default is slower, because a group is also
listened to.
"""

LARGEST = 65_536
"""Most bytes of the file."""

MOST_SLIPS = 20
"""Most slips that are reported one by one; the others are only counted."""

LONGEST_QUOTED = 40
"""Most characters of the file that a sentence quotes."""

T = TypeVar("T")

_NAMES = ("theme", "pace", "mode", "feedback", "plain", "keys")


@dataclass(frozen=True, slots=True)
class Slip:
    """An error in the file; line and column count from 1."""

    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        return f"{SETTINGS}:{self.line}:{self.column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in the file, with its errors.

    ``theme`` and ``keys`` (by the action's id) are as written; the full screen validates them.
    ``mode`` and ``feedback`` are those of a new play, unless it asks for others; ``plain`` is
    whether plain mode opens in place of the full screen. ``places`` has the position of each
    setting in the file.
    """

    theme: str = ""
    pace: Pace = USUAL
    keys: Mapping[str, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    places: "Mapping[Place, Mark]" = field(default_factory=dict, repr=False)
    mode: "Mode" = "guided"
    feedback: "FeedbackTime" = "now"
    plain: bool = False

    def slip(self, sentence: str, *place: str) -> Slip:
        """Return an error for the setting at ``place``: ``theme``, or ``keys`` and an id."""
        mark = self.places.get(place, START)
        return Slip(mark.line, mark.column, clean_line(sentence))


class SettingsText(Protocol):
    """Where settings are saved if they are in no file of the learner, but on a server."""

    def read(self) -> bytes:
        """Return the text of the settings; empty if there are none."""

    def write(self, text: bytes) -> None:
        """Save the text of the settings."""


_DEFAULTS = Settings()


def load(file: Path | SettingsText) -> Settings:
    """Load the settings in a file, or the defaults if there is none. Raises what a server does."""
    if not isinstance(file, Path):
        return _understood(file.read(), current_language())
    try:
        if look(file) == "nothing":
            return _DEFAULTS
        return _understood(read_file(file, LARGEST), current_language())
    except OSError as error:
        return Settings(slips=(Slip(1, 1, say("settings.unreadable", reason=reason(error))),))


@lru_cache(maxsize=4)
def _understood(text: bytes, language: str) -> Settings:
    """Return what ``understood`` does: a room reads its file for every page, and YAML is slow."""
    return understood(text)


def understood(text: bytes) -> Settings:
    """Return the settings in the text of a file, with its errors."""
    from simulator.language.reader import read

    if len(text) > LARGEST:
        # ``read_file`` returns one byte more than it may, so that this can be known.
        return Settings(slips=(Slip(1, 1, say("settings.too_large", most=LARGEST)),))
    findings = Findings(SETTINGS)
    document = read(text, findings.file, findings)
    slips = [
        Slip(found.line, found.column, say_problem(found.problem)) for found in findings.sorted()
    ]
    if document is None or document.data is None:
        return Settings(slips=_few(slips))
    said = _Said(document.data, document.written)
    found = Settings(
        said.theme(),
        said.pace(),
        said.keys(),
        places=document.keys,
        mode=said.mode(),
        feedback=said.feedback(),
        plain=said.plain(),
    )
    slips += [found.slip(sentence, *place) for place, sentence in said.wrong]
    return replace(found, slips=_few(slips))


def save(
    file: Path | SettingsText,
    *,
    theme: str = "",
    pace: Pace | None = None,
    mode: "Mode | None" = None,
    feedback: "FeedbackTime | None" = None,
    plain: bool | None = None,
) -> str:
    """Save what is given in the file of settings, and leave the rest of the file unchanged.

    Return an empty string, or a sentence that says why it could not be saved.
    """
    given = {
        "theme": theme or None,
        "pace": pace,
        "mode": mode,
        "feedback": feedback,
        "plain": plain,
    }
    wanted = {name: _yaml(value) for name, value in given.items() if value is not None}
    name = shown(file) if isinstance(file, Path) else SETTINGS
    try:
        before = _text_of(file)
        after = _with_values(before, wanted)
        if after is None:
            return say("settings.add_it_yourself", file=name, settings=_shown(wanted))
        if after != before:
            _write(file, after.encode("utf-8"))
    except UnicodeDecodeError:
        return say("settings.not_utf8", file=name)
    except OSError as error:
        return say("settings.unwritable", file=name, reason=reason(error))
    return ""


def _text_of(file: Path | SettingsText) -> str:
    if not isinstance(file, Path):
        return file.read().decode("utf-8")
    return read_file(file, LARGEST).decode("utf-8") if look(file) != "nothing" else ""


def _write(file: Path | SettingsText, text: bytes) -> None:
    if not isinstance(file, Path):
        file.write(text)
        return
    # Durable, because a person wrote this file: it cannot be computed again.
    write_atomically(file, text, private=True, durable=True)


class _Said:
    """The validated data of the file; ``wrong`` collects the place and sentence of each error.

    ``written`` has the values as written in the file, by place.
    """

    def __init__(self, data: Any, written: "Mapping[Place, str]") -> None:
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        self._written = written
        self.wrong: list[tuple[tuple[str, ...], str]] = []
        if not isinstance(data, dict):
            self.wrong.append(((), say("settings.not_settings")))
        # In any order: ``_few`` sorts the slips by their places.
        for name in self._data.keys() - set(_NAMES):
            self.wrong.append(
                ((name,), say("settings.unknown", name=short(name), known=listed(_NAMES)))
            )

    def theme(self) -> str:
        theme = self._data.get("theme")
        if isinstance(theme, str):
            return theme
        return self._default("theme", "", say("settings.theme"))

    def pace(self) -> Pace:
        pace = self._data.get("pace")
        # Not isinstance: a bool is an int, and 'pace: true' is an error.
        if pace == "step" or (type(pace) is int and SLOWEST <= pace <= FASTEST):
            return pace
        wrong = say("settings.pace", slowest=SLOWEST, fastest=FASTEST)
        return self._default("pace", USUAL, wrong)

    def mode(self) -> "Mode":
        mode = self._data.get("mode")
        if mode in ("guided", "live"):
            return "live" if mode == "live" else "guided"
        return self._default("mode", "guided", say("settings.mode"))

    def feedback(self) -> "FeedbackTime":
        feedback = self._data.get("feedback")
        if feedback in ("now", "end"):
            return "end" if feedback == "end" else "now"
        return self._default("feedback", "now", say("settings.feedback"))

    def plain(self) -> bool:
        plain = self._data.get("plain")
        if isinstance(plain, bool):
            return plain
        return self._default("plain", False, say("settings.plain"))

    def _default(self, name: str, default: T, wrong: str) -> T:
        """Return the default of a setting that is left out, or that has a wrong value.

        ``wrong`` is the sentence that reports a wrong value.
        """
        if self._data.get(name) is not None:
            self.wrong.append(((name,), wrong))
        return default

    def keys(self) -> dict[str, str]:
        keys = self._data.get("keys")
        if keys is not None and not isinstance(keys, dict):
            self.wrong.append((("keys",), say("settings.keys")))
            return {}
        return {name: self._key(name, value) for name, value in (keys or {}).items()}

    def _key(self, name: str, value: Any) -> str:
        """Return a key as it is written: YAML reads '5' as a number and 'true' as a bool."""
        return value if isinstance(value, str) else self._written.get(("keys", name), "")


def short(text: str) -> str:
    """Return a text from the file to quote in a sentence: cleaned, and cut if it is long."""
    line = clean_line(text)
    return line if len(line) <= LONGEST_QUOTED else f"{line[:LONGEST_QUOTED]}..."


def _few(slips: list[Slip]) -> tuple[Slip, ...]:
    """Return the first slips in the order of the file, and one that counts the others."""
    ordered = sorted(slips, key=lambda slip: (slip.line, slip.column))
    if len(ordered) <= MOST_SLIPS:
        return tuple(ordered)
    first = ordered[MOST_SLIPS]
    more = say("settings.more", count=len(ordered) - MOST_SLIPS)
    return (*ordered[:MOST_SLIPS], Slip(first.line, first.column, more))


def _with_values(before: str, wanted: Mapping[str, str]) -> str | None:
    """Return the file's text with these settings; None if anything else would change."""
    # The edited text is read again, to be sure that only these settings have changed.
    from simulator.language.yaml_edit import with_value

    after: str | None = before
    for name, value in wanted.items():
        after = with_value(after, name, value) if after is not None else None
    rest = _others(before, wanted)
    if after is None or rest is None or _others(after, wanted) != rest:
        return None
    found = understood(after.encode("utf-8"))
    saved = all(_yaml(getattr(found, name)) == value for name, value in wanted.items())
    return after if saved else None


def _yaml(value: str | int) -> str:
    """Return a value as it is written in the file: a bool in small letters."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _others(text: str, wanted: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the settings in ``text`` that are not in ``wanted``; None if it cannot be read."""
    from simulator.language.reader import read

    findings = Findings("")
    document = read(text.encode("utf-8"), "", findings)
    if document is None or findings.errors or len(text.encode("utf-8")) > LARGEST:
        return None
    data = document.data if isinstance(document.data, dict) else {}
    return {name: value for name, value in data.items() if name not in wanted}


def _shown(wanted: Mapping[str, str]) -> str:
    return listed([f"'{name}: {value}'" for name, value in wanted.items()])
