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
    with op.batch_alter_table("place") as batch:
        batch.alter_column("joint_meeting", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("place") as batch:
        batch.drop_column("joint_meeting")
