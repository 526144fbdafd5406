"""How many requests a client may make: a token bucket for each address."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

PER_SECOND = 100.0
"""Many times what a person's browser asks for, live play at its fastest pace included."""

AT_ONCE = 400.0
MOST_CLIENTS = 1_000
"""The addresses that are remembered; the one seen least lately is forgotten."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass
class Rate:
    """The buckets of all clients; ``clock`` returns seconds that only grow."""

    per_second: float = PER_SECOND
    at_once: float = AT_ONCE
    clock: Callable[[], float] = time.monotonic
    _buckets: "OrderedDict[str, _Bucket]" = field(default_factory=OrderedDict)

    def wait(self, client: str) -> float:
        """Take a token for a request; return 0, or the seconds until there is one again."""
        # Without a lock, because it is called in the event loop only.
        now = self.clock()
        bucket = self._buckets.pop(client, None) or _Bucket(self.at_once, now)
        self._buckets[client] = bucket
        while len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self.at_once, bucket.tokens + (now - bucket.at) * self.per_second)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0.0
        return (1 - bucket.tokens) / self.per_second
