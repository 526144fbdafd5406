"""Add what learners share as rows that the database can count."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables as they are from this revision on."""
    _make_shared_session()
    _make_shared_moment()


def _make_shared_session() -> None:
    op.create_table(
        "shared_session",
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Text(), nullable=False),
        sa.Column("drilled", sa.Integer(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.CheckConstraint("what IN ('figures')", name=op.f("ck_shared_session_what")),
        sa.ForeignKeyConstraint(
            ["course", "person", "what", "play"],
            ["shared.course", "shared.person", "shared.what", "shared.play"],
            name="fk_shared_session_shared",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course", "person", "what", "play", name=op.f("pk_shared_session")),
    )


def _make_shared_moment() -> None:
    op.create_table(
        "shared_moment",
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("play", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("credit", sa.Float(precision=53), nullable=False),
        sa.Column("best", sa.Float(precision=53), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("twin", sa.Text(), nullable=False),
        sa.Column("drill", sa.Text(), nullable=False),
        sa.CheckConstraint("what IN ('figures')", name=op.f("ck_shared_moment_what")),
        sa.ForeignKeyConstraint(
            ["course", "person", "what", "play"],
            [
                "shared_session.course",
                "shared_session.person",
                "shared_session.what",
                "shared_session.play",
            ],
            name="fk_shared_moment_shared_session",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "course", "person", "what", "play", "number", name=op.f("pk_shared_moment")
        ),
    )
    op.create_index(
        "ix_shared_moment_counted",
        "shared_moment",
        [
            "course",
            "attempt",
            "scenario",
            "digest",
            "mode",
            "moment",
            "option",
            "credit",
            "best",
            "kind",
            "outcome",
            "person",
        ],
        unique=False,
    )
