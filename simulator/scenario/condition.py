"""Conditions: ``safety < 4 and not father_named``, checked when the file loads and compiled once.

Only ``and or not ( ) < <= > >= == !=``, ``+ - *``, whole and decimal numbers, true/false, names of climate and state, and
``did('moment.option')``, ``missed('moment')``, ``waited('moment')``. Python's own parser reads the text and a whitelist over
its tree lets nothing else pass: no attribute, subscript, call, power or string arithmetic, so a condition can neither reach
into the program nor run long. Types (number, yes/no) are known before play, and decimals are exact
fractions (a float would overflow beside a very large product), so evaluation cannot fail.

A condition reads ``values`` (climate and state, in the scenario's order; yes/no as 0 or 1) and ``judged`` (a bit for each
thing that can have been done in a moment, see ``Judgeable``).
"""

import ast
import operator
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

LONGEST = 400
"""Characters a condition may have."""

DEEPEST = 24
"""Levels of brackets and operators a condition may have."""

LARGEST = 1_000_000
"""The largest number a condition may name."""

Values = tuple[int, ...]
Judged = int
Number = int | Fraction
Evaluate = Callable[[Values, Judged], Number]


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A moment as conditions see it: whether it is a leave, its option ids in order, and its bits in ``judged``.

    The bits begin at ``first``: judged at all, nobody acted, then one for each option.
    """

    first: int
    leave: bool
    options: Sequence[str]

    @property
    def judged(self) -> Judged:
        """The bit that says that this moment was judged."""
        return 1 << self.first

    @property
    def passed(self) -> Judged:
        """The bit that says that nobody acted."""
        return 2 << self.first

    def taken(self, option: int) -> Judged:
        """The bit that says that this option (from 0, in the file's order) was taken."""
        return 4 << self.first + option

    @property
    def end(self) -> int:
        """Where the bits of the next moment begin."""
        return self.first + 2 + len(self.options)


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may speak of.

    ``numbers`` and ``flags`` map a name to its place in ``values``.
    """

    numbers: Mapping[str, int]
    flags: Mapping[str, int]
    moments: Mapping[str, Judgeable]

    def all_names(self) -> list[str]:
        """Every plain name, for suggestions."""
        return [*self.numbers, *self.flags, "true", "false"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked condition; ``values`` are the places it reads, ``judged`` the bits."""

    source: str
    evaluate: Evaluate = field(compare=False, repr=False)
    values: frozenset[int] = frozenset()
    judged: Judged = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in a condition: a code, a sentence, and the column (from 0) in its text."""

    code: str
    sentence: str
    column: int
    hint: str = ""


class _Refused(Exception):
    """Carries one slip out of the tree walk; never leaves this module."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.sentence)
        self.slip = slip


_COMPARE: dict[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_FUNCTIONS = ("did", "missed", "waited")
_NUMBER, _FLAG = "number", "yes/no"
_WHITE = re.compile(r"[\t\n]")
_ODD = re.compile(r"[^\t\n !-\[\]-~]")  # a backslash too: it could write what may not be shown
_WRITTEN = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_NOT = re.compile(r"!(?!=)")


def compile_condition(text: str, names: Names) -> Condition | Slip:
    """Check ``text`` against the whitelist and ``names`` and compile it; return the first slip instead if there is one."""
    if len(text) > LONGEST:
        return Slip("M312", f"This condition has {len(text)} characters; {LONGEST} is the most.", 0)
    if odd := _ODD.search(text):
        return Slip("M311", "A condition is written in plain letters, digits and signs.", odd.start())
    if (at := _too_deep(text)) is not None:
        return Slip("M312", f"This condition has brackets more than {DEEPEST} levels deep.", at)
    try:
        line = _WHITE.sub(" ", text)  # a condition may go over several lines; columns count from its beginning
        return _Compiler(names, line).condition(_parse(line))
    except _Refused as refused:
        return refused.slip


def _too_deep(text: str) -> int | None:
    """Find the bracket that is one too many; Python's own limit differs from version to version."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > DEEPEST:
            return at
    return None


def _parse(text: str) -> ast.expr:
    lead = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice on style ("is" with a literal) is not for trainers
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise _Refused(_syntax_slip(text, error, lead)) from None
    except (ValueError, RecursionError, MemoryError):  # NUL, too many digits, too many brackets
        raise _Refused(Slip("M311", "This is not a condition.", 0)) from None


def _syntax_slip(text: str, error: SyntaxError, lead: int) -> Slip:
    column = min(len(text), (error.offset or len(text) + 1) - 1 + lead)  # no offset: the text stops too soon
    if "=" in text and not any(sign in text for sign in ("==", "<=", ">=", "!=")):
        column = text.index("=")
        return Slip("M311", "One = does not compare.", column, "Write == for 'is equal to'.")
    for sign, word in (("&&", "and"), ("||", "or")):
        if sign in text:
            return Slip("M311", f"{sign} is not used in conditions.", text.index(sign), f"Write {word}.")
    if found := _NOT.search(text):
        return Slip("M311", "! is not used in conditions.", found.start(), "Write not.")
    return Slip("M311", "This condition cannot be read from here on.", column)


class _Compiler:
    """Walks one tree, giving each part its type and a closure, and notes what is read."""

    def __init__(self, names: Names, text: str) -> None:
        self.names = names
        self.text = text
        self.lead = len(text) - len(text.lstrip())
        self.values: set[int] = set()
        self.judged: Judged = 0

    def condition(self, tree: ast.expr) -> Condition:
        evaluate = self.flag(tree, 0)
        return Condition(self.text, evaluate, frozenset(self.values), self.judged)

    def refuse(self, code: str, node: ast.AST, sentence: str, hint: str = "") -> _Refused:
        return _Refused(Slip(code, sentence, getattr(node, "col_offset", 0) + self.lead, hint))

    def said(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text.strip(), node) or "this"

    def flag(self, node: ast.expr, depth: int) -> Evaluate:
        return self.typed(node, depth, _FLAG)

    def number(self, node: ast.expr, depth: int) -> Evaluate:
        return self.typed(node, depth, _NUMBER)

    def typed(self, node: ast.expr, depth: int, wanted: str) -> Evaluate:
        kind, evaluate = self.part(node, depth)
        if kind != wanted:
            said = self.said(node)
            if wanted == _FLAG:
                raise self.refuse("M314", node, f"{said} is a number; here a yes or no is needed.", "Compare it: < 4, say.")
            raise self.refuse("M314", node, f"{said} is a yes or no; here a number is needed.")
        return evaluate

    def part(self, node: ast.expr, depth: int) -> tuple[str, Evaluate]:
        if depth > DEEPEST:
            raise self.refuse("M312", node, f"This condition is nested more than {DEEPEST} levels deep.")
        match node:
            case ast.BoolOp(op=op, values=parts):
                return _FLAG, _joined(isinstance(op, ast.And), [self.flag(p, depth + 1) for p in parts])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.flag(operand, depth + 1)
                return _FLAG, lambda v, j: not inner(v, j)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                minus = self.number(operand, depth + 1)
                return _NUMBER, lambda v, j: -minus(v, j)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _NUMBER, _binary(_ARITHMETIC[type(op)], self.number(left, depth + 1), self.number(right, depth + 1))
            case ast.Compare():
                return _FLAG, self.comparison(node, depth)
            case ast.Constant(value=value):
                return self.constant(node, value)
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.Call():
                return _FLAG, self.call(node)
            case _:
                raise self.refuse(
                    "M311",
                    node,
                    "Conditions know only and, or, not, comparisons, + - *, numbers, names, did, missed and waited.",
                )

    def comparison(self, node: ast.Compare, depth: int) -> Evaluate:
        pairs = zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
        return _joined(True, [self.compared(left, op, right, depth) for left, op, right in pairs])

    def compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr, depth: int) -> Evaluate:
        if type(op) not in _COMPARE:
            raise self.refuse("M311", left, "Compare with < <= > >= == or !=.")
        (kind, first), (other, second) = self.part(left, depth + 1), self.part(right, depth + 1)
        if kind != other:
            raise self.refuse("M314", left, "A number and a yes or no cannot be compared.")
        if kind == _FLAG and not isinstance(op, ast.Eq | ast.NotEq):
            raise self.refuse("M314", left, "A yes or no is not more or less than another.")
        return _binary(_COMPARE[type(op)], first, second)

    def constant(self, node: ast.expr, value: object) -> tuple[str, Evaluate]:
        if isinstance(value, bool):
            return _FLAG, _fixed(int(value))
        if isinstance(value, int | float):
            if not abs(value) <= LARGEST:
                raise self.refuse("M312", node, f"Numbers in a condition go up to {LARGEST}.")
            said = self.said(node)
            if not _WRITTEN.fullmatch(said):
                raise self.refuse("M311", node, f"{said} is no whole number or decimal.", "Write it with digits, and a point.")
            return _NUMBER, _fixed(value if isinstance(value, int) else Fraction(said))
        hint = "Text stands only inside did('moment.option'), missed('moment') and waited('moment')."
        raise self.refuse("M311", node, "A condition compares numbers and yes or no, not text.", hint)

    def name(self, node: ast.expr, name: str) -> tuple[str, Evaluate]:
        if name in self.names.numbers or name in self.names.flags:
            kind, place = (_NUMBER, self.names.numbers[name]) if name in self.names.numbers else (_FLAG, self.names.flags[name])
            self.values.add(place)
            return kind, lambda v, j: v[place]
        if name in ("true", "false"):
            return _FLAG, _fixed(int(name == "true"))
        raise self.refuse("M310", node, f"Nothing is called '{name}' here.", suggestion(name, self.names.all_names()))

    def call(self, node: ast.Call) -> Evaluate:
        if not (isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS):
            said = node.func.id if isinstance(node.func, ast.Name) else "this"
            raise self.refuse("M310", node, f"There is no '{said}(...)'.", "Use did, missed or waited.")
        match node.args:
            case [ast.Constant(value=str(said))] if not node.keywords:
                return self.judgement(node, node.func.id, said)
            case _:
                shape = "did('moment.option')" if node.func.id == "did" else f"{node.func.id}('moment')"
                raise self.refuse("M311", node, f"Write {shape}.")

    def judgement(self, node: ast.Call, function: str, said: str) -> Evaluate:
        moment, dot, option = said.partition(".")
        if (function == "did") != bool(dot):
            shape = "did('moment.option')" if function == "did" else f"{function}('moment')"
            raise self.refuse("M311", node, f"Write {shape}.")
        if moment not in self.names.moments:
            raise self.refuse("M313", node, f"There is no moment '{moment}'.", suggestion(moment, self.names.moments))
        asked = self.names.moments[moment]
        if function == "did":
            if option not in asked.options:
                raise self.refuse("M313", node, f"'{moment}' has no option '{option}'.", suggestion(option, asked.options))
            bit = asked.taken(asked.options.index(option))
        elif asked.leave != (function == "waited"):
            right = "waited" if asked.leave else "missed"
            what = "a leave" if asked.leave else "a cue"
            raise self.refuse("M315", node, f"'{moment}' is {what}: ask {right}('{moment}').")
        else:
            bit = asked.passed
        self.judged |= bit
        return lambda v, j: j & bit != 0


def suggestion(name: str, known: Mapping[str, object] | Sequence[str]) -> str:
    """Return ``Did you mean 'x'?`` for the nearest known name, or nothing."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""


def _fixed(value: Number) -> Evaluate:
    return lambda v, j: value


def _binary(function: Callable[[Number, Number], Number], left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda v, j: function(left(v, j), right(v, j))


def _joined(every: bool, parts: list[Evaluate]) -> Evaluate:
    if len(parts) == 1:
        return parts[0]
    first, rest = parts[0], _joined(every, parts[1:])
    if every:
        return lambda v, j: first(v, j) and rest(v, j)
    return lambda v, j: first(v, j) or rest(v, j)
