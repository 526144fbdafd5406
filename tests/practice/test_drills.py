"""One moment by itself: on every moment of the library, saved before its answer is shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from simulator.analysis.explore import MOST_STATES_OF_A_CHECK, Graph, explore
from simulator.engine.acts import WAIT, Take
from simulator.engine.events import Acted, Passed, Spoken
from simulator.engine.program import Program
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.practice import drills, due_plan
from simulator.practice.drill_cases import Case, Cases, cases_of
from simulator.practice.drill_plan import Due
from simulator.practice.drills import BEFORE, Drill, NoDrill, begin_drill, due_again
from simulator.practice.due_plan import plan_of, today_of
from simulator.practice.due_today import today_at_hand
from simulator.practice.next_step import next_step
from simulator.practice.play_options import PlayOptions
from simulator.practice.ratings import BEST, BEST_TWICE, COSTLY
from simulator.practice.reviews import Review
from simulator.practice.schedule import schedule_of
from simulator.review.next_step import NextStep
from simulator.scenario.model import LEADER
from simulator.store.drill_review import DrillReview
from simulator.store.memory import MemoryStore
from simulator.store.play_store import StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.drills import review
from tests.libraries import only, small
from tests.plays import NOWHERE, begin, begun, play_to_the_end
from tests.workspaces import load, warmed, workspace_at


@cache
def library() -> Cases:
    return cases_of(library_cards(NOWHERE), [])


def every_case() -> Iterator[Case]:
    for found in library().by_situation.values():
        yield from found


def drill_of(case: Case, seed: int = 1, last: Review | None = None) -> Drill:
    return begin_drill(NOWHERE, Due(case.situation, case, "due"), last, seed)


def one() -> Case:
    return next(case for case in every_case() if len(drill_of(case).offers) > 2)


CASES = list(every_case())


def test_the_tutorial_is_not_drilled_and_all_else_with_a_situation_is() -> None:
    assert len(CASES) > 50
    assert "tutorial" not in {case.scenario for case in CASES}
    assert {case.moment for case in CASES if case.scenario == "presenter-drifts"}


@pytest.fixture(autouse=True)
def _searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Explore each scenario once, and not for each of its moments."""

    def searched(program: Program, limit: int) -> Graph:
        assert limit == MOST_STATES_OF_A_CHECK
        found = GRAPHS.get(program.scenario.digest)
        return found or GRAPHS.setdefault(program.scenario.digest, explore(program, limit))

    monkeypatch.setattr(drills, "explore", searched)


GRAPHS: dict[str, Graph] = {}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(cast("Case", case).key))
def test_every_moment_can_be_drilled_and_ends_with_a_judgement(case: Case) -> None:
    for seed in (1, 2):
        drill = drill_of(case, seed)
        moment = drill.moment
        turns = [event for event in drill.heard if isinstance(event, Spoken)]
        of_moment = [turn.number for turn in turns if turn.moment == case.moment]
        assert of_moment == list(range(1, moment.ask + 1))
        assert len(turns) - len(of_moment) <= BEFORE
        assert turns[-1].moment == case.moment
        option = drill.session.pause.options[0]
        store = MemoryStore()
        outcome = drill.decide(store, Take(option.id) if seed == 1 else WAIT)
        assert isinstance(outcome.act, Acted if seed == 1 else Passed)
        assert outcome.act.moment == case.moment
        assert store.drill_reviews() == [outcome.review]
        assert any(
            isinstance(event, Spoken) and event.speaker != LEADER for event in outcome.events
        )
        assert outcome.best == (outcome.review.rating >= BEST) == (outcome.better is None)


def test_another_seed_gives_another_order_of_lines() -> None:
    case = one()
    orders = {tuple(offer.words for offer in drill_of(case, seed).offers) for seed in range(8)}
    assert len(orders) > 1


def test_without_a_seed_another_one_is_drawn_each_time() -> None:
    due = Due(one().situation, one(), "due")
    seeds = {begin_drill(NOWHERE, due).session.setup.seed for _ in range(4)}
    assert len(seeds) > 1


def test_the_best_act_is_rated_best_and_better_than_nothing_is_shown() -> None:
    for case in CASES[:20]:
        drill = drill_of(case)
        best = max(drill.session.pause.options, key=lambda option: option.credit)
        waits = best.credit < drill.moment.passing.credit
        outcome = drill.decide(MemoryStore(), WAIT if waits else Take(best.id))
        assert outcome.best
        assert outcome.review.rating == BEST


def test_a_costly_act_shows_a_better_line_with_its_reason() -> None:
    case = next(case for case in CASES if not drill_of(case).moment.leave)
    drill = drill_of(case)
    outcome = drill.decide(MemoryStore(), WAIT)
    assert outcome.review.rating == COSTLY
    assert outcome.better is not None
    assert outcome.better.words
    assert outcome.better.why


def test_a_second_success_on_another_case_is_rated_easy() -> None:
    case = next(case for case in CASES if drill_of(case).moment.leave)
    last = review(case.situation, 0, BEST, "another-scenario")
    assert drill_of(case, last=last).decide(MemoryStore(), WAIT).review.rating == BEST_TWICE
    last = review(case.situation, 0, BEST, case.scenario)
    assert drill_of(case, last=last).decide(MemoryStore(), WAIT).review.rating == BEST


class Full(MemoryStore):
    """A store whose disk is full at first."""

    full = True

    def add_drill_review(self, review: DrillReview) -> DrillReview:
        if self.full:
            raise StoreProblem("The disk is full.")
        return super().add_drill_review(review)


def test_nothing_is_shown_that_could_not_be_saved_and_the_decision_can_be_made_again() -> None:
    drill, store = drill_of(one()), Full()
    before = len(drill.session.events)
    with pytest.raises(StoreProblem):
        drill.decide(store, WAIT)
    assert drill.outcome is None
    assert len(drill.session.events) == before
    assert drill.session.pause.asks
    store.full = False
    drill.decide(store, Take(drill.session.pause.options[0].id))
    (saved,) = store.drill_reviews()
    assert saved.act == "take"


def test_own_words_are_cleaned_and_saved_with_the_review() -> None:
    drill, store = drill_of(one()), MemoryStore()
    assert drill.write("  What is he\x1b like?  ") == "What is he\ufffd like?"
    drill.decide(store, WAIT)
    assert store.drill_reviews()[0].own_words == drill.own


def test_a_review_says_when_its_situation_comes_back() -> None:
    drill = drill_of(one())
    outcome = drill.decide(MemoryStore(), WAIT)
    due = due_again(schedule_of([]), outcome.review)
    assert due.isoformat() > outcome.review.at


def test_a_moment_that_is_gone_or_is_never_reached_cannot_be_drilled(tmp_path: Path) -> None:
    text = small("short").replace("script:\n", "script:\n  - goto: past\n") + "  - label: past\n"
    only(tmp_path, {"short": text})
    workspace = workspace_at(tmp_path)
    (card,) = library_cards(workspace)
    (case,) = cases_of([card], []).by_situation["advice"]
    with pytest.raises(NoDrill, match="reaches"):
        begin_drill(workspace, Due("advice", case, "due"))
    gone = Case("advice", "short", "Short", case.path, "no-such-moment", played=False)
    with pytest.raises(NoDrill, match="changed"):
        begin_drill(workspace, Due("advice", gone, "due"))


# From sessions to drills.


def test_missed_moments_of_finished_sessions_are_due_and_the_count_is_cached(
    tmp_path: Path, store: SqliteStore
) -> None:
    workspace = workspace_at(warmed(tmp_path))
    cards = library_cards(workspace)
    play_to_the_end(begun(store))  # says nothing, ever
    plays = store.plays()
    assert today_at_hand(workspace, store, plays).due is None
    plan = plan_of(workspace, store, cards, plays)
    missed = {made[0].situation for made in plan.schedule.reviews.values()}
    assert "presenter-drifts" in missed
    assert "working-silence" not in missed  # where nothing was the best thing to say
    assert all(one.rating < BEST for made in plan.schedule.reviews.values() for one in made)
    today = today_of(workspace, store, cards, plays)
    assert today == today_at_hand(workspace, store, plays)
    assert today.due == len(plan.due)


def test_unfinished_sessions_and_further_attempts_do_not_count(
    tmp_path: Path, store: SqliteStore
) -> None:
    workspace = workspace_at(warmed(tmp_path))
    begun(store)
    assert plan_of(workspace, store, library_cards(workspace), store.plays()).schedule.due == {}


def test_a_next_step_is_a_drill_on_another_case(tmp_path: Path) -> None:
    only(tmp_path, {"here": small("here"), "there": small("there"), "played": small("played")})
    workspace, store = workspace_at(tmp_path), MemoryStore()
    cards = library_cards(workspace)
    found = next_step(cards, [], "advice", "here")
    assert found == NextStep("advice", "drill", "played", "About played")
    file = tmp_path / "scenarios" / "there" / "scenario.yaml"
    play_to_the_end(begin(store, load(file), PlayOptions(seed=1)))
    found = next_step(cards, store.plays(), "advice", "here")
    assert found == NextStep("advice", "drill", "there", "About there")
    assert next_step(cards, [], "tears", "here") is None


def test_nothing_is_replayed_or_scheduled_before_the_library_is_shown(
    tmp_path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_at(warmed(tmp_path))
    play_to_the_end(begun(store))
    plays = store.plays()
    today = today_of(workspace, store, library_cards(workspace), plays)
    for name in ("plan_of", "reviews_of", "schedule_of", "due_drills"):
        monkeypatch.setattr(due_plan, name, None)
    monkeypatch.setattr(type(store), "drill_reviews", None)
    monkeypatch.setattr(type(store), "records", None)
    assert today_at_hand(workspace, store, plays) == today


def test_the_count_is_computed_anew_after_a_drill_a_session_and_a_night(
    tmp_path: Path, store: SqliteStore
) -> None:
    workspace = workspace_at(warmed(tmp_path))
    cards = library_cards(workspace)
    play_to_the_end(begun(store))

    def known(of: Workspace) -> bool:
        return today_at_hand(of, store, store.plays()).due is not None

    assert not known(workspace)
    today_of(workspace, store, cards, store.plays())
    assert known(workspace)
    tomorrow = replace(workspace, clock=lambda: workspace.clock() + timedelta(days=1))
    assert not known(tomorrow)
    drill_of(one()).decide(store, WAIT)
    assert not known(workspace)
    today_of(workspace, store, cards, store.plays())
    play_to_the_end(begun(store))
    assert not known(workspace)


def test_a_version_of_a_scenario_is_read_once_for_all_its_sessions(
    tmp_path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_at(warmed(tmp_path))
    for _ in range(3):
        play_to_the_end(begun(store))
    read: list[str] = []
    text = type(store).text

    def noted(self: SqliteStore, digest: str) -> bytes | None:
        read.append(digest)
        return text(self, digest)

    monkeypatch.setattr(type(store), "text", noted)
    assert len(plan_of(workspace, store, [], store.plays()).schedule.reviews["advice"]) == 3
    assert len(read) == 1


TWINS = """\
scenario: {id}
title: {id}
teaser: Somebody says something.
level: foundation
style: guiding
format: weekly-90
minutes: 20
cast:
  priya: {{name: Dr Priya Nair, role: presenter}}
  ben: {{name: Ben, role: member}}
script:
  - cue: first
    situation: advice
    turns: [{{ben: one}}, {{ben: two}}]
    options:
      - {{do: contain, say: I contain., credit: 1}}
      - {{do: advise, say: I advise., credit: 0}}
  - leave: second
    situation: working-silence
    twin: {twin}
    turns: [{{ben: three}}]
    options:
      - {{do: contain, say: I contain., credit: 0.3}}
      - {{do: advise, say: I advise., credit: 0}}
"""


@pytest.mark.parametrize(
    ("twin", "other"), [("first", ("one", "first")), ("two.first", ("two", "first"))]
)
def test_each_of_two_twins_knows_the_other(
    tmp_path: Path, twin: str, other: tuple[str, str]
) -> None:
    only(tmp_path, {"one": TWINS.format(id="one", twin=twin), "two": small("two")})
    found = cases_of(library_cards(workspace_at(tmp_path)), [])
    assert found.twins == {("one", "second"): other, other: ("one", "second")}
    second = found.at(("one", "second"))
    assert second is not None
    assert second.situation == "working-silence"
