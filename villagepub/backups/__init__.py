"""A copy of everything the database holds, consistent while the system runs.

One zip: a manifest and one file of JSON lines a table. It is the same for SQLite and
PostgreSQL, so a village can move from one to the other. With a passphrase the zip is
sealed (``encryption``) and the keys of the instance are in it; without, they are not: who
finds a backup must not be able to open sealed secrets.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from villagepub import clock, db, store
from villagepub.atomic_file import whole_or_gone
from villagepub.backups import keys as keyring
from villagepub.backups import members, rows
from villagepub.backups.encryption import NotOpened, is_sealed, opened, sealed
from villagepub.backups.errors import BackupError
from villagepub.store import StoreError

MANIFEST = "清单.json"
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
    OverflowError,
    sa.exc.StatementError,
)

_DISCLOSURES = sa.table("disclosure", sa.column("kept"))
_KEPT = sa.select(_DISCLOSURES.c.kept).distinct().order_by(_DISCLOSURES.c.kept)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """``marks``: of the keys that the data were written with; ``keys``: those in it.
    ``asked``: messages that may have gone to groups after the backup was made.
    """

    rows: Mapping[str, int]
    asked: int
    marks: Mapping[str, str]
    keys: Mapping[str, bytes]


def save(
    engine: Engine,
    path: Path,
    store_url: str,
    *,
    keys: Mapping[str, bytes] | None = None,
    passphrase: str = "",
) -> dict[str, int]:
    """Write the backup with the files that rows name; the number of rows by table.

    ``keys``: of the instance; into the backup come their marks, and with a passphrase
    they themselves. Replaces nothing halfway.
    """
    counts: dict[str, int] = {}
    digests: dict[str, str] = {}
    with (
        _snapshot(engine) as connection,
        whole_or_gone(path) as unfinished,
        _written(unfinished, passphrase) as archive,
    ):
        for table in rows.tables_of(connection):
            counts[table.name], digests[table.name] = rows.save(
                connection, archive, table
            )
        _save_files(connection, archive, store_url)
        manifest: dict[str, Any] = {
            "revision": db.revision(connection),
            "rows": counts,
            "digests": digests,
        }
        if keys:
            manifest["keys"] = keyring.marks(keys)
        if keys and passphrase:
            keyring.put(archive, keys)
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
    return counts


@contextmanager
def _written(path: Path, passphrase: str) -> Iterator[zipfile.ZipFile]:
    whole = sealed(path, passphrase) if passphrase else path.open("wb")
    with whole as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        yield archive


def _snapshot(engine: Engine) -> Connection:
    """One moment of the database: a WAL reader, or REPEATABLE READ on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        return engine.connect()
    return engine.execution_options(isolation_level="REPEATABLE READ").connect()


def _save_files(
    connection: Connection, archive: zipfile.ZipFile, store_url: str
) -> None:
    """What was imported from the government, by its digest; once, however often named."""
    for digest in connection.scalars(_KEPT):
        archive.writestr(
            f"{store.DISCLOSED}/{digest}", store.get(store_url, store.DISCLOSED, digest)
        )


def load(
    engine: Engine, path: Path, store_url: str, *, passphrase: str = ""
) -> Restored:
    """Restore into an empty database, all or nothing.

    A backup of an older revision is filled into tables of that revision, then brought up
    to date. Raises BackupError with a sentence.
    """
    from villagepub import outbox  # which a copy that is only made does not need

    try:
        with _read(path, passphrase) as archive:
            manifest = _manifest(archive, path)
            marks = dict(manifest.get("keys", {}))
            # Who may write into a backup that is not sealed has no keys to give us.
            keys = keyring.carried(archive) if is_sealed(path) else {}
            counts = _fill(engine, archive, manifest, store_url)
            with db.transaction(engine) as session:
                asked = outbox.doubt_restored(session, at=clock.now())
            return Restored(rows=counts, asked=asked, marks=marks, keys=keys)
    except (BackupError, StoreError, sa.exc.OperationalError):
        raise
    except NotOpened:
        raise BackupError(
            f"“{path.name}”打不开：口令不对，或者文件不完整。请再试一次，或换一个。"
        ) from None
    except DAMAGED:
        raise BackupError(f"“{path.name}”不是完整的备份，请换一个再试。") from None
    except FileNotFoundError:
        raise BackupError(f"找不到“{path}”。") from None


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(
        members.whole(archive, MANIFEST, most=members.MAX_MANIFEST)
    )
    revision = said["revision"] = str(said.get("revision") or db.HEAD)
    if revision > db.HEAD:
        raise BackupError(
            f"“{path.name}”是更新的程序备份的，请先把程序升到那一版再恢复。"
        )
    if revision not in db.revisions():
        raise ValueError(revision)
    return said


def _fill(
    engine: Engine, archive: zipfile.ZipFile, manifest: dict[str, Any], store_url: str
) -> dict[str, int]:
    """The number of rows by table."""
    revision = manifest["revision"]
    _require_empty(engine)
    if db.revision(engine) is None:
        db.upgrade(engine, revision)
    elif revision != db.HEAD:
        db.downgrade(engine, revision)
    with engine.execution_options(write=True).begin() as connection:
        tables = rows.tables_of(connection)
        counts = {
            table.name: rows.load(connection, archive, table, manifest["digests"])
            for table in tables
        }
        rows.set_sequences(connection, tables)
        _load_files(connection, archive, store_url)
    db.upgrade(engine)
    return counts


@contextmanager
def _read(path: Path, passphrase: str) -> Iterator[zipfile.ZipFile]:
    whole = opened(path, passphrase) if is_sealed(path) else path.open("rb")
    with whole as file, zipfile.ZipFile(file) as archive:
        members.require_bounded(archive, file)
        yield archive


def _require_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        there = set(sa.inspect(connection).get_table_names())
        for table in rows.tables_of(connection):
            if table.name not in there:
                continue
            if connection.execute(sa.select(sa.literal(1)).select_from(table)).first():
                raise BackupError("这里已经有数据了。请恢复到一个空的 instance 里。")


def _load_files(
    connection: Connection, archive: zipfile.ZipFile, store_url: str
) -> None:
    """Those that the rows name; what else lies there is not opened."""
    for digest in connection.scalars(_KEPT):
        name = f"{store.DISCLOSED}/{digest}"
        data = members.whole(archive, name, most=members.MAX_FILE)
        if hashlib.sha256(data).hexdigest() != digest:
            raise BackupError("备份里镇上的原表被改过，没有恢复。")
        store.put(store_url, store.DISCLOSED, data)
