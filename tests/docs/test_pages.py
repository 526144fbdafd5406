"""Pages that are made from the program are as the program would make them now."""

import re

import pytest

from simulator.render.glossary import find, narrowed, parts
from tests.docs import pages
from tests.surveyed import scenarios
from tests.workspaces import catalogue

pytestmark = pytest.mark.slow  # surveys the whole library


@pytest.mark.parametrize("name", sorted(pages.MADE))
def test_a_made_page_is_up_to_date(name: str) -> None:
    assert pages.made(name) == (pages.DOCS / name).read_text("utf-8"), "make pages writes it anew"


def test_the_library_says_of_every_scenario_how_it_was_read() -> None:
    page = (pages.DOCS / "library.md").read_text("utf-8")
    for scenario in scenarios():
        (section,) = re.findall(rf"^## .*\({scenario.id}\)\n((?:(?!## ).*\n)*)", page, re.M)
        read = section.partition(pages.READ)[2]
        assert "Marked twice without the key" in read, scenario.id
        assert "Played without sight of its file" in read, scenario.id


def test_the_library_claims_no_readers_no_experience_and_no_consensus() -> None:
    page = (pages.DOCS / "library.md").read_text("utf-8")
    assert not re.search(r"\b(?:experienced leaders?|consensus|expert readers?|a panel of)\b", page)


def test_what_was_stumbled_on_outlives_a_new_page() -> None:
    page = (pages.DOCS / "library.md").read_text("utf-8")
    (first, *_) = re.findall(rf"^{re.escape(pages.READ)}.*$", page, re.M)
    before = page.replace(first, f"{first}\n{pages.STUMBLED}Somebody laughed.", 1)
    assert pages.library(before).count("Somebody laughed.") == 1


def test_every_entry_of_the_catalogue_is_explained() -> None:
    known = catalogue()
    explained = {part.name: [entry.id for entry in part.entries] for part in parts(known)}
    assert explained["Ground rules"] == list(known.rules)
    assert explained["Kinds of intervention"] == list(known.kinds)
    assert explained["Hard moments"] == list(known.situations)
    assert sorted(explained["Formats"]) == sorted(known.formats)
    assert explained["Sources"] == list(known.sources)
    assert sorted(explained["Terms"]) == sorted(known.glossary)


def test_a_word_is_found_in_every_part_that_has_it_and_in_any_letters() -> None:
    assert [part.name for part, _ in find(catalogue(), "FRAME")] == [
        "Terms",
        "Kinds of intervention",
    ]
    assert find(catalogue(), "nothing like it") == []


def test_a_search_keeps_the_entries_with_all_of_its_words() -> None:
    (part,) = narrowed(parts(catalogue()), "foulkes WEB")
    assert [entry.id for entry in part.entries] == ["matrix"]
