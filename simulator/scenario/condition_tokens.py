"""The tokens of a condition, and the errors in its characters."""

import re
from dataclasses import dataclass

from simulator.scenario.problem import Problem, problem
from simulator.scenario.text import character_name

_ODD = re.compile(r"[^\t\n !-\[\]-~]")  # also a backslash, which could escape forbidden characters
_TOKEN = re.compile(
    r"(?P<white> +)"
    r"|(?P<number>\.?[0-9][0-9A-Za-z_.]*)"  # greedy, for better errors; _WRITTEN checks the form
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<sign>[<>=!]=|[<>()+*-])"
)
_WRONG_SIGNS = {
    # Names have no full stop, so this is an id that is not in quotes.
    ".": problem("M311.ask_did"),
    "&": problem("M311.sign", "write_and", sign="&"),
    "|": problem("M311.sign", "write_or", sign="|"),
    "!": problem("M311.sign", "write_not", sign="!"),
    "=": problem("M311.one_equals", "write_two_equals"),
    ",": problem("M311.comma", "write_and"),
    "#": problem("M311.sign", "note_outside", sign="#"),
    "'": problem("M311.open_quote", "close_it"),
    '"': problem("M311.open_quote", "close_it"),
    "&&": problem("M311.sign", "write_and", sign="&&"),
    "||": problem("M311.sign", "write_or", sign="||"),
}
"""The problem for each character, or pair of them, that starts no token."""

_TYPOGRAPHIC = {
    "\u2018\u2019\u201a\u201b\u2032\u00b4\u2039\u203a": "'",
    "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb": '"',
    "\u2264\u2a7d": "<=",
    "\u2265\u2a7e": ">=",
    "\u2260": "!=",
    "\u2010\u2011\u2012\u2013\u2014\u2212": "-",
    "\u00d7\u00b7": "*",
}
"""Characters that word processors and web pages put in place of plain signs, and these signs."""

# Those that word processors insert; any other character is reported without a hint.
_SPACES = "\u00a0\u2002\u2003\u2009\u202f"


@dataclass(frozen=True, slots=True)
class ConditionError:
    """An error in a condition, and its column (from 0) in the text."""

    problem: Problem
    column: int


class Refused(Exception):
    """Carries one error out of the recursion of the parser; ``compile_condition`` catches it."""

    def __init__(self, error: ConditionError) -> None:
        super().__init__(error.problem.message)
        self.error = error


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its column; ``kind`` is number, name, text, sign, or end for the last one."""

    kind: str
    text: str
    column: int


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a condition; raise Refused for a sign that starts none."""
    tokens = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Refused(ConditionError(_wrong_sign(text[at : at + 2]), at))
        if found.lastgroup and found.lastgroup != "white":
            tokens.append(Token(found.lastgroup, found.group(), at))
        at = found.end()
    return [*tokens, Token("end", "", len(text))]


def _wrong_sign(signs: str) -> Problem:
    """Return the problem for text that starts no token, from its first one or two characters."""
    return _WRONG_SIGNS.get(signs) or _WRONG_SIGNS.get(signs[0]) or problem("M311.unknown")


def odd_character(text: str) -> ConditionError | None:
    """Return the error for the first character that no condition may have, or None."""
    odd = _ODD.search(text)
    return ConditionError(_odd(odd.group()), odd.start()) if odd else None


def _odd(character: str) -> Problem:
    name = character_name(character)
    if character in _SPACES:
        return problem("M311.character", "plain_space", character=name)
    for characters, plain in _TYPOGRAPHIC.items():
        if character in characters:
            # In words, because many terminals show some of these signs alike.
            sign = name.partition(" ")[2].lower()
            return problem("M311.printed", "write_plain", sign=sign, plain=plain)
    return problem("M311.character", character=name)
