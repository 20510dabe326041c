"""What villagers read, without signing in."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from villagepub.web.public import downloads, notices, places, sharing  # noqa: E402, F401
