"""The peer of the deliveries' bench: Celery, Redis and requests, keeping no states.

    celery -A benchmarks.celery_peer worker -P solo

One message is one task; an answer that is not "ok" is lost. With ``PEER_KEEPS`` one
connection stays open for all messages, without it each has its own, as ``requests.post``
does.
"""

import os

import requests
from celery import Celery

app = Celery("peer", broker=os.environ.get("PEER_BROKER", "redis://127.0.0.1/0"))
app.conf.update(
    task_ignore_result=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
)
kept = requests.Session() if os.environ.get("PEER_KEEPS") else None


@app.task  # type: ignore[untyped-decorator]
def deliver(address: str, text: str) -> None:
    message = {"msgtype": "text", "text": {"content": text}}
    post = kept.post if kept else requests.post
    answer = post(address, json=message, timeout=(5, 15))
    if answer.json()["errcode"] != 0:
        raise ValueError("refused")
