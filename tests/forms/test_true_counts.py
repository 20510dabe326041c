"""Persons are counted once, and figures of several months are no figure of all of them."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import forms

POSTS = (
    "姓名|组别|岗位|月数|月标准|补贴金额|变动情况|发放结果",
    "王建国|1组|保洁员|3|600|1800|新增|退回",
    "王建国|1组|护林员|3|600|1800|新增|退回",
    "李燕|1组|护林员|2|600|1200||成功",
)


def test_who_is_new_in_two_posts_is_one_person() -> None:
    found = pasted("T12", rows(*POSTS))
    assert dict(forms.count_by_class(found.form, found.entry)) == {
        "新增": 1,
        "退回": 1,
    }
    said = {a.question: a.answer for a in printed(found).answers}
    assert said["发到没有"] == "已发 1 人，退回 1 人（原因没写清 1 人）。"
    assert said["变动"] == "新增 1 人。"


@pytest.mark.parametrize(
    ("form", "heads", "key"),
    [
        ("T12", "姓名|组别|岗位|7月出勤|8月出勤|9月出勤|补贴金额", "days"),
        ("T19", "姓名|用工项目|日期|7月工数|8月工数|9月工数|用工费", "days"),
        ("T26B", "户主|组别|成员|人口股份|土地股份|资产股份|分红金额", "shares"),
    ],
)
def test_the_first_of_several_columns_alike_is_not_taken_for_all(
    form: str, heads: str, key: str
) -> None:
    found = pasted(form, rows(heads, "王建国|1组|清渠|22|21|20|1800"))
    assert key not in found.mappings[0]
