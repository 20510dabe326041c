"""An address that somebody typed is called once, for a few seconds, and followed nowhere."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from villagepub.setup import address_trial, one_call
from villagepub.setup.address_trial import AddressTrial

WORD = "8f2a90c1d4e3b765"
HEAD = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\n"


@contextmanager
def answering(say: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server of our own that says this to everybody; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    line.recv(4096)
                    with line, suppress(OSError):
                        say(line)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def ask(port: int, scheme: str = "http") -> str:
    url = f"{scheme}://127.0.0.1:{port}/hello/{WORD}"
    return address_trial.ask(
        AddressTrial(url=url, reached_at=None, reached_wechat_at=None)
    )


def whole(status: bytes, body: bytes, more: bytes = b"") -> Callable[..., None]:
    return lambda line: line.sendall(HEAD % status + more + b"\r\n" + body)


def endless(line: socket.socket) -> None:
    """A line of its head twice a second: no pause is ever long."""
    line.sendall(HEAD % b"200 OK")
    for _ in range(100):
        line.sendall(b"X-Wait: 1\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (whole(b"200 OK", WORD.encode()), ""),
        (whole(b"200 OK", b"somebody's page"), "不是这个程序（200）"),
        (whole(b"404 NOT FOUND", WORD.encode()), "不是这个程序（404）"),
        (lambda line: line.sendall(b"SSH-2.0-OpenSSH_9.6\r\n"), "不是网页"),
        (lambda line: None, "可不是网页"),
    ],
)
def test_the_sentence_says_no_more_than_whether_it_is_us(
    say: Callable[[socket.socket], None], said: str
) -> None:
    with answering(say) as port:
        answer = ask(port)
    assert said in answer
    assert bool(answer) == bool(said)
    assert "somebody" not in answer
    assert "OpenSSH" not in answer


def test_what_it_leads_on_to_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[bytes] = []

    def elsewhere(line: socket.socket) -> None:
        called.append(b"called")

    with answering(elsewhere) as other:
        to = f"Location: http://127.0.0.1:{other}/hello/{WORD}\r\n".encode()
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{other}")
        with answering(whole(b"302 FOUND", b"", to)) as port:
            assert "不是这个程序（302）" in ask(port)
    assert called == []


def test_a_server_that_never_ends_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address_trial, "PATIENCE", 0.4)
    with answering(endless) as port:
        began = time.monotonic()
        assert "没有回音" in ask(port)
        assert time.monotonic() - began < 3
        began = time.monotonic()
        assert ask(port, "https")
        assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("address", "is_callable"),
    [
        ("192.168.1.8", True),
        ("10.0.0.3", True),
        ("203.0.113.9", True),
        ("169.254.169.254", False),
        ("::ffff:169.254.169.254", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
    ],
)
def test_what_only_machines_of_a_cloud_ask_is_not_called(
    address: str, is_callable: bool
) -> None:
    assert one_call._is_callable(address) is is_callable


@pytest.mark.parametrize("name", ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
def test_of_a_proxy_that_was_not_asked_the_sentence_tells(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """No proxy is asked: it would see the word. Whoever has one knows what that means."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "代理" not in ask(port)
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert "这台机器出门要走代理，试的时候没有走" in ask(port)
