"""Letters about a village's open findings: 提醒函, and 责令公布 once it was verified."""

import io
from datetime import date

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue

from villagepub import clock, render
from villagepub.access import Action
from villagepub.audit_actions import AuditAction
from villagepub.duties.workdays import PUBLISHED
from villagepub.errors import UserError
from villagepub.findings import letters, queries
from villagepub.findings.decisions import DAYS
from villagepub.findings.letters import Kind, Verification
from villagepub.findings.queries import FindingLine
from villagepub.models import Place
from villagepub.states import FindingState
from villagepub.web.http import request_context
from villagepub.web.http.choice import one_of
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.findings.views import to_findings
from villagepub.web.township.place import township

NOT_THEIRS = (FindingState.WITH_GOVERNMENT, FindingState.UNVERIFIABLE)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/letters/<village>/remind.<any(pdf,docx):suffix>", endpoint="letter")
@needs(Action.CHECK)
@mends(to_findings)
def reminder_letter(village: str, suffix: str) -> ResponseReturnValue:
    return _sent("remind", village, suffix, None)


@bp.post("/letters/<village>/order", endpoint="order")
@needs(Action.CHECK)
@mends(to_findings)
def publication_order(village: str) -> ResponseReturnValue:
    """The 调查核实 that the law asks for first is written into the log with the order."""
    suffix = one_of("suffix", ("pdf", "docx"), "pdf")
    by = request.form.get("verified_by", "").strip()[:60]
    verified = Verification(by=by, on=_day(request.form.get("verified_on", "")))
    answer = _sent("order", village, suffix, verified)
    with request_context.act() as act:
        act.record(
            AuditAction.LETTER_ORDER,
            f"place:{village}",
            village,
            verified_by=by,
            verified_on=verified.on.isoformat(),
        )
    return answer


def _picked(village: str) -> list[FindingLine]:
    """What the village is asked to mend: the findings that were picked, else all of them;
    never what the government mends, or nobody can check now.
    """
    ids = request.values.getlist("id", type=int)
    found = queries.lines(request_context.session(), village)
    asked = [f for f in found if f.state not in NOT_THEIRS]
    return [f for f in asked if not ids or f.id in ids]


def _sent(
    kind: Kind, village: str, suffix: str, verified: Verification | None
) -> ResponseReturnValue:
    town, today = township(), clock.day(request_context.now())
    place = request_context.session().get(Place, village)
    if place is None or not village.startswith(town.code):
        abort(404)
    written = letters.letter(
        kind,
        _picked(village),
        village=place.short_name,
        sender=town.short_name,
        due_on=PUBLISHED.add_workdays(today, DAYS),
        on=today,
        verified=verified,
    )
    is_pdf = suffix == "pdf"
    make = render.letter_pdf if is_pdf else render.letter_docx
    return send_file(
        io.BytesIO(make(written)),
        "application/pdf" if is_pdf else WORD,
        as_attachment=not is_pdf,
        download_name=f"{place.short_name}{written.title}.{suffix}",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError("请写上调查核实的日子，像 2026-11-20。") from None
