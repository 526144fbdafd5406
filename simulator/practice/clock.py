"""Convert times for display: the store has UTC, and screens show local days."""

from datetime import UTC, datetime

from simulator.messages import say


def local_day(time: str) -> str:
    """Return the local day of a saved UTC time, such as ``2026-11-27``.

    If a damaged store has a value that is not a time, return words that say so.
    """
    # Not a string, not a time, or a time that this machine cannot convert.
    failures = (TypeError, ValueError, OverflowError, OSError)
    try:
        moment = datetime.fromisoformat(time)
        # ``astimezone`` would take a time without a zone as local.
        if not moment.tzinfo:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone().date().isoformat()
    except failures:
        return say("plays.unknown_day")
