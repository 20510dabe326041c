"""``/wechat/<account>/callback``: the check of the address, and what followers send.

WeChat waits five seconds and delivers up to three times, so the answer comes from the
database alone. Who is refused gets a bare status: the call is no person's. There is no
session and no CSRF: the signature says who it is.
"""

import structlog
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import RequestEntityTooLarge

from villagepub import outbox, render
from villagepub.models import Account
from villagepub.states import AccountKind
from villagepub.web.http import public, request_context
from villagepub.web.http.guards import csrf
from villagepub.web.http.throttle import limiter
from villagepub.wechat import accounts, dialogue
from villagepub.wechat.dialogue import (
    AskedAccount,
    CallbackKeys,
    CallRefused,
    Incoming,
    Query,
)

log = structlog.get_logger()
bp = Blueprint("wechat_hook", __name__)

# All followers come through a handful of WeChat's addresses: only a flood is stopped.
FLOOD = "1200 per minute"
NOTHING = {AccountKind.OFFICIAL: "success", AccountKind.WECOM: ""}


@bp.get("/wechat/<slug>/callback")
@public
@limiter.limit(FLOOD)
def check(slug: str) -> ResponseReturnValue:
    """The check that is made when the address is saved: echostr comes back."""
    try:
        keys = dialogue.keys_of(_account(slug), request_context.settings().secret_key)
        said = dialogue.echo(keys, _query(), at=request_context.now())
    except CallRefused as refused:
        return _refuse(slug, refused)
    return Response(said, mimetype="text/plain")


@bp.post("/wechat/<slug>/callback")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
@limiter.limit(FLOOD)
def receive(slug: str) -> ResponseReturnValue:
    """A message or an event; the answer in the mode that the account is set to."""
    try:
        account = _account(slug)
        keys = dialogue.keys_of(account, request_context.settings().secret_key)
        xml = dialogue.unwrap(keys, _query(), _body(), at=request_context.now())
        incoming = dialogue.parse(xml, keys.kind)
    except CallRefused as refused:
        return _refuse(slug, refused)
    return _answer(account, keys, incoming)


def _answer(
    account: Account, keys: CallbackKeys, incoming: Incoming
) -> ResponseReturnValue:
    said = dialogue.render(_reply(account, incoming), incoming)
    if not said:
        return Response(NOTHING[keys.kind], mimetype="text/plain")
    return Response(
        dialogue.wrap(keys, said, at=request_context.now()), mimetype="application/xml"
    )


def _reply(account: Account, incoming: Incoming) -> dialogue.Reply | None:
    """Two workers with the same message: who comes second finds the first's answer."""
    settings = request_context.settings()
    desk = AskedAccount.of(
        account,
        base_url=settings.base_url,
        id_key=settings.id_key,
        shown=render.for_open_web,
    )
    now = request_context.now()
    try:
        with request_context.transaction() as writing:
            outbox.record_callback(
                writing,
                account_id=desk.account_id,
                event=incoming.event,
                data=incoming.data,
                at=now,
            )
            return dialogue.answer(writing, desk, incoming, at=now)
    except IntegrityError:
        with request_context.transaction() as writing:
            return dialogue.answer(writing, desk, incoming, at=now)


def _account(slug: str) -> Account:
    found = accounts.by_slug(request_context.session(), slug)
    if found is None:
        raise CallRefused(404, "UnknownAccount")
    return found


def _query() -> Query:
    given = request.args
    return Query(
        signature=given.get("signature", ""),
        msg_signature=given.get("msg_signature", ""),
        timestamp=given.get("timestamp", ""),
        nonce=given.get("nonce", "")[:128],
        echostr=given.get("echostr", "")[:2048],
    )


def _body() -> bytes:
    request.max_content_length = dialogue.MAX_BYTES
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise CallRefused(413, "TooLarge") from None


def _refuse(slug: str, refused: CallRefused) -> Response:
    """Only the kind of the fault is written down: a body may hold what people wrote."""
    log.warning(
        "callback_refused", account=slug[:24], code=refused.code, kind=str(refused)
    )
    return Response("", status=refused.code, mimetype="text/plain")
