"""The panel of a scenario in a browser: in the debrief, and on no page before it."""

from pathlib import Path

from simulator.authoring.write_panel import panel_yaml
from simulator.library.panels import FILE
from simulator.library.scenarios import load
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.open_play import new_play, open_play
from simulator.practice.play_options import PlayOptions
from simulator.web.packaged.choose import choose
from tests.panels import panel_of
from tests.web.pages.rooms import Browser
from tests.workspaces import loadable

RARE = "Xylophone <script>alert(5)</script>"


def with_panel(workspace: Workspace) -> Path:
    """Write an invented panel beside the hostile scenario, and return the scenario's file."""
    path = workspace.shipped / "hostile" / "scenario.yaml"
    scenario = loadable(load(path, workspace.catalogue)).scenario
    (path.parent / FILE).write_text(panel_yaml(panel_of(scenario, reason=RARE)), "utf-8")
    return path


def test_no_page_before_the_debrief_has_anything_of_the_panel(hostile: Browser) -> None:
    workspace, store = hostile.room.workspace, hostile.room.store
    path = with_panel(workspace)
    hostile.get("/scenarios/hostile")
    pages = [hostile.text]
    saved = open_play(workspace, store, new_play(workspace, path, PlayOptions("guided", "now", 1)))
    number = str(saved.play.number)
    while not hostile.room.open(number).session.ended:
        pages.append(hostile.get(f"/plays/{number}").text)
        prompt = hostile.room.open(number).session.prompt
        revision = str(hostile.room.open(number).revision)
        if prompt.asks:
            pages.append(hostile.get(f"/plays/{number}", lines="1").text)
            hostile.post(f"/plays/{number}/act", revision=revision, do="wait")
        else:
            hostile.post(f"/plays/{number}/go-on", revision=revision, turns="3")
        pages.append(hostile.text)
    pages.append(hostile.get(f"/plays/{number}/debrief").text)  # the questions before it
    assert not [page for page in pages if "Xylophone" in page]
    hostile.send(say("web.show_debrief"))
    assert "Xylophone" in hostile.main
    assert say("panel.in_debrief", count=4) in hostile.main


def test_a_packaged_room_takes_the_panel_along(hostile: Browser) -> None:
    path = with_panel(hostile.room.workspace)
    chosen = choose(hostile.room.workspace, ["hostile"])
    assert chosen.files[f"hostile/{FILE}"] == (path.parent / FILE).read_bytes()
