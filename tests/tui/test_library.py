"""The home screen: what a learner finds there, how it is narrowed, and what is said where there is
nothing.
"""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.widgets import Input

from simulator.engine.acts import WAIT
from simulator.engine.program import compile_scenario
from simulator.practice.home import ToFollow
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import SavedPlay
from simulator.scenario.text import forbidden_character
from simulator.store.exact_cache import exact_of
from simulator.store.sqlite import SqliteStore
from simulator.tui import library as library_module
from simulator.tui.briefing import BriefingScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.filtering import FilterScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import SETTLED, LibraryScreen
from simulator.tui.listing import Item, Listing, heading
from simulator.tui.text import content, cut_at_a_word
from tests.hostile import WORDS, hostile_scenario, quoted
from tests.libraries import only, small
from tests.plays import begin, play_to_the_end, skip_reaction
from tests.tui.clock import clock_of
from tests.tui.screens import Room, Story, in_room, sizes
from tests.tui.settling import frame, settling
from tests.workspaces import load, workspace_at

SIZES = [(60, 20), (120, 40)]

VARIED = {
    "appointment": small("appointment", title="The appointment", minutes="12"),
    "eggs": small(
        "eggs",
        title="Seventeen eggs",
        level="advanced",
        style="analytic",
        minutes="25",
        teaser="Nobody knows whose.",
    ),
    "night": small(
        "night",
        title="The night call",
        level="developing",
        format="circle",
        situation="tears",
        rule="no-therapy",
    ),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def files(home: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Path]:
    """A library of three scenarios that differ in everything."""
    return only(home, VARIED)


def live(home: Path, story: Story, **options: object) -> None:
    asyncio.run(in_room(home, story, **options))  # type: ignore[arg-type]


def played(
    home: Path,
    *files: Path,
    turns: int | None = None,
    speak: bool = False,
    reacts: bool = True,
) -> list[int]:
    """Play these, so many turns or to the end; return the plays' numbers.

    ``reacts`` is false to leave the questions before the debrief open.
    """
    store = SqliteStore(home / "learner.sqlite3")
    saved = [begin(store, load(file), PlayOptions(seed=1)) for file in files]
    for one in saved:
        _play(one, turns, speak)
        if reacts:
            skip_reaction(one)
    store.close()
    return [one.play.number for one in saved]


def _play(saved: SavedPlay, turns: int | None, speak: bool) -> None:
    if turns is None:
        play_to_the_end(saved, speak)
    for _ in range(turns or 0):
        saved.act(WAIT)


def library(room: Room) -> LibraryScreen:
    assert isinstance(room.app.screen, LibraryScreen)
    return room.app.screen


def marked(room: Room) -> str:
    """The row with the mark, and none but one."""
    (row,) = (row.strip() for row in room.seen().splitlines() if row.strip().startswith(">"))
    return row.removeprefix("> ")


def shown(room: Room) -> str:
    """All that is seen, on one line."""
    return " ".join(room.seen().split())


def rows_with(room: Room, *titles: str) -> list[str]:
    """The rows of the list that begin with one of these titles, without the preview beside them."""
    rows = (row.split("│")[0].strip(" >") for row in room.seen().splitlines())
    return [row for row in rows if row.startswith(titles)]


def before(room: Room, first: str, second: str) -> bool:
    return room.seen().index(first) < room.seen().index(second)


async def choose(room: Room, name: str) -> None:
    """Ask for a value in the filter, by keyboard, and close it."""
    await room.press("f")
    assert isinstance(room.app.screen, FilterScreen)
    for _ in range(80):
        if f"> [ ] {name}" in room.seen():
            await room.press("enter", "escape")
            return
        await room.press("down")
    raise AssertionError(f"{name} cannot be asked for")


def test_a_first_start_offers_the_shortest_and_enter_opens_it(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        assert "Welcome" in room.seen()
        assert before(room, "A good one to begin with", "The appointment")
        assert before(room, "The appointment", "Scenarios")
        assert marked(room).startswith("The appointment")
        await room.press("enter")
        assert isinstance(room.app.screen, BriefingScreen)
        assert "The appointment" in room.seen()

    live(home, story)


def test_a_first_start_offers_the_tutorial_where_there_is_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(
        home,
        {**VARIED, "tutorial": small("tutorial", title="How it goes", minutes="40")},
    )

    async def story(room: Room) -> None:
        assert before(room, "A good one to begin with", "How it goes")
        assert marked(room).startswith("How it goes")

    live(home, story)


def test_a_play_in_the_middle_stands_first_and_goes_on_where_it_stopped(
    home: Path, files: Mapping[str, Path]
) -> None:
    played(home, files["eggs"])
    played(home, files["appointment"], files["night"], turns=1)

    async def story(room: Room) -> None:
        assert before(room, "Continue", "Scenarios")
        assert marked(room).startswith("The night call")
        await room.press("down", "enter")
        assert isinstance(room.app.screen, GroupScreen)
        assert len(room.app.screen.session.records) == 1
        assert room.app.screen.session.setup.program.scenario.id == "appointment"

    live(home, story)


def test_the_play_that_was_just_left_is_marked(home: Path, files: Mapping[str, Path]) -> None:
    async def story(room: Room) -> None:
        await room.press("end", "enter", "enter")
        assert isinstance(room.app.screen, GroupScreen)
        await room.press("enter", "q")
        assert before(room, "Continue", "Scenarios")
        assert marked(room).startswith("Seventeen eggs  begun")

    live(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_best_and_chance_line_stand_beside_every_scenario(
    home: Path, files: Mapping[str, Path], size: tuple[int, int]
) -> None:
    played(home, files["appointment"], speak=True)
    played(home, files["appointment"])

    async def story(room: Room) -> None:
        await room.until("your best 100%")
        await room.wait(lambda: room.seen().count("chance 33%") >= 3, "three chance lines")
        assert [row.split()[-3:] for row in rows_with(room, "Seventeen", "The night")] == [
            ["not", "yet", "played"]
        ] * 2

    live(home, story, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_there_is_no_chance_line_before_it_can_mean_something(
    home: Path, files: Mapping[str, Path], size: tuple[int, int]
) -> None:
    played(home, files["eggs"], turns=1)

    async def story(room: Room) -> None:
        for _ in range(4):
            await room.press("down")
            assert "chance" not in room.seen().lower()

    live(home, story, size=size)


def test_what_a_scenario_practises_is_told_after_its_first_session_and_not_before(
    home: Path,
) -> None:
    noted = {name: f"content_note: A death in {name}.\n{text}" for name, text in VARIED.items()}
    files = only(home, noted)
    played(home, files["appointment"])
    played(home, files["night"], turns=1)

    async def story(room: Room) -> None:
        await room.press("down")
        assert marked(room).startswith("The appointment")
        assert "Ground rules at stake" in room.seen()
        assert "Situations" in room.seen()
        await room.press("down")
        assert marked(room).startswith("The night call")
        for told in ("developing level, guiding style", "about 20 minutes", "A death in night."):
            assert told in room.seen()
        for kept in ("Ground rules at stake", "No therapy", "Situations", "Tears"):
            assert kept not in room.seen()

    live(home, story, size=(120, 40))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_what_the_selected_line_is_about_is_seen_in_full_and_nothing_moves(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        cards = {card.title: card for card in library(room)._kept.cards}
        top = room.app.screen.query_one("#choices").region
        for _ in range(len(cards)):
            title, teaser = next(
                (card.title, card.teaser)
                for card in cards.values()
                if marked(room).startswith(card.title)
            )
            assert " ".join(teaser.split()) in shown(room), title
            assert room.app.screen.query_one("#choices").region == top
            await room.press("down")

    live(home, story, size=size)


def cut_after_a_word(row: str, texts: Iterable[str]) -> bool:
    """Whether a row is the beginning of one of these texts, with whole words only."""
    start = row.removesuffix("…")
    return any(text.startswith(start) and text[len(start)] in " ," for text in texts)


@pytest.mark.parametrize("size", sizes((60, 20), (80, 24), (200, 60)))
def test_every_row_has_the_level_and_nothing_is_cut_in_a_word(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        kept = library(room)._kept
        cards = {card.title: card for card in kept.cards}
        # The sessions of a long programme are too many for a row.
        followed = [entry for entry in kept.home.entries() if isinstance(entry, ToFollow)]
        sessions = [", ".join(entry.titles) for entry in followed]
        for _ in range(len(cards)):
            halves = [row.partition("│") for row in room.seen().splitlines()]
            rows = [row.strip() for row, _, _ in halves]
            (at,) = (i for i, row in enumerate(rows) if row.startswith("> "))
            card = next(card for card in cards.values() if marked(room).startswith(card.title))
            assert rows[at + 1].startswith(f"{card.level}, ")
            assert not any("…" in preview for _, _, preview in halves)
            assert all(cut_after_a_word(row, sessions) for row in rows if "…" in row)
            assert "      ".join([""] * 10) not in rows[at]  # at most some 50 empty columns
            await room.press("down")

    live(home, story, size=size)


def test_a_text_that_does_not_fit_is_cut_between_words() -> None:
    for room, cut in (
        (40, "A pigeon called Anthea"),
        (22, "A pigeon called Anthea"),
        (21, "A pigeon called…"),
        (15, "A pigeon…"),
        (9, "A pigeon…"),
    ):
        assert cut_at_a_word(content("A pigeon called Anthea"), room).plain == cut


def test_a_scenario_that_was_begun_and_never_finished_says_so(
    home: Path, files: Mapping[str, Path]
) -> None:
    played(home, files["eggs"], turns=1)

    async def story(room: Room) -> None:
        assert "3 scenarios, 2 of them not yet played." in room.seen()
        to_go_on, to_play = rows_with(room, "Seventeen")
        assert "guided" in to_go_on
        assert to_play.endswith("begun")

    live(home, story)


def test_finished_plays_stand_last_with_what_they_earned_and_open_their_debrief(
    home: Path, files: Mapping[str, Path]
) -> None:
    played(home, files["appointment"], speak=True, reacts=False)

    async def story(room: Room) -> None:
        assert room.seen().count("debrief waiting") == 2  # of the scenario, and of the session
        assert "%" not in room.seen()
        await room.press("end")
        assert marked(room).startswith("The appointment")
        assert before(room, "Scenarios", "Finished sessions")
        await room.press("enter")
        await room.skip_reaction()
        assert isinstance(room.app.screen, DebriefScreen)
        room.app.leave()
        await room.until("100%, chance 33%")
        assert "debrief waiting" not in room.seen()

    live(home, story)


def test_another_way_that_was_tried_says_so_and_does_not_count(
    home: Path, files: Mapping[str, Path]
) -> None:
    (first,) = played(home, files["appointment"])
    store = SqliteStore(home / "learner.sqlite3")
    play = store.numbered(first)
    assert play is not None
    branch = store.branch(play, "drift", 0)
    store.finish(branch.id)
    store.close()

    async def story(room: Room) -> None:
        await room.until("your best 0%")
        assert "another attempt" in room.seen()

    live(home, story)


def test_a_figure_that_comes_in_leaves_the_mark_where_it_is(
    home: Path, files: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "SETTLED", 60)

    played(home, files["appointment"])

    async def story(room: Room) -> None:
        await room.press("end", "up")
        assert marked(room).startswith("Seventeen eggs")
        library(room)._work_on()
        await room.until("chance 33%")
        assert marked(room).startswith("Seventeen eggs")

    live(home, story)


def test_a_chance_line_that_is_not_known_yet_says_that_it_comes(
    home: Path, files: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "SETTLED", 60)

    played(home, files["appointment"])

    async def story(room: Room) -> None:
        assert "chance ..." in room.seen()

    live(home, story)


def test_nothing_is_worked_out_while_something_lies_above(
    home: Path, files: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = clock_of(LibraryScreen, monkeypatch)
    played(home, files["night"])

    async def story(room: Room) -> None:
        assert isinstance(room.app.screen, BriefingScreen)
        clock.tick(SETTLED)
        assert not room.app.workers
        await room.press("escape")
        clock.tick(SETTLED)
        await room.until("chance 33%")
        assert list((home / "cache" / "exact").glob("*"))

    live(home, story, loaded=load(files["eggs"]))


@pytest.mark.parametrize(
    ("name", "found", "told"),
    [
        ("not yet played", ["The appointment", "The night call"], "not yet played"),
        ("advanced", ["Seventeen eggs"], "advanced level"),
        ("guiding", ["The appointment", "The night call"], "guiding style"),
        ("Circle", ["The night call"], "Circle with a fixed membership"),
        ("No therapy", ["The night call"], "No therapy"),
        ("Advice and plans", ["Seventeen eggs"], "Advice and plans"),
    ],
)
def test_the_library_is_narrowed_by_each_facet(
    home: Path, files: Mapping[str, Path], name: str, found: list[str], told: str
) -> None:
    played(home, files["eggs"])

    async def story(room: Room) -> None:
        await choose(room, name)
        assert f"{len(found)} of 3 scenarios: {told}. x shows all." in shown(room)
        for title in ("The appointment", "Seventeen eggs", "The night call"):
            assert (title in room.seen()) == (title in found)
        await room.press("x")
        assert all(
            title in room.seen()
            for title in ("The appointment", "Seventeen eggs", "The night call")
        )
        assert "3 scenarios, 2 of them not yet played." in room.seen()

    live(home, story)


def test_the_filter_says_how_many_remain_and_a_value_can_be_taken_back(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        await room.press("f")
        assert "3 of 3 scenarios remain" in room.seen()
        await room.press("down", "enter")
        assert "1 of 3 scenarios remain" in room.seen()
        assert "[x] foundation" in room.seen()
        await room.press("space")
        assert "3 of 3 scenarios remain" in room.seen()
        await room.press("space", "x")
        assert "[x]" not in room.seen()
        await room.press("escape")
        assert "of 3 scenarios" not in room.seen()

    live(home, story)


def test_words_narrow_the_library_as_they_are_typed_and_escape_takes_them_back(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        await room.press("slash", *"WHOSE")
        assert 'with the words "WHOSE"' in room.seen()
        assert "The appointment" not in room.seen()
        assert marked(room).startswith("Seventeen eggs")
        await room.press("escape")
        assert "The appointment" in room.seen()
        assert not room.app.screen.query(Input)
        assert marked(room).startswith("Seventeen eggs")
        await room.press("up")
        assert not marked(room).startswith("Seventeen eggs")

    live(home, story)


def test_while_words_are_typed_the_arrows_move_the_mark_and_enter_opens_it(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        await room.press("slash", *"the", "down", "enter")
        assert isinstance(room.app.screen, BriefingScreen)
        assert "The night call" in room.seen()
        await room.press("escape")
        assert 'with the words "the"' in room.seen()

    live(home, story)


def test_words_and_filter_are_wanted_together_and_one_key_takes_both_away(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        await choose(room, "guiding")
        await room.press("slash", *"night", "tab")
        assert (
            '1 of 3 scenarios: guiding style, with the words "night". Esc clears the search.'
            in shown(room)
        )
        await room.press("escape")
        assert "2 of 3 scenarios: guiding style. x shows all." in shown(room)
        await room.press("slash", *"night", "tab", "x")
        assert "Welcome" in room.seen()
        assert not room.app.screen.query(Input)

    live(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_where_nothing_is_found_a_sentence_says_so_and_how_to_come_back(
    home: Path, files: Mapping[str, Path], size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await room.press("slash", *"zebra")
        assert "No scenario matches. Esc clears the search." in room.seen()
        await room.press("enter", "down", "escape")
        assert "No scenario" not in room.seen()
        await choose(room, "advanced")
        await choose(room, "No therapy")
        assert "0 of 3 scenarios: advanced level, No therapy." in room.seen()
        assert "No scenario matches. x shows all." in room.seen()
        await room.press("enter", "x")
        assert "No scenario" not in room.seen()

    live(home, story, size=size)


def test_a_library_without_any_scenario_says_what_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {})

    async def story(room: Room) -> None:
        assert "There are no scenarios:" in room.seen()
        await room.press("enter", "d", "down", "f", "escape")
        assert isinstance(room.app.screen, LibraryScreen)

    live(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_a_broken_scenario_says_so_and_stops_nothing(
    home: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {**VARIED, "broken": "scenario: broken\ntitle: [\n"})

    async def story(room: Room) -> None:
        await room.press("end")
        assert marked(room).startswith("broken")
        assert "does not load: 2:8: Y114" in shown(room)
        await room.press("enter")
        (said,) = (notification.message for notification in room.app._notifications)
        assert said.startswith("This scenario does not load.")
        assert "Y114" in said
        assert isinstance(room.app.screen, LibraryScreen)
        exact = home / "cache" / "exact"
        await room.wait(lambda: bool(list(exact.glob("*"))), "what is worked out for the others")

    live(home, story, size=size)


def test_with_room_beside_the_list_everything_about_the_marked_scenario_is_told(
    home: Path, files: Mapping[str, Path]
) -> None:
    played(home, files["night"], speak=True)

    async def story(room: Room) -> None:
        await room.until("100%, chance 33%")
        await room.press("down", "down")
        assert marked(room).startswith("The night call")
        for words in (
            *(
                "Your best    100 percent, 1 session",
                "Chance line  33 percent",
                "developing level, guiding style",
            ),
            *(
                "Circle with a fixed membership",
                "about 20 minutes, 1 moment",
                "Ground rules at stake",
                "No therapy",
                "- Tears",
            ),
        ):
            assert words in room.seen(), words
        await room.press("end")
        assert "You earned   100 percent of the best" in room.seen()
        assert "Session      1, begun" in room.seen()
        await room.pilot.resize_terminal(99, 30)
        await room.pilot.pause()
        assert "You earned" not in room.seen()
        await room.pilot.resize_terminal(100, 30)
        await room.pilot.pause()
        assert "You earned" in room.seen()

    live(home, story, size=(120, 40))


@pytest.mark.parametrize("size", SIZES)
def test_no_row_is_wider_than_the_screen_and_titles_are_shown_as_they_are(
    home: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = {
        f"title-{i}": small(f"title-{i}", title=quoted(words), teaser=quoted(words))
        for i, words in enumerate(WORDS)
    }
    files = only(home, {**titles, "hostile": hostile_scenario()})
    played(home, files["hostile"])
    played(home, files["title-0"], turns=1)

    async def story(room: Room) -> None:
        await room.until("chance 33%")
        for _ in range(10):
            assert "[/foo]" in room.seen() or "[a='b]" in room.seen() or "WWWW" in room.seen()
            assert forbidden_character(room.seen().replace("\n", "")) is None
            # In cells: some characters of the titles have no width.
            assert max(map(cell_len, room.seen().splitlines())) <= size[0]
            await room.press("down")
        assert forbidden_character(room.app.export_screenshot().replace("\n", "")) is None
        await room.press("f", "escape")
        for words in WORDS:
            await room.press("slash")
            room.app.screen.query_one(Input).value = words
            await room.pilot.pause()
            assert forbidden_character(room.seen().replace("\n", "")) is None
            await room.press("escape")

    live(home, story, size=size)


def test_what_is_pasted_into_the_search_is_made_clean(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        await room.press("slash")
        field = room.app.screen.query_one(Input)
        field.post_message(Paste("eggs\x1b]52;c;bWFsaWNl\x07"))
        await room.pilot.pause()
        assert field.value == "eggs\N{REPLACEMENT CHARACTER}]52;c;bWFsaWNl\N{REPLACEMENT CHARACTER}"

    live(home, story)


def test_a_demonstration_of_the_marked_scenario_can_be_asked_for(
    home: Path, files: Mapping[str, Path]
) -> None:
    async def story(room: Room) -> None:
        await room.press("end", "d")
        (said,) = (notification.message for notification in room.app._notifications)
        assert said == "'Seventeen eggs' has no exemplary play to watch."

    live(home, story)


def test_the_mouse_opens_what_it_points_at(home: Path, files: Mapping[str, Path]) -> None:
    async def story(room: Room) -> None:
        rows = room.seen().splitlines()
        (row,) = (i for i, row in enumerate(rows) if "Seventeen eggs" in row)
        await room.pilot.click(offset=(8, row + 1))
        await room.pilot.pause()
        assert isinstance(room.app.screen, BriefingScreen)
        assert "Seventeen eggs" in room.seen()

    live(home, story)


def test_a_learners_own_keys_are_the_ones_that_are_told(
    home: Path, files: Mapping[str, Path]
) -> None:
    (home / "config.yaml").write_text("keys:\n  library.clear: z\n", "utf-8")

    async def story(room: Room) -> None:
        await choose(room, "advanced")
        assert "z shows all." in room.seen()
        await room.press("z")
        assert "Welcome" in room.seen()

    live(home, story)


@pytest.mark.parametrize("theme", ["balint-dark", "balint-light"])
def test_without_colour_the_mark_is_still_seen(
    home: Path, files: Mapping[str, Path], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(room: Room) -> None:
        room.app.theme = theme
        await room.pilot.pause()
        assert marked(room).startswith("The appointment")
        await room.press("f", "space")
        assert "[x] not yet played" in room.seen()

    live(home, story)


def test_another_theme_is_taken_at_once(
    home: Path, files: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "SETTLED", 60)

    async def story(room: Room) -> None:
        def drawn() -> list[str]:
            return [
                str(segment.style) for segment in room.app.screen.query_one(Listing).render_line(1)
            ]

        dark = drawn()
        room.app.theme = "balint-light"
        await room.pilot.pause()
        assert drawn() != dark

    live(home, story)


class Long(App[None]):
    """Five hundred items, and a note of which were drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: set[int] = set()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"mark-style": "bold"}

    def compose(self) -> ComposeResult:
        yield Listing(id="long")

    def on_mount(self) -> None:
        items = [heading("All", first=True), *(self.item(number) for number in range(500))]
        self.query_one(Listing).show(items)

    def item(self, number: int) -> Item:
        def draw(width: int) -> list[object]:
            self.drawn.add(number)
            return [content(f"number {number}"), content("and a second row")]

        return Item(str(number), 2, draw)  # type: ignore[arg-type]


def test_of_a_long_list_only_what_is_seen_is_drawn() -> None:
    async def story() -> None:
        app = Long()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert app.drawn == set(range(12))

    asyncio.run(story())


def test_the_keys_move_the_mark_and_the_marked_item_is_seen() -> None:
    async def story() -> None:
        app = Long()
        with settling(app):
            async with app.run_test(size=(80, 24)) as pilot:
                for keys, there in (
                    (["down"], 1),
                    (["down", "down", "up"], 1),
                    (["up"], 499),
                    (["end"], 499),
                    (["end", "down"], 0),
                    (["end", "home"], 0),
                    (["pagedown"], 11),
                    (["pagedown", "pagedown"], 22),
                    (["pagedown", "pageup"], 0),
                    (["pageup"], 0),
                    (["end", "pagedown"], 499),
                ):
                    await pilot.press("home", *keys)
                    await pilot.pause()
                    assert app.query_one(Listing).marked == str(there), keys
                    seen = "\n".join(strip.text for strip in frame(app))
                    assert f"> number {there}" in seen, keys
                    assert ("All" in seen) == (there < 11), keys

    asyncio.run(story())


def test_what_was_worked_out_before_is_there_with_the_first_frame(
    home: Path, files: Mapping[str, Path]
) -> None:
    played(home, files["night"])
    for file in files.values():
        scenario = load(file).scenario
        assert scenario is not None
        exact_of(compile_scenario(scenario), workspace_at(home).cache)

    async def story(room: Room) -> None:
        assert room.seen().count("chance 33%") >= 3

    live(home, story)
