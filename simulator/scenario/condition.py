"""Conditions such as ``safety < 4 and not father_named``: checked at load time and compiled once.

The language has ``and or not ( ) < <= > >= == !=``, ``+ - *``, whole and decimal numbers,
true/false, names of climate and state, and ``did('moment.option')``, ``did('moment')``,
``missed('moment')`` and ``waited('moment')``. The tokenizer (``condition_tokens.py``) and the
parser (``condition_parser.py``) are our own, because Python's would accept more (``# notes``,
``True``, ``1_000``) and differs between versions. Each token is read and compiled once
(``condition_evaluation.py``), and each part is evaluated at most once, so the work is bounded by
the length of the text. Types (number, yes/no) are checked at load time, and decimals are exact
fractions (a float would overflow next to a very large product), so evaluation cannot fail.

A condition reads ``values`` (climate and state, in the scenario's order; yes/no as 0 or 1) and
``judged`` (a bit mask of what has been done in the moments, see ``Judgeable``).
"""

import re
from dataclasses import dataclass, field

from simulator.scenario.condition_evaluation import Evaluate, Judged, Number, Values
from simulator.scenario.condition_names import Judgeable, Names
from simulator.scenario.condition_parser import DEEPEST, LARGEST, parse
from simulator.scenario.condition_tokens import ConditionError, Refused, odd_character
from simulator.scenario.problem import problem

__all__ = [
    "DEEPEST",
    "LARGEST",
    "LONGEST",
    "Condition",
    "ConditionError",
    "Evaluate",
    "Judgeable",
    "Judged",
    "Names",
    "Number",
    "Values",
    "compile_condition",
]

LONGEST = 400
"""The maximum length of a condition, in characters."""

_WHITE = re.compile(r"[\t\n]")


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked and compiled condition.

    ``values`` holds the indexes that it reads, ``judged`` the bits that it reads.
    """

    source: str
    evaluate: Evaluate = field(compare=False, repr=False)
    values: frozenset[int] = frozenset()
    judged: Judged = 0


def compile_condition(text: str, names: Names) -> Condition | ConditionError:
    """Return ``text`` checked and compiled, or the first error found in it."""
    # First of all checks, because it bounds the work of the others.
    if len(text) > LONGEST:
        return ConditionError(problem("M312.length", length=len(text), most=LONGEST), 0)
    if odd := odd_character(text):
        return odd
    # Before parsing, because the parser recurses into brackets.
    if (at := _too_deep(text)) is not None:
        return ConditionError(problem("M312.brackets", most=DEEPEST), at)
    try:
        # A condition may span several lines. One space for each line end keeps the columns right.
        line = _WHITE.sub(" ", text)
        return Condition(line, *parse(line, names))
    except Refused as refused:
        return refused.error


def _too_deep(text: str) -> int | None:
    """Return the column of the bracket that nests too deep, if any; needs no recursion."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > DEEPEST:
            return at
    return None
