"""What a notice sends to a channel is found at once, however many channels it has."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_delivery_turn", "delivery", ["notice_id", "channel_id"])
    op.drop_index("ix_delivery_notice_id", "delivery")


def downgrade() -> None:
    op.create_index("ix_delivery_notice_id", "delivery", ["notice_id"])
    op.drop_index("ix_delivery_turn", "delivery")
