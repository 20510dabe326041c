"""公开时限 is read from its words where it is used: no reading of it is stored, nor is one
part of what tells whether a row of a catalog has changed.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

from villagepub.canonical_json import canonical_json
from villagepub.catalog import time_limits

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("catalogitem", "villageitem")
WORDS = ("domain", "level1", "level2", "level3", "limit", "body", "audience", "method")
PARTS = ("elements", "basis", "channels", "levels", "more")
ROWS = sa.table(
    "catalogitem",
    sa.column("id"),
    sa.column("digest"),
    *map(sa.column, WORDS),
    *(sa.column(name, sa.JSON()) for name in PARTS),
)


def upgrade() -> None:
    _digest(with_clock=False)
    for name in TABLES:
        op.drop_column(name, "clock")


def downgrade() -> None:
    connection = op.get_bind()
    for name in TABLES:
        op.add_column(name, sa.Column("clock", sa.JSON(), nullable=True))
        rows = sa.table(name, sa.column("limit"), sa.column("clock", sa.JSON()))
        limits = connection.scalars(sa.select(rows.c.limit).distinct()).all()
        for limit in limits:
            if clock := time_limits.clock(limit):
                own = rows.update().where(rows.c.limit == limit)
                connection.execute(own.values(clock=clock))
    _digest(with_clock=True)


def _digest(*, with_clock: bool) -> None:
    """As the catalog's reader of that time takes it of a row."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(ROWS)).mappings().all():
        facts = {name: row[name] for name in (*WORDS, *PARTS)}
        if with_clock:
            facts["clock"] = time_limits.clock(row["limit"])
        digest = hashlib.sha256(canonical_json(facts).encode()).hexdigest()
        own = ROWS.update().where(ROWS.c.id == row["id"])
        connection.execute(own.values(digest=digest))
