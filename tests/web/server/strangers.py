"""People who take a thread each, if they are let: a program beside the test.

    python -m tests.web.server.strangers PORT NOTICE UPLOAD COOKIE TOKEN

64 connections drip a byte at a time into ten addresses, three read the largest file of a
notice a little at a time, a clerk hands in 20 MB. Says when they are all there.
"""

import socket
import sys
import time
from itertools import cycle, islice
from threading import Thread

ADDRESSES = (
    "/login", "/", "/clerk/", "/verify", "/n/unknown", "/review/", "/township/",
    "/wechat/nobody/callback", "/password", "/share/signature",
)  # fmt: skip
SIZE = 20 * 1024 * 1024 - 1


def drip(port: int, path: str) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port))
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
    made.sendall(head.encode())
    return made


def read_slowly(port: int, path: str) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    made.connect(("127.0.0.1", port))
    made.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return made


def hand_in(port: int, path: str, cookie: str, token: str) -> None:
    head = (
        '--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        f"{token}\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    ).encode()
    body = head + bytes(SIZE) + b"\r\n--x--\r\n"
    asked = (
        f"POST {path}read HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port)) as made:
        made.sendall(asked.encode() + body)
        answer = made.recv(100)
        assert answer.startswith(b"HTTP/1.1 422"), answer  # no sheet at all
        while made.recv(65536):
            pass


def main(port: int, notice: str, upload: str, cookie: str, token: str) -> None:
    dripping = [drip(port, path) for path in islice(cycle(ADDRESSES), 64)]
    reading = [read_slowly(port, f"{notice}.pdf") for _ in range(3)]
    Thread(target=hand_in, args=(port, upload, cookie, token), daemon=True).start()
    print("here", flush=True)  # noqa: T201  (the test waits for it)
    while True:
        for number, one in enumerate(dripping):
            try:
                one.send(b"x")
            except OSError:  # shown the door: it comes again
                dripping[number] = drip(port, ADDRESSES[number % len(ADDRESSES)])
        for one in reading:
            one.recv(512)
        time.sleep(0.2)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
