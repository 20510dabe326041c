"""Pages of this room."""

from flask import Blueprint

bp = Blueprint("township", __name__, url_prefix="/township")
