"""The clerk's pages: the list of what is owed, and one thing a page on the way."""

from importlib import import_module
from typing import cast

from flask import Blueprint, Flask

from villagepub.web.clerk.upload import memory_files

bp = Blueprint("clerk", __name__, url_prefix="/clerk")
bp.record_once(lambda state: memory_files.init_app(cast(Flask, state.app)))

PAGES = (
    "tasks",
    "board",
    "upload",
    "paper",
    "free",
    "words",
    "columns",
    "photos",
    "sheet",
    "rows",
    "row",
    "options",
    "check",
    "preview",
    "evidence",
    "submission",
    "discard",
    "notice",
    "hanging",
    "wall",
    "events",
    "deliveries",
    "files",
    "correction",
    "withdrawal",
    "findings",
    "groups",
    "powers",
)
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
