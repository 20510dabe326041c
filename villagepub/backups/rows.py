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
from villagepub.backups import members
from villagepub.backups.errors import BackupError
from villagepub.models import metadata
from villagepub.models.base import PackedText

# In memory at a time: rows, and bytes of their lines, of which one may be many megabytes.
BATCH, MAX_BATCH = 200, 16_000_000
# Access tokens are secrets, and fetched again in a second; leases, tries that failed and
# where somebody is signed in are of the moment: who has signed out since stays out.
MOMENTARY = frozenset({"token", "timer", "failedtry", "opensession"})

# What a column of a kind is in JSON; of one not named here, whatever it is.
_SAID_AS: Mapping[type[Any], tuple[type[Any], ...]] = {
    sa.Integer: (int,),
    sa.BigInteger: (int,),
    sa.String: (str,),
    sa.Text: (str,),
    sa.Enum: (str,),
    sa.Boolean: (bool, int),  # SQLite's own
    sa.DateTime: (str,),
    sa.Date: (str,),
    sa.LargeBinary: (str,),
}
SizedRow = tuple[dict[str, Any], int]  # with the bytes of its line


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
) -> int:
    """How many rows; raises BackupError if the lines are not those that were saved."""
    digest, count = hashlib.sha256(), 0
    target = sa.table(table.name, *map(_lying, table.columns))
    for batch in _batches(_typed_rows(archive, table, digest), table):
        connection.execute(sa.insert(target), [row for row, _ in batch])
        count += len(batch)
    if digest.hexdigest() != digests[table.name]:
        raise BackupError(f"备份里的“{table.name}”被改过，没有恢复。")
    return count


def _lying(column: sa.Column[Any]) -> sa.ColumnClause[Any]:
    """Packed texts go back as they came: what they would unpack to nobody knows yet."""
    is_packed = isinstance(column.type, PackedText)
    return sa.column(column.name, sa.LargeBinary() if is_packed else column.type)


def _typed_rows(
    archive: zipfile.ZipFile, table: sa.Table, digest: Any
) -> Iterator[SizedRow]:
    for line in members.lines(archive, f"{table.name}.jsonl"):
        digest.update(line)
        yield _typed(table, json.loads(line)), len(line)


def _batches(rows: Iterator[SizedRow], table: sa.Table) -> Iterator[list[SizedRow]]:
    """Backups of before had rows as they lay; those that refer to rows of the same table
    are put in order first. They are few: places.
    """
    if any(key.column.table is table for key in table.foreign_keys):
        names = [column.name for column in table.primary_key]
        rows = iter(sorted(rows, key=lambda row: [row[0][name] for name in names]))
    batch: list[SizedRow] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += row[1]
        if len(batch) == BATCH or size > MAX_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _value(table.columns[name].type, value)
        for name, value in row.items()
        if name in table.columns
    }


def _value(kind: Any, value: Any) -> Any:
    """Raises ValueError for what no such column holds: SQLite itself takes anything."""
    if value is None:
        return value
    python = getattr(kind, "impl", kind)
    if type(value) not in _SAID_AS.get(type(python), (type(value),)):
        raise ValueError(type(value).__name__)
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
