"""If the scenario of a saved play is edited, looking changes nothing, and nothing shown is lost."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Spoken
from simulator.messages import say
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch, origins
from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.scenario.model import Mode
from simulator.store.export import export_text
from simulator.store.play_store import AnotherWindow, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.examples import examples
from tests.plays import begun, go_on, look_back, play_to_the_end, written
from tests.practice.two_moments import SMALL
from tests.strategies import CHOICES, Data, as_yaml, on_offer, scenarios

pytestmark = pytest.mark.slow

RENAMED = SMALL.replace("cue: first", "cue: renamed")
REWORDED = SMALL.replace("Before.", "Before, then.")
TAKE = Take("contain")


def decided(store: SqliteStore, folder: Path) -> SavedPlay:
    """A play of the small scenario, left at its second question."""
    saved = begun(store, written(folder, SMALL))
    for act in (WAIT, WAIT, TAKE, WAIT, WAIT):
        saved.act(act)
    return saved


def everything(store: SqliteStore) -> object:
    return json.loads(export_text(store))


def heard(saved: SavedPlay) -> list[str]:
    return [event.text for event in saved.session.events if isinstance(event, Spoken)]


def choices(saved: SavedPlay) -> list[tuple[str, str]]:
    return [(record.moment, record.option) for record in saved.session.records if record.moment]


def shown(store: SqliteStore) -> list[list[str]]:
    """What each play shows that can be found in the store."""
    return [heard(look_back(store, play)) for play in [*store.plays(), *store.replaced()]]


EDITS = pytest.mark.parametrize(
    "text", [RENAMED, REWORDED, "scenario: [", SMALL.replace("scenario: small", "scenario: other")]
)


@EDITS
def test_looking_at_a_play_whose_scenario_was_edited_changes_nothing_in_the_store(
    store: SqliteStore, tmp_path: Path, text: str
) -> None:
    saved = decided(store, tmp_path / "small")
    before = (tmp_path / "learner.sqlite3").read_bytes()
    (tmp_path / "small" / "scenario.yaml").write_text(text, "utf-8")
    go_on(store, saved.play)
    look_back(store, saved.play)
    assert (tmp_path / "learner.sqlite3").read_bytes() == before


@EDITS
def test_a_file_that_is_put_back_leaves_every_decision_where_it_was(
    store: SqliteStore, tmp_path: Path, text: str
) -> None:
    saved = decided(store, tmp_path / "small")
    file = tmp_path / "small" / "scenario.yaml"
    file.write_text(text, "utf-8")
    go_on(store, saved.play)
    file.write_text(SMALL, "utf-8")
    again = go_on(store, store.unfinished()[0])
    assert again.resumed.changes == ()
    assert (again.play.id, heard(again), choices(again)) == (
        saved.play.id,
        heard(saved),
        choices(saved),
    )


def test_turns_that_are_heard_again_before_a_decision_are_not_saved(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    before = everything(store)
    written(tmp_path / "small", RENAMED)
    again = go_on(store, saved.play)
    while not again.session.pause.asks:
        again.act(WAIT)
    assert everything(store) == before
    assert heard(go_on(store, saved.play)) == heard(again)


@pytest.mark.parametrize("act", [TAKE, WAIT])
def test_the_first_decision_in_the_edited_version_continues_the_play_and_the_old_one_stays(
    store: SqliteStore, tmp_path: Path, act: Act
) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", REWORDED)
    again = go_on(store, saved.play)
    assert again.resumed.changes[0] == say("plays.edited")
    again.act(act)
    assert again.play.id != saved.play.id
    assert [play.id for play in store.unfinished()] == [again.play.id]
    assert [play.id for play in store.replaced()] == [saved.play.id]
    assert heard(look_back(store, saved.play)) == heard(saved)
    assert heard(look_back(store, again.play)) == heard(again)
    again.act(WAIT)
    assert heard(look_back(store, again.play)) == heard(again)


def test_own_words_continue_the_play_too(store: SqliteStore, tmp_path: Path) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", REWORDED)
    again = go_on(store, saved.play)
    again.own_words("In my own words.")
    assert again.play.id != saved.play.id
    assert store.own_words(again.play.id) == {"second": "In my own words."}
    assert store.own_words(saved.play.id) == {}
    again.act(TAKE)
    assert heard(go_on(store, again.play)) == heard(again)


def test_the_end_of_the_meeting_is_saved_also_without_a_decision(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    saved.act(TAKE)
    written(tmp_path / "small", REWORDED)
    again = go_on(store, saved.play)
    while not again.session.ended:
        again.act(WAIT)
    assert [play.id for play in store.finished()] == [again.play.id]
    assert heard(look_back(store, again.play)) == heard(again)


def test_what_an_edit_changed_is_said_again_until_something_is_decided(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", RENAMED)
    first = go_on(store, saved.play).resumed
    assert any("'first', where you made a decision, is gone" in change for change in first.changes)
    again = go_on(store, saved.play)
    assert again.resumed == first
    while again.continuation is not None:
        again.act(WAIT)
    assert go_on(store, again.play).resumed.changes == ()


def test_a_decision_that_cannot_be_saved_has_not_happened(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", REWORDED)
    again = go_on(store, saved.play)
    before = everything(store)

    def full(*_: object) -> None:
        raise StoreProblem("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "replace", full)
        with pytest.raises(StoreProblem, match="full"):
            again.act(TAKE)
    assert everything(store) == before
    assert again.continuation is not None
    again.act(TAKE)
    assert heard(look_back(store, again.play)) == heard(again)


def test_a_first_decision_whose_save_failed_after_it_reached_the_disk_is_not_there_twice(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = decided(store, tmp_path / "small")
    other = branch(store, saved, "first")
    written(tmp_path / "small", REWORDED)
    again = go_on(store, saved.play)

    @contextmanager
    def late(kind: str = "IMMEDIATE") -> Iterator[None]:
        with type(store._database).transaction(store._database, kind):
            yield
        raise StoreProblem("The folder cannot be written.")

    with monkeypatch.context() as patched:
        patched.setattr(store._database, "transaction", late)
        with pytest.raises(StoreProblem, match="folder"):
            again.act(TAKE)
    again.act(WAIT)
    assert choices(look_back(store, again.play))[-1] == ("second", "")
    assert {play.id for play in store.plays()} == {again.play.id, other.play.id}
    assert [play.id for play in store.branches(again.play.id)] == [other.play.id]


@pytest.mark.parametrize("also", [SMALL, REWORDED])
def test_another_scenario_in_the_file_does_not_become_this_play(
    store: SqliteStore, tmp_path: Path, also: str
) -> None:
    saved = decided(store, tmp_path / "small")
    written(
        tmp_path / "small", also.replace("scenario: small", "scenario: other").replace("Ben", "Bea")
    )
    again = go_on(store, saved.play)
    assert "another scenario" in again.resumed.changes[0]
    assert heard(again) == heard(saved)
    again.act(TAKE)
    assert again.play.id == saved.play.id


def test_a_play_that_was_over_before_the_edit_is_over(store: SqliteStore, tmp_path: Path) -> None:
    saved = decided(store, tmp_path / "small")
    play_to_the_end(saved)
    store._db.execute("UPDATE play SET ended = NULL")
    written(tmp_path / "small", RENAMED)
    assert go_on(store, store.unfinished()[0]).session.ended
    assert [play.id for play in store.finished()] == [saved.play.id]


# Going back.


def continued(store: SqliteStore, folder: Path, text: str = RENAMED) -> tuple[SavedPlay, SavedPlay]:
    """A play, and the one that continues it in an edited version."""
    saved = decided(store, folder)
    written(folder, text)
    again = go_on(store, saved.play)
    while again.continuation is not None:
        again.act(WAIT)
    return saved, again


def test_one_can_go_back_to_a_play_that_was_continued(store: SqliteStore, tmp_path: Path) -> None:
    saved, again = continued(store, tmp_path / "small")
    (replaced,) = store.replaced()
    back = go_on(store, replaced)
    assert heard(back) == heard(saved)
    assert str(again.play.number) in back.resumed.changes[0]
    back.act(TAKE)
    assert back.play.id == saved.play.id
    assert {play.id for play in store.unfinished()} == {saved.play.id, again.play.id}


def test_where_the_file_is_put_back_after_a_decision_the_way_back_is_said(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved, again = continued(store, tmp_path / "small")
    written(tmp_path / "small", SMALL)
    assert any(
        f"--resume {saved.play.number}" in change
        for change in go_on(store, again.play).resumed.changes
    )


def test_a_play_says_which_it_continues_and_which_continues_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved, again = continued(store, tmp_path / "small")
    assert origins(store, store.replaced()[0]) == [
        f"Session {again.play.number} continues this one in an edited version of the scenario."
    ]
    assert origins(store, again.play) == [
        f"This continues session {saved.play.number}, which was begun before the scenario was edited."
    ]


def test_a_branch_off_a_play_in_an_edited_version_saves_that_version_first(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", REWORDED)
    again = go_on(store, saved.play)
    other = branch(store, again, moments_met(again)[0][0])
    assert other.play.branch_of == again.play.id != saved.play.id
    assert "Before, then." in heard(look_back(store, other.play))
    assert heard(look_back(store, saved.play)) == heard(saved)


# Two windows.


def two_windows(store: SqliteStore, folder: Path) -> tuple[SavedPlay, SavedPlay]:
    """Return a play as one window has it, and as another opens it after an edit."""
    here = decided(store, folder)
    written(folder, REWORDED)
    return here, go_on(store, here.play)


def test_a_window_in_which_play_goes_on_loses_nothing_to_one_that_opens_the_edited_version(
    store: SqliteStore, tmp_path: Path
) -> None:
    here, _ = two_windows(store, tmp_path / "small")
    play_to_the_end(here, speak=True)
    assert [play.id for play in store.finished()] == [here.play.id]
    assert heard(look_back(store, here.play)) == heard(here)


def test_both_windows_are_found_again_where_one_continues_in_the_edited_version(
    store: SqliteStore, tmp_path: Path
) -> None:
    here, there = two_windows(store, tmp_path / "small")
    there.act(TAKE)
    here.act(TAKE)
    play_to_the_end(here)
    assert heard(here) in shown(store)
    assert heard(there) in shown(store)
    assert {play.id for play in store.plays()} == {here.play.id, there.play.id}


@pytest.mark.parametrize(
    "then",
    [
        lambda saved: saved.act(TAKE),
        lambda saved: saved.act(WAIT),
        lambda saved: saved.own_words("Late."),
        SavedPlay.save_edited,
    ],
)
def test_a_window_that_was_overtaken_is_told_and_nothing_of_it_is_saved(
    store: SqliteStore, tmp_path: Path, then: Callable[[SavedPlay], object]
) -> None:
    here, there = two_windows(store, tmp_path / "small")
    here.act(TAKE)
    before = everything(store)
    with pytest.raises(AnotherWindow, match="another window"):
        then(there)
    assert everything(store) == before


def test_of_two_windows_in_the_edited_version_the_first_to_decide_continues_the_play(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", REWORDED)
    here, there = go_on(store, saved.play), go_on(store, saved.play)
    here.act(TAKE)
    with pytest.raises(AnotherWindow):
        there.act(WAIT)
    assert there.play.id == saved.play.id
    assert [play.id for play in store.unfinished()] == [here.play.id]


def test_own_words_of_a_window_that_was_overtaken_do_not_replace_those_of_the_other(
    store: SqliteStore, tmp_path: Path
) -> None:
    here = decided(store, tmp_path / "small")
    there = go_on(store, here.play)
    here.own_words("Mine.")
    here.act(TAKE)
    with pytest.raises(AnotherWindow):
        there.own_words("Late.")
    assert store.own_words(here.play.id) == {"second": "Mine."}


# Whatever is edited.


@st.composite
def edited(draw: st.DrawFn, data: Data) -> Data:
    """The scenario with steps taken out, put in, moved or renamed."""
    script = list(data["script"])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(script)))
        match draw(st.sampled_from(("turn", "moment", "cut", "move", "option"))):
            case "turn":
                script.insert(at, {"ben": "edited"})
            case "moment":
                new = [{"do": "frame", "say": "x", "credit": 1}]
                if not any(step.get("cue") == "put-in" for step in script):
                    script.insert(at, {"cue": "put-in", "turns": [{"ben": "x"}], "options": new})
            case "cut":
                if at < len(script) and {"ben", "priya", "vary"} & script[at].keys():
                    del script[at]
            case "move":
                if at + 1 < len(script) and {"ben", "priya"} & script[at].keys():
                    script[at], script[at + 1] = script[at + 1], script[at]
            case _:
                options = script[at].get("options", []) if at < len(script) else []
                if len(options) > 1:
                    script[at] = {**script[at], "options": options[1:]}
    return {**data, "script": script}


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[str, str]:
    data = draw(scenarios())
    return as_yaml(data), as_yaml(draw(edited(data)))


def led_by(saved: SavedPlay, choice: int) -> None:
    """Do one act; every third choice first writes own words, if they are asked for."""
    if saved.session.ended:
        return
    if choice % 3 == 0 and saved.session.pause.asks:
        saved.own_words(f"Words {choice}.")
    acts = on_offer(saved.session.setup, saved.session.state)
    saved.act(acts[choice % len(acts)])


def found_again(store: SqliteStore, saved: SavedPlay) -> bool:
    """Return True if the play that a window shows has every decision, and replays all turns."""
    play = store.play(saved.play.id)
    assert play is not None
    again = look_back(store, play)
    if saved.continuation is None:
        return (
            heard(again)[: len(heard(saved))] == heard(saved)
            and saved.said_own.items() <= again.said_own.items()
        )
    return choices(saved) == choices(again)[: len(choices(saved))]


@pytest.mark.parametrize("mode", ["guided", "live"])
@settings(examples(20, usually=12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=two_versions(), first=CHOICES, then=st.lists(st.integers(0, 1_000), max_size=12))
def test_whatever_is_edited_no_other_act_is_taken_and_none_is_lost_in_any_window(
    tmp_path: Path, versions: tuple[str, str], first: list[int], then: list[int], mode: Mode
) -> None:
    with TemporaryDirectory(dir=tmp_path) as folder:
        store = SqliteStore(Path(folder) / "learner.sqlite3")
        file = Path(folder) / "made-up" / "scenario.yaml"
        windows = [begun(store, written(file.parent, versions[0]), PlayOptions(mode, seed=3))]
        for choice in first:
            led_by(windows[0], choice)
        file.write_text(versions[1], "utf-8")
        before = everything(store)
        if store.unfinished():
            windows.append(go_on(store, store.unfinished()[0]))
            assert choices(windows[1]) == choices(windows[0])[: len(choices(windows[1]))]
        assert everything(store) == before
        for number, choice in enumerate(then):
            here = number % len(windows)
            if choice % 7 == 0:
                file.write_text(versions[choice % 2], "utf-8")
            try:
                led_by(windows[here], choice)
            except AnotherWindow:
                play = store.play(windows[here].play.id)
                assert play is not None
                windows[here] = go_on(store, play)
            assert all(found_again(store, saved) for saved in windows)
        store.close()
