"""YAML is read strictly: text stays text, positions are exact, and dangerous input is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.language.document import LARGEST_FILE, Document
from simulator.language.findings import Finding, Findings, Mark
from simulator.language.reader import read
from simulator.language.yaml_tree import DEEPEST, LONGEST_SCALAR, MOST_EVENTS
from simulator.messages.findings import say_sentence
from simulator.scenario.text import forbidden_character
from tests.strategies import Data, as_yaml, scenarios


def reading(text: str | bytes) -> tuple[Document | None, tuple[Finding, ...]]:
    findings = Findings("file.yaml")
    document = read(text.encode() if isinstance(text, str) else text, "file.yaml", findings)
    return document, findings.sorted()


def data(text: str) -> Any:
    document, findings = reading(text)
    assert document is not None, findings
    assert findings == ()
    return document.data


def only(text: str | bytes) -> Finding:
    _, findings = reading(text)
    assert len(findings) == 1, findings
    return findings[0]


def places(text: str) -> Document:
    document, findings = reading(text)
    assert document is not None, findings
    return document


TEXTS = (
    *(
        "no",
        "No",
        "NO",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "True",
        "TRUE",
        "Null",
        "~",
        "+",
        "-x",
        "=",
        "٣",
    ),
    *(
        "12:30",
        "1:2:3",
        "2024-01-31",
        "2024-01-31 10:00:00",
        "12345678901234567",
        ".inf",
        "-.inf",
        ".nan",
    ),
    *(
        "010",
        "-010",
        "00",
        "0.0.1",
        "007.5",
        "1e5",
        "1.5e3",
        "0x10",
        "0o10",
        "0b1",
        "1_000",
        ".5",
        "5.",
        "-.5",
    ),
)
"""What other readers of YAML take for something else."""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("0.5", 0.5),
        ("-0.5", -0.5),
        ("10.25", 10.25),
        *((text, text) for text in TEXTS),
        ("'7'", "7"),
        ('"true"', "true"),
        ("''", ""),
        ("'null'", "null"),
        ("|-\n  7", "7"),
    ],
)
def test_only_true_false_null_whole_numbers_and_decimals_are_anything_but_text(
    written: str, meant: Any
) -> None:
    found = data(f"key: {written}")["key"]
    assert found == meant
    assert type(found) is type(meant)


def test_keys_are_always_text() -> None:
    assert data("1: a\ntrue: b\nnull: c\non: d\n1.5: e\n") == {
        "1": "a",
        "true": "b",
        "null": "c",
        "on": "d",
        "1.5": "e",
    }


def test_every_key_and_value_has_its_place_counted_in_characters() -> None:
    document = places("é: {ü: 'ö', list: [ä, 🙂, c]}\nnext:\n  - deep: »x«\n    er: y\n")
    assert document.key(("é",)) == Mark(1, 1)
    assert document.key(("é", "ü")) == Mark(1, 5)
    assert document.value(("é", "ü")) == Mark(1, 8)
    assert document.key(("é", "list")) == Mark(1, 13)
    assert document.value(("é", "list", 1)) == Mark(1, 23)
    assert document.value(("é", "list", 2)) == Mark(1, 26)
    assert document.value(("next",)) == Mark(3, 3)
    assert document.value(("next", 0, "deep")) == Mark(3, 11)
    assert document.key(("next", 0, "er")) == Mark(4, 5)


def test_a_place_that_is_not_there_is_shown_by_what_is_around_it() -> None:
    document = places("a:\n  b: 1\n")
    assert document.value(("a", "missing", "deeper")) == Mark(2, 3)
    assert document.key(("a", "missing")) == Mark(2, 3)
    assert document.value(("nothing",)) == Mark(1, 1)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a: plain wrong", Mark(1, 10)),
        ("a: 'single wrong'", Mark(1, 12)),
        ("a: 'it''s wrong'", Mark(1, 11)),
        ('a: "double wrong"', Mark(1, 12)),
        ('a: "a \\" wrong"', Mark(1, 10)),
        ("a: two\n  lines wrong", Mark(2, 9)),
        ("a: >-\n  folded\n  wrong", Mark(3, 3)),
        ("a: |\n  kept\n  as it is wrong\n", Mark(3, 12)),
        ("a: é wrong", Mark(1, 6)),
    ],
)
def test_a_character_is_found_inside_quoted_and_folded_text(text: str, mark: Mark) -> None:
    document = places(text)
    value = document.data["a"]
    assert document.inside(("a",), value, value.index("wrong")) == mark


def test_a_place_after_the_end_of_a_text_is_shown_by_the_text() -> None:
    document = places("a: |\n  kept\n")
    value = document.data["a"]
    for offset in range(len(value) + 3):
        assert document.inside(("a",), value, offset).line in (1, 2, 3)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", "Y104", 3, 1, "twice"),
        ("x: {a: 1, é: 2, a: 3}\n", "Y104", 1, 17, "twice"),
        ("a: &anchor 1\n", "Y105", 1, 4, "Anchors"),
        ("a: &anchor\n  b: 1\n", "Y105", 1, 4, "Anchors"),
        ("a: [&x 1, *x]\n", "Y105", 1, 5, "Anchors"),
        ("é: *x\n", "Y105", 1, 4, "Aliases"),
        ("*x : 1\n", "Y105", 1, 1, "Aliases"),
        ("a: !tag 1\n", "Y106", 1, 4, "Tags"),
        ("a: !!python/object/apply:os.system [true]\n", "Y106", 1, 4, "Tags"),
        ("a: !!str 1\n", "Y106", 1, 4, "Tags"),
        ("a: !<%1b]0;x%07> b\n", "Y106", 1, 4, "Tags"),
        ("a: ! b\n", "Y106", 1, 4, "Tags"),
        ("!!map {a: 1}\n", "Y106", 1, 1, "Tags"),
        ("<<: {a: 1}\n", "Y107", 1, 1, "Merge keys"),
        ("? [a, b]\n: c\n", "Y107", 1, 3, "key"),
        ("{{a: b}: c}\n", "Y107", 1, 2, "key"),
        ("a: 1\n---\nb: 2\n", "Y108", 2, 1, "second document"),
        ("a:\n\tb: 1\n", "Y1", 2, 1, "tab"),
        ("title: A cough: my father's\n", "Y1", 1, 15, "colon"),
        ("é: 'never closed\nb: 1\n", "Y1", 1, 4, "quote"),
        ('a: "never closed\nb: 1\n', "Y1", 1, 4, "quote"),
        ('a: "C:\\path"\n', "Y1", 1, 7, "backslash"),
        ('a: "\\ud800"\n', "Y1", 1, 7, "backslash"),
        ("a: [1, 2\nb: 3\n", "Y1", 1, 4, "[ that opens here"),
        ("a: {b: 1\n", "Y1", 1, 4, "{ that opens here"),
        ("a:\n    b: 1\n  c: 2\n", "Y1", 3, 3, "column 3"),
        ("a: @home\n", "Y1", 1, 4, "begin with @"),
        ("a: `x`\n", "Y1", 1, 4, "begin with `"),
        ("%YAML 9.9\n---\na: 1\n", "Y1", 1, 1, "cannot be read"),
        ('a: "\\e[31m"\n', "Y103", 1, 4, "U+001B"),
        ('é: "\\u202e"\n', "Y103", 1, 4, "U+202E"),
        ('a: "\\x9b"\n', "Y103", 1, 4, "U+009B"),
        ('"\\e": 1\n', "Y103", 1, 1, "U+001B"),
        ("a: é\x1b[31m\n", "Y103", 1, 5, "U+001B"),
        ("a: é\u202ex\n", "Y103", 1, 5, "U+202E"),
        ("# \u2066 in a comment\n", "Y103", 1, 3, "U+2066"),
        ("a: b\rc\n", "Y103", 1, 5, "U+000D"),
        ("a: \x00\n", "Y103", 1, 4, "U+0000"),
        ("a: \x85\n", "Y103", 1, 4, "U+0085"),
        ("a: \U000e0041\n", "Y103", 1, 4, "U+E0041"),
    ],
)
def test_what_may_not_stand_in_a_file_is_found_where_it_stands(
    text: str, code: str, line: int, column: int, says: str
) -> None:
    found = only(text)
    assert (found.line, found.column) == (line, column)
    assert found.code.startswith(code)
    assert says.lower() in say_sentence(found.problem).lower()
    assert str(found).isprintable()


def test_every_odd_character_of_a_file_is_told_at_once() -> None:
    _, findings = reading("a: \x1b\nb: \u202e\nc: x\n")
    assert [(found.line, found.code) for found in findings] == [(1, "Y103"), (2, "Y103")]


def test_every_duplicate_is_told_at_once() -> None:
    _, findings = reading("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")
    assert [(found.line, found.column) for found in findings] == [(2, 1), (3, 11), (4, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (b"a: \xff", 1, 4),
        (b"\xff\xfea\x00", 1, 1),
        ("é: ü".encode() + b"\xe9", 1, 5),
        (b"a: 1\n\xc3\xa9b: \xc3", 2, 5),
        (b"\xef\xbb\xbfa: \xff", 1, 4),
        (b"a: \xed\xa0\x80", 1, 4),
        (b"a: \xc0\x80", 1, 4),
    ],
)
def test_a_file_that_is_not_utf_8_is_told_at_its_first_such_byte(
    text: bytes, line: int, column: int
) -> None:
    found = only(text)
    assert (found.code, found.line, found.column) == ("Y102", line, column)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    document, findings = reading(b"\xef\xbb\xbfa: 1\r\nb: two\r\n")
    assert document is not None
    assert (document.data, findings) == ({"a": 1, "b": "two"}, ())
    assert document.key(("a",)) == Mark(1, 1)
    assert document.value(("b",)) == Mark(2, 4)


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " + "[" * 300_000,
        nested(DEEPEST + 1),
        "[{a: " * 50_000,
    ],
    ids=[
        "brackets",
        "braces",
        "dashes",
        "question marks",
        "brackets in a key",
        "one too deep",
        "mixed",
    ],
)
def test_nesting_without_end_is_refused_and_crashes_nothing(text: str) -> None:
    found = only(text)
    assert (found.code, found.line) == (
        "Y107" if text[0] in "{?" else "Y122",
        1,
    )  # a mapping is no key
    assert found.column <= 5 * DEEPEST + 3, (
        "where it is too deep for us, not where the parser gives up"
    )


def test_the_limits_are_where_they_are_said_to_be() -> None:
    assert data(nested(DEEPEST)) is not None
    assert "more than 40 levels" in say_sentence(only(nested(DEEPEST + 1)).problem)
    assert data(f"a: {'x' * LONGEST_SCALAR}")
    assert "5,000 is the most" in say_sentence(only(f"a: {'x' * (LONGEST_SCALAR + 1)}").problem)
    assert data("#" * (LARGEST_FILE - 5) + "\na: 1") == {"a": 1}
    assert "1,000,000 is the most" in say_sentence(
        only("#" * (LARGEST_FILE - 4) + "\na: 1").problem
    )
    rest = MOST_EVENTS - 6  # beginnings and ends of stream, document and list
    assert len(data("- a\n" * rest)) == rest
    assert "more than 60,000 parts" in say_sentence(only("- a\n" * (rest + 1)).problem)


def test_an_empty_file_is_nothing() -> None:
    assert data("") is None
    assert data("# only a comment\n") is None


@given(scenarios())
def test_whatever_plain_data_is_written_is_read_again(made: Data) -> None:
    assert data(as_yaml(made)) == made


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(
            alphabet="ab:- \n\t[]{}#&*!|>'\"%@`,?\\0x\x1b\x85\ufeff\ud800\U0001f600", max_size=120
        ).map(lambda text: text.encode("utf-8", "surrogatepass")),
    )
)
def test_any_bytes_are_a_document_or_findings(raw: bytes) -> None:
    document, findings = reading(raw)
    assert document is not None or findings
    for found in findings:
        assert found.line >= 1
        assert found.column >= 1
        assert forbidden_character(str(found)) is None
        assert len(str(found).splitlines()) == 1
    if document is not None:
        lines = raw.decode("utf-8").replace("\r\n", "\n").split("\n")
        for mark in (*document.keys.values(), *document.values.values()):
            assert mark.line <= len(lines)
