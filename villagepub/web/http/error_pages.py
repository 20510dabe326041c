"""Whatever goes wrong, a person reads a Chinese sentence and what to do; never a trace."""

from collections.abc import Iterator

import sqlalchemy.exc
import structlog
from flask import (
    Flask,
    abort,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from villagepub import db, logs
from villagepub.errors import UserError
from villagepub.web.http import guards, request_context, request_log

log = structlog.get_logger()

WORDS = {
    400: ("这一页过期了", "请退回上一页，刷新一下再交。写的字多半还在。"),
    403: ("这里你进不去", "这件事不归你的岗位办，或者是别的村的事。"),
    404: ("没有这一页", "地址可能打错了一个字。看看是不是数字和字母弄混了。"),
    405: ("不能这样打开", "请从清单里重新点进来。"),
    408: ("网太慢，没有收全", "什么都没有存。换个信号好的地方，再交一次。"),
    411: ("这样交收不下来", "请用手机或者电脑上的浏览器再交一次。"),
    413: ("交来的太大了", "一张表最多 20 兆。请只留要公示的那张再传。"),
    429: ("试得太多了", "请等五分钟再试。忘了密码，给镇政务公开办打电话。"),
    500: ("系统出了点问题", "不是你弄错的。刚才写的没有丢，请过一会儿再试。"),
}
BUSY = ("现在人多，存不进去", "什么都没有丢。请等几秒钟，再点一次。")
AWAY = (
    "现在打不开",
    "存公示的那台机器没有答应，不是你弄错的。存好的都在，请过几分钟再来。",
)
STAFF_PAGES = ("/clerk/", "/review/", "/township/", "/county/", "/password")
NOT_KEPT = "刚才交的这一下没有存进去，到时候再交一次。"
ODD = ("有的字认不出来", "可能太长，或者夹着看不见的字。请删掉重打一遍。")
FULL = ("电脑的硬盘满了", "存不进去了，前面存好的没有丢。请告诉镇上管系统的人。")


# In the environ: what the server refused before anybody began to work on it.
REFUSED = "villagepub.refused"


def init_app(app: Flask) -> None:
    """Before whatever else looks at requests: what is refused goes no further."""
    app.before_request(refuse)
    app.register_error_handler(CSRFError, lambda error: answer(400, *WORDS[400]))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(
        UserError, lambda error: answer(error.status, error.title, str(error))
    )
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(sqlalchemy.exc.TimeoutError, _no_connection)
    app.register_error_handler(DataError, _unstorable)
    for absent in (NoResultFound, OverflowError):  # what an address or a form names
        app.register_error_handler(absent, lambda error: answer(404, *WORDS[404]))
    app.register_error_handler(Exception, _unexpected)


def refuse() -> None:
    if status := request.environ.get(REFUSED):
        abort(status)


def answer(code: int, title: str, sentence: str) -> ResponseReturnValue:
    request_context.forget_who()  # the page asks nothing of what may be away
    if request.path.endswith(".json"):
        return jsonify(error=f"{title}。{sentence}"), code
    return render_template(
        "errors/error.html", title=title, sentence=sentence, ways=tuple(_ways())
    ), code


def _ways() -> Iterator[tuple[str, str]]:
    """Where to go from here; who signs in again, or is signed in, finds their own desk."""
    if (page := guards.standing_page()) and request.method != "GET":
        yield page, "回到刚才那一页"
    if request.path.startswith(STAFF_PAGES):
        yield url_for("account.login"), "回到我要办的"
    yield url_for("public.home"), "回到首页"


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code == 404 and (page := _without_slash()):
        return redirect(page, 301)
    if code in (301, 302, 303, 304, 307, 308):
        return error.get_response()
    return answer(code, *WORDS.get(code, WORDS[500]))


def _without_slash() -> str:
    """The page that was meant by an address with a slash at its end; '' if there is none."""
    path = request.path.rstrip("/")
    adapter = current_app.create_url_adapter(request)
    if path == request.path or request.url_rule or adapter is None:
        return ""
    try:
        adapter.match(path, method="GET")
    except (HTTPException, RoutingException):
        return ""
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path


def _database(error: OperationalError) -> ResponseReturnValue:
    """Held: somebody else is writing. Full: nobody can. Else it is away."""
    log.warning("database_refused", kind=type(error.orig).__name__)
    if db.is_full(error):
        return answer(507, *FULL)
    if db.is_held(error):
        return answer(503, *BUSY)
    return _away()


def _no_connection(error: sqlalchemy.exc.TimeoutError) -> ResponseReturnValue:
    """Every connection is in use, by requests that wait for a server that is silent."""
    log.warning("database_refused", kind=type(error).__name__)
    return _away()


def _away() -> ResponseReturnValue:
    title, sentence = AWAY
    return answer(
        503, title, sentence if request.method == "GET" else f"{sentence}{NOT_KEPT}"
    )


def _unstorable(error: DataError) -> ResponseReturnValue:
    """PostgreSQL takes no NUL, no number and no text longer than its column."""
    request_context.let_go()  # the transaction that failed answers no more questions
    log.warning("database_refused", kind=type(error.orig).__name__)
    return answer(400, *ODD)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error(
        "unexpected_error",
        kind=type(error).__name__,
        where=logs.place_of(error),
        page=request.endpoint,
    )
    title, sentence = WORDS[500]
    return answer(
        500,
        title,
        f"{sentence}还不行，就把编号 {request_log.number()} 告诉管电脑的人。",
    )
