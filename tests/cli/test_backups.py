"""``villagepub backup`` and ``restore``: with the keys and without."""

import stat
from pathlib import Path

from tests.cli.program import call


def test_a_backup_restores_into_an_empty_instance(
    instance: Path, tmp_path: Path
) -> None:
    file = tmp_path / "备份.zip"
    assert call(instance, "backup", str(file)).exit_code == 0
    done = call(tmp_path / "new", "restore", str(file))
    assert done.exit_code == 0, done.stderr
    assert "记录和签过的一样" in done.stdout
    noted = done.stdout.rpartition("最后一条是 ")[2].strip()
    assert "没有封" in done.stdout
    verified = call(tmp_path / "new", "audit", "verify", "--noted", noted)
    assert verified.exit_code == 0


def test_a_backup_that_is_sealed_restores_with_the_keys(
    instance: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "口令"
    secret.write_text("窑洞 糜子 信天游 2026\n")
    file = tmp_path / "备份.age"
    given = ("--passphrase-file", str(secret))
    assert call(instance, "backup", str(file), *given).exit_code == 0
    done = call(tmp_path / "new", "restore", str(file), *given)
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    assert "没有封" not in done.stdout
    for name in ("secret_key", "id_key", "signing_key"):
        old, new = (f / "keys" / name for f in (instance, tmp_path / "new"))
        assert new.read_bytes() == old.read_bytes()
        assert stat.S_IMODE(new.stat().st_mode) == 0o600


def test_a_restore_without_the_keys_says_what_will_not_work(
    instance: Path, tmp_path: Path
) -> None:
    file = tmp_path / "备份.zip"
    assert call(instance, "backup", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done = call(tmp_path / "new", "restore", str(file))
    assert done.exit_code == 0
    assert "重新填" in done.stderr
    assert str(tmp_path / "new" / "keys") in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_short_passphrase_is_refused(instance: Path, tmp_path: Path) -> None:
    secret = tmp_path / "口令"
    secret.write_text("123456")
    done = call(
        instance, "backup", str(tmp_path / "x"), "--passphrase-file", str(secret)
    )
    assert done.exit_code == 2
    assert "口令太短" in done.stderr
    assert not (tmp_path / "x").exists()
