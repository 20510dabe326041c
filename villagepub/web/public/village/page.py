"""The village's board: what can be objected to now first, then by area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from villagepub import clock, forms
from villagepub.notices.posted_notices import BoardLine
from villagepub.states import DUTIES, NOTICES, DutyState, NoticeStatus, Word

# 板块的次序：六个重点领域在前（脱贫攻坚、乡村振兴、村级财务、惠农政策、养老服务、社会救助）。
OPEN = "正在公布的"
TOUCHED = Word("和签过的不一致", "bad")
AREAS = ("乡村振兴", "村级财务", "惠农政策", "养老服务", "社会救助", "民主决策")


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardEntry:
    one: BoardLine
    note: str
    word: Word


def by_area(lines: Iterable[BoardLine], *, on: date) -> dict[str, list[BoardEntry]]:
    """What is being published now first, then everything by area."""
    groups: dict[str, list[BoardEntry]] = {OPEN: []}
    groups |= {area: [] for area in AREAS}
    for one in lines:
        area = forms.get(one.form).area
        head = OPEN if _is_open(one, on) else area
        groups.setdefault(head, []).append(_line(one, on))
    return {head: own for head, own in groups.items() if own}


def _is_open(line: BoardLine, on: date) -> bool:
    until = line.posting_until
    return line.status is NoticeStatus.PUBLISHED and until is not None and until >= on


def _line(line: BoardLine, on: date) -> BoardEntry:
    if line.is_touched:
        return BoardEntry(one=line, note="先不要信，打镇上的电话问", word=TOUCHED)
    posted = clock.say_near_day(clock.day(line.published_at), today=on)
    note = f"{posted}贴出" if line.version == 1 else f"{posted}改过"
    word = NOTICES[line.status]
    if _is_open(line, on) and line.posting_until:
        note += f"，贴到 {clock.say_near_day(line.posting_until, today=on)}"
        if line.objection_until and line.objection_until >= on:
            note += (
                f"，{clock.say_near_day(line.objection_until, today=on)}前可以提异议"
            )
        left = (line.posting_until - on).days
        word = Word(f"还剩 {left} 天" if left else "今天最后一天", "warn")
    elif line.status is NoticeStatus.PUBLISHED and line.version > 1:
        word = DUTIES[DutyState.CORRECTED]
    return BoardEntry(one=line, note=note, word=word)
