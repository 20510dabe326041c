"""The village's board: what can be objected to now first, then by area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from villagepub import clock, forms
from villagepub.models import Place
from villagepub.notices.queries import BoardLine
from villagepub.states import DUTIES, NOTICES, DutyState, NoticeStatus, Word

SOON = 7  # days left when a row says so in colour


# 板块的次序：六个重点领域在前（脱贫攻坚、乡村振兴、村级财务、惠农政策、养老服务、社会救助）。
AREAS = ("乡村振兴", "村级财务", "惠农政策", "养老服务", "社会救助", "民主决策")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    public_id: str
    title: str
    note: str
    word: Word
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class VillagePage:
    code: str
    name: str
    above: str
    phone: str
    groups: tuple[Group, ...]
    years: tuple[int, ...]
    year: int | None


def village_page(
    village: Place,
    lines: Iterable[BoardLine],
    *,
    years: tuple[int, ...],
    year: int | None,
    on: date,
) -> VillagePage:
    """What hangs on the board now first, then everything by area."""
    current: list[Line] = []
    by_area: dict[str, list[Line]] = {area: [] for area in AREAS}
    for line in lines:
        shown = _line(line, on)
        if _is_open(line, on):
            current.append(shown)
        else:
            by_area.setdefault(forms.get(line.form).area, []).append(shown)
    groups = [Group(title="正贴在村务公开栏上", lines=tuple(current))]
    groups += [Group(title=area, lines=tuple(own)) for area, own in by_area.items()]
    return VillagePage(
        code=village.code,
        name=village.short_name,
        above=village.full_name.removesuffix(village.short_name),
        phone=village.phone,
        groups=tuple(g for g in groups if g.lines),
        years=years,
        year=year,
    )


def _is_open(line: BoardLine, on: date) -> bool:
    until = line.posting_until
    return line.status is NoticeStatus.PUBLISHED and until is not None and until >= on


def _line(line: BoardLine, on: date) -> Line:
    posted = clock.say_short_day(clock.day(line.published_at))
    note = f"{posted}贴出" if line.version == 1 else f"{posted}改过"
    word, text = NOTICES[line.status], ""
    if _is_open(line, on) and line.posting_until:
        note += f"，贴到 {clock.say_short_day(line.posting_until)}"
        if line.objection_until and line.objection_until >= on:
            note += f"，{clock.say_short_day(line.objection_until)}前可以提异议"
        left = (line.posting_until - on).days
        text = f"还剩 {left} 天" if left else "今天最后一天"
        word = Word(text, "warn")
    elif line.status is NoticeStatus.PUBLISHED and line.version > 1:
        word = DUTIES[DutyState.CORRECTED]
    return Line(
        public_id=line.public_id, title=line.title, note=note, word=word, text=text
    )
