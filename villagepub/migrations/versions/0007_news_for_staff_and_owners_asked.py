"""News for staff, owners of groups asked, pictures kept, second codes of posters."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("binding", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("userid", sa.String(500), nullable=False, server_default="")
        )
    # On its own: SQLite copies the table, and the rows need the default on their way.
    with op.batch_alter_table("binding", schema=None) as batch_op:
        batch_op.alter_column("userid", server_default=None)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("notice_id", existing_type=sa.Integer(), nullable=True)
    _staff_news()
    _owner_ask()
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("media_id", sa.String(120), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_material_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint(
            "account_id", "digest", name=op.f("uq_material_account_id_digest")
        ),
    )
    op.create_table(
        "postercode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("remote_id", sa.String(120), nullable=False),
        sa.Column("is_on_web", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_postercode_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["place_code"], ["place.code"], name=op.f("fk_postercode_place_code_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postercode")),
        sa.UniqueConstraint(
            "place_code", "kind", name=op.f("uq_postercode_place_code_kind")
        ),
    )


def _staff_news() -> None:
    op.create_table(
        "staffnews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["delivery.id"],
            name=op.f("fk_staffnews_delivery_id_delivery"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staffnews_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffnews")),
        sa.UniqueConstraint(
            "staff_id",
            "kind",
            "subject",
            name=op.f("uq_staffnews_staff_id_kind_subject"),
        ),
    )
    with op.batch_alter_table("staffnews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staffnews_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_staffnews_delivery_id"), ["delivery_id"], unique=False
        )


def _owner_ask() -> None:
    op.create_table(
        "ownerask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["staff.id"], name=op.f("fk_ownerask_asked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["delivery.id"],
            name=op.f("fk_ownerask_delivery_id_delivery"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerask")),
    )
    with op.batch_alter_table("ownerask", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ownerask_delivery_id"), ["delivery_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_ownerask_tried_at"), ["tried_at"], unique=False
        )


def downgrade() -> None:
    op.drop_table("postercode")
    op.drop_table("material")
    op.drop_table("ownerask")
    op.drop_table("staffnews")
    op.execute("DELETE FROM delivery WHERE notice_id IS NULL")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("notice_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("binding", schema=None) as batch_op:
        batch_op.drop_column("userid")
