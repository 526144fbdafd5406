"""Codes that people type, and tokens that only programs carry."""

import hashlib
import secrets

import sqlalchemy as sa

from simulator.course import plenary_tables, tables
from simulator.course.database import Transaction
from simulator.practice.course_code import ALPHABET, LENGTH, typed_code

__all__ = ["ALPHABET", "LENGTH", "digest", "new_code", "new_token", "typed_code"]


def new_code(transaction: Transaction) -> str:
    """Return a code that neither a room nor a course has."""
    while True:
        # One form takes the codes of rooms and of courses, so they must differ from each other.
        # Closed codes of courses count, too: files of learners still name them.
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        room = sa.select(plenary_tables.plenary.c.code).where(plenary_tables.plenary.c.code == code)
        course = sa.select(tables.join_code.c.code).where(tables.join_code.c.code == code)
        if transaction.first(room) is None and transaction.first(course) is None:
            return code


def new_token() -> str:
    """Return a token that cannot be guessed, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is saved of a token; it does not open what the token opens."""
    # No salt and no slow hash: nobody can try out 256 random bits. An invented token can have lone
    # surrogates, and must be a wrong one, not an error.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
