"""Figures of one row that hang together: rent and years, rates and months, paid and owed."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision

POSTS = "姓名|组别|岗位|月标准|月数|奖励|合计"
GRANTS = "姓名|组别|补贴类别|标准|月数|金额"
RENTS = "名称|面积（亩）|承包人|年租金（元）|年数|总租金（元）"
WORKS = "项目名称|预算（元）|合同价（元）|变更金额（元）|已付（元）|未付（元）"
SETTLED = "项目名称|预算（元）|合同价（元）|决算（元）|已付（元）|未付（元）"
SHARES = "项目|比例|金额（元）"


@pytest.mark.parametrize(
    ("form", "head", "lines", "wrong"),
    [
        ("T12", POSTS, ("王建国|1组|保洁|600|3|100|1900", "李燕|2组|护林|600|2|0|1200"), []),
        ("T12", POSTS, ("王建国|1组|保洁|600|3|100|1900", "李燕|2组|护林|600|2|50|1350"), [3]),
        ("T9C", GRANTS, ("王建国|1组|困难残疾人生活补贴|100|3|300", "王建国|1组|重度护理补贴|120|3|360"), []),
        ("T9C", GRANTS, ("王建国|1组|困难残疾人生活补贴|100|3|300", "李燕|2组|重度护理补贴|120|3|300"), [3]),
        ("T4", RENTS, ("果园|10|王建国|5000|3|15000", "鱼塘|5|李燕|2000|5|12000"), [3]),
        ("T4", "名称|承包人|总租金（元）", ("果园|王建国|15000", "鱼塘|李燕|12000"), []),
        ("T5", WORKS, ("修路|10000|10000|500|8000|2500", "修渠|20000|20000|-500|10000|9000"), [3]),
        ("T5", SETTLED, ("修路|10000|10000|10500|8000|2500", "修渠|20000|20000|19500|10000|9000"), [3]),
        ("T26", SHARES, ("村集体|20|2000", "社员|80|8000"), []),
        ("T26", SHARES, ("村集体|0.2|2000", "社员|0.8|8000"), []),
        ("T26", SHARES, ("村集体|20|3000", "社员|80|7000"), [2, 3]),
    ],
)  # fmt: skip
def test_a_row_is_held_against_all_that_it_says(
    form: str, head: str, lines: tuple[str, ...], wrong: list[int]
) -> None:
    found = pasted(form, rows(head, *lines))
    assert [p.row for p in found.problems if p.kind == "arithmetic"] == wrong
    assert len(found.problems) == len(wrong)


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("Ⅰ组", "1组"), ("Ⅳ组", "4组"), ("1#组", "1组"), ("2-组", "2组"), ("3号组", "3组"),
        ("XX组", "XX组"), ("1、组", "1组"),
    ],
)  # fmt: skip
def test_groups_are_numbered_in_many_ways(said: str, group: str) -> None:
    found = pasted("T7", rows("户主|组别|保障人口|月保障金额", f"王建国|{said}|1|100"))
    assert found.column("group") == [group]


def test_a_band_that_is_written_once_for_several_is_asked_about() -> None:
    lines = (
        "王建国|80-89|1组|50",
        "李燕||1组|50",
        "小计 2人|||100",
        "张海|90-99|2组|100",
    )
    found = pasted("T10", rows("姓名|年龄段|组别|金额", *lines))
    (asked,) = found.problems
    assert asked.title == "有 1 行没有写年龄段"
    for choice, bands in (("fill_down", ["80-89", "80-89"]), ("accept", ["80-89", ""])):
        decision = Decision(code=asked.code, choice=choice)
        entry = forms.amend(found.form, found.entry, [decision], [])
        assert [r.values["band"] for r in entry.records[:2]] == bands
        assert forms.decisions_in_words(found.form, found.entry, [decision])


def test_one_person_with_a_row_for_each_of_two_grants_counts_once() -> None:
    lines = ("王建国|1组|困难残疾人生活补贴|3|180", "王建国|1组|重度护理补贴|3|240")
    found = pasted("T9C", rows("姓名|组别|补贴类型|月数|金额", *lines))
    assert found.problems == ()
    assert found.column("type") == ["生活补贴", "护理补贴"]
    assert forms.units(found.form, found.entry.records) == 1
