"""The common slips of YAML in a trainer's words; the parser's own English never reaches the author."""

import re
from dataclasses import dataclass

import yaml

_GENERAL = "Y101", "The YAML breaks off here.", "Look at this line and the one before: indents, quotes, brackets and colons."


@dataclass(frozen=True, slots=True)
class SyntaxSlip:
    """What the parser stumbled over, and its own mark of the place (counting from 0; some of its errors have none)."""

    mark: yaml.Mark | None
    code: str
    sentence: str
    hint: str


def syntax_slip(error: yaml.MarkedYAMLError, text: str) -> SyntaxSlip:
    """Say what the parser stumbled over in ``text``: an open quote where it opens, anything else where it was noticed."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    for test, code, sentence, hint in _SLIPS:
        if test(said, line):
            return SyntaxSlip((error.context_mark or mark) if test is _quote else mark, code, sentence, hint)
    return SyntaxSlip(mark, *_GENERAL)


def _tab(said: str, line: str) -> bool:
    return "cannot start any token" in said and "\t" in line[: len(line) - len(line.lstrip())] + line[:1]


def _colon(said: str, line: str) -> bool:
    return "mapping values are not allowed" in said


def _escape(said: str, line: str) -> bool:
    return "escape" in said


def _quote(said: str, line: str) -> bool:
    return "quoted scalar" in said


_TEXT_AFTER = re.compile(r"""(^|[:\-,\[{]\s)\s*(?:"[^"]*"|'[^']*'|\{[^}]*\}|\[[^\]]*\])\s*[^\s,:#\]}]""")


def _text_after(said: str, line: str) -> bool:
    return "did not find expected" in said and _TEXT_AFTER.search(line) is not None


def _bracket(said: str, line: str) -> bool:
    return "flow" in said


def _indent(said: str, line: str) -> bool:
    return "block" in said or "did not find expected key" in said or "could not find expected ':'" in said


def _special(said: str, line: str) -> bool:
    return "cannot start any token" in said


def _reserved(said: str, line: str) -> bool:
    return "alias" in said or "anchor" in said or "tag" in said


_SLIPS = (
    (_tab, "Y111", "This line is indented with a tab.", "Indent with spaces."),
    (_colon, "Y112", "There is a colon inside plain text.", "Put the whole text in quotes."),
    (_escape, "Y118", "A backslash in double quotes means something to YAML.", "Put the text in single quotes."),
    (_quote, "Y113", "A quote opened here is never closed.", "Close it, or put the text in the other kind of quotes."),
    (
        _text_after,
        "Y117",
        "The text goes on after its closing quote or bracket.",
        "Put the whole text in quotes; inside '...', write '' for '.",
    ),
    (
        _bracket,
        "Y114",
        "A bracket or brace is not closed, or a comma is missing inside it.",
        "Quote texts that contain , : ? [ ] { }.",
    ),
    (
        _indent,
        "Y115",
        "This line does not fit the indent of the lines around it.",
        "Lines that belong together begin in the same column.",
    ),
    (_special, "Y116", "This text begins with a character that means something to YAML.", "Put it in quotes."),
    (_reserved, "Y116", "A text may not begin with & * or !.", "Put it in quotes."),
)
