"""A server that speaks WeChat's wire format over real HTTP on a port of this machine."""

import io
import json
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import qrcode

from tests.wechat_server.people import People, Redirect
from tests.wechat_server.platform import Platform
from tests.wechat_server.robots import Robots

HANG = 1.5  # seconds; tests set the client's patience below it


class WeChatServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.page: Callable[[], bytes] | None = None  # the laboratory's
        self.press: Callable[[dict[str, str]], None] | None = None  # and its buttons
        self.robots = Robots()
        self.platform = Platform()
        self.platforms = [self.platform]  # a test may add other accounts
        self.people = People()
        self.platform.address = self.address
        self.lock = threading.Lock()
        self.takes = (0.0, 0.0)  # seconds, at least and at most, for an answer

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_args: object) -> None:
        """A client that went away is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: WeChatServer
    protocol_version = "HTTP/1.1"  # connections stay open, as the real ones' do
    wbufsize = -1  # an answer leaves in one piece
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        if parts.path == "/" and self.server.page:
            self._say(200, self.server.page(), "text/html; charset=utf-8")
            return
        if parts.path.startswith("/file/"):
            found = self.server.robots.files.get(parts.path.removeprefix("/file/"))
            if found:
                self._say(200, found.data, "application/pdf")
            else:
                self._say(404, b"<html>404</html>", "text/html")
            return
        if parts.path == "/wwhead/way.png":
            self._say(200, way_picture(), "image/png")
            return
        if any(one.knows(query) for one in self.server.platforms):
            self._platform(parts.path, parts.query, b"")
            return
        with self.server.lock:
            answer = self.server.people.answer(parts.path, query)
        if isinstance(answer, Redirect):
            self.send_response(302)
            self.send_header("Location", answer.to)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif answer is None:
            self._say(404, b"<html>404</html>", "text/html")
        else:
            self._answer(answer)

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if parts.path == "/press" and self.server.press:
            given = {k: v[0] for k, v in parse_qs(body.decode()).items()}
            with self.server.lock:
                self.server.press(given)
            self._say(303, b"", "text/plain", Location="/")
            return
        if not parts.path.startswith("/cgi-bin/webhook/"):
            self._platform(parts.path, parts.query, body)
            return
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        key, robots = query.get("key", ""), self.server.robots
        with self.server.lock:
            if parts.path.endswith("/send"):
                answer = robots.answer(key, body, time.monotonic())
            else:
                kind = self.headers.get("Content-Type") or ""
                answer = robots.upload(key, query, kind, body)
        self._answer(answer)

    def _platform(self, path: str, query: str, body: bytes) -> None:
        given = {name: values[0] for name, values in parse_qs(query).items()}
        with self.server.lock:
            answer = self._account(path, given, body).answer(path, given, body)
        if answer == "missing":
            self._say(404, b"<html>404</html>", "text/html")
        else:
            self._answer(answer)

    def _account(self, path: str, query: dict[str, str], body: bytes) -> Platform:
        given = json.loads(body) if path.endswith("/stable_token") else query
        platforms = self.server.platforms
        return next((one for one in platforms if one.knows(given)), platforms[0])

    def _answer(self, answer: dict[str, object] | str) -> None:
        if self.server.takes[1]:
            time.sleep(random.uniform(*self.server.takes))  # noqa: S311
        if answer == "nothing":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif answer == "hang":
            self.close_connection = True
            time.sleep(HANG)
        elif answer == "html":
            self._say(200, b"<html>portal</html>", "text/html")
        elif answer == "bad-gateway":
            self._say(502, b"<html>bad gateway</html>", "text/html")
        else:
            self._say(200, json.dumps(answer).encode(), "application/json")

    def _say(self, code: int, body: bytes, kind: str, **more: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Quiet: what arrived is in ``robots``."""


def way_picture() -> bytes:
    """A 加群码 as a picture, which is all that the platform gives."""
    out = io.BytesIO()
    qrcode.make("https://weixin.qq.com/g/AwYAAHsxSoYgIu2y1").save(out)
    return out.getvalue()


@pytest.fixture
def wechat() -> Iterator[WeChatServer]:
    server = WeChatServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
