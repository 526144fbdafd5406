"""Check the theme and the key bindings in the settings against those the app has.

A key is accepted only if it can be pressed and no screen uses it for two actions. Every other key
is reported, and the action keeps its default key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from textual.binding import Binding
from textual.keys import Keys, key_to_character

from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.practice.settings import Settings, Slip, short
from simulator.tui.keys import EVERYWHERE, SCREENS, Key, mapped, sign
from simulator.tui.themes import DARK, THEMES

MOVING = ("tab", "shift+tab", "up", "down", "left", "right", "home", "end", "ctrl+c")
"""Keys that cannot be bound to an action: they mean the same on every screen."""

MOST_WRITTEN = 200
"""How many characters of an action's keys are read; the setting may be of any length."""

RENAMED = {
    "group.go_on": "group.continue",
    "group.another_way": "group.branch",
    "debrief.another_way": "debrief.branch",
    "watch.go_on": "watch.continue",
    "another_way.choose": "branch.choose",
    "another_way.stay": "branch.stay",
}
"""The ids that actions had in earlier versions; settings may still have them."""

_MODIFIERS = {"ctrl", "alt", "shift", "super", "meta", "hyper"}
# Without ``ctrl+a`` and the like: modifiers are read separately.
_NAMED = {key.value for key in Keys if key.value.isalnum()}
# The signs that the help shows are accepted as well: ``esc`` for ``escape``.
_ALSO = {**{sign(name): name for name in _NAMED}, "return": "enter"}


@dataclass(frozen=True, slots=True)
class CheckedSettings:
    """The initial theme, the learner's own keys by action id, and all problems in the settings."""

    theme: str
    keys: Mapping[str, str]
    slips: tuple[Slip, ...]


def checked(settings: Settings) -> CheckedSettings:
    """Return the valid theme and keys of the settings, and a problem for each invalid one."""
    slips = list(settings.slips)
    theme = settings.theme or DARK.name
    if theme not in THEMES:
        problem = say("keys.no_theme", name=short(theme), themes=enumerated(list(THEMES)))
        slips.append(settings.slip(problem, "theme"))
        theme = DARK.name
    keys: dict[str, str] = {}
    names: dict[str, str] = {}  # the name of each action as it is written, for its place
    for name, written in settings.keys.items():
        action = RENAMED.get(name, name)
        found = {part.strip(): _key(part.strip()) for part in written[:MOST_WRITTEN].split(",")}
        if sentence := _superseded(name, settings.keys) or _wrong(action, found):
            slips.append(settings.slip(sentence, "keys", name))
        else:
            keys[action] = ",".join(dict.fromkeys(found.values()))
            names[action] = name
    for action, sentence in _clashes(keys):
        slips.append(settings.slip(sentence, "keys", names[action]))
    return CheckedSettings(
        theme, keys, tuple(sorted(slips, key=lambda slip: (slip.line, slip.column)))
    )


def _superseded(name: str, written: Mapping[str, str]) -> str:
    """Return a sentence if an action also has keys under its present name, or ''."""
    now = RENAMED.get(name)
    return say("keys.superseded", old=name, new=now) if now in written else ""


def _wrong(name: str, found: Mapping[str, str]) -> str:
    """Return why these keys (as written, and by name) cannot be bound to this action, or ''."""
    if name not in _actions():
        return say("keys.no_action", name=short(name))
    for written, key in found.items():
        if not key:
            return say("keys.no_key", name=short(written))
        if key in MOVING:
            return say("keys.fixed", key=sign(key))
    return ""


def _actions() -> dict[str, Key]:
    return {key.id: key for table in (*SCREENS.values(), EVERYWHERE) for key in table}


def _key(written: str) -> str:
    """Return Textual's name for a key; empty if there is no such key.

    >>> [_key(written) for written in ("s", "/", "slash", "ctrl+S", "shift+s")]
    ['s', 'slash', 'slash', 'ctrl+s', 'S']
    >>> [_key(written) for written in ("F2", "esc", "comma", "shout")]
    ['f2', 'escape', 'comma', '']
    """
    # A single character keeps its case, because S is not s; and ``+`` is a key, not a separator.
    *modifiers, last = written.lower().split("+") if len(written) > 1 else [written]
    if modifiers == ["shift"] and len(last) == 1:
        modifiers, last = [], last.upper()
    named = _named(last) if set(modifiers) <= _MODIFIERS else ""
    return "+".join([*modifiers, named]) if named else ""


def _named(last: str) -> str:
    """Return Textual's name for a key without modifiers; empty if there is no such key."""
    # Textual separates keys by commas, so the comma is known by its name only.
    if last in _ALSO or last in _NAMED or last == "comma":
        return _ALSO.get(last, last)
    character = last if len(last) == 1 else _character(last)
    if character == "" or character.isspace() or not character.isprintable() or character == ",":
        return ""
    # Textual itself turns the character into the name that a key press will have.
    (binding,) = Binding.make_bindings([Binding(character, "")])
    return binding.key


def _character(name: str) -> str:
    """Return the character that a long name stands for, such as ``/`` for slash."""
    shown = sign(name)
    return shown if len(shown) == 1 else key_to_character(name) or ""


def _clashes(keys: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Remove from ``keys`` those that a screen would use twice; yield each id with a sentence."""
    # One key less may resolve other conflicts, so they are searched anew.
    while clash := _clash(keys):
        mine, (screen, other), key = clash
        del keys[mine]
        yield (
            mine,
            say(
                "keys.clash",
                screen=say(f"screens.{screen}"),
                key=sign(key),
                action=other.id,
                word=other.word,
            ),
        )


def _clash(keys: Mapping[str, str]) -> tuple[str, tuple[str, Key], str] | None:
    """Return the last of the learner's own keys that a screen also uses for another action.

    The result is the id of the learner's action, the screen with its other action, and the key;
    None if there is no conflict.
    """
    order = list(keys)
    found = [
        (order.index(mine.id), mine.id, (screen, other), key)
        for screen, table in SCREENS.items()
        for pair in combinations(mapped((*table, *EVERYWHERE), keys), 2)
        for mine, other in (pair, pair[::-1])
        if mine.id in keys and _together(mine, other)
        for key in set(mine.names) & set(other.names)
    ]
    # Of two of the learner's keys that conflict, the later one in the settings loses.
    return max(found, key=lambda clash: clash[0])[1:] if found else None


def _together(one: Key, other: Key) -> bool:
    """Return True if two actions can be available at once, that is, not in different modes."""
    return "" in (one.mode, other.mode) or one.mode == other.mode
