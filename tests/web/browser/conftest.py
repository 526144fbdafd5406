"""A served room and a browser, once for each file of tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.seeing import chromium_running, served, why_not


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    if why_not():
        pytest.skip(why_not())
    with chromium_running() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the data of the served room."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def base(home: Path) -> Iterator[str]:
    """The address of a room that is served from ``home``."""
    if why_not():
        pytest.skip(why_not())
    with served(home) as address:
        yield address
