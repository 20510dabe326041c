"""Brings a database up to date before it is used; a copy is made first."""

from datetime import UTC
from pathlib import Path

from sqlalchemy.engine import Engine

from villagepub import backups, clock, db
from villagepub.errors import UserError

FOLDER = "升级前"  # in the instance: the way back


def bring_up_to_date(engine: Engine, instance: Path, store_url: str) -> Path | None:
    """The copy that was made, where there was something to copy and to change.

    Several processes may ask at once: one does it, the others wait. Raises UserError
    for a database that a newer program has written.
    """
    if _is_current(engine):
        return None
    with db.alone(engine):
        if _is_current(engine):
            return None
        copy = _copied(engine, instance, store_url)
        db.upgrade(engine)
        return copy


def _is_current(engine: Engine) -> bool:
    found = db.revision(engine)
    if found is not None and found > db.HEAD:
        raise UserError(
            f"数据库是更新的程序写的（{found}），这个程序只认到 {db.HEAD}。"
            "请装回新的程序；要退回旧的，把升级前留的那份恢复到一个空的 instance。"
        )
    return found == db.HEAD


def _copied(engine: Engine, instance: Path, store_url: str) -> Path | None:
    found = db.revision(engine)
    if found is None:
        return None
    (instance / FOLDER).mkdir(mode=0o700, exist_ok=True)
    moment = clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = instance / FOLDER / f"{found}-{moment}.zip"
    backups.save(engine, path, store_url)
    return path
