"""Accounts of 公众号 and 企业微信, and what their channels need to know.

Columns added to tables with rows get a default, so that the rows stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "official", "wecom", name="accountkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("app_id", sa.String(40), nullable=False),
        sa.Column("agent_id", sa.String(20), nullable=False),
        sa.Column("secret", sa.String(500), nullable=False),
        sa.Column("callback_token", sa.String(300), nullable=False),
        sa.Column("aes_key", sa.String(300), nullable=False),
        sa.Column("slug", sa.String(24), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("probed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_code"], ["place.code"], name=op.f("fk_account_place_code_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("slug", name=op.f("uq_account_slug")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_place_code"), ["place_code"], unique=False
        )

    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("target", sa.String(120), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_channel_account_id_account"),
            "account",
            ["account_id"],
            ["id"],
        )

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("remote_id", sa.String(120), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("remote", sa.Text(), nullable=False, server_default="{}")
        )
        batch_op.add_column(
            sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("polled_at")
        batch_op.drop_column("remote")
        batch_op.drop_column("remote_id")

    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_channel_account_id_account"), type_="foreignkey"
        )
        batch_op.drop_column("target")
        batch_op.drop_column("account_id")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_place_code"))

    op.drop_table("account")
