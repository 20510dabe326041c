"""quotas shared by workers, deliveries in doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "quota",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("used", sa.Text(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quota")),
    )
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(
            sa.Column(
                "in_doubt", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    with op.batch_alter_table("delivery") as batch:
        batch.alter_column("in_doubt", server_default=None)


def downgrade() -> None:

    with op.batch_alter_table("delivery") as batch:
        batch.drop_column("in_doubt")
    op.drop_table("quota")
