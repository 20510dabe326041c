"""Settings are read once; nonsense stops the start with one sentence."""

import stat
from pathlib import Path

import pytest

from villagepub import settings
from villagepub.errors import UserError


def test_an_empty_environment_gives_a_working_instance(tmp_path: Path) -> None:
    read = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "a" / "b")})
    assert read.database_url == f"sqlite:///{tmp_path}/a/b/villagepub.db"
    assert read.base_url == "http://127.0.0.1:8000"


def test_keys_are_made_once_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    environ = {"VILLAGEPUB_INSTANCE": str(tmp_path)}
    assert settings.read(environ).id_key == settings.read(environ).id_key
    mode = (tmp_path / "keys" / "id_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_no_two_keys_are_the_same(tmp_path: Path) -> None:
    read = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path)})
    assert len({read.secret_key, read.id_key, read.signing_key}) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "门"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://x"),
        ("QUEUE_URL", "amqp://x"),
        ("STORE_URL", "ftp://x"),
        ("STORE_URL", "s3://"),
        ("STORE_URL", "/proc/nowhere"),
        ("BASE_URL", "gk.example.cn"),
        ("WECOM_API", "ftp://x"),
        ("SECRET_KEY", "short"),
        ("ID_KEY", ""),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    tmp_path: Path, name: str, value: str
) -> None:
    environ = {"VILLAGEPUB_INSTANCE": str(tmp_path), f"VILLAGEPUB_{name}": value}
    with pytest.raises(UserError, match=f"VILLAGEPUB_{name}"):
        settings.read(environ)


def test_an_instance_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="VILLAGEPUB_INSTANCE"):
        settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "file" / "x")})


@pytest.mark.parametrize("form", ["{0}", "file://{0}"])
def test_files_may_be_kept_in_a_folder_elsewhere(tmp_path: Path, form: str) -> None:
    url = form.format(tmp_path / "elsewhere")
    environ = {
        "VILLAGEPUB_INSTANCE": str(tmp_path / "a"),
        "VILLAGEPUB_STORE_URL": url,
    }
    assert settings.read(environ).store_url == f"file://{tmp_path}/elsewhere"
    assert (tmp_path / "elsewhere").is_dir()


def test_files_may_be_kept_in_a_bucket(tmp_path: Path) -> None:
    environ = {
        "VILLAGEPUB_INSTANCE": str(tmp_path),
        "VILLAGEPUB_STORE_URL": "s3://village/kept",
    }
    assert settings.read(environ).store_url == "s3://village/kept"
