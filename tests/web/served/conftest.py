"""A served room within the test's own process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from simulator.store.sqlite import SqliteStore
from simulator.web.served.app import Served
from simulator.web.served.door import Door
from simulator.web.served.serve import application
from tests.web.served.visiting import TOKEN, visiting
from tests.workspaces import warmed, workspace_at


@pytest.fixture
def logged() -> list[str]:
    """What the room printed of bugs."""
    return []


@pytest.fixture
def served(tmp_path: Path, store: SqliteStore, logged: list[str]) -> Served:
    """A room of this machine alone."""
    return application(workspace_at(warmed(tmp_path)), store, Door(TOKEN), logged.append)


@pytest.fixture
def client(served: Served) -> Iterator[TestClient]:
    with visiting(served) as found:
        yield found
