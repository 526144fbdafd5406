"""The token buckets that keep one client from taking all of the room's time."""

from simulator.web.served import rate
from simulator.web.served.rate import Rate


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_client_has_to_wait_once_its_bucket_is_empty_and_others_do_not() -> None:
    clock = Clock()
    limit = Rate(per_second=2, at_once=3, clock=clock)
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 0]
    assert limit.wait("a") == 0.5
    assert limit.wait("b") == 0
    clock.now = 0.5
    assert limit.wait("a") == 0
    assert limit.wait("a") == 0.5


def test_a_bucket_is_never_fuller_than_at_first() -> None:
    clock = Clock()
    limit = Rate(per_second=2, at_once=3, clock=clock)
    limit.wait("a")
    clock.now = 1_000
    assert [limit.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_the_clients_that_are_remembered_are_bounded() -> None:
    limit = Rate(clock=Clock())
    for number in range(rate.MOST_CLIENTS + 50):
        limit.wait(str(number))
    assert len(limit._buckets) == rate.MOST_CLIENTS
    assert "0" not in limit._buckets
