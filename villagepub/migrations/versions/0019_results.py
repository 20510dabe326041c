"""结果公告: a notice says which 公示 it gives the outcome of."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEX = "ix_notice_result_of"


def upgrade() -> None:
    op.add_column("notice", sa.Column("result_of", sa.Integer()))
    op.create_index(INDEX, "notice", ["result_of"])


def downgrade() -> None:
    op.drop_index(INDEX, "notice")
    op.drop_column("notice", "result_of")
