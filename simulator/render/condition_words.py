"""Conditions in words that need no programming: ``safety < 4`` is *safety is below 4*."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.messages import say
from simulator.scenario.condition import Condition
from simulator.scenario.condition_tokens import Token, tokens_of
from simulator.scenario.model import CLIMATE

_ACTS = ("did", "missed", "waited")
_TRUTHS = ("true", "false")
_WORDS = {
    "and": "and",
    "or": "or_else",
    "not": "not",
    "true": "always",
    "false": "never",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
    "==": "equal",
    "!=": "unequal",
    "+": "plus",
    "-": "minus",
    "*": "times",
}
"""The messages of words and signs; brackets stay as they are."""


@dataclass(frozen=True, slots=True)
class Names:
    """What conditions refer to: numbers of moments, letters of options, names of flags."""

    moments: Mapping[str, int]
    letters: Mapping[tuple[str, str], str]
    flags: frozenset[str]


def condition_words(condition: Condition, names: Names) -> str:
    """Return a condition in words, to stand after *if*."""
    tokens = tokens_of(condition.source)
    words: list[str] = []
    at = 0
    while tokens[at].kind != "end":
        word, used = _word(tokens, at, names)
        words.append(word)
        at += used
    # Brackets are words of their own, and stand close to what they enclose.
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def value_name(name: str) -> str:
    """Return the name of a value of climate or state in a sentence: the author's own are quoted."""
    plain = plain_name(name)
    return plain if name in CLIMATE else say("printout.value", name=plain)


def plain_name(name: str) -> str:
    """Return the name of a value of climate or state, as it is printed."""
    return say(f"climate.{name}").lower() if name in CLIMATE else name.replace("_", " ")


def _word(tokens: list[Token], at: int, names: Names) -> tuple[str, int]:
    """Return the words for what begins at token ``at``, and how many tokens it takes."""
    # There is always a next one, because the last token is the end of the text.
    token, following = tokens[at], tokens[at + 1]
    if token.text == "not":
        word, used = _statement(tokens, at + 1, names, denied=True)
        return (word, used + 1) if used else (say("conditions.not"), 1)
    word, used = _statement(tokens, at, names, denied=False)
    if used:
        return word, used
    if token.text in _WORDS:
        # A sign before a number is part of it.
        if token.text == "-" and following.kind == "number" and _is_sign(tokens, at):
            return f"-{following.text}", 2
        return say(f"conditions.{_WORDS[token.text]}"), 1
    return (value_name(token.text) if token.kind == "name" else token.text), 1


def _is_sign(tokens: list[Token], at: int) -> bool:
    """Return whether a minus has no number or name before it."""
    return at == 0 or (tokens[at - 1].kind == "sign" and tokens[at - 1].text != ")")


def _statement(tokens: list[Token], at: int, names: Names, *, denied: bool) -> tuple[str, int]:
    """Return the words for an act or a flag, and how many tokens it takes; 0 if there is none."""
    token = tokens[at]
    if token.text in _ACTS and tokens[at + 1].text == "(":
        # Four tokens: the word, the bracket, the id in quotes and the other bracket.
        return _act(token.text, tokens[at + 2].text[1:-1], names, denied), 4
    if token.text not in names.flags:
        return "", 0
    following = tokens[at + 1].text
    if following in ("==", "!=") and tokens[at + 2].text in _TRUTHS:
        holds = (following == "==") == (tokens[at + 2].text == "true")
        return _flag(token.text, holds != denied), 3
    if following in ("==", "!="):  # compared with another flag
        return "", 0
    return _flag(token.text, not denied), 1


def _flag(name: str, holds: bool) -> str:
    name = name.replace("_", " ")
    return say("printout.flag", name=name) if holds else say("printout.no_flag", name=name)


def _act(word: str, named: str, names: Names, denied: bool) -> str:
    moment, _, option = named.partition(".")
    number = names.moments[moment]
    if word != "did":
        if denied:
            return say("printout.not_missed", number=number)
        return say("printout.missed", number=number)
    if not option:
        return say("printout.not_did_any" if denied else "printout.did_any", number=number)
    letter = names.letters[moment, option]
    if denied:
        return say("printout.not_did", number=number, letter=letter)
    return say("printout.did", number=number, letter=letter)
