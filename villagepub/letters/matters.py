"""What a letter to a village can speak of: open findings, and what is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from villagepub import clock, forms
from villagepub.duties import queries as duty_queries
from villagepub.duties.duty import Duty
from villagepub.findings import queries as finding_queries
from villagepub.findings.queries import FindingLine
from villagepub.models import LetterMatter, VillageItem
from villagepub.period import Period
from villagepub.states import FINDINGS, FindingKind, FindingState
from villagepub.tables.table import row_words

# The government mends it, or nobody can tell any more: nothing to ask a village for.
NOT_THEIRS = (FindingState.WITH_GOVERNMENT, FindingState.UNVERIFIABLE)
PUBLISH, MEND = "公布", "核对，有误的更正公布"
ASKS = {
    FindingKind.NOT_PUBLISHED: PUBLISH,
    FindingKind.ELEMENT_MISSING: "补全，更正公布",
    FindingKind.PRIVATE_DATA: "去掉，更正公布",
    FindingKind.LATE: "以后按时公布",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """``key``: what a form's box says: f12 a finding, d34-2026Q3 an item and period.

    ``finding_key``: of the finding that says the same of what is overdue.
    ``is_listed``: on the village's list, or posted: otherwise nobody knows who publishes
    it, and nobody can be ordered to.
    """

    key: str
    finding_id: int
    item_id: int
    period: str
    item: str
    what: str  # 未公开：应于 7月20日前公布…
    ask: str
    is_collective: bool
    is_listed: bool = True
    name: str = ""  # of a 结果公告, whose period is the day after its 公示
    finding_key: str = ""

    @property
    def is_missing(self) -> bool:
        return self.ask == PUBLISH

    @property
    def about(self) -> str:
        return self.name or f"{Period.parse(self.period).label}{self.item}"

    def row(self, letter_id: int) -> LetterMatter:
        return LetterMatter(
            letter_id=letter_id,
            finding_id=self.finding_id or None,
            item_id=self.item_id or None,
            period=self.period,
        )


def of_village(session: Session, village_code: str, *, on: date) -> tuple[Matter, ...]:
    """What is overdue, then what differs; nothing that the government has to mend."""
    items = session.exec(
        select(VillageItem).where(VillageItem.village_code == village_code)
    ).all()
    by_name = {item.name: item for item in items}
    found = [
        f
        for f in finding_queries.lines(session, village_code)
        if f.state not in NOT_THEIRS
        and f.kind is not FindingKind.NOT_DISCLOSED
        and f.village_code == village_code
    ]
    late = duty_queries.of_village(session, village_code, on=on)
    owed = [d for d in late if d.is_late(on)]
    known = {(d.item.name, d.period.code) for d in owed if d.result_of is None}
    same = {
        (f.item, f.period): f.id
        for f in found
        if f.kind is FindingKind.NOT_PUBLISHED and (f.item, f.period) in known
    }
    return (
        *(_overdue(d, same.get((d.item.name, d.period.code)), on) for d in owed),
        *(
            _differing(f, by_name.get(f.item))
            for f in found
            if f.id not in same.values()
        ),
    )


def picked(found: Sequence[Matter], keys: Sequence[str]) -> tuple[Matter, ...]:
    wanted = set(keys) - {""}
    return tuple(m for m in found if wanted & {m.key, m.finding_key})


def _overdue(duty: Duty, finding_id: int | None, on: date) -> Matter:
    guess = "（工作日暂估）" if duty.is_estimated else ""
    due = f"应于{clock.say_day(duty.due)}前公布{guess}，" if duty.due else ""
    today = clock.say_near_day(on, today=duty.due) if duty.due else clock.say_day(on)
    return Matter(
        key=f"d{duty.item.item_id}-{duty.period.code}",
        finding_id=0,
        finding_key=f"f{finding_id}" if finding_id else "",
        item_id=duty.item.item_id,
        period=duty.period.code,
        item=duty.item.name,
        name=duty.name if duty.result_of else "",
        what=f"没有按时公布：{due}到{today}还没有公布",
        ask=PUBLISH,
        is_collective=_is_collective(duty.item.form),
    )


def _differing(one: FindingLine, item: VillageItem | None) -> Matter:
    """The publisher is that of the form: of the notice, else of the village's list."""
    return Matter(
        key=f"f{one.id}",
        finding_id=one.id,
        item_id=item.id if item else 0,
        period=one.period,
        item=one.item,
        what=_words(one),
        ask=ASKS.get(one.kind, MEND),
        is_collective=_is_collective(one.form or (item.form if item else "")),
        is_listed=item is not None or bool(one.form),
    )


def _is_collective(form: str) -> bool:
    """Does the collective publish this, and not the village committee?"""
    return bool(form) and forms.get(form).publisher == "collective"


def _words(one: FindingLine) -> str:
    """数值不一致：白志明 2组 补贴面积，村里贴的 13.25（第 24 行），政府公开的 12.35，or 政府公开的第 781 行."""
    who = " ".join(part for part in (one.name, one.group, one.field) if part)
    sides = (
        ("村里贴的", one.village_value, one.village_row),
        ("政府公开的", one.government_value, one.government_row),
    )
    said = [whose + _said(v, row) for whose, v, row in sides if v or row]
    kind = FINDINGS[one.kind].text
    parts = "，".join(part for part in (who, *said) if part) or one.note
    return f"{kind}：{parts}" if parts else kind


def _said(value: str, row: int) -> str:
    if value and row:
        return f" {value}（{row_words(row)}）"
    return f" {value}" if value else row_words(row)
