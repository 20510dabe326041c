"""Files by their digest: in a folder, and in a bucket over the wire that S3 speaks."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bucket import Bucket, served
from villagepub import store
from villagepub.store import StoreError

DATA = "沿河湾镇的表".encode()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Bucket]]:
    with served() as (held, environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        store._opened.cache_clear()
        yield held
        store._opened.cache_clear()


def test_a_file_in_a_folder_is_there_once_and_for_its_owner_only(
    tmp_path: Path,
) -> None:
    digests = {store.put(tmp_path.as_uri(), "kept", DATA) for _ in range(2)}
    (file,) = (tmp_path / "kept").iterdir()
    assert digests == {file.name}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert store.get(tmp_path.as_uri(), "kept", file.name) == DATA


def test_of_a_notice_s_files_in_a_folder_the_newest_stay(tmp_path: Path) -> None:
    """What a killed process left half written goes, too; an empty place is no fault."""
    url, large = (tmp_path / "store").as_uri(), tmp_path / "large"
    large.write_bytes(b"x" * 3_000_000)
    store.clear(url, "drawn/n1")
    store.put_at(url, "drawn/n1/v1/a.pdf", b"older")
    store.put_at(url, "drawn/n1/v1/a.pdf", b"old")
    store.put_at(url, "drawn/n1/v2/a.pdf", large)
    store.put_at(url, "drawn/n12/v1/a.pdf", b"another notice's")
    (tmp_path / "store/drawn/n1/v1/half.part").touch()
    assert (tmp_path / "store/drawn/n1/v1/a.pdf").read_bytes() == b"old"
    store.clear(url, "drawn/n1", keep="drawn/n1/v2")
    left = {path for path in (tmp_path / "store").rglob("*") if path.is_file()}
    drawn = tmp_path / "store/drawn"
    assert left == {drawn / "n1/v2/a.pdf", drawn / "n12/v1/a.pdf"}
    assert store.get_at(url, "drawn/n1/v2/a.pdf") == drawn / "n1/v2/a.pdf"


def test_where_files_lie_in_a_folder_no_process_loads_what_a_bucket_needs(
    tmp_path: Path,
) -> None:
    """4 MB of each, of which an old computer has few."""
    program = (
        "import sys; from villagepub import store; url = sys.argv[1];"
        " digest = store.put(url, 'kept', b'x'); store.get(url, 'kept', digest);"
        " store.clear(url, 'kept'); sys.exit('obstore' in sys.modules)"
    )
    command = [sys.executable, "-c", program, tmp_path.as_uri()]
    subprocess.run(command, check=True)


@pytest.mark.parametrize("digest", ["0" * 64, "../keys/id_key", ""])
def test_what_is_not_kept_is_not_found(tmp_path: Path, digest: str) -> None:
    with pytest.raises(StoreError, match="从备份里找回来"):
        store.get(tmp_path.as_uri(), "kept", digest)


def test_a_file_in_a_bucket_comes_back(bucket: type[Bucket]) -> None:
    digest = store.put("s3://village/2026", "kept", DATA)
    assert list(bucket.objects) == [f"/village/2026/kept/{digest}"]
    assert store.get("s3://village/2026", "kept", digest) == DATA
    with pytest.raises(FileNotFoundError):
        store.get("s3://village/2026", "kept", "0" * 64)


def test_of_a_notice_s_files_in_a_bucket_the_newest_stay(
    bucket: type[Bucket], tmp_path: Path
) -> None:
    url, large = "s3://village/2026", tmp_path / "large"
    large.write_bytes(b"x" * 12_000_000)  # goes in parts
    store.put_at(url, "drawn/n1/v1/a.pdf", b"old")
    store.put_at(url, "drawn/n1/v2/a.pdf", large)
    store.put_at(url, "drawn/n12/v1/a.pdf", b"another notice's")
    store.clear(url, "drawn/n1", keep="drawn/n1/v2")
    assert sorted(bucket.objects) == [
        "/village/2026/drawn/n1/v2/a.pdf",
        "/village/2026/drawn/n12/v1/a.pdf",
    ]
    assert store.get_at(url, "drawn/n1/v2/a.pdf") == large.read_bytes()


def test_a_bucket_that_refuses_is_said_in_a_sentence(bucket: type[Bucket]) -> None:
    bucket.broken = True
    with pytest.raises(StoreError, match="VILLAGEPUB_STORE_URL"):
        store.put("s3://village", "kept", DATA)
