"""The themes, measured: contrast as WCAG 2.2 defines it, and colours as eyes see them that do not
tell red from green.
"""

import asyncio
import math
from itertools import product
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import OptionList

from simulator.practice.settings import load
from simulator.tui.circle import AHEAD, PASSED
from simulator.tui.group import GroupScreen
from simulator.tui.ring import LINE
from simulator.tui.themes import ALL, CONTRAST
from tests.plays import flagship
from tests.tui.screens import Room, in_room

Colour = tuple[float, float, float]

TEXTS: tuple[str, ...] = (
    "foreground",
    "text-muted",
    "text-disabled",
    "primary",
    "secondary",
    "accent",
    "warning",
    "error",
    "success",
)
TEXTS += (
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-warning",
    "text-error",
    "text-success",
    "footer-key-foreground",
)
GROUNDS = ("background", "surface", "panel")

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
APART = 20
"""CIE 1976 colour difference; from about 10 on two colours are taken for different ones at a
glance.
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def colours(theme: Theme) -> dict[str, Colour]:
    """The theme's colours as they are drawn, in linear RGB."""
    drawn = theme.to_color_system().generate()
    return {name: linear(drawn[name]) for name in (*TEXTS, *GROUNDS)}


def linear(written: str) -> Colour:
    red, green, blue = (int(written[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    )  # type: ignore[return-value]


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: Colour, deficiency: str) -> Colour:
    rows = (
        sum(a * b for a, b in zip(row, colour, strict=True)) for row in DEFICIENCIES[deficiency]
    )
    return tuple(min(1.0, max(0.0, value)) for value in rows)  # type: ignore[return-value]


def lab(colour: Colour) -> Colour:
    """CIE 1976 L*a*b* under D65."""
    red, green, blue = colour
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, luminance(colour), z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_the_measures_are_the_known_ones() -> None:
    assert contrast(linear("#ffffff"), linear("#000000")) == pytest.approx(21)
    assert contrast(linear("#777777"), linear("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert seen((1.0, 1.0, 1.0), "protanopia") == pytest.approx((1, 1, 1), abs=0.001)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    found, least = colours(theme), 7.0 if theme is CONTRAST else 4.5
    poor = {
        (text, ground): round(contrast(found[text], found[ground]), 2)
        for text, ground in product(TEXTS, GROUNDS)
    }
    assert {pair: ratio for pair, ratio in poor.items() if ratio < least} == {}


def blended(written: str, theme: Theme, ground: str) -> Colour:
    """A colour of a style, such as ``$primary 75%``, as it is drawn on a ground of the theme."""
    name, _, share = written.removeprefix("$").partition(" ")
    drawn = theme.to_color_system().generate()
    weight = float(share.removesuffix("%") or 100) / 100
    return linear(Color.parse(drawn[ground]).blend(Color.parse(drawn[name]), weight).hex)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_what_is_no_text_can_be_seen(theme: Theme) -> None:
    styles = {"ring": LINE, "time passed": PASSED, "time ahead": AHEAD, "rule": "$primary"}
    found = {
        (what, ground): contrast(
            blended(style, theme, ground), blended(f"${ground}", theme, ground)
        )
        for (what, style), ground in product(styles.items(), GROUNDS)
    }
    bars = ("scrollbar", "scrollbar-hover", "scrollbar-active")
    track = blended("$scrollbar-background", theme, "background")
    found |= {
        (bar, "track"): contrast(blended(f"${bar}", theme, "background"), track) for bar in bars
    }
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_the_selected_line_is_seen_and_read(home: Path, theme: Theme) -> None:
    (home / "config.yaml").write_text(f"theme: {theme.name}\n", "utf-8")

    async def story(room: Room) -> None:
        await room.press("enter")
        screen = room.app.screen
        assert isinstance(screen, GroupScreen)
        await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
        await room.press("1", "down")
        words = screen.query_one("#words", OptionList)
        marked = words.get_visual_style("option-list--option", "option-list--option-highlighted")
        around = linear(words.background_colors[1].hex)
        assert marked.background is not None
        assert marked.foreground is not None
        assert contrast(linear(marked.background.hex), around) >= 3
        assert contrast(linear(marked.foreground.hex), linear(marked.background.hex)) >= 4.5

    asyncio.run(in_room(home, story, loaded=flagship()))


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
@pytest.mark.parametrize("names", [("error", "success"), ("text-error", "text-success")])
def test_error_and_success_stay_apart_for_all_eyes_and_without_colour(
    theme: Theme, names: tuple[str, str]
) -> None:
    error, success = (colours(theme)[name] for name in names)
    for deficiency in DEFICIENCIES:
        assert math.dist(lab(seen(error, deficiency)), lab(seen(success, deficiency))) > APART
    assert abs(lab(error)[0] - lab(success)[0]) > 10


def test_the_theme_of_the_settings_is_the_one_one_sees(home: Path) -> None:
    (home / "config.yaml").write_text("theme: balint-contrast\n", "utf-8")

    async def story(room: Room) -> None:
        assert room.app.theme == "balint-contrast"
        assert room.app.theme_variables["mark-style"] == "bold underline"

    asyncio.run(in_room(home, story, loaded=flagship()))


def test_a_theme_that_there_is_not_is_told_and_the_usual_one_taken(home: Path) -> None:
    (home / "config.yaml").write_text("theme: solarized\n", "utf-8")

    async def story(room: Room) -> None:
        assert room.app.theme == "balint-dark"
        assert "There is no theme 'solarized'" in " ".join(room.seen().replace("▌", " ").split())

    asyncio.run(in_room(home, story, loaded=flagship(), size=(120, 40)))


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_a_theme_that_is_chosen_is_remembered(home: Path, theme: Theme) -> None:
    async def story(room: Room) -> None:
        room.app.choose("theme", theme.name)
        assert room.app.theme == theme.name
        assert load(home / "config.yaml").theme == theme.name

    asyncio.run(in_room(home, story, loaded=flagship()))


def test_a_theme_that_cannot_be_remembered_holds_for_now(home: Path) -> None:
    (home / "config.yaml").write_text("{theme: balint-dark}\n", "utf-8")

    async def story(room: Room) -> None:
        room.app.choose("theme", "balint-light")
        await room.pilot.pause()
        assert room.app.theme == "balint-light"
        assert "could not be saved" in " ".join(room.seen().replace("▌", " ").split())

    asyncio.run(in_room(home, story, loaded=flagship(), size=(120, 40)))


def underlined(widget: Widget) -> str:
    """What is underlined in a widget, a line for each row that has any."""
    rows = (widget.render_line(y) for y in range(widget.size.height))
    lines = (
        "".join(part.text for part in row if part.style is not None and part.style.underline)
        for row in rows
    )
    return "\n".join(filter(None, lines))


def test_the_contrast_theme_underlines_text_and_no_padding(home: Path) -> None:
    (home / "config.yaml").write_text("theme: balint-contrast\n", "utf-8")

    async def story(room: Room) -> None:
        await room.press("enter")
        screen = room.app.screen
        assert isinstance(screen, GroupScreen)
        await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
        await room.press("1", "down")
        words = screen.query_one("#words", OptionList)
        selected = words.get_option_at_index(0).id or ""
        offers = {offer.id: offer.words for offer in screen.session.prompt.offers}
        assert underlined(words).split() == [">1", *offers[selected].split()]
        for row in underlined(words).splitlines():
            assert row == row.strip()

    asyncio.run(in_room(home, story, loaded=flagship()))


def test_the_contrast_theme_underlines_no_gap_in_the_library(home: Path) -> None:
    (home / "config.yaml").write_text("theme: balint-contrast\n", "utf-8")

    async def story(room: Room) -> None:
        title, facts = underlined(room.app.screen.query_one("#choices")).splitlines()
        assert title.startswith("> ")
        assert "  " not in title
        assert facts == facts.strip()

    asyncio.run(in_room(home, story))


def test_without_colour_the_marked_line_is_underlined(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(room: Room) -> None:
        assert room.app.theme_variables["mark-style"] == "bold underline"

    asyncio.run(in_room(home, story, loaded=flagship()))


@pytest.mark.parametrize("story_of", ["words", "library"])
def test_blank_cells_of_the_selected_line_are_not_underlined(
    home: Path, monkeypatch: pytest.MonkeyPatch, story_of: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(room: Room) -> None:
        if story_of == "words":
            await room.press("enter")
            screen = room.app.screen
            assert isinstance(screen, GroupScreen)
            await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
            await room.press("1", "down")
        else:
            await room.press("escape")
        lined = [
            segment.text
            for strip in room.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.underline
        ]
        assert lined
        # One blank between two words is part of the text.
        assert all(text in (text.strip(), " ") for text in lined), lined

    asyncio.run(in_room(home, story, loaded=flagship()))
