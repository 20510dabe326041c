"""Nobody waits for a stranger: slow senders, slow readers and large bodies hold no page."""

import selectors
import time

import pytest

from tests.web.server.conftest import Site
from tests.web.server.visits import MB, ask, hand_in, read_one


def test_a_login_that_is_half_sent_stops_nobody(site: Site) -> None:
    paths = (site.notice, "/", "/login", "/verify")
    for path in paths:  # what is made once has been made
        ask(site, path)
    halves = [site.connect() for _ in range(20)]
    for one in halves:
        one.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nlog")
    watch = site.watch()
    for path in paths:
        assert ask(site, path).startswith(b"HTTP/1.1 200")
    assert watch.seconds < 1
    for one in halves:
        one.close()


def test_a_kept_page_does_not_wait_for_the_loop(site: Site) -> None:
    ask(site, site.notice)
    with site.connect() as stuck, selectors.DefaultSelector() as still:
        stuck.sendall(b"GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.3)  # it has reached the loop
        assert ask(site, site.notice).startswith(b"HTTP/1.1 200")
        still.register(stuck, selectors.EVENT_READ)
        assert not still.select(0), "the page came after the loop had gone on"
        read_one(stuck)


def test_a_body_that_does_not_come_ends_with_a_sentence(site: Site) -> None:
    with site.connect() as slow:
        slow.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nl")
        answer = read_one(slow)
    assert answer.startswith(b"HTTP/1.1 408")
    assert "网太慢，没有收全" in answer.decode()


def test_a_body_that_drips_is_ended_though_it_never_pauses(site: Site) -> None:
    watch = site.watch()
    with site.connect() as slow:
        slow.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n")
        slow.settimeout(0.05)
        answer = b""
        while not answer and watch.seconds < 10:
            slow.sendall(b"x")
            try:
                answer = slow.recv(100)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408")
    assert watch.seconds < 3


def test_whoever_reads_slowly_keeps_no_thread(site: Site) -> None:
    """More of them than there are threads, each with an answer that it does not take."""
    slow = [site.connect() for _ in range(12)]
    for one in slow:
        one.sendall(f"GET {site.notice}.pdf HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert ask(site, "/login").startswith(b"HTTP/1.1 200")
    watch = site.watch()
    assert ask(site, "/verify").startswith(b"HTTP/1.1 200")
    assert watch.seconds < 1
    for one in slow:
        one.close()


@pytest.mark.parametrize("size", [2 * MB, 30 * MB], ids=["2 MB", "30 MB"])
def test_a_stranger_hands_in_no_sheets(site: Site, size: int) -> None:
    head = f"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
    with site.connect() as made:
        made.sendall(head.encode() + bytes(size))
        answer = read_one(made)
    assert answer.startswith(b"HTTP/1.1 413")
    assert "交来的太大了" in answer.decode()


def test_what_could_never_be_taken_is_not_even_read(site: Site) -> None:
    with site.connect() as made:
        made.sendall(
            b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n"
        )
        assert read_one(made).startswith(b"HTTP/1.1 413")


def test_a_body_without_a_length_is_refused(site: Site) -> None:
    with site.connect() as made:
        made.sendall(
            b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n"
        )
        assert read_one(made).startswith(b"HTTP/1.1 411")


@pytest.mark.parametrize(
    ("size", "said"), [(20 * MB - 1, "大表.xlsx"), (22 * MB, "交来的太大了")]
)
def test_a_clerk_hands_in_20_mb_and_no_more(site: Site, size: int, said: str) -> None:
    assert said in hand_in(site, size)
