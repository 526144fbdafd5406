"""Send the state of rooms to the pages that are open: made once for each kind of page.

A wake-up of the bus marks a room as changed. A moment later its parts are made once for each kind
of page, and every stream is given them. A stream that is slow skips what it missed, and its memory
never grows, because a newer state replaces the one that waits. Of a state only the parts are sent
that differ from what the stream was sent before. Those bytes are made once, too, for all streams
that were sent the same.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from simulator.course.bus import Bus
from simulator.web.plenary.parts import Parts, Role

TICK: Final = 0.1
"""Seconds for which the wake-ups of a room are collected."""

PER_STREAM: Final = 0.0002
"""Seconds more for each stream, so that a thousand phones leave time for their votes."""

AGAIN: Final = 1.0
"""Seconds until a state that could not be read is read again."""

HEARTBEAT: Final = 15.0
"""Seconds after which a silent stream sends a comment: phones' networks forget others."""

_COMMENT: Final = b": \n\n"

Key = tuple[str, Role, str]
"""What a stream shows: the code of a room, a kind of page, and for the host the key."""


class Later(Exception):
    """A state cannot be read now, because the database does not answer."""


@dataclass(eq=False)
class WholeState:
    """The parts of a kind of page, and the bytes that lead to them from earlier states."""

    number: int
    parts: Parts
    _from: dict["WholeState", bytes] = field(default_factory=dict)

    def first(self, more: Mapping[str, object]) -> bytes:
        """Return the first message of a stream: the whole state, and what is the page's own."""
        return event({"number": self.number, "parts": self.parts, **more})

    def since(self, earlier: "WholeState") -> bytes:
        """Return the message for a stream that was sent an earlier state."""
        found = self._from.get(earlier)
        if found is None:
            parts, old = self.parts, earlier.parts
            changed = {name: text for name, text in parts.items() if text != old.get(name)}
            found = event({"number": self.number, "parts": changed})
            self._from[earlier] = found
        return found

    def forget(self) -> None:
        """Forget the earlier states, once there is a newer one."""
        self._from.clear()


Make = Callable[[Key], Awaitable[WholeState | None]]
"""Returns the state of a kind of page; None if there is nothing to send any more. Raises Later."""


class Stream:
    """The stream of one page that is open; ``shown`` is what it was sent last."""

    def __init__(self, heartbeat: float = HEARTBEAT) -> None:
        self.shown: WholeState | None = None
        self._next: WholeState | None = None
        self._ended = False
        self._beat = False
        self._waits: asyncio.Future[None] | None = None
        self._heartbeat = heartbeat
        self._timer: asyncio.TimerHandle | None = None
        self._quiet = True

    def put(self, state: WholeState | None) -> None:
        """Replace the state that waits; None ends the stream."""
        if state is None:
            self._ended = True
        else:
            self._next = state
        self._wake()

    async def next(self) -> bytes | None:
        """Return the next message, or a comment after a silent while; None at the end."""
        if self._timer is None:
            self._arm()
        while True:
            if self._ended:
                self._disarm()
                return None
            state, self._next = self._next, None
            if state is not None and state is not self.shown:
                shown, self.shown, self._quiet = self.shown, state, False
                return state.since(shown) if shown is not None else state.first({})
            if self._beat:
                self._beat = False
                return _COMMENT
            self._waits = asyncio.get_running_loop().create_future()
            await self._waits

    def _wake(self) -> None:
        if self._waits is not None and not self._waits.done():
            self._waits.set_result(None)

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._heartbeat, self._is_quiet)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _is_quiet(self) -> None:
        # A message since the last time is a sign of life as good as a comment.
        if self._quiet:
            self._beat = True
            self._wake()
        self._quiet = True
        self._arm()


@dataclass
class Hub:
    """The streams of all rooms in this process; used in the event loop, except for ``hear``."""

    bus: Bus
    make: Make
    log: Callable[[BaseException], None]
    tick: float = TICK
    again: float = AGAIN
    heartbeat: float = HEARTBEAT
    _streams: dict[Key, set[Stream]] = field(default_factory=lambda: defaultdict(set))
    _latest: dict[Key, WholeState] = field(default_factory=dict)
    _making: dict[Key, "asyncio.Task[WholeState | None]"] = field(default_factory=dict)
    _due: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _stop: Callable[[], None] | None = None

    @property
    def count(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._streams.values()))

    async def open(self, key: Key) -> Stream | None:
        """Return a new stream whose ``shown`` is the first state; None if there is nothing to show.

        Raise what ``make`` raises. The state is read once for all that come while it is: a change
        meanwhile is sent to all streams that are open, this one included.
        """
        self._listen()
        stream = Stream(self.heartbeat)
        self._streams[key].add(stream)
        try:
            stream.shown = self._latest.get(key) or await self._made(key)
        # Also for a browser that goes meanwhile (CancelledError).
        except BaseException:
            self.close(key, stream)
            raise
        if stream.shown is None:
            self.close(key, stream)
            return None
        return stream

    def close(self, key: Key, stream: Stream) -> None:
        """Forget a stream whose page has gone."""
        stream.put(None)
        self._streams[key].discard(stream)
        if not self._streams[key]:
            del self._streams[key]
            # Without a stream nobody hears of changes, and the state would get old.
            self._latest.pop(key, None)

    def stop(self) -> None:
        """End all streams."""
        if self._stop is not None:
            self._stop()
        for task in self._due.values():
            task.cancel()
        for streams in self._streams.values():
            for stream in streams:
                stream.put(None)

    def _listen(self) -> None:
        if self._stop is not None:
            return
        loop = asyncio.get_running_loop()

        def hear(code: str | None) -> None:
            # Called in a thread of the bus or of a writer, also while the server stops.
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._changed, code)

        self._stop = self.bus.listen(hear)

    async def _made(self, key: Key) -> WholeState | None:
        """Make the state of a kind of page, once for all that wait for it."""
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.ensure_future(self.make(key))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        # A page that goes meanwhile must not take the state from the others.
        state = await asyncio.shield(task)
        # What was sent meanwhile is newer, and this was perhaps read before it.
        if key not in self._latest and state is not None and key in self._streams:
            self._latest[key] = state
        return self._latest.get(key, state)

    def _changed(self, code: str | None) -> None:
        """Note that a room has changed; None: any room may have."""
        codes = {key[0] for key in self._streams} if code is None else {code}
        for changed in codes:
            if changed in self._due:
                self._again.add(changed)
            elif any(key[0] == changed for key in self._streams):
                self._due[changed] = asyncio.ensure_future(self._send(changed))

    async def _send(self, code: str) -> None:
        try:
            await asyncio.sleep(self.tick + PER_STREAM * self.count)
            self._again.discard(code)
            # A change that comes from here on may be missing in what is read, so it is noted again.
            while not await self._sent(code):
                await asyncio.sleep(self.again)
                self._again.discard(code)
        except Exception as bug:
            self.log(bug)
        finally:
            self._due.pop(code, None)
        if code in self._again:
            self._again.discard(code)
            self._changed(code)

    async def _sent(self, code: str) -> bool:
        """Send a room to all its pages; return whether its state could be read."""
        # A copy, because streams come and go while a state is made.
        for key in [key for key in self._streams if key[0] == code]:
            try:
                state = await self.make(key)
            except Later:
                return False
            self._keep(key, state)
            for stream in tuple(self._streams.get(key, ())):
                stream.put(state)
        return True

    def _keep(self, key: Key, state: WholeState | None) -> None:
        before = self._latest.pop(key, None)
        if before is not None:
            # Otherwise each state would hold the one before it, and so all of them.
            before.forget()
        if state is not None and key in self._streams:
            self._latest[key] = state


def event(data: Mapping[str, object]) -> bytes:
    """Return a message of a stream (a server-sent event)."""
    # JSON has no line break, which would end the message.
    return b"data: " + json.dumps(data).encode() + b"\n\n"
