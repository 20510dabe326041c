"""Every way out that is offered for a problem leads out of it."""

from dataclasses import replace

import pytest

from villagepub import forms, tables
from villagepub.forms.entry import Decision
from villagepub.forms.form import Form
from villagepub.notices import uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import Inspection, inspect

HEAD = "序号,户主姓名,组别,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）\n"
GOOD = "1,王守业,1组,5.00,60,300\n"
TITLE = "马家沟村2026年耕地地力保护补贴登记表\n"
SUBSIDY = {
    "a total that is not the sum": TITLE + HEAD + GOOD + "合计,,,5.00,,400\n",
    "an amount that is not area × rate": TITLE + HEAD + "1,王守业,1组,5.00,60,310\n",
    "the same household twice": TITLE + HEAD + GOOD + "2,王守业,1组,5.00,60,300\n",
    "two of one name in one group": TITLE + HEAD + GOOD + "2,王守业,1组,6.00,60,360\n",
    "a row without a name": TITLE + HEAD + GOOD + "2,,1组,6.00,60,360\n",
    "an amount that is no number": TITLE
    + HEAD
    + GOOD
    + "2,李长命,1组,6.00,60,三百多\n",
    "a negative amount": TITLE + HEAD + GOOD + "2,李长命,1组,6.00,60,-360\n",
    "another village's sheet": TITLE.replace("马家", "石家") + HEAD + GOOD,
    "another year's sheet": TITLE.replace("2026", "2023") + HEAD + GOOD,
}
LEDGER = {
    "a balance that does not follow": "日期,收支内容,收入,支出,结存\n,上月结转,,,100\n7.2,买笔,,20,70\n",
}
CASES = [("T8", *case) for case in SUBSIDY.items()] + [
    ("T1", *case) for case in LEDGER.items()
]
VALUES = {"name": "高进财"}  # what a person would type; a number elsewhere


def looked_at(form: Form, sheet: DraftSheet) -> Inspection:
    return inspect(form, sheet, village="马家沟村", period="2026")


@pytest.mark.parametrize(
    ("form_id", "fault", "text"), CASES, ids=[case[1] for case in CASES]
)
def test_every_way_out_leads_out(form_id: str, fault: str, text: str) -> None:
    form = forms.get(form_id)
    sheet = uploads.cut_for_draft(
        form, tables.read(text.encode(), "表.csv"), id_key=b"k" * 32
    )
    faulty = looked_at(form, sheet)
    assert faulty.blocking, fault
    for problem in faulty.blocking:
        assert problem.choices, problem.title
        for choice in problem.choices:
            typed = VALUES.get(problem.column, "360.00")
            decision = Decision(
                code=problem.code,
                choice=choice.id,
                value=typed if choice.id == "type_in" else choice.value,
                text="问过本人了。" if choice.id == "explain" else "",
            )
            left = looked_at(form, replace(sheet, decisions=(decision,)))
            assert problem.code not in {p.code for p in left.blocking}, choice.label


def test_an_explanation_without_words_is_none() -> None:
    form = forms.get("T8")
    text = SUBSIDY["an amount that is not area × rate"]
    sheet = uploads.cut_for_draft(
        form, tables.read(text.encode(), "表.csv"), id_key=b"k" * 32
    )
    problem = looked_at(form, sheet).blocking[0]
    empty = Decision(code=problem.code, choice="explain", text="  ")
    assert looked_at(form, replace(sheet, decisions=(empty,))).blocking
