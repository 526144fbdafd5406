"""The columns of the tables of a server's database, and the metadata that has all tables."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Text
from sqlalchemy.sql.elements import ColumnElement

metadata = sa.MetaData(
    # Explicit names, because migrations name what they drop, and SQLite gives constraints none.
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def text(name: str, default: str | None = None, *, null: bool = False) -> Column[str]:
    """Return a column with a text."""
    return Column(name, Text, nullable=null, server_default=default)


def number(name: str, *, null: bool = False) -> Column[int]:
    """Return a column with a whole number."""
    # Milliseconds since 1970 need more than the 32 bits of PostgreSQL's INTEGER.
    return Column(name, BigInteger, nullable=null)


def key(name: str, refers_to: str = "") -> Column[str]:
    """Return a column with a text of the primary key, which may refer to another table."""
    return Column(name, Text, *_reference(refers_to), primary_key=True)


def owner(name: str, refers_to: str, *, null: bool = False) -> Column[str]:
    """Return a column with a reference to a row, with which this one is deleted."""
    return Column(name, Text, *_reference(refers_to), nullable=null)


def _reference(refers_to: str) -> list[ForeignKey]:
    return [ForeignKey(refers_to, ondelete="CASCADE")] if refers_to else []


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return the constraint that a column has one of these values."""
    allowed: list[ColumnElement[str]] = [sa.literal_column(f"'{value}'") for value in values]
    wanted: ColumnElement[bool] = sa.column(column).in_(allowed)
    return CheckConstraint(wanted, name=column)
