"""Conditions: what they mean, and that nothing else gets through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.condition import DEEPEST, LARGEST, LONGEST, Condition, Judgeable, Names, Slip, compile_condition
from tests.strategies import FLAGS, NUMBERS, Tree, World, conditions, meaning, written

MOMENTS: dict[str, tuple[bool, list[str]]] = {"drift": (False, ["contain", "advise"]), "quiet": (True, ["feeling"])}
PLACES = {name: place for place, name in enumerate((*NUMBERS, *FLAGS))}
NAMES = Names(
    numbers={name: PLACES[name] for name in NUMBERS},
    flags={name: PLACES[name] for name in FLAGS},
    moments={"drift": Judgeable(0, *MOMENTS["drift"]), "quiet": Judgeable(4, *MOMENTS["quiet"])},
)


def truth(text: str, values: dict[str, int], done: dict[str, str]) -> bool:
    """What a condition says of a world in which everything not named is 0 and undone."""
    condition = compile_condition(text, NAMES)
    assert isinstance(condition, Condition), condition
    return bool(condition.evaluate(tuple(values.get(name, 0) for name in PLACES), judged(done)))


def judged(done: dict[str, str]) -> int:
    return sum(_bits(NAMES.moments[name], act) for name, act in done.items())


def _bits(moment: Judgeable, act: str) -> int:
    return moment.judged + (moment.passed if act == "wait" else moment.taken(moment.options.index(act)))


def slip(text: str) -> Slip:
    found = compile_condition(text, NAMES)
    assert isinstance(found, Slip), f"{text!r} was let through"
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
def test_a_condition_means_what_a_trainer_reads(text: str, values: dict[str, int], expected: bool) -> None:
    assert truth(text, values, {}) is expected


@pytest.mark.parametrize("act", [None, "wait", "contain", "advise"])
def test_did_and_missed_ask_what_became_of_a_cue(act: str | None) -> None:
    done = {"drift": act} if act else {}
    assert truth("did('drift.contain')", {}, done) == (act == "contain")
    assert truth('did("drift.advise")', {}, done) == (act == "advise")
    assert truth("missed('drift')", {}, done) == (act == "wait")


@pytest.mark.parametrize("act", [None, "wait", "feeling"])
def test_waited_asks_what_became_of_a_leave(act: str | None) -> None:
    assert truth("waited('quiet')", {}, {"quiet": act} if act else {}) == (act == "wait")


@settings(max_examples=300)
@given(
    tree=conditions(MOMENTS),
    values=st.tuples(*[st.integers(-3, 10)] * len(NUMBERS), *[st.integers(0, 1)] * len(FLAGS)),
    cue=st.sampled_from((None, "wait", "contain", "advise")),
    leave=st.sampled_from((None, "wait", "feeling")),
)
def test_every_condition_agrees_with_working_it_out_by_hand(
    tree: Tree, values: tuple[int, ...], cue: str | None, leave: str | None
) -> None:
    done = {moment: act for moment, act in (("drift", cue), ("quiet", leave)) if act is not None}
    condition = compile_condition(written(tree), NAMES)
    if isinstance(condition, Slip):
        assert condition.code == "M312"  # too long or too deep, and nothing else
        return
    world = World(dict(zip(PLACES, values, strict=True)), done)
    assert bool(condition.evaluate(values, judged(done))) is meaning(tree, world)


def test_a_condition_knows_what_it_reads() -> None:
    condition = compile_condition("safety < 4 and not told or did('quiet.feeling') and 1 < 2", NAMES)
    assert isinstance(condition, Condition)
    assert condition.values == {PLACES["safety"], PLACES["told"]}
    assert condition.judged == NAMES.moments["quiet"].taken(0)


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
        ("did('drift')", "M311", 0, ""),
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
        ("", "M311", 0, ""),
    ],
)
def test_a_slip_is_found_at_its_column_with_the_nearest_known_name(text: str, code: str, column: int, hint: str) -> None:
    found = slip(text)
    assert (found.code, found.column) == (code, column)
    assert hint in found.hint
    assert bool(found.hint) or not hint


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


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:40] for text in HOSTILE])
def test_nothing_else_gets_through(text: str) -> None:
    found = slip(text)
    assert found.code in {"M310", "M311", "M312", "M313", "M314", "M315"}
    assert 0 <= found.column <= len(text)
    assert found.sentence.isprintable()
    assert found.sentence.isascii()
    assert found.hint.isprintable()


PARTS = (*PLACES, "and", "or", "not", "<", "==", "(", ")", "1", "0.5", "*", "-", "did(", "'drift.contain'")


@settings(max_examples=400)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="()andortsfey0123456789.<>=!+-*'\"\\ \n[]{}:,", max_size=60),
        st.lists(st.sampled_from(PARTS)).map(" ".join),
    )
)
def test_any_text_is_a_condition_or_a_slip(text: str) -> None:
    found = compile_condition(text, NAMES)
    if isinstance(found, Slip):
        assert 0 <= found.column <= len(text)
        assert found.sentence.isprintable()
    else:
        assert found.evaluate((1,) * len(PLACES), judged({"quiet": "wait"})) in (0, 1)


def test_a_very_large_product_beside_a_decimal_is_still_worked_out() -> None:
    names = Names(numbers={"n": 0}, flags={}, moments={})
    product = "(" + "*".join("n" * 20) + ")"
    condition = compile_condition(f"0.5 * {product} * {product} * {product} > 1", names)
    assert isinstance(condition, Condition)
    assert condition.evaluate((LARGEST,), 0) == 1


def test_conditions_may_be_as_long_and_as_deep_as_they_say() -> None:
    longest = "told" + " " * (LONGEST - 4)
    assert isinstance(compile_condition(longest, NAMES), Condition)
    assert isinstance(compile_condition("not " * DEEPEST + "told", NAMES), Condition)
    assert slip(longest + " ").code == "M312"
    assert slip("not " * (DEEPEST + 1) + "told").code == "M312"
    assert isinstance(compile_condition("(" * DEEPEST + "told" + ")" * DEEPEST, NAMES), Condition)
    assert slip("(" * (DEEPEST + 1) + "told" + ")" * (DEEPEST + 1)).column == DEEPEST
