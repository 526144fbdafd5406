"""Save the links to the hosts' pages, which were in the memory of one process."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of links."""
    op.create_table(
        "host_link",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("plenary", sa.Text(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.Column("host_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plenary"],
            ["plenary.id"],
            name=op.f("fk_host_link_plenary"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_host_link")),
    )
    op.create_index("ix_host_link_plenary", "host_link", ["plenary"])
