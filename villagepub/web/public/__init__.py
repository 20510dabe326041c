"""What villagers read, without signing in."""

from importlib import import_module

from flask import Blueprint

bp = Blueprint("public", __name__)

PAGES = (
    "home",
    "village",
    "feed",
    "notice",
    "files",
    "verify",
    "power",
    "guide",
    "kiosk",
    "catalog",
    "large_type",
    "share",
    "health",
    "metrics",
    "hello",
)
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
