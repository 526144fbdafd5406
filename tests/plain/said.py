"""What plain mode says to somebody who types."""

import io
from pathlib import Path

from simulator.plain.room import enter
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from tests.workspaces import workspace_at


def typed(home: Path, store: SqliteStore, *lines: str) -> str:
    """What is said, from the library on, to somebody who types these lines."""
    target = io.StringIO()
    assert (
        enter(
            workspace_at(home),
            store,
            None,
            PlayOptions(seed=1),
            io.StringIO("".join(f"{line}\n" for line in lines)),
            target,
        )
        == 0
    )
    return target.getvalue()
