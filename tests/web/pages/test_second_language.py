"""Every page speaks another language: no sentence is in a template or was made before."""

import re
from html import unescape
from pathlib import Path

import pytest

import simulator
from simulator.render.glossary import parts
from tests.messages.second_language import english_in, second_language, translated
from tests.plays import begun, play_to_the_end, skip_reaction
from tests.web.pages.rooms import Browser
from tests.workspaces import catalogue

pytestmark = pytest.mark.server

SCENARIOS = Path(simulator.__file__).parents[1] / "scenarios"

PAGES = (
    "/", "/scenarios/will-do", "/scenarios/presenter-drifts", "/programmes/an-intensive",
    "/demonstrations/will-do", "/drills", "/progress", "/log", "/settings", "/data",
    "/data/delete", "/glossary", "/glossary/contain", "/help", "/nowhere", "/scenarios/nowhere",
    "/plays/1", "/plays/1/debrief", "/plays/2", "/plays/9",
)  # fmt: skip


@pytest.fixture(scope="module")
def outside() -> str:
    """Everything that scenarios, programmes and the catalogue say."""
    texts = [file.read_text("utf-8") for file in sorted(SCENARIOS.rglob("*.yaml"))]
    entries = [entry for part in parts(catalogue()) for entry in part.entries]
    texts += [f"{entry.name} {text}" for entry in entries for _, text in entry.paragraphs]
    return "\n".join(texts)


@pytest.fixture
def practised(browser: Browser) -> Browser:
    """A browser in a room with a finished session, another one, and a drill that waits."""
    saved = begun(browser.room.store)
    play_to_the_end(saved)
    skip_reaction(saved)
    begun(browser.room.store)
    return browser


def shown_by(browser: Browser) -> str:
    """The text of a page, with a number between its elements: no phrase reaches over two."""
    return unescape(re.sub(r"<[^>]+>", " 4711 ", browser.text))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_in_the_second_language(practised: Browser, outside: str, path: str) -> None:
    practised.room.start_anew = lambda: practised.room.store
    with second_language():
        page = practised.get(path)
        assert translated("Library") in page.text
        assert page.page.all("html")[0]["lang"] == "xx"
        assert english_in(shown_by(page), outside) == []


def test_a_drill_is_in_the_second_language(practised: Browser, outside: str) -> None:
    with second_language():
        page = practised.get("/drills").send(translated("Begin"))
        assert english_in(shown_by(page), outside) == []
        page.send(translated("Speak"), words="...")
        assert english_in(shown_by(page), outside) == []
        page.send(page.page.all("ol")[-1].all("button")[0].words)
        assert translated("What it was worth") in page.main
        assert english_in(shown_by(page), outside) == []
