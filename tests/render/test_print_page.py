"""Printed pages: everything with the key, and nothing that gives it away without."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from simulator.authoring.mark_sheet import sheet_of
from simulator.authoring.write_screenplay import screenplay
from simulator.authoring.write_sheet import sheet_csv
from simulator.messages import say
from simulator.render.paper import Grid, Heading, Paper, Piece
from simulator.render.print_page import print_page
from simulator.render.write_paper import write_paper_html, write_paper_markdown
from simulator.scenario.model import (
    Change,
    If,
    Moment,
    Scenario,
    Step,
    Turn,
    names_in_case,
    walk,
)
from simulator.scenario.placeholders import parse_words
from tests.branching_scenario import TEXT
from tests.hostile import WORDS, hostile_scenario
from tests.scripts import loaded
from tests.second_edition import TEXT as SECOND_EDITION
from tests.surveyed import scenarios

SHIPPED = [*scenarios(), loaded(TEXT), loaded(SECOND_EDITION)]


def pieces(page: Paper) -> Iterator[Piece]:
    for block in page.blocks:
        if isinstance(block, Piece):
            yield block
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell


def texts(page: Paper) -> list[str]:
    """All texts of a page, with its headings."""
    found = [f"{piece.label} {piece.text}".strip() for piece in pieces(page)]
    return found + [block.text for block in page.blocks if isinstance(block, Heading)]


def page_of(scenario: Scenario, *, key: bool, case: int | None = None) -> Paper:
    return print_page(screenplay(scenario, case=case), key=key)


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda scenario: scenario.id)
def test_with_the_key_every_text_of_the_script_is_printed_in_every_case(
    scenario: Scenario,
) -> None:
    printed = "\n".join(texts(page_of(scenario, key=True)))
    for case in range(max(1, len(scenario.cases))):
        names = names_in_case(scenario, case)
        for step in walk(scenario.script):
            if isinstance(step, Turn):
                assert step.words.fill(names) in printed
        for moment in scenario.moments():
            assert moment.id in printed
            assert moment.about.fill(names) in printed
            for option in moment.options:
                assert option.say.fill(names) in printed
                assert option.why.fill(names) in printed
            assert moment.passing.why.fill(names) in printed


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda scenario: scenario.id)
def test_without_the_key_the_paper_and_the_sheet_are_the_same_whatever_the_key_is(
    scenario: Scenario,
) -> None:
    """So nobody can read anything of the key from them."""
    other = replace(scenario, script=rekeyed(scenario.script))
    assert page_of(other, key=True, case=0) != page_of(scenario, key=True, case=0)
    assert page_of(other, key=False, case=0) == page_of(scenario, key=False, case=0)
    sheets = [sheet_csv(sheet_of(screenplay(one, case=0))) for one in (scenario, other)]
    assert sheets[0] == sheets[1]


def rekeyed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return steps with another key: cues for leaves, other kinds, credits, reasons and rules."""
    return tuple(map(_rekeyed, steps))


def _rekeyed(step: Step) -> Step:
    if isinstance(step, If):
        then, otherwise = rekeyed(step.then), rekeyed(step.otherwise)
        return replace(step, then=then, otherwise=otherwise, note="A note.")
    if isinstance(step, Turn):
        return replace(step, breaks=("no-advice",), note="A note.")
    if not isinstance(step, Moment):
        return step
    why = parse_words("Another reason.")
    options = tuple(
        replace(
            option,
            do="contain",
            credit=1 - option.credit,
            why=why,
            breaks=(),
            change=Change(add=((0, -1),)),
            then=_answered(option.then),
            note="A note.",
        )
        for option in step.options
    )
    passing = replace(
        step.passing, credit=1 - step.passing.credit, why=why, then=_answered(step.passing.then)
    )
    turns = [replace(turn, breaks=("no-advice",), note="A note.") for turn in step.turns]
    heard, later = turns[: step.ask], [replace(turn, words=why) for turn in turns[step.ask :]]
    return replace(
        step,
        leave=not step.leave,
        about=why,
        options=options,
        passing=passing,
        rules=("no-advice",),
        situation=None,
        title=parse_words("Another title"),
        aim=None,
        turns=(*heard, *later),
        weight=step.weight + 1,
        mends="",
        twin="",
        note="A note.",
    )


def _answered(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of an answer with other words, unless a moment follows in them."""
    other = parse_words("Another answer.")
    if any(isinstance(step, Moment) for step in walk(steps)):
        return rekeyed(steps)
    return tuple(replace(s, words=other) if isinstance(s, Turn) else s for s in steps)


def test_the_lines_have_the_same_letters_and_numbers_with_and_without_the_key() -> None:
    scenario = loaded(TEXT)
    with_key, without = (page_of(scenario, key=key, case=0) for key in (True, False))
    lettered: dict[str, set[str]] = {}
    for page in (with_key, without):
        rows = [row for b in page.blocks if isinstance(b, Grid) for row in b.rows]
        kinds = [b.kind for b in page.blocks if isinstance(b, Grid)]
        assert ("acts" in kinds) != ("blind" in kinds)
        for row in rows:
            if row.cells[0] and re.fullmatch("[A-Z]", row.cells[0][0].text):
                said = next(p.text for c in row.cells for p in c if p.text.endswith((".", "?")))
                lettered.setdefault(said, set()).add(row.cells[0][0].text)
    assert len(lettered) == 6
    assert all(len(found) == 1 for found in lettered.values())
    numbered = [{p.text for p in pieces(page)} for page in (with_key, without)]
    assert "Ring in the morning." in numbered[0] & numbered[1]


def test_boxes_are_beside_every_line_on_offer_and_beside_saying_nothing() -> None:
    page = page_of(loaded(TEXT), key=False, case=0)
    grids = [block for block in page.blocks if isinstance(block, Grid) and block.kind == "blind"]
    assert [len(grid.rows) for grid in grids] == [3, 2, 3]
    for grid in grids:
        for row in grid.rows:
            assert [cell[0].text for cell in row.cells[2:5]] == ["☐"] * 3
        assert grid.rows[-1].cells[1][0].text == "Say nothing"


def test_a_moment_that_follows_from_a_line_comes_last_without_the_key() -> None:
    page = page_of(loaded(TEXT), key=False, case=0)
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert headings.index("Moment 3") < headings.index("Moment 2")
    found = texts(page)
    assert "Leader (you): Ring in the morning." in found
    assert "Cleo: Oh. Right." in found
    assert not any("Silence fell." in text for text in found)


def test_without_the_key_no_table_ends_with_a_branch_that_holds_only_a_moment() -> None:
    some = say("printout.some_paths")
    found = 0
    for scenario in SHIPPED:
        page = page_of(scenario, key=False)
        for block, following in pairwise(page.blocks):
            if isinstance(block, Grid) and block.kind == "script":
                last = block.rows[-1]
                assert [p.text for c in last.cells for p in c] != [some]
            moment = isinstance(block, Heading) and block.moment
            found += bool(moment and isinstance(following, Piece) and following.text == some)
    assert found


def test_branches_jumps_and_second_chances_are_in_words() -> None:
    found = texts(page_of(loaded(TEXT), key=True))
    for sentence in (
        "If 'told' is no and (safety is at least 5 or the leader spoke in moment 1):",
        "Otherwise:",
        "If the leader said nothing in moment 1:",
        "One of these is drawn by chance:",
        "Only if 'told' is yes:",
        "The meeting continues at line 16 ('late').",
        "A jump can lead to this place ('late'), from 2 (saying nothing).",
        "A second chance: it gives back at most what was lost in moment 1, and never more.",
        "This moment is met only after line B of moment 1.",
        "Not available where guided play pauses, only after line 4 in live play.",
        "Ben leaves the circle.",
        "Silently: depth +1.",
        "Effect: 'told' becomes yes.",
        "Note: Panel liked it.",
        "Breaks: No advice.",
        "The leader breaks: No advice.",
        "Guided play pauses here: speak, or say nothing?",
    ):
        assert sentence in found
    second = texts(page_of(loaded(SECOND_EDITION), key=True))
    assert any(text.startswith("A twin of moment ") for text in second)
    assert any("Hanneke does the leader's work." in text for text in second)
    assert "Without words: You look at Hanneke, and wait." in second
    assert "Before line 2, speaking is early" not in "\n".join(second)
    # One of the three lines has a timing of its own.
    own = [text for text in second if text.startswith("Timing of this line")]
    assert own == ["Timing of this line: early times 0.8, late times 0.5."]


@pytest.mark.parametrize("key", [True, False])
def test_hostile_words_stay_words(key: bool) -> None:
    page = page_of(loaded(hostile_scenario()), key=key)
    html, markdown = write_paper_html(page), write_paper_markdown(page)
    assert "<script" not in html
    assert "<a " not in html
    assert "style=" not in html.partition("</style>")[2]
    assert "http" not in re.sub(r"https://evil\.example", "", html.partition("</head>")[2])
    shown = unescape(re.sub(r"<[^>]*>", "", html.partition("</head>")[2]))
    plain = re.sub(r"\\(.)", r"\1", markdown)
    for words in (WORDS[0], WORDS[2], WORDS[4]):
        assert words in shown
        assert words in plain
    # No cell is opened or closed by a text.
    for line in markdown.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (2, 3, 4, 5, 7)
    assert "](" not in re.sub(r"\\.", "", markdown)


def test_html_is_one_file_of_tables_that_prints_in_dark_ink() -> None:
    html = write_paper_html(page_of(loaded(TEXT), key=True))
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert "@media screen and (prefers-color-scheme: dark)" in html
    assert not re.search(r"<(script|link|img|iframe)", html)
    assert not re.search(r"display: *(grid|flex)|position: *absolute|float:", html)
    assert html.count("<table") == html.count("</table>")
    rows = re.findall(r'<table class="(script|acts)".*?</table>', html, re.S)
    assert rows


@pytest.mark.parametrize("key", [True, False])
def test_word_processors_find_widths_on_the_cells_and_one_class(key: bool) -> None:
    html = write_paper_html(page_of(loaded(TEXT), key=key))
    # LibreOffice makes narrow tables of a colgroup, and knows no width of a table in CSS.
    assert "<col" not in html
    assert html.count("<table") == len(re.findall(r'<table [^>]*width="100%"', html))
    heads = re.findall(r'<table class="(?:script|acts|blind)".*?<thead><tr>(.*?)</tr>', html, re.S)
    assert heads
    for head in heads:
        assert sum(map(int, re.findall(r' width="(\d+)%"', head))) == 100
    # It puts a blank line after each p of a cell, and reads no more than one class of a paragraph.
    assert "<p" not in "".join(re.findall(r"<td.*?</td>", html, re.S))
    assert not re.findall(r'<(?:p|div|span) class="[^"]* [^"]*"', html)
    # Nor does it know rem: the indents of what depends on a condition are in pt.
    screens = re.search(r"\.d1 \{ margin-left: (\w+); \}", html)
    assert screens
    assert screens[1] == "14pt"


def test_a_row_is_not_divided_between_two_pages() -> None:
    html = write_paper_html(page_of(loaded(TEXT), key=True))
    assert "tr { page-break-inside: avoid; break-inside: avoid; }" in html
    assert "inside: auto" not in html
    # The rule stays below the turn, a condition above what depends on it, and boxes together.
    assert "tr.rule { page-break-before: avoid; break-before: avoid; }" in html
    assert "tr.label { page-break-after: avoid; break-after: avoid; }" in html
    assert "table.blind { page-break-inside: avoid; break-inside: avoid; }" in html
    labels = re.findall(r'<tr valign="top" class="label">(.*?)</tr>', html, re.S)
    assert any("Heard only if the leader says nothing:" in label for label in labels)
    assert not any(re.search(r'class="c0"><div>\d', label) for label in labels)


class Nesting(HTMLParser):
    """Checks that every element is closed in order, as word processors need it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "col"):
            self.open.append(tag)
        assert tag != "p" or "p" not in self.open[:-1]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("key", [True, False])
def test_elements_are_closed_in_order_and_cells_hold_paragraphs_only(key: bool) -> None:
    for scenario in (loaded(TEXT), loaded(hostile_scenario())):
        nesting = Nesting()
        nesting.feed(write_paper_html(page_of(scenario, key=key)))
        nesting.close()
        assert nesting.open == []


def test_each_table_has_as_many_cells_in_a_row_as_heads() -> None:
    for key in (True, False):
        for block in page_of(loaded(TEXT), key=key).blocks:
            if isinstance(block, Grid) and block.heads:
                assert {len(r.cells) for r in block.rows if not r.across} == {len(block.heads)}
