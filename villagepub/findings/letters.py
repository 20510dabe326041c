"""What a letter to a village says: which differences, by what law, by which day."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from villagepub import clock
from villagepub.errors import UserError
from villagepub.findings.queries import FindingLine
from villagepub.period import Period
from villagepub.render.letter import Letter
from villagepub.states import FINDINGS, FindingKind

Kind = Literal["remind", "order"]
TITLES: dict[Kind, str] = {"remind": "村务公开提醒函", "order": "责令公布通知书"}
HEADS = ("种类", "哪一户、哪一项", "村里贴的", "政府公开的")
BASIS = {
    "order": "根据《中华人民共和国村民委员会组织法》第三十一条，村民委员会不及时公布应当公布的事项"
    "或者公布的事项不真实的，有关人民政府应当负责调查核实，责令依法公布。",
    "remind": "按照政务公开与村务公开有效衔接的要求，相同事项的公开内容应当对应一致；"
    "《中华人民共和国政府信息公开条例》第十一条要求公开的政府信息准确一致。",
}


def letter(
    kind: Kind,
    found: Sequence[FindingLine],
    *,
    village: str,
    sender: str,
    due_on: date,
    on: date,
) -> Letter:
    """A letter about a village's open findings. Raises UserError if there are none."""
    if not found:
        raise UserError("这个村没有要办的，不用发函。")
    items = dict.fromkeys(f"{Period.parse(f.period).label}{f.item}" for f in found)
    missing = any(f.kind is FindingKind.NOT_PUBLISHED for f in found)
    ask = "公布或者更正" if missing else "核对并更正"
    return Letter(
        title=TITLES[kind],
        to=f"{village}民委员会" if village.endswith("村") else village,
        opening=(
            f"经核对，你村公开的{'、'.join(items)}与政府公开的信息有 {len(found)} 处不一致：",
        ),
        heads=HEADS,
        rows=tuple(_row(f) for f in found),
        closing=(
            BASIS[kind],
            f"请于{clock.say_day(due_on)}前{ask}；情况属实不用更正的，请书面说明。",
        ),
        sender=f"{sender}人民政府" if not sender.endswith("政府") else sender,
        day=clock.say_day(on),
    )


def _row(found: FindingLine) -> tuple[str, ...]:
    who = "　".join(part for part in (found.name, found.group, found.field) if part)
    return (
        FINDINGS[found.kind].text,
        who or found.item,
        _said(found.village_value, found.village_row),
        _said(found.government_value, found.government_row),
    )


def _said(value: str, row: int) -> str:
    if value and row:
        return f"{value}（第 {row} 行）"
    return value or (f"第 {row} 行" if row else "没有")
