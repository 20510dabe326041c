"""Letters: what each may say, by the law of its day."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from villagepub.errors import UserError
from villagepub.findings.letters import Kind, Verification, letter
from villagepub.findings.queries import FindingLine
from villagepub.render.letter import Letter
from villagepub.states import FindingKind, FindingState

ON = date(2026, 11, 20)
SEEN = Verification(by="高怀德", on=date(2026, 11, 18))
GIVEN: dict[str, Any] = {
    "item": "耕地地力保护补贴",
    "period": "2026",
    "kind": FindingKind.FIELD_DIFFERS,
    "field": "补贴面积",
    "name": "白志明",
    "form": "T8",
    "state": FindingState.OPEN,
    "found_at": datetime(2026, 11, 18, tzinfo=UTC),
    "due_on": None,
    "closed_at": None,
}


def line(**more: Any) -> FindingLine:
    blank = {f.name: 0 if f.type in ("int", int) else "" for f in fields(FindingLine)}
    return FindingLine(**(blank | GIVEN | more))


LAND = line()
LEDGER = replace(LAND, item="村级财务收支逐笔明细", period="2026Q3", form="T1")


def write(kind: Kind, *found: FindingLine, **more: Any) -> Letter:
    return letter(
        kind,
        found,
        village="马家沟村",
        sender="沿河湾镇",
        due_on=date(2026, 11, 25),
        on=ON,
        **more,
    )


def test_an_order_needs_somebody_who_looked_into_it() -> None:
    with pytest.raises(UserError, match="先调查核实"):
        write("order", LAND)
    with pytest.raises(UserError, match="还没到"):
        write("order", LAND, verified=Verification(by="高怀德", on=date(2026, 12, 1)))


def test_an_order_cites_the_law_of_the_day_and_the_verification() -> None:
    written = write("order", LAND, verified=SEEN)
    assert "2026年11月18日，经高怀德调查核实" in written.opening[0]
    assert "第三十六条" in written.closing[0]
    assert "第三十一条" not in "".join(written.closing)


def test_the_collective_is_never_ordered_to_publish() -> None:
    assert len(write("order", LAND, LEDGER, verified=SEEN).rows) == 1
    with pytest.raises(UserError, match="不适用责令公布"):
        write("order", LEDGER, verified=SEEN)


def test_a_reminder_names_the_law_of_whoever_publishes() -> None:
    both = "".join(write("remind", LAND, LEDGER).closing)
    assert "村民委员会组织法》第三十五条" in both
    assert "农村集体经济组织法》第四十五条" in both
    assert "农村集体经济组织法" not in "".join(write("remind", LAND).closing)
