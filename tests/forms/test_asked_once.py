"""What one question answers is not asked several times."""

import pytest

from tests.forms.case_sheets import pasted
from villagepub import forms, tables
from villagepub.forms.entry import Decision


@pytest.mark.parametrize(
    ("form", "head", "line"),
    [
        ("T8", "姓名\t组\t面积（亩）\t标准\t金额（元）", "王建国\t1组\t3\t50\t150"),
        ("T10", "姓名\t组别\t月数\t月标准\t发放金额", "王建国\t1组\t3\t50\t150"),
        ("T1", "日期\t摘要\t收入\t支出", "7月4日\t租金\t500\t"),
    ],
)
def test_a_row_with_its_number_alone_is_asked_about_once(
    form: str, head: str, line: str
) -> None:
    empty = "\t" * head.count("\t")
    other = line.replace("王建国", "李燕").replace("4日", "5日")
    sheet = f"序号\t{head}\n1\t{line}\n2\t{empty}\n3\t{other}\n"
    found = pasted(form, sheet)
    (problem,) = [p for p in found.problems if p.row == 3]
    assert "drop_row" in [c.id for c in problem.choices]
    made = [Decision(code=problem.code, choice="drop_row")]
    entry = forms.amend(found.form, found.entry, made, [])
    assert [r.row for r in entry.records] == [2, 4]


def test_what_is_due_and_what_is_paid_make_a_list_no_payroll() -> None:
    text = "姓名\t组别\t年龄\t应发金额\t实发金额\n王建国\t1组\t81\t150\t150\n"
    (table,) = tables.read_pasted(text)
    assert forms.rival(forms.get("T10"), [table]) is None
