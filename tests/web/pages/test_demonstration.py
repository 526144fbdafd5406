"""Demonstrations in a browser: piece by piece, with the reasons; nothing is saved."""

from pathlib import Path

import pytest

from simulator.practice.demonstration import demonstration_of
from simulator.render.transcript import lines_of
from tests.libraries import only, small
from tests.plays import FLAGSHIP
from tests.web.pages.rooms import Browser, room_at
from tests.workspaces import SHIPPED

PAGE = f"/demonstrations/{FLAGSHIP}"


def lines(browser: Browser) -> list[str]:
    """What the page shows of the transcript."""
    shown = [one for one in browser.page.all("ol") if one.attributes.get("class") == "transcript"]
    return [one.words for each in shown for one in each.all("li")]


def test_a_demonstration_is_watched_piece_by_piece_to_its_end(browser: Browser) -> None:
    page = browser.get(f"/scenarios/{FLAGSHIP}").follow("Watch a demonstration")
    assert "It is one good way to lead, not the only one." in page.main
    before: list[str] = []
    pieces = 1
    while "Next" in [one.words for one in page.page.all("a")]:
        before = lines(page)
        page.follow("Next")
        # What was said before is folded, and is all there.
        assert lines(page)[: len(before)] == before
        assert len(lines(page)) > len(before)
        pieces += 1
    assert pieces > 5
    assert "The demonstration is over. Nothing was saved." in page.main
    assert not page.room.store.plays()
    page.follow("Lead it yourself")
    assert page.path == f"/scenarios/{FLAGSHIP}"


def test_all_of_it_is_what_plain_mode_prints(browser: Browser) -> None:
    page = browser.get(PAGE).follow("All of it")
    shown = demonstration_of(page.room.workspace, SHIPPED / FLAGSHIP / "scenario.yaml")
    wanted = []
    reasons = 0
    while not shown.session.ended:
        events = shown.go_on()
        wanted += [line.text for line in lines_of(shown.session, events)]
        comment = shown.comment(events)
        if comment:
            wanted.append(comment)
            reasons += 1
    found = lines(page)
    assert len(found) == len(wanted)
    assert all(" ".join(text.split()) in line for text, line in zip(wanted, found, strict=True))
    assert reasons == sum(line.startswith("Why:") for line in found) > 3
    assert "The demonstration is over." in page.main


def test_the_end_is_the_same_however_far_the_address_goes(browser: Browser) -> None:
    assert lines(browser.get(PAGE, piece="9999")) == lines(browser.get(PAGE, all="1"))


@pytest.mark.parametrize("piece", ["0", "-1", "x", "9" * 5_000, "1.5", "²"])
def test_a_piece_that_is_no_number_is_refused(browser: Browser, piece: str) -> None:
    assert browser.get(PAGE, piece=piece).status == 400


def test_a_scenario_without_one_offers_none_and_says_so(tmp_path: Path) -> None:
    only(tmp_path, {"eggs": small("eggs")})
    browser = Browser(room_at(tmp_path))
    links = [one.words for one in browser.get("/scenarios/eggs").page.all("a")]
    assert "Watch a demonstration" not in links
    browser.get("/demonstrations/eggs")
    assert browser.status == 422
    assert "has no exemplary play to watch." in browser.main
    assert browser.get("/demonstrations/nothing").status == 404


def test_a_hostile_demonstration_is_shown_as_it_is_written(hostile: Browser) -> None:
    page = hostile.get("/demonstrations/hostile", all="1")
    assert page.status == 200
    assert "<script>alert(1)</script>" in page.main
    assert "Why: $(reboot) '; DROP TABLE play;" in page.main
