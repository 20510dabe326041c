"""This list against the last one of the same item: figures, who is new, who is gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from villagepub import forms
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form
from villagepub.models import Notice
from villagepub.notices import publication, queries
from villagepub.notices.content.changes import ABSENT
from villagepub.notices.content.figures import constant
from villagepub.notices.content.formatting import show
from villagepub.notices.content.row_pairs import NamedRecord, row_pairs
from villagepub.notices.open_draft import OpenDraft
from villagepub.period import Period
from villagepub.render.layouts import LAYOUTS

MAX_NAMES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class CompareLine:
    label: str
    unit: str
    before: str
    now: str
    difference: str  # 多 1, 少 9.57, 一样


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodChange:
    title: str  # 跟2025年比
    before: str  # 2025年
    now: str
    lines: tuple[CompareLine, ...]
    arrived: str  # 新来 2 户：1组苗占彪、5组刘树林。
    gone: str


def compared(session: Session, found: OpenDraft) -> PeriodChange | None:
    if found.frame.form.own_columns:
        return None  # the next one has other columns
    last = queries.last_of_item(session, found.notice)
    if last is None or found.draft.version > 1:
        return None  # a correction is compared with what it corrects
    then = session.get_one(Notice, last.notice_id).period
    return comparison(
        found.frame.form,
        publication.entry_of(last),
        found.inspection.entry,
        then=Period.parse(then),
        now=found.frame.period,
    )


def comparison(
    form: Form, before: Entry, after: Entry, *, then: Period, now: Period
) -> PeriodChange:
    pairs = row_pairs(form, before, after) if LAYOUTS[form.layout].is_roster else []
    unit = form.row_unit
    return PeriodChange(
        title=f"跟{then.label}比",
        before=then.label,
        now=now.label,
        lines=tuple(_lines(form, before, after)),
        arrived=_names(f"新来 {{}} {unit}", form, (a for b, a in pairs if b is None)),
        gone=_names(f"少了 {{}} {unit}", form, (b for b, a in pairs if a is None)),
    )


def _lines(form: Form, before: Entry, after: Entry) -> Iterable[CompareLine]:
    """How many there are, every sum, and each rate that is one for all on both lists."""
    was, now = (Decimal(forms.units(form, e.records)) for e in (before, after))
    yield CompareLine(
        label=f"{form.row_unit}数",
        unit="",
        before=str(was),
        now=str(now),
        difference=_difference(was, now, "count"),
    )
    old, new = _figures(form, before), _figures(form, after)
    for c in form.columns:
        a, b = old.get(c.key), new.get(c.key)
        if (a is None and b is None) or (c.kind == "rate" and None in (a, b)):
            continue
        yield CompareLine(
            label=c.label,
            unit=c.unit,
            before=ABSENT if a is None else show(c, str(a)),
            now=ABSENT if b is None else show(c, str(b)),
            difference=_difference(a or Decimal(0), b or Decimal(0), c.kind),
        )


def _figures(form: Form, entry: Entry) -> Mapping[str, Decimal]:
    rates = {
        c.key: Decimal(one)
        for c in form.columns
        if c.kind == "rate" and (one := constant(entry, c.key))
    }
    return {**rates, **forms.totals(form, entry)}


def _difference(before: Decimal, now: Decimal, kind: str) -> str:
    if before == now:
        return "一样"
    by = abs(now - before)
    said = f"{by:,.0f}" if kind == "count" else f"{by:,.2f}"
    return f"{'多' if now > before else '少'} {said}"


def _names(words: str, form: Form, placed: Iterable[NamedRecord | None]) -> str:
    names = [_name(form, p[1]) for p in placed if p]
    if not names:
        return ""
    told = "、".join(names[:MAX_NAMES])
    more = " 等" if len(names) > MAX_NAMES else ""
    return f"{words.format(len(names))}：{told}{more}。"


def _name(form: Form, record: Record) -> str:
    keys = [c.key for c in form.columns if c.kind == "group"]
    keys += [c.key for c in form.columns if c.kind == "name" and c.match]
    return "".join(record.values.get(key, "") for key in keys)
