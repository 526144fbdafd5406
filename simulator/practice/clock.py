"""Convert times for display: the store has UTC, and screens show local days."""

from datetime import UTC, datetime

UNKNOWN_DAY = "unknown day"
"""Shown if a damaged store has no valid time."""


def local_day(time: str) -> str:
    """Return the local day of a saved UTC time, such as ``2026-11-27``.

    Return UNKNOWN_DAY if the value is not a time.
    """
    # Not a string, not a time, or a time that this machine cannot convert.
    failures = (TypeError, ValueError, OverflowError, OSError)
    try:
        moment = datetime.fromisoformat(time)
        if not moment.tzinfo:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone().date().isoformat()
    except failures:
        return UNKNOWN_DAY
