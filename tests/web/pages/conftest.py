"""Fixtures for tests of pages."""

from pathlib import Path

import pytest

from tests.web.pages.rooms import Browser, hostile_room, room_at


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A browser in a room in which nothing was played."""
    return Browser(room_at(tmp_path))


@pytest.fixture
def hostile(tmp_path: Path) -> Browser:
    """A browser in a room whose library is hostile."""
    return Browser(hostile_room(tmp_path))
