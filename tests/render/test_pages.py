"""A page as HTML: what it has around its sections, and what every drawing has beside it."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from simulator.messages import say
from simulator.render.debrief import render
from simulator.render.page_outline import outline
from simulator.render.sections import (
    Chart,
    ChartPoint,
    Outcome,
    Page,
    Paragraph,
    Row,
    Section,
    Strip,
    StripCell,
    Table,
)
from simulator.render.write_html import MOST_DESCRIBED, write_html
from tests.hostile import WORDS
from tests.render.every_part import BARS, LINE, every_part
from tests.review.test_debrief import hostile_debrief, of_plan

VOID = frozenset({"meta", "rect", "line", "circle", "br"})


class Reading(HTMLParser):
    """The elements of a page, with their attributes, and the text inside each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found, tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((tuple(self.open), data.strip()))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes, _ in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return every_part()


@pytest.fixture(scope="module")
def read(page: Page) -> Reading:
    return Reading(write_html(page))


def test_ids_are_unique_and_every_link_leads_to_one(read: Reading) -> None:
    ids = Counter(attributes["id"] for _, attributes, _ in read.elements if "id" in attributes)
    assert [id_ for id_, count in ids.items() if count > 1] == []
    links = [attributes["href"] for attributes in read.of("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    referred = [
        attributes[name]
        for _, attributes, _ in read.elements
        for name in ("aria-labelledby", "aria-describedby")
        if name in attributes
    ]
    assert referred
    assert set(referred) <= set(ids)


def test_every_moment_can_be_reached_from_the_strip(page: Page, read: Reading) -> None:
    links = {attributes["href"] for attributes in read.of("a")}
    moments = [section.moment for section in page.sections if section.moment]
    assert moments
    assert {f"#moment-{moment}" for moment in moments} <= links


def test_a_link_to_a_moment_that_the_page_does_not_have_is_a_plain_text(read: Reading) -> None:
    (above,) = [above for above, text in read.texts if text == "It is not on this page."]
    assert "a" not in above


def test_a_link_leads_into_the_fold_so_that_a_browser_opens_it(page: Page, read: Reading) -> None:
    folded = [f"moment-{section.moment}" for section in page.sections if section.folded]
    inside = {
        attributes["id"]
        for _, attributes, above in read.elements
        if "id" in attributes and "details" in above
    }
    assert {anchor for anchor in folded if anchor != "moment-"} <= inside


def test_if_two_sections_are_about_a_moment_links_lead_to_the_last() -> None:
    twice = tuple(Section(id_, id_, (), moment="m") for id_ in ("compared", "moment", "other"))
    made = Page("A", "A", "en", (*twice, Section("other", "Other", ())))
    assert [node.anchor for node in outline(made)] == ["compared", "moment", "moment-m", "other-2"]


def test_sections_of_level_3_are_inside_the_section_before_them(page: Page) -> None:
    nodes = outline(page)
    assert all(node.section.level == 2 for node in nodes)
    assert all(child.section.level == 3 for node in nodes for child in node.children)
    flat = [section for node in nodes for section in (node, *node.children)]
    assert [node.section for node in flat] == list(page.sections)


def test_there_is_one_header_one_main_and_contents(page: Page, read: Reading) -> None:
    for landmark in ("header", "nav", "main", "h1"):
        assert len(read.of(landmark)) == 1
    named = [text for above, text in read.texts if "nav" in above and "a" in above]
    headings = [s.heading for s in page.sections if s.level == 2 and s.heading]
    assert named == headings


def test_the_day_is_shown_if_there_is_one(page: Page, read: Reading) -> None:
    assert (("html", "body", "header", "p", "time"), "2026-11-27") in read.texts
    assert Reading(write_html(replace(page, day=""))).of("time") == []


def test_every_drawing_is_named_and_described_and_its_numbers_are_in_a_table(
    page: Page, read: Reading
) -> None:
    images = [attributes for attributes in read.of("svg") if attributes.get("role") == "img"]
    assert len(read.of("title")) == 1 + len(images)
    drawings = [image for image in images if "aria-describedby" in image]
    parts = [part for section in page.sections for part in section.parts]
    drawn = [part for part in parts if isinstance(part, Chart | Strip)]
    assert len(drawings) == len(read.of("desc")) == len(drawn)
    described = " ".join(text for above, text in read.texts if above[-1] == "desc")
    assert all(f"{point.name}: " in described for point in BARS)
    assert len(LINE) > MOST_DESCRIBED
    assert say("page.in_the_table") in described
    cells = [text for above, text in read.texts if "table" in above]
    assert {point.name for point in (*BARS, *LINE)} <= set(cells)


def test_a_drawing_without_a_name_is_hidden_from_screen_readers(read: Reading) -> None:
    others = [svg for svg in read.of("svg") if svg.get("role") != "img"]
    assert others
    assert all(svg.get("aria-hidden") == "true" for svg in others)


def test_the_legend_has_the_signs_of_the_page_and_no_others() -> None:
    parts = (Outcome("+", "Well."), Strip((StripCell("~", "partly", "Tears", "m", ""),), "All"))
    html = write_html(Page("A", "A", "en", (Section("a", "A", parts),)))
    legend = html[html.index('class="legend"') :]
    assert say("page.sign_good") in legend
    assert say("page.sign_partly") in legend
    assert say("page.sign_broke") not in legend
    assert 'class="legend"' not in write_html(Page("A", "A", "en", ()))


@pytest.mark.parametrize("kind", ["bars", "line"])
@pytest.mark.parametrize("value", [None, 0.0, 33.3, 100.0])
def test_a_chart_of_one_point_is_drawn(kind: str, value: float | None) -> None:
    points = (ChartPoint("Only", value),)
    table = Table(("What", "Percent"), (Row(("Only", "x"), "Only: x."),))
    chart = Chart("bars" if kind == "bars" else "line", "One", points, table)
    read = Reading(write_html(Page("A", "A", "en", (Section("a", "A", (chart,)),))))
    marks = [
        attributes
        for attributes in read.of("rect") + read.of("circle")
        if attributes["class"] == "good"
    ]
    drawn = value is not None and (kind == "line" or value > 0)
    assert len(marks) == int(drawn)


def test_a_strip_without_phases_and_with_many_moments_is_drawn() -> None:
    cells = tuple(StripCell("-", "missed", f"Moment {n}", str(n), "") for n in range(40))
    read = Reading(write_html(Page("A", "A", "en", (Section("a", "A", (Strip(cells, "All"),)),))))
    places = [rect for rect in read.of("rect") if rect.get("x", "").endswith("%")]
    assert len(places) == len(cells)
    ends = [float(place["x"][:-1]) + float(place["width"][:-1]) for place in places]
    assert max(ends) <= 100


def test_a_folded_section_without_a_heading_cannot_be_folded() -> None:
    section = Section("a", "", (Paragraph("Always seen."),), folded=True)
    assert Reading(write_html(Page("A", "A", "en", (section,)))).of("details") == []


def test_no_hostile_word_becomes_an_element_or_an_attribute(tmp_path: Path) -> None:
    text = "\n".join(WORDS)
    cell = StripCell("-", text, text, text, text)
    table = Table((text, text), (Row((text, text), text),))
    parts = (Strip((cell,), text), Chart("bars", text, (ChartPoint(text, 1),), table))
    sections = (Section("a", text, parts, aside=text, moment=text, folded=True),)
    read = Reading(write_html(Page(text, text, "en", sections, day=text)))
    allowed = {tag for tag, _, _ in Reading(write_html(every_part())).elements}
    assert {tag for tag, _, _ in read.elements} <= allowed
    assert not [a for _, attributes, _ in read.elements for a in attributes if a.startswith("on")]
    assert Reading(render(hostile_debrief(tmp_path), "html")).of("script") == []


def test_a_page_refers_to_nothing_outside_and_forbids_it(page: Page) -> None:
    html = write_html(page)
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert not re.search(r"https?:|url\(|@import|\bsrc=|<link|<script|<form", html)


@pytest.mark.parametrize("plan", ["the-curious", "exemplary", "live"])
def test_a_page_has_less_than_200_kilobytes(plan: str) -> None:
    assert len(render(of_plan(plan), "html").encode()) < 200_000
    assert len(write_html(every_part(plan)).encode()) < 200_000
