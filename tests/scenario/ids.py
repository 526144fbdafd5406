"""Ids of parametrized tests whose parameters have characters that may not be shown."""


def readable_id(text: str) -> str:
    """Return ``text`` in ASCII, without a backslash.

    pytest escapes backslashes in ids, and those of a mark once more whenever the same process
    collects the test again. ``make mutants`` does that, and the test would not be found.
    """
    return ascii(text).replace("\\", "/")
