"""The tables of plenaries.

Nothing connects a vote with a person: ``voter`` is a random id that a browser keeps, its tables
refer to the plenary alone, and no vote has a time. The key of a host is saved as its SHA-256.
"""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, Text

from simulator.course.columns import key, metadata, number, one_of, owner, text

# -- Plenaries ------------------------------------------------------------------------------------

plenary = sa.Table(
    "plenary",
    metadata,
    key("id"),
    Column("code", Text, nullable=False, unique=True),
    owner("course", "course.id", null=True),
    text("host_key"),
    text("scenario"),
    text("title"),
    text("digest"),
    Column("text", sa.LargeBinary, nullable=False),
    number("seed"),
    number("created"),
    # What is asked of the phones now; the locks on this row keep votes and the host's acts apart.
    Column("round", Integer, nullable=False),
    text("question"),
    number("closed", null=True),
    one_of("question", "", "act", "words"),
    Index("ix_plenary_course", "course"),
)

plenary_event = sa.Table(
    "plenary_event",
    metadata,
    key("plenary", "plenary.id"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text("event"),  # JSON
    number("at"),
)

host_link = sa.Table(
    "host_link",
    metadata,
    key("token"),
    owner("plenary", "plenary.id"),
    number("expires"),
    number("used", null=True),
    text("host_key", null=True),  # of the browser that used it
    Index("ix_host_link_plenary", "plenary"),
)

voter = sa.Table("voter", metadata, key("plenary", "plenary.id"), key("voter"))


def _of_voter(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        Column("plenary", Text, primary_key=True),
        Column("round", Integer, primary_key=True, autoincrement=False),
        Column("voter", Text, primary_key=True),
        *columns,
        sa.ForeignKeyConstraint(
            ["plenary", "voter"],
            ["voter.plenary", "voter.voter"],
            ondelete="CASCADE",
            name=f"fk_{name}_voter",
        ),
    )


vote = _of_voter(
    "vote",
    Column("question", Text, primary_key=True),
    text("choice"),
    one_of("question", "act", "words"),
)

sent_words = _of_voter(
    "sent_words",
    Column("id", Text, nullable=False, unique=True),  # random: it says nothing of the voter
    text("text"),
)
