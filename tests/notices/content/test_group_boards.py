"""A list cut by 村民小组: every group's sum is of its own rows, together they are the whole."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from tests import stage
from tests.render.notice_samples import corrected, land, land_row, money
from tests.render.reading import pdf_text, squeezed
from villagepub import db
from villagepub.content import Fact, NoticeContent, Section
from villagepub.notices import queries
from villagepub.notices.content import group_boards
from villagepub.notices.errors import NoticeFault
from villagepub.render import poster_pdf


def summed(count: int) -> NoticeContent:
    """A list whose stated sums are those of its rows."""
    whole = land(count)
    rows = tuple(land_row(i) for i in range(count))
    area = sum((Decimal(r.cells[3]) for r in rows), Decimal(0))
    total = money(int(area * 6000))
    board = replace(
        whole.board,
        sections=(Section(rows=rows),),
        total=("合计", "", "", str(area), str(area), "", total),
    )
    facts = (
        Fact(label="补贴总额", value=total, unit="元", note="大写", big=True),
        Fact(label="享受户数", value=str(count), unit="户"),
        Fact(label="补贴标准", value="60.00", unit="元/亩"),
    )
    return replace(whole, board=board, facts=facts)


@given(st.integers(2, 60))
def test_the_groups_together_are_the_whole(count: int) -> None:
    content = summed(count)
    cut = group_boards.cut(content)
    assert [c for one in cut for c in one.board.rows] == [
        r
        for group in dict.fromkeys(r.cells[2] for r in content.board.rows)
        for r in content.board.rows
        if r.cells[2] == group
    ]
    sums = (Decimal(one.board.total[6].replace(",", "")) for one in cut)
    assert sum(sums) == Decimal(content.board.total[6].replace(",", ""))


def test_a_groups_poster_says_its_own_sum_and_the_villages() -> None:
    content = summed(40)
    third = group_boards.cut(content)[2]
    own, whole = third.board.total[6], content.board.total[6]
    assert own != whole
    assert third.title.endswith("（3组）")
    assert third.check_code == content.check_code
    text = pdf_text(poster_pdf(third, paper="a3big"))
    said = ("3组补贴总额", own, "全村补贴总额", whole, "3组户数8户", content.number)
    assert [s for s in said if squeezed(s) not in text] == []
    assert "1组户" not in text
    assert "补贴标准" in text


def test_sums_that_are_not_the_wholes_are_not_printed() -> None:
    with pytest.raises(NoticeFault, match="加起来是"):
        group_boards.cut(land(30))


@pytest.mark.parametrize(
    "content", [replace(summed(20), form="T7"), summed(1)], ids=["aid", "one group"]
)
def test_an_aid_list_and_a_single_group_are_not_cut(content: NoticeContent) -> None:
    assert not group_boards.is_cut(content)
    with pytest.raises(NoticeFault, match="不分组"):
        group_boards.cut(content)


def test_a_groups_poster_shows_its_own_corrections_only() -> None:
    whole = corrected()
    content = replace(summed(74), correction=whole.correction)
    shown = [
        one.correction.board for one in group_boards.cut(content) if one.correction
    ]
    assert [len(rows) for rows in shown] == [0, 0, 0, 1, 2]


def test_a_figure_is_a_columns_by_its_name_not_by_being_the_same_number() -> None:
    whole = summed(10)
    total = whole.board.total[6]
    band = Fact(label="80-89岁 10 户", value=total, unit="元")
    count = Fact(label="享受户数", value=whole.board.total[3], unit="户")
    content = replace(whole, facts=(whole.facts[0], count, band, whole.facts[2]))
    first = group_boards.cut(content)[0]
    assert [f.label for f in first.facts] == [
        "1组补贴总额",
        "1组户数",
        "全村补贴总额",
        "全村享受户数",
        "全村80-89岁 10 户",
        "补贴标准",
    ]


def test_the_corrections_that_are_composed_are_found_by_their_group(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
        found = queries.as_signed(session, public_id)
    assert found is not None
    shown = {
        one.title[-4:]: [d.who for d in one.correction.board]
        for one in group_boards.cut(found.content)
        if one.correction and one.correction.board
    }
    assert shown == {"（4组）": ["4组 白志明", "4组 白志明"]}
