"""Conditions such as ``safety < 4 and not father_named``: checked at load time and compiled once.

The language has ``and or not ( ) < <= > >= == !=``, ``+ - *``, whole and decimal numbers,
true/false, names of climate and state, and ``did('moment.option')``, ``did('moment')``,
``missed('moment')`` and ``waited('moment')``. The tokenizer (``condition_tokens.py``) and the
parser are our own, because Python's would accept more (``# notes``, ``True``, ``1_000``) and
differs between versions. Each token is read and compiled once (``condition_evaluation.py``), and
each part is evaluated at most once, so the work is bounded by the length of the text. Types
(number, yes/no) are checked at load time, and decimals are exact fractions (a float would overflow
next to a very large product), so evaluation cannot fail.

A condition reads ``values`` (climate and state, in the scenario's order; yes/no as 0 or 1) and
``judged`` (a bit mask of what has been done in the moments, see ``Judgeable``).
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from simulator.scenario import condition_evaluation as evaluation
from simulator.scenario.condition_evaluation import (
    Comparison,
    Evaluate,
    Judged,
    Number,
    Values,
)
from simulator.scenario.condition_tokens import (
    ConditionError,
    Refused,
    Token,
    odd_character,
    tokens_of,
)
from simulator.scenario.nearest import Nearest, nearest_name
from simulator.scenario.problem import Value, problem

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

DEEPEST = 24
"""The maximum nesting of brackets and operators; it bounds the recursion of the parser."""

LARGEST = 1_000_000
"""The largest number that may be written in a condition."""


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A moment as seen by conditions: its option ids in file order, and its bits in ``judged``.

    ``leave`` is true for a leave and false for a cue. ``first`` is the number of the moment's
    lowest bit: judged at all. The next bit is set if nobody acted, and one bit for each option
    follows.
    """

    first: int
    leave: bool
    options: Sequence[str]

    @property
    def judged(self) -> Judged:
        """The bit that is set once this moment has been judged."""
        return 1 << self.first

    @property
    def passed(self) -> Judged:
        """The bit that is set if nobody acted."""
        return 2 << self.first

    def taken(self, option: int) -> Judged:
        """Return the bit that is set if this option (from 0, in file order) was taken."""
        return 4 << self.first + option

    @property
    def any_taken(self) -> Judged:
        """The bits of all options; one of them is set if the leader acted."""
        return (1 << self.end) - self.taken(0)

    @property
    def end(self) -> int:
        """The number of the first bit of the next moment."""
        return self.first + 2 + len(self.options)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a condition may use.

    ``numbers`` and ``flags`` map a name to its index in ``values``. ``nearest`` finds the known
    name that is most similar to a mistyped one.
    """

    numbers: Mapping[str, int]
    flags: Mapping[str, int]
    moments: Mapping[str, Judgeable]
    nearest: Nearest = nearest_name

    def all_names(self) -> list[str]:
        """Return every name that is used without brackets, for suggestions."""
        return [*self.numbers, *self.flags, "true", "false"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked and compiled condition.

    ``values`` holds the indexes that it reads, ``judged`` the bits that it reads.
    """

    source: str
    evaluate: Evaluate = field(compare=False, repr=False)
    values: frozenset[int] = frozenset()
    judged: Judged = 0


_COMPARE: dict[str, Comparison] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_ADD: dict[str, Callable[[Number, Number], Number]] = {"+": operator.add, "-": operator.sub}
_MULTIPLY: dict[str, Callable[[Number, Number], Number]] = {"*": operator.mul}
_FUNCTIONS = ("did", "missed", "waited")
_WORDS = ("and", "or", "not", "true", "false")
_NUMBER, _FLAG = "number", "yes/no"
_WHITE = re.compile(r"[\t\n]")
_WRITTEN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+")


def compile_condition(text: str, names: Names) -> Condition | ConditionError:
    """Return ``text`` checked and compiled, or the first error found in it."""
    if len(text) > LONGEST:
        return ConditionError(problem("M312.length", length=len(text), most=LONGEST), 0)
    if odd := odd_character(text):
        return odd
    if (at := _too_deep(text)) is not None:
        return ConditionError(problem("M312.brackets", most=DEEPEST), at)
    try:
        # A condition may span several lines. One space for each line end keeps the columns right.
        line = _WHITE.sub(" ", text)
        return _Parser(names, line).condition()
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A compiled part of a condition.

    ``kind`` is its type, ``column`` and ``end`` its range in the text, ``level`` the depth of the
    nesting inside it.
    """

    kind: str
    evaluate: Evaluate
    column: int
    end: int
    level: int = 0


class _Parser:
    """A recursive-descent parser that compiles while it reads, and collects what is read.

    ``either``, ``both``, ``negated``, ``compared``, ``sum``, ``product``, ``signed`` and ``atom``
    are the levels of precedence, the weakest first. Each returns a compiled part.
    """

    def __init__(self, names: Names, text: str) -> None:
        self.names = names
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0
        self.values: set[int] = set()
        self.judged: Judged = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> Token | None:
        """Consume and return the next token if it is one of these names or signs."""
        token = self.token
        if token.kind not in ("name", "sign") or token.text not in texts:
            return None
        self.at += 1
        return token

    def condition(self) -> Condition:
        part = self.either()
        if self.token.kind != "end":
            raise self.unreadable()
        return Condition(self.text, self.typed(part, _FLAG), frozenset(self.values), self.judged)

    def either(self) -> _Part:
        return self.joined("or", self.both)

    def both(self) -> _Part:
        return self.joined("and", self.negated)

    def joined(self, word: str, inner: Callable[[], _Part]) -> _Part:
        parts = [inner()]
        while self.take(word):
            parts.append(inner())
        if len(parts) == 1:
            return parts[0]
        evaluate = evaluation.joined(word == "and", [self.typed(part, _FLAG) for part in parts])
        return self.part(_FLAG, evaluate, parts[0].column, parts)

    def negated(self) -> _Part:
        return self.prefixed("not", self.compared, _FLAG, evaluation.negated)

    def compared(self) -> _Part:
        parts = [self.sum()]
        signs: list[Comparison] = []
        while sign := self.take(*_COMPARE):
            parts.append(self.sum())
            self.comparable(sign.text, parts[-2], parts[-1])  # a < b < c compares neighbours
            signs.append(_COMPARE[sign.text])
        if not signs:
            return parts[0]
        return self.part(
            _FLAG,
            evaluation.compared([part.evaluate for part in parts], signs),
            parts[0].column,
            parts,
        )

    def comparable(self, sign: str, left: _Part, right: _Part) -> None:
        if left.kind != right.kind:
            raise self.refuse("M314.mixed", left.column)
        if left.kind == _FLAG and sign not in ("==", "!="):
            raise self.refuse("M314.order", left.column)

    def sum(self) -> _Part:
        return self.calculated(_ADD, self.product)

    def product(self) -> _Part:
        return self.calculated(_MULTIPLY, self.signed)

    def calculated(
        self, signs: Mapping[str, Callable[[Number, Number], Number]], inner: Callable[[], _Part]
    ) -> _Part:
        left = inner()
        while sign := self.take(*signs):
            right = inner()
            evaluate = evaluation.binary(
                signs[sign.text], self.typed(left, _NUMBER), self.typed(right, _NUMBER)
            )
            left = self.part(_NUMBER, evaluate, left.column, [left, right])
        return left

    def signed(self) -> _Part:
        return self.prefixed("-", self.atom, _NUMBER, evaluation.minus)

    def prefixed(
        self,
        sign: str,
        inner: Callable[[], _Part],
        kind: str,
        applied: Callable[[Evaluate], Evaluate],
    ) -> _Part:
        """Parse any number of prefixes without recursion."""
        columns: list[int] = []
        while token := self.take(sign):
            columns.append(token.column)
        part = inner()
        for column in reversed(columns):
            part = self.part(kind, applied(self.typed(part, kind)), column, [part])
        return part

    def atom(self) -> _Part:
        token = self.token
        if self.take("("):
            inner = self.either()
            if not self.take(")"):
                raise self.unreadable()
            return self.part(inner.kind, inner.evaluate, token.column, [inner])
        if token.kind == "number":
            return self.number()
        if token.kind == "text":
            raise self.refuse("M311.text", token.column, "text_only_inside")
        if token.kind != "name" or token.text in ("and", "or", "not"):
            raise self.unreadable()
        self.at += 1
        return self.call(token) if self.take("(") else self.name(token)

    def number(self) -> _Part:
        token = self.token
        self.at += 1
        if not _WRITTEN.fullmatch(token.text):
            raise self.refuse("M311.number", token.column, "digits_and_a_point", found=token.text)
        value = Fraction(token.text)
        if value > LARGEST:
            raise self.refuse("M312.number", token.column, most=LARGEST)
        return self.part(
            _NUMBER, evaluation.fixed(int(value) if value.denominator == 1 else value), token.column
        )

    def name(self, token: Token) -> _Part:
        name = token.text
        for kind, places in ((_NUMBER, self.names.numbers), (_FLAG, self.names.flags)):
            if name in places:
                self.values.add(places[name])
                return self.part(kind, evaluation.read(places[name]), token.column)
        if name in ("true", "false"):
            return self.part(_FLAG, evaluation.fixed(int(name == "true")), token.column)
        if small := _small(name):
            raise self.refuse("M310", token.column, "small_letters", name=name, small=small)
        near = self.names.nearest(name, self.names.all_names())
        raise self.refuse("M310", token.column, near=near, name=name)

    def call(self, function: Token) -> _Part:
        if function.text not in _FUNCTIONS:
            raise self.refuse("M310.call", function.column, "three_functions", name=function.text)
        said = self.token
        if said.kind != "text":
            raise self.misasked(function)
        self.at += 1
        if not self.take(")"):
            raise self.misasked(function)
        bits = self.bits(function, said.text[1:-1])
        self.judged |= bits
        return self.part(_FLAG, evaluation.done(bits), function.column)

    def misasked(self, function: Token) -> Refused:
        if function.text == "did":
            return self.refuse("M311.ask_did", function.column)
        return self.refuse("M311.ask_moment", function.column, name=function.text)

    def bits(self, function: Token, said: str) -> Judged:
        """Return the bits of ``judged`` of which a function call tests that one is set."""
        moment, dot, option = said.partition(".")
        if dot and function.text != "did":
            raise self.misasked(function)
        column = function.column
        if moment not in self.names.moments:
            near = self.names.nearest(moment, self.names.moments)
            raise self.refuse("M313.moment", column, near=near, name=moment)
        asked = self.names.moments[moment]
        if function.text == "did":
            if not dot:
                return asked.any_taken
            if option not in asked.options:
                near = self.names.nearest(option, asked.options)
                raise self.refuse("M313.option", column, near=near, moment=moment, name=option)
            return asked.taken(asked.options.index(option))
        if asked.leave != (function.text == "waited"):
            raise self.refuse("M315.leave" if asked.leave else "M315.cue", column, name=moment)
        return asked.passed

    def part(
        self, kind: str, evaluate: Evaluate, column: int, inner: Sequence[_Part] = ()
    ) -> _Part:
        """Return a part that ends before the next token, one level deeper than ``inner``."""
        level = 1 + max(part.level for part in inner) if inner else 0
        if level > DEEPEST:
            raise self.refuse("M312.nested", column, most=DEEPEST)
        last = self.tokens[self.at - 1]
        return _Part(kind, evaluate, column, last.column + len(last.text), level)

    def typed(self, part: _Part, wanted: str) -> Evaluate:
        """Return the part's function; raise Refused if the part has not the type ``wanted``."""
        if part.kind == wanted:
            return part.evaluate
        said = self.text[part.column : part.end]
        if wanted == _FLAG:
            raise self.refuse("M314.number", part.column, "compare_it", found=said)
        raise self.refuse("M314.truth", part.column, found=said)

    def refuse(
        self, message: str, column: int, hint: str = "", near: str = "", **values: Value
    ) -> Refused:
        return Refused(ConditionError(problem(message, hint, near, **values), column))

    def unreadable(self) -> Refused:
        """Return the error for a next token that is not allowed here."""
        token = self.token
        if token.text in ("is", "in"):
            return self.refuse("M311.is", token.column)
        if small := _small(token.text):
            return self.refuse("M311.unreadable", token.column, "small_letters", small=small)
        return self.refuse("M311.unreadable", token.column)


def _small(name: str) -> str:
    """Return ``name`` in lower case if only that is a keyword or function, else ""."""
    known = (*_WORDS, *_FUNCTIONS)
    return name.lower() if name not in known and name.lower() in known else ""
