"""What a sealed backup brings along, and what is said where keys are missing."""

import stat
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.backups.conftest import KEYS, PASSPHRASE
from villagepub import backups, db
from villagepub.backups import BackupError
from villagepub.backups import keys as keyring


def test_a_sealed_backup_brings_the_keys_along(sealed: Path, tmp_path: Path) -> None:
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    done = backups.load(fresh, sealed, tmp_path.as_uri(), passphrase=PASSPHRASE)
    assert done.keys == KEYS
    assert keyring.missing(done.marks, KEYS) == []


def test_a_sealed_backup_shows_nothing_and_is_the_owners_only(sealed: Path) -> None:
    data = sealed.read_bytes()
    assert not any(
        word.encode() in data for word in ("拓小梅", "place.jsonl", "letters")
    )
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


@pytest.mark.parametrize("passphrase", ["", "another one of twelve"])
def test_a_sealed_backup_without_its_passphrase_restores_nothing(
    sealed: Path, tmp_path: Path, passphrase: str
) -> None:
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    with pytest.raises(BackupError, match="口令不对"):
        backups.load(fresh, sealed, tmp_path.as_uri(), passphrase=passphrase)
    assert db.revision(fresh) is None


def test_keys_that_are_missing_are_told_with_what_they_were_for(
    county: Engine, tmp_path: Path
) -> None:
    path, url = tmp_path / "备份.zip", tmp_path.as_uri()
    backups.save(county, path, url, keys=KEYS)
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    done = backups.load(fresh, path, url)
    assert done.keys == {}
    here = {**KEYS, "secret_key": b"another of 16 letters"}
    assert keyring.missing(done.marks, here) == ["secret_key"]
    said = keyring.consequences(["secret_key"], tmp_path)
    assert "重新填" in said
    assert "instance/keys" in said
    assert "身份证" not in said
