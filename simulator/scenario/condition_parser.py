"""The parser of a condition: it checks the types, and compiles each part while it reads it."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from simulator.scenario import condition_evaluation as evaluation
from simulator.scenario.condition_evaluation import Comparison, Evaluate, Judged, Number
from simulator.scenario.condition_names import Names
from simulator.scenario.condition_tokens import ConditionError, Refused, Token, tokens_of
from simulator.scenario.problem import Value, problem

DEEPEST = 24
"""The maximum nesting of brackets and operators; it bounds the recursion of the parser."""

LARGEST = 1_000_000
"""The largest number that may be written in a condition."""

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
_COUNTS = ("acts", "count", "times", "spoke", "did_kind", "did_any", "kind")
"""Names that are tried for how often something was done, or for its kind."""
_NUMBER, _FLAG = "number", "yes/no"
# No leading zero, because 010 is a different number in different languages.
_WRITTEN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+")


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


def parse(text: str, names: Names) -> tuple[Evaluate, frozenset[int], Judged]:
    """Return the function of a condition, the indexes of the values it reads, and its bits.

    ``text`` has no characters outside those of ``condition_tokens`` and no line ends. Raise Refused
    with the first error in it.
    """
    parser = _Parser(names, text)
    return parser.whole(), frozenset(parser.values), parser.judged


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
        # What is read becomes part of the key of a state (``analysis.liveness``).
        self.values: set[int] = set()
        self.judged: Judged = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> Token | None:
        """Consume and return the next token if it is one of these names or signs."""
        token = self.token
        # The kind is asked as well, because the text 'and' in quotes is not the operator.
        if token.kind not in ("name", "sign") or token.text not in texts:
            return None
        self.at += 1
        return token

    def whole(self) -> Evaluate:
        part = self.either()
        if self.token.kind != "end":
            raise self.unreadable()
        return self.typed(part, _FLAG)

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
            # From left to right, so each further term is one level deeper, which ``part`` limits.
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
        # An int if possible, because comparing fractions is several times slower.
        exact: Number = int(value) if value.denominator == 1 else value
        return self.part(_NUMBER, evaluation.fixed(exact), token.column)

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
        hint = "count_in_state" if name in _COUNTS else "condition_such_as"
        raise self.refuse("M310", token.column, hint, near=near, name=name)

    def call(self, function: Token) -> _Part:
        if function.text not in _FUNCTIONS:
            hint = "count_in_state" if function.text in _COUNTS else "three_functions"
            raise self.refuse("M310.call", function.column, hint, name=function.text)
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
        # Only ``did`` may name an option, after a dot; ids have no dots.
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
        # Evaluation recurses by one call for each level.
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
