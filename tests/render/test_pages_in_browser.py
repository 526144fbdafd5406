"""The pages in a real browser: for every eye, on every screen, without a script, and on paper.

``make page-browser`` installs what this needs from npm; ``make page-test`` runs it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from simulator.render.debrief import render
from simulator.render.sections import Page
from simulator.render.write_html import write_html
from tests.render import paper
from tests.render.browser import Browser, Look, why_not
from tests.render.every_part import every_part
from tests.review.test_debrief import hostile_debrief, of_plan

pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]

ENOUGH = 25
"""Fewer rules of axe than this apply only to a page that is not the one we wrote."""


@dataclass(frozen=True)
class Shown:
    """A browser, and the pages that it looks at."""

    browser: Browser
    folder: Path

    def file(self, name: str) -> str:
        """Return the path of a page."""
        return str(self.folder / f"{name}.html")


PAGES = ("every-part", "guided", "live", "hostile")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("pages")
    written = {
        "every-part": write_html(every_part()),
        "guided": render(of_plan("the-curious"), "html"),
        "live": render(of_plan("live"), "html"),
        "hostile": render(hostile_debrief(folder), "html"),
    }
    assert set(written) == set(PAGES)
    for name, html in written.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    browser = Browser()
    yield Shown(browser, folder)
    browser.stop()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_best_practices_included(
    shown: Shown, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    seen = shown.browser.look(Look(shown.file(name), width, scheme, axe=True))
    assert seen["violations"] == []
    assert seen["passes"] >= ENOUGH


def test_axe_does_find_what_is_wrong_with_a_page(shown: Shown) -> None:
    wrong = shown.folder / "wrong.html"
    wrong.write_text("<title>A</title><p style='color: #ccc; background: #fff'>Pale.</p>", "utf-8")
    found = " ".join(shown.browser.look(Look(str(wrong), axe=True))["violations"])
    for rule in ("color-contrast", "html-has-lang", "landmark-one-main", "region"):
        assert rule in found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_the_browser_has_nothing_to_say(
    shown: Shown, name: str
) -> None:
    seen = shown.browser.look(Look(shown.file(name)))
    assert seen["messages"] == []
    assert seen["requests"] == []


def test_a_message_and_a_request_would_be_seen(shown: Shown) -> None:
    wrong = shown.folder / "asks.html"
    wrong.write_text("<img src='asked.png'><script>console.log('said')</script>", "utf-8")
    seen = shown.browser.look(Look(str(wrong)))
    assert "said" in seen["messages"]
    assert [url.rpartition("/")[2] for url in seen["requests"]] == ["asked.png"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(shown: Shown, name: str, width: int) -> None:
    wide, window = shown.browser.look(Look(shown.file(name), width))["wide"]
    assert wide <= window


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_same_without_javascript(shown: Shown, name: str) -> None:
    with_, without = (
        shown.browser.look(Look(shown.file(name), script=script)) for script in (True, False)
    )
    assert with_["text"]
    assert with_["text"] == without["text"]


def test_a_link_to_a_folded_moment_opens_it(shown: Shown) -> None:
    page = every_part()
    folded = next(section for section in page.sections if section.moment and section.folded)
    closed = shown.browser.look(Look(shown.file("every-part"), script=False))
    opened = shown.browser.look(
        Look(shown.file("every-part"), script=False, anchor=f"moment-{folded.moment}")
    )
    assert opened["open"] == closed["open"] + 1


@pytest.fixture(scope="module", params=["A4", "Letter"])
def printed(shown: Shown, request: pytest.FixtureRequest) -> paper.Paper:
    file = shown.folder / f"{request.param}.pdf"
    shown.browser.look(
        Look(shown.file("every-part"), scheme="dark", pdf=str(file), paper=request.param)
    )
    return paper.read(file.read_bytes())


def test_on_paper_everything_is_unfolded_and_every_sheet_has_its_number(
    printed: paper.Paper,
) -> None:
    whole = every_part()
    written = "".join(printed.sheets)
    assert [text for text in folded_texts(whole) if paper.letters(text) not in written] == []
    assert printed.numbered()


def test_no_moment_is_broken_between_two_sheets(printed: paper.Paper) -> None:
    sections = paper.moments(every_part())
    assert sections
    assert [section.heading for section in sections if printed.broken(section)] == []


def folded_texts(page: Page) -> list[str]:
    """Return the texts of the moments, which are folded on the screen, and of a folded choice."""
    return [text for section in paper.moments(page) for text in paper.texts_of_section(section)]
