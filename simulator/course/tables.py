"""The tables of people, courses, plays and panels.

Times are UTC milliseconds. What is secret (a link, a session) is saved as the SHA-256 of a random
token, so that the database alone opens nothing. ``all_tables.py`` names the other tables.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Index, Integer, Text

from simulator.course.columns import key, metadata, number, one_of, owner, text

# -- People and courses ---------------------------------------------------------------------------

person = sa.Table(
    "person",
    metadata,
    key("id"),
    text("name"),  # a pseudonym that the person chose
    text("learner"),  # the id of their plays, also on their own machine
    number("created"),
    number("seen"),
    text("settings", ""),  # of the practice room, as the file of settings on one's own machine
)

server_role = sa.Table(
    "server_role",
    metadata,
    key("person", "person.id"),
    key("role"),
    one_of("role", "operator", "trainer"),
)

course = sa.Table(
    "course",
    metadata,
    key("id"),
    text("name"),
    number("created"),
    number("delete_at", null=True),  # when the course is deleted; null: not decided
    text("programme", ""),  # the id of the programme that its learners are to play
)

member = sa.Table(
    "member",
    metadata,
    key("course", "course.id"),
    key("person", "person.id"),
    key("role"),
    number("joined"),
    one_of("role", "learner", "trainer", "panel"),
    Index("ix_member_person", "person"),
)

join_code = sa.Table(
    "join_code",
    metadata,
    key("code"),
    owner("course", "course.id"),
    number("created"),
    number("closed", null=True),
    Index("ix_join_code_course", "course"),
)

consent = sa.Table(
    "consent",
    metadata,
    key("course", "course.id"),
    key("person", "person.id"),
    key("what"),
    text("wording"),  # the version of the sentence that the person read
    number("asked"),
    number("given", null=True),
    number("withdrawn", null=True),
    one_of("what", "figures", "own_words"),
    Index("ix_consent_person", "person"),
)

shared = sa.Table(
    "shared",
    metadata,
    key("course", "course.id"),
    key("person", "person.id"),
    key("what"),
    key("play"),
    text("document"),  # JSON
    number("at"),
    one_of("what", "figures", "own_words"),
    Index("ix_shared_person", "person"),
)

# Shared figures as rows, so that the database can count them: for each session, and each
# moment in it. They are deleted with the document that they were made of, whoever deletes that.


def _of_shared(name: str, refers_to: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    keys = ("course", "person", "what", "play")
    return sa.Table(
        name,
        metadata,
        *(Column(key, Text, primary_key=True) for key in keys),
        *columns,
        one_of("what", "figures"),
        sa.ForeignKeyConstraint(
            keys,
            [f"{refers_to}.{key}" for key in keys],
            ondelete="CASCADE",
            name=f"fk_{name}_{refers_to}",
        ),
    )


shared_session = _of_shared(
    "shared_session",
    "shared",
    text("scenario"),
    text("title"),
    number("version"),
    text("digest"),
    text("mode"),
    text("attempt"),
    Column("drilled", Integer, nullable=False),  # moments that were met before or after a drill
    text("scores"),  # JSON: the score of each moment, a share of the most that it earns
)

shared_moment = _of_shared(
    "shared_moment",
    "shared_session",
    Column("number", Integer, primary_key=True, autoincrement=False),
    text("scenario"),
    text("digest"),
    text("mode"),
    text("attempt"),
    text("moment"),
    text("kind"),
    text("situation"),
    text("option"),  # empty: the leader waited
    Column("credit", sa.Float(53), nullable=False),
    Column("best", sa.Float(53), nullable=False),
    text("outcome"),
    text("twin"),
    text("drill"),
    # In the order in which a course is counted, with all that is counted.
    Index(
        "ix_shared_moment_counted",
        *("course", "attempt", "scenario", "digest", "mode", "moment", "option", "credit"),
        *("best", "kind", "outcome", "person"),
    ),
)

one_time_link = sa.Table(
    "one_time_link",
    metadata,
    key("token"),
    owner("person", "person.id"),
    number("created"),
    number("expires"),
    number("used", null=True),
    Index("ix_one_time_link_person", "person"),
)

invitation = sa.Table(
    "invitation",
    metadata,
    key("token"),
    owner("course", "course.id", null=True),  # null: to this server, to make courses
    text("role"),
    number("created"),
    number("expires"),
    number("used", null=True),
    one_of("role", "trainer", "panel"),
    Index("ix_invitation_course", "course"),
)

web_session = sa.Table(
    "web_session",
    metadata,
    key("token"),
    owner("person", "person.id"),
    number("created"),
    number("expires"),
    Index("ix_web_session_person", "person"),
)

attempt = sa.Table(
    "attempt",
    metadata,
    key("who"),  # a digest of an address or of a room
    key("what"),
    number("until"),
    Column("count", Integer, nullable=False),
)

# -- Plays of a person ----------------------------------------------------------------------------

scenario_text = sa.Table(
    "scenario_text",
    metadata,
    # By person: a text can be imported, and need not be the one of its digest.
    key("person", "person.id"),
    key("digest"),
    Column("text", sa.LargeBinary, nullable=False),
)

play = sa.Table(
    "play",
    metadata,
    key("person", "person.id"),
    key("id"),
    number("number"),
    text("scenario"),
    text("title"),
    text("digest"),
    text("mode"),
    text("feedback"),
    number("seed"),
    text("started"),
    text("ended", null=True),
    text("branch_of", null=True),
    text("branched_at"),
    text("programme"),
    number("part"),
    text("follows", null=True),
    text("replaced_by", null=True),
    text("place_scenario", ""),
    text("place_programme", ""),
    Index("ix_play_number", "person", "number", unique=True),
)


def _of_play(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        Column("person", Text, primary_key=True),
        Column("play", Text, primary_key=True),
        *columns,
        sa.ForeignKeyConstraint(
            ["person", "play"],
            ["play.person", "play.id"],
            ondelete="CASCADE",
            name=f"fk_{name}_play",
        ),
    )


act = _of_play(
    "act",
    # Together with the play it is the key, so a second writer of the same number fails.
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    text("act"),
    text("moment"),
    number("after"),
    text("option"),
    text("say"),
    text("at"),
)

own_words = _of_play(
    "own_words",
    Column("moment", Text, primary_key=True),
    number("after"),
    text("text"),
    text("at"),
)

drill_review = sa.Table(
    "drill_review",
    metadata,
    key("person", "person.id"),
    key("id"),
    text("at"),
    text("situation"),
    text("scenario"),
    text("digest"),
    text("moment"),
    number("seed"),
    text("act"),
    text("option"),
    number("rating"),
    text("own_words"),
)

# What a form of the practice room began and the next one ends; kept for an hour.
draft = sa.Table(
    "draft",
    metadata,
    key("person", "person.id"),
    key("id"),
    number("saved"),
    Column("text", sa.LargeBinary, nullable=False),
)

# -- Panels ---------------------------------------------------------------------------------------

marking = sa.Table(
    "marking",
    metadata,
    key("id"),
    owner("course", "course.id"),
    text("scenario"),
    text("title"),
    number("version"),
    Column("text", sa.LargeBinary, nullable=False),  # as it was when the marking was opened
    number("opened"),
    number("closed", null=True),
    Index("ix_marking_course", "course"),
)

# What a member has marked so far. It is deleted when they hand it in.
marking_draft = sa.Table(
    "marking_draft",
    metadata,
    key("marking", "marking.id"),
    key("person", "person.id"),
    key("moment"),  # its number
    key("line"),  # its letter on the sheets, wait, or choice: ids could give the key away
    text("mark"),
    text("reason"),
    Index("ix_marking_draft_person", "person"),
)

# Who has handed in, and what was handed in: nothing connects the two, and neither has a time.
marking_member = sa.Table(
    "marking_member",
    metadata,
    key("marking", "marking.id"),
    key("person", "person.id"),
    Index("ix_marking_member_person", "person"),
)

marking_sheet = sa.Table(
    "marking_sheet",
    metadata,
    key("id"),  # random: the order of the sheets says nothing of their members
    owner("marking", "marking.id"),
    text("document"),  # JSON
    Index("ix_marking_sheet_marking", "marking"),
)
