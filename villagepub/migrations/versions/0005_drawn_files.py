"""Files of a notice are drawn once and kept: when, and whether somebody is at it.

What is published has no drawn files yet: the worker makes them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("drawn_at IS NULL AND version > 0")


def upgrade() -> None:
    op.add_column("notice", sa.Column("drawn_at", MOMENT))
    op.add_column("notice", sa.Column("drawing_since", MOMENT))
    op.create_index(
        "ix_notice_undrawn",
        "notice",
        ["published_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_notice_undrawn", "notice")
    op.drop_column("notice", "drawing_since")
    op.drop_column("notice", "drawn_at")
