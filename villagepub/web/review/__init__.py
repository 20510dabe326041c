"""The supervision committee's pages: what waits, one draft, sign or return it."""

from flask import Blueprint

from villagepub.web import hang_pages

bp = Blueprint("review", __name__, url_prefix="/review")

hang_pages(__name__, __path__)
