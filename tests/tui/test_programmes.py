"""A programme on the full screen: in the library, in its briefings, from debrief to briefing."""

from pathlib import Path

import pytest

from simulator.tui.briefing import BriefingScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from tests.patience import rounds
from tests.programmes import EVENING, evening
from tests.tui.screens import Room, lived

SIZES = [(60, 20), (120, 40)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def shown(room: Room) -> str:
    """All that is seen, on one line."""
    return " ".join(room.seen().split())


async def to_the_debrief(room: Room) -> None:
    """From a briefing, wait everything out."""
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    screen.runs = False
    for _ in rounds(lambda: screen.session.ended, "the end of the play"):
        screen._say_nothing()
    screen.action_continue()
    await room.pilot.pause()
    await room.skip_reaction()
    debrief = room.app.screen
    assert isinstance(debrief, DebriefScreen)
    await room.wait(
        lambda: not debrief.query("#waiting"), "the debrief, which is worked out in a thread"
    )


@pytest.mark.parametrize("size", SIZES)
def test_an_evening_from_the_library_through_both_cases(
    home: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        assert "Programmes" in room.seen()
        await room.press("end", "enter")
        assert isinstance(room.app.screen, BriefingScreen)
        assert "Seventeen eggs  1 of 2, An evening" in room.seen()
        assert "Two cases and one pot of tea." in room.seen()
        assert "Live: the group does not stop for you." in room.seen()
        await to_the_debrief(room)
        assert "l Lead next" in room.seen()
        await room.press("end")
        await room.until("Next: An evening, 2 of 2.")
        assert "Press l to lead it, when you have read this debrief." in shown(room)
        await room.press("l")
        assert "The night call  2 of 2, An evening" in room.seen()
        assert "Two cases and one pot of tea." not in room.seen()
        assert "Guided: the group pauses whenever you need to decide." in room.seen()
        await to_the_debrief(room)
        assert "l Lead next" not in room.seen()
        await room.press("l", "escape")
        assert isinstance(room.app.screen, LibraryScreen)
        assert not any(row.split("│")[0].strip() == "Continue" for row in room.seen().splitlines())

    lived(home, story, size=size)


def test_whoever_presses_enter_steadily_arrives_at_the_debrief_and_stays_there(home: Path) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await to_the_debrief(room)
        debrief = room.app.screen
        await room.press(*["enter"] * 10)
        assert room.app.screen is debrief

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_the_briefing_says_first_how_the_programme_has_a_session_played(
    home: Path, size: tuple[int, int]
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        first = shown(room)
        for said in (
            "One of 2 sessions. Each ends with its debrief; after it comes the next one.",
            "The programme has this one played live: the group does not stop for you",
            "The reasons are put off until the debrief.",
        ):
            assert said in first
        assert first.index("One of 2 sessions") < first.index("Two cases and one pot of tea.")
        await to_the_debrief(room)
        await room.press("l")
        assert "The programme has this one played guided" in shown(room)
        assert "The reasons come after each choice." in shown(room)

    lived(home, story, size=size)


def test_broken_off_between_two_sessions_it_stands_first_and_is_marked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await to_the_debrief(room)
        await room.press("escape")
        rows = [row.strip() for row in room.seen().splitlines()]
        (marked,) = (row for row in rows if row.startswith(">"))
        assert marked.split() == [">", "An", "evening", "2", "sessions", "2", "of", "2"]
        assert any(row.startswith("next: The night call") for row in rows)
        await room.press("enter")
        assert "The night call  2 of 2, An evening" in room.seen()

    lived(home, story)


def test_a_mode_chosen_in_the_briefing_of_a_programme_is_no_wish_for_other_plays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("end", "enter", "m", "f")
        assert "Reasons: after each choice (press y)." in room.seen()
        assert room.app.play_options.mode == "guided"
        await room.press("m", "escape", "home", "enter")
        assert "Guided: the group pauses whenever you need to decide." in room.seen()

    lived(home, story)


def test_beside_the_list_the_marked_programme_tells_its_sessions(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("end")
        for words in (
            "Its sessions",
            "1  Seventeen eggs  live",
            "2  The night call  guided",
            "Two cases in 90 minutes",
        ):
            assert words in room.seen(), words

    lived(home, story, size=(120, 40))


def test_words_find_a_programme_and_what_a_scenario_practises_does_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("slash", *"pot of tea")
        assert "An evening" in room.seen()
        await room.press("escape", "f", "down", "enter", "escape")
        assert "foundation level" in room.seen()
        assert "An evening" not in room.seen()

    lived(home, story)


def test_a_demonstration_of_a_programme_is_answered_in_a_word(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening(home)

    async def story(room: Room) -> None:
        await room.press("end", "d")
        (said,) = (notification.message for notification in room.app._notifications)
        assert said == "A programme has no demonstration of its own; its scenarios have one each."

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_a_broken_programme_says_so_and_opens_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    evening(home, EVENING.replace("two-case-90", "two-cases"))

    async def story(room: Room) -> None:
        await room.press("end")
        assert "does not load: 4:9: M301" in room.seen()
        await room.press("enter")
        (said,) = (notification.message for notification in room.app._notifications)
        assert said.startswith("This programme does not load.")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(home, story, size=size)
