"""Measure the first screen and progress with 2 and 2,000 sessions: ``python -m bench.progress``.

All runs are headless and in one process, with warm caches: the library from the start of the app to
the frame that shows the list, and progress from the store to the finished text. The figures are
processor time: nothing here waits for the disk or the network, and a busy machine changes the time
on the clock more than the sessions do.
"""

import asyncio
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from uuid import UUID

from simulator.engine.acts import WAIT, Take
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.practice.figures import Figures, worked_out
from simulator.practice.judged import JUDGED, judged
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin
from simulator.practice.progress import progress_of
from simulator.practice.saved_play import SavedPlay
from simulator.render.progress_sections import progress_page
from simulator.render.write_text import write_text
from simulator.store.document import read_document
from simulator.store.memory import MemoryStore
from simulator.store.sqlite import SqliteStore
from simulator.tui.app import BalintApp
from tests.plays import skip_reaction
from tests.workspaces import load, warmed, workspace_at

FEW, MANY = 2, 2_000
RUNS = 15
SIZE = (80, 24)
BEGUN = datetime(2024, 1, 1, 18, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    python = sys.version.split()[0]
    print(f"Python {python}; processor time, medians of {RUNS} runs in turn, headless\n")
    with _home(FEW) as few, _home(MANY) as many:
        for name, measured in MEASURED.items():
            took = _side_by_side(few, many, measured)
            ratio = took["many"] / took["few"]
            print(name)
            print(f"  {FEW:>5} sessions {took['few'] * 1e3:8.1f} ms")
            print(f"  {MANY:>5} sessions {took['many'] * 1e3:8.1f} ms   {ratio:.2f} x\n")


def _side_by_side(few: Path, many: Path, measured: Callable[[Path], float]) -> dict[str, float]:
    took: dict[str, list[float]] = {"few": [], "many": []}
    for run in range(RUNS + 1):
        found = {"few": measured(few), "many": measured(many)}
        if run:  # the first run warms everything up
            for name, seconds in found.items():
                took[name].append(seconds)
    return {name: statistics.median(each) for name, each in took.items()}


def _library(home: Path) -> float:
    store = SqliteStore(home / "learner.sqlite3")
    try:
        gc.collect()
        return asyncio.run(_shown(BalintApp(workspace_at(home), store, PlayOptions())))
    finally:
        store.close()


async def _shown(app: BalintApp) -> float:
    begun = time.process_time()
    async with app.run_test(size=SIZE) as pilot:
        while "Scenarios" not in _screen(app):
            await pilot._wait_for_screen()
        return time.process_time() - begun


def _screen(app: BalintApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def _progress(home: Path) -> float:
    store = SqliteStore(home / "learner.sqlite3", reading=True)
    try:
        gc.collect()
        begun = time.process_time()
        workspace = workspace_at(home)
        write_text(progress_page(progress_of(workspace, store), workspace.catalogue))
        return time.process_time() - begun
    finally:
        store.close()


MEASURED = {
    "the library is shown, 80 by 24": _library,
    "progress, from the store to its text": _progress,
}


@contextmanager
def _home(count: int) -> Iterator[Path]:
    """Yield a learner's folder with ``count`` finished sessions and warm caches."""
    with tempfile.TemporaryDirectory() as folder:
        home = warmed(Path(folder))
        store = SqliteStore(home / "learner.sqlite3")
        store.merge(read_document(_document(home, count)))
        _judge_all(workspace_at(home), store)
        store.close()
        yield home


def _judge_all(workspace: Workspace, store: SqliteStore) -> None:
    """Fill the cache: judge each of the first sessions, and copy the results to their copies."""
    plays = sorted(store.plays(), key=lambda play: play.number)
    cards = library_cards(workspace)
    for number, play in enumerate(plays):
        file = workspace.cache.file(JUDGED, play.id)
        if number < len(cards):
            judged(workspace, store, [play])
        else:
            copyfile(workspace.cache.file(JUDGED, plays[number % len(cards)].id), file)
    for _ in worked_out(workspace, store, cards, plays, Figures()):
        pass


def _document(home: Path, count: int) -> bytes:
    """Return an export of ``count`` sessions: some of each scenario, led in turn."""
    store = MemoryStore()
    for seed, card in enumerate(library_cards(workspace_at(home))):
        _lead(begin(workspace_at(home), store, load(Path(card.path)), PlayOptions(seed=seed)))
    document = store.export()
    few = document["plays"]
    document["plays"] = [_copy(few[number % len(few)], number) for number in range(count)]
    return json.dumps(document).encode()


def _lead(saved: SavedPlay) -> None:
    while not saved.session.ended:
        options = saved.session.pause.options
        speaks = options and len(saved.session.records) % 3 != 0
        saved.act(Take(options[0].id) if speaks else WAIT)
    skip_reaction(saved)  # its debrief is not waiting any more, so its figures are shown


def _copy(play: dict[str, object], number: int) -> dict[str, object]:
    """Return a session once more, as another one on another evening."""
    at = (BEGUN + timedelta(hours=9 * number)).isoformat(timespec="seconds")
    changed = {"id": number + 1, "uuid": str(UUID(int=number + 1, version=4))}
    return {**play, **changed, "started": at, "ended": at}


if __name__ == "__main__":
    main()
