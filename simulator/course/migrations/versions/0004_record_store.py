"""Make the tables of what is sent to a learning record store."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables as they are from this revision on."""
    _make_record_consent()
    _make_recorded_play()
    _make_statement()


def _make_record_consent() -> None:
    op.create_table(
        "record_consent",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_record_consent_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_record_consent")),
    )


def _make_recorded_play() -> None:
    op.create_table(
        "recorded_play",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_recorded_play_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "play", name=op.f("pk_recorded_play")),
    )


def _make_statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'refused')", name=op.f("ck_statement_state")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_statement_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index("ix_statement_person", "statement", ["person"], unique=False)
    op.create_index("ix_statement_state", "statement", ["state", "due", "number"], unique=False)
