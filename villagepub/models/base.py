"""What all tables share: names for constraints, enums by value, long texts packed."""

import zlib
from dataclasses import fields
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlmodel import SQLModel

from villagepub.errors import UserError

# Set before any model is imported: an unnamed constraint can't be dropped later.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = SQLModel.metadata


class UnknownWord(UserError, LookupError):
    """A column of words holds one that this program never writes: nobody is shown a guess."""

    status = 409
    title = "这里存着的读不出来"

    def __init__(self) -> None:
        super().__init__(
            "数据库里有一处存着不认识的词，不是这个程序写的，可能被人动过。"
            "请告诉管电脑的人：用 villagepub audit verify 看是哪一处。"
        )


class StoredWord(sa.Enum):
    """Words of one kind as text; what is none of them is said so, whoever reads it."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        known: Any = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]

        def process(value: Any) -> Any:
            try:
                return known(value) if known else value
            except LookupError:
                raise UnknownWord from None

        return process


def text_enum(kind: type[Enum]) -> Any:
    """Stored as the value ('withdrawn'), unknown words refused in Python.

    A native enum would need a migration for every new word and alembic does not see it.
    """
    return StoredWord(
        kind,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [m.value for m in members],
    )


def has_known_words(kind: type[SQLModel]) -> sa.ColumnElement[bool]:
    """A row that somebody wrote beside the program must not hide all others."""
    columns = kind.__table__.columns  # type: ignore[attr-defined]
    words = [c for c in columns if isinstance(c.type, sa.Enum)]
    return sa.and_(
        sa.true(), *(sa.type_coerce(c, sa.String).in_(c.type.enums) for c in words)
    )


def some_of(name: str, column: str, where: str) -> sa.Index:
    """An index of the few rows that a worker asks for in each round."""
    only = sa.text(where)
    return sa.Index(name, column, sqlite_where=only, postgresql_where=only)


# No two clocks of a fleet differ so much, and nobody waits so long for the database
# between looking at the clock and writing by it.
MAX_AHEAD = timedelta(minutes=5)


def has_no_holder(column: Any, at: Any, longest: Any) -> sa.ColumnElement[bool]:
    """Of a lease's end, as of ``at``: nobody has it, or no more. One that ends after
    ``longest``, later than any can (``latest_end``), was given by a clock that was wrong.
    """
    return sa.or_(column.is_(None), column < at, column > longest)


def latest_end(at: datetime, lease: timedelta) -> datetime:
    """Of a lease that another gives meanwhile: whoever asks has looked at the clock
    before, and may have waited.
    """
    return at + lease + MAX_AHEAD


def at_or_below(column: Any, code: str) -> sa.ColumnElement[bool]:
    """A place and all that lies in it, by the digits that its code begins with; '' for
    all. A range, so that an index of any collation answers: LIKE needs one of its own.
    """
    if not code:
        return sa.true()
    return sa.and_(column >= code, column <= code.ljust(12, "9"))


T = TypeVar("T")


def copied(kind: type[T], row: SQLModel, /, **more: Any) -> T:
    """A plain value: what the row has under the names of its fields, and ``more``."""
    names = {f.name for f in fields(cast(Any, kind))} - more.keys()
    own = {name: getattr(row, name) for name in names if hasattr(row, name)}
    return kind(**own, **more)


PACKING = 4  # of zlib: the two steps above cost half as much again for 4 % fewer bytes
MAX_TEXT = 256 * 1024 * 1024  # bytes: the longest sheet that is read has half of it
UNREADABLE = "\N{REPLACEMENT CHARACTER}"  # no JSON, and no text that was ever signed


class PackedText(sa.TypeDecorator[str]):
    """A long text, kept compressed; '' is kept as no bytes.

    A list of 70 households has 17 KB of JSON that says the same words in every row.
    What was damaged comes back as UNREADABLE, so that whoever holds it against a digest
    says so.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return pack(value) if value is not None else None

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return unpack(value) if value is not None else None


def pack(text: str) -> bytes:
    return zlib.compress(text.encode(), PACKING) if text else b""


def unpack(data: bytes) -> str:
    try:
        return _unpacked(data).decode() if data else ""
    except (zlib.error, UnicodeDecodeError, TypeError):
        return UNREADABLE


def _unpacked(data: bytes) -> bytes:
    """Raises zlib.error for what was cut off, and for more than a text can be."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, MAX_TEXT)
    if not unpacking.eof:
        raise zlib.error(len(data))
    return text
