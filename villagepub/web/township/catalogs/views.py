"""Catalogs come in as files; each village gets its list from them."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import catalog, places
from villagepub.access import Action
from villagepub.catalog import Imported
from villagepub.models import Place
from villagepub.states import SCOPES
from villagepub.tables import TableError
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.overview.views import township, townships


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogLine:
    scope: str
    domain: str
    items: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ListLine:
    code: str
    name: str
    items: int


def to_catalogs(**_: object) -> str:
    return url_for("township.catalogs")


def to_lists(**_: object) -> str:
    return url_for("township.lists", t=request.values.get("t"))


@bp.get("/catalogs/")
@needs(Action.CATALOG)
def catalogs() -> ResponseReturnValue:
    return _page(None)


def _page(result: Imported | None) -> str:
    counts: dict[tuple[str, str], int] = {}
    for item in catalog.current(request_context.session()):
        key = (SCOPES[item.scope].text, item.domain)
        counts[key] = counts.get(key, 0) + 1
    lines = [
        CatalogLine(scope=scope, domain=domain, items=n)
        for (scope, domain), n in counts.items()
    ]
    return render_template("township/catalogs.html", lines=lines, result=result)


@bp.post("/catalogs/")
@needs(Action.CATALOG)
@mends(to_catalogs)
def import_catalog() -> ResponseReturnValue:
    """The answer to a post stands on its page: importing again changes nothing."""
    file = request.files.get("file")
    if not file or not file.filename:
        raise TableError("还没有选文件。")
    with request_context.transaction() as session:
        result = catalog.import_file(
            session,
            file.stream.read(),
            filename=file.filename,
            actor=request_context.actor(),
            at=request_context.now(),
        )
    return _page(result)


@bp.get("/lists/")
@needs(Action.CATALOG)
def lists() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    villages = places.villages_of(session, town.code)
    return render_template(
        "township/lists.html",
        lines=[_line(v) for v in villages],
        town=town.code,
        name=town.short_name,
        townships=townships(),
    )


def _line(village: Place) -> ListLine:
    own = catalog.list_of(request_context.session(), village.code)
    return ListLine(code=village.code, name=village.short_name, items=len(own))


@bp.post("/lists/")
@needs(Action.CATALOG)
@mends(to_lists)
def issue() -> ResponseReturnValue:
    """To one village, or to all of the township's; what they have stays as it is."""
    town, wanted = township(), request.form.get("village", "")
    villages = places.villages_of(request_context.session(), town.code)
    codes = [v.code for v in villages if wanted in ("", v.code)]
    with request_context.transaction() as session:
        added = sum(
            catalog.issue(
                session,
                village_code=code,
                actor=request_context.actor(),
                at=request_context.now(),
            )
            for code in codes
        )
    flash(f"发下去了：{len(codes)} 个村，一共添了 {added} 项。已有的没有动。")
    return redirect(to_lists(), 303)
