"""``/share/signature``: lets WeChat show a shared page with its title and picture."""

import re
from urllib.parse import urlsplit

import structlog
from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue

from villagepub.models import Account
from villagepub.notices import queries
from villagepub.web.http import public, request_context
from villagepub.web.http.headers import POLICY
from villagepub.web.http.throttle import limiter
from villagepub.web.public import bp
from villagepub.wechat import jssdk
from villagepub.wechat.jssdk import NoSignature

log = structlog.get_logger()

SOME = "120 per minute"
MAX_LENGTH = 1000
SDK_HOST = "https://res.wx.qq.com"
# Sent only with pages that an account signs: no other page may load anything foreign.
SDK_POLICY = f"{POLICY}; script-src 'self' {SDK_HOST}"
_NOTICE = re.compile(r"/n/([0-9a-z]{1,12})(?:/v\d+)?")
_VILLAGE = re.compile(r"/v/(\d{12})")


@bp.get("/share/signature")
@public
@limiter.limit(SOME)
def share_signature() -> ResponseReturnValue:
    """JSON for ``wx.config``; only for pages of this site that an account can sign."""
    url = request.args.get("url", "")
    if not is_own(url):
        return jsonify(error="只给本站的网页签名。"), 400
    account = signer(village_of(urlsplit(url).path))
    client_of = request_context.client_of()
    if account is None or client_of is None:
        abort(404)
    try:
        signed = jssdk.sign(account, client_of(account), url, at=request_context.now())
    except NoSignature as error:
        log.warning("not_signed", account=account.id, kind=str(error))
        return jsonify(error="现在签不了名，直接转发也行。"), 503
    return jsonify(signed.as_plain())


def is_own(url: str) -> bool:
    """True for an address of this site, by scheme, host and port, without a trick."""
    if len(url) > MAX_LENGTH or not url.isprintable() or "\\" in url or " " in url:
        return False
    try:
        given, own = urlsplit(url), urlsplit(request_context.settings().base_url)
    except ValueError:
        return False
    return (given.scheme, given.netloc) == (own.scheme, own.netloc)


def village_of(path: str) -> str:
    """The village that a page is about; '' if it is about none."""
    if found := _VILLAGE.fullmatch(path):
        return found[1]
    if found := _NOTICE.fullmatch(path):
        notice = queries.published(request_context.session(), found[1])
        return notice.content.village_code if notice else ""
    return ""


def signer(village_code: str) -> Account | None:
    """Who signs a village's pages; None leaves them plain."""
    if not village_code or request_context.client_of() is None:
        return None
    return jssdk.account_for(request_context.session(), village_code)
