"""The keys of the debrief as they are now: what the footer shows of them, and what it says."""

from dataclasses import dataclass, replace
from typing import Literal

from simulator.tui.keys import Key, sign, types
from simulator.tui.screens import ROOMY

OnEnter = Literal["", "open", "close", "go"]
"""What Enter does with the focused heading or link."""

_DROPPED = ("save", "all", "find", "moment", "outline", "next", "drill", "branch")
"""The actions that a footer leaves out if they do not fit, in this order; the help has them all."""


@dataclass(frozen=True, slots=True)
class Now:
    """The state that the footer depends on.

    ``link`` is whether a moment is named in view, ``can_open`` whether anything is closed,
    ``drill`` whether a drill was suggested, and ``typing`` whether a text to find is being typed.
    """

    enter: OnEnter = ""
    link: bool = False
    can_open: bool = False
    drill: bool = False
    follows: bool = False
    typing: bool = False
    columns: int = 80


def keys_now(keys: tuple[Key, ...], now: Now) -> tuple[Key, ...]:
    """Return the keys of the debrief with the footer and the texts that they have now."""
    there = tuple(key for key in keys if now.follows or key.id != "debrief.follow")
    fitting = tuple(_in_field(key) if now.typing else _now(key, now) for key in there)
    for dropped in _DROPPED:
        if _columns(fitting, now.columns) <= now.columns:
            break
        hide = f"debrief.{dropped}"
        fitting = tuple(_hidden(key) if key.id == hide else key for key in fitting)
    return fitting


def _columns(keys: tuple[Key, ...], columns: int) -> int:
    """Return the columns of the footer; a compact one, below ``ROOMY``, has smaller gaps."""
    shown = [f"{sign(key.names[0])} {key.word}" for key in keys if key.in_footer("")]
    return sum(map(len, shown)) + len(shown) * (2 if columns >= ROOMY else 1)


def _now(key: Key, now: Now) -> Key:
    match key.id:
        case "debrief.open" if now.enter:
            return _shown(replace(key, said_as=f"debrief.{now.enter}"))
        case "debrief.moment" if now.link and not now.enter:
            return _shown(key)
        case "debrief.drill" if now.drill:
            return _shown(key)
        case "debrief.all":
            return _shown(key if now.can_open else replace(key, said_as="debrief.none"))
        case "debrief.find" | "debrief.save":
            return _shown(key)
    return key


def _in_field(key: Key) -> Key:
    """Return a key as it is while a text is typed: only the help has a key that is no letter."""
    if key.id == "help":
        return replace(key, keys=",".join(sorted(key.names, key=types)))
    return _hidden(key)


def _hidden(key: Key) -> Key:
    return replace(key, footer="never")


def _shown(key: Key) -> Key:
    return replace(key, footer="always")
