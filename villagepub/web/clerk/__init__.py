"""The clerk's pages: the list of what is owed, and one thing a page on the way."""

from typing import cast

from flask import Blueprint, Flask

from villagepub.web.clerk import uploads

bp = Blueprint("clerk", __name__, url_prefix="/clerk")
bp.record_once(lambda state: uploads.init_app(cast(Flask, state.app)))

from villagepub.web.clerk import (  # noqa: E402, F401  (they hang on to bp)
    bringing,
    changing,
    checking,
    found,
    groups,
    posted,
    printing,
    settling,
    tasks,
)
