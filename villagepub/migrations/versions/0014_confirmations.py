"""本期无 is confirmed by the committee, or sent back with a remark."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STAFF = "fk_nothingdeclared_confirmed_by_staff"


def upgrade() -> None:
    with op.batch_alter_table("nothingdeclared") as table:
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("confirmed_by", sa.Integer()))
        table.add_column(
            sa.Column("remark", sa.String(300), nullable=False, server_default="")
        )
        table.create_foreign_key(STAFF, "staff", ["confirmed_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("nothingdeclared") as table:
        table.drop_constraint(STAFF, type_="foreignkey")
        table.drop_column("remark")
        table.drop_column("confirmed_by")
        table.drop_column("confirmed_at")
