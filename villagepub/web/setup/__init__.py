"""The first day: /setup, which is gone once it is over."""

from flask import Blueprint

from villagepub.web import hang_pages

bp = Blueprint("setup", __name__, url_prefix="/setup")

hang_pages(__name__, __path__)
