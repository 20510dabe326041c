"""The clerk's pages: the list of what is owed, and one thing a page on the way."""

from flask import Blueprint

bp = Blueprint("clerk", __name__, url_prefix="/clerk")

from villagepub.web.clerk import (  # noqa: E402, F401  (they hang on to bp)
    bringing,
    changing,
    checking,
    groups,
    posted,
    printing,
    settling,
    tasks,
)
