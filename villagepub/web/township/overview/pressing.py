"""现在要办的: what is overdue or was sent back, with who sees to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from villagepub import clock
from villagepub.duties.obligations import Duty
from villagepub.models import Place, Staff
from villagepub.states import DUTIES, DutyState, Role

PRESSING = (DutyState.OVERDUE, DutyState.RETURNED, DutyState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class PressingLine:
    village: str
    item: str
    due: str  # 10月20日, '' if there is no day
    now: str  # 逾期 5 天
    note: str  # 监委会退回，没再交
    clerk: str
    findings: str  # address


def pressing(
    villages: Sequence[Place],
    duties: Mapping[str, Mapping[str, Duty]],
    staff: Sequence[Staff],
) -> tuple[PressingLine, ...]:
    """By code and item; nobody is ranked."""
    clerks = {s.place_code: s.name for s in staff if s.role is Role.CLERK}
    return tuple(
        _line(village, duty, clerks.get(village.code, "还没有村文书"))
        for village in villages
        for duty in duties[village.code].values()
        if duty.state in PRESSING
    )


def _line(village: Place, duty: Duty, clerk: str) -> PressingLine:
    is_overdue = duty.state is DutyState.OVERDUE
    word = DUTIES[duty.state].text
    return PressingLine(
        village=village.short_name,
        item=f"{duty.period.label}{duty.item.name}",
        due=clock.say_short_day(duty.due) if duty.due else "",
        now=f"{word} {duty.days} 天" if is_overdue else word,
        note="还没交" if is_overdue else "没再交",
        clerk=clerk,
        findings=url_for("township.findings", village=village.code),
    )
