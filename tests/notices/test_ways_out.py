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
            # Whoever signs is told which way was taken.
            assert left.explanations, choice.label


def test_an_explanation_without_words_is_none() -> None:
    form = forms.get("T8")
    text = SUBSIDY["an amount that is not area × rate"]
    sheet = uploads.cut_for_draft(
        form, tables.read(text.encode(), "表.csv"), id_key=b"k" * 32
    )
    problem = looked_at(form, sheet).blocking[0]
    empty = Decision(code=problem.code, choice="explain", text="  ")
    assert looked_at(form, replace(sheet, decisions=(empty,))).blocking


ROLL = "序号,姓名,组别,月数,月标准（元）,发放金额（元）\n"
LATE = "马家沟村2025年高龄津贴发放表\n" + ROLL + "1,王守业,1组,3,50,150\n"
IN_WAN = (
    "马家沟村2026年高龄津贴发放表\n单位：万元\n"
    + ROLL
    + "1,王守业,1组,3,50,150\n合计,,,,,200\n"
)
OTHER_FORM = (
    "马家沟村2026年农村低保花名册\n户主姓名,组别,保障人口,保障类别,月保障金额\n"
    "王守业,1组,2,B类,300\n"
)


def read(form: Form, text: str) -> DraftSheet:
    return uploads.cut_for_draft(
        form, tables.read(text.encode(), "表.csv"), id_key=b"k" * 32
    )


@pytest.mark.parametrize(
    ("text", "choices", "told"),
    [
        (
            LATE,
            ["explain"],
            "表头写的是“2025年”。文书说明：迟发的。",
        ),
        (
            IN_WAN,  # the total is asked about once the unit is known
            ["unit-元", "use_sum"],
            "发放金额的单位是元。发放金额合计不对：表上写 200.00 元，用加出来的数。",
        ),
        (OTHER_FORM, ["accept"], "文书说：不换，就是“高龄津贴”的表。"),
        (
            LATE.replace("2025", "2026").replace("150", "约150"),
            ["type_in"],
            "王守业（1组）发放金额“约150”改成 360.00 元。",
        ),
    ],
    ids=[
        "another year",
        "a unit, then a total",
        "another form",
        "what no one could read",
    ],
)
def test_who_signs_is_told_what_the_sheet_said(
    text: str, choices: list[str], told: str
) -> None:
    form = forms.get("T10")
    sheet = read(form, text)
    for choice in choices:
        problem = looked_at(form, sheet).blocking[0]
        value = next(c.value for c in problem.choices if c.id == choice)
        sheet = sheet.decide(
            Decision(
                code=problem.code,
                choice=choice,
                value="360.00" if choice == "type_in" else value,
                text="迟发的" if choice == "explain" else "",
            )
        )
    assert "".join(looked_at(form, sheet).explanations).endswith(told)


def test_why_the_head_says_another_year_stands_beside_the_list() -> None:
    form = forms.get("T10")
    sheet = read(form, LATE)
    (problem,) = looked_at(form, sheet).blocking
    said = Decision(code=problem.code, choice="explain", text="迟发的")
    (line,) = looked_at(form, sheet.decide(said)).standing
    assert line == "表头写的是“2025年”。文书说明：迟发的。"


def test_that_troubles_hang_on_the_wall_is_told_to_who_signs_alone() -> None:
    form = forms.get("T12")
    text = "马家沟村2026年公益岗\n姓名,岗位,补贴金额\n王守业,保洁（母亲瘫痪）,500\n"
    sheet = read(form, text)
    (problem,) = looked_at(form, sheet).blocking
    found = looked_at(form, sheet.decide(Decision(code=problem.code, choice="accept")))
    assert found.explanations == (
        "岗位里有说人家私事的字，文书说照样贴：规定要写，本人也知道。",
    )
    assert found.standing == ()


@pytest.mark.parametrize("day", ["45901", "七月里", "2026-07-99"])
def test_a_total_is_still_held_against_rows_that_only_their_days_were_mended(
    day: str,
) -> None:
    form = forms.get("T19")
    text = (
        "马家沟村2026年集体用工\n姓名,项目,日期,工数,日工资,用工费\n"
        f"王守业,清渠,{day},2,120,240\n李长命,清渠,2026-09-01,1,120,120\n合计,,,3,,360\n"
    )
    sheet = read(form, text)
    (problem,) = looked_at(form, sheet).blocking
    mended = Decision(code=problem.code, choice="type_in", value="2026-09-02")
    evidence = {e.rule: e for e in looked_at(form, sheet.decide(mended)).evidence}
    assert (evidence["total"].checked, evidence["total"].faults) == (2, ())


def test_what_the_clerk_set_is_not_said_to_stand_in_the_sheet() -> None:
    form = forms.get("T8")
    sheet = read(form, SUBSIDY["an amount that is not area × rate"])
    (problem,) = looked_at(form, sheet).blocking
    choice = problem.choices[0]
    mended = Decision(code=problem.code, choice=choice.id, value=choice.value)
    rows = {
        e.rule: [row.stated for row in e.rows]
        for e in looked_at(form, sheet.decide(mended)).evidence
    }
    assert rows["product"] == ["300.00（改过）"]


@pytest.mark.parametrize(
    ("form_id", "head", "cell"),
    [
        ("T8", "备注", "患尿毒症"),
        ("T12", "岗位", "保洁（照顾瘫痪妻子）"),
        ("T7", "救助类别", "因病（脑梗）"),
    ],
)
def test_what_the_clerk_leaves_out_is_not_stored_any_longer(
    form_id: str, head: str, cell: str
) -> None:
    form = forms.get(form_id)
    text = (
        f"马家沟村2026年{form.name}\n姓名,补贴面积,{head},金额\n王守业,5,{cell},300\n"
    )
    sheet = read(form, text)
    (problem,) = (p for p in looked_at(form, sheet).blocking if p.kind == "words")
    left = Decision(code=problem.code, choice="leave_out")
    sheet = uploads.after(form, sheet.decide(left), left)
    assert cell not in sheet.to_json()
    found = looked_at(form, sheet)
    assert problem.code not in {p.code for p in found.blocking}
    assert any("说人家私事的字没有贴" in line for line in found.explanations)
    assert found.entry.records[0].values[problem.column] == ""
