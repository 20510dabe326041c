"""表样 that townships made themselves, in versions."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import metadata  # noqa: F401  (naming before tables)


class FormVersion(SQLModel, table=True):
    """``content`` is the data file's text. Once it is issued no verb changes it: notices
    name the version that they were made in (Z12.3). Before, it is worked on in place.

    ``number`` names the form through its versions, in the whole instance.
    """

    __table_args__ = (sa.UniqueConstraint("number", "version"),)

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    number: int
    version: int
    content: str = Field(sa_type=sa.Text)
    digest: str = Field(max_length=64)
    source: str = Field(default="", max_length=200)  # T8, a file's name, a sheet's
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    changed_at: datetime
    issued_at: datetime | None = None
    ended_at: datetime | None = None  # of the newest version: nothing new is made in it

    @property
    def form_id(self) -> str:
        return f"Z{self.number}.{self.version}"
