"""Build plain data from the parser's events, with limits that are checked meanwhile.

Anchors, aliases, tags, merge keys and second documents are refused; a duplicate key is a finding.
Only true, false, null, whole numbers and decimals get a type of their own; all else is text.
"""

import re
from typing import Any

import yaml

from simulator.language.document import Document, Place
from simulator.language.findings import Findings, Mark
from simulator.language.yaml_errors import misleading_space_in_key, text_lost, without_odd_spaces
from simulator.language.yaml_source import Source
from simulator.scenario.problem import Value
from simulator.scenario.text import character_name, forbidden_character

MOST_EVENTS = 60_000
"""Largest number of parser events in a file (roughly: keys, values and brackets)."""

# Low enough that everything after this module may walk through a scenario by recursion.
DEEPEST = 40
"""Deepest nesting in a file, in levels."""

LONGEST_SCALAR = 5_000
"""Longest text in a file, in characters."""

# Longer digit strings stay text: they are telephone or record numbers, not amounts.
# ``\Z``, because ``$`` also matches before a final line feed.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})\Z")

_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})\.[0-9]{1,16}\Z")

_ODD_HINTS = {"\xad": "soft_hyphen", "\r": "line_ends"}
"""Ids of the hints for characters that have one of their own."""

# No other spelling: in YAML 1.1 ``no`` and ``on`` are truth values, but here they are answers.
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


class TreeBuilder:
    """Builds the tree from parser events with an explicit stack, and checks the limits meanwhile.

    Methods that return a bool return False if reading must stop.
    """

    def __init__(self, document: Document, findings: Findings, source: Source) -> None:
        self.document = document
        self.source = source
        self.last = len(document.lines)
        self.findings = findings
        self.stack: list[_Open] = []
        self.events = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Process one event; return False if reading must stop."""
        self.events += 1
        if self.events > MOST_EVENTS:
            return self.stop("Y121", self.mark(event.start_mark), most=MOST_EVENTS)
        # scalars first: they are the most frequent events, and this method runs for each event
        if isinstance(event, yaml.ScalarEvent):
            mark = self.mark(event.start_mark)
            return self.plain(event, mark) and self.scalar(event, mark)
        if isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.CollectionStartEvent):
            mark = self.mark(event.start_mark)
            return self.plain(event, mark) and self.open(event, mark)
        elif isinstance(event, yaml.AliasEvent):
            mark = self.mark(event.start_mark)
            return self.stop("Y105.alias", mark, "write_it_again", name=str(event.anchor))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                mark = self.mark(event.start_mark)
                return self.stop("Y108", mark, "one_document")
        return True

    def mark(self, mark: Any) -> Mark:
        """Convert a parser's mark to ours.

        At the end of a file the parser's mark is below the last line; return that line's end.
        """
        if mark.line < self.last:
            # Most files have no repaired line, and this method runs for nearly each event.
            moved = self.source.origins
            column = self.source.column(mark.line, mark.column) if moved else mark.column
            return Mark(mark.line + 1, column + 1)
        return Mark(self.last, len(self.document.lines[-1]) + 1)

    def stop(self, message: str, mark: Mark, hint: str = "", **values: Value) -> bool:
        """Add a finding that ends the reading; return False."""
        self.findings.add(message, mark, hint, "", **values)
        return False

    def plain(self, event: Any, mark: Mark) -> bool:
        """Check that an event has neither an anchor nor a tag."""
        if event.anchor is not None:
            return self.stop("Y105", mark, name=event.anchor)
        if event.tag is not None:
            return self.stop("Y106", mark, "quote_exclamation", tag=event.tag)
        return True

    def open(self, event: Any, mark: Mark) -> bool:
        """Start a list or a mapping."""
        if len(self.stack) >= DEEPEST:
            return self.stop("Y122", mark, most=DEEPEST)
        container: dict[str, Any] | list[Any] = (
            {} if isinstance(event, yaml.MappingStartEvent) else []
        )
        # YAML allows a list or a mapping as a key; a dict of Python does not.
        if self.stack and self.stack[-1].wants_key:
            return self.stop("Y107", mark, "quote_brackets")
        self.stack.append(_Open(container, self.put(container, mark)))
        return True

    def scalar(self, event: yaml.ScalarEvent, mark: Mark) -> bool:
        """Store a scalar as a key or a value; ``implicit[0]`` means that it has no quotes."""
        text = event.value
        if len(text) > LONGEST_SCALAR:
            return self.stop("Y123", mark, length=len(text), most=LONGEST_SCALAR)
        # ``_decode`` has checked the file's characters, but "\x1b" is one only when unescaped.
        if odd := forbidden_character(text):
            odd_character(self.findings, mark, odd.group())
            # Not stored, so that no later message repeats the character.
            text = ""
        if self.stack and self.stack[-1].wants_key:
            self.take_key(text, mark, event.implicit[0])
        elif event.implicit[0]:
            self.take_plain(without_odd_spaces(text), mark, event.end_mark)
        else:
            self.put(text, mark)
        return True

    def take_plain(self, text: str, mark: Mark, end: Any) -> None:
        """Store an unquoted value, which may be a number, true, false or null.

        For a number keep its spelling, for a text the mark of a ``#`` that cuts it off.
        """
        value = resolve(text)
        place = self.put(value, mark)
        if not isinstance(value, str):
            self.document.written.setdefault(place, text)
        elif (
            end.line < self.last
            and (column := text_lost(self.source.lines[end.line], end.column)) is not None
        ):
            column = self.source.column(end.line, column)
            self.document.cut.setdefault(place, Mark(end.line + 1, column + 1))

    def take_key(self, key: str, mark: Mark, plain: bool) -> None:
        """Store a key until its value arrives; report merge keys and duplicates."""
        top = self.stack[-1]
        # Odd spaces are not printable, so the search is skipped for nearly all keys.
        if plain and not key.isprintable() and (at := misleading_space_in_key(key)) is not None:
            odd_space(self.findings, Mark(mark.line, mark.column + at), f"x{key}", at + 1)
            self.document.partial = True
        if plain and key == "<<":
            self.findings.add("Y107.merge", mark, "write_the_keys")
        elif key in top.container:
            first = self.document.keys[(*top.place, key)]
            self.findings.add("Y104", mark, "join_or_take_out", name=key, line=first.line)
        top.key = key
        self.document.keys.setdefault((*top.place, key), mark)

    def put(self, value: Any, mark: Mark) -> Place:
        """Add a value to the innermost open list or mapping; return its place."""
        if not self.stack:
            self.document.data = value
            place: Place = ()
        else:
            place = self.stack[-1].put(value)
        # Of a duplicate key the first mark counts, as the first value does.
        self.document.values.setdefault(place, mark)
        return place


class _Open:
    """A list or mapping that is still being read; ``key`` is the key whose value comes next."""

    __slots__ = ("container", "key", "place")

    def __init__(self, container: Any, place: Place) -> None:
        self.container = container
        self.place = place
        self.key: str | None = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.container, dict)

    def put(self, value: Any) -> Place:
        if isinstance(self.container, list):
            self.container.append(value)
            return (*self.place, len(self.container) - 1)
        key = self.key or ""
        self.key = None
        self.container.setdefault(key, value)  # of a duplicate key the first value counts
        return (*self.place, key)


def odd_character(findings: Findings, mark: Mark, character: str) -> None:
    """Report a character that is not allowed."""
    hint = _ODD_HINTS.get(character, "take_it_out")
    findings.add("Y103", mark, hint, character=character_name(character))


def odd_space(findings: Findings, mark: Mark, line: str, column: int) -> None:
    """Report a space that YAML takes for a letter, in the indent or elsewhere in a line."""
    indent = not line[:column].strip()
    message, hint = ("Y109.indent", "type_spaces") if indent else ("Y109", "type_a_space")
    findings.add(message, mark, hint, character=character_name(line[column]))


def resolve(text: str) -> bool | int | float | str | None:
    """Return a plain scalar as its type; ``no``, ``12:30``, ``on``, dates and ``010`` stay text.

    A whole number has no leading 0, because YAML's versions disagree on whether 010 is eight or
    ten; in a scenario it is likely the number of a room or a pager.

    >>> [resolve(t) for t in ("true", "+1", "0.5", "no", "12:30", "1e5", "010")]
    [True, 1, 0.5, 'no', '12:30', '1e5', '010']
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
