"""Signing in, by password or by WeChat, and one's own account."""

from importlib import import_module

from flask import Blueprint
from flask.sansio.blueprints import BlueprintSetupState

from villagepub.web.parts.signed_in import manager

bp = Blueprint("account", __name__)


@bp.record_once
def _init(state: BlueprintSetupState) -> None:
    manager.init_app(state.app)


PAGES = ("login", "second_step", "password", "sessions", "wechat")
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
