"""公开时限 that are stored are read again: whose day looks back, and of which an outcome
is owed, was not known when the first of them came.
"""

import sqlalchemy as sa
from alembic import op

from villagepub.catalog import time_limits

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = ("catalogitem", "villageitem")


def upgrade() -> None:
    """Each different text once; what can't be read stays as it was."""
    connection = op.get_bind()
    for name in TABLES:
        rows = sa.table(name, sa.column("limit"), sa.column("clock", sa.JSON()))
        limits = connection.scalars(sa.select(rows.c.limit).distinct()).all()
        for limit in limits:
            if clock := time_limits.clock(limit):
                own = rows.update().where(rows.c.limit == limit)
                connection.execute(own.values(clock=clock))


def downgrade() -> None:
    """Older programs leave out what they do not know of a clock."""
