"""What a robot makes of a notice; those that there are go on sending one text."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: what copies the table takes the default away before the rows are in it.
    op.add_column(
        "channel",
        sa.Column("sends", sa.String(32), nullable=False, server_default="text"),
    )


def downgrade() -> None:
    op.drop_column("channel", "sends")
