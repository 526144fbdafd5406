"""The footer names the keys that do something now."""

import asyncio
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input, OptionList

from simulator.practice.demonstration import demonstration
from simulator.practice.play_options import PlayOptions
from simulator.tui.group import GroupScreen
from simulator.tui.watch import WatchScreen
from tests.patience import rounds
from tests.plays import flagship
from tests.tui.screens import Room, Story, in_room


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def lived(home: Path, story: Story, size: tuple[int, int] = (80, 24)) -> None:
    asyncio.run(in_room(home, story, loaded=flagship(), size=size))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


def footer(room: Room) -> str:
    return " ".join(room.seen().splitlines()[-1].split())


async def watched(room: Room) -> WatchScreen:
    """Open the demonstration of the flagship."""
    path = flagship().path
    assert path is not None
    screen = WatchScreen(path, demonstration(flagship()))
    room.app.push_screen(screen)
    await room.pilot.pause()
    return screen


async def asked(room: Room) -> GroupScreen:
    await room.press("enter")
    await room.press_until("enter", lambda: group(room).session.pause.asks, "a decision")
    return group(room)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_at_a_halt_it_names_the_answers(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        for dead in ("Wait", "Speak", "Try again", "Why", "Own words"):
            assert dead not in footer(room)
        await asked(room)
        assert footer(room) == "1 Speak 2 Wait o Own words ? Help q Leave"

    lived(home, story, size)


def test_at_the_words_it_says_how_many_there_are(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        await room.press("1")
        count = len(screen.session.pause.options)
        assert footer(room) == f"1-{count} Say it esc Back ? Help q Leave"
        await room.press("escape")
        assert footer(room).startswith("1 Speak 2 Wait")

    lived(home, story)


def test_it_is_composed_anew_only_if_its_keys_have_changed(home: Path) -> None:
    async def story(room: Room) -> None:
        def keys() -> list[Widget]:
            return list(room.app.screen.query("FooterKey"))

        screen = await asked(room)
        at_the_halt = keys()
        assert len(at_the_halt) > 3
        screen.refresh_bindings()
        await room.press("tab", "shift+tab")
        assert keys() == at_the_halt
        await room.press("1")
        assert set(keys()).isdisjoint(at_the_halt)
        await room.pilot.resize_terminal(130, 40)
        await room.pilot.pause()
        assert not any(key.has_class("-compact") for key in keys())

    lived(home, story)


def test_in_a_field_it_names_only_what_is_no_letter(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("o")
        assert footer(room) == "enter Save esc Back f1 Help"
        await room.press("question_mark", "f1")
        assert "Save your own words" in room.seen()

    lived(home, story)


def test_why_is_there_only_while_there_is_a_reason(home: Path) -> None:
    async def story(room: Room) -> None:
        await asked(room)
        await room.press("1", "1")
        assert "y Why" in footer(room)
        assert "b Try again" in footer(room)
        await room.press("y")
        assert "y Why" not in footer(room)
        assert "b Try again" in footer(room)

    lived(home, story)


def test_at_the_end_enter_opens_the_debrief(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        for _ in rounds(lambda: screen.session.ended, "the end of the play"):
            screen.action_wait()
        await room.wait(lambda: "Debrief" in footer(room), "the footer of the end")
        assert footer(room).startswith("enter Debrief")
        assert "b Try again" in footer(room)
        assert "Continue" not in footer(room)
        assert "Faster" not in footer(room)

    lived(home, story)


def test_at_the_end_of_a_demonstration_one_can_lead_or_leave(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await watched(room)
        assert footer(room).startswith("enter Continue")
        for _ in rounds(lambda: screen.session.ended, "the end of the play"):
            screen.next_turn()
        await room.pilot.pause()
        assert footer(room) == "l Lead it ? Help esc Library"
        assert "space" not in screen.active_bindings

    lived(home, story)


def test_the_pause_key_resumes_a_paused_group(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        assert "space Pause" in footer(room)
        await room.press("space")
        assert "space Resume" in footer(room)
        assert "Space: resume." in room.seen()
        helped = [key.help for key in group(room).keys if key.id == "group.pause"]
        assert helped == ["Resume the group, or pause."]
        await room.press("space")
        assert "space Pause" in footer(room)

    live = PlayOptions(mode="live", seed=1)
    asyncio.run(in_room(home, story, loaded=flagship(), play_options=live))


def test_the_pause_key_lets_a_demonstration_run(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await watched(room)
        assert not screen.runs
        assert "space Run" in footer(room)
        assert "Space: run." in room.seen()
        await room.press("space")
        assert screen.runs
        assert "space Pause" in footer(room)

    lived(home, story)


def test_nothing_is_selected_at_first_and_a_sign_marks_what_is(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        acts = len(screen.session.records)
        for key in ("enter", "1", "enter", "enter"):
            await room.press(key)
            assert screen.query_one("#words", OptionList).highlighted is None
        assert len(screen.session.records) == acts
        assert "What will you say?" in room.seen()
        floor = screen.query_one("#floor").region.y
        assert not any(row.lstrip().startswith(">") for row in room.seen().splitlines()[floor:])
        await room.press("down")
        marked = [row for row in room.seen().splitlines()[floor:] if row.lstrip().startswith(">")]
        assert len(marked) == 1
        assert "1" in marked[0]

    lived(home, story)


def test_a_click_on_the_numbers_in_the_footer_says_no_line(home: Path) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        await room.press("1")
        acts = len(screen.session.records)
        await room.pilot.click(offset=(3, 23))
        await room.pilot.pause()
        assert len(screen.session.records) == acts

    lived(home, story)


# Own words.


@pytest.mark.parametrize("key", ["enter", "escape"])
def test_own_words_are_kept_and_the_question_is_still_open(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        moment = screen.session.pause.moment
        assert moment is not None
        acts = len(screen.session.records)
        await room.press("o", *"hello", key)
        assert "Speak or wait?" in room.seen()
        assert "hello" in room.seen()
        assert screen.saved.store.own_words(screen.saved.play.id) == {moment.id: "hello"}
        await room.press("1")
        assert "Your words: hello" in room.seen()
        await room.press("escape", "2")
        assert [record.act for record in screen.session.records[acts:]] == ["wait"]

    lived(home, story)


@pytest.mark.parametrize("key", ["enter", "escape"])
def test_an_empty_field_leads_back_to_the_question(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        screen = await asked(room)
        await room.press("o", key)
        assert "Speak or wait?" in room.seen()
        assert screen.focused is screen.query_one("#words")
        assert not screen.saved.store.own_words(screen.saved.play.id)

    lived(home, story)


def test_what_was_typed_stays_if_it_cannot_be_saved(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.store.play_store import StoreProblem

    async def story(room: Room) -> None:
        screen = await asked(room)

        def refuse(text: str) -> str:
            raise StoreProblem("no room")

        monkeypatch.setattr(type(screen.saved), "own_words", lambda _, text: refuse(text))
        await room.press("o", *"hello", "escape")
        assert screen.query_one("#own-words", Input).value == "hello"
        assert screen.focused is screen.query_one("#own-words")

    lived(home, story)
