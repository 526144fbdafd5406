"""A panel marks online: without the key, without each other, and without a name."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from simulator.authoring.read_sheet import read_sheet
from simulator.library.panels import load_panel
from simulator.library.scenarios import Loaded, load
from simulator.scenario.model import Moment, Scenario, names_in_case
from tests.web.course.visiting import ACourse, Browser, Server
from tests.workspaces import SHIPPED, catalogue

pytestmark = pytest.mark.server

SCENARIO = "presenter-drifts"
REASON = "A reason that nobody else may read."


def scenario(name: str = SCENARIO) -> Scenario:
    found = load(SHIPPED / name / "scenario.yaml", catalogue())
    assert isinstance(found, Loaded)
    return found.scenario


def opened(trainer: Browser, course: ACourse, *names: str) -> None:
    path = f"{course.path}/markings"
    chosen = {f"scenario-{name}": "on" for name in names or (SCENARIO,)}
    assert trainer.post(path, chosen, at=path).status_code == 303


def panel_member(server: Server, course: ACourse, browser: Browser, name: str = "Pia") -> str:
    """Sign a new member of the panel in; return the path of the first marking."""
    people = server.site.people
    person = people.add(name)
    people.join(course.course.id, person.id, "panel")
    browser.sign_in(person.id)
    return path_of(server, course)


def path_of(server: Server, course: ACourse) -> str:
    return f"{course.path}/marking/{server.site.markings.all(course.course.id)[0].id}"


def mark(browser: Browser, path: str, number: int, mark: str = "2", reason: str = REASON) -> None:
    """Mark saying nothing in a moment, and nothing else."""
    page = f"{path}/moments/{number}"
    choice = {"choice": "speak", "reason": reason}
    assert browser.post(f"{path}/decisions/{number}", choice, at=page).status_code == 303
    marks = {"mark-wait": mark, "reason-wait": reason, "then": "next"}
    assert browser.post(page, marks, at=page).status_code == 303


def hand_in(browser: Browser, path: str) -> None:
    assert browser.post(f"{path}/hand-in", at=f"{path}/hand-in").status_code == 303


def closed(server: Server, course: ACourse, trainer: Browser, others: list[Browser]) -> str:
    """Let three members mark and hand in, and close the marking; return its path."""
    opened(trainer, course)
    path = ""
    for number, browser in enumerate(others):
        path = panel_member(server, course, browser, f"Member {number}")
        mark(browser, path, 1, ("2", "-1", "never")[number], f"Reason {number}.")
        hand_in(browser, path)
    trainer_path = path.replace("/marking/", "/markings/")
    assert trainer.post(f"{trainer_path}/close", at=f"{course.path}/markings").status_code == 303
    return path


def test_the_lines_are_shown_after_the_decision_is_saved(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    opened(trainer, course)
    member = visitors[1]
    path = panel_member(served, course, member)
    assert path in member.get(course.path).text
    page = f"{path}/moments/1"
    found, moment = scenario(), scenario().moments()[0]
    said = [html.escape(text, quote=True) for text in words(found, moment)]
    assert not [text for text in said if text in member.get(page).text.replace("&#39;", "&#x27;")]
    assert member.post(page, {"then": "next", "mark-wait": "2"}, at=page).status_code == 409
    answer = member.post(f"{path}/decisions/1", {"choice": "wait"}, at=page)
    assert answer.headers["location"] == f"{page}?saved=choice#lines"
    shown = member.get(page).text.replace("&#39;", "&#x27;")
    assert all(text in shown for text in said)


def words(found: Scenario, moment: Moment) -> list[str]:
    names = names_in_case(found, 0)
    return [moment.options[at].say.fill(names) for at in moment.offered(moment.ask)]


def test_marking_is_resumed_on_another_device_and_changed(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    opened(trainer, course)
    member, other = visitors[1], visitors[2]
    path = panel_member(served, course, member)
    mark(member, path, 1)
    other.sign_in(served.site.people.members(course.course.id, "panel")[0].id)
    assert "Continue with moment 2" in other.get(path).text
    page = other.get(f"{path}/moments/1").text
    assert REASON in page
    assert 'name="mark-wait" value="2" checked' in page
    mark(other, path, 1, "", "")
    page = member.get(f"{path}/moments/1").text
    assert REASON not in page
    assert 'name="mark-wait" value="" checked' in page
    # The same order on each device.
    assert letters(other.get(f"{path}/moments/1").text) == letters(page)


def letters(page: str) -> list[str]:
    return re.findall(r"<legend>(.*?)</legend>", page, re.DOTALL)


def test_each_member_has_an_order_of_lines_of_their_own(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    opened(trainer, course)
    found = []
    for browser in visitors[1:]:
        path = panel_member(served, course, browser)
        pages = []
        for step in scenario().moments()[:4]:
            number = scenario().moments().index(step) + 1
            mark(browser, path, number)
            pages.append(letters(browser.get(f"{path}/moments/{number}").text))
        found.append(pages)
    assert any(one != other for one, other in pairwise(found))


@pytest.mark.parametrize("name", [SCENARIO, "tutorial", "put-it-back"])
def test_no_page_has_anything_of_the_key_or_of_others_before_handing_in(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server, name: str
) -> None:
    opened(trainer, course, name)
    first, second = visitors[1], visitors[2]
    path = panel_member(served, course, first, "Quillfeather")
    mark(first, path, 1)
    hand_in(first, path)
    panel_member(served, course, second, "Bea")
    found = scenario(name)
    hidden = {REASON, "Quillfeather", *of_the_key(found)}
    for page in walked(second, path, len(found.moments()), course):
        text = html.unescape(page)
        assert not [one for one in hidden if one in text]
        assert not re.search(r"credit|handed in[^.,;]* \d|\b0\.\d", text), page


def walked(browser: Browser, path: str, count: int, course: ACourse) -> Iterator[str]:
    """Every page that a member has before handing in, each moment before and after its marks."""
    yield browser.get(course.path).text
    for number in range(1, count + 1):
        yield browser.get(f"{path}/moments/{number}").text
        mark(browser, path, number, "1", "Mine.")
        yield browser.get(f"{path}/moments/{number}").text
    yield browser.get(path).text
    yield browser.get(f"{path}/hand-in").text
    yield browser.get(f"{path}/spread").text
    yield browser.get("/me/export").text


def of_the_key(found: Scenario) -> Iterator[str]:
    """What gives a key away: reasons, and ids, titles and aims of moments."""
    names = names_in_case(found, 0)
    for moment in found.moments():
        for option in moment.options:
            if option.why:
                yield option.why.fill(names)
        if moment.passing.why:
            yield moment.passing.why.fill(names)
        if moment.title:
            yield moment.title.fill(names)
        yield f'"{moment.id}"'
        yield from (f'"{option.id}"' for option in moment.options)


def test_a_trainer_sees_a_count_and_nothing_else_before_closing(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    opened(trainer, course)
    path = panel_member(served, course, visitors[1])
    mark(visitors[1], path, 1)
    hand_in(visitors[1], path)
    page = trainer.get(f"{course.path}/markings").text
    assert "1 handed in; the panel has 1 member now." in page
    assert "It can be closed when 3 have handed in." in page
    trainer_path = path.replace("/marking/", "/markings/")
    for ending in ("html", "sheets", "yaml"):
        answer = trainer.get(f"{trainer_path}/{ending}")
        assert answer.status_code == 409
        assert REASON not in answer.text
    assert trainer.post(f"{trainer_path}/close", at=course.path).status_code == 409


def test_a_closed_marking_is_saved_as_sheets_report_and_panel(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server, tmp_path: Path
) -> None:
    path = closed(served, course, trainer, visitors[1:4]).replace("/marking/", "/markings/")
    sheets = trainer.get(f"{path}/sheets").content
    with zipfile.ZipFile(io.BytesIO(sheets)) as archive:
        read = [read_sheet(archive.read(name), Path(name)) for name in archive.namelist()]
    assert {sheet.rater for sheet in read} == {""}
    assert {line.rating for sheet in read for line in sheet.lines} == {None, "2", "-1", "never"}
    file = tmp_path / "panel.yaml"
    file.write_bytes(trainer.get(f"{path}/yaml").content)
    panel, problem = load_panel(file, scenario())
    assert problem == ()
    assert panel is not None
    assert panel.members == 3
    report = trainer.get(f"{path}/html").text
    assert all(f"Reason {number}." in report for number in range(3))
    for name in ("Member 0", "Member 1", "Member 2"):
        assert name not in report + file.read_text("utf-8")
    assert trainer.get(f"{path}/exe").status_code == 404


def test_the_spread_is_for_those_who_handed_in(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    path = closed(served, course, trainer, visitors[1:4])
    assert "Reason 1." in visitors[1].get(f"{path}/spread").text
    assert "Show the spread" in visitors[1].get(path).text
    panel_member(served, course, visitors[4], "Late")
    answer = visitors[4].get(f"{path}/spread")
    assert answer.status_code == 409
    assert "Reason" not in answer.text
    assert path not in visitors[4].get(course.path).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"mark-wait": "3", "then": "next"}, 400),
        ({"mark-wait": "best", "then": "next"}, 400),
        ({"mark-wait": "2", "then": "elsewhere"}, 400),
        ({"mark-wait": "2", "mark-contain": "2", "then": "stay"}, 303),
    ],
)
def test_a_form_that_no_page_has_changes_nothing(
    visitors: list[Browser],
    trainer: Browser,
    course: ACourse,
    served: Server,
    fields: dict[str, str],
    status: int,
) -> None:
    opened(trainer, course)
    path = panel_member(served, course, visitors[1])
    page = f"{path}/moments/1"
    assert visitors[1].post(f"{path}/decisions/1", {"choice": "best"}).status_code == 400
    visitors[1].post(f"{path}/decisions/1", {"choice": "wait"}, at=page)
    assert visitors[1].post(page, fields, at=page).status_code == status
    person = served.site.people.members(course.course.id, "panel")[0].id
    draft = served.site.markings.draft(path.rpartition("/")[2], person)
    assert {given.mark for given in draft.values()} <= {"wait", "2", ""}
    assert ("2" in {given.mark for given in draft.values()}) == (status == 303)
    assert visitors[1].get(f"{path}/moments/999").status_code == 404
    assert visitors[1].get(f"{path}/moments/x").status_code == 404


def test_who_leaves_is_told_what_stays(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    opened(trainer, course)
    member = visitors[1]
    path = panel_member(served, course, member)
    mark(member, path, 1)
    for page in (course.path, "/me/delete"):
        assert "What you handed in has no name, and stays" in member.get(page).text
    assert REASON in member.get("/me/export").text
    member.post(f"{course.path}/leave", at=course.path)
    assert REASON not in member.get("/me/export").text
    assert member.get(path).status_code == 404
    assert "What you handed in" not in member.get("/me/delete").text


def test_several_scenarios_are_opened_at_once_and_a_marking_is_deleted(
    trainer: Browser, course: ACourse, served: Server
) -> None:
    opened(trainer, course, SCENARIO, "tutorial")
    known = served.site.markings.all(course.course.id)
    assert {one.scenario for one in known} == {SCENARIO, "tutorial"}
    path = f"{course.path}/markings"
    assert trainer.post(path, at=path).status_code == 400
    assert trainer.post(path, {"scenario-tutorial": "on"}, at=path).status_code == 409
    assert trainer.post(path, {"scenario-nothing": "on"}, at=path).status_code == 404
    assert trainer.post(f"{path}/{known[0].id}/delete", at=path).status_code == 303
    assert len(served.site.markings.all(course.course.id)) == 1
