"""Who has a copy of a backup may write another: what that can do is bounded."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from villagepub import backups, db
from villagepub.backups import BackupError, members
from villagepub.models.base import UNREADABLE, pack, unpack

MANIFEST = "清单.json"
Change = Callable[[dict[str, bytes]], None]


def forged(saved: Path, change: Change, **said: object) -> Path:
    """The backup with other members, and digests that fit: who writes rows writes them."""
    with zipfile.ZipFile(saved) as old:
        found = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(found.pop(MANIFEST))
    change(found)
    manifest["digests"] = {
        name.removesuffix(".jsonl"): hashlib.sha256(data).hexdigest()
        for name, data in found.items()
    }
    made = saved.with_name("forged.zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in found.items():
            new.writestr(name, data)
        new.writestr(MANIFEST, json.dumps(manifest | said))
    return made


def row(table: str, **values: object) -> Change:
    """The first row of a table says otherwise."""

    def change(found: dict[str, bytes]) -> None:
        first, *others = found[f"{table}.jsonl"].splitlines(keepends=True)
        other = json.dumps(json.loads(first) | values).encode() + b"\n"
        found[f"{table}.jsonl"] = b"".join([other, *others])

    return change


def member(name: str, data: bytes) -> Change:
    return lambda found: found.update({name: data})


@pytest.fixture
def fresh(tmp_path: Path) -> Engine:
    return db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")


def restore(fresh: Engine, path: Path) -> backups.Restored:
    return backups.load(fresh, path, (path.parent / "store").as_uri())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(member("quota.jsonl", b"0" * 2_000_000), "大得不对", id="line"),
        pytest.param(
            member("quota.jsonl", b"0" * 20_000_000), "大几百倍", id="many lines"
        ),
        pytest.param(lambda f: f.pop("auditentry.jsonl"), "少了", id="no table"),
        pytest.param(row("staff", id=10**30), "不是完整", id="no database's number"),
        pytest.param(row("notice", version="一"), "不是完整", id="no number"),
        pytest.param(row("staff", name=5), "不是完整", id="no text"),
        pytest.param(row("staff", name=["白"]), "不是完整", id="a list"),
    ],
)
def test_what_no_backup_of_ours_holds_is_refused_and_leaves_nothing(
    saved: Path,
    fresh: Engine,
    change: Change,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(members, "MAX_LINE", 1_000_000)
    monkeypatch.setattr(members, "MAX_ANYHOW", 4_000_000)
    with pytest.raises(BackupError, match=said):
        restore(fresh, forged(saved, change))
    with fresh.connect() as connection:
        for table in ("place", "staff") if db.revision(fresh) else ():
            count = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert count.scalar() == 0


@pytest.mark.parametrize("revision", ["-1", "+1", "0000", "0001:0003", "base", "../1"])
def test_a_revision_that_there_is_not_is_refused(
    saved: Path, fresh: Engine, revision: str
) -> None:
    with pytest.raises(BackupError):
        restore(fresh, forged(saved, lambda _: None, revision=revision))


def test_two_members_of_one_name_are_refused(saved: Path, fresh: Engine) -> None:
    with (
        zipfile.ZipFile(saved, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("place.jsonl", b"")
    with pytest.raises(BackupError, match="两份同名"):
        restore(fresh, saved)


def test_names_in_it_lead_nowhere(saved: Path, fresh: Engine) -> None:
    """Only members that rows name are opened, and written under their own digest."""

    def change(found: dict[str, bytes]) -> None:
        for name in ("../evil", "/srv/evil", "kept/../../evil", "kept/" + "0" * 64):
            found[name] = b"x"
        found["alembic_version.jsonl"] = b'{"version_num": "0001"}\n'

    restore(fresh, forged(saved, change))
    assert db.revision(fresh) == db.HEAD
    assert not (saved.parent / "store").exists()
    assert not list(saved.parent.glob("**/evil"))


def test_the_rows_are_counted_and_not_taken_from_what_it_says(
    saved: Path, fresh: Engine
) -> None:
    done = restore(fresh, forged(saved, lambda _: None, rows={"place": 10**9}))
    with fresh.connect() as connection:
        places = connection.exec_driver_sql("SELECT count(*) FROM place").scalar()
    assert done.rows["place"] == places


def test_one_that_is_not_sealed_brings_no_keys(saved: Path, fresh: Engine) -> None:
    """Else who hands it over knows how sessions of this instance are signed."""
    keys = json.dumps({"secret_key": "known to somebody"}).encode()
    assert restore(fresh, forged(saved, member("钥匙.json", keys))).keys == {}


def test_a_key_file_that_unpacks_without_end_is_refused_before_any_work(
    tmp_path: Path, fresh: Engine
) -> None:
    path = tmp_path / "备份.age"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(backups.encryption.KEY, b"0" * members.MAX_FILE)
    with pytest.raises(BackupError, match="大得不对"):
        backups.load(fresh, path, tmp_path.as_uri(), passphrase="any")


@pytest.mark.parametrize("text", ["", "七十三户", "x" * 300_000])
def test_a_packed_text_is_unpacked_to_its_end(text: str) -> None:
    assert unpack(pack(text)) == text


def test_a_packed_text_that_was_cut_or_has_no_end_is_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole: Any = pack("七十三户" * 100)
    assert unpack(whole[:-3]) == UNREADABLE
    monkeypatch.setattr("villagepub.models.base.MAX_TEXT", 1_000_000)
    assert unpack(pack("0" * 2_000_000)) == UNREADABLE
