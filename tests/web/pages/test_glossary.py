"""The glossary and the help in a browser."""

import pytest

from simulator.render.glossary import parts
from simulator.web.pages.help_page import KEYS
from tests.web.pages.rooms import Browser


def test_every_entry_is_listed_and_leads_to_its_page(browser: Browser) -> None:
    page = browser.get("/glossary")
    words = {one.words for one in page.page.all("a")}
    every = parts(page.room.workspace.catalogue)
    assert {part.name for part in every} <= set(page.headings)
    for part in every:
        for entry in part.entries:
            assert entry.name in words
            page.get(f"/glossary/{entry.id}")
            assert page.status == 200, entry.id
            for _, text in entry.paragraphs:
                assert " ".join(text.split()) in page.main


def test_a_word_of_several_parts_is_explained_in_each(browser: Browser) -> None:
    every = parts(browser.room.workspace.catalogue)
    names = [entry.id for part in every for entry in part.entries]
    twice = [name for name in names if names.count(name) > 1]
    for name in twice:
        assert len(browser.get(f"/glossary/{name}").page.all("h2")) == names.count(name)


def test_a_search_shows_what_has_its_words_in_full(browser: Browser) -> None:
    page = browser.get("/glossary").send("Search", text="advice")
    assert page.page.all("h3")
    assert all("advice" in section.text.lower() for section in page.page.all("section"))
    page.send("Search", text="nothing has these")
    assert "No entry has all of these words." in page.main
    page.follow("The whole glossary")
    assert page.status == 200
    assert page.get("/glossary", text="<script>" * 500).status == 200


@pytest.mark.parametrize("word", ["contian", "<script>alert(1)</script>", "x" * 5_000, "\x1b[31m"])
def test_an_unknown_word_is_answered_in_a_sentence(browser: Browser, word: str) -> None:
    page = browser.get(f"/glossary/{word.replace('/', '')}")
    assert page.status == 404
    assert "in the glossary." in page.main
    if word == "contian":
        assert "Did you mean 'contain'?" in page.main


def test_help_explains_a_session_its_keys_and_where_it_is_saved(browser: Browser) -> None:
    page = browser.get("/help")
    assert len(page.page.all("kbd")) == len(KEYS)
    assert str(page.room.workspace.data) in page.main
    for one in page.page.all("main")[0].all("a"):
        assert page.get("/help").follow(one.words).status == 200
    page.room.packaged = True
    assert "in the storage of this browser" in page.get("/help").main
