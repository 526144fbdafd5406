"""Send the state of rooms to the pages that are open: one queue for each stream, newest wins.

A wake-up of the bus marks a room as changed. A moment later its parts are made once for each kind
of page, and put into the queues. A queue holds one message: a slow phone skips what it missed, and
its memory never grows.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from simulator.course.bus import Bus
from simulator.web.plenary.parts import Role

TICK: Final = 0.1
"""Seconds for which the wake-ups of a room are collected."""

Key = tuple[str, Role, str]
"""What a stream shows: the code of a room, a kind of page, and for the host the key."""

Make = Callable[[Key], Awaitable[bytes | None]]
"""Returns the message for a kind of page; None if there is nothing to send any more."""


class Stream:
    """The queue of one page that is open."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(1)

    def put(self, message: bytes | None) -> None:
        """Replace what waits in the queue; None ends the stream."""
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(message)

    async def get(self, seconds: float) -> bytes | None:
        """Return the next message; raise TimeoutError if none comes in this time."""
        async with asyncio.timeout(seconds):
            return await self._queue.get()


@dataclass
class Hub:
    """The streams of all rooms in this process; used in the event loop, except for ``hear``."""

    bus: Bus
    make: Make
    log: Callable[[BaseException], None]
    tick: float = TICK
    _streams: dict[Key, set[Stream]] = field(default_factory=lambda: defaultdict(set))
    _due: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _stop: Callable[[], None] | None = None

    def open(self, key: Key) -> Stream:
        """Return a new stream of a room, which gets what comes from now on."""
        if self._stop is None:
            loop = asyncio.get_running_loop()

            def hear(code: str | None) -> None:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self._changed, code)

            self._stop = self.bus.listen(hear)
        stream = Stream()
        self._streams[key].add(stream)
        return stream

    def close(self, key: Key, stream: Stream) -> None:
        """Forget a stream whose page has gone."""
        self._streams[key].discard(stream)
        if not self._streams[key]:
            del self._streams[key]

    def stop(self) -> None:
        """End all streams."""
        if self._stop is not None:
            self._stop()
        for task in self._due.values():
            task.cancel()
        for streams in self._streams.values():
            for stream in streams:
                stream.put(None)

    def _changed(self, code: str | None) -> None:
        """Note that a room has changed; None: any room may have."""
        codes = {key[0] for key in self._streams} if code is None else {code}
        for changed in codes:
            if changed in self._due:
                self._again.add(changed)
            else:
                self._due[changed] = asyncio.ensure_future(self._send(changed))

    async def _send(self, code: str) -> None:
        try:
            await asyncio.sleep(self.tick)
            self._again.discard(code)
            for key in [key for key in self._streams if key[0] == code]:
                message = await self.make(key)
                for stream in tuple(self._streams.get(key, ())):
                    stream.put(message)
        except Exception as bug:
            self.log(bug)
        finally:
            self._due.pop(code, None)
        if code in self._again:
            self._again.discard(code)
            self._changed(code)
