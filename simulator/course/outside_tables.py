"""The tables of record stores, learning platforms and providers of accounts."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer

from simulator.course.columns import key, metadata, number, one_of, owner, text

# -- The record store -----------------------------------------------------------------------------

record_consent = sa.Table(
    "record_consent",
    metadata,
    key("person", "person.id"),
    text("wording"),  # the version of the sentence that the person read
    number("asked"),
    number("given", null=True),
    number("withdrawn", null=True),
    Column("times", Integer, nullable=False),  # how often it was given
)

recorded_play = sa.Table(
    "recorded_play",
    metadata,
    key("person", "person.id"),
    key("play"),
)

statement = sa.Table(
    "statement",
    metadata,
    key("id"),
    # Null: it takes back another one, and stays when the person is deleted.
    owner("person", "person.id", null=True),
    text("address"),  # of this server, as it is in the statement
    number("number"),  # the order in which they are sent
    text("document"),  # JSON; empty once it was sent
    text("state"),
    Column("tries", Integer, nullable=False),
    number("due"),  # not to be sent before this time
    text("reason"),
    one_of("state", "waiting", "sent", "refused"),
    Index("ix_statement_person", "person"),
    Index("ix_statement_state", "state", "due", "number"),
)

# -- Learning platforms (LTI) ---------------------------------------------------------------------

lti_key = sa.Table(
    "lti_key",
    metadata,
    key("id"),
    text("private"),  # the key of this server, as JSON (JWK)
    number("created"),
)

lti_registration = sa.Table(
    "lti_registration",
    metadata,
    key("token"),
    number("expires"),
)

lti_platform = sa.Table(
    "lti_platform",
    metadata,
    key("id"),
    text("issuer"),
    text("client"),
    text("deployment"),  # empty: that of the first launch
    text("sign_in_url"),
    text("token_url"),
    text("keys_url"),
    number("created"),
    Index("ix_lti_platform_issuer", "issuer", "client", unique=True),
)

lti_login = sa.Table(
    "lti_login",
    metadata,
    key("state"),
    owner("platform", "lti_platform.id"),
    text("browser"),
    text("nonce"),
    number("expires"),
)

lti_account = sa.Table(
    "lti_account",
    metadata,
    key("platform", "lti_platform.id"),
    key("subject"),
    owner("person", "person.id"),
    Index("ix_lti_account_person", "person"),
)

lti_place = sa.Table(
    "lti_place",
    metadata,
    key("id"),
    owner("platform", "lti_platform.id"),
    owner("person", "person.id"),
    text("subject"),
    text("link"),  # the platform's id of the activity
    text("scenario"),  # empty: any
    text("line"),  # where its score is sent; empty: nowhere
    text("reports"),
    number("since"),
    Column("counted", Integer, nullable=False),  # finished sessions when the score was made
    text("score", null=True),  # percent as it was sent or is to be sent
    text("state"),
    Column("tries", Integer, nullable=False),
    number("due"),
    text("reason"),
    one_of("reports", "", "yes", "no"),
    one_of("state", "", "waiting", "sent", "refused"),
    Index("ix_lti_place_person", "person", "platform", "link", unique=True),
    Index("ix_lti_place_state", "state", "due"),
)

# -- OpenID Connect -------------------------------------------------------------------------------

oidc_login = sa.Table(
    "oidc_login",
    metadata,
    key("state"),
    text("browser"),
    text("nonce"),
    text("verifier"),
    owner("person", "person.id", null=True),  # who gets the account; null: a sign-in
    text("code"),  # of the course that is joined afterwards
    number("expires"),
    Index("ix_oidc_login_person", "person"),
)

oidc_new = sa.Table(
    "oidc_new",
    metadata,
    key("token"),
    text("browser"),
    text("issuer"),
    text("subject"),
    text("code"),
    Column("trains", Integer, nullable=False),
    number("expires"),
)

oidc_account = sa.Table(
    "oidc_account",
    metadata,
    key("issuer"),
    key("subject"),
    owner("person", "person.id"),
    Index("ix_oidc_account_person", "person"),
)
