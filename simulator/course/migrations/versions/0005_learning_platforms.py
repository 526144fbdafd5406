"""Make the tables of learning platforms, and of what they are sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables as they are from this revision on."""
    _make_lti_key()
    _make_lti_platform()
    _make_lti_registration()
    _make_lti_account()
    _make_lti_login()
    _make_lti_place()


def _make_lti_key() -> None:
    op.create_table(
        "lti_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_key")),
    )


def _make_lti_platform() -> None:
    op.create_table(
        "lti_platform",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("deployment", sa.Text(), nullable=False),
        sa.Column("sign_in_url", sa.Text(), nullable=False),
        sa.Column("token_url", sa.Text(), nullable=False),
        sa.Column("keys_url", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_platform")),
    )
    op.create_index("ix_lti_platform_issuer", "lti_platform", ["issuer", "client"], unique=True)


def _make_lti_registration() -> None:
    op.create_table(
        "lti_registration",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_lti_registration")),
    )


def _make_lti_account() -> None:
    op.create_table(
        "lti_account",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_lti_account_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["platform"],
            ["lti_platform.id"],
            name=op.f("fk_lti_account_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform", "subject", name=op.f("pk_lti_account")),
    )
    op.create_index("ix_lti_account_person", "lti_account", ["person"], unique=False)


def _make_lti_login() -> None:
    op.create_table(
        "lti_login",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform"],
            ["lti_platform.id"],
            name=op.f("fk_lti_login_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_lti_login")),
    )


def _make_lti_place() -> None:
    op.create_table(
        "lti_place",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reports IN ('', 'yes', 'no')", name=op.f("ck_lti_place_reports")),
        sa.CheckConstraint(
            "state IN ('', 'waiting', 'sent', 'refused')", name=op.f("ck_lti_place_state")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_lti_place_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["platform"],
            ["lti_platform.id"],
            name=op.f("fk_lti_place_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_place")),
    )
    op.create_index("ix_lti_place_person", "lti_place", ["person", "platform", "link"], unique=True)
    op.create_index("ix_lti_place_state", "lti_place", ["state", "due"], unique=False)
