"""Step 1: the sheet that already exists comes in, as a file or as pasted cells."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub import clock, forms, tables
from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import queries
from villagepub.models import Draft, VillageItem
from villagepub.notices import drafts, staff_queries
from villagepub.notices.open_draft import OpenDraft
from villagepub.period import Period
from villagepub.states import NoticeStatus
from villagepub.tables import Table, TableError
from villagepub.web.clerk import bp
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import open_draft, request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs

MAX_BYTES = 20 * 1024 * 1024  # bytes of a file; a sheet of 50,000 rows has 3 MB
PASTED = "粘贴的内容"


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherPeriod:
    label: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BringPage:
    what: str
    period: str
    period_label: str
    is_event: bool
    today: str
    action: str
    by_hand: str  # where to post to fill the form without a sheet
    back: str
    others: tuple[OtherPeriod, ...]
    draft_id: int = 0
    revision: int = 0
    columns: str = ""
    text: str = ""
    fault: str = ""


@bp.get("/items/<int:item_id>/<period>/")
@needs(Action.DRAFT)
@mends(to_tasks)
def bring(item_id: int, period: str) -> ResponseReturnValue:
    session = request_context.session()
    item = staff_queries.item_of(
        session, actor=request_context.actor(), item_id=item_id
    )
    there = _there(session, item, period)
    if there:
        return redirect(there)
    page = _page(item, Period.parse(period))
    return render_template("clerk/bring.html", page=page)


def _there(session: Session, item: VillageItem, period: str) -> str:
    """Where the work on this item and period goes on, if it was begun before."""
    duties = queries.of_village(
        session, item.village_code, on=clock.day(request_context.now())
    )
    for duty in duties:
        notice = duty.notice
        if duty.item.item_id == item.id and notice and notice.period == period:
            if notice.draft_id:
                return url_for("clerk.draft", draft_id=notice.draft_id)
            if notice.version and notice.status is not NoticeStatus.WITHDRAWN:
                return url_for("clerk.notice", public_id=notice.public_id)
    return ""


def _page(
    item: VillageItem, period: Period, *, text: str = "", fault: str = ""
) -> BringPage:
    form = forms.get(item.form)
    at: dict[str, Any] = {"item_id": item.id, "period": period.code}
    return BringPage(
        what=item.name,
        period=period.code,
        period_label=period.label,
        is_event=period.kind == "event",
        today=clock.day(request_context.now()).isoformat(),
        action=url_for("clerk.take", **at),
        by_hand=url_for("clerk.begin", **at),
        back=to_tasks(),
        others=_others(item, period),
        columns="、".join(c.label for c in form.columns if c.required),
        text=text,
        fault=fault,
    )


def _others(item: VillageItem, period: Period) -> tuple[OtherPeriod, ...]:
    """The running period and the two before: what else a sheet may be about."""
    if period.kind == "event":
        return ()
    running = Period.holding(period.kind, clock.day(request_context.now()))
    near = [running, running.previous, running.previous.previous]
    return tuple(
        OtherPeriod(
            label=p.label, href=url_for("clerk.bring", item_id=item.id, period=p.code)
        )
        for p in near
        if p.code != period.code
    )


@bp.post("/items/<int:item_id>/<period>/sheet")
@needs(Action.DRAFT)
@mends(lambda item_id, period: url_for("clerk.bring", item_id=item_id, period=period))
def take(item_id: int, period: str) -> ResponseReturnValue:
    when = Period.parse(request.form.get("period") or period)
    try:
        found, name, data = read_sheet()
    except TableError as error:
        return _refused(item_id, when, str(error))
    with request_context.act() as act:
        draft = drafts.start(act, item_id=item_id, period=when.code)
        _put(act, draft, draft.revision, found, name, data)
    return redirect(url_for("clerk.draft", draft_id=draft.id), 303)


def _refused(item_id: int, period: Period, fault: str) -> ResponseReturnValue:
    session = request_context.session()
    item = staff_queries.item_of(
        session, actor=request_context.actor(), item_id=item_id
    )
    text = request.form.get("text", "")
    page = _page(item, period, text=text, fault=fault)
    return render_template("clerk/bring.html", page=page), 422


@bp.post("/items/<int:item_id>/<period>/begin")
@needs(Action.DRAFT)
@mends(lambda item_id, period: url_for("clerk.bring", item_id=item_id, period=period))
def begin(item_id: int, period: str) -> ResponseReturnValue:
    """Without a sheet: an empty draft, and the first row to fill in."""
    when = Period.parse(request.form.get("period") or period)
    with request_context.act() as act:
        draft = drafts.start(act, item_id=item_id, period=when.code)
    return redirect(url_for("clerk.row", draft_id=draft.id, row=0), 303)


@bp.get("/drafts/<int:draft_id>/sheet")
@needs(Action.DRAFT)
@mends(to_tasks)
def bring_again(draft_id: int) -> ResponseReturnValue:
    return render_template("clerk/bring.html", page=_again(draft_id))


def _again(draft_id: int, *, text: str = "", fault: str = "") -> BringPage:
    found = open_draft.load(draft_id)
    period = found.frame.period
    here: dict[str, Any] = {"draft_id": draft_id}
    return BringPage(
        what=found.what,
        period=period.code,
        period_label=period.label,
        is_event=False,  # the day was said when the draft was begun
        today="",
        action=url_for("clerk.take_again", **here),
        by_hand=_by_hand(found),
        back=url_for("clerk.draft", **here),
        others=(),
        draft_id=draft_id,
        revision=found.draft.revision,
        columns="、".join(c.label for c in found.frame.form.columns if c.required),
        text=text,
        fault=fault,
    )


def _by_hand(found: OpenDraft) -> str:
    """An empty draft may still be filled row by row."""
    if found.sheet.tables or found.notice.version:
        return ""
    item, period = found.notice.item_id, found.notice.period
    return url_for("clerk.begin", item_id=item, period=period)


@bp.post("/drafts/<int:draft_id>/sheet")
@needs(Action.DRAFT)
@mends(lambda draft_id: url_for("clerk.bring_again", draft_id=draft_id))
def take_again(draft_id: int) -> ResponseReturnValue:
    try:
        found, name, data = read_sheet()
    except TableError as error:
        page = _again(draft_id, text=request.form.get("text", ""), fault=str(error))
        return render_template("clerk/bring.html", page=page), 422
    revision = request.form.get("revision", 0, int)
    with request_context.act() as act:
        draft = act.session.get(Draft, draft_id)
        if draft is not None:
            _put(act, draft, revision, found, name, data)
    flash("换成新表了。")
    return redirect(url_for("clerk.draft", draft_id=draft_id), 303)


def _put(
    act: Act,
    draft: Draft,
    revision: int,
    found: tuple[Table, ...],
    name: str,
    data: bytes,
) -> None:
    drafts.take_sheet(
        act,
        draft_id=draft.id or 0,
        revision=revision,
        tables=found,
        filename=name,
        data=data,
        id_key=request_context.settings().id_key,
    )


def read_sheet() -> tuple[tuple[Table, ...], str, bytes]:
    """The tables of this request's file or pasted cells; raises TableError.

    The bytes stay in memory and are gone with the request.
    """
    file = request.files.get("file")
    if file and file.filename:
        data = file.stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise TableError(
                f"“{file.filename}”太大，最多 20 兆。请只留要公示的那张表再传。"
            )
        return tables.read(data, file.filename), file.filename, data
    text = request.form.get("text", "")
    if text.strip():
        return tables.read_pasted(text), PASTED, text.encode()
    raise TableError("还没有选表。点“选一张表”，或者把格子粘到下面的框里。")
