"""What a monitor of a server reads: counts and times, in the text format of Prometheus.

No label holds what somebody chose or was given: routes are patterns (``/r/{code}``), never paths.
"""

from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from simulator.messages import say

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0)
"""The bounds between which the times of answers are counted; 0.2 and 0.5 are goals for votes."""

KIND: Final = CONTENT_TYPE_PLAIN_0_0_4
"""The content type of ``Metrics.text``."""


class Metrics:
    """The counts of one process since it was started; several processes are added by the reader."""

    def __init__(self) -> None:
        # Not that of the process: names are unique in one, and tests have several servers.
        self._all = CollectorRegistry()
        ProcessCollector(registry=self._all)
        self._requests = Counter(
            "balint_requests",
            say("metrics.requests"),
            ("method", "route", "status"),
            registry=self._all,
        )
        self._seconds = Histogram(
            "balint_request_seconds",
            say("metrics.seconds"),
            ("route",),
            buckets=SECONDS,
            registry=self._all,
        )
        self._votes = Counter("balint_votes", say("metrics.votes"), registry=self._all)

    def watch(self, streams: Callable[[], int], problems: Callable[[], int]) -> None:
        """Read these two when the metrics are read: open streams, problems of the database."""
        self._gauge("balint_open_streams", say("metrics.streams"), streams)
        name = "balint_database_problems"
        self._gauge(name, say("metrics.problems"), problems)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by the pattern of its route."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def voted(self) -> None:
        """Count a vote that was confirmed."""
        self._votes.inc()

    def text(self) -> bytes:
        """Return everything as text."""
        return generate_latest(self._all)

    def _gauge(self, name: str, what: str, read: Callable[[], int]) -> None:
        Gauge(name, what, registry=self._all).set_function(lambda: float(read()))
