"""``/metrics``: what waits and what was done, as Prometheus reads it; no names, no places.

A worker counts each minute; how long it is since the last time is told too, for where
no worker runs everything else stands still.
"""

from flask import Response
from flask.typing import ResponseReturnValue

from villagepub.outbox.metrics import counts
from villagepub.web.http import public, request_context
from villagepub.web.public import bp

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    found = counts(request_context.session())
    registry = CollectorRegistry(auto_describe=False)
    for name, words, numbers in (
        ("notices", "Notices by state", found.notices),
        ("drafts", "Drafts by state", found.drafts),
        ("deliveries", "Deliveries by state", found.deliveries),
    ):
        gauge = Gauge(f"villagepub_{name}", words, ["state"], registry=registry)
        for state, number in numbers.items():
            gauge.labels(state).set(number)
    now = request_context.now().timestamp()
    for name, words, since in (
        (
            "delivery_late",
            "How long the oldest due delivery of a machine has waited",
            now if found.oldest is None else found.oldest,
        ),
        ("counted", "How long ago a worker counted all this", found.counted),
    ):
        seconds = Gauge(f"villagepub_{name}_seconds", words, registry=registry)
        seconds.set(max(now - since, 0.0))
    return Response(generate_latest(registry), content_type=TEXT)
