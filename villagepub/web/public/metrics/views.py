"""``/metrics``: what waits and what was done, as Prometheus reads it; no names, no places.

Counted in the database when asked, so every process answers the same.
"""

from flask import Response
from flask.typing import ResponseReturnValue

from villagepub.outbox.metrics import counts
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
from villagepub.web.public import bp

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    found = counts(request_context.session(), at=request_context.now())
    registry = CollectorRegistry(auto_describe=False)
    for name, words, numbers in (
        ("notices", "Notices by state", found.notices),
        ("drafts", "Drafts by state", found.drafts),
        ("deliveries", "Deliveries by state", found.deliveries),
    ):
        gauge = Gauge(f"villagepub_{name}", words, ["state"], registry=registry)
        for state, number in numbers.items():
            gauge.labels(state).set(number)
    late = Gauge(
        "villagepub_delivery_late_seconds",
        "How long the oldest due delivery of a machine has waited",
        registry=registry,
    )
    late.set(found.late)
    return Response(generate_latest(registry), content_type=TEXT)
