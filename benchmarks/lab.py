"""The server that plays WeChat, in a process of its own, and what it has seen."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.wechat_server.server import WeChatServer


@dataclass(frozen=True)
class Seen:
    """``rate``: messages a second from the first third to nearly the last, when every
    worker had started and none had run out of work.
    """

    messages: int
    robots: int
    most: int  # of one robot
    refused: int  # above twenty a minute
    twice: int
    rate: float


class Lab:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.address: str = pipe.recv()

    def seen(self) -> Seen:
        self._pipe.send("seen")
        found: Seen = self._pipe.recv()
        return found

    def forget(self) -> None:
        """A new minute, and nothing has arrived."""
        self._pipe.send("forget")
        self._pipe.recv()


def serve(pipe: Connection, keys: list[str]) -> None:
    server = WeChatServer()
    server.robots.keys.update(keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send(server.address)
    while True:
        pipe.send(told(server) if pipe.recv() == "seen" else forgotten(server))


def told(server: WeChatServer) -> Seen:
    with server.lock:
        robots = server.robots
        texts = [m["text"]["content"] for seen in robots.seen.values() for m in seen]
        moments = [at for _, at in robots.calls]
        start, end = len(moments) // 3, len(moments) * 19 // 20
        return Seen(
            messages=len(texts),
            robots=len(robots.seen),
            most=max((len(seen) for seen in robots.seen.values()), default=0),
            refused=robots.refused,
            twice=len(texts) - len(set(texts)),
            rate=(end - start) / (moments[end] - moments[start]) if end else 0.0,
        )


def forgotten(server: WeChatServer) -> bool:
    with server.lock:
        server.robots.seen.clear()
        server.robots.calls.clear()
        server.robots.log.clear()
        server.robots.new_minute()
        server.robots.refused = 0
    return True


@contextmanager
def laboratory(keys: list[str]) -> Iterator[Lab]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(theirs, keys), daemon=True)
    process.start()
    try:
        yield Lab(ours)
    finally:
        process.kill()
        process.join()
