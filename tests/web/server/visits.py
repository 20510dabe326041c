"""What visitors do: look at a page, hand in a sheet."""

import io
import selectors
import socket
import statistics
import time

from tests.web.server.conftest import Site, token_of

MB = 1024 * 1024
LOOKS = 6_000


def hand_in(site: Site, size: int) -> str:
    """What a clerk reads who hands in a file of this size that is no sheet."""
    clerk = site.clerk
    page = clerk.get(f"{site.address}{site.upload}", timeout=60)
    answer = clerk.post(
        f"{site.address}{site.upload}read",
        data={"csrf_token": token_of(page.text)},
        files={"file": ("大表.xlsx", io.BytesIO(bytes(size)))},
        timeout=60,
    )
    return answer.text


def ask(site: Site, path: str, *headers: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in headers)
    with site.connect() as made:
        made.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode())
        return read_one(made)


def read_one(made: socket.socket) -> bytes:
    """One answer with its length in its head."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += made.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += made.recv(65536)
    return head + b"\r\n\r\n" + body


def p99(site: Site, looks: int = LOOKS) -> float:
    """Seconds within which 99 of 100 looks at a published page were answered, while a
    village's group opens it: 64 connections, each asks again when it is answered.
    """
    asked = f"GET {site.notice} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"
    size = len(ask(site, site.notice, "Accept-Encoding: gzip"))
    times: list[float] = []
    with selectors.DefaultSelector() as crowd:
        visitors = [Visitor(site.connect(), asked.encode(), size) for _ in range(64)]
        for one in visitors:
            crowd.register(one.line, selectors.EVENT_READ, one)
            one.ask()
        while len(times) < looks:
            for key, _ in crowd.select():
                if (taken := key.data.hear()) is not None:
                    times.append(taken)
                    key.data.ask()
    for one in visitors:
        one.line.close()
    return statistics.quantiles(times, n=100)[98]


class Visitor:
    """One of the group, with the size of the answer that it waits for."""

    def __init__(self, line: socket.socket, asked: bytes, size: int) -> None:
        self.line, self._asked, self._size = line, asked, size

    def ask(self) -> None:
        self._began, self._got = time.perf_counter(), 0
        self.line.sendall(self._asked)

    def hear(self) -> float | None:
        """Seconds that the answer took, once it is whole."""
        self._got += len(self.line.recv(65536))
        whole = self._got >= self._size
        return time.perf_counter() - self._began if whole else None
