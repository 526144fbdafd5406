"""The code of a room or of a course, as people type it."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which are taken for each other on a wall."""

LENGTH = 6
"""Of 31 characters: 887 million codes."""


def typed_code(text: str) -> str:
    """Return a code as somebody typed it in its one spelling; empty if it can be none."""
    code = text[:100].upper().replace(" ", "").replace("-", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
