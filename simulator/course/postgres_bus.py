"""Wake-ups between workers by PostgreSQL's LISTEN and NOTIFY.

The notification is part of the transaction that changes the room, so it is sent exactly if that is
committed. Its payload is the code of the room alone (PostgreSQL folds equal ones of a transaction
into one). Listening has a connection of its own, which must not go through a pooler. Nothing is
kept for a listener that is away, so after a lost connection it hears None: any room may have
changed.
"""

import threading
from typing import Any

import psycopg
import sqlalchemy as sa

from simulator.course.bus import Hear, Stop
from simulator.course.database import ALIVE, Database, Transaction

CHANNEL = "balint_rooms"
_ALIVE: dict[str, Any] = dict(ALIVE)
_NOTIFY = sa.text("SELECT pg_notify(:channel, :room)")

STOP_SECONDS = 0.5
"""How long a listener waits for the next wake-up before it looks whether it was stopped."""

AGAIN_SECONDS = 1.0
"""How long a listener waits before it connects again."""


class PostgresBus:
    """A ``Bus`` for all workers on the same PostgreSQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wake(self, room: str, transaction: Transaction) -> None:
        """Notify every listener when the transaction is committed."""
        transaction.execute(_NOTIFY, {"channel": CHANNEL, "room": room})

    def listen(self, hear: Hear) -> Stop:
        """Call ``hear`` in a thread for each wake-up; with None as soon as it listens."""
        listener = _Listener(self._database, hear)
        listener.start()
        return listener.stop


class _Listener:
    def __init__(self, database: Database, hear: Hear) -> None:
        self._database = database
        self._hear = hear
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="balint-listen", daemon=True)
        self._connection: psycopg.Connection[Any] | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                if self._connection is None:
                    self._connection = self._connect()
                    self._hear(None)
                for notify in self._connection.notifies(timeout=STOP_SECONDS):
                    self._hear(notify.payload)
                    if self._stopped.is_set():
                        break
            except psycopg.Error:
                # The server is away: wait, and connect again.
                self._close()
                self._stopped.wait(AGAIN_SECONDS)
        self._close()

    def _connect(self) -> psycopg.Connection[Any]:
        # psycopg does not know the driver names of SQLAlchemy (``postgresql+psycopg``).
        url = self._database.url.set(drivername="postgresql")
        plain = url.render_as_string(hide_password=False)
        # Autocommit: PostgreSQL delivers no notification within a transaction.
        connection = psycopg.connect(plain, autocommit=True, **_ALIVE)
        # LISTEN takes no parameters; ``CHANNEL`` is a constant.
        connection.execute(f"LISTEN {CHANNEL}")
        return connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
