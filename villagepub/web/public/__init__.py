"""What villagers read, without signing in."""

from flask import Blueprint

from villagepub.web import hang_pages

bp = Blueprint("public", __name__)

hang_pages(__name__, __path__)
