"""The peer of the deliveries' bench: Celery, Redis and requests, keeping no states.

    celery -A benchmarks.celery_peer worker -P solo

One message is one task; an answer that is not "ok" is lost. With ``PEER_KEEPS`` one
connection a thread stays open for all messages, without it each has its own, as
``requests.post`` does.
"""

import os
from collections.abc import Callable
from threading import local

import requests
from celery import Celery

app = Celery("peer", broker=os.environ.get("PEER_BROKER", "redis://127.0.0.1/0"))
app.conf.update(
    task_ignore_result=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
)
keeps = bool(os.environ.get("PEER_KEEPS"))
kept = local()


def post() -> Callable[..., requests.Response]:
    if not keeps:
        return requests.post
    if not hasattr(kept, "session"):
        kept.session = requests.Session()
    found: requests.Session = kept.session
    return found.post


@app.task  # type: ignore[untyped-decorator]
def deliver(address: str, text: str) -> None:
    message = {"msgtype": "text", "text": {"content": text}}
    answer = post()(address, json=message, timeout=(5, 15))
    if answer.json()["errcode"] != 0:
        raise ValueError("refused")
