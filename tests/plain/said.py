"""What plain mode says to somebody who types."""

import io

from simulator.plain.room import enter
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore


def typed(store: SqliteStore, *lines: str) -> str:
    """What is said, from the library on, to somebody who types these lines."""
    target = io.StringIO()
    assert (
        enter(
            store,
            None,
            PlayOptions(seed=1),
            io.StringIO("".join(f"{line}\n" for line in lines)),
            target,
        )
        == 0
    )
    return target.getvalue()
