"""The supervision committee's pages: what waits, one draft, sign or return it."""

from flask import Blueprint

bp = Blueprint("review", __name__, url_prefix="/review")

from villagepub.web.review import drafts  # noqa: E402, F401  (it hangs on to bp)
