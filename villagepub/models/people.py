"""Staff: who works with the system. Villagers have no account."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from villagepub.models.base import text_enum
from villagepub.states import Role


class Staff(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=40)
    role: Role = Field(sa_type=text_enum(Role))
    place_code: str = Field(foreign_key="place.code", index=True, max_length=12)
    phone: str = Field(default="", max_length=30)
    password_hash: str = Field(max_length=200)
    must_change: bool = Field(default=True)  # a password that somebody else made
    is_active: bool = Field(default=True)
    session_key: str = Field(max_length=32)  # changed: every open session ends
    created_at: datetime


class FailedTry(SQLModel, table=True):
    """A try to get in that failed; ``digest``: keyed, of whence it came."""

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(index=True, max_length=64)
    at: datetime = Field(index=True)
