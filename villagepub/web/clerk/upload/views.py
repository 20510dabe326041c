"""Step 1: the sheet that already exists comes in, as a file or as pasted cells."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub import forms, photo
from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import queries
from villagepub.models import Draft, VillageItem
from villagepub.notices import (
    drafts,
    event_days,
    photo_jobs,
    uploads,
)
from villagepub.notices.draft_sheet import DraftSheet, PhotoJob
from villagepub.notices.errors import NoticeFault
from villagepub.notices.uploads import ReadSheet, SheetFile
from villagepub.period import Period
from villagepub.seals import keyed_hash
from villagepub.states import NoticeStatus
from villagepub.tables import TableError
from villagepub.web.clerk import bp
from villagepub.web.clerk.upload.page import again_page, new_page, whole_of
from villagepub.web.http import (
    allowed_rows,
    asks_again,
    field,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    takes_files,
    to,
)
from villagepub.web.parts.sheet_upload import photo_of, read_sheet


@bp.get("/upload/<int:item_id>/<period>/")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def upload(item_id: int, period: str) -> ResponseReturnValue:
    session = request_context.session()
    item = allowed_rows.item_of(item_id)
    there = _there(session, item, period)
    if there:
        return redirect(there)
    return _show(item_id, period)


def _show(item_id: int, period: str, fault: str = "") -> str:
    item, when = allowed_rows.item_of(item_id), _when(period)
    today = request_context.today()
    event = queries.event_of(request_context.session(), item_id, when.code)
    return render_template(
        "clerk/upload.html",
        page=new_page(item, when, on=today, event=event),
        today=today,
        reads_photos=photo.is_installed(),
        text=field("text"),
        fault=fault,
    )


def _when(period: str) -> Period:
    """The one that was chosen on the page, else the address's."""
    return Period.parse(field("period") or period)


def _there(session: Session, item: VillageItem, period: str) -> str:
    """Where the work on this item and period goes on, if it was begun before; of an event
    there may be another.
    """
    if Period.parse(period).kind == "event":
        return ""
    duties = queries.of_village(session, item.village_code, on=request_context.today())
    for duty in duties:
        notice = duty.notice
        if duty.item.item_id == item.id and notice and notice.period == period:
            if notice.draft_id:
                return url_for("clerk.sheet", draft_id=notice.draft_id)
            if notice.version and notice.status is not NoticeStatus.WITHDRAWN:
                return url_for("clerk.notice", public_id=notice.public_id)
    return ""


@bp.post("/upload/<int:item_id>/<period>/read")
@takes_files
@needs(Action.DRAFT)
@mends("clerk.upload")
@asks_again(_show, TableError)
def take(item_id: int, period: str) -> ResponseReturnValue:
    when, item = _when(period), allowed_rows.item_of(item_id)
    if not item.form:
        raise NoticeFault(f"“{item.name}”没有现成的样子，请回清单另写一件。")
    if photographed := photo_of():
        return _take_photo(*photographed, item_id=item_id, when=when)
    came = read_sheet()
    whole = whole_of(item, when, came.tables)
    if whole != when:
        flash(f"表里有{whole.label}的几个月，就按{whole.label}填。")
    form = forms.for_item(item.form, item.name).id
    read = _cut(item.village_code, form, whole.code, came)
    with request_context.act() as act:
        draft = _start(act, item_id, whole, read.sheet.digest)
        drafts.put_sheet(act, draft_id=draft.id, revision=draft.revision, read=read)
    return to("clerk.sheet", draft_id=draft.id)


def _take_photo(
    data: bytes, name: str, *, item_id: int, when: Period
) -> ResponseReturnValue:
    """The draft begins at once; the photo is read beside it."""
    digest = keyed_hash(data, request_context.settings().id_key)
    with request_context.act() as act:
        draft = _start(act, item_id, when, digest)
        own: dict[str, Any] = {"draft_id": draft.id, "revision": draft.revision}
        job = photo_jobs.begin(act, **own, filename=name, digest=digest)
    return _read_beside(draft.id, job, data)


def _read_beside(draft_id: int, job: PhotoJob, data: bytes) -> ResponseReturnValue:
    photo_jobs.read(
        request_context.engine(),
        request_context.settings(),
        request_context.actor(),
        draft_id=draft_id,
        job=job,
        data=data,
    )
    return to("clerk.paper", draft_id=draft_id)


def _start(act: Act, item_id: int, when: Period, digest: str = "") -> Draft:
    """The draft of that time; of a day on which there is one already, another."""
    if when.kind == "event" and when.nth == 1:
        code = event_days.of_sheet(act.session, item_id, when.code, digest)
        if code != when.code:
            when = Period.parse(code)
            flash(
                f"这一项那天已经有了，这是{when.label}。"
                "要是同一件，点下面的“这份不要了”，回清单接着写那一件。"
            )
    return drafts.start(act, item_id=item_id, period=when.code)


@bp.post("/upload/<int:item_id>/<period>/begin")
@needs(Action.DRAFT)
@mends("clerk.upload")
def begin(item_id: int, period: str) -> ResponseReturnValue:
    """Without a sheet: an empty draft, and the first row to fill in."""
    with request_context.act() as act:
        draft = _start(act, item_id, _when(period))
    if DraftSheet.from_json(draft.sheet).edits:  # filled from the quarter's notices
        return to("clerk.sheet", draft_id=draft.id)
    return to("clerk.row", draft_id=draft.id, row=0)


@bp.get("/drafts/<int:draft_id>/upload")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def upload_again(draft_id: int) -> ResponseReturnValue:
    sheet = open_draft.load(draft_id).sheet
    fault = photo_jobs.fault_of(sheet, at=request_context.now())
    return _show_again(draft_id, fault=fault)


def _show_again(draft_id: int, fault: str) -> str:
    work = open_draft.load(draft_id)
    return open_draft.show(
        "clerk/upload.html",
        work,
        page=again_page(work),
        reads_photos=photo.is_installed(),
        text=field("text"),
        fault=fault,
    )


@bp.post("/drafts/<int:draft_id>/upload/read")
@takes_files
@needs(Action.DRAFT)
@mends("clerk.upload_again")
@asks_again(_show_again, TableError)
def take_again(draft_id: int) -> ResponseReturnValue:
    notice = allowed_rows.notice_of_draft(draft_id)
    if photographed := photo_of():
        return _take_photo_again(*photographed, draft_id)
    came = read_sheet()
    read = _cut(notice.village_code, notice.form, notice.period, came)
    with request_context.act() as act:
        drafts.put_sheet(act, draft_id=draft_id, revision=revision_shown(), read=read)
    flash("换成新表了。")
    return to("clerk.sheet", draft_id=draft_id)


def _take_photo_again(data: bytes, name: str, draft_id: int) -> ResponseReturnValue:
    own: dict[str, Any] = {"draft_id": draft_id, "revision": revision_shown()}
    digest = keyed_hash(data, request_context.settings().id_key)
    with request_context.act() as act:
        job = photo_jobs.begin(act, **own, filename=name, digest=digest)
    return _read_beside(draft_id, job, data)


def _cut(village_code: str, form: str, period: str, came: SheetFile) -> ReadSheet:
    """What may be kept of a sheet that was read, for a form."""
    return uploads.read_sheet(
        request_context.session(),
        came,
        village_code=village_code,
        form=form,
        period=period,
        id_key=request_context.settings().id_key,
    )
