"""Files by their digest: in a folder, and in a bucket over the wire that S3 speaks."""

import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from villagepub import store
from villagepub.store import StoreError

DATA = "沿河湾镇的表".encode()


class Bucket(BaseHTTPRequestHandler):
    """PUT and GET of objects by their path, as S3 answers them; ``broken``: 403."""

    objects: dict[str, bytes]
    broken = False

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.broken:
            self._say(403, b"<Error><Code>AccessDenied</Code></Error>")
        else:
            self.objects[self.path] = data
            self._say(200, b"")

    def do_GET(self) -> None:
        found = self.objects.get(self.path)
        if found is None:
            self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._say(200, found)

    def _say(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Wed, 25 Nov 2026 08:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Bucket]]:
    handler = type("Own", (Bucket,), {"objects": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for name, value in {
        "AWS_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "cn-north-1",
    }.items():
        monkeypatch.setenv(name, value)
    store._opened.cache_clear()
    yield handler
    store._opened.cache_clear()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_in_a_folder_is_there_once_and_for_its_owner_only(
    tmp_path: Path,
) -> None:
    digests = {store.put(tmp_path.as_uri(), "kept", DATA) for _ in range(2)}
    (file,) = (tmp_path / "kept").iterdir()
    assert digests == {file.name}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert store.get(tmp_path.as_uri(), "kept", file.name) == DATA


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


def test_a_bucket_that_refuses_is_said_in_a_sentence(bucket: type[Bucket]) -> None:
    bucket.broken = True
    with pytest.raises(StoreError, match="VILLAGEPUB_STORE_URL"):
        store.put("s3://village", "kept", DATA)
