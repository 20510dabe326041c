"""Long texts of notices are kept compressed; sheets of superseded versions are let go.

The texts themselves stay what they were, and with them every digest over them.
"""

import zlib
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COLUMNS = (
    ("draft", "sheet"),
    ("noticeversion", "content"),
    ("noticeversion", "records"),
)
SUPERSEDED = """
    UPDATE draft SET sheet = '' WHERE status = 'published' AND version < (
        SELECT notice.version FROM notice WHERE notice.id = draft.notice_id
    )
"""


def upgrade() -> None:
    op.execute(SUPERSEDED)
    for table, name in COLUMNS:
        _replace(table, name, sa.LargeBinary(), _packed)


def downgrade() -> None:
    for table, name in reversed(COLUMNS):
        _replace(table, name, sa.Text(), _unpacked)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode()) if text else b""


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode() if data else ""


def _replace(
    table: str,
    name: str,
    kind: sa.types.TypeEngine[str] | sa.types.TypeEngine[bytes],
    change: Callable[..., str | bytes],
) -> None:
    """Not as a batch: the index of open drafts has a condition, which a table that is
    made anew loses. One row in memory at a time: a sheet may be a megabyte.
    """
    new = sa.Column(f"{name}_", kind, nullable=False, server_default=sa.text("''"))
    op.add_column(table, new)
    rows = sa.table(table, sa.column("id"), sa.column(name), sa.column(new.name, kind))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(rows.c.id)).all():
        one = rows.c.id == number
        value = connection.scalar(sa.select(rows.c[name]).where(one))
        changed = sa.update(rows).where(one).values({new.name: change(value)})
        connection.execute(changed)
    op.drop_column(table, name)
    op.execute(f'ALTER TABLE {table} RENAME COLUMN "{new.name}" TO "{name}"')
