"""The first day: /setup, which is gone once it is over."""

from importlib import import_module

from flask import Blueprint

bp = Blueprint("setup", __name__, url_prefix="/setup")

PAGES = ("start", "place", "end")
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
