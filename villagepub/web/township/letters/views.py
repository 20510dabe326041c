"""提醒函 and 责令公布通知书 about a village's open findings."""

import io
from typing import get_args

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from villagepub import clock, render
from villagepub.access import Action
from villagepub.duties import workdays
from villagepub.findings import letters, queries
from villagepub.findings.decisions import DAYS
from villagepub.models import Place
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.findings.views import confine, to_findings
from villagepub.web.township.place import township

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/findings/letters/<village>/<kind>.<suffix>")
@needs(Action.CHECK)
@mends(to_findings)
def letter(village: str, kind: str, suffix: str) -> ResponseReturnValue:
    """提醒函 or 责令公布通知书 about a village's open findings, as PDF or docx."""
    town = township()
    confine(village, town)
    if kind not in get_args(letters.Kind) or suffix not in ("pdf", "docx"):
        abort(404)
    today = clock.day(request_context.now())
    place = request_context.session().get(Place, village)
    written = letters.letter(
        "order" if kind == "order" else "remind",
        queries.lines(request_context.session(), village),
        village=place.short_name if place else "",
        sender=town.short_name,
        due_on=workdays.add_workdays(today, DAYS),
        on=today,
    )
    is_pdf = suffix == "pdf"
    make = render.letter_pdf if is_pdf else render.letter_docx
    return send_file(
        io.BytesIO(make(written)),
        "application/pdf" if is_pdf else DOCX,
        as_attachment=not is_pdf,
        download_name=f"{place.short_name if place else ''}{written.title}.{suffix}",
    )
