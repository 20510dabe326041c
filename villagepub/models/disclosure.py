"""What the government published, and what came of comparing it with villages' notices."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import (
    Attribute,
    CheckState,
    DisclosureState,
    FindingKind,
    FindingState,
)


class Disclosure(SQLModel, table=True):
    """One list of the government's, with its source: a document with coverage. It speaks
    of an item, a period and the villages that have a ``DisclosedList`` in it; a newer one
    replaces it there and nowhere else (``DisclosedList.replaced_by``).

    ``digest`` is the keyed one (HMAC) of the file as it came: without the instance's key
    nobody can try what was in it. ``kept``: of the copy that holds the cells that were read.
    """

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    item: str = Field(max_length=200)  # the village item's name
    form: str = Field(max_length=8)
    period: str = Field(max_length=12)
    attribute: Attribute = Field(default=Attribute.ACTIVE, sa_type=text_enum(Attribute))
    title: str = Field(max_length=200)
    document: str = Field(default="", max_length=100)  # 文号
    address: str = Field(default="", max_length=300)  # where it stands on the web
    published_on: date
    filename: str = Field(max_length=200)
    digest: str = Field(max_length=64)
    kept: str = Field(default="", max_length=64)
    rows: int = Field(default=0)
    unplaced: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # village names
    # said before it counted
    doubts: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    elsewhere: int = Field(default=0)  # rows of other townships, left alone
    state: DisclosureState = Field(
        default=DisclosureState.PROPOSED, sa_type=text_enum(DisclosureState), index=True
    )
    imported_by: int | None = Field(default=None, foreign_key="staff.id")
    imported_at: datetime


class DisclosedList(SQLModel, table=True):
    """A village's rows of a disclosure, as ``ComparableList`` JSON.

    ``replaced_by``: the newer disclosure that speaks of this village now.
    """

    __table_args__ = (sa.UniqueConstraint("disclosure_id", "village_code"),)

    id: int = Field(default=None, primary_key=True)
    disclosure_id: int = Field(foreign_key="disclosure.id", index=True)
    village_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    rows: int = Field(default=0)
    lines: str = Field(sa_type=sa.Text)
    digest: str = Field(max_length=64)
    replaced_by: int | None = Field(
        default=None, foreign_key="disclosure.id", index=True
    )


class VillageAlias(SQLModel, table=True):
    """A village as somebody else's lists write it (阎家湾), told once by a person of the
    office ``place_code``. ``village_code`` '': no village of this place.
    """

    place_code: str = Field(primary_key=True, foreign_key="place.code", max_length=12)
    written: str = Field(primary_key=True, max_length=60)
    village_code: str = Field(default="", max_length=12)


class NoticeList(SQLModel, table=True):
    """A frozen version as ``ComparableList`` JSON: made once, when first compared."""

    version_id: int = Field(primary_key=True, foreign_key="noticeversion.id")
    missing: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # elements
    faults: list[list[Any]] = Field(default_factory=list, sa_type=sa.JSON)  # its own
    has_identities: bool = Field(default=False)
    lines: str = Field(sa_type=sa.Text)
    digest: str = Field(max_length=64)


class KnownHeads(SQLModel, table=True):
    """Columns that a person set right once: for this office, form and heads."""

    __tablename__ = "sheetlayout"

    place_code: str = Field(primary_key=True, max_length=12)
    form: str = Field(primary_key=True, max_length=8)
    heads: str = Field(primary_key=True, max_length=64)  # digest of the heads
    mapping: list[str] = Field(default_factory=list, sa_type=sa.JSON)


class CheckRun(SQLModel, table=True):
    """A check as a job: it goes on when the page is closed and after a crash."""

    id: int = Field(default=None, primary_key=True)
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    item: str = Field(default="", max_length=200)  # '': every item
    period: str = Field(default="", max_length=12)  # '': every period
    state: CheckState = Field(
        default=CheckState.WAITING, sa_type=text_enum(CheckState), index=True
    )
    total: int = Field(default=0)  # lists to compare
    done: int = Field(default=0)
    skipped: int = Field(default=0)  # unchanged since the last check
    found: int = Field(default=0)
    lease_until: datetime | None = None
    lease_owner: str = Field(default="", max_length=40)
    asked_by: int | None = Field(default=None, foreign_key="staff.id")
    asked_at: datetime
    ended_at: datetime | None = None


class Compared(SQLModel, table=True):
    """What a village's list was last compared with: equal digests need no second look."""

    village_code: str = Field(primary_key=True, max_length=12)
    item: str = Field(primary_key=True, max_length=200)
    period: str = Field(primary_key=True, max_length=12)
    digest: str = Field(max_length=64)
    village_rows: int = Field(default=0)
    government_rows: int = Field(default=0)
    matched: int = Field(default=0)
    at: datetime


class Finding(SQLModel, table=True):
    """One difference, found again under the same key for as long as it is there."""

    __table_args__ = (sa.UniqueConstraint("village_code", "item", "period", "key"),)

    id: int = Field(default=None, primary_key=True)
    village_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    item: str = Field(max_length=200)
    period: str = Field(max_length=12)
    key: str = Field(max_length=200)
    kind: FindingKind = Field(sa_type=text_enum(FindingKind))
    field: str = Field(default="", max_length=60)
    name: str = Field(default="", max_length=200)
    group: str = Field(default="", max_length=40)
    disclosure_id: int | None = Field(default=None, foreign_key="disclosure.id")
    notice_id: int | None = Field(default=None, foreign_key="notice.id")
    version: int = Field(default=0)  # of the notice when it was last seen
    village_row: int = Field(default=0)
    government_row: int = Field(default=0)
    village_value: str = Field(default="", max_length=200)
    government_value: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=300)
    state: FindingState = Field(
        default=FindingState.OPEN, sa_type=text_enum(FindingState), index=True
    )
    # What had been decided when it was closed or could not be compared any more.
    state_before: FindingState | None = Field(
        default=None, sa_type=text_enum(FindingState)
    )
    due_on: date | None = None
    office: str = Field(default="", max_length=60)  # of the government's, that mends it
    reason: str = Field(default="", max_length=300)  # the village's, or of a dismissal
    reminders: int = Field(default=0)
    found_at: datetime
    seen_at: datetime
    closed_at: datetime | None = None
    closed_by_version: int = Field(default=0)  # the notice's version that mended it
    # A dismissal and what it was about: it holds again when these values come back.
    dismissed_values: str = Field(default="", max_length=401)
    dismissed_reason: str = Field(default="", max_length=300)
