"""Rows as lines of JSON, and back; the same from SQLite and PostgreSQL."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from villagepub import db
from villagepub.backups.errors import BackupError
from villagepub.models import metadata
from villagepub.models.base import PackedText, unpack

BATCH = 200  # rows in memory at a time; a list may be a megabyte
# Access tokens are secrets, and fetched again in a second; leases and tries that failed
# are of the moment.
MOMENTARY = frozenset({"token", "timer", "failedtry"})


def tables_of(connection: Connection) -> Sequence[sa.Table]:
    """What is kept, those that others refer to first.

    As our models have it; of a database of another revision as it says itself.
    """
    known = metadata
    if db.revision(connection) != db.HEAD:
        known = sa.MetaData()
        known.reflect(connection)
    left_out = MOMENTARY | {db.VERSION_TABLE}
    return [table for table in known.sorted_tables if table.name not in left_out]


def save(
    connection: Connection, archive: zipfile.ZipFile, table: sa.Table
) -> tuple[int, str]:
    """Streamed in the order of the primary key, so that a place stands before what lies
    in it; the number of rows and the digest of the lines.
    """
    digest, count = hashlib.sha256(), 0
    question = sa.select(*map(_as_it_lies, table.columns)).order_by(*table.primary_key)
    with (
        connection.execution_options(stream_results=True, yield_per=BATCH).execute(
            question
        ) as rows,
        archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file,
    ):
        for row in rows.mappings():
            line = json.dumps(dict(row), ensure_ascii=False, default=_plain) + "\n"
            file.write(line.encode())
            digest.update(line.encode())
            count += 1
    return count, digest.hexdigest()


def _as_it_lies(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Packed texts as bytes: so they are read whatever revision the tables are of."""
    if isinstance(column.type, PackedText):
        return sa.type_coerce(column, sa.LargeBinary).label(column.name)
    return column


def _plain(value: object) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)


def load(
    connection: Connection,
    archive: zipfile.ZipFile,
    table: sa.Table,
    digests: Mapping[str, str],
) -> None:
    """Raises BackupError if the lines are not those that were saved."""
    digest = hashlib.sha256()
    for batch in _batches(_lines(archive, table, digest), table):
        connection.execute(sa.insert(table), batch)
    if digest.hexdigest() != digests.get(table.name, digest.hexdigest()):
        raise BackupError(f"备份里的“{table.name}”被改过，没有恢复。")


def _lines(
    archive: zipfile.ZipFile, table: sa.Table, digest: Any
) -> Iterator[dict[str, Any]]:
    if f"{table.name}.jsonl" not in archive.namelist():
        return
    with archive.open(f"{table.name}.jsonl") as file:
        for line in file:
            digest.update(line)
            yield _typed(table, json.loads(line))


def _batches(
    rows: Iterator[dict[str, Any]], table: sa.Table
) -> Iterator[list[dict[str, Any]]]:
    """Backups of before had rows as they lay; those that refer to rows of the same table
    are put in order first. They are few: places.
    """
    if any(key.column.table is table for key in table.foreign_keys):
        names = [column.name for column in table.primary_key]
        rows = iter(sorted(rows, key=lambda row: [row[name] for name in names]))
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _value(table.columns[name].type, value)
        for name, value in row.items()
        if name in table.columns
    }


def _value(kind: Any, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if isinstance(kind, PackedText):
        return unpack(base64.b64decode(value))
    python = getattr(kind, "impl", kind)
    if isinstance(python, sa.DateTime):
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(python, sa.Date):
        return date.fromisoformat(value)
    if isinstance(python, sa.LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value


def set_sequences(connection: Connection, tables: Sequence[sa.Table]) -> None:
    """PostgreSQL counts ids apart from the rows; go on after the highest."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" in table.columns:
            connection.execute(
                sa.text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608  (our own names)
                    f"COALESCE((SELECT max(id) FROM {table.name}), 0) + 1, false)"
                )
            )
