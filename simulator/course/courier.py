"""Send to other servers what is saved to be sent, while this server runs."""

import threading
from collections.abc import Callable, Sequence
from typing import Final

from simulator.store.play_store import StoreProblem

PAUSE: Final = 5.0
"""Seconds between two looks for what is to be sent."""

Job = Callable[[], str]
"""Sends what is due; returns why something could not be sent, or an empty text."""


class Courier:
    """A thread that does its jobs again and again until it is stopped."""

    def __init__(
        self, jobs: Sequence[Job], log: Callable[[str], None], pause: float = PAUSE
    ) -> None:
        """Get ready; ``log`` gets each reason once, until another one or none follows it."""
        self._jobs = jobs
        self._log = log
        self._pause = pause
        self._stopped = threading.Event()
        self._said: dict[int, str] = {}
        self._thread = threading.Thread(target=self._run, name="balint-courier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is on its way; the rest is sent next time."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            for number, job in enumerate(self._jobs):
                self._report(number, _reason(job))
            self._stopped.wait(self._pause)

    def _report(self, number: int, reason: str) -> None:
        if reason and reason != self._said.get(number):
            self._log(reason)
        self._said[number] = reason


def _reason(job: Job) -> str:
    try:
        return job()
    # The database is away. Nothing is lost: the job runs again after the pause.
    except StoreProblem as problem:
        return str(problem)
