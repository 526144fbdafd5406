"""One debrief has one set of sections, and every format and the full screen write all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from re import sub

import pytest

from simulator.plain.page_lines import page_lines
from simulator.render.debrief_sections import page, sections
from simulator.render.section_ids import MOMENT, RULES
from simulator.render.sections import (
    Bullets,
    Chart,
    Choices,
    Outcome,
    Page,
    Paragraph,
    Part,
    Section,
    Strip,
    Table,
)
from simulator.render.widths import WIDTH, width
from simulator.render.write_html import write_html
from simulator.render.write_markdown import write_markdown
from simulator.render.write_text import write_text
from simulator.review.debrief import Debrief
from simulator.review.panel import panel_there
from simulator.scenario.text import clean_text
from tests.hostile import WORDS
from tests.panels import panel_of
from tests.plays import flagship_scenario
from tests.render.on_screen import section_text
from tests.review.test_debrief import hostile_debrief, of_plan


def screen(page: Page) -> str:
    return "\n".join([page.heading, *(section_text(section).plain for section in page.sections)])


def html(page: Page) -> str:
    signs_as_text = sub(
        r'<svg class="sign".*?<text[^>]*>(.)</text></svg>', r"[\1]", write_html(page)
    )
    return unescape(sub(r"<[^>]*>", "", signs_as_text.replace("[\N{MINUS SIGN}]", "[-]")))


def markdown(page: Page) -> str:
    return sub(r"\\(.)", r"\1", write_markdown(page).replace("**", ""))


WRITERS = [write_text, markdown, html, screen]


def letters(text: str) -> str:
    """The letters of a text, whatever a format does with its spaces."""
    return "".join(clean_text(text).replace("\\", "").split())


def texts(page: Page) -> Iterator[str]:
    yield page.heading
    for section in page.sections:
        yield section.heading
        yield section.aside
        for part in section.parts:
            yield from texts_of(part)


def texts_of(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            yield from (part.label, part.text, part.aside)
        case Outcome():
            yield f"[{part.sign}] {part.text}"
        case Bullets(items=items):
            for item in items:
                yield from texts_of(item)
        case Choices():
            yield part.heading
            for choice in part.items:
                yield from (choice.credit, choice.words, choice.why)
        case Table(rows=rows):
            for row in rows:
                yield row.cells[0]
        case Strip(cells=cells):
            for cell in cells:
                yield from (cell.phase, cell.word)
        case Chart(label=label, table=table):
            yield label
            yield from texts_of(table)


def with_panel(made: Debrief) -> Debrief:
    """A debrief with an invented panel, whose reasons have all that a format could trip over."""
    panel = panel_of(flagship_scenario(), reason=" ".join(" / ".join(WORDS).split()))
    return replace(made, panel=panel_there(panel, made.moments))


@pytest.fixture(scope="module", params=["the-curious", "exemplary", "live", "hostile", "panel"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Debrief:
    if request.param == "hostile":
        return hostile_debrief(tmp_path_factory.mktemp("hostile"))
    if request.param == "panel":
        return with_panel(of_plan("the-curious"))
    return of_plan(request.param)


@pytest.mark.parametrize("write", WRITERS)
def test_every_format_has_every_text_of_every_section(
    made: Debrief, write: Callable[[Page], str]
) -> None:
    whole = page(made)
    written = letters(write(whole))
    missing = [text for text in texts(whole) if letters(text) not in written]
    assert missing == []


def test_plain_mode_has_every_text_too_and_no_sign_before_it(made: Debrief) -> None:
    whole = page(made)
    written = letters("\n".join(page_lines(whole)))
    without_signs = (sub(r"^\[[-+=~!]\] ", "", text) for text in texts(whole))
    assert [text for text in without_signs if letters(text) not in written] == []


def test_the_table_of_the_rules_is_a_table_in_markdown(made: Debrief) -> None:
    from markdown_it import MarkdownIt

    (rules,) = (section for section in sections(made) if section.id == RULES)
    alone = Page("Rules", "Rules", "en", (rules,))
    tokens = MarkdownIt("commonmark").enable("table").parse(write_markdown(alone))
    rows = [token for token in tokens if token.type == "tr_open"]
    assert len(rows) == 1 + len(made.rules)


def test_no_line_of_the_text_is_wider_than_a_page(made: Debrief) -> None:
    lines = write_text(page(made)).splitlines()[2:]  # a title is not wrapped
    assert max(map(width, lines)) <= WIDTH


def test_the_sections_are_those_of_the_play(made: Debrief) -> None:
    ids = [section.id for section in sections(made)]
    assert ids.count(MOMENT) == len(made.moments)
    assert ("costliest" in ids) == bool(made.costliest)
    assert ("attempts" in ids) == (made.compared is not None)
    assert ("remarks" in ids) == bool(made.remarks)


def test_a_moment_says_what_was_done_and_then_what_would_have_been_better() -> None:
    (first, *_) = [section for section in sections(of_plan("the-curious")) if section.id == MOMENT]
    roles = [part.role for part in first.parts if isinstance(part, Paragraph)]
    assert roles.index("said") < roles.index("reason") < roles.index("better")
    assert isinstance(first.parts[-1], Choices)


def test_the_day_of_the_session_is_below_its_title_in_what_is_written_to_a_file() -> None:
    whole = replace(page(of_plan("exemplary")), day="2026-11-27")
    for write in (write_text, markdown, html):
        assert "2026-11-27" in write(whole)[: write(whole).index("Session in guided mode")]


def test_a_section_that_a_format_does_not_know_is_written_all_the_same() -> None:
    added = Section("new", "A new heading", (Paragraph("A new paragraph."),))
    whole = page(of_plan("exemplary"))
    longer = replace(whole, sections=(*whole.sections, added))
    for write in WRITERS:
        written = write(longer)
        assert "A new heading" in written
        assert "A new paragraph." in written
