"""Sitting in the circle: own words, the pace of live play, another way, and a demonstration to
watch.
"""

import asyncio
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.practice.demonstration import NoDemonstration, demonstration
from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import FASTEST, USUAL
from simulator.render.pace import BREATH, SILENCE, quicker, seconds
from simulator.render.transcript import Line
from simulator.scenario.model import Mode
from simulator.store.export import export_text
from simulator.store.sqlite import SqliteStore
from simulator.tui import meeting_screen as round_module
from simulator.tui.branch import BranchScreen
from simulator.tui.circle import Circle
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.transcript import Transcript
from simulator.tui.watch import WatchScreen
from tests.plays import begun, flagship, play_to_the_end, written
from tests.scripts import CUE, HEAD, LEAVE
from tests.tui.clock import AGES, clock_of_meetings
from tests.tui.screens import Room, Story, in_room


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def lived(
    home: Path,
    story: Story,
    *,
    size: tuple[int, int] = (80, 24),
    play_options: PlayOptions | None = None,
) -> None:
    asyncio.run(in_room(home, story, loaded=flagship(), play_options=play_options, size=size))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


async def asked(room: Room) -> GroupScreen:
    """Sit down and listen to the first halt."""
    await room.press("enter")
    screen = group(room)
    await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
    return screen


def heard(room: Room) -> str:
    return room.app.screen.query_one(Transcript).text


# Own words.


def test_what_the_leader_would_say_is_kept_before_any_line_is_seen(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        moment = screen.session.pause.moment
        assert moment is not None
        await room.press("o", *"Let us hear it", "enter")
        assert "Speak or wait?" in room.seen()
        await room.press("1")
        assert "Your words: Let us hear it" in room.seen()
        assert "What will you say?" in room.seen()
        assert screen.saved.store.own_words(screen.saved.play.id) == {moment.id: "Let us hear it"}
        await room.press("1")
        assert screen.session.records[-1].act == "take"

    lived(home, story)


def test_letters_typed_into_a_field_are_letters_and_no_keys(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        saved = len(screen.session.records)
        await room.press("o", *"qwib12y?", "escape")
        assert group(room) is screen
        assert len(screen.session.records) == saved
        assert "Speak or wait?" in room.seen()

    lived(home, story)


def test_a_hundred_kilobytes_pasted_into_the_field_do_no_harm(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        moment = screen.session.pause.moment
        assert moment is not None
        await room.press("o")
        from textual.events import Paste

        room.app.post_message(Paste("so \x1b[31m" * 12_500))
        await room.press("enter")
        saved = screen.saved.store.own_words(screen.saved.play.id)[moment.id]
        assert len(saved) <= 2_000
        assert "\x1b" not in saved

    lived(home, story)


# The circle.


@pytest.mark.parametrize(("size", "line"), [((80, 24), True), ((60, 20), True), ((120, 40), False)])
def test_the_circle_stands_beside_the_transcript_or_is_a_line(
    home: Path, size: tuple[int, int], line: bool
) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        assert screen.query_one(Circle).compact is line
        for person in ("Lorna", "Davey", "Hanneke", "You"):
            assert person in room.seen()
        await room.press("i")
        assert screen.query_one(Circle).compact is line

    lived(home, story, size=size)


def test_the_presenter_moves_back_when_the_group_takes_the_case_over(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store)
    while saved.session.view().phase != "group-work":
        saved.act(WAIT)
    store.close()

    async def story(room: Room) -> None:
        assert "(Lorna" in room.seen()

    asyncio.run(in_room(home, story, resume=True))


EDITED = HEAD + "script:\n" + "".join(f"  {row}\n" for row in (CUE + LEAVE).splitlines())


def left(home: Path, mode: Mode = "guided") -> int:
    """A play left after its first decision, whose scenario was edited afterwards; return its
    number.
    """
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store, written(home / "on-stage", EDITED), PlayOptions(mode, seed=1))
    while not saved.session.pause.asks:
        saved.act(WAIT)
    saved.act(Take("contain"))
    store.close()
    written(home / "on-stage", EDITED.replace("cue: drift", "cue: renamed"))
    return saved.play.number


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_what_an_edit_changed_is_seen_and_looking_at_it_saves_nothing(
    home: Path, mode: Mode
) -> None:
    left(home, mode)
    store = SqliteStore(home / "learner.sqlite3")
    before = export_text(store)

    async def story(room: Room) -> None:
        assert "is gone or has another name" in " ".join(heard(room).split())
        assert "another name" in heard(room)
        assert not group(room).runs, "nobody speaks before this was read"
        await room.press("q")

    asyncio.run(in_room(home, story, resume=True))
    assert export_text(store) == before
    store.close()


def test_the_first_choice_after_an_edit_continues_as_a_play_of_its_own(home: Path) -> None:
    number = left(home)

    async def story(room: Room) -> None:
        await room.press("i", "1")
        assert group(room).saved.play.number != number
        await room.press("q")
        await room.until(f"continues session {number}")

    asyncio.run(in_room(home, story, resume=True))


# Live play.


def test_live_turns_come_by_themselves_and_space_stops_them(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = clock_of_meetings(monkeypatch)

    async def story(room: Room) -> None:
        await room.press("enter")
        screen = group(room)
        assert screen.runs
        turns = screen.session.view().turns
        for turn in (1, 2):
            clock.tick(clock.waiting[0])
            assert screen.session.view().turns == turns + turn
        await room.press("space")
        assert not screen.runs
        stopped = screen.session.view().turns
        clock.tick(AGES)
        assert screen.session.view().turns == stopped
        await room.press("enter")
        assert screen.session.view().turns == stopped + 1

    lived(home, story, play_options=PlayOptions("live", seed=1))


def test_live_turns_come_by_themselves_in_a_play_that_is_continued(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(round_module, "seconds", lambda lines, pace: 0.2)

    async def leaves(room: Room) -> None:
        await room.press("enter")
        await room.press("space")

    async def returns(room: Room) -> None:
        screen = group(room)
        turns = screen.session.view().turns
        await room.wait(lambda: screen.session.view().turns > turns + 1, "two turns")

    lived(home, leaves, play_options=PlayOptions("live", seed=1))
    asyncio.run(in_room(home, returns, resume=True))


def test_nobody_goes_on_while_the_leader_chooses_words(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = clock_of_meetings(monkeypatch)

    async def story(room: Room) -> None:
        await room.press("enter")
        screen = group(room)
        await room.press("i")
        turns = screen.session.view().turns
        clock.tick(AGES)
        assert screen.session.view().turns == turns
        assert "What will you say?" in room.seen()

    lived(home, story, play_options=PlayOptions("live", seed=1))


def test_the_pace_is_changed_by_a_key_and_remembered(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        await room.press("space", "plus", "plus", "minus")
        assert group(room).room.settings.pace == USUAL + 40

    lived(home, story, play_options=PlayOptions("live", seed=1))
    assert f"pace: {USUAL + 40}" in (home / "config.yaml").read_text()


def test_reading_takes_as_long_as_there_are_words_and_a_silence_is_one() -> None:
    ten = Line("say", "Ben", "one two three four five six seven eight nine ten")
    assert seconds([ten], 200) == pytest.approx(BREATH + 3)
    assert seconds([ten, ten], 100) == pytest.approx(BREATH + 12)
    assert seconds([Line("silence", "", "")], 200) == pytest.approx(BREATH + SILENCE)
    assert quicker(FASTEST, 1) == FASTEST
    assert quicker("step", 1) == USUAL


# Another way.


def test_a_moment_is_led_another_way_and_both_plays_are_kept(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        first = screen.saved.play.id
        await room.press("i", "1")
        await room.press("b")
        assert isinstance(room.app.screen, BranchScreen)
        assert "only your first" in " ".join(room.seen().split())
        await room.press("enter")
        branch = group(room)
        assert branch is not screen
        assert branch.saved.play.branch_of == first
        assert "Speak or wait?" in room.seen()
        assert f"Session {screen.saved.play.number} was the first" in heard(room)
        await room.press("w")
        assert [record.act for record in branch.session.records if record.moment] == ["wait"]
        assert [record.act for record in branch.saved.store.records(first) if record.moment] == [
            "take"
        ]

    lived(home, story)


def test_before_any_moment_there_is_nowhere_to_go_back_to(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter", "b")
        assert "You have not made a decision yet" in room.seen()
        await room.press("enter", "escape")
        assert isinstance(room.app.screen, GroupScreen)

    lived(home, story)


def test_the_debrief_of_another_way_sets_both_side_by_side(home: Path) -> None:
    loaded = written(
        home / "on-stage",
        HEAD + "script:\n" + "".join(f"  {row}\n" for row in (CUE + LEAVE).splitlines()),
    )
    store = SqliteStore(home / "learner.sqlite3")
    play_to_the_end(begun(store, loaded))
    store.close()

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await room.skip_reaction()
        await room.until("The lesson")
        await room.press("b", "home", "enter")
        screen = group(room)
        assert screen.saved.play.branched_at == "drift"
        await room.press("i", "1")
        await room.press_until("w", lambda: screen.session.ended, "the end of the play")
        await room.press("enter")
        await room.skip_reaction()
        await room.until("The two attempts")
        assert "Only your first attempt counts" in " ".join(room.seen().split())

    asyncio.run(in_room(home, story))


# Watching.


def test_a_demonstration_shows_the_exemplary_play_with_its_reasons(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("d")
        assert isinstance(room.app.screen, WatchScreen)
        assert "A demonstration." in room.seen()
        screen = room.app.screen
        for _ in range(300):
            if screen.session.ended:
                break
            screen.next_turn()
        await room.pilot.pause()
        assert "The demonstration is over. l: lead it yourself. Esc: back." in room.seen()
        text = heard(room)
        moment = screen.session.setup.program.scenario.moments()[0]
        assert screen.session.setup.fill(moment.option("frame").why) in text
        await room.press("l")
        assert "In the circle" in room.seen()
        assert not room.app.store.plays()

    lived(home, story)


def test_where_there_is_no_exemplary_play_there_is_nothing_to_watch(tmp_path: Path) -> None:
    loaded = written(
        tmp_path / "on-stage",
        HEAD + "script:\n" + "".join(f"  {row}\n" for row in CUE.splitlines()),
    )
    with pytest.raises(NoDemonstration, match="no exemplary play"):
        demonstration(loaded)


def test_the_debrief_screen_copies_what_was_heard(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    play_to_the_end(begun(store))
    store.close()

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await room.skip_reaction()
        await room.until("The lesson")
        assert isinstance(room.app.screen, DebriefScreen)
        await room.press("c")
        assert "Lorna Beddoe:" in room.app.clipboard

    asyncio.run(in_room(home, story))


def test_live_turns_stand_still_while_another_screen_lies_above(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = clock_of_meetings(monkeypatch)

    async def story(room: Room) -> None:
        await room.press("enter")
        screen = group(room)
        for above in ("f2", "f1", "ctrl+p"):
            await room.press(above)
            turns = screen.session.view().turns
            clock.tick(AGES)
            assert screen.session.view().turns == turns, above
            await room.press("escape")
            clock.tick(clock.waiting[0])
            assert screen.session.view().turns == turns + 1, above
        await room.press("i")
        turns = screen.session.view().turns
        await room.press("f2", "escape")
        clock.tick(AGES)
        assert screen.session.view().turns == turns

    lived(home, story, play_options=PlayOptions("live", seed=1))
