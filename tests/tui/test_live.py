"""Live play on the full screen, against a clock: time stands still while the leader is speaking,
the lines do not tell a moment from none, and a session that is opened again goes on.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.events import Paste, Resize
from textual.geometry import Size
from textual.widgets import OptionList, Static

from simulator.practice.play_options import PlayOptions
from simulator.practice.settings import USUAL
from simulator.render.pace import LONGEST_SILENCE, TICK, Silence, silence_in
from simulator.render.transcript import Line
from simulator.scenario.model import LEADER
from simulator.store.sqlite import SqliteStore
from simulator.tui.branch import BranchScreen
from simulator.tui.circle import UNICODE, Circle
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.transcript import Transcript
from tests.examples import THOROUGH
from tests.live_scenario import TEXT
from tests.patience import rounds
from tests.plays import begun, written
from tests.tui.clock import AGES, Clock, clock_of_meetings
from tests.tui.screens import Room, Story, in_room, sizes

LIVE = PlayOptions("live", seed=1, feedback="end")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return clock_of_meetings(monkeypatch)


def lived(home: Path, story: Story, *, size: tuple[int, int] = (80, 24)) -> None:
    """Live a story that begins with the first turn of a live meeting."""

    async def seated(room: Room) -> None:
        await room.press("enter")
        await story(room)

    loaded = written(home / "the-held-breath", TEXT)
    asyncio.run(in_room(home, seated, loaded=loaded, play_options=LIVE, size=size))


def resumed(home: Path, story: Story) -> None:
    asyncio.run(in_room(home, story, resume=True))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


def turns(room: Room) -> int:
    return group(room).session.view().turns


def acts(room: Room) -> list[str]:
    return [record.act for record in group(room).session.records]


def heard(room: Room) -> str:
    return room.app.screen.query_one(Transcript).text


def hint(room: Room) -> str:
    return str(room.app.screen.query_one("#question", Static).content)


def footer(room: Room) -> list[str]:
    """The labels in the last row, in order."""
    found = room.app.screen.active_bindings.values()
    return list(dict.fromkeys(one.binding.description for one in found if one.binding.show))


async def until_heard(room: Room, clock: Clock, text: str) -> None:
    """Let time pass, turn by turn, until something was said."""
    for _ in rounds(lambda: text in heard(room), repr(text)):
        before = turns(room)
        for _ in rounds(lambda before=before: turns(room) != before, "a turn"):  # type: ignore[misc]
            clock.tick(TICK)
    await room.pilot.pause()


def speaking(room: Room) -> bool:
    return group(room).session.prompt.kind == "speaking"


# Time.


def test_the_group_talks_at_its_pace_and_a_pause_lasts(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        assert turns(room) == 1
        words = heard(room).split(": ")[1].split()
        assert clock.waiting == [pytest.approx(1 + len(words) * 60 / USUAL)]
        clock.tick(clock.waiting[0])
        assert turns(room) == 2
        await room.press("space")
        assert hint(room).startswith("Paused.")
        clock.tick(AGES)
        assert turns(room) == 2
        await room.press("enter")
        assert turns(room) == 3
        clock.tick(AGES)
        assert turns(room) == 3
        await room.press("space")
        assert hint(room).startswith("The group is talking.")
        clock.tick(5)
        assert turns(room) > 3

    lived(home, story)


WHILE_SPEAKING = [
    ("enter", "enter"),
    ("plus",),
    ("minus",),
    ("equals_sign",),
    ("space", "space"),
    ("space",),
    ("w",),
    ("i",),
    ("b",),
    ("y",),
    ("o",),
    ("slash", "w", "escape"),
    ("c",),
    ("tab", "shift+tab"),
    ("pageup", "pagedown"),
    ("down", "up"),
    ("question_mark", "escape"),
    ("f2", "escape"),
    ("ctrl+p", "escape"),
    ("ctrl+o", "escape"),
]
"""In this order also one after the other; Enter says a line as soon as one is selected."""

AT_A_TIME = 1 if THOROUGH else 5
"""How many of these share a start of the app."""

TOGETHER = [
    WHILE_SPEAKING[first : first + AT_A_TIME] for first in range(0, len(WHILE_SPEAKING), AT_A_TIME)
]


async def stand_still(room: Room, clock: Clock, pressed: Iterable[tuple[str, ...]]) -> None:
    """Begin to speak, press these, and see that time stands still; then let the line go."""
    await room.press("i")
    before, lines = (turns(room), acts(room)), group(room).session.prompt.offers
    for keys in pressed:
        for key in keys:
            await room.press(key)
            clock.tick(AGES)
        assert (turns(room), acts(room)) == before, keys
        assert speaking(room), keys
        assert group(room).session.prompt.offers == lines, keys
        assert "What will you say?" in room.seen(), keys
        assert lines[0].words in " ".join(room.seen().split()) or len(lines[0].words) > 60
    # Whatever was pressed, the group continues as soon as the line is let go.
    await room.press("escape")
    assert acts(room)[-1] == "let-go"
    end = clock.now + 10
    while turns(room) == before[0] and clock.now < end:
        clock.tick(TICK)
    assert turns(room) > before[0]


@pytest.mark.parametrize("pressed", TOGETHER, ids=lambda pressed: "+".join(pressed[0]))
def test_time_stands_still_while_the_leader_is_speaking(
    home: Path, clock: Clock, pressed: list[tuple[str, ...]]
) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "And you let him go home?")
        await stand_still(room, clock, pressed)

    lived(home, story)


def test_time_stands_still_outside_a_moment_whatever_is_pressed(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "Through what?")
        await stand_still(room, clock, WHILE_SPEAKING)

    lived(home, story)


def test_neither_a_new_size_nor_theme_nor_the_focus_lets_time_pass(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        await room.press("i")
        before = turns(room), acts(room)
        for width, height in ((60, 20), (200, 60), (40, 10), (80, 24)):
            size = Size(width, height)
            room.app.post_message(Resize(size, size))
            await room.pilot.pause()
            clock.tick(AGES)
        for theme in ("balint-light", "balint-contrast", "balint-dark"):
            room.app.choose("theme", theme)
            await room.pilot.pause()
            clock.tick(AGES)
        group(room).set_focus(None)
        room.app.app_focus = False
        await room.pilot.pause()
        clock.tick(AGES)
        room.app.app_focus = True
        await room.pilot.pause()
        assert (turns(room), acts(room)) == before
        assert speaking(room)
        assert "What will you say?" in room.seen()

    lived(home, story)


def test_a_new_size_neither_stops_the_clock_nor_starts_a_second_one(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        before = clock.waiting
        for width, height in ((60, 20), (120, 40), (80, 24)):
            await room.pilot.resize_terminal(width, height)
            await room.pilot.pause()
        assert clock.waiting == before
        clock.tick(before[0])
        assert turns(room) == 2

    lived(home, story)


def test_after_each_key_at_most_one_timer_is_set(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        for key in ("plus", "minus", "space", "space", "i", "1", "i", "escape", "f2", "escape"):
            await room.press(key)
            assert len(clock.waiting) <= 1, key
        assert len(clock.waiting) == 1

    lived(home, story)


def test_a_timer_that_was_due_when_the_leader_began_to_speak_takes_no_turn(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        late = group(room)._waited
        await room.press("i")
        late()
        group(room).next_turn()
        assert turns(room) == 1
        assert speaking(room)

    lived(home, story)


# To speak, or to let it go.


def test_to_open_the_lines_is_to_have_begun_to_speak(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        assert acts(room) == ["wait"]
        await room.press("i")
        assert acts(room) == ["wait", "began"]
        play = group(room).saved.play.id
        assert [record.act for record in room.app.store.records(play)] == ["wait", "began"]

    lived(home, story)


@pytest.mark.parametrize("at", ["Through what?", "And you let him go home?"])
@pytest.mark.parametrize("how", ["escape", "number", "row", "click"])
def test_letting_it_go_is_a_choice_of_its_own(home: Path, clock: Clock, at: str, how: str) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, at)
        await room.press("i")
        count = len(group(room).session.prompt.offers) + 1
        if how == "click":
            rows = room.seen().splitlines()
            row = next(y for y, text in enumerate(rows) if f"{count} Let it go" in text)
            await room.pilot.click(offset=(8, row))
            await room.pilot.pause()
        else:
            keys = {"escape": ["escape"], "number": [str(count)], "row": ["up", "enter"]}[how]
            await room.press(*keys)
        assert acts(room)[-2:] == ["began", "let-go"]
        assert "(You draw breath, and let it go.)" in heard(room)
        assert "You draw breath, and let it go." in " ".join(room.seen().split())
        assert hint(room).startswith("The group is talking.")
        before = turns(room)
        clock.tick(10)
        assert turns(room) > before

    lived(home, story)


def test_enter_says_only_a_line_that_was_selected(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await room.press("i")
        words = group(room).query_one("#words", OptionList)
        assert words.highlighted is None
        await room.press("enter", "enter")
        assert speaking(room)
        first, second, *_ = group(room).session.prompt.offers
        await room.press("down", "down", "enter")
        assert f"You: {second.words}" in heard(room)
        assert f"You: {first.words}" not in heard(room)

    lived(home, story)


def test_a_paste_neither_says_a_line_nor_lets_it_go(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        room.app.post_message(Paste("i1\n"))
        await room.pilot.pause()
        assert acts(room) == ["wait"]
        await room.press("i", "down")
        room.app.post_message(Paste("1\n\x1b2\ni\n"))
        await room.pilot.pause()
        assert acts(room) == ["wait", "began"]

    lived(home, story)


def test_nothing_that_is_pressed_before_the_lines_could_be_read_lets_go(
    home: Path, clock: Clock
) -> None:
    async def story(room: Room) -> None:
        room.app.settle = AGES
        await room.press("i", "escape", "1", "4", "down", "enter")
        assert acts(room) == ["wait", "began"]
        assert "..." in hint(room)

    lived(home, story)


# Whether this is a moment.


def traces(room: Room) -> tuple[object, ...]:
    """All that is on the screen besides the words, and how it is arranged."""
    screen = group(room)
    shown = [widget.id for widget in screen.query("#floor > *") if widget.display]
    return (
        hint(room),
        footer(room),
        [(key.id, key.help) for key in screen.keys],
        shown,
        sorted(screen.classes),
        screen.query_one("#floor").has_class("-asks"),
        [note.message for note in room.app._notifications],
    )


def test_nothing_but_the_words_differs_inside_and_outside_moments(home: Path, clock: Clock) -> None:
    found: list[tuple[bool, tuple[object, ...], tuple[object, ...], int, str]] = []

    async def story(room: Room) -> None:
        for _ in rounds(lambda: group(room).session.ended, "the end of the play"):
            screen = group(room)
            inside = screen.session.pause.asks
            if not hint(room).startswith("Silence"):
                for key in ("b", "y", "o"):
                    await room.press(key)
                    assert group(room) is screen
                before = traces(room)
                room.app.clear_notifications()
                await room.press("i")
                words = screen.query_one("#words", OptionList)
                last = words.get_option_at_index(words.option_count - 1).id or ""
                found.append((inside, before, traces(room), words.option_count, last))
                await room.press("escape")
            await room.press("enter")

    lived(home, story)
    assert {inside for inside, *_ in found} == {False, True}
    assert len({repr(before) for _, before, *_ in found}) == 1
    assert len({repr(while_speaking) for _, _, while_speaking, *_ in found}) == 1
    assert {last for *_, last in found} == {"let-go"}
    counts = [{count for at, *_, count, _ in found if at is inside} for inside in (False, True)]
    assert counts[0] == counts[1]


def test_the_keys_at_the_foot_are_those_that_work(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        before = footer(room)
        assert "Pause" in before
        await room.press("i")
        assert footer(room) == ["Say it", "Let it go", "Help", "Leave"]
        assert "esc" in hint(room).lower()
        await room.press("escape")
        assert footer(room) == before

    lived(home, story)


def test_the_moments_are_listed_only_when_the_meeting_is_over(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "And you let him go home?")
        await room.press("b")
        assert isinstance(room.app.screen, GroupScreen)
        assert "once the meeting is over" in hint(room)
        for _ in rounds(lambda: group(room).session.ended, "the end of the play"):
            clock.tick(10)
        await room.press("b")
        assert isinstance(room.app.screen, BranchScreen)

    lived(home, story)


# Sessions that are opened again.


def left_at(home: Path, text: str, *, speaking: bool = False) -> None:
    """Lead a live session up to some words, and leave it."""
    from simulator.engine.acts import BEGIN, WAIT

    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store, written(home / "the-held-breath", TEXT), LIVE)
    while all(text not in getattr(event, "text", "") for event in saved.session.events):
        saved.act(WAIT)
    if speaking:
        saved.act(BEGIN)
    store.close()


@pytest.mark.parametrize("text", ["Through what?", "And you let him go home?"])
def test_a_resumed_session_goes_on_by_itself(home: Path, clock: Clock, text: str) -> None:
    left_at(home, text)

    async def story(room: Room) -> None:
        await room.pilot.pause()
        assert hint(room).startswith("The group is talking.")
        before = turns(room)
        clock.tick(10)
        assert turns(room) > before

    resumed(home, story)


@pytest.mark.parametrize("text", ["Through what?", "And you let him go home?"])
def test_who_left_while_speaking_finds_the_lines_and_time_stands_still(
    home: Path, clock: Clock, text: str
) -> None:
    left_at(home, text, speaking=True)

    async def story(room: Room) -> None:
        await room.pilot.pause()
        assert "What will you say?" in room.seen()
        assert "Let it go" in footer(room)
        before = turns(room)
        clock.tick(AGES)
        await room.press("plus", "space", "enter")
        clock.tick(AGES)
        assert turns(room) == before
        await room.press("escape")
        clock.tick(10)
        assert turns(room) > before

    resumed(home, story)


def test_another_attempt_goes_on_by_itself_too(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        first = group(room).saved.play
        for _ in rounds(lambda: group(room).session.ended, "the end of the play"):
            clock.tick(10)
        await room.press("enter")
        await room.skip_reaction()
        assert isinstance(room.app.screen, DebriefScreen)
        await room.until("The lesson")
        await room.press("b", "home", "enter")
        branch = group(room)
        assert branch.saved.play.branch_of == first.id
        assert hint(room).startswith("The group is talking.")
        before = turns(room)
        clock.tick(10)
        assert turns(room) > before
        await room.press("i")
        before = turns(room)
        clock.tick(AGES)
        assert turns(room) == before

    lived(home, story)


# What the second edition shows.


def test_a_silence_is_shortened_to_a_tenth_and_to_six_seconds() -> None:
    def shown(seconds: int) -> float:
        silence = silence_in([Line("silence", "", "Nobody speaks.", seconds=seconds)])
        assert silence is not None
        return silence.ticks * TICK

    assert [shown(seconds) for seconds in (10, 30, 60, 600)] == [1, 3, 6, LONGEST_SILENCE]
    assert silence_in([Line("silence", "", "Nobody speaks.")]) is None
    assert Silence(60, 12, 4).passed == 20


def test_the_seconds_of_a_silence_pass_on_the_screen(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "Nobody looks up.")
        assert "Nobody looks up. 60 seconds." in heard(room)
        before, (reading,) = turns(room), clock.waiting
        clock.tick(reading + 2 * TICK)
        assert hint(room).startswith("Silence: 15 of 60 seconds. [===---------]")
        # Pausing stops it, and it continues where it was.
        await room.press("space")
        clock.tick(AGES)
        assert turns(room) == before
        await room.press("space")
        assert hint(room).startswith("Silence: 15 of 60 seconds.")
        clock.tick(1 + LONGEST_SILENCE - 4 * TICK)
        assert hint(room).startswith("Silence: 60 of 60 seconds. [============]")
        assert turns(room) == before
        clock.tick(TICK)
        assert turns(room) == before + 1
        assert hint(room).startswith("The group is talking.")

    lived(home, story)


def test_beginning_to_speak_ends_a_silence(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "Nobody looks up.")
        clock.tick(clock.waiting[0] + TICK)
        await room.press("i")
        clock.tick(AGES)
        assert speaking(room)
        await room.press("escape")
        assert hint(room).startswith("The group is talking.")

    lived(home, story)


def test_a_gesture_is_listed_and_shown_as_a_stage_direction(home: Path, clock: Clock) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "And you let him go home?")
        await room.press("i")
        offers = group(room).session.prompt.offers
        (gesture,) = [offer for offer in offers if offer.gesture]
        assert f"{gesture.id} (You look at Ruth, and wait.)" in room.seen()
        await room.press(gesture.id)
        assert "(You look at Ruth, and wait.)" in heard(room)
        assert "You: You look at Ruth" not in heard(room)

    lived(home, story)


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_the_circle_shows_whom_the_leader_addresses(
    home: Path, clock: Clock, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await until_heard(room, clock, "And you let him go home?")
        await room.press("i")
        offers = group(room).session.prompt.offers
        await room.press(next(offer.id for offer in offers if offer.words.startswith("Omar")))
        assert f"{UNICODE.addressed} Omar" in room.seen()
        assert f"{UNICODE.speaking} You" in room.seen()

    lived(home, story, size=size)


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (120, 40)))
def test_the_chair_of_somebody_who_is_out_is_empty(
    home: Path, clock: Clock, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        circle = room.app.screen.query_one(Circle)

        def drawn() -> str:
            return str(circle.render())

        assert "Omar" in drawn()
        await until_heard(room, clock, "I hear it still, that breath.")
        assert "Omar" not in drawn()
        assert UNICODE.away in drawn()
        await until_heard(room, clock, "Omar comes back.")
        assert "Omar" in drawn()
        assert UNICODE.away not in drawn()
        assert LEADER in {seat.person for seat in circle.scene.seats} if circle.scene else False

    lived(home, story, size=size)


def test_the_briefing_says_that_to_begin_counts_and_who_is_a_guest(home: Path) -> None:
    async def story(room: Room) -> None:
        seen = " ".join(room.seen().split())
        assert "Press i to begin to speak: only then do you see the lines, and it counts" in seen
        assert "Pia, guest (in the room, but not in the group)" in seen

    loaded = written(home / "the-held-breath", TEXT)
    asyncio.run(in_room(home, story, loaded=loaded, play_options=LIVE, size=(120, 40)))


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (100, 24)))
def test_the_transcript_never_scrolls_sideways(
    home: Path, clock: Clock, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        transcript = room.app.screen.query_one(Transcript)
        for _ in rounds(lambda: group(room).session.ended, "the end of the play"):
            await room.press("i")
            assert not transcript.show_horizontal_scrollbar
            await room.press("escape")
            assert not transcript.show_horizontal_scrollbar
            await room.press("enter")

    lived(home, story, size=size)
