"""An act that is refused goes back to its page with the reason; nothing stored is lost."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound, OperationalError

from villagepub import db
from villagepub.errors import UserError

View = Callable[..., ResponseReturnValue]
BUSY = "现在人多，没有存进去，原来的没丢。等几秒钟，再点一次。"
FULL = "电脑的硬盘满了，没有存进去，原来的没丢。请告诉镇上管系统的人。"
GONE = "这一件找不到了，可能刚被别人改过。"


def mends(where: Callable[..., str]) -> Callable[[View], View]:
    """``where`` gives the page to go back to, from the view's own arguments.

    That page shows what is stored now, so a stale or repeated post ends on the truth.
    """

    def wrap(view: View) -> View:
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
            return redirect(where(**kwargs), 303)

        return inner

    return wrap


def busy_words(error: OperationalError) -> str:
    return FULL if db.is_full(error) else BUSY
