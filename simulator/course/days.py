"""The day after which a course is deleted, between a form or an option and the database."""

from datetime import UTC, date, datetime, timedelta

LONGEST_KEPT = timedelta(days=3660)
"""How far away that day may be."""


class BadDay(Exception):
    """A text is no day, or one that is over or too far away."""


def end_of(text: str, now: int) -> int:
    """Return the end of a day like 2027-03-31 (UTC), in milliseconds; raise BadDay."""
    # Plus 1, because ``day_of`` takes the end of a day, and now is a time within one.
    today = date.fromisoformat(day_of(now + 1))
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadDay from error
    if not today <= day <= today + LONGEST_KEPT:
        raise BadDay
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return int(end.timestamp() * 1000)


def day_of(end: int) -> str:
    """Return the day that ends at a time in UTC milliseconds."""
    # The end of a day is the first millisecond of the next one.
    return datetime.fromtimestamp((end - 1) / 1000, UTC).date().isoformat()
