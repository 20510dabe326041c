"""小微权力清单 in versions: a township's list, and what each village adds to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import metadata  # noqa: F401  (naming before tables)


class PowerVersion(SQLModel, table=True):
    """No verb changes ``content`` of a row; a change is the next version.

    ``content`` is a ``PowerList`` as JSON: of a township (nine digits) the whole list, of
    a village (twelve) only its own items. ``issued_at``: since when villages show it.
    """

    __table_args__ = (sa.UniqueConstraint("place_code", "version"),)

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    version: int
    content: str = Field(sa_type=sa.Text)
    digest: str = Field(max_length=64)
    source: str = Field(default="", max_length=200)  # the file's name, or what was done
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    created_at: datetime
    issued_at: datetime | None = None
