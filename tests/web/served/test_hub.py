"""The hub of streams: what is sent when, and that nothing stops it."""

import asyncio
from collections.abc import Awaitable, Callable

from simulator.course.bus import InProcessBus
from simulator.web.served.hub import Hub, Key, Later, Stream, WholeState
from tests.patience import PATIENCE

KEY: Key = ("K7PM4Q", "phone", "")


class Room:
    """What a hub makes states of; ``made`` counts how often."""

    def __init__(self) -> None:
        self.number, self.made = 0, 0
        self.fails: list[Exception] = []
        self.logged: list[BaseException] = []
        self.hub = Hub(InProcessBus(), self.make, self.logged.append, tick=0.01, again=0.01)

    async def make(self, key: Key) -> WholeState | None:
        self.made += 1
        if self.fails:
            raise self.fails.pop()
        return WholeState(self.number, {"number": str(self.number), "same": "x"})

    def change(self) -> None:
        self.number += 1
        self.hub._changed(KEY[0])

    async def opened(self) -> Stream:
        stream = await self.hub.open(KEY)
        assert stream is not None
        return stream


def hubs(test: Callable[[Room], Awaitable[None]]) -> Callable[[], None]:
    """Run a test with a room in an event loop of its own."""

    async def run() -> None:
        room = Room()
        async with asyncio.timeout(PATIENCE):
            await test(room)
        room.hub.stop()

    def started() -> None:
        asyncio.run(run())

    started.__name__ = getattr(test, "__name__", "test")
    return started


@hubs
async def test_changes_of_one_moment_are_one_message_made_once_for_all(room: Room) -> None:
    streams = [await room.opened() for _ in range(20)]
    assert room.made == 1
    for _ in range(50):
        room.change()
    sent = [await stream.next() for stream in streams]
    assert len(set(sent)) == 1
    assert b'"50"' in (sent[0] or b"")
    assert b"same" not in (sent[0] or b"")  # only what has changed
    assert room.made == 2


@hubs
async def test_a_slow_stream_keeps_one_message_the_newest(room: Room) -> None:
    slow, quick = await room.opened(), await room.opened()
    for _ in range(5):
        room.change()
        await quick.next()
    message = await slow.next()
    assert message is not None
    assert b'"number": 5' in message
    assert slow._next is None


@hubs
async def test_a_page_that_has_gone_costs_nothing_any_more(room: Room) -> None:
    stream = await room.opened()
    room.hub.close(KEY, stream)
    assert room.hub.count == 0
    room.change()
    await asyncio.sleep(0.05)
    assert room.made == 1


@hubs
async def test_a_hub_that_stops_ends_all_streams(room: Room) -> None:
    streams = [await room.opened() for _ in range(3)]
    waiting = [asyncio.ensure_future(stream.next()) for stream in streams]
    await asyncio.sleep(0)
    room.hub.stop()
    assert await asyncio.gather(*waiting) == [None, None, None]


@hubs
async def test_a_bug_is_logged_and_the_next_change_is_sent(room: Room) -> None:
    stream = await room.opened()
    bug = ValueError("a bug")
    room.fails = [bug]
    room.change()
    while not room.logged:
        await asyncio.sleep(0.01)
    assert room.logged == [bug]
    while room.hub._due:
        await asyncio.sleep(0.01)
    room.change()
    assert b'"number": 2' in (await stream.next() or b"")


@hubs
async def test_a_state_is_read_again_until_the_database_answers(room: Room) -> None:
    stream = await room.opened()
    room.fails = [Later(), Later(), Later()]
    room.change()
    assert b'"number": 1' in (await stream.next() or b"")
    assert room.logged == []
    assert room.made == 5
