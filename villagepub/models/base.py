"""What all tables share: names for constraints, enums stored by value, JSON."""

from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

# Set before any model is imported: an unnamed constraint can't be dropped later.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = SQLModel.metadata


def text_enum(kind: type[Enum]) -> Any:
    """Stored as the value ('withdrawn'), unknown words refused in Python.

    A native enum would need a migration for every new word and alembic does not see it.
    """
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [m.value for m in members],
    )


def some_of(name: str, column: str, where: str) -> sa.Index:
    """An index of the few rows that a worker asks for in each round."""
    only = sa.text(where)
    return sa.Index(name, column, sqlite_where=only, postgresql_where=only)


def at_or_below(column: Any, code: str) -> sa.ColumnElement[bool]:
    """A place and all that lies in it, by the digits that its code begins with; '' for
    all. A range, so that an index of any collation answers: LIKE needs one of its own.
    """
    if not code:
        return sa.true()
    return sa.and_(column >= code, column <= code.ljust(12, "9"))
