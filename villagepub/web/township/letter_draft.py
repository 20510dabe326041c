"""写一封函: pick what it speaks of, look at it, issue it with its number."""

from collections.abc import Container, Iterable, Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from villagepub import render
from villagepub.access import Action
from villagepub.duties import holidays
from villagepub.errors import UserError
from villagepub.letters import matters, queries, register, senders
from villagepub.letters.content import TITLES, Verification
from villagepub.letters.matters import Matter
from villagepub.letters.register import LetterChoice
from villagepub.models import LetterKind
from villagepub.notices.numbering import places_of
from villagepub.web.http import (
    allowed_rows,
    day_sent,
    download,
    field,
    mends,
    needs,
    one_of,
    request_context,
    to,
)
from villagepub.web.township import bp

DAYS = 5  # working days that a village has, if the officer sets no day


def to_draft(village: str, **_: object) -> str:
    """What was written goes back into the form: nothing is lost by a refusal."""
    kept: dict[str, Any] = {
        k: v for k, v in request.values.to_dict(flat=False).items() if k in FIELDS
    }
    return url_for("township.letter_draft", village=village, **kept)


FIELDS = (
    "kind", "m", "word", "contact", "copy", "due",
    "verified_by", "verified_on", "verified_facts",
)  # fmt: skip


def _kind() -> LetterKind:
    return one_of("kind", tuple(LetterKind), LetterKind.REMIND)


@bp.get("/letter-drafts/<village>/")
@needs(Action.CHECK)
def letter_draft(village: str) -> ResponseReturnValue:
    session, today = request_context.session(), request_context.today()
    place, kind = allowed_rows.place_of(village, Action.CHECK), _kind()
    around = places_of(session, village)
    found = matters.of_village(session, village, on=today)
    asked = queries.awaited(session, village, found, on=today)
    due = holidays.calendar(session).add_workdays(today, DAYS)
    return render_template(
        "township/letter_draft.html",
        village=place,
        to=senders.addressee_of(place),
        sender=senders.sender_of(around),
        phone=around.township.phone,
        kind=kind,
        kinds=TITLES,
        found=found,
        asked=asked,
        picked=_wished(found) or _all(kind, found, asked),
        word=request.args.get("word") or register.last_word(session, village[:9], kind),
        contact=request.args.get("contact", current_user.name),
        copy=request.args.get("copy", f"{place.short_name}{around.supervisors}"),
        due=request.args.get("due") or due.isoformat(),
        said=request.args,
    )


def _wished(found: Sequence[Matter]) -> list[str]:
    return [m.key for m in matters.picked(found, request.args.getlist("m"))]


def _all(kind: LetterKind, found: Iterable[Matter], asked: Container[str]) -> list[str]:
    """A reminder may speak of all that no letter waits for; an order's somebody ticks."""
    if kind is not LetterKind.REMIND:
        return []
    return [m.key for m in found if m.key not in asked]


@bp.post("/letter-drafts/<village>/look")
@needs(Action.CHECK)
@mends(to_draft)
def look_at_letter(village: str) -> ResponseReturnValue:
    """样稿: without a number, not written down anywhere."""
    today = request_context.today()
    allowed_rows.place_of(village, Action.CHECK)
    draft = register.draft(request_context.session(), _wanted(village), on=today)
    return download(render.letter_pdf(draft), "样稿.pdf", "application/pdf", "inline")


@bp.post("/letter-drafts/<village>/issue")
@needs(Action.CHECK)
@mends(to_draft)
def issue_letter(village: str) -> ResponseReturnValue:
    wanted = _wanted(village)
    with request_context.act() as act:
        row = register.issue(act, wanted)
        letter_id, number = row.id, f"{row.word}〔{row.year}〕{row.number}号"
    flash(f"{number}，登记好了。打印出来盖章，送到村里。")
    return to("township.letter", letter_id=letter_id)


def _wanted(village: str) -> LetterChoice:
    kind = _kind()
    return LetterChoice(
        kind=kind,
        village_code=village,
        keys=request.form.getlist("m"),
        word=field("word"),
        contact=field("contact"),
        copy=field("copy"),
        due_on=day_sent("due", UserError("请写上办理的期限，像 2026-11-20。")),
        verified=_verified() if kind is LetterKind.ORDER else None,
    )


def _verified() -> Verification:
    return Verification(
        by=field("verified_by"),
        on=day_sent("verified_on", UserError("请写上调查核实的日子，像 2026-11-20。")),
        facts=field("verified_facts"),
    )
