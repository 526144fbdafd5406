"""Conditions have the value that their text says, and any other syntax is refused."""

import re
import sys
from fractions import Fraction
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.messages.findings import say_hint, say_sentence
from simulator.scenario.condition import (
    DEEPEST,
    LARGEST,
    LONGEST,
    Condition,
    ConditionError,
    Judgeable,
    Names,
    compile_condition,
)
from tests.examples import examples
from tests.scenario.ids import readable_id
from tests.strategies import FLAGS, NUMBERS, Tree, World, conditions, meaning, written

MOMENTS: dict[str, tuple[bool, list[str]]] = {
    "drift": (False, ["contain", "advise"]),
    "quiet": (True, ["feeling"]),
}
PLACES = {name: place for place, name in enumerate((*NUMBERS, *FLAGS))}
NAMES = Names(
    numbers={name: PLACES[name] for name in NUMBERS},
    flags={name: PLACES[name] for name in FLAGS},
    moments={"drift": Judgeable(0, *MOMENTS["drift"]), "quiet": Judgeable(4, *MOMENTS["quiet"])},
)


def truth(text: str, values: dict[str, int], done: dict[str, str]) -> bool:
    """Return the value of a condition; what is not named is 0 or not done."""
    condition = compile_condition(text, NAMES)
    assert isinstance(condition, Condition), condition
    return bool(condition.evaluate(tuple(values.get(name, 0) for name in PLACES), judged(done)))


def judged(done: dict[str, str]) -> int:
    return sum(_bits(NAMES.moments[name], act) for name, act in done.items())


def _bits(moment: Judgeable, act: str) -> int:
    return moment.judged + (
        moment.passed if act == "wait" else moment.taken(moment.options.index(act))
    )


def error_in(text: str) -> ConditionError:
    found = compile_condition(text, NAMES)
    assert isinstance(found, ConditionError), f"{text!r} was accepted"
    return found


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("safety < 4", {"safety": 3}, True),
        ("safety < 4", {"safety": 4}, False),
        ("safety <= 4", {"safety": 4}, True),
        ("safety > 4", {"safety": 4}, False),
        ("safety >= 4", {"safety": 4}, True),
        ("safety == 4", {"safety": 4}, True),
        ("safety != 4", {"safety": 4}, False),
        ("1 < safety < 4", {"safety": 3}, True),
        ("1 < safety < 4", {"safety": 1}, False),
        ("safety + trust == 5", {"safety": 7, "trust": -2}, True),
        ("safety - trust == 9", {"safety": 7, "trust": -2}, True),
        ("safety * trust == -14", {"safety": 7, "trust": -2}, True),
        ("-trust == 2", {"trust": -2}, True),
        ("1 + 2 * 3 == 7", {}, True),
        ("(1 + 2) * 3 == 9", {}, True),
        ("5 - 2 - 1 == 2", {}, True),
        ("told", {"told": 1}, True),
        ("not told", {"told": 1}, False),
        ("told == closed", {"told": 1, "closed": 1}, True),
        ("told != true", {"told": 1}, False),
        ("told == (safety > 4)", {"told": 1, "safety": 5}, True),
        ("not told and closed", {"closed": 1}, True),
        ("not (told and closed)", {"told": 1}, True),
        ("told or closed and false", {"told": 1}, True),
        ("(told or closed) and false", {"told": 1}, False),
        ("told and closed or true", {}, True),
        ("told or not closed or false", {"closed": 1}, False),
        ("true", {}, True),
        ("false", {}, False),
        ("  safety < 4  ", {}, True),
        ("safety < 4\nand not told", {}, True),
        ("0.1 + 0.2 == 0.3", {}, True),
        (".5 * safety == 2.5", {"safety": 5}, True),
    ],
)
def test_a_condition_has_the_value_that_its_text_says(
    text: str, values: dict[str, int], expected: bool
) -> None:
    assert truth(text, values, {}) is expected


@pytest.mark.parametrize("act", [None, "wait", "contain", "advise"])
def test_did_and_missed_read_what_was_done_at_a_cue(act: str | None) -> None:
    done = {"drift": act} if act else {}
    assert truth("did('drift.contain')", {}, done) == (act == "contain")
    assert truth('did("drift.advise")', {}, done) == (act == "advise")
    assert truth("did('drift')", {}, done) == (act in ("contain", "advise"))
    assert truth("missed('drift')", {}, done) == (act == "wait")


@pytest.mark.parametrize("act", [None, "wait", "feeling"])
def test_waited_and_did_read_what_was_done_at_a_leave(act: str | None) -> None:
    assert truth("did('quiet')", {}, {"quiet": act} if act else {}) == (act == "feeling")
    assert truth("waited('quiet')", {}, {"quiet": act} if act else {}) == (act == "wait")


@examples(300)
@given(
    tree=conditions(MOMENTS),
    values=st.tuples(*[st.integers(-3, 10)] * len(NUMBERS), *[st.integers(0, 1)] * len(FLAGS)),
    cue=st.sampled_from((None, "wait", "contain", "advise")),
    leave=st.sampled_from((None, "wait", "feeling")),
)
def test_every_condition_has_the_value_of_its_tree(
    tree: Tree, values: tuple[int, ...], cue: str | None, leave: str | None
) -> None:
    done = {moment: act for moment, act in (("drift", cue), ("quiet", leave)) if act is not None}
    condition = compile_condition(written(tree), NAMES)
    if isinstance(condition, ConditionError):
        assert condition.problem.code == "M312"  # too long or too deep, and nothing else
        return
    world = World(dict(zip(PLACES, values, strict=True)), done)
    assert bool(condition.evaluate(values, judged(done))) is meaning(tree, world)


def test_a_condition_lists_what_it_reads() -> None:
    condition = compile_condition(
        "safety < 4 and not told or did('quiet.feeling') and 1 < 2", NAMES
    )
    assert isinstance(condition, Condition)
    assert condition.values == {PLACES["safety"], PLACES["told"]}
    assert condition.judged == NAMES.moments["quiet"].taken(0)
    of_a_moment = compile_condition("did('drift')", NAMES)
    assert isinstance(of_a_moment, Condition)
    drift = NAMES.moments["drift"]
    assert of_a_moment.judged == drift.taken(0) | drift.taken(1)


@pytest.mark.parametrize(
    ("text", "code", "column", "hint"),
    [
        ("safty < 4", "M310", 0, "safety"),
        ("told and safty < 4", "M310", 9, "safety"),
        ("  told and\n  safty < 4", "M310", 13, "safety"),
        ("told or tolld", "M310", 8, "told"),
        ("tru", "M310", 0, "true"),
        ("told or dit('drift.contain')", "M310", 8, "did"),
        ("told or did('drifd.contain')", "M313", 8, "drift"),
        ("did('drift.contian')", "M313", 0, "contain"),
        ("missed('drifts')", "M313", 0, "drift"),
        ("did('drifd')", "M313", 0, "drift"),
        ("missed('drift.contain')", "M311", 0, ""),
        ("told and missed('quiet')", "M315", 9, ""),
        ("waited('drift')", "M315", 0, ""),
        ("told = true", "M311", 5, "=="),
        ("told && closed", "M311", 5, "and"),
        ("told || closed", "M311", 5, "or"),
        ("safety != 4 and !told", "M311", 16, "not"),
        ("safety", "M314", 0, ""),
        ("told and safety", "M314", 9, ""),
        ("not safety", "M314", 4, ""),
        ("told < 4", "M314", 0, ""),
        ("safety < told", "M314", 0, ""),
        ("told < closed", "M314", 0, ""),
        ("told + 1 == 2", "M314", 0, ""),
        ("safety + told < 2", "M314", 9, ""),
        ("-told == 2", "M314", 1, ""),
        ("safety <", "M311", 8, ""),
        ("(told", "M311", 5, ""),
        ("told)", "M311", 4, ""),
        ("told closed", "M311", 5, ""),
        ("told  and  or closed", "M311", 11, ""),
        ("safety < 4 # note", "M311", 11, "line of its own"),
        ("told or True", "M310", 8, "small letters"),
        ("told and qqqq", "M310", 9, "A condition looks like"),
        ("told and kind == 2", "M310", 9, "Count what was done"),
        ("told or flase", "M310", 8, "false"),
        ("acts('drift') > 2", "M310", 0, "Count what was done"),
        ("told @", "M311", 5, ""),
        ("told AND closed", "M311", 5, "small letters"),
        ("told is true", "M311", 5, ""),
        ("told\nand closed $", "M311", 16, ""),
        ("1_000 < safety", "M311", 0, "digits"),
        ("safety < 0x10", "M311", 9, "digits"),
        ("did('drift.contain", "M311", 4, "Close"),
        ("did(\u2018drift.contain\u2019)", "M311", 4, "'"),
        ("safety \u2264 4", "M311", 7, "<="),
        ("told\u00a0and closed", "M311", 4, "plain space"),
        ("told and did(4)", "M311", 9, ""),
        ("", "M311", 0, ""),
    ],
)
def test_an_error_is_found_at_its_column_with_the_nearest_known_name(
    text: str, code: str, column: int, hint: str
) -> None:
    found = error_in(text)
    assert (found.problem.code, found.column) == (code, column)
    assert hint in say_hint(found.problem)
    assert bool(say_hint(found.problem)) or not hint


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("did(4)", "Write did('moment.option') or did('moment')."),
        ("missed('drift.contain')", "Write missed('moment'), with the id of a moment in quotes."),
        ("waited()", "Write waited('moment'), with the id of a moment in quotes."),
        ("told is true", "Compare with < <= > >= == or !=."),
        ("told in closed", "Compare with < <= > >= == or !=."),
        ("told closed", "This condition cannot be read from here on."),
        ("safety < not told", "This condition cannot be read from here on."),
        ("told and safety + 1", "safety + 1 is a number; here a yes or no is needed."),
        ("safety + told < 2", "told is a yes or no; here a number is needed."),
        ("told < closed", "A yes or no is not more or less than another."),
        ("told == safety", "A number and a yes or no cannot be compared."),
        ("'told' == told", "A condition compares numbers and yes or no, not text."),
        ("did('drifd.contain')", "There is no moment 'drifd'."),
        ("did('drift.contian')", "'drift' has no option 'contian'."),
        ("missed('drifts')", "There is no moment 'drifts'."),
        ("waited('drift')", "'drift' is a cue: ask missed('drift')."),
        ("missed('quiet')", "'quiet' is a leave: ask waited('quiet')."),
        ("dit('drift.contain')", "There is no 'dit(...)'."),
        ("tolld", "Nothing is called 'tolld' here."),
        ("1_0 < safety", "1_0 is neither a whole number nor a decimal."),
    ],
)
def test_the_sentence_says_what_is_wrong_or_how_to_write_it(text: str, sentence: str) -> None:
    assert say_sentence(error_in(text).problem) == sentence


@pytest.mark.parametrize("text", ["safety", "'told' == told"])
def test_a_value_that_is_no_condition_has_a_hint(text: str) -> None:
    assert say_hint(error_in(text).problem)


HOSTILE = [
    "safety.__class__",
    "safety.real < 4",
    "told.__init__.__globals__['os']",
    "().__class__.__bases__[0].__subclasses__()",
    "__import__('os').system('true')",
    "eval('1')",
    "did.__call__('drift.contain')",
    "did(did('drift.contain'))",
    "did(*['drift.contain'])",
    "did(**{})",
    "did(moment='drift.contain')",
    "did(f'drift.contain')",
    "did('drift.contain', 1)",
    "did()",
    "did(b'drift.contain')",
    "did('drift' + '.contain')",
    "did('dr\\x69ft.contain')",
    "did('\\x1b]0;x\\x07.y')",
    "missed(drift)",
    "(lambda: told)()",
    "lambda: told",
    "[told for told in closed]",
    "[x for x in (1, 2)] == 3",
    "{x for x in 'a'}",
    "any(x for x in told)",
    "(x := 4) < 5",
    "x := 4",
    "f'{safety}'",
    "f'{safety.__class__}' == 'x'",
    "'a' < 'b'",
    "'a' * 999999999",
    "b'a' == b'a'",
    "safety ** 9 ** 9 ** 9 > 1",
    "safety / 2 > 1",
    "safety // 0 == 1",
    "safety % 2 == 1",
    "safety << 99999999 > 1",
    "safety @ trust > 1",
    "~safety > 1",
    "+safety > 1",
    "told & closed",
    "told | closed",
    "told ^ closed",
    "told if closed else told",
    "safety is 4",
    "safety in (1, 2)",
    "safety not in [1]",
    "told, closed",
    "[told]",
    "{'a': told}",
    "safety[0] < 1",
    "safety[0:1] < 1",
    "... == ...",
    "None",
    "told == None",
    "1j < 2",
    "1e3 < safety",
    "0x10 < safety",
    "1_0 < safety",
    "5. < safety",
    "010 < safety",
    "1e999 < safety",
    f"{LARGEST + 1} < safety",
    "9" * 350 + " < safety",
    "await told",
    "yield told",
    "yield",
    "import os",
    "told; closed",
    "told\\\nand closed",
    "*told",
    "(" * 190 + "told" + ")" * 190,
    "not " * (DEEPEST + 1) + "told",
    "-" * 300 + "safety < 1",
    "safety" + " + 1" * 60 + " < 9",
    "safety < 4 # note",
    "safety < 4#",
    "True",
    "told or False",
    "told AND closed",
    "1_000 < safety",
    "1e3 < safety < 4",
    "0b1 < safety",
    "1. < safety",
    "00 < safety",
    "safety<4and told",
    "safety < 4if told else told",
    "(did)('drift.contain')",
    "did(('drift.contain'))",
    "did('drift.contain',)",
    "did('drift.' 'contain')",
    "did('drift.contain\"')",
    "did(u'drift.contain')",
    "did(r'drift.contain')",
    "did('''drift.contain''')",
    "(told,)",
    "(told := true)",
    "told;",
    "told if true else closed",
    "not told in closed",
    "\uff54old",
    "told\u2028",
    "safety \u2264 4",
    "did(\u2018drift.contain\u2019)",
    "told " + "#" * LONGEST,
    "told" * 100_000,
    "tôld",
    "told\u202e",
    "told\x00",
    "told\x1b[31m",
    "told\r",
    "\ud800",
    "told\u00a0and closed",
    "`told`",
    "told $",
    "told ?",
    "@told",
    "told !",
    "=",
    "not",
    "and",
    ")",
    "''",
    '"',
    "'",
    "told told",
    "4 < ",
    "for",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[readable_id(text)[:40] for text in HOSTILE])
def test_any_other_syntax_is_refused(text: str) -> None:
    found = error_in(text)
    assert found.problem.code in {"M310", "M311", "M312", "M313", "M314", "M315"}
    assert 0 <= found.column <= len(text)
    assert say_sentence(found.problem).isprintable()
    assert say_sentence(found.problem).isascii()
    assert say_hint(found.problem).isprintable()


PARTS = (
    *PLACES,
    "and",
    "or",
    "not",
    "<",
    "==",
    "(",
    ")",
    "1",
    "0.5",
    "*",
    "-",
    "did(",
    "'drift.contain'",
)


@examples(400)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="()andortsfey0123456789.<>=!+-*'\"\\ \n[]{}:,", max_size=60),
        st.lists(st.sampled_from(PARTS)).map(" ".join),
    )
)
def test_any_text_is_a_condition_or_an_error(text: str) -> None:
    found = compile_condition(text, NAMES)
    if isinstance(found, ConditionError):
        assert 0 <= found.column <= len(text)
        assert say_sentence(found.problem).isprintable()
    else:
        assert found.evaluate((1,) * len(PLACES), judged({"quiet": "wait"})) in (0, 1)


def test_a_very_large_product_beside_a_decimal_is_computed() -> None:
    names = Names(numbers={"n": 0}, flags={}, moments={})
    product = "(" + "*".join("n" * 20) + ")"
    condition = compile_condition(f"0.5 * {product} * {product} * {product} > 1", names)
    assert isinstance(condition, Condition)
    assert condition.evaluate((LARGEST,), 0) == 1


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (f"safety < {LARGEST + 1}", 9),
        (f"safety < -{LARGEST}.5", 10),
        ("told or (" + "-" * (DEEPEST + 1) + "safety < 1)", 9),
        pytest.param(
            "(" * 12 + "told == " + "(" * 12 + "told == closed" + ")" * 24,
            1,
            marks=pytest.mark.unmutated,
        ),
    ],
)
def test_what_is_too_large_or_too_deep_is_found_at_its_column(text: str, column: int) -> None:
    assert (error_in(text).problem.code, error_in(text).column) == ("M312", column)


def test_the_largest_number_may_be_written() -> None:
    assert truth(f"safety < {LARGEST}", {"safety": LARGEST - 1}, {})
    assert truth(f"{LARGEST}.0 == safety", {"safety": LARGEST}, {})
    assert truth(f"-{LARGEST} < safety", {}, {})


# The work.


class Calls:
    """Counts the calls of Python functions while it is entered."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> "Calls":
        self.before = sys.getprofile()
        sys.setprofile(self.called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self.before)

    def called(self, frame: FrameType, event: str, argument: object) -> None:
        self.count += event == "call"


def chained(levels: int, of: str) -> str:
    """Return nested chains of comparisons, which were once compiled twice on every level."""
    return f"({of}==" * levels + f"{of}=={of}" + f")=={of}" * levels


WORDY = (
    chained(8, "told"),
    chained(DEEPEST, "told"),
    "told" + " and told" * 44,
    "(told or closed) and " * 18 + "told",
    "1" + " < 2" * 90,
    "safety" + " + 1" * 20 + " < 9",
    "not " * DEEPEST + "told",
    "(" * DEEPEST + "told" + ")" * DEEPEST,
)


@pytest.mark.unmutated
@pytest.mark.parametrize("text", WORDY, ids=[text[:30] for text in WORDY])
def test_the_work_of_a_condition_is_bounded_by_its_length(text: str) -> None:
    with Calls() as compiling:
        condition = compile_condition(text, NAMES)
    assert compiling.count <= 40 * len(text) + 100
    if isinstance(condition, Condition):
        with Calls() as evaluating:
            condition.evaluate((1,) * len(PLACES), 0)
        assert evaluating.count <= 2 * len(text)


@pytest.mark.unmutated
@examples(60)
@given(conditions(MOMENTS))
def test_no_condition_costs_more_than_its_length(tree: Tree) -> None:
    test_the_work_of_a_condition_is_bounded_by_its_length(written(tree))


# The grammar.

_SPOKEN = re.compile(
    r"(?P<f>(?:did|missed|waited)(?= *\())|(?P<a>(?:and|or)\b)|(?P<n>not\b)|(?P<c>[<>]=?|[=!]=)"
    r"|(?P<m>-)|(?P<p>[+*])|(?P<b>[()])|(?P<s>'[^'\\]*'|\"[^\"\\]*\")"
    r"|(?P<x>(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?![\w.])|[A-Za-z_]\w*)|[ \t\n]+",
    re.ASCII,
)
_SUM = "m*x(?:[pm]m*x)*"
_COMPARED = f"n*{_SUM}(?:c{_SUM})*"
_WHOLE = f"{_COMPARED}(?:a{_COMPARED})*"


def in_grammar(text: str) -> bool:
    """Return whether ``text`` follows the grammar, with any names.

    Brackets are removed from the inside out.
    """
    letters = ""
    at = 0
    while at < len(text):
        found = _SPOKEN.match(text, at)
        if found is None:
            return False
        letters += (found.group() if found.lastgroup == "b" else found.lastgroup) or ""
        at = found.end()
    letters = letters.replace("f(s)", "x")
    before = ""
    while before != letters:
        before, letters = letters, re.sub(rf"\({_WHOLE}\)", "x", letters)
    return re.fullmatch(_WHOLE, letters) is not None


PYTHON = (
    *(
        "#",
        " # note",
        "True",
        "None",
        "\\",
        "\\\n",
        "\n",
        ";",
        ",",
        ":=",
        ":",
        "[",
        "]",
        "{",
        "}",
        ".",
        "...",
    ),
    *(
        "_",
        "0",
        "00",
        "1_0",
        "0x10",
        "1e3",
        "1j",
        "1.",
        "@",
        "~",
        "**",
        "//",
        "%",
        "is",
        "in",
        "if",
        "else",
    ),
    *(
        "lambda",
        "await",
        "b'",
        "f'",
        3 * "'",
        '"',
        "\uff54old",
        "\u00a0",
        "\u2028",
        "+",
        "-",
        "not",
        "and",
    ),
    *("told", "did", "!", "$", "?", "`", "<>", "=", "<", "*told", "**told"),
)


@st.composite
def nearly(draw: st.DrawFn) -> str:
    """Generate a condition with some of Python's own syntax inserted anywhere."""
    text = written(draw(conditions(MOMENTS)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 2))
        text = text[:at] + draw(st.sampled_from(PYTHON)) + text[at + cut :]
    return text


@examples(300)
@given(st.one_of(nearly(), st.lists(st.sampled_from((*PARTS, *PYTHON)), max_size=8).map(" ".join)))
def test_the_compiler_accepts_what_is_in_the_grammar_and_nothing_else(text: str) -> None:
    found = compile_condition(text, NAMES)
    if isinstance(found, Condition):
        assert in_grammar(text)
        assert bool(found.evaluate((1,) * len(PLACES), 0)) is bool(_as_python(text))
    elif in_grammar(text):
        assert found.problem.code != "M311" or say_sentence(found.problem).startswith(
            "Write "
        )  # did, missed or waited of another form


def _as_python(text: str) -> object:
    """Return Python's value of a condition; the operators have the same precedence there."""
    nothing = {name: lambda _: False for name in ("did", "missed", "waited")}
    known: dict[str, object] = {**dict.fromkeys(PLACES, 1), **nothing, "true": True, "false": False}
    exact = re.sub(r"(?<![\w.])\d*\.\d+", lambda number: f"Fraction('{number.group()}')", text)
    return eval("(" + exact + ")", {"__builtins__": {}, "Fraction": Fraction}, known)  # noqa: S307


@pytest.mark.unmutated
def test_conditions_may_be_as_long_and_as_deep_as_the_limits() -> None:
    longest = "told" + " " * (LONGEST - 4)
    assert isinstance(compile_condition(longest, NAMES), Condition)
    assert isinstance(compile_condition("not " * DEEPEST + "told", NAMES), Condition)
    assert error_in(longest + " ").problem.code == "M312"
    assert error_in("not " * (DEEPEST + 1) + "told").problem.code == "M312"
    assert isinstance(compile_condition("(" * DEEPEST + "told" + ")" * DEEPEST, NAMES), Condition)
    assert error_in("(" * (DEEPEST + 1) + "told" + ")" * (DEEPEST + 1)).column == DEEPEST
