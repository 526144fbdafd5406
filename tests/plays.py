"""A learner's place for tests: a store in an empty folder, a scenario on the disk, plays of it."""

import os
from functools import cache
from pathlib import Path

from simulator.analysis.exact import Exact
from simulator.analysis.score_play import score_play
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.program import compile_scenario
from simulator.library.file_cache import FileCache
from simulator.library.scenarios import Loaded
from simulator.practice import plays
from simulator.practice.play_options import PlayOptions
from simulator.practice.reaction import questions_left, skip
from simulator.practice.saved_play import SavedPlay
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Yardstick
from simulator.store.exact_cache import exact_of
from simulator.store.play_store import Play, PlayStore
from tests.workspaces import SHIPPED, load, warm, workspace_at

FLAGSHIP = "presenter-drifts"

NOWHERE = workspace_at(Path(os.devnull))
"""A workspace with the library that comes with the program, in which nothing can be written."""


@cache
def flagship() -> Loaded:
    """Load the flagship, once for all tests of a process."""
    return load(SHIPPED / FLAGSHIP / "scenario.yaml")


def flagship_scenario() -> Scenario:
    scenario = flagship().scenario
    assert scenario is not None
    return scenario


@cache
def flagship_yardstick() -> Yardstick:
    """Return what chance and a single habit earn in the flagship in guided play."""
    guided = Exact.of(compile_scenario(flagship_scenario())).guided
    assert guided is not None
    return guided.yardstick


def written(folder: Path, text: str) -> Loaded:
    """Write a scenario to a folder of its own and load it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "scenario.yaml"
    file.write_text(text, "utf-8")
    return load(file)


def begun(
    store: PlayStore, loaded: Loaded | None = None, play_options: PlayOptions | None = None
) -> SavedPlay:
    return begin(store, loaded or flagship(), play_options or PlayOptions(seed=1))


def begin(store: PlayStore, loaded: Loaded, play_options: PlayOptions) -> SavedPlay:
    return plays.begin(NOWHERE, store, loaded, play_options)


def go_on(store: PlayStore, play: Play) -> SavedPlay:
    return plays.go_on(NOWHERE, store, play)


def look_back(store: PlayStore, play: Play) -> SavedPlay:
    return plays.look_back(NOWHERE, store, play)


def acts_of(saved: SavedPlay, speak: bool) -> Act:
    """The next act of somebody who always takes the first option on offer, or always waits."""
    options = saved.session.pause.options
    return Take(options[0].id) if speak and options else WAIT


def play_to_the_end(saved: SavedPlay, speak: bool = False) -> None:
    while not saved.session.ended:
        saved.act(acts_of(saved, speak))


def percent_of(saved: SavedPlay) -> int:
    """What a finished play earned of the best, as it is shown."""
    exact = exact_of(saved.session.setup.program, FileCache(warm()))
    return round(score_play(saved.session, exact).percent)


def skip_reaction(saved: SavedPlay) -> None:
    """Skip the questions before the debrief: until then no figure of a play may be shown."""
    for question in questions_left(saved):
        skip(saved, question)


def decide(saved: SavedPlay) -> None:
    """Go on until the first decision is made in an edited version, and the play is saved there."""
    while saved.continuation is not None:
        saved.act(WAIT)
