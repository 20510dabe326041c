"""A township's sheet in a village's draft: its other rows are asked about, and left out."""

import io

import pytest
from xlsxwriter import Workbook

from tests.notices.test_store_and_compose import KEY, frame
from villagepub import forms, tables
from villagepub.forms.entry import Choice, Decision, Problem
from villagepub.notices import uploads
from villagepub.notices.content.composer import compose
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import Inspection, inspect

HEADS = "户主姓名|组别|补贴面积|补贴标准|补贴金额"
TOWN = (
    "2026年沿河湾镇耕地地力保护补贴\n"
    f"行政村|{HEADS}\n"
    "马家沟村|王建国|1组|3|60|180\n"
    "|李燕|1组|2|60|120\n"
    "侯家沟村|张伟|2组|2|60|120\n"
    "|赵文|2组|1|60|60\n"
    "合计|||8||480\n"
)


def kept(text: str, form: str = "T8") -> DraftSheet:
    found = tables.read_pasted(text.replace("|", "\t"))
    return uploads.cut_for_draft(forms.get(form), found, id_key=KEY, year=2026)


def read(sheet: DraftSheet, form: str = "T8") -> Inspection:
    stored = DraftSheet.from_json(sheet.to_json())
    return inspect(forms.get(form), stored, village="马家沟村", period="2026")


def chosen(problem: Problem, way: Choice) -> Decision:
    return Decision(code=problem.code, choice=way.id, value=way.value)


def asked(text: str) -> list[Problem]:
    return [p for p in read(kept(text)).open if p.kind == "others"]


def test_rows_of_another_village_are_left_out_by_one_choice_and_can_come_back() -> None:
    sheet = kept(TOWN)
    (problem,) = read(sheet).open
    assert problem.message == "第 5、6 行写的是“侯家沟村”，这里是马家沟村。"
    drop, stay = problem.choices
    assert drop.label == "不列这 2 行，只列马家沟村的"
    done = sheet.decide(chosen(problem, drop))
    found = read(done)
    assert found.is_ready
    assert found.explanations == ("别的村的 2 行没有列。",)
    content = compose(frame(found.form), found.entry)
    assert content.board.total[-1] == "300.00"
    assert "张伟" not in content.to_json()
    assert "赵文" not in content.to_json()
    back = read(done.decide(chosen(problem, stay)))
    assert [r.values["name"] for r in back.entry.records][2:] == ["张伟", "赵文"]
    assert back.is_ready


@pytest.mark.parametrize(
    "lines",
    [
        ("村名|{}", "马家沟|王建国|1组|3|60|180", "侯家沟|张伟|2组|2|60|120"),
        ("所属村|{}", "侯家沟村委会|王建国|1组|3|60|180", "|张伟|2组|2|60|120"),
        ("村|{}", "小马家沟村|王建国|1组|3|60|180"),
        ("序号|{}", "1|王建国|马家沟村1组|3|60|180", "2|张伟|侯家沟村2组|2|60|120"),
        (
            "序号|{}",
            "1|王建国|1组|3|60|180",
            "马家沟村小计|||3||180",
            "1|张伟|2组|2|60|120",
            "侯家沟村小计|||2||120",
        ),
    ],
)
def test_whose_a_row_is_is_read_wherever_the_sheet_says_it(
    lines: tuple[str, ...],
) -> None:
    assert asked("\n".join(lines).format(HEADS))


@pytest.mark.parametrize(
    "lines",
    [
        ("行政村|{}", "马家沟|王建国|1组|3|60|180", "马家沟村|李燕|1组|2|60|120"),
        ("行政村|{}", "安塞区沿河湾镇马家沟村|王建国|1组|3|60|180"),
        ("序号|{}", "1|王建国|马家沟村1组|3|60|180"),
        ("住址|{}", "延安市宝塔区枣园社区|王建国|1组|3|60|180"),
    ],
)
def test_a_village_is_not_asked_about_its_own_rows(lines: tuple[str, ...]) -> None:
    assert not asked("\n".join(lines).format(HEADS))


def test_who_is_owed_money_is_no_village() -> None:
    debts = (
        "单位名称|类别|摘要|金额\n延安建筑公司|债务|工程款|100\n王建国|债权|借款|30\n"
    )
    assert "others" not in {p.kind for p in read(kept(debts, "T3"), "T3").open}


GROUPS = {
    "1组": ["户主|面积|标准|金额", "王建国|3|60|180", "合计|3||180"],
    "2组": ["户主|面积|标准|金额", "李燕|2|60|120", "合计|2||120"],
}


def whole(*summary: str) -> DraftSheet:
    """The lists of two groups and the sheet that sums them up."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        for name, lines in {**GROUPS, "汇总": summary}.items():
            page = book.add_worksheet(name)
            for n, line in enumerate(lines):
                page.write_row(n, 0, line.split("|"))
    found = tables.read(data.getvalue(), "全村.xlsx")
    return uploads.cut_for_draft(forms.get("T8"), found, id_key=KEY, year=2026)


@pytest.mark.parametrize(
    ("lines", "told", "way"),
    [
        (("1组|3|180", "2组|2|120"), "补贴面积写的是 5 亩，和名单加起来一样；补贴金额写的是 300.00 元，和名单加起来一样。", "是汇总，不列“汇总”"),
        (("1组|3|180", "2组|2|210"), "补贴面积写的是 5 亩，和名单加起来一样；补贴金额写的是 390.00 元，名单加起来是 300.00 元，差 90.00 元。", "是汇总，不列“汇总”，以名单为准"),
    ],
)  # fmt: skip
def test_a_summary_is_held_against_what_the_lists_come_to(
    lines: tuple[str, ...], told: str, way: str
) -> None:
    problem = next(
        p for p in read(whole("组|面积|金额", *lines)).open if p.kind == "sheet"
    )
    assert problem.message.endswith(told)
    assert problem.choices[0].label == way


def test_a_summary_beside_the_lists_is_left_out_by_one_choice() -> None:
    sheet = whole("组|面积|金额", "1组|3|180", "2组|2|120", "合计|5|300")
    (problem,) = read(sheet).open
    assert problem.title == "“汇总”里没有户主姓名"
    way, stays = problem.choices
    done = read(sheet.decide(chosen(problem, way)))
    assert done.is_ready
    assert done.explanations == ("“汇总”是汇总，没有列。",)
    listed = read(sheet.decide(chosen(problem, stays)))
    assert [p.title for p in listed.open] == [
        f"第 {row} 行没有写户主姓名" for row in (2, 3)
    ]
    content = compose(frame(done.form), done.entry)
    assert content.board.total[-1] == "300.00"
