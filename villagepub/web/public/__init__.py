"""What villagers read, without signing in."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from villagepub.web.public import (  # noqa: E402
    downloads,  # noqa: F401
    metrics,  # noqa: F401
    notices,  # noqa: F401
    places,  # noqa: F401
    sharing,  # noqa: F401
)
