"""Times as they are shown: the store keeps UTC, and people live by the clock on their wall."""

from datetime import UTC, datetime

UNKNOWN_DAY = "unknown day"
"""Shown where a damaged store has no time."""


def local_day(time: str) -> str:
    """Return the day of a saved UTC time, in local time, as ``2026-11-27``; UNKNOWN_DAY if it is no time."""
    try:
        moment = datetime.fromisoformat(time)
        return (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
            .astimezone()
            .date()
            .isoformat()
        )
    except (
        TypeError,
        ValueError,
        OverflowError,
        OSError,
    ):  # no text, no time, or none that this machine can convert
        return UNKNOWN_DAY
