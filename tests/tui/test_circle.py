"""The circle as it is drawn: everybody in it, nothing on top of anything, exactly as wide as its
place.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from simulator.engine.acts import WAIT
from simulator.engine.program import compile_scenario
from simulator.engine.seats import CO_LEADER, MEMBER, PRESENTER, Seat, SeatRole, Seats
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.messages.climate import QUALITIES, looks, phrases
from simulator.scenario.model import LEADER
from simulator.scenario.text import forbidden_character
from simulator.tui.circle import (
    ASCII,
    UNICODE,
    Circle,
    Scene,
    Signs,
    drawn,
    time_bar,
)
from simulator.tui.drawing import Part, cut
from simulator.tui.ring import SMALLEST
from simulator.tui.themes import DARK, LIGHT
from tests.hostile import WORDS
from tests.plays import flagship_scenario
from tests.tui.settling import frame, settling

Seen = Callable[[], Awaitable[list[str]]]

NAMES = (
    "Lorna",
    "Gwil",
    "Ifeoma",
    "Magnus",
    "Hanneke",
    "Esther",
    "Davey",
    "Shirin",
    "Tomasz",
    "Ulrike",
    "Bartholomew",
)
SIZES = [(26, 11), (30, 16), (30, 20), (36, 22), (44, 30), (50, 30)]
ODD = (
    *WORDS,
    "李小龍王麗華張偉",
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{STAFF OF AESCULAPIUS}\N{VARIATION SELECTOR-16} Zoë",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}\N{ZERO WIDTH JOINER} x",
    "\N{VARIATION SELECTOR-16}",
    "\N{COMBINING ACUTE ACCENT}\N{VARIATION SELECTOR-16}",
    "\N{ZERO WIDTH JOINER}",
    "\x1b[31mred\x9b\u202eback\ttab\nline",
    "",
    " ",
)
COUNTS = st.integers(2, 12)
WIDTHS, HEIGHTS = st.integers(26, 50), st.integers(11, 30)


def people(
    count: int, *, speaking: int = -1, silent: int = -1, back: bool = False
) -> tuple[Seat, ...]:
    """You, a presenter, members, and from five on a co-leader opposite; ``speaking`` and ``silent``
    are places.
    """
    seats = [Seat(LEADER, "", LEADER)]
    for i in range(1, count):
        role: SeatRole = MEMBER
        if i == 1:
            role = PRESENTER
        elif count > 4 and i == (count + 1) // 2:
            role = CO_LEADER
        seats.append(Seat(f"p{i}", NAMES[i - 1], role, back=back and role == PRESENTER))
    return tuple(
        replace(s, speaking=i == speaking, silent=99 if i == silent else 0)
        for i, s in enumerate(seats)
    )


def scene(seats: tuple[Seat, ...], safety: int = 6) -> Scene:
    now = (("safety", safety), ("focus", 5), ("depth", 3))
    return Scene(seats, looks(now, (("safety", 6), ("focus", 5), ("depth", 3))))


def text(rows: list[list[Part]]) -> list[str]:
    return ["".join(words for words, _ in row) for row in rows]


def drawing(
    of: Scene, width: int, height: int, signs: Signs = UNICODE, *, compact: bool = False
) -> list[str]:
    return text(drawn(of, width, height, signs, compact=compact))


def style_of(rows: list[list[Part]], words: str) -> str:
    return next(style for row in rows for part, style in row if words in part)


def where(rows: list[str], name: str) -> tuple[int, int]:
    return next((i, row.index(name)) for i, row in enumerate(rows) if name in row)


# In every size.


@given(
    st.lists(st.text() | st.sampled_from(ODD), min_size=1, max_size=14),
    st.integers(0, 60),
    st.integers(0, 32),
    st.booleans(),
)
@example(list(ODD), 30, 20, False)
@example(list(ODD), 60, 2, True)
@example([""], 51, 13, False)
@example(["", "", "", "000", "", "", "0000", "", "", "", "", "", ""], 28, 11, False)
def test_whatever_people_are_called_every_row_has_exactly_the_cells_it_should(
    names: list[str], width: int, height: int, compact: bool
) -> None:
    roles: tuple[SeatRole, ...] = (PRESENTER, MEMBER, CO_LEADER)
    seats = (
        Seat(LEADER, "", LEADER, speaking=True),
        *(Seat(f"p{i}", n, roles[i % 3], silent=99) for i, n in enumerate(names)),
    )
    for back in (False, True):
        sitting = tuple(replace(seat, back=back and seat.role == PRESENTER) for seat in seats)
        for signs in (UNICODE, ASCII):
            rows = drawn(scene(sitting), width, height, signs, compact=compact)
            assert [cell_len(row) for row in text(rows)] == [width] * height
            assert [sum(cell_len(part) for part, _ in row) for row in rows] == [width] * height
            assert not any(forbidden_character(row) or "\n" in row for row in text(rows))


@given(COUNTS, WIDTHS, HEIGHTS, st.booleans(), st.data())
def test_everybody_is_there_with_the_sign_of_whoever_speaks(
    count: int, width: int, height: int, back: bool, data: st.DataObject
) -> None:
    speaking = data.draw(st.integers(0, count - 1))
    seats = people(count, speaking=speaking, back=back)
    rows = drawing(scene(seats), width, height)
    whole = "\n".join(rows)
    names = [seat.name or "You" for seat in seats]
    assert all(name in whole or name[:2] in whole for name in names)
    signed = [row.split("►")[1].strip(" (") for row in rows if "►" in row]
    assert len(signed) == 1
    assert signed[0].startswith(names[speaking][:2])


@given(COUNTS, WIDTHS, HEIGHTS, st.data())
@example(6, 44, 26, None)
@example(8, 50, 15, None)
def test_whatever_happens_nobody_moves_but_a_presenter_who_sits_back(
    count: int, width: int, height: int, data: st.DataObject | None
) -> None:
    speaking, silent = (
        [data.draw(st.integers(0, count - 1)) for _ in "ab"] if data is not None else (1, 2)
    )
    quiet = drawing(scene(people(count), safety=2), width, height)
    later = scene(people(count, speaking=speaking, silent=silent, back=True))
    for name in ("You", *NAMES[1 : count - 1]):
        assert where(quiet, name[:2]) == where(drawing(later, width, height), name[:2])


@given(COUNTS, st.integers(30, 50), st.integers(15, 30), st.integers(0, 10))
def test_the_climate_is_there_in_words_and_shades(
    count: int, width: int, height: int, safety: int
) -> None:
    whole = "\n".join(drawing(scene(people(count), safety=safety), width, height))
    now = looks((("safety", safety), ("focus", 5), ("depth", 3)))
    assert all(look.words in whole for look in now)
    assert all(UNICODE.shades[look.shade] * 2 in whole for look in now)


@given(COUNTS, st.integers(30, 50), st.integers(18, 30), st.sampled_from(QUALITIES))
def test_each_quality_has_its_name_and_its_change_beside_it(
    count: int, width: int, height: int, quality: str
) -> None:
    former = dict.fromkeys(QUALITIES, 6)
    climate = looks(tuple((former | {quality: 2}).items()), tuple(former.items()))
    rows = drawing(Scene(people(count), climate), width, height)
    for name, look in zip(QUALITIES, climate, strict=True):
        row, column = where(rows, name.capitalize())
        assert look.words in rows[row + 1][column:]
        assert bool(look.change) == (name == quality)
        assert f"{UNICODE.shades[look.shade] * 2} {look.change}".rstrip() in rows[row][column:]


def test_a_change_moves_nothing() -> None:
    for size in ((44, 30), (30, 18)):
        before, after = (drawing(scene(people(6), safety=safety), *size) for safety in (6, 2))
        for words in ("Safety", "Focus", "Depth", phrases("focus")[1], phrases("depth")[1]):
            assert where(before, words) == where(after, words)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("count", range(2, 13))
def test_a_circle_stands_upright_and_alike_on_both_sides(
    count: int, width: int, height: int
) -> None:
    rows = drawing(scene(people(count)), width, height)
    at = [where(rows, name[:2]) for name in ("You", *NAMES[: count - 1])]
    assert at[0][0] == max(row for row, _ in at)
    for i in range(1, (count + 1) // 2):
        assert at[i][0] == at[count - i][0]
        assert at[i][1] < width / 2 <= at[count - i][1]


@pytest.mark.parametrize("width", [26, 27, 31, 44])
@pytest.mark.parametrize("count", range(2, 21))
def test_a_full_circle_keeps_every_name_apart_from_its_neighbours(count: int, width: int) -> None:
    members = (Seat(f"p{i}", f"{chr(ord('A') + i)}ndrometa", MEMBER) for i in range(1, count))
    rows = drawing(scene((Seat(LEADER, "", LEADER), *members)), width, 11)
    assert "You" in rows[-1]
    words = {word for row in rows for word in row.split()}
    for i in range(1, count):
        assert any(
            word.startswith(f"{chr(ord('A') + i)}nd") and word.endswith(("a", "…"))
            for word in words
        )
    assert all(word.count("nd") <= 1 for word in words)


# Signs, and what they mean.


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
@pytest.mark.parametrize(("size", "compact"), [((36, 22), False), ((58, 2), True)])
def test_an_empty_chair_has_a_sign_in_place_of_the_name_and_nobody_else_moves(
    size: tuple[int, int], compact: bool, signs: Signs
) -> None:
    seats = people(8)
    for at in range(1, 8):
        left = tuple(replace(seat, away=i == at) for i, seat in enumerate(seats))
        before = drawing(scene(seats), *size, signs, compact=compact)
        after = drawing(scene(left), *size, signs, compact=compact)
        name = seats[at].name.split()[0]
        assert name in "\n".join(before)
        assert name not in "\n".join(after)
        row, column = where(before, name)
        assert signs.away in after[row][column : column + len(name) + 2]
        for other in (NAMES[i - 1].split()[0] for i in range(1, 8) if i != at):
            assert where(after, other) == where(before, other)


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_whom_the_leader_addresses_has_a_sign_and_nobody_moves(signs: Signs) -> None:
    seats = people(8, speaking=0, silent=2)
    to = tuple(replace(seat, addressed=i == 2) for i, seat in enumerate(seats))
    before, after = drawing(scene(seats), 36, 22, signs), drawing(scene(to), 36, 22, signs)
    assert f"{signs.addressed} {NAMES[1].split()[0]}" in "\n".join(after)
    row, column = where(before, NAMES[1].split()[0])
    assert after[row][column:] == before[row][column:]


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_every_role_and_state_has_a_sign_that_is_explained(signs: Signs) -> None:
    seats = people(8, speaking=2, silent=6)
    rows = drawn(scene(seats), 36, 22, signs)
    whole = "\n".join(text(rows))
    assert f"{signs.speaking} Gwil" in whole
    assert f"{signs.silent} Esther" in whole
    assert f"Lorna {signs.presenter}" in whole
    assert f"Magnus {signs.co_leader}" in whole
    explained = (
        signs.speaking, signs.addressed, signs.silent, signs.presenter, signs.co_leader, signs.away
    )  # fmt: skip
    assert all(sign in signs.legend() for sign in explained)
    assert "bold" in style_of(rows, "Gwil")
    assert "muted" in style_of(rows, "Esther")
    assert style_of(rows, "You") != style_of(rows, "Ifeoma")


def test_a_speaking_presenter_keeps_the_mark() -> None:
    assert any("► Lorna ◆" in row for row in drawing(scene(people(8, speaking=1)), 36, 22))


def test_a_chair_that_moves_back_makes_no_room_that_the_middle_would_use() -> None:
    gathered, back = (
        (
            Seat(LEADER, "", LEADER),
            Seat("b", "Bartholomew", PRESENTER, back=back),
            Seat("c", "Cleo", MEMBER),
        )
        for back in (False, True)
    )
    before, after = drawing(scene(gathered), 49, 25), drawing(scene(back), 49, 25)
    for words in ("You", "Cleo", "Safety", "people speak"):
        assert where(before, words) == where(after, words)


@pytest.mark.parametrize(("width", "height"), SIZES[2:])
@pytest.mark.parametrize("count", range(5, 11))
def test_the_presenters_chair_moves_out_of_the_ring_and_leaves_its_place_empty(
    count: int, width: int, height: int
) -> None:
    before, after = (
        drawing(scene(people(count, back=back)), width, height) for back in (False, True)
    )
    row, column = where(after, "(Lorna ◆)")
    assert (row, column + 1) != where(before, "Lorna ◆")
    assert after[row][:column].strip() == ""
    old_row, old_column = where(before, "Lorna ◆")
    assert after[old_row][old_column : old_column + 4].strip() == "" or old_row == row
    for name in NAMES[1 : count - 1]:
        assert where(before, name) == where(after, name)


def test_where_there_is_no_room_outside_the_brackets_alone_say_who_sits_back() -> None:
    seats = tuple(
        replace(seat, role=PRESENTER, back=True) if seat.role != LEADER else seat
        for seat in people(9)
    )
    whole = "\n".join(drawing(scene(seats), 26, 11))
    assert whole.count("◆)") == 8


def test_in_ascii_everything_but_names_is_ascii() -> None:
    for count in range(2, 13):
        for width, height in (*SIZES, (60, 2), (20, 6)):
            assert "".join(
                drawing(scene(people(count, speaking=1, silent=2, back=True)), width, height, ASCII)
            ).isascii()


def test_all_signs_are_one_cell_wide() -> None:
    for signs in (UNICODE, ASCII):
        alone = (
            signs.speaking,
            signs.silent,
            signs.presenter,
            signs.co_leader,
            signs.cut,
            signs.passed,
            signs.ahead,
        )
        assert [cell_len(sign) for sign in (*alone, *signs.shades)] == [1] * 11


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_the_bar_shows_how_much_of_the_phase_has_passed(signs: Signs) -> None:
    for passed, full in ((0.0, 0), (0.5, 6), (1.0, 12)):
        bar = "".join(part for part, _ in time_bar(passed, 12, signs))
        assert bar == signs.passed * full + signs.ahead * (12 - full)


# The line.


def test_at_sixty_by_two_the_circle_is_a_line_of_whole_names() -> None:
    rows = drawing(scene(people(10, speaking=2, silent=6, back=True)), 60, 2, compact=True)
    assert rows[0].split() == [
        "You",
        "(Lorna",
        "◆)",
        "►",
        "Gwil",
        "Ifeoma",
        "Magnus",
        "Hanneke",
        "◇",
    ]
    assert rows[1].split() == ["…", "Esther", "Davey", "Shirin", "Tomasz"]


def test_one_row_cuts_names_as_little_as_it_must() -> None:
    (row,) = drawing(scene(people(10, speaking=2)), 60, 1, compact=True)
    assert row.split()[:4] == ["You", "Lor…", "◆", "►"]
    assert "Gwil" in row
    assert "Tom…" in row


@pytest.mark.parametrize("size", [(25, 30), (60, 10), (20, 20)])
def test_too_little_room_makes_a_line_of_the_circle_with_the_climate_below(
    size: tuple[int, int],
) -> None:
    assert size[0] < SMALLEST[0] or size[1] < SMALLEST[1]
    rows = [row.strip() for row in drawing(scene(people(4)), *size)]
    assert rows[0].startswith("You   Lorna ◆")
    assert any("▒▒ people speak" in row for row in rows)


def test_a_free_row_below_the_names_has_the_climate_in_short() -> None:
    rows = drawing(scene(people(6), safety=2), 78, 2, compact=True)
    assert rows[1].split() == ["Safety", "··", "warier", "Focus", "░░", "Depth", "░░"]


def test_more_people_than_a_ring_can_hold_sit_in_a_line() -> None:
    seats = (*people(12), *(Seat(f"q{i}", f"Guest{i}", MEMBER) for i in range(40)))
    rows = drawing(scene(seats), 30, 20)
    assert rows[0].split()[0] == "You"
    assert "".join(rows).count("Guest") == 40


@given(COUNTS, st.integers(60, 120), st.integers(1, 3))
def test_everybody_is_in_the_line(count: int, width: int, height: int) -> None:
    words = " ".join(
        drawing(scene(people(count, speaking=count - 1)), width, height, compact=True)
    ).split()
    assert all(
        any(word.strip("(").startswith(name[0]) for word in words)
        for name in ("You", *NAMES[: count - 1])
    )
    assert words.count("►") == 1


# Names.


@given(st.text() | st.sampled_from(ODD), st.integers(1, 30))
def test_a_name_is_cut_to_its_cells(name: str, cells: int) -> None:
    shown = cut(name, cells, "…")
    assert cell_len(shown) <= cells
    assert shown == name or (shown.endswith("…") and name.startswith(shown[:-1]))


def test_a_wide_letter_is_never_halved() -> None:
    assert cut("李小龍", 6, "…") == "李小龍"
    assert cut("李小龍", 5, "…") == "李小…"
    assert cut("李小龍", 4, "…") == "李…"


def test_somebody_whose_name_cannot_be_seen_is_called_by_the_id() -> None:
    seats = (*people(3), Seat("unseen", "\N{COMBINING ACUTE ACCENT}", MEMBER))
    assert any("unseen" in row for row in drawing(scene(seats), 44, 30))


# On the screen.


class Stage(App[None]):
    """An app with nothing but a circle."""

    def __init__(self, circle: Circle, theme: str) -> None:
        super().__init__()
        self.circle = circle
        self.wanted = theme

    def compose(self) -> ComposeResult:
        yield self.circle

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = self.wanted


def on_stage(
    story: Callable[[Circle, Seen], Awaitable[None]], size: tuple[int, int], theme: str = DARK.name
) -> None:
    """Put a circle on a screen of its own; ``story`` gets it and what shows the screen's rows as
    they are now.
    """

    async def play() -> None:
        circle = Circle()
        stage = Stage(circle, theme)
        with settling(stage):
            async with stage.run_test(size=size) as pilot:

                async def seen() -> list[str]:
                    await pilot.pause()
                    return [strip.text for strip in frame(stage)]

                await story(circle, seen)

    asyncio.run(play())


def show(circle: Circle, of: Scene) -> None:
    circle.show(of.seats, of.climate)


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("no_color", [False, True])
def test_the_screen_shows_what_is_drawn(
    theme: str, no_color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    of = scene(people(9, speaking=3, silent=6, back=True))

    async def story(circle: Circle, seen: Seen) -> None:
        assert "".join(await seen()).strip() == ""
        show(circle, of)
        assert await seen() == drawing(of, 36, 22)

    on_stage(story, (36, 22), theme)


def test_the_circle_takes_no_keys_and_becomes_a_line_when_told() -> None:
    of = scene(people(9))

    async def story(circle: Circle, seen: Seen) -> None:
        show(circle, of)
        assert not circle.focusable
        circle.compact = True
        assert (await seen())[:2] == drawing(of, 60, 2, compact=True)
        assert circle.size.height == 2
        circle.compact = False
        assert await seen() == drawing(of, 60, 20)

    on_stage(story, (60, 20))


def test_hostile_names_are_shown_and_never_obeyed() -> None:
    of = scene((*people(2), *(Seat(f"h{i}", name, MEMBER) for i, name in enumerate(ODD))))

    async def story(circle: Circle, seen: Seen) -> None:
        show(circle, of)
        assert await seen() == drawing(of, 50, 30)
        assert "[/foo]" in "".join(await seen())

    on_stage(story, (50, 30))


def test_a_terminal_without_unicode_gets_ascii() -> None:
    circle = Circle(ascii_only=True)
    assert circle.signs == ASCII
    assert Circle().signs == UNICODE


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_whole_meeting_is_drawn_turn_by_turn_and_only_the_presenters_chair_ever_moves(
    width: int, height: int
) -> None:
    session = Session(
        Setup(compile_scenario(flagship_scenario()), "guided", 1), lambda record: None
    )
    seats = Seats(session.setup)
    stood: dict[str, set[tuple[int, int]]] = {}
    before = session.view().climate
    while not session.ended:
        seats.hear(session.act(WAIT))
        view = session.view()
        rows = drawing(Scene(seats.seats(), looks(view.climate, before)), width, height)
        assert [cell_len(row) for row in rows] == [width] * height
        for name in (
            "Lo",
            "You",
            "Gwil",
            "Ifeoma",
            "Magnus",
            "Hann",
            "Esther",
            "Davey",
            "Shirin",
            "Tomasz",
        ):
            stood.setdefault(name, set()).add(where(rows, name))
    assert {name: len(places) for name, places in stood.items()} == dict.fromkeys(stood, 1) | {
        "Lo": 2
    }
