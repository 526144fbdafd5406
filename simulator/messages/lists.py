"""Lists of names in a sentence."""

from collections.abc import Sequence

from simulator.messages.speak import say


def listed(names: Sequence[str]) -> str:
    """Return names as part of a sentence: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return say("lists.and", others=enumerated(names[:-1]), last=names[-1])


def either(names: Sequence[str]) -> str:
    """Return names as alternatives in a sentence: "a", "a or b", "a, b or c"."""
    if len(names) < 2:
        return "".join(names)
    return say("lists.or", others=enumerated(names[:-1]), last=names[-1])


def enumerated(names: Sequence[object]) -> str:
    """Return names separated by commas, to stand after a colon: "a, b, c"."""
    return ", ".join(map(str, names))
