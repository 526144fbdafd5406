"""Untrusted text: invisible characters are reported at their place; cost stays linear in length."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import simulator
from simulator.language.findings import MOST_KEPT, Finding, Mark
from simulator.language.positions import locate
from simulator.library.scenarios import Unloadable
from simulator.messages.findings import say_finding, say_hint, say_sentence
from simulator.scenario.text import forbidden_character
from tests.examples import examples
from tests.workspaces import SHIPPED, load_text, try_load_text

# The private modules of re that parse a pattern: type checkers do not agree on whether they exist.
signs: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

HEAD = """\
scenario: the-spare-key
title: The spare key
level: foundation
style: guiding
format: weekly-90
cast:
  ines: {name: Dr Ines Roth, role: presenter}
  tom: {name: Tom, role: member}
"""
SCRIPT = """\
script:
  - ines: She put the key into my coat.
  - leave: quiet
    title: The key
    turns: [{silence: Nobody speaks.}]
    options: [{do: feeling, say: What is it like?, credit: 0}]
"""
VALID = HEAD + SCRIPT


def found(text: str) -> tuple[Finding, ...]:
    return try_load_text(text.encode("utf-8", "surrogatepass"), "file.yaml").findings


def places(text: str) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.column) for finding in found(text)]


def test_the_scenario_that_is_changed_here_is_without_fault() -> None:
    assert found(VALID) == ()


# What cannot be seen.

SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
UNSEEN = "\u200b\u00ad\u034f\u115f\u3164\u2060\ufeff\u200c\u200d\ufe0f\U000e0100\u2800"
MISLED = {
    "in the indent of a step": ("  - ines: She", "@ - ines: She"),
    "in the middle of an indent": ("    turns: [{", "  @ turns: [{"),
    "in an empty line": ("script:\n", "script:\n  @\n"),
    "after a dash": ("- ines: She", "-@ines: She"),
    "after a dash and a space": ("- ines: She", "- @ines: She"),
    "after a speaker's colon": ("ines: She", "ines:@She"),
    "after a key's colon": ("title: The", "title:@The"),
    "before a key in braces": (", role: presenter", ",@role: presenter"),
    "before a key in braces, after a space": (", role: presenter", ", @role: presenter"),
    "after a colon in braces": ("role: presenter", "role:@presenter"),
    "before a colon": ("title: The", "title@: The"),
}
ANYWHERE = {
    **MISLED,
    "in a text": ("the key", "the@ key"),
    "in a note": ("script:", "script: # a@b"),
}


def misled(where: tuple[str, str], character: str) -> tuple[str, tuple[int, int]]:
    """The scenario with a character put in where ``@`` is, and the place of it."""
    text = VALID.replace(*where, 1)
    before = text[: text.index("@")]
    return text.replace("@", character), (before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize("where", MISLED)
def test_a_space_that_is_none_to_yaml_is_the_only_finding_at_its_place(where: str) -> None:
    for space in SPACES:
        text, place = misled(MISLED[where], space)
        assert places(text) == [("Y109", *place)], ascii(space)


@pytest.mark.parametrize("where", ANYWHERE)
def test_what_is_not_seen_is_the_only_finding_at_its_place(where: str) -> None:
    for character in UNSEEN:
        text, place = misled(ANYWHERE[where], character)
        assert places(text) == [("Y103", *place)], ascii(character)


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_such_a_space_may_stand_in_a_text_and_goes_at_its_ends(space: str) -> None:
    loaded = load_text(
        VALID.replace("She put", f"She{space}put")
        .replace("foundation", f"foundation{space}")
        .encode(),
        "x",
    )
    assert loaded.findings == ()
    assert loaded.document is not None
    assert f"She{space}put" in loaded.document.data["script"][0]["ines"]
    assert loaded.scenario.level == "foundation"


def test_a_byte_order_mark_may_stand_at_the_beginning_only() -> None:
    assert found("\ufeff" + VALID) == ()
    assert places("\ufeff\ufeff" + VALID) == [("Y103", 1, 1)]


def test_an_optional_hyphen_is_explained() -> None:
    (finding,) = found(VALID.replace("She put", "She\u00ad put"))
    assert "word processor" in say_hint(finding.problem)


@pytest.mark.parametrize(
    "text",
    ["\u201cHers: the spare one.\u201d", "\u201eHers: it is.\u201c", "\u2018Hers: it is.\u2019"],
)
def test_a_colon_in_curly_quotes_is_told_apart_from_one_in_straight_quotes(text: str) -> None:
    (finding,) = found(VALID.replace("She put the key into my coat.", text))
    assert (finding.code, finding.line) == ("Y112", 10)
    assert "curly" in say_sentence(finding.problem)
    assert "straight" in say_hint(finding.problem)


def test_a_tab_is_found_where_a_text_above_it_would_go_on() -> None:
    text = VALID.replace("  - leave: quiet\n    title", "  - leave: quiet\n\ttitle")
    assert places(text) == [("Y111", 12, 1)]


def test_names_that_look_the_same_are_refused() -> None:
    text = VALID.replace("name: Dr Ines Roth", "name: '\u06a9\u0627\u0631\u200c\u0647\u0627'")
    assert found(text) == ()
    assert places(text.replace("name: Tom", "name: \u06a9\u0627\u0631\u0647\u0627")) == [
        ("Y103", 8, 15)
    ]


# What is lost to a note.


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("She put the key", "Flat #4 has the key", 16),
        ("She put the key", "The \t#1 thing", 16),
        ("title: The spare key", "title: The key #4", 16),
        ("She put the key", "She put 3 # of beans", 21),
        ("She put the key", "She put the key #", 27),
        ("What is it like?", "What is it \n      like #then\n    ", 12),
    ],
)
def test_a_text_that_is_cut_by_a_sign_of_its_own_is_a_warning(
    old: str, new: str, column: int
) -> None:
    loaded = try_load_text(VALID.replace(old, new).encode(), "file.yaml")
    assert [(finding.code, finding.column, finding.severity) for finding in loaded.findings] == [
        ("Y119", column, "warning")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the key into my coat.", "the key into my coat. # she looks away"),
        ("She put the key", "She put the key  # she looks away"),
        ("title: The spare key", "title: The key # a working title"),
        ("She put the key", "She put the key ## the spare one"),
        ("She put the key", "She put the key#4"),
        ("She put the key into my coat.", "'The #1 thing.'"),
        ("level: foundation", "level: foundation #the easiest"),
        ("level: foundation", "minutes: 5 #or six\nlevel: foundation"),
        ("script:", "script: #here it begins"),
    ],
)
def test_a_note_is_no_finding(old: str, new: str) -> None:
    assert found(VALID.replace(old, new)) == ()


def test_a_text_that_goes_on_after_it_was_cut_is_explained() -> None:
    (finding,) = found(VALID.replace("the key into", "key #4\n      into"))
    assert (finding.code, finding.line) == ("Y115", 11)
    assert "#" in say_sentence(finding.problem)


# Texts of one line.

BROKEN = '"Fine\\n> 1\\r\\n\\tmore"'.replace("\\r", "")


def test_the_texts_of_the_head_are_of_one_line_whatever_stands_in_the_file() -> None:
    text = f"""\
scenario: the-spare-key
title: {BROKEN}
teaser: {BROKEN}
level: foundation
style: guiding
format: weekly-90
objectives: [{BROKEN}]
content_note: {BROKEN}
cast:
  ines: {{name: {BROKEN}, role: presenter, about: {BROKEN}}}
absent:
  patient: {{name: {BROKEN}, about: {BROKEN}}}
cases: [{{key: {BROKEN}}}]
"""
    loaded = load_text((text + SCRIPT).encode(), "file.yaml")
    assert [finding.code for finding in loaded.findings] == ["S208"] * 9
    shown = loaded.scenario
    people = (*shown.cast.values(), *shown.absent.values())
    lines = [
        shown.title,
        shown.teaser,
        *shown.objectives,
        shown.content_note,
        shown.cases[0]["key"],
    ]
    lines += [words.source for person in people for words in (person.name, person.about)]
    assert lines == ["Fine > 1 more"] * 9


@pytest.mark.parametrize(
    "written",
    ["|\n  The spare key\n", ">\n  The spare\n  key\n", "The spare\n  key", "'The  spare key '"],
)
def test_a_line_may_be_written_over_several(written: str) -> None:
    loaded = load_text(VALID.replace("The spare key", written).encode(), "file.yaml")
    assert loaded.findings == ()
    assert loaded.scenario.title == "The spare key"


# The work.


class Calls:
    """Counts the calls of Python functions while it is entered."""

    def __enter__(self) -> "Calls":
        self.count = 0
        self.before = sys.getprofile()
        sys.setprofile(self.called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self.before)

    def called(self, frame: FrameType, event: str, argument: object) -> None:
        self.count += event == "call"


def unknown_speakers(count: int) -> str:
    """As many unknown speakers as there are people with names like theirs."""
    cast = "".join(
        f"  somebody-in-the-circle-{i}: {{name: N, role: member}}\n" for i in range(count)
    )
    return (
        HEAD
        + cast
        + "script:\n"
        + "".join(f"  - somebody-in-teh-circle-{i}x: Hm.\n" for i in range(count))
    )


def unknown_names(count: int) -> str:
    state = "".join(f"  counted_number_{i}: false\n" for i in range(count))
    turns = "".join(f"  - {{ines: Hm., when: coutned_number_{i}x}}\n" for i in range(count))
    return HEAD + f"state:\n{state}script:\n{turns}"


def unknown_placeholders(count: int) -> str:
    keys = ", ".join(f"some-key-{i}: x" for i in range(count))
    return (
        HEAD
        + f"cases: [{{{keys}}}]\nscript:\n"
        + "".join(f"  - ines: '{{smoe-key-{i}x}}'\n" for i in range(count))
    )


def unknown_keys(count: int) -> str:
    return (
        HEAD + "script:\n" + "".join(f"  - {{phase: opening, wehn{i}: x}}\n" for i in range(count))
    )


def cases_of_different_keys(count: int) -> str:
    return HEAD + "cases:\n" + "".join(f"  - {{key{i}: x}}\n" for i in range(count)) + SCRIPT


def odd_lines(count: int) -> str:
    return "\x1b\n" * count * 20


STEPS = (
    unknown_speakers,
    unknown_names,
    unknown_placeholders,
    unknown_keys,
    cases_of_different_keys,
    odd_lines,
)


@pytest.mark.slow
@pytest.mark.parametrize("made", STEPS, ids=lambda made: made.__name__)
def test_findings_cost_no_more_than_the_length_of_their_file(made: Callable[[int], str]) -> None:
    small, large = made(80), made(320)
    with Calls() as few:
        found(small)
    with Calls() as many:
        findings = found(large)
    assert many.count <= 5.5 * few.count
    assert 0 < len(findings) <= MOST_KEPT + 1


class Rows(list[str]):
    """The lines of a file that count how often one is looked at."""

    looked = 0

    def __getitem__(self, at: Any) -> Any:
        rows = super().__getitem__(at)
        if isinstance(at, slice):
            copied = Rows(rows)
            copied.parent = self  # type: ignore[attr-defined]
            return copied
        top: Any = getattr(self, "parent", self)
        top.looked += 1
        return rows


def test_a_place_is_looked_for_in_the_lines_of_its_text_only() -> None:
    rows = Rows(['"\\x41\\x42"', *("x" * 10_000)])
    assert locate(rows, Mark(1, 1), "AB", 1) == Mark(1, 1)
    assert rows.looked < 20


# Patterns.


def patterns() -> Iterator[tuple[str, str, int]]:
    """Every pattern that the program compiles as it is imported: its place, text and flags."""
    for module in pkgutil.walk_packages(simulator.__path__, "simulator."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                text = value.pattern
                yield (
                    f"{module.name}.{name}",
                    text if isinstance(text, str) else text.decode("latin-1"),
                    value.flags,
                )


PATTERNS = list(patterns())
ALPHABET = [chr(point) for point in range(0x250)] + list(
    "\u2019\u201c\u2026\u2003\u00a0\u200d\u0915\u094d\U0001f469\ufe0f"
)


def characters(item: tuple[Any, Any], step: int) -> frozenset[str]:
    """Return the characters with which a parsed pattern's item can begin (step 1) or end (-1)."""
    sign, inside = item
    if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        return edge(inside[2], step)
    if sign is signs.SUBPATTERN:
        return edge(inside[3], step)
    if sign is signs.BRANCH:
        return frozenset().union(*(edge(branch, step) for branch in inside[1]))
    if sign in (signs.LITERAL, signs.NOT_LITERAL, signs.IN, signs.ANY):
        return frozenset(character for character in ALPHABET if matches(item, character))
    return frozenset()


def edge(items: Any, step: int) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for item in list(items)[::step]:
        found |= characters(item, step)
        if not may_be_empty(item):
            break
    return found


def matches(item: tuple[Any, Any], character: str) -> bool:
    sign, inside = item
    point = ord(character)
    if sign is signs.LITERAL:
        return bool(point == inside)
    if sign is signs.NOT_LITERAL:
        return bool(point != inside)
    if sign is signs.ANY:
        return character != "\n"
    negated = inside[0][0] is signs.NEGATE
    return negated != any(within(part, character) for part in inside)


CLASSES = {
    signs.CATEGORY_DIGIT: r"\d",
    signs.CATEGORY_NOT_DIGIT: r"\D",
    signs.CATEGORY_SPACE: r"\s",
    signs.CATEGORY_NOT_SPACE: r"\S",
    signs.CATEGORY_WORD: r"\w",
    signs.CATEGORY_NOT_WORD: r"\W",
}


def within(part: tuple[Any, Any], character: str) -> bool:
    sign, inside = part
    if sign is signs.LITERAL:
        return bool(ord(character) == inside)
    if sign is signs.RANGE:
        return bool(inside[0] <= ord(character) <= inside[1])
    return sign is signs.CATEGORY and re.match(CLASSES[inside], character) is not None


def gives_back(item: tuple[Any, Any]) -> bool:
    """Whether an item is repeated without end and tries fewer where the rest does not fit."""
    return item[0] in (signs.MAX_REPEAT, signs.MIN_REPEAT) and item[1][1] is signs.MAXREPEAT


def may_be_empty(item: tuple[Any, Any]) -> bool:
    sign, inside = item
    if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        return inside[0] == 0 or all(map(may_be_empty, inside[2]))
    if sign is signs.SUBPATTERN:
        return all(map(may_be_empty, inside[3]))
    if sign is signs.BRANCH:
        return any(all(map(may_be_empty, branch)) for branch in inside[1])
    return sign in (signs.AT, signs.ASSERT, signs.ASSERT_NOT)


def ambiguous(items: Any) -> bool:
    """Return whether matching may take more than linear time.

    That is so if two unbounded repeats can match the same characters next to each other, or if one
    is inside another with nothing between.
    """
    flat = list(opened(items))
    for at, item in enumerate(flat):
        if gives_back(item):
            if any(gives_back(inner) and len(item[1][2]) == 1 for inner in opened(item[1][2])):
                return True
            for other in flat[at + 1 :]:
                if gives_back(other) and characters(item, -1) & characters(other, 1):
                    return True
                if not may_be_empty(other) and not gives_back(other):
                    break
    return any(ambiguous(inner) for item in flat for inner in insides(item))


def opened(items: Any) -> Iterator[tuple[Any, Any]]:
    """The items of a sequence, groups taken apart."""
    for item in items:
        if item[0] is signs.SUBPATTERN:
            yield from opened(item[1][3])
        else:
            yield item


def insides(item: tuple[Any, Any]) -> list[Any]:
    sign, inside = item
    if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        return [inside[2]]
    if sign is signs.BRANCH:
        return list(inside[1])
    return [inside[1]] if sign in (signs.ASSERT, signs.ASSERT_NOT) else []


@pytest.mark.parametrize(
    ("name", "pattern", "flags"), PATTERNS, ids=[name for name, _, _ in PATTERNS]
)
def test_no_pattern_can_match_one_text_in_many_ways(name: str, pattern: str, flags: int) -> None:
    assert not ambiguous(parser.parse(pattern, flags & ~re.ASCII if "(?a" in pattern else flags))


@pytest.mark.parametrize(
    "pattern",
    [r"^[ \t]*\{?[ \t]*x", r"(a+)+b", r"(?:a*)*", r"\s*(\w|\s)*x", r"[^x]*[^y]*z"],
)
def test_a_pattern_of_many_ways_is_known_as_one(pattern: str) -> None:
    assert ambiguous(parser.parse(pattern))


FUNCTIONS = {
    f"re.{name}"
    for name in ("compile", "match", "fullmatch", "search", "sub", "split", "findall", "finditer")
}


def test_patterns_are_compiled_once_at_the_top_of_a_module() -> None:
    """A pattern made anywhere else is seen by none of the tests above."""
    made = []
    for file in sorted(Path(simulator.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        top = {
            id(node)
            for statement in tree.body
            if isinstance(statement, ast.Assign)
            for node in ast.walk(statement)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and id(node) not in top
                and ast.unparse(node.func) in FUNCTIONS
            ):
                made.append(f"{file.parent.name}/{file.name}")
    assert not made


HEAVY = """
import json, sys
from pathlib import Path
from simulator.analysis.readability import readability
from simulator.analysis.strategies import hedges, sentences
from simulator.library.programmes import is_programme
from simulator.scenario.text import clean_line, clean_text
from simulator.scenario.placeholders import bad_placeholders, parse_words
from tests.workspaces import try_load_text

file = Path(sys.argv[1]) / "x.yaml"
for blank in ("\\t", " ", "\\n", "{ ", "\\n\\t"):
    file.write_text(blank * (64_000 // len(blank)))
    assert not is_programme(file)
lines = [", [", ": {", '- "', "- '", "{", "\\t", "\\u00a0", "- "]
lines += ["\\u200d", "- \\u00a0", " #", "a: b #"]
for line in lines:
    assert try_load_text(("a: [" + line * (900_000 // len(line.encode()))).encode(), "x").findings
    assert try_load_text((line * (900_000 // len(line.encode()))).encode(), "x").findings
texts = ["." * 100_000 + "x", ".)" * 50_000 + "x", "...)))" * 20_000]
texts += ["a-" * 50_000, "a'" * 50_000, " " * 100_000]
for text in texts:
    readability([text]), hedges(text), sentences(text)
for text in ("{" * 100_000, "{a" * 50_000, "{" + " " * 100_000, "{{" * 50_000, "}" * 100_000):
    parse_words(text), list(bad_placeholders(text))
joined = ["\\u200d" * 100_000, "\\u2764\\ufe0f\\u200d" * 30_000]
for text in (*joined, " \\t" * 50_000, "\\r\\n" * 50_000):
    clean_text(text), clean_line(text)
print(json.dumps("done"))
"""


def test_a_megabyte_of_anything_takes_no_more_than_moments(tmp_path: Path) -> None:
    """All of it takes some seconds; a pattern that backtracks takes a minute for a single text."""
    done = subprocess.run(
        [sys.executable, "-c", HEAVY, str(tmp_path)], capture_output=True, text=True, timeout=90
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == "done"


# Anything at all.

NOISE = st.sampled_from([
    *("", " ", "\n", "\t", "  ", ":", ": ", "- ", "{", "}", "[", "]", "'", '"', "#"),
    *(" #4", "&a ", "*a", "!x ", "|", ">"),
    *("@", "\\", "%", "?", "{{", "{x}", "null", "true", "-1", "1.5", "\x1b", "\u202e"),
    *("\ud800", "é", "\r", "\r\n", "\x85"),
    *("\u2013 ", "\u2014 ", "\u2022 ", "\u201c", "\u201d", "\u2018", "\u2019", "\u201e"),
    *("\u00ab ", "\u2026", "\u2192"),
    *("\u00a0", "\u200b", "\u00ad", "\u2003", "\u202f", "\u200d", "\ufe0f", "\u034f"),
    *("\u3164", "\u2028", "\ufeff"),
    *("\U0001f469\u200d", "\u2265", "```yaml\n", " 42  ", "1. ", "Title: ", "...\n"),
    *("---\n", "<<: ", "when: ", "say: "),
    *("0,5", "100%", "**"),
])  # fmt: skip


def check_findings(text: str) -> None:
    """Read a text, which must not raise, and see that each finding lies inside the file."""
    raw = text.encode("utf-8", "surrogatepass")
    loaded = try_load_text(raw, "file.yaml")
    assert isinstance(loaded, Unloadable) == any(
        finding.severity == "error" for finding in loaded.findings
    )
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    for finding in loaded.findings:
        assert 1 <= finding.line <= len(lines), finding
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, finding
        assert forbidden_character(say_finding(finding)) is None
        assert len(say_finding(finding).splitlines()) == 1


@st.composite
def changed(draw: st.DrawFn, text: str, most: int) -> str:
    """A text with some pieces taken out and put in."""
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from((0, 0, 0, 1, 2, 5, 20)))
        text = text[:at] + draw(NOISE) + text[at + cut :]
    return text


@examples(200)
@given(changed(VALID, 5))
def test_reading_anything_gives_findings_inside_the_file(text: str) -> None:
    check_findings(text)


SMALLEST = min(
    (file for file in SHIPPED.glob("*/scenario.yaml")), key=lambda file: file.stat().st_size
).read_text("utf-8")


@examples(15)
@given(changed(SMALLEST, 4))
def test_reading_a_changed_scenario_of_the_library_gives_findings_inside_the_file(
    text: str,
) -> None:
    check_findings(text)
