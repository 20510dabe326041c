"""查真假: what a check code belongs to."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.notices import queries
from villagepub.web.http import public, request_context
from villagepub.web.parts.notice import notice_page
from villagepub.web.public import bp


@bp.get("/verify")
@public
def verify() -> ResponseReturnValue:
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("public.verify_code", code=code))
    return render_template("public/verify.html", code="", found=None, page=None)


@bp.get("/verify/<code>")
@public
def verify_code(code: str) -> ResponseReturnValue:
    """Whose paper this is: issuer, number, time, and whether it still holds."""
    found = queries.by_check_code(request_context.session(), code[:20])
    page = notice_page(found) if found else None
    return (
        render_template("public/verify.html", code=code[:20], found=found, page=page),
        200 if found else 404,
    )
