"""Letters that a township has sent to its villages: numbered, kept, answered."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import PackedText, text_enum


class LetterKind(StrEnum):
    REMIND = "remind"  # 提醒函
    ORDER = "order"  # 责令公布通知书


class IssuedLetter(SQLModel, table=True):
    """A line of the 发文登记. ``content``: ``render.Letter`` as JSON, as it went out.

    A number is given once and stays: one that is cancelled keeps its line and its reason.
    """

    __table_args__ = (sa.UniqueConstraint("place_code", "kind", "year", "number"),)

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", max_length=12)  # whose letter
    village_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    kind: LetterKind = Field(sa_type=text_enum(LetterKind))
    year: int
    number: int
    word: str = Field(max_length=12)  # 机关代字: 沿政公函
    issued_on: date
    due_on: date
    content: str = Field(sa_type=PackedText)
    issued_by: int = Field(foreign_key="staff.id")
    issued_at: datetime
    # 调查核实, of an order
    verified_by: str = Field(default="", max_length=60)
    verified_on: date | None = None
    verified_facts: str = Field(default="", max_length=300)
    cancelled_at: datetime | None = None
    cancelled_reason: str = Field(default="", max_length=300)
    # What the village answered, as the township wrote it down.
    answered_on: date | None = None
    answered_by: str = Field(default="", max_length=60)
    answer: str = Field(default="", max_length=300)


class LetterMatter(SQLModel, table=True):
    """What a letter speaks of: a finding, or an item and period that was overdue."""

    id: int = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="issuedletter.id", index=True)
    finding_id: int | None = Field(default=None, foreign_key="finding.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="villageitem.id")
    period: str = Field(default="", max_length=12)
