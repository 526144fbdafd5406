"""What a learner wishes otherwise: ``config.yaml`` in the home folder, with the theme, the pace of live play and other keys.

A person writes this file, so a slip in it is told at its line and column and costs nothing but itself: what is wrong is taken
as not said. The program changes a single line of it, and no file that it would not understand afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from simulator.language.findings import START, Findings, Mark
from simulator.library.files import look, read_file, reason, shown, write_atomically
from simulator.library.folders import config_file
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.language.reader import Place

Pace = int | Literal["step"]
"""Words a minute at which a group talks by itself, or step by step: each turn waits for a key."""

SLOWEST, FASTEST, USUAL = 80, 600, 200
"""Words a minute. Grown people read silently at some 240 (Brysbaert 2019), and a group is also listened to."""

LARGEST = 65_536
"""Bytes that the file may have."""

MOST_SLIPS = 20
"""Slips that are told; the rest is counted."""

LONGEST_QUOTED = 40
"""Characters of the file that a sentence quotes."""

_NAMES = ("theme", "pace", "keys")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong in the file: line and column count from 1."""

    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        return f"{config_file().name}:{self.line}:{self.column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says. ``theme`` and ``keys`` (by the action's id) are as written: the full screen knows what there is."""

    theme: str = ""
    pace: Pace = USUAL
    keys: Mapping[str, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    places: "Mapping[Place, Mark]" = field(default_factory=dict, repr=False)

    def slip(self, sentence: str, *place: str) -> Slip:
        """Something wrong with what is written at ``place``: ``theme``, or ``keys`` and an id."""
        mark = self.places.get(place, START)
        return Slip(mark.line, mark.column, clean_line(sentence))


def load() -> Settings:
    """Read the file; without one, all is as it comes. Never raises."""
    file = config_file()
    try:
        return understood(read_file(file, LARGEST)) if look(file) != "nothing" else Settings()
    except OSError as error:
        return Settings(slips=(Slip(1, 1, f"This file cannot be read: {reason(error)}."),))


def understood(text: bytes) -> Settings:
    """What the text of such a file says, with its slips."""
    from simulator.language.reader import read

    if len(text) > LARGEST:
        return Settings(
            slips=(Slip(1, 1, f"This file has more than {LARGEST:,} bytes and is not read."),)
        )
    findings = Findings(config_file().name)
    document = read(text, findings.file, findings)
    slips = [
        Slip(each.line, each.column, f"{each.sentence} {each.hint}".strip())
        for each in findings.sorted()
    ]
    if document is None or document.data is None:
        return Settings(slips=_few(slips))
    said = _Said(document.data, document.written)
    found = Settings(said.theme(), said.pace(), said.keys(), places=document.keys)
    slips += [found.slip(sentence, *place) for place, sentence in said.wrong]
    return replace(found, slips=_few(slips))


def save(*, theme: str = "", pace: Pace | None = None) -> str:
    """Write a theme or a pace into the file and leave the rest of it as it is; return what kept it from it, or nothing."""
    wishes = {
        name: str(value)
        for name, value in (("theme", theme), ("pace", pace))
        if value not in ("", None)
    }
    file = config_file()
    try:
        before = read_file(file, LARGEST).decode("utf-8") if look(file) != "nothing" else ""
        after = _with_values(before, wishes)
        if after is None:
            kept = f"{shown(file)} is written in a way that this program does not change."
            return f"{kept} Write {_shown(wishes)} into it yourself."
        if after != before:
            write_atomically(file, after.encode("utf-8"), private=True, durable=True)
    except UnicodeDecodeError:
        return f"{shown(file)} is not UTF-8 and was left as it is."
    except OSError as error:
        return f"{shown(file)} cannot be written: {reason(error)}."
    return ""


class _Said:
    """The file's data, taken apart; ``wrong`` collects what cannot be meant, with its place."""

    def __init__(self, data: Any, written: "Mapping[Place, str]") -> None:
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        self._written = written
        self.wrong: list[tuple[tuple[str, ...], str]] = []
        if not isinstance(data, dict):
            self.wrong.append(
                ((), "Settings are written a line each, such as 'theme: balint-light'.")
            )
        for name in self._data.keys() - set(_NAMES):
            self.wrong.append(
                ((name,), f"'{short(name)}' is no setting; there are {', '.join(_NAMES)}.")
            )

    def theme(self) -> str:
        theme = self._data.get("theme")
        if theme is not None and not isinstance(theme, str):
            self.wrong.append((("theme",), "A theme is a name, such as balint-light."))
            return ""
        return theme or ""

    def pace(self) -> Pace:
        pace = self._data.get("pace")
        if pace == "step" or (type(pace) is int and SLOWEST <= pace <= FASTEST):
            return pace
        if pace is not None:
            self.wrong.append(
                (
                    ("pace",),
                    f"The pace is a whole number of words a minute, {SLOWEST} to {FASTEST}, or step.",
                )
            )
        return USUAL

    def keys(self) -> dict[str, str]:
        keys = self._data.get("keys")
        if keys is not None and not isinstance(keys, dict):
            self.wrong.append(
                (
                    ("keys",),
                    "Keys are written below 'keys:' and indented, a line each, such as 'group.speak: s'.",
                )
            )
            return {}
        return {name: self._key(name, value) for name, value in (keys or {}).items()}

    def _key(self, name: str, value: Any) -> str:
        """The key as it is written: a figure is one as well, and so is what YAML takes for true."""
        return value if isinstance(value, str) else self._written.get(("keys", name), "")


def short(text: str) -> str:
    """A text from the file for a sentence: clean, and cut where it is long."""
    line = clean_line(text)
    return line if len(line) <= LONGEST_QUOTED else f"{line[:LONGEST_QUOTED]}..."


def _few(slips: list[Slip]) -> tuple[Slip, ...]:
    """The first of them in the order of the file, and how many more there are."""
    told = sorted(slips, key=lambda slip: (slip.line, slip.column))
    if len(told) <= MOST_SLIPS:
        return tuple(told)
    first = told[MOST_SLIPS]
    return (
        *told[:MOST_SLIPS],
        Slip(first.line, first.column, f"From here on {len(told) - MOST_SLIPS} more are wrong."),
    )


def _with_values(before: str, wishes: Mapping[str, str]) -> str | None:
    """Return the file's text with these settings; None if anything else would change."""
    from simulator.language.yaml_edit import with_value

    after: str | None = before
    for name, value in wishes.items():
        after = with_value(after, name, value) if after is not None else None
    rest = _others(before, wishes)
    if after is None or rest is None or _others(after, wishes) != rest:
        return None
    found = understood(after.encode("utf-8"))
    return (
        after if all(str(getattr(found, name)) == value for name, value in wishes.items()) else None
    )


def _others(text: str, wishes: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what the file says besides ``wishes``; None if it cannot be read whole."""
    from simulator.language.reader import read

    findings = Findings("")
    document = read(text.encode("utf-8"), "", findings)
    if document is None or findings.errors or len(text.encode("utf-8")) > LARGEST:
        return None
    data = document.data if isinstance(document.data, dict) else {}
    return {name: value for name, value in data.items() if name not in wishes}


def _shown(wishes: Mapping[str, str]) -> str:
    return " and ".join(f"'{name}: {value}'" for name, value in wishes.items())
