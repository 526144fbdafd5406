"""Where the terminal takes no Unicode, everything that is drawn has an ASCII form."""

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from simulator.tui.group import GroupScreen
from tests.plays import flagship
from tests.tui.screens import Room, in_room


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "__stderr__", SimpleNamespace(encoding="ascii"))
    return tmp_path


def drawn(room: Room) -> list[str]:
    """The rows of the screen as the terminal gets them, after Textual's filters."""
    app, rows = room.app, []
    for strip in app.screen._compositor.render_strips():
        segments = list(strip)
        for line_filter in app.get_line_filters():
            segments = line_filter.apply(segments, app.screen.background_colors[1])
        rows.append("".join(segment.text for segment in segments))
    return rows


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
def test_rules_bars_scroll_bars_and_ellipses_are_ascii(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        screen = room.app.screen
        assert isinstance(screen, GroupScreen)
        await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
        for keys in (["1", "down"], ["f1"], ["escape", "ctrl+p"]):
            await room.press(*keys)
            rows = drawn(room)
            assert all(row.isascii() for row in rows), [row for row in rows if not row.isascii()]
            assert any("----" in row or "====" in row for row in rows)

    asyncio.run(in_room(home, story, loaded=flagship(), size=size))
