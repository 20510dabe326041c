"""Which county, township or village it is, and who sets it up."""

from collections.abc import Mapping, Sequence

from flask import abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from villagepub import divisions, passwords, place_import, places, setup
from villagepub.act import acting
from villagepub.errors import StaffError
from villagepub.places import PlaceError
from villagepub.setup import Stage
from villagepub.web.http import (
    asks_again,
    field,
    first_day,
    public,
    request_context,
    takes_files,
)
from villagepub.web.parts.signed_in import let_in
from villagepub.web.setup import bp
from villagepub.web.setup.start import TOKEN, may_begin

MAX_SHOWN = 60  # villages that are named; of a county its townships are
PlaceRows = Sequence[Mapping[str, str]]


@bp.get("/place")
@public
def place() -> ResponseReturnValue:
    _require_token()
    return _page()


def _require_token() -> None:
    if first_day.stage() is not Stage.EMPTY:
        abort(404)
    if not may_begin():
        abort(403)


def _page(fault: str = "") -> str:
    wanted, chosen = request.args.get("q", "")[:40], request.values.get("at", "")[:12]
    rows = divisions.rows(chosen) if chosen else []
    return render_template(
        "setup/place.html",
        wanted=wanted,
        found=divisions.find(wanted) if wanted.strip() and not rows else [],
        chosen=chosen if rows else "",
        name=_name(rows, chosen),
        count=len(rows),
        townships=sorted({r["streetCode"]: r["street"] for r in rows}.items()),
        villages=[places.short_name(r["name"], r["street"]) for r in rows[:MAX_SHOWN]],
        fault=fault,
        typed={k: request.form.get(k, "") for k in ("name", "login")},
    )


def _name(rows: PlaceRows, chosen: str) -> str:
    """延安市安塞区沿河湾镇: what was chosen."""
    if not rows:
        return ""
    first = rows[0]
    parts = [first["city"] + first["area"], first["street"], first["name"]]
    return "".join(parts[: {6: 1, 9: 2, 12: 3}[len(chosen)]])


@bp.post("/place")
@takes_files
@public
@asks_again(_page, PlaceError, StaffError)
def begin() -> ResponseReturnValue:
    """The places and the first account, in one act; then the steps."""
    _require_token()
    rows, code = _chosen(field("at")[:12])
    login = field("login")
    password = passwords.hashed(field("password"), login)
    request_context.let_go()
    with acting(request_context.engine(), at=request_context.now()) as act:
        staff = setup.places_and_account(
            act,
            rows=rows,
            place_code=code,
            login=login,
            name=field("name"),
            password=password,
        )
    session.pop(TOKEN, None)
    return let_in(staff, way="password", wanted=url_for("setup.start"))


def _chosen(code: str) -> tuple[PlaceRows, str]:
    """The rows of the list that came in as a file, else of what was picked. Raises
    PlaceError.
    """
    file = request.files.get("file")
    if not file or not file.filename:
        return divisions.rows(code), code
    rows = place_import.read_csv(file.stream.read(), filename=file.filename)
    counties = {row["areaCode"] for row in rows}
    if len(counties) != 1:
        raise PlaceError(
            f"“{file.filename}”里有 {len(counties)} 个县的村，一次只办一个县或者一个镇。"
        )
    streets = {row["streetCode"] for row in rows}
    return rows, streets.pop() if len(streets) == 1 else counties.pop()
