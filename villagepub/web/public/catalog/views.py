"""The catalogs as they are in force."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub import catalog as catalogs
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
from villagepub.web.public import bp


@bp.get("/catalog")
@public
def catalog() -> ResponseReturnValue:
    """The catalogs as they are in force, by domain."""
    domains: dict[str, list[dict[str, object]]] = {}
    for item in catalogs.current(request_context.session()):
        domains.setdefault(item.domain, []).append(catalogs.as_plain(item))
    return render_template("public/catalog/page.html", domains=domains)
