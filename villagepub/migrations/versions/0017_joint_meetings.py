"""联席会议: a village in which what is posted is first agreed on by a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "place",
        sa.Column("joint_meeting", sa.String(60), nullable=False, server_default=""),
    )


def downgrade() -> None:
    op.drop_column("place", "joint_meeting")
