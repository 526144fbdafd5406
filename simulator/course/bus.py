"""Wake everybody who shows a room, when something in it has changed.

A wake-up says which room, and nothing else: who hears it reads the whole state and sends that, so a
wake-up that comes twice, or is folded into another one, does no harm. Listeners should wait a
moment (100 ms) and read once for all wake-ups of that time.

There are two: ``InProcessBus`` for one process, and ``PostgresBus`` (``postgres_bus.py``) for
workers that share a PostgreSQL.
"""

import threading
from collections.abc import Callable
from typing import Protocol

from simulator.course.database import Transaction

Hear = Callable[[str | None], None]
"""Called with the code of a room that changed; with None if any room may have changed.

It is called in a thread of the bus or of a writer, and must return at once.
"""

Stop = Callable[[], None]


class Bus(Protocol):
    """Carries wake-ups from whoever changes a room to whoever shows it."""

    def wake(self, room: str, transaction: Transaction) -> None:
        """Wake the listeners when the transaction is committed, and only then."""

    def listen(self, hear: Hear) -> Stop:
        """Call ``hear`` for each wake-up from now on, until the returned function is called."""


class InProcessBus:
    """A ``Bus`` within this process."""

    def __init__(self) -> None:
        self._listeners: list[Hear] = []
        self._lock = threading.Lock()

    def wake(self, room: str, transaction: Transaction) -> None:
        """Wake the listeners when the transaction is committed."""
        transaction.after_commit(lambda: self._wake(room))

    def listen(self, hear: Hear) -> Stop:
        """Call ``hear`` for each wake-up from now on."""
        with self._lock:
            self._listeners.append(hear)

        def stop() -> None:
            with self._lock:
                if hear in self._listeners:
                    self._listeners.remove(hear)

        return stop

    def _wake(self, room: str) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        # Without the lock, which a listener needs to stop.
        for hear in listeners:
            hear(room)
