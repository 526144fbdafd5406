"""Words with placeholders: ``{patient}`` stands for a key of the drawn case or for a person's name.

One pass, no nesting, no formatting; ``{{`` and ``}}`` are braces. Scenario text never meets a template engine or
``str.format``, which could reach attributes and run for ever.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|\{")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")


@dataclass(frozen=True, slots=True)
class BadPlaceholder:
    """A brace that is no placeholder, or one without a proper name; ``offset`` counts characters from the start."""

    offset: int
    found: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut at its placeholders: ``pieces`` are alternately literal text and a placeholder's name."""

    source: str
    pieces: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The placeholders used."""
        return frozenset(self.pieces[1::2])

    def fill(self, names: Mapping[str, str]) -> str:
        """Put ``names`` in; a name that is missing is a broken promise of the loader (KeyError)."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return "".join(names[piece] if i % 2 else piece for i, piece in enumerate(self.pieces))


def parse_words(text: str) -> Words:
    """Cut ``text`` at its placeholders; what ``bad_placeholders`` would report is kept as it stands."""
    pieces = [""]
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        pieces[-1] += text[end : match.start()]
        end = match.end()
        if match.group() in ("{{", "}}"):
            pieces[-1] += match.group()[0]
        elif _is_name(match):
            pieces += [match.group(1).strip(), ""]
        else:
            pieces[-1] += match.group()
    pieces[-1] += text[end:]
    return Words(text, tuple(pieces))


def bad_placeholders(text: str) -> Iterator[BadPlaceholder]:
    """Yield every opening brace that is neither doubled nor a placeholder with a proper name."""
    for match in _PLACEHOLDER.finditer(text):
        if match.group() not in ("{{", "}}") and not _is_name(match):
            yield BadPlaceholder(match.start(), match.group())


def _is_name(match: re.Match[str]) -> bool:
    return match.group(1) is not None and _NAME.match(match.group(1).strip()) is not None
