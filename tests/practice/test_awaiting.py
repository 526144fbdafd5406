"""Before the learner's reaction to a session, no percent of it is shown anywhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.library.find import library_cards
from simulator.practice.awaiting import LAST_KEY, awaiting_reaction
from simulator.practice.figures import Figures, scores_at_hand
from simulator.practice.home import HomeData, Played, ToPlay, home_of
from simulator.practice.practice_log import practice_log
from simulator.practice.progress import progress_of
from simulator.practice.reaction import answer, questions_left, skip
from simulator.practice.saved_play import SavedPlay
from simulator.render.library_text import best, score
from simulator.render.practice_log import log_csv, log_page
from simulator.render.progress_sections import progress_page
from simulator.render.write_text import write_text
from simulator.review.reaction import QUESTIONS, key_of
from simulator.store.drill_review import DrillReview
from simulator.store.memory import MemoryStore
from simulator.store.play_store import PlayStore
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, percent_of, play_to_the_end, skip_reaction
from tests.workspaces import warmed, workspace_at

pytestmark = pytest.mark.slow

DRILL = DrillReview("", "", "advice", "one", "0" * 64, "m1", 1, "wait", "", 3)
"""A drill without an id and a time, as it is saved first."""

SECOND = "2026-11-27T20:00:00+00:00"


@pytest.fixture(params=["sqlite", "memory"])
def any_store(request: pytest.FixtureRequest, store: SqliteStore) -> PlayStore:
    return store if request.param == "sqlite" else MemoryStore()


def test_the_key_is_that_of_the_last_question() -> None:
    assert key_of(QUESTIONS[-1]) == LAST_KEY


def test_a_finished_session_waits_until_every_question_is_answered_or_skipped(
    any_store: PlayStore,
) -> None:
    saved = begun(any_store)
    assert awaiting_reaction(any_store, any_store.plays()) == frozenset()
    play_to_the_end(saved)
    assert awaiting_reaction(any_store, any_store.plays()) == {saved.play.id}
    assert answer(saved, "stays", "Her face.")
    assert awaiting_reaction(any_store, any_store.plays()) == {saved.play.id}
    for question in questions_left(saved):
        skip(saved, question)
    assert awaiting_reaction(any_store, any_store.plays()) == frozenset()


def test_each_session_waits_for_its_own_reaction(any_store: PlayStore) -> None:
    saved = finished(any_store, 4)
    skip_reaction(saved[0])
    skip_reaction(saved[2])
    assert waiting(any_store) == {saved[1].play.id, saved[3].play.id}


def test_a_session_that_ended_before_any_with_a_reaction_does_not_wait(
    any_store: PlayStore,
) -> None:
    saved = finished(any_store, 4)
    assert waiting(any_store) == {saved[3].play.id}
    skip_reaction(saved[1])
    assert waiting(any_store) == {saved[2].play.id, saved[3].play.id}


def finished(store: PlayStore, count: int) -> list[SavedPlay]:
    """Finish this many sessions, one after the other."""
    saved = [begun(store) for _ in range(count)]
    for play in saved:
        play_to_the_end(play)
    return saved


def waiting(store: PlayStore) -> frozenset[str]:
    """Return what waits, after checking that it is the same if all ended in one second."""
    plays = store.plays()
    found = awaiting_reaction(store, plays)
    assert awaiting_reaction(store, [replace(play, ended=SECOND) for play in plays]) == found
    return found


def test_the_library_says_that_a_debrief_is_waiting_in_place_of_a_percent(
    tmp_path: Path, store: SqliteStore
) -> None:
    def seen() -> tuple[ToPlay, Played]:
        workspace, plays = workspace_at(warmed(tmp_path)), store.plays()
        figures = scores_at_hand(workspace, store, plays, Figures(), 10)
        awaited = awaiting_reaction(store, plays)
        home = home_of(HomeData(library_cards(workspace), plays, figures, awaited=awaited))
        (scenario,) = (entry for entry in home.scenarios() if entry.plays)
        return scenario, home.finished()[0]

    first = begun(store)
    play_to_the_end(first)
    scenario, session = seen()
    assert best(scenario).sentence == "Your best: its debrief is waiting."
    assert score(session).value == "its debrief is waiting"
    assert session.score is None
    assert not scenario.debriefed
    skip_reaction(first)
    scenario, session = seen()
    percent = percent_of(first)
    assert best(scenario).value == f"{percent} percent, 1 session"
    assert score(session).value == f"{percent} percent of the best"
    # A second one, which earned more, does not change the best before its own debrief.
    second = begun(store)
    play_to_the_end(second, speak=True)
    assert percent_of(second) > percent
    scenario, session = seen()
    assert scenario.best is not None
    assert round(scenario.best) == percent
    assert score(session).short == "debrief waiting"


def test_progress_only_counts_what_is_waiting(tmp_path: Path, store: SqliteStore) -> None:
    workspace = workspace_at(warmed(tmp_path))
    saved = begun(store)
    play_to_the_end(saved)
    made = progress_of(workspace, store)
    assert (len(made.plays), made.awaited, made.unjudged) == (0, 1, 0)
    said = write_text(progress_page(made, workspace.catalogue))
    assert "1 finished session is not counted yet: its debrief is waiting." in said
    assert f"{percent_of(saved)}" not in said
    skip_reaction(saved)
    made = progress_of(workspace, store)
    assert (len(made.plays), made.awaited) == (1, 0)
    assert "is waiting" not in write_text(progress_page(made, workspace.catalogue))


def test_drills_are_counted_beside_sessions_in_progress_and_in_the_log(
    tmp_path: Path, store: SqliteStore
) -> None:
    workspace = workspace_at(warmed(tmp_path))

    def progress() -> str:
        return write_text(progress_page(progress_of(workspace, store), workspace.catalogue))

    assert "drill" not in progress() + write_text(log_page(practice_log(workspace, store)))
    store.add_drill_review(DRILL)
    said = write_text(log_page(practice_log(workspace, store)))
    assert "1 drill done." in said
    assert "Nothing was practised yet." not in said
    begun(store).act(WAIT)
    store.add_drill_review(DRILL)
    log = practice_log(workspace, store)
    for said in (progress(), write_text(log_page(log)), log_csv(log)):
        assert "2 drills done." in said
