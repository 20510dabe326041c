"""The queue that keeps the time: the worker listens, whoever has made work wakes it.

Deliveries and checks are rows; what goes through the queue is only the wish for a round.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from villagepub.imports import without
from villagepub.settings import Settings

if TYPE_CHECKING:
    from huey import Huey
    from huey.consumer import Consumer

MAX_END = 5.0  # seconds for the listening threads, which hold nothing
ANSWERS = 3.0  # seconds that anybody waits for Redis; a listener asks each second


class JobQueue:
    """``huey``: a file in the instance, or Redis for a fleet. ``round``: what the worker
    does when it is woken; a process that only wakes it leaves that alone.
    """

    def __init__(self, settings: Settings) -> None:
        self.huey = _opened(settings)
        self.round: Callable[[], object] = _nothing
        self.wake = self.huey.task(name="wake")(self._woken)

    def is_there(self) -> bool:
        """Does whoever carries wishes answer?"""
        try:
            self.huey.pending_count()
        except Exception:  # of Redis or of SQLite, for whatever cause
            return False
        return True

    def listen(self, *, wish: Callable[[], object]) -> "Consumer":
        """Threads that hear whoever has made work."""
        self.round = wish
        consumer = self.huey.create_consumer(
            workers=1,
            periodic=False,
            initial_delay=0.1,
            max_delay=2,
            shutdown_timeout=MAX_END,
        )
        consumer.start()
        return consumer

    def _woken(self) -> None:
        self.round()


def _opened(settings: Settings) -> "Huey":
    # Huey loads the driver of every queue that it could have.
    with without("psycopg", *([] if settings.redis_url else ["redis"])):
        from huey import RedisHuey, SqliteHuey
    if settings.redis_url:
        from redis import ConnectionPool
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        pool = ConnectionPool.from_url(
            settings.redis_url,
            retry=Retry(NoBackoff(), 0),  # who asks asks again; who ends does not wait
            socket_connect_timeout=ANSWERS,
            socket_timeout=ANSWERS,
            health_check_interval=30,
        )
        return RedisHuey("villagepub", connection_pool=pool)
    path = settings.queue_url.removeprefix("sqlite:///")
    return SqliteHuey("villagepub", filename=path)


def _nothing() -> None:
    """Nobody works in this process."""


@cache
def of(settings: Settings) -> JobQueue:
    """Made once, however many publications wake the worker."""
    return JobQueue(settings)


def wait(wishes: "SimpleQueue[bool]", *, at_most: float) -> None:
    """So many seconds, or until a wish; a hundred wishes are one."""
    with suppress(Empty):
        wishes.get(timeout=at_most)
        while True:
            wishes.get_nowait()
