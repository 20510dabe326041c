"""Which side a sum stands on, by a word beside it or by its column."""

import pytest

from tests.forms.case_sheets import pasted
from villagepub import tables
from villagepub.tables.heads.side_columns import MIXED

FLOWS = "2026年7月收支\n日期\t摘要\t{}\t{}\n7.4\t地租\t{}\t0.12\n7.5\t电费\t{}\t0.03\n"


@pytest.mark.parametrize(
    ("kind", "money", "words"),
    [
        ("收支类型", "金额（万元）", ("收入", "支出")),
        ("类别", "发生额（万元）", ("收", "支")),
        ("收/支", "金额（万元）", ("收款", "付款")),
    ],
)
def test_a_sum_stands_where_the_word_beside_it_says(
    kind: str, money: str, words: tuple[str, str]
) -> None:
    found = pasted("T1", FLOWS.format(kind, money, *words))
    assert found.sums == {"income": "1200.00", "spending": "300.00"}
    assert [p.kind for p in found.problems] == ["opening"]


def test_a_total_of_both_sides_is_said_to_be_none() -> None:
    text = FLOWS.format("类型", "金额（万元）", "收入", "支出") + "合计\t\t\t0.15\n"
    (table,) = tables.read_pasted(text)
    assert MIXED in table.notes
    assert pasted("T1", text).evidence["total"].rows == ()


def test_words_that_are_no_sides_stay_a_column() -> None:
    (table,) = tables.read_pasted(FLOWS.format("类型", "金额", "收入", "往来"))
    assert [c.label for c in table.columns] == ["日期", "摘要", "类型", "金额"]


def test_totals_of_either_side_are_held_against_it() -> None:
    text = FLOWS.format("收支类型", "金额（万元）", "收入", "支出")
    text += "\t收入合计\t\t0.12\n\t支出合计\t\t{}\n"
    right = pasted("T1", text.format("0.03"))
    assert [p.kind for p in right.problems] == ["opening"]
    assert MIXED not in right.tables[0].notes
    wrong = pasted("T1", text.format("0.04"))
    assert "total" in [p.kind for p in wrong.problems]
