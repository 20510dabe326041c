"""A timer is named after what it clears up: photos of sheets on the wall, readings of
photographed lists that nobody answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAMES = {"photos": "hanging_photos", "papers": "abandoned_readings"}
TIMER = sa.table("timer", sa.column("name"))


def upgrade() -> None:
    _rename(NAMES)


def downgrade() -> None:
    _rename({new: old for old, new in NAMES.items()})


def _rename(names: dict[str, str]) -> None:
    for before, after in names.items():
        op.execute(TIMER.update().where(TIMER.c.name == before).values(name=after))
