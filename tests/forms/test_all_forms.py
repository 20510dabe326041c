"""Every form from a messy sheet: recognised, read whole, its sums those of the numbers."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import Filled, filled, from_file, pasted
from tests.forms.sample_rows import Sample
from tests.forms.sample_sheets import SAMPLES, totals_of, workbook
from villagepub import forms, tables
from villagepub.forms.entry import Edit

ALL = [pytest.param(key, sample, id=key) for key, sample in SAMPLES.items()]
SUMMED = [pytest.param(key, s, id=key) for key, s in SAMPLES.items() if s.sums]
WORTH = {"单位：万元": Decimal(10_000)}


def read(form: str, sample: Sample, seed: int = 0, *, wrong: bool = False) -> Filled:
    data = workbook(sample, seed, wrong=wrong)
    return filled(form, *tables.read(data, f"{sample.title}.xlsx"))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("form", "sample"), ALL)
def test_a_sheet_is_known_for_what_it_is_and_read_whole(
    form: str, sample: Sample, seed: int
) -> None:
    found = read(form, sample, seed)
    best = forms.guess_form(found.tables[0])
    assert best is not None
    assert best.id == form
    assert forms.check_form(forms.get(form), found.tables) is None
    assert len(found.entry.records) == sample.rows
    assert found.problems == ()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("form", "sample"), SUMMED)
def test_the_sums_are_those_of_the_numbers_that_went_in(
    form: str, sample: Sample, seed: int
) -> None:
    found = read(form, sample, seed)
    wanted = totals_of(sample, seed)
    money = {c.key for c in found.form.columns if c.kind == "money"}
    worth = WORTH.get(sample.unit, Decimal(1))
    for key, value in wanted.items():
        right = value * worth if key in money else value
        assert forms.column_sum(found.entry.records, key) == right
    assert found.evidence["total"].checked == len(wanted)


@pytest.mark.parametrize(("form", "sample"), SUMMED)
def test_a_wrong_total_is_named(form: str, sample: Sample) -> None:
    found = read(form, sample, wrong=True)
    assert [p.kind for p in found.problems] == ["total"]


@pytest.mark.parametrize(("form", "sample"), ALL)
def test_nothing_private_is_in_what_is_kept(form: str, sample: Sample) -> None:
    kept = str(read(form, sample).entry)
    for secret in ("6106241905", "6230000000000000", "肢体一级", "因病"):
        assert secret not in kept


def test_what_is_owed_to_the_collective_and_by_it_is_never_added() -> None:
    found = pasted(
        "T3",
        "单位或姓名\t类别\t金额\n王建国\t债权\t100\n李燕\t债务\t30\n王东升\t债权\t5\n合计\t\t135\n",
    )
    assert found.problems == ()
    assert found.sums == {}
    (amount,) = [c for c in found.form.columns if c.key == "amount"]
    kinds = forms.kinds(amount, found.entry.records)
    assert {k: str(forms.column_sum(r, "amount")) for k, r in kinds.items()} == {
        "债权": "105.00",
        "债务": "30.00",
    }


def test_square_metres_stay_square_metres_and_mu_become_some() -> None:
    found = pasted("T15", "申请人\t批准面积\n王建国\t133.4㎡\n李燕\t0.2亩\n")
    assert found.column("area") == ["133.40", "133.33"]


def test_a_homestead_without_a_unit_is_asked_about() -> None:
    found = pasted("T15", "申请人\t批准面积\n王建国\t133.4\n李燕\t120\n")
    assert [(p.kind, p.column) for p in found.problems] == [("unit", "area")]
    labels = [c.label for c in found.problems[0].choices]
    assert labels == ["是亩：133.4 亩 = 88,933.33 平方米", "是平方米：133.40 平方米"]


@pytest.mark.parametrize(
    ("heads", "own"),
    [
        ("申请时间", {"applied": "2026-05-01"}),  # asked for is not granted
        ("审批日期", {"date": "2026-05-01"}),
        ("申请日期\t批准时间", {"applied": "2026-05-01", "date": "2026-06-01"}),
    ],
)
def test_the_day_that_a_homestead_was_asked_for_is_not_that_of_its_approval(
    heads: str, own: dict[str, str]
) -> None:
    days = "\t".join(("2026.5.1", "2026.6.1")[: len(own)])
    found = pasted("T15", f"申请人\t批准面积（㎡）\t{heads}\n王建国\t120\t{days}\n")
    (record,) = found.entry.records
    said = {key: record.values.get(key, "") for key in ("applied", "date")}
    assert said == {"applied": "", "date": "", **own}


def test_the_monthly_table_of_income_and_expenditure_is_checked() -> None:
    found = from_file("57-monthly-income-expenditure", "L5月表.xlsx", "T2")
    best = forms.guess_form(found.tables[0])
    assert best is not None
    assert best.id == "T2"
    assert found.problems == ()
    rows = found.evidence["statement"].rows
    assert [(r.row, r.computed) for r in rows] == [
        (9, "10,120.00"),
        (18, "6,386.50"),
        (19, "17,742.62"),
    ]
    assert rows[-1].working.endswith("14,009.12 + 10,120.00 − 6,386.50")


LEFT = ["库存现金 1200.5 0", "银行存款 14009.12 0", "应付款 2600 0"]
RIGHT = [
    "经营收入 2000 18000", "补助收入 8000 36000", "其他收入 120 960",
    "收入合计 10120 54960", "管理费用 4886.5 30110.2", "公益支出 1500 9000",
    "费用合计 6386.5 39110.2", "各项收支差额 3733.5 15849.8",
]  # fmt: skip


def statement(*, right: list[str] = RIGHT) -> Filled:
    """财务公开榜 in two halves, as bookkeeping offices print it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "9月"
    sheet.append(["马家沟村2026年9月财务公开榜", *[None] * 7])
    sheet.append(["单位：元", *[None] * 7])
    sheet.append(["项目", "行次", "本月数", "本年累计数"] * 2)
    for n, line in enumerate(right):
        halves = [LEFT[n].split() if n < len(LEFT) else None, line.split()]
        row: list[str | int | float | None] = []
        for half in halves:
            row += [half[0], n, float(half[1]), float(half[2])] if half else [None] * 4
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return filled("T2", *tables.read(out.getvalue(), "财务公开榜.xlsx"))


def test_both_halves_and_both_columns_of_a_statement_are_checked() -> None:
    found = statement()
    assert found.problems == ()
    assert found.evidence["statement"].checked == 6
    kinds = [r.values["kind"] for r in found.entry.records]
    assert kinds == ["资产", "资产", "负债", *["收入"] * 4, *["支出"] * 3, "结余"]


@pytest.mark.parametrize(
    ("line", "wrong", "says"),
    [
        (3, "收入合计 10130 54960", "差 10.00 元"),
        (6, "费用合计 6386.5 39110.3", "差 0.10 元"),
        (7, "各项收支差额 3733.5 15849.9", "差 0.10 元"),
    ],
)
def test_what_does_not_follow_in_a_statement_is_named(
    line: int, wrong: str, says: str
) -> None:
    changed = [*RIGHT[:line], wrong, *RIGHT[line + 1 :]]
    (problem,) = statement(right=changed).problems
    assert says in problem.message


def test_an_account_that_says_nothing_of_itself_is_asked_about() -> None:
    found = pasted("T2", "项目\t金额\n经营收入\t100\n杂项\t30\n管理费用\t20\n")
    (problem,) = found.problems
    assert problem.title == "“杂项”是收入还是支出？"


def test_the_public_post_list_has_a_form_of_its_own() -> None:
    found = from_file("56-public-post-list", "L4公益岗.xlsx", "T12")
    best = forms.guess_form(found.tables[0])
    assert best is not None
    assert best.id == "T12"
    assert found.sums == {"amount": "1760.00", "days": "88"}
    rows = found.evidence["total"].rows
    assert [(r.computed, r.stated) for r in rows] == [
        ("1,760.00 元", "1,760.00 元"),
        ("3 人", "3 人"),
    ]
    assert found.problems == ()
    assert "6106" not in str(found.entry)


def test_a_project_as_names_and_values_is_one_project() -> None:
    found = from_file("58-key-value-sheet", "道路硬化项目公示.xlsx", "T5")
    (record,) = found.entry.records
    assert record.values["budget"] == "186000.00"
    assert record.values["cost"] == "182340.50"
    assert found.problems == ()
    assert "!phone" in found.mappings[0]
    assert "13900000009" not in str(found.entry)


def test_the_votes_of_a_document_are_read_and_its_prose_says_what_to_do() -> None:
    found = from_file("59-minutes-docx", "表决结果.docx", "T17")
    assert found.column("due") == ["35", "35"]
    assert found.column("yes") == ["29", "31"]
    assert found.problems == ()
    with pytest.raises(tables.TableError, match="是一篇文字.*自己一行行填"):
        from_file("59-minutes-docx", "村民代表会议纪要.docx", "T17")


AID = (
    "户主姓名\t组别\t保障人口\t月保障金额\t变动情况\n王建国\t1组\t2\t600\t不变\n"
    "李燕\t2组\t1\t300\t新 增\n王东升\t2组\t3\t0\t去世，停保\n张登高\t3组\t2\t580\t调减\n"
)


def test_who_gets_nothing_any_more_is_counted_and_never_named() -> None:
    found = pasted("T7", AID + "合计\t\t8\t1480\t\n")
    assert found.column("name") == ["王建国", "李燕", "张登高"]
    assert found.column("change") == ["正常", "新增", "调整"]
    assert dict(forms.count_by_class(found.form, found.entry)) == {
        "新增": 1,
        "调整": 1,
        "停发": 1,
    }
    assert "王东升" not in str(found.entry)
    (note,) = found.entry.parts[0].notes
    assert note == "第 4 行写的是停发：不列名，只写停发 1 户"


def test_a_row_that_the_clerk_says_has_ended_goes_too() -> None:
    found = pasted("T7", AID)
    edit = Edit(part=found.entry.parts[0].name, row=3, column="change", value="退出")
    entry = forms.amend(found.form, found.entry, [], [edit])
    assert [r.values["name"] for r in entry.records] == ["王建国", "张登高"]
    assert forms.count_by_class(found.form, entry)["停发"] == 2


def test_a_state_that_is_none_of_the_known_is_asked_about() -> None:
    found = pasted("T7", AID.replace("调减", "待定"))
    assert found.asked("change") == [5]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("打卡成功", "已发"), ("未成功", "退回"), ("打卡失败", "退回"), ("未到账", "退回"),
        ("未发放", "暂缓"), ("已发", "已发"),
    ],
)  # fmt: skip
def test_a_state_is_read_by_its_longest_word(cell: str, state: str) -> None:
    found = pasted(
        "T8",
        f"户主姓名\t组别\t补贴面积\t补贴金额\t发放结果\n王建国\t1组\t2\t120\t{cell}\n",
    )
    assert found.column("payout") == [state]


def test_what_the_bank_sent_back_is_said_and_its_reason_is_not() -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\t发放结果\n王建国\t1组\t2\t60\t120\t发放成功\n"
        "李燕\t1组\t1\t60\t60\t失败（户名不符）\n王东升\t2组\t3\t60\t180\t暂缓，待核实\n",
    )
    assert found.problems == ()
    assert found.column("payout") == ["已发", "退回", "暂缓"]
    assert dict(forms.count_by_class(found.form, found.entry)) == {"退回": 1, "暂缓": 1}
    assert "户名不符" not in str(found.entry)
