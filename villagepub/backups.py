"""A copy of everything the database holds, consistent while the system runs.

One zip: a manifest and one file of JSON lines a table. It is the same for SQLite and
PostgreSQL, so a village can move from one to the other. The keys in instance/keys are
not in it: who finds a backup must not be able to open sealed secrets.
"""

import base64
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from villagepub import db, store
from villagepub.atomic_file import whole_or_gone
from villagepub.errors import UserError
from villagepub.models import metadata
from villagepub.store import StoreError

MANIFEST = "清单.json"
BATCH = 1000
# Whatever a file that is no whole backup of ours can make of the reading.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # packed in a way that Python can't unpack
    RuntimeError,  # with a password
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    sa.exc.StatementError,
)
SECRET = frozenset({"token"})


class BackupError(UserError):
    """A backup that can't be made or restored; the message says what to do."""


def kept_tables() -> list[sa.Table]:
    """Everything but access tokens: they are secrets, and fetched again in a second."""
    return [t for t in metadata.sorted_tables if t.name not in SECRET]


def save(engine: Engine, path: Path, store_url: str) -> dict[str, int]:
    """Write the backup with the files that rows name; the number of rows by table.

    Replaces nothing halfway.
    """
    counts: dict[str, int] = {}
    digests: dict[str, str] = {}
    with (
        _snapshot(engine) as connection,
        whole_or_gone(path) as unfinished,
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for table in kept_tables():
            counts[table.name], digests[table.name] = _save(connection, archive, table)
        _save_files(connection, archive, store_url)
        revision = MigrationContext.configure(connection).get_current_revision()
        manifest = {"revision": revision, "rows": counts, "digests": digests}
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
    return counts


def _snapshot(engine: Engine) -> Connection:
    """One moment of the database: a WAL reader, or REPEATABLE READ on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        return engine.connect()
    return engine.execution_options(isolation_level="REPEATABLE READ").connect()


def _save(
    connection: Connection, archive: zipfile.ZipFile, table: sa.Table
) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in connection.execute(sa.select(table)).mappings().yield_per(BATCH):
            line = json.dumps(dict(row), ensure_ascii=False, default=_plain) + "\n"
            file.write(line.encode())
            digest.update(line.encode())
            count += 1
    return count, digest.hexdigest()


def _save_files(
    connection: Connection, archive: zipfile.ZipFile, store_url: str
) -> None:
    """What was imported from the government, by its digest; once, however often named."""
    kept = sa.select(metadata.tables["disclosure"].c.kept)
    for digest in sorted(set(connection.scalars(kept))):
        archive.writestr(
            f"{store.DISCLOSED}/{digest}", store.get(store_url, store.DISCLOSED, digest)
        )


def _load_files(archive: zipfile.ZipFile, store_url: str) -> None:
    for name in archive.namelist():
        folder, _, digest = name.partition("/")
        if (
            folder == store.DISCLOSED
            and store.put(store_url, store.DISCLOSED, archive.read(name)) != digest
        ):
            raise BackupError("备份里镇上的原表被改过，没有恢复。")


def _plain(value: object) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)


def load(engine: Engine, path: Path, store_url: str) -> dict[str, int]:
    """Restore into an empty database, all or nothing; the rows by table."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            db.upgrade(engine)
            _require_empty(engine)
            with engine.execution_options(write=True).begin() as connection:
                for table in kept_tables():
                    _load(connection, archive, table, manifest)
                _set_sequences(connection)
                _load_files(archive, store_url)
    except (BackupError, StoreError, sa.exc.OperationalError):
        raise
    except DAMAGED:
        raise BackupError(f"“{path.name}”不是完整的备份，请换一个再试。") from None
    except FileNotFoundError:
        raise BackupError(f"找不到“{path}”。") from None
    rows: dict[str, int] = manifest["rows"]
    return rows


def _require_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        for table in kept_tables():
            if connection.execute(sa.select(sa.literal(1)).select_from(table)).first():
                raise BackupError("这里已经有数据了。请恢复到一个空的 instance 里。")


def _load(
    connection: Connection,
    archive: zipfile.ZipFile,
    table: sa.Table,
    manifest: dict[str, Any],
) -> None:
    digest = hashlib.sha256()
    for batch in _batches(archive, table, digest):
        connection.execute(sa.insert(table), batch)
    if digest.hexdigest() != manifest["digests"].get(table.name, digest.hexdigest()):
        raise BackupError(f"备份里的“{table.name}”被改过，没有恢复。")


def _batches(
    archive: zipfile.ZipFile, table: sa.Table, digest: Any
) -> Iterator[list[dict[str, Any]]]:
    if f"{table.name}.jsonl" not in archive.namelist():
        return
    batch: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as file:
        for line in file:
            digest.update(line)
            batch.append(_typed(table, json.loads(line)))
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
    python = getattr(kind, "impl", kind)
    if isinstance(python, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(python, sa.Date):
        return date.fromisoformat(value)
    if isinstance(python, sa.LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value


def _set_sequences(connection: Connection) -> None:
    """PostgreSQL counts ids apart from the rows; go on after the highest."""
    if connection.dialect.name != "postgresql":
        return
    for table in kept_tables():
        if "id" in table.columns:
            connection.execute(
                sa.text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608  (our own names)
                    f"COALESCE((SELECT max(id) FROM {table.name}), 0) + 1, false)"
                )
            )
