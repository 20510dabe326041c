"""What is wrong in a whole column is one question, and not one a row."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision, Entry
from villagepub.forms.recognition.column_doubts import check_columns, doubts_of

NAMES = ("王建国", "李秀英", "张海峰", "刘翠花", "高怀珠", "马世雄", "白玉兰")


def settled(found: Filled) -> Entry:
    (asked,) = found.problems
    decision = Decision(code=asked.code, choice=asked.choices[0].id)
    assert forms.decisions_in_words(found.form, found.entry, [decision])
    return forms.amend(found.form, found.entry, [decision], [])


@pytest.mark.parametrize(
    ("form", "head", "cells", "whole"),
    [
        ("T16", "征收面积（亩）|补偿标准（元/亩）|土地补偿费（元）|青苗补偿费（元）", "10|60|600|100", "700.00"),
        ("T16", "土地补偿费（元）|青苗（元）|附着物（元）|安置补助费（元）", "600|100|20|3000", "3720.00"),
        ("T9C", "残疾等级|生活补贴（元）|护理补贴（元）", "一级|60|80", "140.00"),
    ],
)  # fmt: skip
def test_what_only_its_parts_say_is_added_up_where_a_person_says_so(
    form: str, head: str, cells: str, whole: str
) -> None:
    lines = [f"{name}|{n + 1}组|{cells}" for n, name in enumerate(NAMES)]
    found = pasted(form, rows("2026年公布表", f"姓名|组别|{head}", *lines))
    (asked,) = found.problems
    assert (asked.kind, asked.column) == ("column", "amount")
    assert asked.title.endswith("加起来算吗？")
    entry = settled(found)
    assert {r.values["amount"] for r in entry.records} == {whole}
    assert forms.check(found.form, entry) == ()


def test_a_row_without_any_part_leaves_nothing_to_add_up() -> None:
    head = "姓名|组别|土地补偿费（元）|青苗补偿费（元）"
    found = pasted(
        "T16", rows("2026年公布表", head, "王建国|1组|600|100", "李秀英|2组||")
    )
    assert found.asked("amount") == [3, 4]
    assert {p.kind for p in found.problems} == {"required"}


def test_a_column_that_many_rows_cannot_be_read_in_is_left_out_or_sent_again() -> None:
    lines = [f"{name}|1组|10|六十来块|600" for name in NAMES]
    found = pasted("T8", rows("2026年公布表", "户主|组别|面积|标准|金额", *lines))
    (asked,) = found.problems
    assert asked.title == "补贴标准有 7 行认不出"
    entry = settled(found)
    assert {r.values["rate"] for r in entry.records} == {""}
    assert forms.check(found.form, entry) == ()


def test_a_few_rows_are_asked_about_one_by_one() -> None:
    lines = [f"{name}|1组|10|60|600" for name in NAMES]
    lines[2] = lines[2].replace("|60|", "|六十来块|")
    found = pasted("T8", rows("2026年公布表", "户主|组别|面积|标准|金额", *lines))
    assert found.asked("rate") == [5]


@pytest.mark.parametrize("other", ["实兑现金额", "兑付金额", "财政补贴"])
def test_of_two_columns_of_what_is_paid_one_question_says_which(other: str) -> None:
    lines = [f"{name}|{n + 1}组|10|60|600|500" for n, name in enumerate(NAMES)]
    head = f"户主|组别|面积|标准|金额|{other}"
    found = pasted("T9", rows("2026年公布表", head, *lines))
    assert found.problems == ()
    (table,), (mapping,) = found.tables, found.mappings
    doubts = list(doubts_of(found.form, table, mapping, 0))
    (asked,) = check_columns(found.form, doubts, found.mappings)
    assert asked.column == "amount"
    assert "有 7 行不一样" in asked.message


@pytest.mark.parametrize("head", ["合计", "小计", "过渡费（元）"])
def test_nothing_is_added_up_beside_money_that_nobody_took(head: str) -> None:
    columns = f"姓名|组别|土地补偿费（元）|青苗补偿费（元）|{head}"
    lines = ("王建国|1组|600|100|701", "李秀英|2组|300|50|350")
    found = pasted("T16", rows("2026年公布表", columns, *lines))
    assert {p.kind for p in found.problems} <= {"required", "arithmetic"}
    assert found.problems
