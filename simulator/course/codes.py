"""Codes that people type, and tokens that only programs carry."""

import hashlib
import secrets

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Transaction

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which are taken for each other on a wall."""

LENGTH = 6
"""Of 31 characters: 887 million codes."""


def new_code(transaction: Transaction) -> str:
    """Return a code that neither a room nor a course has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        room = sa.select(tables.plenary.c.code).where(tables.plenary.c.code == code)
        course = sa.select(tables.join_code.c.code).where(tables.join_code.c.code == code)
        if transaction.first(room) is None and transaction.first(course) is None:
            return code


def typed_code(text: str) -> str:
    """Return a code as somebody typed it in its one spelling; empty if it can be none."""
    code = text[:100].upper().replace(" ", "").replace("-", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def new_token() -> str:
    """Return a token that cannot be guessed, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is saved of a token; it does not open what the token opens."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
