"""Where a sheet comes in: for an item and a period, or in the place of a draft's sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from villagepub import forms
from villagepub.forms.form import Form
from villagepub.models import DutyEvent, VillageItem
from villagepub.notices.open_draft import OpenDraft
from villagepub.period import Period
from villagepub.tables.table import Table


@dataclass(frozen=True, kw_only=True, slots=True)
class UploadPage:
    """``others``: the periods that the sheet may be about instead, with their pages."""

    what: str
    period: Period
    asks_day: bool
    columns: str
    action: str
    by_hand: str  # where to post to fill the form without a sheet
    back: str
    others: tuple[tuple[str, str], ...] = ()
    event: DutyEvent | None = None  # what it is posted for


def new_page(
    item: VillageItem, period: Period, *, on: date, event: DutyEvent | None
) -> UploadPage:
    at: dict[str, Any] = {"item_id": item.id, "period": period.code}
    return UploadPage(
        what=item.name,
        period=period,
        asks_day=period.kind == "event" and event is None,
        columns=_columns(forms.get(item.form)),
        action=url_for("clerk.take", **at),
        by_hand=url_for("clerk.begin", **at),
        back=url_for("clerk.tasks"),
        others=_others(item, period, on),
        event=event,
    )


def _others(item: VillageItem, period: Period, on: date) -> tuple[tuple[str, str], ...]:
    """The running period and the two before: what else a sheet may be about."""
    if period.kind == "event":
        return ()
    running = Period.holding(period.kind, on)
    near = [running, running.previous, running.previous.previous]
    if period.kind == forms.get(item.form).parts:  # a quarter's months in one notice
        near.append(Period.holding(forms.get(item.form).period, on).previous)
    return tuple(
        (p.label, url_for("clerk.upload", item_id=item.id, period=p.code))
        for p in near
        if p.code != period.code
    )


def whole_of(item: VillageItem, period: Period, tables: Sequence[Table]) -> Period:
    """The quarter, where a sheet for one month has several of its months."""
    form = forms.get(item.form)
    if period.kind != form.parts:
        return period
    whole = Period.holding(form.period, period.first)
    own = range(whole.first.month, whole.last.month + 1)
    months = {forms.part_name(form, table) for table in tables}
    several = len(months) > 1 and months <= {f"{month}月" for month in own}
    return whole if several else period


def again_page(work: OpenDraft) -> UploadPage:
    here: dict[str, Any] = {"draft_id": work.draft_id}
    return UploadPage(
        what=work.what,
        period=work.frame.period,
        asks_day=False,  # it was said when the draft was begun
        columns=_columns(work.frame.form),
        action=url_for("clerk.take_again", **here),
        by_hand=_by_hand(work),
        back=url_for("clerk.sheet", **here),
    )


def _by_hand(work: OpenDraft) -> str:
    """An empty draft may still be filled row by row."""
    if work.sheet.tables or work.notice.version:
        return ""
    item, period = work.notice.item_id, work.notice.period
    return url_for("clerk.begin", item_id=item, period=period)


def _columns(form: Form) -> str:
    return "、".join(c.label for c in form.columns if c.required)
