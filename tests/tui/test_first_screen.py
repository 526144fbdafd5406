"""What the first screen imports: as little as it needs, because most of its time is importing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.library.find import library_cards
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, play_to_the_end
from tests.workspaces import warmed, workspace_at

ROOT = Path(__file__).parents[2]

START = """
import asyncio, json, sys
import simulator.cli.play
from simulator.cli.environment import workspace
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from simulator.tui import start

async def shown(opened):
    async with opened.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(json.dumps([type(opened.screen).__name__, sorted(sys.modules)]))

def run(opened):
    asyncio.run(shown(opened))
    return 0

start.run = run
found = workspace()
if sys.argv[1] == "library":
    from simulator.tui import library
    library.SETTLED = 3_600  # the figures that are computed later need more
start.enter(found, SqliteStore(found.store_file), None, PlayOptions())
"""

NEVER = {
    "simulator.library.catalogue_files",
    "simulator.library.packs",
    "simulator.practice.drill_cases",
    "simulator.practice.drill_plan",
    "simulator.practice.due_plan",
    "simulator.practice.open_play",
    "simulator.practice.reviews",
    "simulator.practice.schedule",
    "simulator.scenario.catalogue",
    "simulator.scenario.model",
    "simulator.store.merge",
    "simulator.tui.commands",
    "simulator.tui.filtering",
    "simulator.tui.jump",
    "simulator.tui.preview",
}
"""Modules that a first screen does not need, by name; whole packages are below."""

PACKAGES = ("authoring", "engine", "review", "scoring")


@pytest.mark.parametrize("screen", ["welcome", "library"])
def test_the_first_screen_opens_without_what_only_others_need(tmp_path: Path, screen: str) -> None:
    home = warmed(tmp_path)
    library_cards(workspace_at(home))  # a start reads only what has changed
    if screen == "library":
        store = SqliteStore(home / "learner.sqlite3")
        play_to_the_end(begun(store))
        store.close()
    name, modules = first_screen(home, screen)
    assert name == f"{screen.capitalize()}Screen"
    loaded = {module for module in modules if module.startswith("simulator.")}
    assert f"simulator.tui.{screen}" in loaded
    assert {module for module in loaded if module.split(".")[1] in PACKAGES} == set()
    assert loaded & NEVER == set()


def test_the_welcome_opens_without_the_library(tmp_path: Path) -> None:
    library_cards(workspace_at(tmp_path))
    _, modules = first_screen(tmp_path, "welcome")
    assert not {"simulator.tui.library", "simulator.practice.home"} & set(modules)


def first_screen(home: Path, screen: str) -> tuple[str, list[str]]:
    """The class of the first screen, and all modules that its process has imported."""
    command = [sys.executable, "-c", START, screen]
    environment = {**os.environ, "BALINT_SIM_HOME": str(home)}
    outcome = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    name, modules = json.loads(outcome.stdout)
    return name, modules
