"""The clerk's verbs: begin, bring a sheet, settle problems, change by hand.

Each takes the revision that the clerk was looking at; whoever saves over a newer one
is told and nothing is lost (``StaleDraft``).
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from villagepub import clock, forms, known_heads, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties import queries as duty_queries
from villagepub.forms.entry import Decision, Edit
from villagepub.forms.form import Form
from villagepub.models import Draft, Notice, VillageItem
from villagepub.notices import (
    numbering,
    previous_options,
    quarter_board,
    queries,
    uploads,
)
from villagepub.notices.draft_sheet import DraftSheet, Options
from villagepub.notices.errors import (
    NoticeFault,
    StaleDraft,
    UnreadableDraft,
    WrongMoment,
)
from villagepub.notices.held_draft import hold, hold_unread
from villagepub.notices.uploads import ReadSheet
from villagepub.period import Period
from villagepub.states import Attribute, NoticeStatus


def start(act: Act, *, item_id: int, period: str) -> Draft:
    """The open draft for an item and period; a second tap finds the first one's."""
    gone = NoticeFault("公开清单上没有这一项了，请回到清单重新选。")
    item = act.locked(VillageItem, item_id, gone)
    if not item.is_active:
        raise gone
    act.allow(Action.DRAFT, item.village_code)
    kinds = duty_queries.period_kinds(act.session, item)
    notice = _notice_for(act, item, Period.begun(period, kinds, clock.day(act.at)))
    if notice.version:
        raise WrongMoment("这一期已经贴出了。要改请用“更正”，原来的会留着。")
    draft = queries.open_draft(act.session, notice.id)
    if draft is not None:
        return draft
    form = _form_of(item)
    if notice.form != form.id:  # of a draft that was thrown away
        notice.form = form.id
        label = Period.parse(notice.period).label
        notice.title = form.titled(label, item.name)
    draft = new_draft(act, notice, sheet=_prefilled(act.session, notice))
    act.record(AuditAction.DRAFT_START, notice, version=draft.version)
    return draft


def _form_of(item: VillageItem) -> Form:
    return forms.for_item(item.form or forms.FREE, item.name)


def _notice_for(act: Act, item: VillageItem, period: Period) -> Notice:
    """The item's notice of the period, made where there is none. A 结果公告 has a day as
    its period too, and is not what happened on that day.
    """
    found = act.session.exec(
        select(Notice)
        .where(
            Notice.item_id == item.id,
            Notice.period == period.code,
            col(Notice.result_of).is_(None),
        )
        .order_by(col(Notice.id).desc())
    ).first()
    if found is not None and found.status is not NoticeStatus.WITHDRAWN:
        return found
    form = _form_of(item)
    notice = Notice(
        public_id=numbering.new_public_id(act.session),
        village_code=item.village_code,
        item_id=item.id,
        form=form.id,
        period=period.code,
        title=form.titled(period.label, item.name),
        created_at=act.at,
    )
    act.session.add(notice)
    act.session.flush()  # the draft needs the notice's id
    return notice


def new_draft(act: Act, notice: Notice, *, sheet: str, reason: str = "") -> Draft:
    """A draft of the notice's next version; whoever begins it writes that into the log."""
    draft = Draft(
        notice_id=notice.id,
        version=notice.version + 1,
        author_id=act.person.id,
        reason=reason,
        created_at=act.at,
        saved_at=act.at,
        sheet=sheet,
    )
    act.session.add(draft)
    act.session.flush()  # the caller answers with the draft's address
    return draft


def _prefilled(session: Session, notice: Notice) -> str:
    """What was said beside the last one of the item; for a board that is made of the
    quarter's notices its rows; '' for neither.
    """
    options = previous_options.of(session, notice)
    notice.title = options.title or notice.title
    sheet = DraftSheet(options=options)
    if forms.get(notice.form).filled_by == "notices" and not notice.version:
        period = Period.parse(notice.period)
        rows = quarter_board.rows(session, notice.village_code, period)
        sheet = replace(sheet, edits=rows)
    return "" if sheet == DraftSheet() else sheet.to_json()


def put_sheet(act: Act, *, draft_id: int, revision: int, read: ReadSheet) -> Draft:
    """Replaces the draft's sheet; its options stay."""
    held = hold(act, draft_id, revision)
    if held.notice.form != read.form:
        raise StaleDraft
    return held.put(read.sheet)


def settle(
    act: Act, *, draft_id: int, revision: int, decisions: Sequence[Decision]
) -> Draft:
    """Keep what the clerk chose for each problem."""
    held = hold(act, draft_id, revision)
    sheet, form = held.sheet, held.form
    for decision in decisions:
        kind = forms.number_kind(form, decision.code.rpartition(":")[2])
        text, value = privacy.scrub(decision.text), privacy.scrub(decision.value, kind)
        sheet = sheet.decide(replace(decision, text=text, value=value))
        sheet = uploads.after(form, sheet, decision)
    chosen = {d.code: d.choice for d in decisions}
    return held.save(AuditAction.DRAFT_SETTLE, sheet, **chosen)


def map_columns(
    act: Act, *, draft_id: int, revision: int, mappings: Sequence[Sequence[str]]
) -> tuple[Draft, tuple[str, ...]]:
    """Say what each column means; '' leaves a column out. Decisions are kept.

    Of a column without a meaning nothing was stored. Second: the heads of those that
    have one now; the sheet has to come again, and is read as was said.
    """
    held = hold(act, draft_id, revision)
    sheet, notice = held.sheet, held.notice
    known = {c.key for c in held.form.columns} | {""}
    known |= {key for own in sheet.mappings for key in own}  # goods, parts of a head
    clean = tuple(tuple(k if k in known else "" for k in m) for m in mappings)
    if [len(m) for m in clean] != [len(t.columns) for t in sheet.tables]:
        raise StaleDraft
    meant = tuple(map(uploads.with_private, sheet.mappings, clean))
    known_heads.remember(
        act.session, notice.village_code, notice.form, sheet.tables, meant
    )
    spots = uploads.unread(sheet, meant)
    stored = tuple(
        tuple("" if (t, c) in spots else key for c, key in enumerate(mapping))
        for t, mapping in enumerate(meant)
    )
    kept = tuple(map(uploads.without_unused_cells, sheet.tables, stored))
    sheet = replace(sheet, mappings=stored, tables=kept)
    saved = held.save(AuditAction.DRAFT_COLUMNS, sheet)
    heads = (sheet.tables[t].columns[c].label for t, c in spots)
    return saved, tuple(dict.fromkeys(heads))


def change(act: Act, *, draft_id: int, revision: int, edits: Sequence[Edit]) -> Draft:
    """Change cells by hand, take a row out, or add one (its row number is negative)."""
    held = hold(act, draft_id, revision)
    sheet, form = held.sheet, held.form
    for edit in edits:
        kind = forms.number_kind(form, edit.column)
        part, value = privacy.scrub(edit.part), privacy.scrub(edit.value, kind)
        sheet = sheet.edit(replace(edit, part=part, value=value))
    rows = sorted({e.row for e in edits})
    return held.save(AuditAction.DRAFT_CHANGE, sheet, rows=rows)


def set_options(
    act: Act,
    *,
    draft_id: int,
    revision: int,
    options: Options,
    attribute: Attribute,
    attribute_reason: str,
) -> Draft:
    """Title, days, 公开属性; anything but 主动公开 needs a reason."""
    held = hold(act, draft_id, revision)
    notice = held.notice
    if attribute is not Attribute.ACTIVE and not attribute_reason.strip():
        raise NoticeFault("不是“主动公开”的，要写明为什么。")
    options = replace(
        held.sheet.options,
        posting_days=options.posting_days,
        agreed_on=options.agreed_on,
        agreed_under=options.agreed_under,
        title=checked_title(options.title),
        paragraphs=tuple(map(privacy.scrub, options.paragraphs)),
        attribute=attribute,
        attribute_reason=privacy.scrub(attribute_reason.strip())[:200],
    )
    if not notice.version:
        item = act.session.get_one(VillageItem, notice.item_id)
        form = forms.for_item(notice.form, item.name)
        label = Period.parse(notice.period).label
        notice.title = options.title or form.titled(label, item.name)
    sheet = replace(held.sheet, options=options)
    said = {"attribute": attribute.value}
    if options.agreed_on:
        said["agreed_on"] = options.agreed_on.isoformat()
    return held.save(AuditAction.DRAFT_OPTIONS, sheet, **said)


def checked_title(title: str) -> str:
    """One line of at most 60 characters, through the gate. Raises NoticeFault."""
    if len(title.splitlines()) > 1:
        raise NoticeFault("标题只能写一行，请去掉里面的换行。")
    if len(title) > 60:
        raise NoticeFault(f"标题太长，最多 60 个字，现在 {len(title)} 个。")
    return privacy.scrub(title.strip())


def discard(act: Act, *, draft_id: int, revision: int) -> Notice:
    """Throw the draft away; a correction's notice stays as it is published."""
    try:
        held = hold(act, draft_id, revision)
    except UnreadableDraft:
        held = hold_unread(act, draft_id)
    held.throw_away()
    version = held.draft.version
    act.record(AuditAction.DRAFT_DISCARD, held.notice, version=version)
    return held.notice
