"""Posters of many notices in one file, drawn by the worker."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import CheckState


class PosterBook(SQLModel, table=True):
    """A township's quarter as one PDF, as a job. ``total`` and ``done`` count posters;
    ``skipped`` those that could not be printed: their sheet says why.
    """

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    quarter: str = Field(max_length=12)  # 2026Q4: of the days on which they were posted
    paper: str = Field(max_length=8)
    ink: str = Field(max_length=8)
    state: CheckState = Field(
        default=CheckState.WAITING, sa_type=text_enum(CheckState), index=True
    )
    total: int = Field(default=0)
    done: int = Field(default=0)
    skipped: int = Field(default=0)
    pages: int = Field(default=0)
    fault: str = Field(default="", max_length=300)  # why there is no file
    lease_until: datetime | None = None
    lease_owner: str = Field(default="", max_length=40)
    asked_by: int | None = Field(default=None, foreign_key="staff.id")
    asked_at: datetime
    ended_at: datetime | None = None
