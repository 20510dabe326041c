"""The clerk's pages: the list of what is owed, and one thing a page on the way."""

from typing import cast

from flask import Blueprint, Flask

from villagepub.web import hang_pages
from villagepub.web.clerk.upload import memory_files

bp = Blueprint("clerk", __name__, url_prefix="/clerk")
bp.record_once(lambda state: memory_files.init_app(cast(Flask, state.app)))

hang_pages(__name__, __path__)
