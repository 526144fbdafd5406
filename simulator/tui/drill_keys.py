"""The keys of the drill screen, as they are now: what the footer shows of them."""

from dataclasses import replace
from typing import Literal

from simulator.tui.keys import Key, types

Doing = Literal["loading", "deciding", "words", "writing", "done", "over"]
"""What the screen waits for: the drill, one of the two questions, own words, the next drill."""

_SHOWN: dict[Doing, tuple[str, ...]] = {
    "loading": ("drill.leave",),
    "deciding": ("drill.speak", "drill.wait", "drill.own_words", "help", "drill.leave"),
    "words": ("drill.next", "drill.back", "help", "drill.leave"),
    "writing": ("drill.next", "drill.back"),
    "done": ("drill.next", "help", "drill.leave"),
    "over": ("drill.leave",),
}
"""The actions in the footer; all others work as well."""

_SAID: dict[Doing, str] = {"words": "group.say", "writing": "drill.save_words"}
"""The id of the texts of ``drill.next``, if they are not the usual ones."""


def keys_now(keys: tuple[Key, ...], doing: Doing, lines: int) -> tuple[Key, ...]:
    """Return the keys with the footer that they have now; ``lines`` can be chosen by number."""
    return tuple(_now(key, doing, lines) for key in keys)


def _now(key: Key, doing: Doing, lines: int) -> Key:
    key = replace(key, footer="always" if key.id in _SHOWN[doing] else "never")
    if key.id == "help" and doing == "writing":
        # Those first that a field does not take as a character.
        return replace(key, keys=",".join(sorted(key.names, key=types)))
    if key.id != "drill.next" or doing not in _SAID:
        return key
    numbers = f"1-{lines}" if lines > 1 else "1"
    return replace(key, said_as=_SAID[doing], footer_sign=numbers if doing == "words" else "")
