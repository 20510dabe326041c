"""A server that speaks as much of S3 as the store asks for, of a test's own."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

WHEN = "2026-11-25T08:00:00.000Z"


class Bucket(BaseHTTPRequestHandler):
    """Objects by their path, as S3 keeps, lists and deletes them; large ones come in
    parts. ``broken``: 403 for everything.
    """

    objects: dict[str, bytes]
    parts: dict[str, dict[int, bytes]]
    broken = False
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one piece

    def _asked(self) -> tuple[str, dict[str, str], bytes]:
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query, keep_blank_values=True)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        return unquote(parts.path), {k: v[0] for k, v in asked.items()}, body

    def do_PUT(self) -> None:
        path, asked, body = self._asked()
        if self.broken:
            self._say(403, b"<Error><Code>AccessDenied</Code></Error>")
        elif "uploadId" in asked:
            self.parts[asked["uploadId"]][int(asked["partNumber"])] = body
            self._say(200)
        else:
            self.objects[path] = body
            self._say(200)

    def do_GET(self) -> None:
        path, asked, _ = self._asked()
        if "list-type" in asked:
            self._list(path, asked.get("prefix", ""))
        elif path in self.objects:
            self._say(200, self.objects[path])
        else:
            self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_POST(self) -> None:
        path, asked, body = self._asked()
        if "delete" in asked:
            keys = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for key in keys:
                self.objects.pop(f"{path}/{key}", None)
            told = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self._say(200, _named("DeleteResult", told))
        elif "uploads" in asked:
            number = str(len(self.parts))
            self.parts[number] = {}
            told = f"<UploadId>{number}</UploadId>"
            self._say(200, _named("InitiateMultipartUploadResult", told))
        else:
            parts = self.parts.pop(asked["uploadId"])
            self.objects[path] = b"".join(parts[n] for n in sorted(parts))
            told = '<ETag>"1"</ETag>'
            self._say(200, _named("CompleteMultipartUploadResult", told))

    def _list(self, path: str, prefix: str) -> None:
        start = path.rstrip("/") + "/"
        keys = [one.removeprefix(start) for one in sorted(self.objects)]
        found = "".join(
            f"<Contents><Key>{key}</Key><LastModified>{WHEN}</LastModified>"
            f'<ETag>"1"</ETag><Size>{len(self.objects[start + key])}</Size></Contents>'
            for key in keys
            if key.startswith(prefix)
        )
        told = f"<IsTruncated>false</IsTruncated>{found}"
        self._say(200, _named("ListBucketResult", told))

    def _say(self, code: int, body: bytes = b"") -> None:
        self.send_response(code)
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Wed, 25 Nov 2026 08:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _named(name: str, told: str) -> bytes:
    return f'<?xml version="1.0"?><{name}>{told}</{name}>'.encode()


@contextmanager
def served() -> Iterator[tuple[type[Bucket], dict[str, str]]]:
    """What it holds, and the environment of those who use it."""
    handler = type("Own", (Bucket,), {"objects": {}, "parts": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield (
            handler,
            {
                "AWS_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
                "AWS_ALLOW_HTTP": "true",
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_REGION": "cn-north-1",
            },
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def bucket_server() -> Iterator[tuple[type[Bucket], dict[str, str]]]:
    with served() as found:
        yield found
