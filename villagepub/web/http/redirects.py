"""Ways between pages: on to the next after a post, back or the same where it is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound, OperationalError
from werkzeug.wrappers import Response

from villagepub import db
from villagepub.errors import UserError
from villagepub.web.http import request_context

PageView = Callable[..., ResponseReturnValue]
BUSY = "现在人多，没有存进去，原来的没丢。等几秒钟，再点一次。"
FULL = "电脑的硬盘满了，没有存进去，原来的没丢。请告诉镇上管系统的人。"
GONE = "这一件找不到了，可能刚被别人改过。"


def to(endpoint: str, **values: Any) -> Response:
    """On to a page, which shows what is stored now; a reload of it posts nothing."""
    return redirect(url_for(endpoint, **values), 303)


def mends(where: str | Callable[..., str]) -> Callable[[PageView], PageView]:
    """An act that is refused goes back to its page with the reason.

    ``where``: the page's endpoint, whose address takes what it needs of the view's own
    arguments; or a function of these. The page shows what is stored now, so a stale or
    repeated post ends on the truth, and nothing stored is lost.
    """

    def wrap(view: PageView) -> PageView:
        @wraps(view)
        def inner(**kwargs: Any) -> ResponseReturnValue:
            try:
                return view(**kwargs)
            except UserError as fault:
                if not fault.has_way_back:
                    raise
                said = str(fault)
            except NoResultFound:
                said = GONE
            except OperationalError as error:
                said = busy_words(error)
            flash(said)
            return redirect(_address(where, kwargs), 303)

        inner.mends = where  # type: ignore[attr-defined]
        return inner

    return wrap


def acts(
    where: str | Callable[..., str], then: str = ""
) -> Callable[[Callable[..., str]], PageView]:
    """One act of who is signed in, and on to its page, or to the one that ``then``
    follows, with what the view says of it; refused, back with the reason (``mends``).

    The view takes the act first. What it says is said once everything is written.
    """

    def wrap(view: Callable[..., str]) -> PageView:
        @mends(where)
        @wraps(view)
        def inner(**kwargs: Any) -> ResponseReturnValue:
            with request_context.act() as act:
                said = view(act, **kwargs)
            if said:
                flash(said)
            return redirect(_address(then or where, kwargs), 303)

        return inner

    return wrap


def asks_again(
    page: Callable[..., str],
    *faults: type[UserError],
    but: tuple[type[UserError], ...] = (),
) -> Callable[[PageView], PageView]:
    """An act that is refused for what was typed shows its page once more, with the words
    still in their fields and the reason above them.

    ``page``: takes the view's own arguments and the ``fault``. ``but``: faults that are
    not of what was typed, for ``mends``.
    """

    def wrap(view: PageView) -> PageView:
        @wraps(view)
        def inner(**kwargs: Any) -> ResponseReturnValue:
            try:
                return view(**kwargs)
            except faults as fault:
                if isinstance(fault, but):
                    raise
                return page(**kwargs, fault=str(fault)), 422

        return inner

    return wrap


def _address(where: str | Callable[..., str], given: dict[str, Any]) -> str:
    if not isinstance(where, str):
        return where(**given)
    rule = next(current_app.url_map.iter_rules(where))
    return url_for(where, **{k: v for k, v in given.items() if k in rule.arguments})


def busy_words(error: OperationalError) -> str:
    return FULL if db.is_full(error) else BUSY
