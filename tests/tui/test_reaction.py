"""The questions before the debrief on the full screen: one key skips, and none too many decides."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from simulator.messages import say
from simulator.practice.branches import behind
from simulator.practice.reaction import questions_left
from simulator.practice.saved_play import SavedPlay
from simulator.review.reaction import key_of
from simulator.store.play_store import StoreProblem
from simulator.tui.debrief import DebriefScreen
from simulator.tui.reaction import ReactionScreen
from tests.plays import begun, play_to_the_end, written
from tests.practice.two_moments import SMALL
from tests.tui.screens import Room, lived, sizes

SIZES = sizes((60, 20), (80, 24), (120, 40), (200, 60))
STAYS, KEEP, CHANGE, GUESS = (
    say(f"reaction.ask_{one}") for one in ("stays", "keep", "change", "guess")
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


async def over(room: Room, *, small: bool = True) -> SavedPlay:
    """Open the questions after a session that has ended."""
    home = room.app.workspace.data
    saved = begun(room.app.store, written(home / "small", SMALL) if small else None)
    play_to_the_end(saved)
    room.app.look_back(saved)
    await room.pilot.pause()
    assert isinstance(room.app.screen, ReactionScreen)
    return saved


def said(saved: SavedPlay) -> dict[str, str]:
    own = saved.store.own_words(saved.play.id)
    return {key.split("/")[1]: text for key, text in own.items()}


def footer(room: Room) -> str:
    return " ".join(room.seen().splitlines()[-1].split())


async def has_footer(room: Room, keys: str) -> None:
    """Wait until the footer, which is drawn last, has these keys."""
    await room.wait(lambda: footer(room) == keys, f"the footer {keys}")


def test_the_answers_are_saved_at_once_and_the_debrief_follows(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        assert STAYS in room.seen()
        await room.press(*"Ben", "enter")
        assert said(saved) == {"stays": "Ben"}
        assert KEEP in room.seen()
        await room.press("2")
        assert CHANGE in room.seen()
        await room.press("down", "enter")
        assert said(saved) == {"stays": "Ben", "keep": "second", "change": "first"}
        assert GUESS in room.seen()
        await room.press(*"45%", "enter")
        assert said(saved)["guess"] == "45"
        assert isinstance(room.app.screen, DebriefScreen)
        room.app.look_back(saved)
        await room.pilot.pause()
        assert isinstance(room.app.screen, DebriefScreen)

    lived(home, story)


def test_no_figure_is_seen_before(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room, small=False)
        for _ in questions_left(saved):
            assert isinstance(room.app.screen, ReactionScreen)
            for figure in ("percent of the best", "credit", "ost ", "chance", "earned 0"):
                assert figure not in room.seen()
            await room.press("escape")
        assert isinstance(room.app.screen, DebriefScreen)

    lived(home, story, size=(120, 60))


@pytest.mark.parametrize("size", SIZES)
def test_the_list_has_what_was_said_before_and_what_was_done(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        saved = await over(room, small=False)
        await room.press("escape")
        met = room.app.screen.query_one("#met", OptionList)
        moments = behind(saved)
        assert met.option_count == len(moments)
        assert met.highlighted is None
        for moment in moments:
            await room.press("down")
            seen = " ".join(room.seen().replace("▃", " ").split())
            assert moment.did in seen or moment.heard[:20] in seen
            assert moment.name not in seen

    lived(home, story, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_question_field_and_keys_are_all_seen(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await over(room)
        for text in (STAYS, "one line", "Question 1 of 4"):
            assert text in room.seen()
        await has_footer(room, "enter Save esc Skip f4 Skip all f1 Help")
        await room.press("escape")
        await has_footer(room, "enter Choose esc Skip f4 Skip all shift+tab Back ? Help")
        await room.press("escape", "escape")
        for text in (GUESS, "percent, 0 to 100"):
            assert text in room.seen()
        await has_footer(room, "enter Save esc Skip f4 Skip all shift+tab Back f1 Help")

    lived(home, story, size=size)


def test_one_key_skips_them_all_and_they_are_not_asked_again(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        await room.press("f4")
        assert isinstance(room.app.screen, DebriefScreen)
        assert said(saved) == {"stays": "", "keep": "", "change": "", "guess": ""}

    lived(home, story)


@pytest.mark.parametrize("key", ["enter", "escape", "f4", "shift+tab"])
def test_what_is_typed_is_never_lost(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        await room.press("escape", "escape", "escape")
        await room.press("7", key)
        assert said(saved)["guess"] == "7"

    lived(home, story)


@pytest.mark.parametrize("key", ["enter", "escape", "f4"])
def test_a_share_that_is_none_stays_in_the_field(home: Path, key: str) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        await room.press("escape", "escape", "escape", *"120", key)
        assert isinstance(room.app.screen, ReactionScreen)
        assert say("reaction.no_share") in room.seen()
        assert room.app.screen.query_one("#answer", Input).value == "120"
        assert "guess" not in said(saved)

    lived(home, story)


def test_an_enter_too_many_answers_and_skips_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        for _ in range(5):
            await room.press("enter")
        assert STAYS in room.seen()
        assert say("reaction.nothing_typed") in room.seen()
        await room.press("escape")
        for _ in range(5):
            await room.press("enter")
        assert KEEP in room.seen()
        assert say("reaction.nothing_selected") in room.seen()
        assert said(saved) == {"stays": ""}

    lived(home, story)


def test_a_press_before_the_question_could_be_read_decides_nothing(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        room.app.settle = 60
        await room.press("escape")
        await room.press("escape", "1", "f4")
        assert said(saved) == {"stays": ""}
        assert f"{KEEP} ..." in room.seen()

    lived(home, story)


def test_an_earlier_answer_can_be_changed(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        await room.press(*"Ben", "enter", "2", "shift+tab", "shift+tab")
        field = room.app.screen.query_one("#answer", Input)
        assert field.value == "Ben"
        await room.press(*"'s hand", "enter")
        met = room.app.screen.query_one("#met", OptionList)
        assert met.highlighted == 1, "what was chosen before"
        await room.press("escape")
        assert CHANGE in room.seen()
        assert said(saved) == {"stays": "Ben's hand", "keep": "second"}
        await room.press("shift+tab", "1", "f4")
        assert said(saved) == {"stays": "Ben's hand", "keep": "first", "change": "", "guess": ""}

    lived(home, story)


def test_an_answer_that_cannot_be_saved_says_so_and_can_be_cleared(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreProblem("The disk is full.")

    async def story(room: Room) -> None:
        saved = await over(room)
        monkeypatch.setattr(room.app.store, "keep_own_words", full)
        await room.press(*"Ben", "escape")
        assert "The disk is full." in room.seen()
        assert room.app.screen.query_one("#answer", Input).value == "Ben"
        await room.press("ctrl+u", "f4")
        assert isinstance(room.app.screen, DebriefScreen)
        assert said(saved) == {}

    lived(home, story)


def test_a_click_takes_a_choice_once(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        await room.press("escape")
        y = next(at for at, row in enumerate(room.seen().splitlines()) if "second moment" in row)
        await room.pilot.click(offset=(10, y), times=2)
        await room.pilot.pause()
        assert said(saved) == {"stays": "", "keep": "second"}

    lived(home, story)


def test_a_session_that_is_reviewed_later_is_asked_from_the_library(home: Path) -> None:
    async def story(room: Room) -> None:
        saved = await over(room)
        await room.press(*"Ben", "enter")
        room.app.leave()
        await room.pilot.pause()
        await room.press("end", "enter")
        assert isinstance(room.app.screen, ReactionScreen)
        assert "Question 1 of 3" in room.seen()
        assert KEEP in room.seen()
        assert saved.store.own_words(saved.play.id) == {key_of("stays"): "Ben"}

    lived(home, story)


def test_the_help_says_what_it_is_for(home: Path) -> None:
    async def story(room: Room) -> None:
        await over(room)
        await room.press("f1")
        assert "before you see any figures" in " ".join(room.seen().split())

    lived(home, story)
