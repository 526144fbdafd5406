"""The tables of a server's database.

Times are UTC milliseconds. What is secret (a link, a session, the key of a host) is saved as the
SHA-256 of a random token, so that the database alone opens nothing.

Nothing connects a vote with a person: ``voter`` is a random id that a browser keeps, its tables
refer to the plenary alone, and no vote has a time.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Text
from sqlalchemy.sql.elements import ColumnElement

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _text(name: str, default: str | None = None, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, server_default=default)


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def _key(name: str, refers_to: str = "") -> Column[str]:
    return Column(name, Text, *_reference(refers_to), primary_key=True)


def _owner(name: str, refers_to: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, *_reference(refers_to), nullable=null)


def _reference(refers_to: str) -> list[ForeignKey]:
    return [ForeignKey(refers_to, ondelete="CASCADE")] if refers_to else []


def _one_of(column: str, *values: str) -> CheckConstraint:
    allowed: list[ColumnElement[str]] = [sa.literal_column(f"'{value}'") for value in values]
    wanted: ColumnElement[bool] = sa.column(column).in_(allowed)
    return CheckConstraint(wanted, name=column)


# -- People and courses ---------------------------------------------------------------------------

person = sa.Table(
    "person",
    metadata,
    _key("id"),
    _text("name"),  # a pseudonym that the person chose
    _text("learner"),  # the id of their plays, also on their own machine
    _number("created"),
    _number("seen"),
    _text("settings", ""),  # of the practice room, as the file of settings on one's own machine
)

server_role = sa.Table(
    "server_role",
    metadata,
    _key("person", "person.id"),
    _key("role"),
    _one_of("role", "operator", "trainer"),
)

course = sa.Table(
    "course",
    metadata,
    _key("id"),
    _text("name"),
    _number("created"),
    _number("delete_at", null=True),  # when the course is deleted; null: not decided
    _text("programme", ""),  # the id of the programme that its learners are to play
)

member = sa.Table(
    "member",
    metadata,
    _key("course", "course.id"),
    _key("person", "person.id"),
    _key("role"),
    _number("joined"),
    _one_of("role", "learner", "trainer", "panel"),
    Index("ix_member_person", "person"),
)

join_code = sa.Table(
    "join_code",
    metadata,
    _key("code"),
    _owner("course", "course.id"),
    _number("created"),
    _number("closed", null=True),
    Index("ix_join_code_course", "course"),
)

consent = sa.Table(
    "consent",
    metadata,
    _key("course", "course.id"),
    _key("person", "person.id"),
    _key("what"),
    _text("wording"),  # the version of the sentence that the person read
    _number("asked"),
    _number("given", null=True),
    _number("withdrawn", null=True),
    _one_of("what", "figures", "own_words"),
    Index("ix_consent_person", "person"),
)

shared = sa.Table(
    "shared",
    metadata,
    _key("course", "course.id"),
    _key("person", "person.id"),
    _key("what"),
    _key("play"),
    _text("document"),  # JSON
    _number("at"),
    _one_of("what", "figures", "own_words"),
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
        _one_of("what", "figures"),
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
    _text("scenario"),
    _text("title"),
    _number("version"),
    _text("digest"),
    _text("mode"),
    _text("attempt"),
    Column("drilled", Integer, nullable=False),  # moments that were met before or after a drill
    _text("scores"),  # JSON: the score of each moment, a share of the most that it earns
)

shared_moment = _of_shared(
    "shared_moment",
    "shared_session",
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("scenario"),
    _text("digest"),
    _text("mode"),
    _text("attempt"),
    _text("moment"),
    _text("kind"),
    _text("situation"),
    _text("option"),  # empty: the leader waited
    Column("credit", sa.Float(53), nullable=False),
    Column("best", sa.Float(53), nullable=False),
    _text("outcome"),
    _text("twin"),
    _text("drill"),
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
    _key("token"),
    _owner("person", "person.id"),
    _number("created"),
    _number("expires"),
    _number("used", null=True),
    Index("ix_one_time_link_person", "person"),
)

invitation = sa.Table(
    "invitation",
    metadata,
    _key("token"),
    _owner("course", "course.id", null=True),  # null: to this server, to make courses
    _text("role"),
    _number("created"),
    _number("expires"),
    _number("used", null=True),
    _one_of("role", "trainer", "panel"),
    Index("ix_invitation_course", "course"),
)

web_session = sa.Table(
    "web_session",
    metadata,
    _key("token"),
    _owner("person", "person.id"),
    _number("created"),
    _number("expires"),
    Index("ix_web_session_person", "person"),
)

attempt = sa.Table(
    "attempt",
    metadata,
    _key("who"),  # a digest of an address or of a room
    _key("what"),
    _number("until"),
    Column("count", Integer, nullable=False),
)

# -- Plays of a person ----------------------------------------------------------------------------

scenario_text = sa.Table(
    "scenario_text",
    metadata,
    # By person: a text can be imported, and need not be the one of its digest.
    _key("person", "person.id"),
    _key("digest"),
    Column("text", sa.LargeBinary, nullable=False),
)

play = sa.Table(
    "play",
    metadata,
    _key("person", "person.id"),
    _key("id"),
    _number("number"),
    _text("scenario"),
    _text("title"),
    _text("digest"),
    _text("mode"),
    _text("feedback"),
    _number("seed"),
    _text("started"),
    _text("ended", null=True),
    _text("branch_of", null=True),
    _text("branched_at"),
    _text("programme"),
    _number("part"),
    _text("follows", null=True),
    _text("replaced_by", null=True),
    _text("place_scenario", ""),
    _text("place_programme", ""),
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
    _text("act"),
    _text("moment"),
    _number("after"),
    _text("option"),
    _text("say"),
    _text("at"),
)

own_words = _of_play(
    "own_words",
    Column("moment", Text, primary_key=True),
    _number("after"),
    _text("text"),
    _text("at"),
)

drill_review = sa.Table(
    "drill_review",
    metadata,
    _key("person", "person.id"),
    _key("id"),
    _text("at"),
    _text("situation"),
    _text("scenario"),
    _text("digest"),
    _text("moment"),
    _number("seed"),
    _text("act"),
    _text("option"),
    _number("rating"),
    _text("own_words"),
)

# What a form of the practice room began and the next one ends; kept for an hour.
draft = sa.Table(
    "draft",
    metadata,
    _key("person", "person.id"),
    _key("id"),
    _number("saved"),
    Column("text", sa.LargeBinary, nullable=False),
)

# -- Plenaries ------------------------------------------------------------------------------------

plenary = sa.Table(
    "plenary",
    metadata,
    _key("id"),
    Column("code", Text, nullable=False, unique=True),
    _owner("course", "course.id", null=True),
    _text("host_key"),
    _text("scenario"),
    _text("title"),
    _text("digest"),
    Column("text", sa.LargeBinary, nullable=False),
    _number("seed"),
    _number("created"),
    # What is asked of the phones now; the locks on this row keep votes and the host's acts apart.
    Column("round", Integer, nullable=False),
    _text("question"),
    _number("closed", null=True),
    _one_of("question", "", "act", "words"),
    Index("ix_plenary_course", "course"),
)

plenary_event = sa.Table(
    "plenary_event",
    metadata,
    _key("plenary", "plenary.id"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("event"),  # JSON
    _number("at"),
)

host_link = sa.Table(
    "host_link",
    metadata,
    _key("token"),
    _owner("plenary", "plenary.id"),
    _number("expires"),
    _number("used", null=True),
    _text("host_key", null=True),  # of the browser that used it
    Index("ix_host_link_plenary", "plenary"),
)

voter = sa.Table("voter", metadata, _key("plenary", "plenary.id"), _key("voter"))


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
    _text("choice"),
    _one_of("question", "act", "words"),
)

sent_words = _of_voter(
    "sent_words",
    Column("id", Text, nullable=False, unique=True),  # random: it says nothing of the voter
    _text("text"),
)

# -- The record store -----------------------------------------------------------------------------

record_consent = sa.Table(
    "record_consent",
    metadata,
    _key("person", "person.id"),
    _text("wording"),  # the version of the sentence that the person read
    _number("asked"),
    _number("given", null=True),
    _number("withdrawn", null=True),
    Column("times", Integer, nullable=False),  # how often it was given
)

recorded_play = sa.Table(
    "recorded_play",
    metadata,
    _key("person", "person.id"),
    _key("play"),
)

statement = sa.Table(
    "statement",
    metadata,
    _key("id"),
    # Null: it takes back another one, and stays when the person is deleted.
    _owner("person", "person.id", null=True),
    _text("address"),  # of this server, as it is in the statement
    _number("number"),  # the order in which they are sent
    _text("document"),  # JSON; empty once it was sent
    _text("state"),
    Column("tries", Integer, nullable=False),
    _number("due"),  # not to be sent before this time
    _text("reason"),
    _one_of("state", "waiting", "sent", "refused"),
    Index("ix_statement_person", "person"),
    Index("ix_statement_state", "state", "due", "number"),
)

# -- Learning platforms (LTI) ---------------------------------------------------------------------

lti_key = sa.Table(
    "lti_key",
    metadata,
    _key("id"),
    _text("private"),  # the key of this server, as JSON (JWK)
    _number("created"),
)

lti_registration = sa.Table(
    "lti_registration",
    metadata,
    _key("token"),
    _number("expires"),
)

lti_platform = sa.Table(
    "lti_platform",
    metadata,
    _key("id"),
    _text("issuer"),
    _text("client"),
    _text("deployment"),  # empty: that of the first launch
    _text("sign_in_url"),
    _text("token_url"),
    _text("keys_url"),
    _number("created"),
    Index("ix_lti_platform_issuer", "issuer", "client", unique=True),
)

lti_login = sa.Table(
    "lti_login",
    metadata,
    _key("state"),
    _owner("platform", "lti_platform.id"),
    _text("browser"),
    _text("nonce"),
    _number("expires"),
)

lti_account = sa.Table(
    "lti_account",
    metadata,
    _key("platform", "lti_platform.id"),
    _key("subject"),
    _owner("person", "person.id"),
    Index("ix_lti_account_person", "person"),
)

lti_place = sa.Table(
    "lti_place",
    metadata,
    _key("id"),
    _owner("platform", "lti_platform.id"),
    _owner("person", "person.id"),
    _text("subject"),
    _text("link"),  # the platform's id of the activity
    _text("scenario"),  # empty: any
    _text("line"),  # where its score is sent; empty: nowhere
    _text("reports"),
    _number("since"),
    Column("counted", Integer, nullable=False),  # finished sessions when the score was made
    _text("score", null=True),  # percent as it was sent or is to be sent
    _text("state"),
    Column("tries", Integer, nullable=False),
    _number("due"),
    _text("reason"),
    _one_of("reports", "", "yes", "no"),
    _one_of("state", "", "waiting", "sent", "refused"),
    Index("ix_lti_place_person", "person", "platform", "link", unique=True),
    Index("ix_lti_place_state", "state", "due"),
)

# -- Panels ---------------------------------------------------------------------------------------

marking = sa.Table(
    "marking",
    metadata,
    _key("id"),
    _owner("course", "course.id"),
    _text("scenario"),
    _text("title"),
    _number("version"),
    Column("text", sa.LargeBinary, nullable=False),  # as it was when the marking was opened
    _number("opened"),
    _number("closed", null=True),
    Index("ix_marking_course", "course"),
)

# What a member has marked so far. It is deleted when they hand it in.
marking_draft = sa.Table(
    "marking_draft",
    metadata,
    _key("marking", "marking.id"),
    _key("person", "person.id"),
    _key("moment"),  # its number
    _key("line"),  # its letter on the sheets, wait, or choice: ids could give the key away
    _text("mark"),
    _text("reason"),
    Index("ix_marking_draft_person", "person"),
)

# Who has handed in, and what was handed in: nothing connects the two, and neither has a time.
marking_member = sa.Table(
    "marking_member",
    metadata,
    _key("marking", "marking.id"),
    _key("person", "person.id"),
    Index("ix_marking_member_person", "person"),
)

marking_sheet = sa.Table(
    "marking_sheet",
    metadata,
    _key("id"),  # random: the order of the sheets says nothing of their members
    _owner("marking", "marking.id"),
    _text("document"),  # JSON
    Index("ix_marking_sheet_marking", "marking"),
)

# -- OpenID Connect -------------------------------------------------------------------------------

oidc_login = sa.Table(
    "oidc_login",
    metadata,
    _key("state"),
    _text("browser"),
    _text("nonce"),
    _text("verifier"),
    _owner("person", "person.id", null=True),  # who gets the account; null: a sign-in
    _text("code"),  # of the course that is joined afterwards
    _number("expires"),
    Index("ix_oidc_login_person", "person"),
)

oidc_new = sa.Table(
    "oidc_new",
    metadata,
    _key("token"),
    _text("browser"),
    _text("issuer"),
    _text("subject"),
    _text("code"),
    Column("trains", Integer, nullable=False),
    _number("expires"),
)

oidc_account = sa.Table(
    "oidc_account",
    metadata,
    _key("issuer"),
    _key("subject"),
    _owner("person", "person.id"),
    Index("ix_oidc_account_person", "person"),
)
