"""Measure how fast the library opens, with 20 and with 500 scenarios: ``python -m bench.home``.

All runs are headless and in one process, so that the ratio covers the screen alone: from the start
of the app to the frame that shows the list. ``bench.screens`` measures the whole process from
outside.
"""

import asyncio
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.app import App

from bench.bare import BareApp
from simulator.engine.acts import WAIT
from simulator.engine.program import compile_scenario
from simulator.library.find import library_cards
from simulator.practice.play_options import PlayOptions
from simulator.store.exact_cache import exact_of
from simulator.store.sqlite import SqliteStore
from simulator.tui.app import BalintApp
from tests.plays import begin, skip_reaction
from tests.workspaces import load, workspace_at

FEW, MANY = 20, 500
"""The two sizes of the library, in scenarios."""

PLAYS = 40
"""Finished plays in the store, with either size."""

RUNS = 15
SIZES = ((80, 24), (120, 40))

SCENARIO = """\
scenario: copy-{number:03}
title: Copy {number} of a small scenario
teaser: Somebody says something, and somebody else says nothing at all for quite a while.
level: {level}
style: guiding
format: weekly-90
minutes: {minutes}
cast:
  priya: {{name: Dr Priya Nair, role: presenter}}
  ben: {{name: Ben, role: member}}
script:
  - cue: drift
    situation: advice
    rules: [no-advice, respect]
    turns: [{{ben: one}}, {{ben: two}}]
    options:
      - {{do: contain, say: I contain number {number}., credit: 1}}
      - {{do: advise, say: I advise., credit: 0}}
"""


def main() -> None:
    """Measure and print."""
    python = sys.version.split()[0]
    print(f"Python {python}; medians of {RUNS} runs in turn, headless, in one process\n")
    with _home(FEW) as few, _home(MANY) as many:
        for size in SIZES:
            took = _side_by_side(few, many, size)
            many_ms, ratio = took["many"] * 1e3, took["many"] / took["few"]
            print(f"the library is shown, {size[0]} by {size[1]}")
            print(f"  bare Textual app     {took['bare'] * 1e3:8.1f} ms")
            print(f"  {FEW:>3} scenarios        {took['few'] * 1e3:8.1f} ms")
            print(f"  {MANY:>3} scenarios        {many_ms:8.1f} ms   {ratio:.2f} x   goal 1.1 x\n")


def _side_by_side(few: Path, many: Path, size: tuple[int, int]) -> dict[str, float]:
    took: dict[str, list[float]] = {"bare": [], "few": [], "many": []}
    for run in range(RUNS + 1):
        found = {
            "bare": _opened(BareApp(), size),
            "few": _library(few, size),
            "many": _library(many, size),
        }
        if run:  # the first run warms everything up
            for name, seconds in found.items():
                took[name].append(seconds)
    return {name: statistics.median(each) for name, each in took.items()}


def _library(home: Path, size: tuple[int, int]) -> float:
    store = SqliteStore(home / "learner.sqlite3")
    try:
        return _opened(BalintApp(workspace_at(home), store, PlayOptions()), size)
    finally:
        store.close()


def _opened(app: App[None], size: tuple[int, int]) -> float:
    gc.collect()
    return asyncio.run(_shown(app, size))


async def _shown(app: App[None], size: tuple[int, int]) -> float:
    listed = "three" if isinstance(app, BareApp) else "Copy"
    begun = time.perf_counter()
    async with app.run_test(size=size) as pilot:
        while listed not in _screen(app):
            await pilot._wait_for_screen()
        return time.perf_counter() - begun


def _screen(app: App[None]) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@contextmanager
def _home(count: int) -> Iterator[Path]:
    """Yield a learner's folder with ``count`` scenarios and warm caches, as after a first start."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _install(home / "packs", count)
        for card in library_cards(workspace_at(home)):
            scenario = load(Path(card.path)).scenario
            assert scenario is not None
            exact_of(compile_scenario(scenario), workspace_at(home).cache)
        _play(home, Path(library_cards(workspace_at(home))[0].path))
        yield home


def _install(packs: Path, count: int) -> None:
    for number in range(count):
        file = packs / "copies.bench" / f"copy-{number:03}" / "scenario.yaml"
        file.parent.mkdir(parents=True)
        level = ("foundation", "developing", "advanced")[number % 3]
        file.write_text(
            SCENARIO.format(number=number, level=level, minutes=5 + number % 20), "utf-8"
        )
    record = dict.fromkeys(("title", "author", "about", "sha256"), "copies") | {
        "id": "copies",
        "folder": "copies.bench",
        "files": {},
    }
    (packs / "copies.json").write_text(json.dumps(record), "utf-8")


def _play(home: Path, file: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    for _ in range(PLAYS):
        saved = begin(store, load(file), PlayOptions(seed=1))
        while not saved.session.ended:
            saved.act(WAIT)
        skip_reaction(saved)
    store.close()


if __name__ == "__main__":
    main()
