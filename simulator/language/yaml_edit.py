"""Change one value in a YAML text and leave every other character as it is.

The parser gives the value's position, so comments, quotes, order and line ends of the rest are
preserved. Only a key with its value on one line can be changed; anything else is refused.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import yaml

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM = "\ufeff"


def with_value(text: str, name: str, value: str) -> str | None:
    """Return ``text`` with ``value`` (written as YAML) for the top-level key ``name``.

    A missing key is added at the end. Return None if the text is not a block mapping or if the
    value is not on one line. The caller has to check that the result has the intended meaning.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)  # the parser's columns do not count it
    try:
        events = list(yaml.parse(text, Loader=_PARSER))
    except yaml.YAMLError:
        return None
    root = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
    # Nothing but comments: no node at all, or an empty scalar.
    if root is None or (isinstance(root, yaml.ScalarEvent) and root.value == ""):
        return bom + _added(text, f"{name}: {value}", 0)
    if not isinstance(root, yaml.MappingStartEvent) or root.flow_style:
        return None
    old: Any = None
    for key, found in _entries(events):
        # The event of a key that is a list or a mapping has no value.
        if getattr(key, "value", None) == name:
            old = found
            break
    if old is None:
        start: Any = root.start_mark
        return bom + _added(text, f"{name}: {value}", start.column)
    changed = _replaced(text, old, value)
    return None if changed is None else bom + changed


def _entries(events: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the first event of each top-level key, with the first event of its value."""
    depth, first = 0, []
    for event in events:
        # At depth 1 are the keys and values of the top-level mapping itself.
        if depth == 1 and isinstance(event, yaml.NodeEvent):
            first.append(event)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
    return iter(list(pairwise(first))[::2])  # keys and values alternate


def _replaced(text: str, old: Any, value: str) -> str | None:
    """Return the text with ``old`` replaced by ``value``; None if ``old`` is not on one line."""
    start, end = old.start_mark, old.end_mark
    if not isinstance(old, yaml.ScalarEvent) or start.line != end.line:
        return None
    lines = text.split("\n")
    line = lines[start.line]
    blank = " " if start.column == end.column else ""  # after the colon of a key without a value
    lines[start.line] = f"{line[: start.column]}{blank}{value}{line[end.column :]}"
    return "\n".join(lines)


def _added(text: str, line: str, indent: int) -> str:
    """Return the text with one more line at its end, using the text's own line ends."""
    ends = "\r\n" if "\r\n" in text else "\n"
    ended = text if not text or text.endswith("\n") else f"{text}{ends}"
    return f"{ended}{' ' * indent}{line}{ends}"
