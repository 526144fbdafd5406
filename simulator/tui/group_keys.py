"""The keys of the screen on which a group is led, as they are now: what the footer shows of them.

All keys stay bound, except while the leader is speaking in live play; the footer names those that
do something now, and says what.
"""

from dataclasses import dataclass, replace
from typing import Literal

from simulator.tui.keys import Key, sign, typeable, while_speaking

Doing = Literal["between", "deciding", "words", "speaking", "writing", "answering", "over"]
"""What is asked: nothing, speak or wait, which words; in a field: own words or an answer.

``speaking`` is the question for the words in live play.
"""

_SHOWN: dict[Doing, dict[str, str]] = {
    "deciding": {"group.speak": "", "group.wait": "", "group.own_words": "", "group.leave": ""},
    "words": {"group.continue": "group.say", "group.back": "", "group.leave": ""},
    "writing": {"group.continue": "group.save_words", "group.back": ""},
    "answering": {"group.continue": "group.save_answer", "group.back": "group.skip"},
    "over": {"group.continue": "group.debrief", "group.leave": ""},
}
"""The actions in the footer, with the ids of their texts there; empty if they are the usual ones.

What is not listed here, ``between`` and ``speaking``, has the footer of the table.
"""

_IN_A_FIELD = ("writing", "answering")


@dataclass(frozen=True, slots=True)
class Now:
    """What is asked, how many lines can be chosen, and whether there is a reason or a moment.

    ``paused`` is true if the next turn comes only when the learner presses a key.
    """

    doing: Doing
    lines: int = 0
    why: bool = False
    moments: bool = False
    paused: bool = False


def keys_now(keys: tuple[Key, ...], now: Now) -> tuple[Key, ...]:
    """Return the keys of the group's screen with the footer and the texts that they have now."""
    if now.doing == "speaking":
        return while_speaking(keys)
    return tuple(_now(key, keys, now) for key in keys)


def _now(key: Key, keys: tuple[Key, ...], now: Now) -> Key:
    shown = _SHOWN.get(now.doing)
    if key.id == "help":
        return typeable(key) if now.doing in _IN_A_FIELD else key
    if key.id == "group.why":
        return _visible(key, now.why and now.doing not in _IN_A_FIELD)
    if key.id == "group.branch":
        return _visible(key, now.moments and now.doing in ("between", "over"))
    if shown is None:
        resumes = now.paused and key.id == "group.pause"
        return replace(key, said_as="group.resume") if resumes else key
    said_as = shown.get(key.id, "")
    signed = replace(key, said_as=said_as, footer_sign=_sign(key, keys, now))
    return _visible(signed, key.id in shown)


def _visible(key: Key, visible: bool) -> Key:
    return replace(key, footer="always" if visible else "never")


def _sign(key: Key, keys: tuple[Key, ...], now: Now) -> str:
    """Return what the footer shows for a key: at a question the numbers of its answers."""
    numbers = next((sign_of for sign_of in keys if sign_of.id == "group.choose"), None)
    if numbers is None:
        return ""
    signs = [sign(name) for name in numbers.names]
    if now.doing == "deciding" and key.id in ("group.speak", "group.wait"):
        return signs[("group.speak", "group.wait").index(key.id)]
    if now.doing == "words" and key.id == "group.continue" and now.lines:
        last = min(now.lines, len(signs))
        return signs[0] if last == 1 else f"{signs[0]}-{signs[last - 1]}"
    return ""
