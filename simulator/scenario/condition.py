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
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

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


def suggestion(name: str, known: Collection[str]) -> str:
    """Return ``Did you mean 'x'?`` for the closest known name, or an empty string."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""


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

    ``numbers`` and ``flags`` map a name to its index in ``values``. ``nearest`` returns a hint that
    suggests a known name.
    """

    numbers: Mapping[str, int]
    flags: Mapping[str, int]
    moments: Mapping[str, Judgeable]
    nearest: Callable[[str, Collection[str]], str] = suggestion

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
class Slip:
    """An error in a condition: finding code, sentence, and column (from 0) in the text."""

    code: str
    sentence: str
    column: int
    hint: str = ""


class _Refused(Exception):
    """Carries one slip out of the recursion; never leaves this module."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.sentence)
        self.slip = slip


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
_ONLY = (
    "Conditions know only and, or, not, comparisons, + - *, numbers, names, did, missed and waited."
)
_WRONG_SIGNS = {
    "&": ("& is not used in conditions.", "Write and."),
    "|": ("| is not used in conditions.", "Write or."),
    "!": ("! is not used in conditions.", "Write not."),
    "=": ("One = does not compare.", "Write == for 'is equal to'."),
    "#": (
        "# is not used in conditions.",
        "Put a note on a line of its own, outside the condition.",
    ),
    "'": ("A quote opened here is never closed.", "Close it."),
    '"': ("A quote opened here is never closed.", "Close it."),
}
"""Sentence and hint for each character that starts no token."""

_TYPOGRAPHIC = {
    "\u2018\u2019\u201a\u201b\u2032\u00b4\u2039\u203a": "Write '.",
    "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb": 'Write ".',
    "\u2264\u2a7d": "Write <=.",
    "\u2265\u2a7e": "Write >=.",
    "\u2260": "Write !=.",
    "\u2010\u2011\u2012\u2013\u2014\u2212": "Write -.",
    "\u00d7\u00b7": "Write *.",
    "\u00a0\u2002\u2003\u2009\u202f": "Write a plain space.",
}
"""Hints for characters that word processors and web pages put in place of plain ones."""


def compile_condition(text: str, names: Names) -> Condition | Slip:
    """Return ``text`` checked and compiled, or the first slip found in it."""
    if len(text) > LONGEST:
        return Slip("M312", f"This condition has {len(text)} characters; {LONGEST} is the most.", 0)
    if odd := _ODD.search(text):
        return _odd_slip(odd)
    if (at := _too_deep(text)) is not None:
        return Slip("M312", f"This condition has brackets more than {DEEPEST} levels deep.", at)
    try:
        # A condition may span several lines. One space for each line end keeps the columns right.
        line = _WHITE.sub(" ", text)
        return _Parser(names, line).condition()
    except _Refused as refused:
        return refused.slip


def _odd_slip(odd: re.Match[str]) -> Slip:
    character = odd.group()
    sentence = (
        "A condition is written in plain letters, digits and signs; "
        + character_name(character)
        + " is none of them."
    )
    hint = next((hint for signs, hint in _TYPOGRAPHIC.items() if character in signs), "")
    return Slip("M311", sentence, odd.start(), hint)


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
            sentence, hint = _WRONG_SIGNS.get(text[at], (_ONLY, ""))
            if text[at : at + 2] in ("&&", "||"):
                sentence = text[at] + sentence
            raise _Refused(Slip("M311", sentence, at, hint))
        if found.lastgroup and found.lastgroup != "white":
            tokens.append(_Token(found.lastgroup, found.group(), at))
        at = found.end()
    return [*tokens, _Token("end", "", len(text))]


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
            raise self.refuse("M314", left.column, "A number and a yes or no cannot be compared.")
        if left.kind == _FLAG and sign not in ("==", "!="):
            raise self.refuse("M314", left.column, "A yes or no is not more or less than another.")

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
            hint = (
                "Text is allowed only inside did('moment.option'), missed('moment') and "
                "waited('moment')."
            )
            raise self.refuse(
                "M311", token.column, "A condition compares numbers and yes or no, not text.", hint
            )
        if token.kind != "name" or token.text in ("and", "or", "not"):
            raise self.unreadable()
        self.at += 1
        return self.call(token) if self.take("(") else self.name(token)

    def number(self) -> _Part:
        token = self.token
        self.at += 1
        if not _WRITTEN.fullmatch(token.text):
            sentence = f"{token.text} is no whole number or decimal."
            raise self.refuse("M311", token.column, sentence, "Write it with digits, and a point.")
        value = Fraction(token.text)
        if value > LARGEST:
            raise self.refuse("M312", token.column, f"Numbers in a condition go up to {LARGEST}.")
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
        hint = _small(name) or self.names.nearest(name, self.names.all_names())
        raise self.refuse("M310", token.column, f"Nothing is called '{name}' here.", hint)

    def call(self, function: _Token) -> _Part:
        if function.text not in _FUNCTIONS:
            raise self.refuse(
                "M310",
                function.column,
                f"There is no '{function.text}(...)'.",
                "Use did, missed or waited.",
            )
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
        shape = "did('moment.option')" if function.text == "did" else f"{function.text}('moment')"
        return self.refuse("M311", function.column, f"Write {shape}.")

    def bit(self, function: _Token, said: str) -> Judged:
        """Return the bit of ``judged`` that a function call tests."""
        moment, dot, option = said.partition(".")
        if (function.text == "did") != bool(dot):
            raise self.misasked(function)
        column = function.column
        if moment not in self.names.moments:
            raise self.refuse(
                "M313",
                column,
                f"There is no moment '{moment}'.",
                self.names.nearest(moment, self.names.moments),
            )
        asked = self.names.moments[moment]
        if function.text == "did":
            if option not in asked.options:
                hint = self.names.nearest(option, asked.options)
                raise self.refuse("M313", column, f"'{moment}' has no option '{option}'.", hint)
            return asked.taken(asked.options.index(option))
        if asked.leave != (function.text == "waited"):
            right = "waited" if asked.leave else "missed"
            what = "a leave" if asked.leave else "a cue"
            raise self.refuse("M315", column, f"'{moment}' is {what}: ask {right}('{moment}').")
        return asked.passed

    def part(
        self, kind: str, evaluate: Evaluate, column: int, inner: Sequence[_Part] = ()
    ) -> _Part:
        """Return a part that ends before the next token, one level deeper than ``inner``."""
        level = 1 + max(part.level for part in inner) if inner else 0
        if level > DEEPEST:
            raise self.refuse(
                "M312", column, f"This condition is nested more than {DEEPEST} levels deep."
            )
        last = self.tokens[self.at - 1]
        return _Part(kind, evaluate, column, last.column + len(last.text), level)

    def typed(self, part: _Part, wanted: str) -> Evaluate:
        """Return the part's function; raise _Refused if the part has not the type ``wanted``."""
        if part.kind == wanted:
            return part.evaluate
        said = self.text[part.column : part.end]
        if wanted == _FLAG:
            sentence = f"{said} is a number; here a yes or no is needed."
            raise self.refuse("M314", part.column, sentence, "Compare it: < 4, say.")
        raise self.refuse("M314", part.column, f"{said} is a yes or no; here a number is needed.")

    def refuse(self, code: str, column: int, sentence: str, hint: str = "") -> _Refused:
        return _Refused(Slip(code, sentence, column, hint))

    def unreadable(self) -> _Refused:
        """Return the error for a next token that is not allowed here."""
        token = self.token
        if token.text in ("is", "in"):
            return self.refuse("M311", token.column, "Compare with < <= > >= == or !=.")
        return self.refuse(
            "M311", token.column, "This condition cannot be read from here on.", _small(token.text)
        )


def _small(name: str) -> str:
    """Return a hint if ``name`` would be a keyword or function in lower case."""
    known = (*_WORDS, *_FUNCTIONS)
    if name not in known and name.lower() in known:
        return f"Write {name.lower()} in small letters."
    return ""


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
