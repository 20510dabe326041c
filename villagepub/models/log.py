"""The audit log: append-only, each entry bound to the one before by its digest."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class AuditEntry(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="staff.id")
    actor_name: str = Field(default="", max_length=80)
    action: str = Field(max_length=40, index=True)
    # notice:7k4m2q, check:12 …
    subject: str = Field(default="", max_length=60, index=True)
    place_code: str = Field(default="", max_length=12, index=True)
    address: str = Field(default="", max_length=60)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64, unique=True)
