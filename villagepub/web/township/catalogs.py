"""Catalogs come in as files."""

from collections import Counter

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from villagepub import catalog
from villagepub.access import Action
from villagepub.catalog import CatalogImport, shipped
from villagepub.web.http import (
    file_sent,
    mends,
    needs,
    request_context,
    takes_files,
    to,
)
from villagepub.web.township import bp


@bp.get("/catalogs/")
@needs(Action.CATALOG)
def catalogs() -> ResponseReturnValue:
    return _page(None)


def _page(result: CatalogImport | None) -> str:
    items = catalog.current(request_context.session())
    counts = Counter((i.scope, i.domain, shipped.is_sample(i)) for i in items)
    return render_template("township/catalogs.html", counts=counts, result=result)


@bp.post("/catalogs/")
@takes_files
@needs(Action.CATALOG)
@mends("township.catalogs")
def import_catalog() -> ResponseReturnValue:
    """The answer to a post stands on its page: importing again changes nothing."""
    data, name = file_sent()
    found = catalog.read_file(data, filename=name)
    with request_context.act() as act:
        result = catalog.store(act, found, source=name)
    return _page(result)


@bp.post("/catalogs/samples")
@needs(Action.CATALOG)
@mends("township.catalogs")
def import_samples() -> ResponseReturnValue:
    """What the program brings along, marked as samples."""
    found = shipped.read_shipped()
    with request_context.act() as act:
        done = shipped.store_shipped(act, found)
    flash(
        f"放进来 {sum(one.added for one in done)} 项，都标着“示例”。再把清单发到各村。"
    )
    return to("township.catalogs")
