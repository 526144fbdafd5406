"""The Python side of the packaged room: pages as on a server, rows to save, and no slow reading."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.library import scenarios
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin
from simulator.store.rows import RowStore
from simulator.web.packaged.host import address, request_at
from tests.plays import flagship
from tests.web.packaged.rooms import Tab, write_room


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_room(tmp_path_factory.mktemp("packaged"))


@pytest.fixture
def tab(folder: Path) -> Tab:
    return Tab(folder)


def begun(tab: Tab) -> Tab:
    return tab.post("/plays", scenario="presenter-drifts", mode="guided", feedback="now", seed="1")


@pytest.mark.parametrize("path", ["/", "/plays/3", "/scenarios/ä b&c=d?e"])
def test_an_address_leads_back_to_its_path_and_query(path: str) -> None:
    request = request_at("GET", address(path, "lines=1&text=a%26b"))
    assert (request.path, request.query) == (path, {"lines": "1", "text": "a&b"})


@pytest.mark.parametrize("where", ["", "?", "?p=", "?p=plays", "?other=1", "#main"])
def test_an_address_without_a_page_is_that_of_the_library(where: str) -> None:
    assert request_at("GET", where).path == "/"


def test_the_library_has_what_was_exported_and_nothing_else(tab: Tab) -> None:
    tab.get("/")
    assert tab.status == 200
    assert "?p=/scenarios/presenter-drifts" in tab.text
    assert "?p=/scenarios/will-do" not in tab.text


def test_no_text_is_read_for_what_was_exported(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a text was read")

    monkeypatch.setattr(scenarios, "_read_whole", refuse)
    monkeypatch.setattr("simulator.language.reader.read", refuse)
    assert tab.get("/").status == 200
    assert tab.get("/scenarios/presenter-drifts").status == 200
    assert begun(tab).status == 200
    tab.reload()
    assert tab.get("/plays/1").status == 200


LAZY = """
import json, sys
from simulator.web.packaged.host import Bridge
bridge = Bridge(sys.argv[1])
bridge.open("[]")
asked = {"scenario": "presenter-drifts", "mode": "guided", "feedback": "now", "seed": "1"}
for method, path, form in (
    ("GET", "?p=/", {}), ("GET", "?p=/scenarios/presenter-drifts", {}), ("POST", "?p=/plays", asked),
    ("GET", "?p=/plays/1", {}), ("GET", "?p=/glossary", {}),
):
    head, _ = bridge.answer(method, path, json.dumps(list(form.items())))
    assert json.loads(head)["status"] in (200, 303, 404), (path, head)
slow = {"pydantic", "yaml", "sqlite3", "textual", "rich", "starlette", "platformdirs"}
print(sorted(slow.intersection(sys.modules)))
"""


def test_a_play_is_begun_without_the_libraries_that_are_slow_to_import(folder: Path) -> None:
    run = [sys.executable, "-c", LAZY, str(folder)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_was_done_is_there_again_after_the_room_is_opened_anew(tab: Tab) -> None:
    begun(tab)
    tab.post("/plays/1/go-on", revision="0", turns="3")
    shown, rows = tab.get("/plays/1").text, dict(tab.rows)
    assert [key[0] for key in rows if key[0] == "act"]
    tab.reload()
    assert tab.get("/plays/1").text == shown
    assert tab.rows == rows


def test_an_old_page_decides_nothing_in_another_tab(tab: Tab, folder: Path) -> None:
    begun(tab)
    other = Tab(folder, tab.rows)
    other.post("/plays/1/go-on", revision="0", turns="3")
    tab.reload()
    tab.post("/plays/1/act", revision="9", do="wait")
    assert tab.status == 409
    assert "continued in another window" in tab.text


def test_why_something_was_not_saved_is_a_page(tab: Tab) -> None:
    for why, status in (("another_window", 409), ("not_saved", 503), ("broken", 503)):
        head, body = tab.bridge.excuse(why, "<full>")  # type: ignore[arg-type]
        assert json.loads(head)["status"] == status
        assert b"<full>" not in body


def test_rows_that_cannot_be_read_are_said_on_every_page_and_left_alone(tab: Tab) -> None:
    begun(tab)
    tab.rows["learner",] = 7
    before = dict(tab.rows)
    tab.reload()
    for path in ("/", "/plays/1", "/data"):
        assert tab.get(path).status == 503
        assert "it is damaged" in tab.text
    assert begun(tab).status == 503
    assert tab.rows == before


def test_settings_are_saved_and_there_again(tab: Tab) -> None:
    tab.post("/settings", pace="300", mode="live", feedback="end")
    assert tab.status == 200
    tab.reload()
    assert "live" in tab.rows["file", "config.yaml"]
    shown = tab.get("/settings").text
    assert 'value="live" checked' in shown or 'value="live" selected' in shown


def test_everything_can_be_deleted_and_the_library_is_as_quick_as_before(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tab)
    tab.post("/settings", pace="300", mode="live", feedback="end")
    tab.post("/data/delete")
    assert {key[0] for key in tab.rows} == {"version", "learner"}
    monkeypatch.setattr(scenarios, "_read_whole", None)
    assert tab.get("/").status == 200
    assert tab.get("/plays/1").status == 404


def test_an_export_of_the_terminal_is_imported(tab: Tab) -> None:
    from simulator.store.export import export_text
    from tests.workspaces import workspace_at

    elsewhere = RowStore()
    options = PlayOptions("guided", "now", 1)
    begin(workspace_at(tab.folder.parent), elsewhere, flagship(), options)
    tab.post("/data/upload", files={"file": export_text(elsewhere).encode()})
    assert tab.status == 200
    upload = tab.address.rpartition("upload=")[2]
    tab.post("/data/import", upload=upload)
    assert tab.get("/plays/1").status == 200
    assert [key[0] for key in tab.rows].count("play") == 1
