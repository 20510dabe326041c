"""Rows that hold what this program never writes: somebody wrote beside it.

Whoever asks for one reads a sentence (``models.base.UnknownWord``); here they are named.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.models import AuditEntry, Notice, NoticeVersion, metadata

# What the reading of such a row raises.
UNREADABLE = (LookupError, ValueError, TypeError, zlib.error)
MAX_SAID = 20  # characters of a word that is none
KINDS: dict[type[AuditEntry | Notice | NoticeVersion], str] = {
    AuditEntry: "办事记录（auditentry）",
    Notice: "公示（notice）",
    NoticeVersion: "贴出的版本（noticeversion）",
}


def find_unreadable(session: Session) -> Iterator[str]:
    """Of what is signed and logged: no JSON, no day, a text that was cut."""
    for kind, name in KINDS.items():
        for number in session.exec(select(kind.id).order_by(col(kind.id))).all():
            try:
                session.get(kind, number)
            except UNREADABLE:
                yield f"{name}第 {number} 行读不出来，存着的不是这里写的，被人动过。"


def find_unknown_words(session: Session) -> Iterator[str]:
    """Of every table: a state, a role or a kind that there is not."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                yield from _unknown_words(session, table, column, column.type.enums)


def _unknown_words(
    session: Session, table: sa.Table, column: sa.Column[Any], words: list[str]
) -> Iterator[str]:
    stored = sa.type_coerce(column, sa.String)
    asked = sa.select(*table.primary_key, stored).where(stored.not_in(words))
    for *keys, word in session.connection().execute(asked):
        row = "/".join(map(str, keys))
        yield (
            f"{table.name} 第 {row} 行的 {column.name} 存着“{word[:MAX_SAID]}”，"
            "没有这个词，被人动过。"
        )
