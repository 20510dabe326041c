"""The State Council's arrangement of a year that the library does not know yet."""

from datetime import date

from sqlmodel import Field, SQLModel

from villagepub.models.base import metadata, text_enum  # noqa: F401  (names first)
from villagepub.states import HolidayKind


class Holiday(SQLModel, table=True):
    """One day of an announced arrangement: free, or a weekend's day that is worked."""

    on: date = Field(primary_key=True)
    kind: HolidayKind = Field(sa_type=text_enum(HolidayKind))
