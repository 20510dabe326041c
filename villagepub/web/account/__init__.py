"""Signing in, by password or by WeChat, and one's own account."""

from flask import Blueprint
from flask.sansio.blueprints import BlueprintSetupState

from villagepub.web import hang_pages
from villagepub.web.parts.signed_in import manager

bp = Blueprint("account", __name__)


@bp.record_once
def _init(state: BlueprintSetupState) -> None:
    manager.init_app(state.app)


hang_pages(__name__, __path__)
