"""Make the tables of panels that mark on the server."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables as they are from this revision on."""
    _make_marking()
    _make_marking_draft()
    _make_marking_member()
    _make_marking_sheet()


def _make_marking() -> None:
    op.create_table(
        "marking",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_marking_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking")),
    )
    op.create_index("ix_marking_course", "marking", ["course"], unique=False)


def _make_marking_draft() -> None:
    op.create_table(
        "marking_draft",
        sa.Column("marking", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_of_marking("marking_draft"),
        sa.PrimaryKeyConstraint(
            "marking", "person", "moment", "line", name=op.f("pk_marking_draft")
        ),
    )
    op.create_index("ix_marking_draft_person", "marking_draft", ["person"], unique=False)


def _make_marking_member() -> None:
    op.create_table(
        "marking_member",
        sa.Column("marking", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        *_of_marking("marking_member"),
        sa.PrimaryKeyConstraint("marking", "person", name=op.f("pk_marking_member")),
    )
    op.create_index("ix_marking_member_person", "marking_member", ["person"], unique=False)


def _make_marking_sheet() -> None:
    op.create_table(
        "marking_sheet",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("marking", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["marking"], ["marking.id"], name=op.f("fk_marking_sheet_marking"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_sheet")),
    )
    op.create_index("ix_marking_sheet_marking", "marking_sheet", ["marking"], unique=False)


def _of_marking(table: str) -> list[sa.ForeignKeyConstraint]:
    """Return what goes with a marking, and with a person."""
    return [
        sa.ForeignKeyConstraint(
            [owner], [f"{owner}.id"], name=op.f(f"fk_{table}_{owner}"), ondelete="CASCADE"
        )
        for owner in ("marking", "person")
    ]
