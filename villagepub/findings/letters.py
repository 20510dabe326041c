"""What a letter to a village says: which differences, by what law, by which day.

A 提醒函 may speak of everything. A 责令公布通知书 needs the township's own 调查核实 first
(citations: ``publication-order``) and is about the village committee only: the law of the
collectives knows no such order (citations: ``collective-publication``, ``collective-oversight``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from villagepub import citations, clock, forms
from villagepub.errors import UserError
from villagepub.findings.queries import FindingLine
from villagepub.period import Period
from villagepub.render.letter import Letter
from villagepub.states import FINDINGS, FindingKind
from villagepub.tables.table import row_words

Kind = Literal["remind", "order"]
TITLES: dict[Kind, str] = {"remind": "村务公开提醒函", "order": "责令公布通知书"}
HEADS = ("种类", "哪一户、哪一项", "村里贴的", "政府公开的")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """调查核实: who looked into it, and on which day."""

    by: str
    on: date


def letter(
    kind: Kind,
    found: Sequence[FindingLine],
    *,
    village: str,
    sender: str,
    due_on: date,
    on: date,
    verified: Verification | None = None,
) -> Letter:
    """A letter about a village's open findings.

    Raises UserError where there are none, or where an order has no verification
    behind it.
    """
    if not found:
        raise UserError("这个村没有要办的，不用发函。")
    if kind == "order":
        found = _orderable(found, verified, on)
    items = dict.fromkeys(f"{Period.parse(f.period).label}{f.item}" for f in found)
    missing = any(f.kind is FindingKind.NOT_PUBLISHED for f in found)
    ask = "公布或者更正" if missing else "核对并更正"
    return Letter(
        title=TITLES[kind],
        to=f"{village}民委员会" if village.endswith("村") else village,
        opening=(_opening(kind, items, len(found), verified),),
        heads=HEADS,
        rows=tuple(_row(f) for f in found),
        closing=(
            *_basis(kind, found, on),
            f"请于{clock.say_day(due_on)}前{ask}；情况属实不用更正的，请书面说明。",
        ),
        sender=f"{sender}人民政府" if not sender.endswith("政府") else sender,
        day=clock.say_day(on),
    )


def _orderable(
    found: Sequence[FindingLine], verified: Verification | None, on: date
) -> tuple[FindingLine, ...]:
    """What the village committee answers for, once somebody has looked into it."""
    if verified is None or not verified.by.strip():
        raise UserError("责令公布要先调查核实。请写上谁核实的、哪一天。")
    if verified.on > on:
        raise UserError("调查核实的日子还没到，请看看写对没有。")
    own = tuple(f for f in found if not is_collective(f))
    if not own:
        raise UserError("这些是村集体经济组织公布的，不适用责令公布，请发提醒函。")
    return own


def is_collective(found: FindingLine) -> bool:
    """Does the collective publish this, and not the village committee?"""
    return bool(found.form) and forms.get(found.form).publisher == "collective"


def _opening(
    kind: Kind, items: dict[str, None], count: int, verified: Verification | None
) -> str:
    what = "、".join(items)
    if kind == "order" and verified:
        return (
            f"{clock.say_day(verified.on)}，经{verified.by}调查核实，"
            f"你村公开的{what}有 {count} 处没有依法公布或者与政府公开的信息不一致："
        )
    return f"经核对，你村公开的{what}与政府公开的信息有 {count} 处不一致："


def _basis(kind: Kind, found: Sequence[FindingLine], on: date) -> tuple[str, ...]:
    if kind == "order":
        law = citations.cite("publication-order", on).said
        return (
            f"根据{law}，村民委员会不及时公布应当公布的事项或者公布的事项不真实的，"
            "有关人民政府应当负责调查核实，责令依法公布。",
        )
    said = []
    if not all(map(is_collective, found)):
        law = citations.cite("publication", on).said
        said.append(f"根据{law}，村民委员会应当及时公布，并保证公布事项的真实性。")
    if any(map(is_collective, found)):
        own = citations.said(("collective-publication", "collective-oversight"), on)
        said.append(
            f"村集体经济组织的事项，依照{'、'.join(own)}，由集体经济组织公布，"
            "请转告理事会。"
        )
    law = citations.cite("accurate-disclosure", on).said
    said.append(
        "按照政务公开与村务公开有效衔接的要求，相同事项的公开内容应当对应一致；"
        f"{law}要求行政机关公开的政府信息准确一致。"
    )
    return tuple(said)


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
        return f"{value}（{row_words(row)}）"
    return value or (row_words(row) if row else "没有")
