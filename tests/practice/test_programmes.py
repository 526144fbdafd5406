"""A programme continues from session to session, also after a break, an edit or a move."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.engine.setup import FeedbackTime
from simulator.library import find_programmes
from simulator.library.changed_files import kind_of
from simulator.library.find_programmes import find_programme, library_programmes
from simulator.library.programmes import is_programme
from simulator.library.workspace import Workspace
from simulator.practice.home import HomeData, ToFollow, home_of
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin, branch, following, go_on
from simulator.practice.programmes import NotPlayable, Part, first_part, next_part, to_go_on
from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.scenario.model import Mode
from simulator.store.play_store import Place
from simulator.store.sqlite import SqliteStore
from tests.library.caches import HARMS, forge, read_entry
from tests.plays import decide, play_to_the_end
from tests.programmes import EVENING, evening
from tests.workspaces import SHIPPED, load, workspace_at


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def file(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return evening(home)


@pytest.fixture
def store(home: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(home / "learner.sqlite3")
    yield opened
    opened.close()


def begun(
    home: Path, store: SqliteStore, part: Part, play_options: PlayOptions | None = None
) -> SavedPlay:
    """Begin a part."""
    return begin(
        workspace_at(home),
        store,
        part.load(workspace_at(home)),
        play_options or part.play_options(PlayOptions(seed=1)),
        part,
    )


def led(
    home: Path, store: SqliteStore, part: Part, play_options: PlayOptions | None = None
) -> SavedPlay:
    """Lead a part to its end."""
    saved = begun(home, store, part, play_options)
    play_to_the_end(saved)
    return saved


def to_follow(home: Path, store: SqliteStore) -> list[ToFollow]:
    made = home_of(HomeData((), store.plays(), programmes=library_programmes(workspace_at(home))))
    return [entry for entry in made.entries() if isinstance(entry, ToFollow)]


def evening_part(home: Path) -> Part:
    programme = find_programme(workspace_at(home), "an-evening")
    assert programme is not None
    return first_part(programme)


def test_a_programme_goes_from_the_first_session_to_the_second_and_ends(
    home: Path, file: Path, store: SqliteStore
) -> None:
    first = led(home, store, evening_part(home))
    assert (first.play.scenario, first.play.mode, first.play.feedback) == ("eggs", "live", "end")
    second = following(workspace_at(home), first)
    assert second is not None
    assert second.as_text == "An evening, 2 of 2"
    after = led(home, store, second)
    assert (after.play.scenario, after.play.mode, after.play.feedback) == ("night", "guided", "now")
    assert (after.play.programme, after.play.part, after.play.follows) == (
        "an-evening",
        1,
        first.play.id,
    )
    assert following(workspace_at(home), after) is None


def test_nothing_follows_before_the_end_nor_after_a_play_of_no_programme(
    home: Path, file: Path, store: SqliteStore
) -> None:
    part = evening_part(home)
    assert (
        following(
            workspace_at(home),
            begin(
                workspace_at(home),
                store,
                part.load(workspace_at(home)),
                part.play_options(PlayOptions(seed=1)),
                part,
            ),
        )
        is None
    )
    alone = begin(workspace_at(home), store, part.load(workspace_at(home)), PlayOptions(seed=1))
    play_to_the_end(alone)
    assert following(workspace_at(home), alone) is None


def test_a_programme_that_was_broken_off_between_two_sessions_stands_among_what_to_go_on_with(
    home: Path, file: Path, store: SqliteStore
) -> None:
    assert [entry.going for entry in to_follow(home, store)] == [False]
    assert not to_follow(home, store)[0].begun
    first = led(home, store, evening_part(home))
    going, whole = to_follow(home, store)
    assert (going.going, going.part.number, going.part.follows) == (True, 1, first.play.id)
    assert (whole.going, whole.begun, whole.finished) == (False, True, False)
    led(home, store, going.part)
    (whole,) = to_follow(home, store)
    assert whole.finished


def test_a_session_in_the_middle_is_gone_on_with_as_a_play_and_the_programme_goes_on_after_it(
    home: Path, file: Path, store: SqliteStore
) -> None:
    saved = begun(home, store, evening_part(home))
    saved.act(WAIT)
    assert not any(entry.going for entry in to_follow(home, store))
    again = go_on(workspace_at(home), store, store.unfinished()[0])
    play_to_the_end(again)
    assert following(workspace_at(home), again) is not None


def test_the_place_in_a_programme_outlives_an_edit_of_the_scenario(
    home: Path, file: Path, store: SqliteStore
) -> None:
    saved = begun(home, store, evening_part(home))
    saved.act(WAIT)
    scenario = file.parents[1] / "eggs" / "scenario.yaml"
    scenario.write_text(scenario.read_text("utf-8").replace("I contain.", "I do contain."), "utf-8")
    again = go_on(workspace_at(home), store, store.unfinished()[0])
    decide(again)
    assert again.play.id != saved.play.id
    assert (again.play.programme, again.play.part) == ("an-evening", 0)
    play_to_the_end(again)
    assert following(workspace_at(home), again) is not None


def test_another_way_leaves_the_programme_where_it_was(
    home: Path, file: Path, store: SqliteStore
) -> None:
    first = led(home, store, evening_part(home))
    other = branch(store, first, moments_met(first)[0][0])
    play_to_the_end(other)
    assert (other.play.programme, other.play.follows) == ("", None)
    after = following(workspace_at(home), other)
    assert after is not None
    assert after.follows == first.play.id
    assert [entry.part.follows for entry in to_follow(home, store) if entry.going] == [
        first.play.id
    ]


def test_another_mode_chosen_in_one_session_holds_for_the_next(
    home: Path, file: Path, store: SqliteStore
) -> None:
    file.write_text(EVENING.replace("guided, feedback: now", "live, feedback: end"), "utf-8")
    first = led(home, store, evening_part(home), PlayOptions("guided", "now", 1))
    second = following(workspace_at(home), first)
    assert second is not None
    assert (second.mode, second.feedback) == ("guided", "now")
    asked = following(workspace_at(home), led(home, store, evening_part(home)))
    assert asked is not None
    assert (asked.mode, asked.feedback) == ("live", "end")


def test_a_programme_that_was_moved_is_found_by_its_id(
    home: Path, file: Path, store: SqliteStore
) -> None:
    first = led(home, store, evening_part(home))
    moved = replace(first.play, place=Place("", f"/gone/{file.name}"))
    part = next_part(moved, [moved], library_programmes(workspace_at(home)))
    assert part is not None
    assert part.programme.path == str(file)
    assert [
        part.number
        for part in to_go_on(
            [replace(moved, ended="today")], library_programmes(workspace_at(home))
        )
    ] == [1]


def test_a_programme_that_is_gone_stops_nothing(home: Path, file: Path, store: SqliteStore) -> None:
    first = led(home, store, evening_part(home))
    file.unlink()
    assert following(workspace_at(home), first) is None
    assert to_follow(home, store) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            EVENING.replace("scenario: eggs", "scenario: egs"),
            "There is no scenario 'egs'. Did you mean 'eggs'?",
        ),
        (
            EVENING.replace("two-case-90", "two-case-9"),
            "There is no format 'two-case-9'. Did you mean 'two-case-90'?",
        ),
        (EVENING.replace("title:", "titel:"), "There is no key 'titel' here."),
        ("programme: [", "The [ that opens here is not closed."),
        ("programme: an-evening\ntitle: x\nformat: two-case-90\nsessions: []\n", "sessions"),
    ],
)
def test_a_programme_that_does_not_load_says_so_and_stops_nothing(
    home: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    evening(home, text)
    (entry,) = to_follow(home, store)
    assert said in entry.programme.problem
    with pytest.raises(NotPlayable, match="does not load"):
        entry.part.load(workspace_at(home))


def test_a_scenario_that_is_gone_or_broken_since_is_told_when_its_turn_comes(
    home: Path, file: Path, store: SqliteStore
) -> None:
    part = evening_part(home)
    scenario = file.parents[1] / "eggs" / "scenario.yaml"
    scenario.write_text("scenario: [", "utf-8")
    with pytest.raises(NotPlayable, match="'eggs' does not load"):
        part.load(workspace_at(home))
    scenario.unlink()
    with pytest.raises(NotPlayable, match="no scenario 'eggs'"):
        part.load(workspace_at(home))


def test_programmes_that_have_not_changed_are_not_read_again(
    home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = library_programmes(workspace_at(home))
    assert list(read_entry(home / "cache" / "programmes.json")) == [str(file)]

    def read(workspace: Workspace, path: Path) -> None:
        raise AssertionError("a programme was read")

    with monkeypatch.context() as patched:
        patched.setattr(find_programmes, "read_programme", read)
        assert library_programmes(workspace_at(home)) == first
    file.write_text(EVENING.replace("An evening", "Another evening"), "utf-8")
    assert [programme.title for programme in library_programmes(workspace_at(home))] == [
        "Another evening"
    ]


def test_a_programme_of_ones_own_finds_its_scenarios_beside_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = evening(home)
    mine = home / "mine" / "evening-two.yaml"
    mine.parent.mkdir()
    (file.parents[1] / "eggs").rename(mine.parent / "eggs")
    mine.write_text(
        EVENING.replace("an-evening", "evening-two").replace("scenario: night", "scenario: eggs"),
        "utf-8",
    )
    programme = find_programme(workspace_at(home), str(mine))
    assert programme is not None
    assert programme.problem == ""
    loaded = first_part(programme).load(workspace_at(home))
    assert loaded.path == mine.parent / "eggs" / "scenario.yaml"
    assert load(loaded.path).scenario is not None


THREE = """\
programme: an-evening
title: An evening
format: two-case-90
sessions:
  - {scenario: eggs, mode: guided, feedback: end}
  - {scenario: night, mode: live, feedback: end}
  - {scenario: eggs, mode: guided, feedback: now}
"""


@pytest.mark.parametrize(
    ("chosen", "after"),
    [
        ([("guided", "end"), ("live", "end")], [("live", "end"), ("guided", "now")]),
        ([("live", "end"), ("live", "end")], [("live", "end"), ("live", "now")]),
        ([("guided", "now"), ("live", "now")], [("live", "now"), ("guided", "now")]),
        ([("live", "end"), ("guided", "end")], [("live", "end"), ("guided", "now")]),
    ],
)
def test_what_was_chosen_in_a_session_holds_for_all_that_follow(
    home: Path,
    store: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
    chosen: list[tuple[Mode, FeedbackTime]],
    after: list[tuple[Mode, FeedbackTime]],
) -> None:
    evening(home, THREE)
    part: Part | None = evening_part(home)
    for (mode, feedback), wanted in zip(chosen, after, strict=True):
        assert part is not None
        led_part = led(home, store, part, PlayOptions(mode, feedback, 1))
        part = following(workspace_at(home), led_part)
        assert part is not None
        assert (part.mode, part.feedback) == wanted


def test_a_scenario_that_comes_back_is_seen_though_the_programme_was_not_touched(
    home: Path,
    file: Path,
) -> None:
    scenario = file.parents[1] / "eggs"
    scenario.rename(scenario.with_name("away"))
    assert "G101" in library_programmes(workspace_at(home))[0].problem
    scenario.with_name("away").rename(scenario)
    assert library_programmes(workspace_at(home))[0].problem == ""
    scenario.rename(scenario.with_name("away"))
    assert "G101" in library_programmes(workspace_at(home))[0].problem


SESSIONS = [
    {"scenario": 5, "mode": "live", "feedback": "now"},
    {"scenario": "eggs", "mode": "other", "feedback": "now"},
    5,
]


@pytest.mark.parametrize(
    "harm",
    [
        ("title", 5),
        ("title", "\x1b"),
        ("meetings", []),
        ("path", None),
        *(("meetings", [one]) for one in SESSIONS),
    ],
)
def test_a_cache_with_wrong_values_is_made_anew(
    home: Path, file: Path, harm: tuple[str, object]
) -> None:
    first = library_programmes(workspace_at(home))
    cache = home / "cache" / "programmes.json"
    saved = read_entry(cache)
    saved[str(file)][1][harm[0]] = harm[1]
    forge(cache, kind_of(workspace_at(home).shipped, find_programmes.FORM).form, saved)
    assert library_programmes(workspace_at(home)) == first


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_cache_is_made_anew(home: Path, file: Path, harm: bytes) -> None:
    first = library_programmes(workspace_at(home))
    (home / "cache" / "programmes.json").write_bytes(harm)
    assert library_programmes(workspace_at(home)) == first


@pytest.mark.parametrize(
    "text", ["\ufeff" + EVENING, EVENING.replace("programme:", '"programme":'), "x"]
)
def test_a_file_among_programmes_is_one_and_elsewhere_it_has_to_say_so(
    home: Path, text: str
) -> None:
    for folder in ("programmes", "elsewhere"):
        (home / folder).mkdir()
        (home / folder / "an-evening.yaml").write_text(text, "utf-8")
    assert is_programme(home / "programmes" / "an-evening.yaml")
    assert is_programme(home / "elsewhere" / "an-evening.yaml") == (text != "x")
    (home / "elsewhere" / "scenario.yaml").write_text(f"scenario: x\n{text}", "utf-8")
    assert not is_programme(home / "elsewhere" / "scenario.yaml")


def test_a_name_that_no_disk_takes_is_nobodys(home: Path) -> None:
    assert find_programme(workspace_at(home), "x" * 400) is None


def installed_elsewhere(home: Path, file: Path) -> Path:
    """Another installation of the program, which has the same programme; return its file there."""
    there = home / "python3.11" / "_scenarios"
    (there / "catalogue").mkdir(parents=True)
    (there / "programmes").mkdir()
    return Path(shutil.copy(file, there / "programmes" / file.name))


@pytest.mark.parametrize("gone", [False, True])
def test_a_play_of_before_the_environment_was_moved_still_belongs_to_its_programme(
    home: Path, file: Path, store: SqliteStore, gone: bool
) -> None:
    there = installed_elsewhere(home, file)
    first = led(home, store, evening_part(home))
    second = following(workspace_at(home), first)
    assert second is not None
    led(home, store, second)
    store._db.execute("INSERT OR REPLACE INTO place SELECT number, '', ? FROM play", (str(there),))
    if gone:
        there.unlink()
    (whole,) = to_follow(home, store)
    assert (whole.begun, whole.finished) == (True, True)
    assert [
        part.programme.path
        for part in to_go_on(store.plays()[1:], library_programmes(workspace_at(home)))
    ] == [str(file)]


def test_a_programme_of_ones_own_is_told_from_one_of_the_same_id_in_the_library(
    home: Path, file: Path, store: SqliteStore
) -> None:
    own = home / "own" / "programmes" / file.name
    shutil.copytree(file.parents[1], own.parents[1])
    own.write_text(file.read_text("utf-8").replace("An evening", "My own"), "utf-8")
    programme = find_programme(workspace_at(home), str(own))
    assert programme is not None
    saved = led(home, store, first_part(programme))
    assert (saved.play.programme, saved.play.place.programme) == (file.stem, str(own))
    assert [entry.begun for entry in to_follow(home, store) if not entry.going] == [False]
    after = following(workspace_at(home), saved)
    assert after is not None
    assert after.programme.title == "My own"


def test_a_play_is_gone_on_with_here_though_the_installation_it_was_begun_in_still_exists(
    home: Path, store: SqliteStore
) -> None:
    saved = begin(
        workspace_at(home), store, load(SHIPPED / "tutorial" / "scenario.yaml"), PlayOptions(seed=1)
    )
    saved.act(WAIT)
    there = home / "python3.11" / "_scenarios"
    (there / "catalogue").mkdir(parents=True)
    shutil.copytree(SHIPPED / "tutorial", there / "tutorial")
    old = there / "tutorial" / "scenario.yaml"
    old.write_text(old.read_text("utf-8").replace("title: ", "title: Old "), "utf-8")
    store._db.execute("INSERT INTO place SELECT number, ?, '' FROM play", (str(old),))
    assert go_on(workspace_at(home), store, store.unfinished()[0]).resumed.changes == ()
    shutil.rmtree(there)
    assert go_on(workspace_at(home), store, store.unfinished()[0]).resumed.changes == ()
