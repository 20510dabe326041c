"""Where WeChat calls. No session and no CSRF: the signature says who it is."""

from flask import Blueprint

bp = Blueprint("wechat_hook", __name__)

from villagepub.web.wechat_hook import views  # noqa: E402
