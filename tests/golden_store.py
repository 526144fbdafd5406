"""Make ``tests/golden/stores/version-N.sqlite3`` and ``.json``: ``python -m tests.golden_store N``.

Run once, by the program that introduces version N of the tables, and never again: the files are
what that program saved and showed. The script refuses to write over them.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulator.engine.acts import BEGIN, LET_GO, WAIT
from simulator.engine.events import LetGo, PhaseBegan, Spoken
from simulator.engine.records import to_row
from simulator.library.find_programmes import library_programmes
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin, branch, following
from simulator.practice.programmes import Part, first_part
from simulator.practice.saved_play import SavedPlay
from simulator.store.drill_review import DrillReview
from simulator.store.migrations import VERSION
from simulator.store.play_store import Play, PlayStore, number_of
from simulator.store.sqlite import SqliteStore
from tests.plays import (
    FLAGSHIP,
    NOWHERE,
    acts_of,
    begun,
    decide,
    go_on,
    look_back,
    play_to_the_end,
    written,
)
from tests.workspaces import SHIPPED

STORES = Path(__file__).parent / "golden" / "stores"

REVIEWS = (
    DrillReview(
        "5f0c2d1e-0000-4000-8000-0000000d0001",
        "2026-06-02T08:00:00+00:00",
        "presenter-drifts",
        FLAGSHIP,
        "a digest",
        "drift",
        7,
        "take",
        "contain",
        3,
        "What I would have said: «wait», and then …",
    ),
    DrillReview(
        "5f0c2d1e-0000-4000-8000-0000000d0002",
        "2026-06-04T08:00:00+00:00",
        "working-silence",
        FLAGSHIP,
        "a digest",
        "quiet",
        -(2**63),
        "wait",
        "",
        1,
    ),
)
"""The reviews of drills in the stores from version 6 on."""


def main(version: int) -> None:
    """Write both files of this version."""
    file, shown = (STORES / f"version-{version}.{ending}" for ending in ("sqlite3", "json"))
    if version != VERSION or file.exists() or shown.exists():
        sys.exit(f"Version {version} is not the version of this program, or was made before.")
    store = SqliteStore(file, one_minute_apart(version), new_id=numbered_ids())
    with TemporaryDirectory() as folder:
        play_all(store, Path(folder))
    # Hints are of one machine: those of this one say nothing elsewhere.
    store._db.execute("UPDATE place SET scenario = '/home/learner/edited/scenario.yaml'")
    plays = sorted([*store.plays(), *store.replaced()], key=lambda play: play.number)
    made = {str(play.number): what_was_shown(store, play) for play in plays}
    shown.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    store.close()


def one_minute_apart(month: int) -> Callable[[], str]:
    start = datetime(2026, month, 1, 8, tzinfo=UTC)
    minutes = count()
    return lambda: (start + timedelta(minutes=next(minutes))).isoformat(timespec="seconds")


def numbered_ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"5f0c2d1e-0000-4000-8000-{next(numbers):012x}"


def play_all(store: PlayStore, folder: Path) -> None:
    """Play to the end and not, guided and live, branched, edited, in a programme, in own words."""
    play_to_the_end(begun(store), speak=True)
    live = begun(store, play_options=PlayOptions("live", "end", 7))
    play_to_the_end(live, speak=True)
    text = (SHIPPED / FLAGSHIP / "scenario.yaml").read_text("utf-8")
    old = begun(store, written(folder / FLAGSHIP, text), PlayOptions(seed=3))
    play_some(old, 12)
    written(folder / FLAGSHIP, text.replace("title: ", "title: Edited ", 1))
    edited = go_on(store, old.play)
    decide(edited)
    play_some(edited, 5)
    first = begun(store, play_options=PlayOptions(seed=4))
    play_to_the_end(first, speak=True)
    moment = next(record.moment for record in first.session.records if record.moment)
    play_to_the_end(branch(store, first, moment))
    part: Part | None = first_part(library_programmes(NOWHERE)[0])
    while part is not None:
        session = begin(
            NOWHERE, store, part.load(NOWHERE), part.play_options(PlayOptions(seed=5)), part
        )
        play_to_the_end(session, speak=True)
        part = following(NOWHERE, session)
    play_some(begun(store, play_options=PlayOptions(seed=6)), 20)
    speak_between_moments(begun(store, play_options=PlayOptions("live", "end", 8)))
    asked = text.replace("script:", "script:\n  - reflect: What do you notice in yourself?", 1)
    reflecting = begun(store, written(folder / "asked" / FLAGSHIP, asked))
    reflecting.act(WAIT)
    question = reflecting.question_now
    assert question is not None
    reflecting.answer(question, "That I want to help.")
    for review in REVIEWS:
        store.add_drill_review(review)


def speak_between_moments(saved: SavedPlay) -> None:
    """Begin to speak after every turn for a while; say a line at times, and let go at others."""
    for turn in range(30):
        if saved.session.ended:
            break
        saved.act(BEGIN)
        offers = saved.session.prompt.offers
        if offers and turn % 3 == 0:
            saved.act(saved.session.act_for(offers[turn % len(offers)].id))
        else:
            saved.act(LET_GO)
        saved.act(WAIT)


def play_some(saved: SavedPlay, acts: int) -> None:
    """Do some acts, with own words in each moment."""
    for _ in range(acts):
        if saved.session.pause.asks:
            saved.own_words("What I would have said: «wait», and then …")
        saved.act(acts_of(saved, speak=True))


def what_was_shown(store: PlayStore, play: Play) -> dict[str, Any]:
    """Return the acts, own words and transcript of a play."""
    references = (play.replaced_by, play.branch_of)
    numbers = [number_of(store, one) if one is not None else None for one in references]
    return {
        "id": play.id,
        "scenario": play.scenario,
        "mode": play.mode,
        "seed": play.seed,
        "started": play.started,
        "ended": play.ended,
        "replaced_by": numbers[0],
        "branch_of": numbers[1],
        "own_words": store.own_words(play.id),
        "acts": [list(to_row(record)) for record in store.records(play.id)],
        "transcript": [as_line(event) for event in look_back(store, play).session.transcript()],
    }


def as_line(event: PhaseBegan | Spoken | LetGo) -> str:
    """Return an event as the golden files have it."""
    if isinstance(event, PhaseBegan):
        return f"-- {event.phase}"
    if isinstance(event, LetGo):
        return "let go"
    return f"{event.form}/{event.speaker}: {event.text}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
