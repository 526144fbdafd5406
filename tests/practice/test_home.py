"""The shelf and its filters: a learner's entries and results, and figures that come in later."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.analysis import exact as worth
from simulator.analysis import explore
from simulator.analysis.score_play import score_play
from simulator.library.cards import Card, begin_with
from simulator.library.find import library_cards
from simulator.library.workspace import Folders
from simulator.practice import figures as module
from simulator.practice.due_today import Today
from simulator.practice.figures import Figures, Score, known_figures, scores_at_hand, worked_out
from simulator.practice.filters import (
    EVERYTHING,
    FACETS,
    Filter,
    in_words,
    matching,
    narrowed,
    values,
)
from simulator.practice.home import (
    Entry,
    Home,
    HomeData,
    Played,
    Suggested,
    ToPlay,
    home_of,
)
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import SavedPlay
from simulator.render import library_text as text
from simulator.store.exact_cache import exact_of
from simulator.store.play_store import Place, Play
from simulator.store.sqlite import SqliteStore
from tests.libraries import only, small
from tests.library.caches import HARMS, forge
from tests.plays import begin, play_to_the_end
from tests.workspaces import load, workspace_at

CARDS = (
    Card(
        *(
            "a",
            "appointment",
            "The appointment",
            "She keeps making it.",
            "foundation",
            "guiding",
            "weekly-90",
            "Weekly group",
        ),
        *(
            12,
            2,
            ("no-advice", "respect"),
            ("No advice", "Respect"),
            ("advice",),
            ("Advice and plans",),
            "d1",
        ),
    ),
    Card(
        *(
            "b",
            "eggs",
            "Seventeen eggs",
            "Nobody knows whose they are.",
            "advanced",
            "analytic",
            "circle",
            "Circle",
        ),
        *(9, 3, ("respect",), ("Respect",), ("tears",), ("Tears",), "d2"),
    ),
    Card(
        *(
            "c",
            "night",
            "The night call",
            "The father wrote to the paper.",
            "developing",
            "guiding",
            "circle",
            "Circle",
        ),
        *(
            None,
            1,
            ("no-criticism",),
            ("No criticism",),
            ("silence", "tears"),
            ("A silence that works", "Tears"),
            "d3",
        ),
    ),
)


(SITUATION,) = (facet for facet in FACETS if facet.field == "situation")


def a_play(
    number: int, scenario: str = "eggs", ended: bool = True, branch_of: str | None = None
) -> Play:
    play = Play(
        f"play {number}",
        number,
        scenario,
        scenario.title(),
        "d2",
        "guided",
        "now",
        1,
        f"2026-01-{number:02}T09:00:00+00:00",
        place=Place(scenario),
    )
    return replace(play, ended="2026-02-01T09:00:00+00:00" if ended else None, branch_of=branch_of)


def scored(*percents: float) -> Figures:
    """Figures in which play 1, 2, ... have these percents."""
    return Figures(
        scores={
            f"play {i}": Score(percent, 40, 50, None, None) for i, percent in enumerate(percents, 1)
        }
    )


def names(home: Home) -> list[str]:
    return [section.name for section in home.sections]


def ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.card.id for entry in entries if isinstance(entry, ToPlay | Played)]


def entry_of(home: Home, scenario: str) -> ToPlay:
    (found,) = (entry for entry in home.scenarios() if entry.card.id == scenario)
    return found


def test_a_first_start_offers_the_tutorial() -> None:
    tutorial = replace(CARDS[0], id="tutorial", minutes=45)
    first = home_of(HomeData((*CARDS, tutorial)))
    assert names(first) == ["A good one to begin with", "Scenarios"]
    assert ids(first.sections[0].entries) == ["tutorial"]


def test_without_a_tutorial_a_first_start_offers_the_shortest() -> None:
    first = home_of(HomeData(CARDS))
    assert ids(first.sections[0].entries) == ["eggs"]
    assert ids(first.sections[1].entries) == ["appointment", "night"]


def test_what_does_not_load_is_never_offered_to_begin_with() -> None:
    broken = Card("x", "tutorial", "tutorial", problem="It is broken.")
    assert begin_with((broken, *CARDS)) == CARDS[1]
    assert begin_with((broken,)) is None
    assert names(home_of(HomeData((broken,)))) == ["Scenarios"]


def test_after_a_first_play_nothing_more_is_offered_to_begin_with() -> None:
    assert names(home_of(HomeData(CARDS, (a_play(1),)))) == ["Scenarios", "Finished sessions"]


def test_plays_to_go_on_with_stand_first_and_the_latest_before_the_others() -> None:
    found = home_of(HomeData(CARDS, (a_play(3, ended=False), a_play(2), a_play(1, ended=False))))
    assert names(found) == ["Continue", "Scenarios", "Finished sessions"]
    assert [entry.key for entry in found.sections[0].entries] == ["session 3", "session 1"]
    assert [entry.key for entry in found.sections[2].entries] == ["session 2"]


def test_the_best_is_of_finished_plays_and_branches_do_not_count() -> None:
    plays = (a_play(4, ended=False), a_play(3, branch_of="play 1"), a_play(2), a_play(1))
    eggs = entry_of(home_of(HomeData(CARDS, plays, scored(30, 55, 90))), "eggs")
    assert (eggs.best, eggs.plays, eggs.begun) == (55, 2, True)


def test_a_play_whose_score_is_not_known_yet_leaves_the_best_of_the_others() -> None:
    eggs = entry_of(home_of(HomeData(CARDS, (a_play(2), a_play(1)), scored(30))), "eggs")
    assert (eggs.best, eggs.plays) == (30, 2)


def test_a_scenario_that_was_never_played_has_no_best() -> None:
    night = entry_of(home_of(HomeData(CARDS, (a_play(1),), scored(30))), "night")
    assert (night.best, night.plays, night.begun) == (None, 0, False)


def test_a_play_whose_scenario_is_gone_is_still_there() -> None:
    (section,) = (
        section
        for section in home_of(HomeData(CARDS, (a_play(1, "gone"),))).sections
        if section.name == "Finished sessions"
    )
    (entry,) = section.entries
    assert isinstance(entry, Played)
    assert entry.card.title == "Gone"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EVERYTHING, ["appointment", "eggs", "night"]),
        (Filter(rule="respect"), ["appointment", "eggs"]),
        (Filter(situation="tears"), ["eggs"]),  # "night" was not played
        (Filter(level="developing"), ["night"]),
        (Filter(format="circle"), ["eggs", "night"]),
        (Filter(style="guiding"), ["appointment", "night"]),
        (Filter(unplayed=True), ["appointment", "night"]),
        (Filter(style="analytic", situation="tears", rule="respect"), ["eggs"]),
        (Filter(situation="tears", unplayed=True), []),
        (Filter(level="developing", rule="respect"), []),
        (Filter(text="EGGS"), ["eggs"]),
        (Filter(text="father"), ["night"]),
        (Filter(text="no advice"), ["appointment"]),
        (Filter(text="tears nobody"), ["eggs"]),
        (Filter(text="  "), ["appointment", "eggs", "night"]),
        (Filter(text="nothing of the sort"), []),
    ],
)
def test_a_filter_leaves_what_has_all_that_is_wanted(wanted: Filter, found: list[str]) -> None:
    scenarios = sorted(
        home_of(HomeData(CARDS, (a_play(1),))).scenarios(), key=lambda entry: entry.card.path
    )
    assert ids(matching(scenarios, wanted)) == found


def test_a_play_is_found_by_its_scenario_and_is_never_unplayed() -> None:
    plays = (a_play(2, ended=False), a_play(1, "night"))
    found = narrowed(home_of(HomeData(CARDS, plays)), Filter(level="advanced"))
    assert [(section.name, ids(section.entries)) for section in found.sections] == [
        ("Continue", ["eggs"]),
        ("Scenarios", ["eggs"]),
    ]
    assert names(narrowed(home_of(HomeData(CARDS, plays)), Filter(unplayed=True))) == ["Scenarios"]


def test_each_value_says_how_many_scenarios_it_would_leave_with_all_else_that_is_wanted() -> None:
    scenarios = home_of(HomeData(CARDS, (a_play(1), a_play(2, "night")))).scenarios()
    counts = {
        facet.field: [
            (value.name, value.count)
            for value in values(facet, scenarios, Filter(level="advanced"))
        ]
        for facet in FACETS
    }
    assert counts["level"] == [("foundation", 1), ("developing", 1), ("advanced", 1)]
    assert counts["style"] == [("analytic", 1), ("guiding", 0)]
    assert counts["format"] == [("Circle", 1), ("Weekly group", 0)]
    assert counts["rule"] == [("No advice", 0), ("No criticism", 0), ("Respect", 1)]
    assert counts["situation"] == [
        ("A silence that works", 0),
        ("Tears", 1),
    ]


def test_the_situations_of_a_scenario_are_named_once_a_session_of_it_is_finished() -> None:
    def named(*plays: Play) -> list[str]:
        scenarios = home_of(HomeData(CARDS, plays)).scenarios()
        return [value.id for value in values(SITUATION, scenarios, EVERYTHING)]

    assert named() == []
    assert named(a_play(1, ended=False)) == []
    assert named(a_play(1)) == ["tears"]
    assert matching([ToPlay(CARDS[1])], Filter(text="tears")) == []
    assert matching([ToPlay(CARDS[1])], Filter(situation="tears")) == []
    asked_for = ToPlay(CARDS[1], revealed=True)
    assert matching([asked_for], Filter(situation="tears")) == [asked_for]


def test_a_filter_is_told_in_the_words_of_the_catalogue() -> None:
    scenarios = home_of(HomeData(CARDS, (a_play(1),))).scenarios()
    wanted = Filter(
        "no-advice", "tears", "foundation", "circle", "guiding", unplayed=True, text=" van "
    )
    assert in_words(wanted, scenarios) == (
        "foundation level, guiding style, Circle, No advice, Tears, not yet played, "
        'with the words "van"'
    )
    assert in_words(EVERYTHING, scenarios) == ""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(home / "learner.sqlite3")
    yield opened
    opened.close()


def finished(store: SqliteStore, file: Path, speak: bool) -> SavedPlay:
    saved = begin(store, load(file), PlayOptions(seed=1))
    play_to_the_end(saved, speak)
    return saved


def last(found: Iterator[Figures]) -> Figures:
    return list(found)[-1]


def test_figures_come_in_one_by_one_and_say_what_a_debrief_would(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {name: small(name) for name in ("one", "two")})
    saved = [finished(store, files["one"], speak) for speak in (False, True)]
    cards, plays = library_cards(workspace_at(home)), store.plays()
    known = known_figures(workspace_at(home).cache, cards, plays, Figures())
    assert known == Figures()
    found = list(worked_out(workspace_at(home), store, cards, plays, known))
    assert [(len(one.scores), len(one.chances)) for one in found] == [
        (1, 0),
        (2, 0),
        (2, 1),
        (2, 2),
    ]
    for one in saved:
        card = score_play(
            one.session, exact_of(one.session.setup.program, workspace_at(home).cache)
        )
        assert found[-1].scores[one.play.id] == Score(
            card.percent,
            card.yardstick.chance,
            card.noticing.score,
            card.words.score,
            card.words.chance,
        )


def test_what_was_worked_out_is_known_at_once_the_next_time(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {name: small(name) for name in ("one", "two")})
    finished(store, files["one"], speak=True)
    cards, plays = library_cards(workspace_at(home)), store.plays()
    found = last(worked_out(workspace_at(home), store, cards, plays, Figures()))
    assert known_figures(workspace_at(home).cache, cards, plays, Figures()) == found
    assert list(worked_out(workspace_at(home), store, cards, plays, found)) == []


def test_of_a_large_library_the_first_chance_lines_are_read_at_once_and_the_rest_a_moment_later(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {name: small(name) for name in ("one", "two", "three")})
    cards = library_cards(workspace_at(home))
    found = last(worked_out(workspace_at(home), store, cards, [], Figures()))
    monkeypatch.setattr(module, "AT_ONCE", 1)
    known = known_figures(workspace_at(home).cache, cards, [], Figures())
    assert list(known.chances) == [cards[0].digest]
    assert list(worked_out(workspace_at(home), store, cards, [], known)) == [found]


def test_nothing_more_is_worked_out_once_the_library_was_left(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {name: small(name) for name in ("one", "two")})
    finished(store, files["one"], speak=True)
    left = worked_out(
        workspace_at(home),
        store,
        library_cards(workspace_at(home)),
        store.plays(),
        Figures(),
        lambda looked, known: "it was left",
    )
    assert list(left) == []


def test_a_play_that_cannot_be_read_any_more_has_no_score_and_stops_nothing(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {"one": small("one")})
    finished(store, files["one"], speak=True)
    (play,) = store.plays()
    lost = replace(play, id="lost", digest="of a text that is not there")
    workspace = workspace_at(home)
    cards = library_cards(workspace)
    found = last(worked_out(workspace, store, cards, [lost, play], Figures()))
    assert found.scores["lost"] is None
    assert found.scores[play.id] is not None
    assert len(found.chances) == 1


def test_a_scenario_that_does_not_load_has_no_chance_line(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {"broken": "scenario: broken\n"})
    assert (
        list(
            worked_out(workspace_at(home), store, library_cards(workspace_at(home)), [], Figures())
        )
        == []
    )


WRONG_SCORES = [
    5,
    [1],
    {"x": 1},
    {"x": [1]},
    {"x": ["y", 2]},
    {"x": [1e300, 1]},
    {"x": [True, 1]},
    {"\x1b": [1, 1]},
]


@pytest.mark.parametrize("harm", [*HARMS, *WRONG_SCORES])
def test_damaged_scores_are_worked_out_anew(
    store: SqliteStore, home: Path, harm: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {"one": small("one")})
    finished(store, files["one"], speak=True)
    cards, plays = library_cards(workspace_at(home)), store.plays()
    found = last(worked_out(workspace_at(home), store, cards, plays, Figures()))
    file = home / "cache" / "scores.json"
    assert known_figures(workspace_at(home).cache, cards, plays, Figures()).scores == found.scores
    if isinstance(harm, bytes):
        file.write_bytes(harm)
    else:
        forge(file, module.SCORES.form, harm)
    known = known_figures(workspace_at(home).cache, cards, plays, Figures())
    assert known.scores == {}
    assert last(worked_out(workspace_at(home), store, cards, plays, known)) == found


def test_scores_that_need_no_search_are_had_before_a_list_is_printed(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {name: small(name) for name in ("one", "two")})
    saved = finished(store, files["one"], speak=True)
    finished(store, files["two"], speak=True)
    exact_of(saved.session.setup.program, workspace_at(home).cache)
    with monkeypatch.context() as patched:
        patched.setattr(worth, "explore", None)
        found = scores_at_hand(workspace_at(home), store, store.plays(), Figures(), 12)
    assert list(found.scores) == [saved.play.id]
    assert (
        known_figures(workspace_at(home).cache, [], store.plays(), Figures()).scores == found.scores
    )


def test_no_more_scores_are_worked_out_at_once_than_are_asked_for(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {"one": small("one")})
    for _ in range(3):
        exact_of(
            finished(store, files["one"], speak=True).session.setup.program,
            workspace_at(home).cache,
        )
    assert len(scores_at_hand(workspace_at(home), store, store.plays(), Figures(), 2).scores) == 2


def test_that_a_scenario_is_too_large_for_a_chance_line_is_remembered(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {"one": small("one")})
    monkeypatch.setattr(explore, "MOST_STATES_OF_A_CHECK", 0)
    (card,) = library_cards(workspace_at(home))
    assert last(worked_out(workspace_at(home), store, [card], [], Figures())).chances == {
        card.digest: None
    }
    known = known_figures(workspace_at(home).cache, [card], [], Figures())
    assert known.chances == {card.digest: None}
    assert list(worked_out(workspace_at(home), store, [card], [], known)) == []


def test_a_store_that_was_begun_anew_has_none_of_the_old_scores(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {"one": small("one")})
    finished(store, files["one"], speak=True)
    list(worked_out(workspace_at(home), store, [], store.plays(), Figures()))
    (play,) = store.plays()
    cache = workspace_at(home).cache
    assert known_figures(cache, [], [play], Figures()).scores
    assert not known_figures(cache, [], [replace(play, id="another")], Figures()).scores


def test_where_nothing_can_be_written_figures_are_had_all_the_same(
    store: SqliteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = only(home, {"one": small("one")})
    finished(store, files["one"], speak=True)
    cards = library_cards(workspace_at(home))
    (home / "a-file").write_text("in the way", "utf-8")
    workspace = workspace_at(home)
    in_the_way = replace(workspace, folders=Folders(home, home / "a-file"))
    found = last(worked_out(in_the_way, store, cards, store.plays(), Figures()))
    assert (len(found.scores), len(found.chances)) == (1, 1)


def test_everything_on_the_shelf_can_be_told_apart() -> None:
    keys = [
        entry.key
        for entry in home_of(HomeData(CARDS, (a_play(2, ended=False), a_play(1)))).entries()
    ]
    assert len(keys) == len(set(keys)) == 5
    assert all(isinstance(entry, ToPlay | Played) for entry in home_of(HomeData(CARDS)).entries())


def suggested(*plays: Play, due: int | None = 0, last: str = "") -> Suggested:
    """The suggestion of the home screen."""
    home = home_of(HomeData(CARDS, plays, today=Today(due, last)))
    (found,) = home.sections[0].entries
    assert isinstance(found, Suggested)
    return found


def test_a_first_start_suggests_nothing() -> None:
    home = home_of(HomeData(CARDS, today=Today(0)))
    assert not any(isinstance(entry, Suggested) for entry in home.entries())


def test_the_suggestion_comes_first_and_says_when_the_learner_was_here() -> None:
    found = suggested(a_play(1))
    assert text.last_time(found) == "Last time: 2026-02-01, Eggs."
    assert text.due(found) == "No drill is due today."
    later = suggested(a_play(1), due=2, last="2026-03-01T09:00:00+00:00")
    assert text.last_time(later) == "Last time: 2026-03-01, a drill."
    assert text.due(later) == "2 drills are due: about 2 minutes."
    assert text.due(suggested(a_play(1), due=None)) == "Drills: being counted."


def test_what_is_unfinished_is_suggested_before_all_else() -> None:
    found = suggested(a_play(2, ended=False), a_play(1, "night"), due=5)
    assert isinstance(found.opens, Played)
    assert found.opens.play.number == 2
    assert text.next_step(found) == "Next: continue Eggs."
    assert text.why(found) == "You left it unfinished."


def test_drills_that_are_due_are_suggested_before_a_new_scenario() -> None:
    found = suggested(a_play(1), due=1)
    assert found.opens is None
    assert found.suggestion.step == "drill"


def test_then_the_first_scenario_that_was_not_played() -> None:
    found = suggested(a_play(1))
    assert isinstance(found.opens, ToPlay)
    assert found.opens.card.id == "appointment"
    assert text.next_step(found) == "Next: The appointment."


def test_then_the_one_that_was_played_longest_ago() -> None:
    plays = (a_play(4, "night"), a_play(3), a_play(2, "appointment"), a_play(1))
    found = suggested(*plays)
    assert isinstance(found.opens, ToPlay)
    assert found.opens.card.id == "appointment"
    assert text.next_step(found) == "Next: The appointment, once more."


def test_a_filter_hides_the_suggestion() -> None:
    home = home_of(HomeData(CARDS, (a_play(1),), today=Today(0)))
    assert isinstance(next(home.entries()), Suggested)
    kept = narrowed(home, Filter(text="eggs")).entries()
    assert not any(isinstance(entry, Suggested) for entry in kept)
