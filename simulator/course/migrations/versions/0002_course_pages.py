"""Save what the pages of courses need: invitations, a course's programme, a person's settings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table and the columns."""
    op.add_column("course", sa.Column("programme", sa.Text(), server_default="", nullable=False))
    op.add_column("person", sa.Column("settings", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "invitation",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("role IN ('trainer', 'panel')", name=op.f("ck_invitation_role")),
        sa.ForeignKeyConstraint(
            ["course"], ["course.id"], name=op.f("fk_invitation_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_course", "invitation", ["course"], unique=False)
