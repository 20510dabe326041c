"""What villagers read, without signing in."""

from importlib import import_module

from flask import Blueprint

bp = Blueprint("public", __name__)

PAGES = (
    "village",
    "notice",
    "files",
    "share",
    "metrics",
)
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
