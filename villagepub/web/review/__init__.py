"""The supervision committee's pages: what waits, one draft, sign or return it."""

from importlib import import_module

from flask import Blueprint

bp = Blueprint("review", __name__, url_prefix="/review")

PAGES = (
    "queue",
    "draft",
    "rows",
    "approval",
    "signature",
)
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
