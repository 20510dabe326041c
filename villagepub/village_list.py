"""A village's 公开事项清单, line by line: 可增不可减.

What was issued may be asked for oftener or otherwise, and ends only with a reason; a
village may be given more. Who changed what stands in the log.
"""

import secrets
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from villagepub import clock, forms, news, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.catalog import time_limits
from villagepub.duties import queries as duties
from villagepub.errors import UserError
from villagepub.models import AuditEntry, VillageItem
from villagepub.own_forms.versions import require_as_narrow
from villagepub.states import DutyState, NewsKind, Role

MAX_NAME, MAX_LIMIT, MAX_REASON = 60, 200, 300
# The limits that a page offers; each is read like one that somebody wrote.
USUAL = (
    "",
    "每月20日前公开",
    "每季度首月20日公开",
    "每半年公开",
    "每年公开",
    "随时公开",
)
HISTORY = (
    AuditAction.CATALOG_ISSUE.value,
    AuditAction.ITEM_ADD.value,
    AuditAction.ITEM_CHANGE.value,
    AuditAction.ITEM_END.value,
    AuditAction.ITEM_RESUME.value,
)


def add(
    act: Act, *, village_codes: Sequence[str], name: str, form: str, limit: str
) -> list[VillageItem]:
    """One more line for each village, owed from today. Raises UserError."""
    title = _text(name, "事项叫什么", MAX_NAME)
    said = _limit(limit)
    _require_form(form, title)
    rows = []
    for code in village_codes:
        act.allow(Action.CATALOG, code)
        _require_new(act.session, code, title)
        row = VillageItem(
            village_code=code,
            item_key=f"added/{secrets.token_hex(8)}",
            name=title,
            form=form,
            position=_last_position(act.session, code) + 1,
            owed_from=clock.day(act.at),
            limit=said,
            is_added=True,
        )
        act.session.add(row)
        act.session.flush()  # the log names the new row
        act.record(AuditAction.ITEM_ADD, row, name=title, limit=row.limit, form=form)
        _tell(act, row, f"清单上多了一项：{title}")
        rows.append(row)
    return rows


def change(act: Act, *, item_id: int, form: str, limit: str) -> VillageItem:
    """Another form or another 公开时限 ('' : as the catalog says).

    Raises UserError where a period is still owed whose kind would be gone, or where an
    issued item would be owed less often.
    """
    row = _held(act, item_id)
    before = duties.period_kinds(act.session, row)[0]
    was = {"limit": row.limit, "form": row.form}
    if form != row.form:
        _require_form(form, row.name)
    row.limit, row.form = _limit(limit), form
    after = duties.period_kinds(act.session, row)[0]
    if before != after:
        if not row.is_added and _times(after) < _times(before):
            raise UserError(
                f"“{row.name}”是上面发的，只能公开得更勤，不能更少（可增不可减）。"
                "真不用公开了，写明原因，停掉这一项。"
            )
        _require_nothing_owed(act, row)
        row.owed_from = clock.day(act.at)
    now = {"limit": row.limit, "form": row.form}
    changed = {key: [was[key], now[key]] for key in now if was[key] != now[key]}
    if changed:
        act.record(AuditAction.ITEM_CHANGE, row, name=row.name, changed=changed)
        _tell(act, row, f"清单上“{row.name}”改了怎么公开")
    return row


def _held(act: Act, item_id: int) -> VillageItem:
    row = act.session.get_one(VillageItem, item_id, with_for_update=True)
    act.allow(Action.CATALOG, row.village_code)
    return row


def end(act: Act, *, item_id: int, reason: str) -> VillageItem:
    """The village owes it no more, from today; what it owes still stays said in the log."""
    row = _held(act, item_id)
    said = _text(reason, "为什么停", MAX_REASON)
    if row.is_active:
        row.is_active, row.ended_reason = False, said
        act.record(AuditAction.ITEM_END, row, name=row.name, reason=said)
        why = news.open_words(said)
        _tell(act, row, f"清单上“{row.name}”停了" + (f"：{why}" if why else ""))
    return row


def resume(act: Act, *, item_id: int) -> VillageItem:
    """Owed again, from today on."""
    row = _held(act, item_id)
    if not row.is_active:
        row.is_active, row.ended_reason = True, ""
        row.owed_from = clock.day(act.at)
        act.record(AuditAction.ITEM_RESUME, row, name=row.name)
    return row


def end_all(act: Act, *, village_code: str, reason: str) -> int:
    """The whole list of a village that was merged into another; how many items."""
    rows = _of(act, village_code, col(VillageItem.is_active).is_(True))
    for row in rows:
        end(act, item_id=row.id, reason=reason)
    return len(rows)


def resume_all(act: Act, *, village_code: str, reason: str) -> int:
    """Undo of it: what was ended for this one reason is owed again, from today on."""
    ended = ~col(VillageItem.is_active) & (col(VillageItem.ended_reason) == reason)
    rows = _of(act, village_code, ended)
    for row in rows:
        resume(act, item_id=row.id)
    return len(rows)


def _of(
    act: Act, village_code: str, which: sa.ColumnElement[bool]
) -> Sequence[VillageItem]:
    act.allow(Action.CATALOG, village_code)
    return act.session.exec(
        select(VillageItem)
        .where(VillageItem.village_code == village_code, which)
        .order_by(col(VillageItem.position), col(VillageItem.id))
    ).all()


def history(session: Session, village_code: str) -> Sequence[AuditEntry]:
    """What was issued, added, changed and ended, the newest first."""
    return session.exec(
        select(AuditEntry)
        .where(
            AuditEntry.place_code == village_code,
            col(AuditEntry.action).in_(HISTORY),
        )
        .order_by(col(AuditEntry.id).desc())
    ).all()


def _text(text: str, what: str, most: int) -> str:
    plain = _plain(text)
    if not 2 <= len(plain) <= most:
        raise UserError(f"“{what}”写 2 到 {most} 个字。")
    if privacy.find(plain):
        raise UserError(f"“{what}”里有一长串数字，不写号码。")
    return plain


def _plain(text: str) -> str:
    return " ".join(text.split())


def _limit(text: str) -> str:
    """As it is kept; UserError where nobody could say by when that is."""
    plain = _plain(text)
    if len(plain) > MAX_LIMIT:
        raise UserError(f"“多久公开一次”最多 {MAX_LIMIT} 个字。")
    if plain and time_limits.read(plain) is None:
        raise UserError(
            f"“{plain[:30]}”读不出多久公开一次，像 每月20日前公开、每季度公开、随时公开 这样写。"
        )
    return plain


def _require_form(form: str, name: str) -> None:
    if not form:
        return
    if form not in {known.id for known in forms.every()}:
        raise UserError("没有这种表样，请重新选。")
    require_as_narrow(forms.get(form), name)


def _require_new(session: Session, code: str, name: str) -> None:
    there = session.exec(
        select(VillageItem).where(
            VillageItem.village_code == code, VillageItem.name == name
        )
    ).first()
    if there is not None:
        state = "" if there.is_active else "，停着，点“又要公开”"
        raise UserError(f"清单上已经有“{name}”了{state}。")


def _require_nothing_owed(act: Act, row: VillageItem) -> None:
    today: date = clock.day(act.at)
    with act.session.no_autoflush:
        owed = [
            duty.period.label
            for duty in duties.of_village(act.session, row.village_code, on=today)
            if duty.item.item_id == row.id and duty.state is DutyState.OVERDUE
        ]
    if owed:
        raise UserError(
            f"“{row.name}”还欠着 {'、'.join(owed[:3])}：先贴出来、报本期无，或者定不用贴了，"
            "再改多久公开一次。"
        )


def _times(kind: str) -> int:
    """How often in a year; what is published as it happens has no number."""
    return {"month": 12, "quarter": 4, "half": 2, "year": 1}.get(kind, 0)


def _last_position(session: Session, code: str) -> int:
    return (
        session.exec(
            select(func.max(VillageItem.position)).where(
                VillageItem.village_code == code
            )
        ).one()
        or 0
    )


def _tell(act: Act, row: VillageItem, text: str) -> None:
    news.tell_role(
        act,
        row.village_code,
        Role.CLERK,
        kind=NewsKind.TASK,
        subject=f"item:{row.id}:{act.at.isoformat()}",
        text=text,
    )
