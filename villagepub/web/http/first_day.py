"""An installation with nothing in it leads to its first day, from every page."""

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import setup
from villagepub.setup import Stage
from villagepub.web.http import request_context

FILLED = "villagepub.filled"  # of the application: it never becomes empty again
OVER = "villagepub.set_up"  # neither is it set up twice
OPEN = ("setup.", "wechat_hook.")
ALSO_OPEN = frozenset(
    {"static", "public.healthz", "public.readyz", "public.metrics", "public.large_type"}
)


def init_app(app: Flask) -> None:
    app.before_request(lead)
    app.context_processor(lambda: {"is_first_day": is_underway})


def lead() -> ResponseReturnValue | None:
    endpoint = request.endpoint or ""
    if FILLED in current_app.extensions or endpoint in ALSO_OPEN:
        return None
    if stage() is not Stage.EMPTY:
        current_app.extensions[FILLED] = True
        return None
    return None if endpoint.startswith(OPEN) else redirect(url_for("setup.start"))


def stage() -> Stage:
    return setup.stage_of(request_context.session())


def is_underway() -> bool:
    """For the desk's pages: they lead back to the steps until these are over."""
    if OVER in current_app.extensions:
        return False
    found = stage()
    if found is Stage.DONE:
        current_app.extensions[OVER] = True
    return found is Stage.UNDERWAY


def is_demo() -> bool:
    """Filled with the demonstration: it makes room for one's own place."""
    return request_context.settings().is_demo


def forget() -> None:
    """What was a demonstration is empty."""
    for key in (FILLED, OVER):
        current_app.extensions.pop(key, None)
