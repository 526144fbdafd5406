"""Conditions such as ``safety < 4 and not father_named``: checked at load time and compiled once.

The language has ``and or not ( ) < <= > >= == !=``, ``+ - *``, whole and decimal numbers,
true/false, names of climate and state, and ``did('moment.option')``, ``missed('moment')`` and
``waited('moment')``. The tokenizer and the recursive-descent parser are here, because Python's own
parser would accept more (``# notes``, ``True``, ``1_000``) and differs between versions. Each token
is read and compiled once, and each part is evaluated at most once, so the work is bounded by the
length of the text. Types (number, yes/no) are checked at load time, and decimals are exact
fractions (a float would overflow next to a very large product), so evaluation cannot fail.

A condition reads ``values`` (climate and state, in the scenario's order; yes/no as 0 or 1) and
``judged`` (a bit mask of what has been done in the moments, see ``Judgeable``).
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from simulator.scenario.nearest import Nearest, nearest_name
from simulator.scenario.problem import Problem, Value, problem
from simulator.scenario.text import character_name

LONGEST = 400
"""The maximum length of a condition, in characters."""

DEEPEST = 24
"""The maximum nesting of brackets and operators; it bounds the recursion of the parser."""

LARGEST = 1_000_000
"""The largest number that may be written in a condition."""

Values = tuple[int, ...]
Judged = int
Number = int | Fraction
Evaluate = Callable[[Values, Judged], Number]


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


@dataclass(frozen=True, slots=True)
class ConditionError:
    """An error in a condition, and its column (from 0) in the text."""

    problem: Problem
    column: int


class _Refused(Exception):
    """Carries one error out of the recursion; never leaves this module."""

    def __init__(self, error: ConditionError) -> None:
        super().__init__(error.problem.message)
        self.error = error


Comparison = Callable[[Number, Number], bool]

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
_ODD = re.compile(r"[^\t\n !-\[\]-~]")  # also a backslash, which could escape forbidden characters
_WRITTEN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+")
_TOKEN = re.compile(
    r"(?P<white> +)"
    r"|(?P<number>\.?[0-9][0-9A-Za-z_.]*)"  # greedy, for better errors; _WRITTEN checks the form
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<sign>[<>=!]=|[<>()+*-])"
)
_WRONG_SIGNS = {
    "&": problem("M311.sign", "write_and", sign="&"),
    "|": problem("M311.sign", "write_or", sign="|"),
    "!": problem("M311.sign", "write_not", sign="!"),
    "=": problem("M311.one_equals", "write_two_equals"),
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

_SPACES = "\u00a0\u2002\u2003\u2009\u202f"


def compile_condition(text: str, names: Names) -> Condition | ConditionError:
    """Return ``text`` checked and compiled, or the first error found in it."""
    if len(text) > LONGEST:
        return ConditionError(problem("M312.length", length=len(text), most=LONGEST), 0)
    if odd := _ODD.search(text):
        return ConditionError(_odd_character(odd.group()), odd.start())
    if (at := _too_deep(text)) is not None:
        return ConditionError(problem("M312.brackets", most=DEEPEST), at)
    try:
        # A condition may span several lines. One space for each line end keeps the columns right.
        line = _WHITE.sub(" ", text)
        return _Parser(names, line).condition()
    except _Refused as refused:
        return refused.error


def _odd_character(character: str) -> Problem:
    name = character_name(character)
    if character in _SPACES:
        return problem("M311.character", "plain_space", character=name)
    for characters, plain in _TYPOGRAPHIC.items():
        if character in characters:
            return problem("M311.character", "write_plain", character=name, plain=plain)
    return problem("M311.character", character=name)


def _too_deep(text: str) -> int | None:
    """Return the column of the bracket that nests too deep, if any; needs no recursion."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > DEEPEST:
            return at
    return None


@dataclass(frozen=True, slots=True)
class _Token:
    """A token and its column; ``kind`` is number, name, text, sign, or end for the last one."""

    kind: str
    text: str
    column: int


def _tokens(text: str) -> list[_Token]:
    tokens = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Refused(ConditionError(_wrong_sign(text[at : at + 2]), at))
        if found.lastgroup and found.lastgroup != "white":
            tokens.append(_Token(found.lastgroup, found.group(), at))
        at = found.end()
    return [*tokens, _Token("end", "", len(text))]


def _wrong_sign(signs: str) -> Problem:
    """Return the problem for text that starts no token, from its first one or two characters."""
    return _WRONG_SIGNS.get(signs) or _WRONG_SIGNS.get(signs[0]) or problem("M311.unknown")


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
        self.tokens = _tokens(text)
        self.at = 0
        self.values: set[int] = set()
        self.judged: Judged = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> _Token | None:
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
        evaluate = _joined(word == "and", [self.typed(part, _FLAG) for part in parts])
        return self.part(_FLAG, evaluate, parts[0].column, parts)

    def negated(self) -> _Part:
        return self.prefixed("not", self.compared, _FLAG, _not)

    def compared(self) -> _Part:
        parts = [self.sum()]
        signs: list[Comparison] = []
        while sign := self.take(*_COMPARE):
            parts.append(self.sum())
            self.comparable(sign.text, parts[-2], parts[-1])  # a < b < c compares neighbours
            signs.append(_COMPARE[sign.text])
        if not signs:
            return parts[0]
        return self.part(_FLAG, _compared(parts, signs), parts[0].column, parts)

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
            evaluate = _binary(
                signs[sign.text], self.typed(left, _NUMBER), self.typed(right, _NUMBER)
            )
            left = self.part(_NUMBER, evaluate, left.column, [left, right])
        return left

    def signed(self) -> _Part:
        return self.prefixed("-", self.atom, _NUMBER, _minus)

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
            _NUMBER, _fixed(int(value) if value.denominator == 1 else value), token.column
        )

    def name(self, token: _Token) -> _Part:
        name = token.text
        for kind, places in ((_NUMBER, self.names.numbers), (_FLAG, self.names.flags)):
            if name in places:
                self.values.add(places[name])
                return self.part(kind, _read(places[name]), token.column)
        if name in ("true", "false"):
            return self.part(_FLAG, _fixed(int(name == "true")), token.column)
        if small := _small(name):
            raise self.refuse("M310", token.column, "small_letters", name=name, small=small)
        near = self.names.nearest(name, self.names.all_names())
        raise self.refuse("M310", token.column, near=near, name=name)

    def call(self, function: _Token) -> _Part:
        if function.text not in _FUNCTIONS:
            raise self.refuse("M310.call", function.column, "three_functions", name=function.text)
        said = self.token
        if said.kind != "text":
            raise self.misasked(function)
        self.at += 1
        if not self.take(")"):
            raise self.misasked(function)
        bit = self.bit(function, said.text[1:-1])
        self.judged |= bit
        return self.part(_FLAG, _done(bit), function.column)

    def misasked(self, function: _Token) -> _Refused:
        if function.text == "did":
            return self.refuse("M311.ask_did", function.column)
        return self.refuse("M311.ask_moment", function.column, name=function.text)

    def bit(self, function: _Token, said: str) -> Judged:
        """Return the bit of ``judged`` that a function call tests."""
        moment, dot, option = said.partition(".")
        if (function.text == "did") != bool(dot):
            raise self.misasked(function)
        column = function.column
        if moment not in self.names.moments:
            near = self.names.nearest(moment, self.names.moments)
            raise self.refuse("M313.moment", column, near=near, name=moment)
        asked = self.names.moments[moment]
        if function.text == "did":
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
        """Return the part's function; raise _Refused if the part has not the type ``wanted``."""
        if part.kind == wanted:
            return part.evaluate
        said = self.text[part.column : part.end]
        if wanted == _FLAG:
            raise self.refuse("M314.number", part.column, "compare_it", found=said)
        raise self.refuse("M314.truth", part.column, found=said)

    def refuse(
        self, message: str, column: int, hint: str = "", near: str = "", **values: Value
    ) -> _Refused:
        return _Refused(ConditionError(problem(message, hint, near, **values), column))

    def unreadable(self) -> _Refused:
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


# The functions below build closures; ``v`` is ``values`` and ``j`` is ``judged`` throughout.


def _fixed(value: Number) -> Evaluate:
    return lambda v, j: value


def _read(place: int) -> Evaluate:
    return lambda v, j: v[place]


def _done(bit: Judged) -> Evaluate:
    return lambda v, j: j & bit != 0


def _not(inner: Evaluate) -> Evaluate:
    return lambda v, j: not inner(v, j)


def _minus(inner: Evaluate) -> Evaluate:
    return lambda v, j: -inner(v, j)


def _binary(
    function: Callable[[Number, Number], Number], left: Evaluate, right: Evaluate
) -> Evaluate:
    return lambda v, j: function(left(v, j), right(v, j))


def _compared(parts: Sequence[_Part], signs: Sequence[Comparison]) -> Evaluate:
    """Compare each part with the next; a part between two signs is evaluated only once."""
    first, *others = (part.evaluate for part in parts)
    if len(signs) == 1:
        return _binary(signs[0], first, others[0])
    pairs = tuple(zip(signs, others, strict=True))

    def evaluate(v: Values, j: Judged) -> bool:
        left = first(v, j)
        for holds, other in pairs:
            right = other(v, j)
            if not holds(left, right):
                return False
            left = right
        return True

    return evaluate


def _joined(every: bool, parts: Sequence[Evaluate]) -> Evaluate:
    """Join the parts by ``and`` (if ``every``) or ``or``; evaluation short-circuits."""
    joined = parts[-1]
    for part in reversed(parts[:-1]):
        joined = _and(part, joined) if every else _or(part, joined)
    return joined


def _and(first: Evaluate, second: Evaluate) -> Evaluate:
    return lambda v, j: first(v, j) and second(v, j)


def _or(first: Evaluate, second: Evaluate) -> Evaluate:
    return lambda v, j: first(v, j) or second(v, j)
