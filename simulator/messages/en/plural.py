"""The plural rule of English."""


def plural(count: float) -> str:
    """Return the plural category of a number: ``one`` or ``other``."""
    return "one" if count == 1 else "other"
