"""Texts with placeholders: ``{patient}`` is replaced by a key of the drawn case or a person's name.

One pass, no nesting, no formatting; ``{{`` and ``}}`` are literal braces. Scenario text never goes
through a template engine or ``str.format``, which could reach attributes and run without end.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.scenario.pronouns import FORMS

# The first alternative that matches counts: {{a}} is text in braces, and a single { is an error.
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|\{")
# Not ``$``, which also matches before a line feed at the end.
_NAME = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9_-]*(\.({'|'.join(FORMS)}))?\Z")
# What comes before a placeholder that begins a sentence.
_SENTENCE_ENDS = (". ", "! ", "? ")


@dataclass(frozen=True, slots=True)
class BadPlaceholder:
    """A brace that opens no placeholder, or a placeholder without a valid name.

    ``offset`` counts characters from the start of the text.
    """

    offset: int
    found: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text split at its placeholders.

    ``pieces`` alternates between literal text (even indexes) and placeholder names (odd indexes).
    ``capitals`` are the indexes of the placeholders that are written with a capital letter.
    """

    source: str
    pieces: tuple[str, ...]
    capitals: tuple[int, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the placeholders used."""
        return frozenset(self.pieces[1::2])

    def fill(self, names: Mapping[str, str]) -> str:
        """Return the text with ``names`` put in.

        The loader has checked every placeholder, so a missing name is a bug; it raises KeyError.
        """
        # A fast path, because most texts have no placeholder.
        if len(self.pieces) == 1:
            return self.pieces[0]
        parts = [names[piece] if i % 2 else piece for i, piece in enumerate(self.pieces)]
        for i in self.capitals:
            parts[i] = parts[i][:1].upper() + parts[i][1:]
        return "".join(parts)


def parse_words(text: str, *, capitals: bool = False) -> Words:
    """Split ``text`` at its placeholders; bad ones (see ``bad_placeholders``) stay literal text.

    With ``capitals``, placeholders that begin the text or a sentence get a capital letter.
    """
    pieces = [""]
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        pieces[-1] += text[end : match.start()]  # the last piece is always literal text
        end = match.end()
        if match.group() in ("{{", "}}"):
            pieces[-1] += match.group()[0]
        elif _is_name(match):
            pieces += [match.group(1).strip(), ""]
        else:
            pieces[-1] += match.group()
    pieces[-1] += text[end:]
    begin = tuple(_that_begin(pieces)) if capitals else ()
    return Words(text, tuple(pieces), begin)


def _that_begin(pieces: list[str]) -> Iterator[int]:
    """Yield the index of each placeholder that begins the text or a sentence."""
    for i in range(1, len(pieces), 2):
        before = pieces[i - 1]
        if before.endswith(_SENTENCE_ENDS) or (i == 1 and not before):
            yield i


def bad_placeholders(text: str) -> Iterator[BadPlaceholder]:
    """Yield every opening brace that is neither doubled nor part of a valid placeholder."""
    for match in _PLACEHOLDER.finditer(text):
        if match.group() not in ("{{", "}}") and not _is_name(match):
            yield BadPlaceholder(match.start(), match.group())


def _is_name(match: re.Match[str]) -> bool:
    return match.group(1) is not None and _NAME.match(match.group(1).strip()) is not None
