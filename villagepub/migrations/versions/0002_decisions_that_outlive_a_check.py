"""A finding remembers what was decided before it was closed; a kept list its own faults.

Kept lists are only copies: they are made again when a notice is next compared.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("finding", sa.Column("state_before", sa.String(32)))
    op.drop_table("noticelist")
    _make_noticelist(sa.Column("faults", sa.JSON(), nullable=False))


def downgrade() -> None:
    op.drop_table("noticelist")
    _make_noticelist()
    op.execute("UPDATE finding SET state = 'open' WHERE state = 'unverifiable'")
    op.drop_column("finding", "state_before")


def _make_noticelist(*more: sa.Column[list[object]]) -> None:
    op.create_table(
        "noticelist",
        sa.Column(
            "version_id",
            sa.Integer(),
            sa.ForeignKey("noticeversion.id"),
            primary_key=True,
        ),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("has_identities", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        *more,
    )
