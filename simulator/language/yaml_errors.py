"""Translate the parser's errors into problems for authors; its own messages are never shown."""

import re
from dataclasses import dataclass

import yaml

from simulator.scenario.problem import Problem, problem

CURLY_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
"""Quotes that word processors insert; to YAML they are ordinary letters."""

# The quantifiers are possessive where they could backtrack: a hostile line must not take long.
# A plain text that begins with a curly quote, after its dash and key if there are any:
_IN_CURLY_QUOTES = re.compile(rf"[ -]*+(?:[{{]?[\w-]++:[ ]++)?[{CURLY_QUOTES}]")

_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ALL_SPACES = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
# After an indent with dashes, and after the colon of a key if one follows.
_MISLEADING_SPACE = re.compile(
    rf"(?:[ \t]|-(?=[ {_ODD_SPACES}]))*+(?:\w[\w-]*+:)?([{_ODD_SPACES}])"
)
# A space and a ``#`` that is joined to the next word, after a text, as in ``room #4``.
_LOST_ABOVE = re.compile(r"[^\s][ \t]#[^\s#]")
_TEXT_LOST = re.compile(r"[ \t]++(?=#[^\s#])")
_SENTENCE_LOST = re.compile(r"(?<=[\w,]) (?=# \w)")

_GENERAL = problem("Y101", "look_at_two_lines")


@dataclass(frozen=True, slots=True)
class YamlError:
    """A syntax error; ``mark`` is the parser's, counts from 0, and is None for some errors."""

    mark: yaml.Mark | None
    problem: Problem


def misleading_space(line: str) -> int | None:
    """Return the column (from 0) of a space that YAML takes for a letter in a file's structure.

    The structure is the indent, the space after a dash and the space after a key's colon. In texts
    such spaces are allowed.
    """
    found = _MISLEADING_SPACE.match(line)
    return found.start(1) if found else None


def misleading_space_in_key(key: str) -> int | None:
    """Return the offset of such a space at either end of a key, or after a colon in it."""
    for found in _ODD_SPACE.finditer(key):
        if found.start() == 0 or found.end() == len(key) or key[found.start() - 1] == ":":
            return found.start()
    return None


def text_lost(line: str, column: int) -> int | None:
    """Return the column of a ``#`` that cuts off a plain text at ``column`` and may be part of it.

    A comment has a space after its sign: ``# like this``; ``room #4`` and ``the #1 thing`` do not.
    In ``3 # of beans``, one space before the sign and an unfinished sentence suggest text.
    """
    found = _TEXT_LOST.match(line, column) or _SENTENCE_LOST.match(line, column)
    return found.end() if found else None


def with_plain_indent(line: str) -> str:
    """Return a line with a plain space in place of each odd one in its indent."""
    rest = line.lstrip(_ALL_SPACES)
    return " " * (len(line) - len(rest)) + rest if "\t" not in line else line


def is_cut(line: str) -> bool:
    """Return whether a line has a ``#`` that cuts off a text and may be part of it."""
    return _LOST_ABOVE.search(line) is not None


def without_odd_spaces(text: str) -> str:
    """Return a plain text without the spaces at its ends that YAML does not treat as spaces."""
    return text if text.isprintable() else text.strip()


def yaml_error(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    """Return what is wrong in ``text``.

    An open quote is reported where it opens, anything else where the parser stopped.
    """
    said = f"{error.context or ''} {error.problem or ''}"
    # The first is where the parser stopped; some errors only have where the construct began.
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    column = mark.column if mark else 0
    for test, found in _ERRORS:
        if test(said, line, column):
            # The parser stops at the end of the file; the context is where the quote opens.
            place = (error.context_mark or mark) if test is _quote else mark
            return YamlError(place, found)
    return YamlError(mark, _GENERAL)


def _tab(said: str, line: str, column: int) -> bool:
    indent = line[: len(line) - len(line.lstrip())]
    return "\t" in indent and ("cannot start any token" in said or "tab character" in said)


def _curly_quote(said: str, line: str, column: int) -> bool:
    """Return whether the text with the unexpected colon begins with a curly quote."""
    return _colon(said, line, column) and _IN_CURLY_QUOTES.match(line, 0, column) is not None


def _colon(said: str, line: str, column: int) -> bool:
    return "mapping values are not allowed" in said


def _escape(said: str, line: str, column: int) -> bool:
    return "escape" in said


def _quote(said: str, line: str, column: int) -> bool:
    return "quoted scalar" in said


def _text_after(said: str, line: str, column: int) -> bool:
    """Return whether the parser stopped right after a closing quote or bracket."""
    return "did not find expected" in said and line[:column].rstrip(" \t").endswith(
        ("'", '"', "]", "}")
    )


def _bracket(said: str, line: str, column: int) -> bool:
    return "flow" in said


def _indent(said: str, line: str, column: int) -> bool:
    return (
        "block" in said
        or "did not find expected key" in said
        or "could not find expected ':'" in said
    )


def _special(said: str, line: str, column: int) -> bool:
    return "cannot start any token" in said


def _reserved(said: str, line: str, column: int) -> bool:
    return "alias" in said or "anchor" in said or "tag" in said


# The first test that matches decides: several of the later ones match messages of the earlier ones.
_ERRORS = (
    (_tab, problem("Y111.here", "indent_with_spaces")),
    (_curly_quote, problem("Y112.curly_quotes", "straight_quotes")),
    (_colon, problem("Y112", "quote_the_whole_text")),
    (_escape, problem("Y118", "single_quotes")),
    (_quote, problem("Y113", "close_or_other_quotes")),
    (_text_after, problem("Y117", "quote_the_whole_text_doubled")),
    (_bracket, problem("Y114", "quote_signs")),
    (_indent, problem("Y115", "same_column")),
    (_special, problem("Y116.special", "put_in_quotes")),
    (_reserved, problem("Y116.reserved", "put_in_quotes")),
)
