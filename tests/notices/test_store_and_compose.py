"""Whatever a sheet says, what is stored of it can be composed: no value breaks a notice."""

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from villagepub import forms, tables
from villagepub.canonical_json import canonical_json, thaw
from villagepub.content import NoticeContent
from villagepub.forms.entry import Edit, Entry
from villagepub.forms.form import Form
from villagepub.models import Place
from villagepub.notices import uploads
from villagepub.notices.content.composer import ItemFacts, NoticeContext, compose
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.numbering import Places
from villagepub.notices.validation import inspect
from villagepub.period import Period

AT = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
KEY = b"an identity key of the tests"


def place(code: str, name: str) -> Place:
    return Place(
        code=code, name=name, short_name=name, full_name=f"延安市{name}", created_at=AT
    )


PLACES = Places(
    village=place("610603102201", "马家沟村"),
    township=place("610603102", "沿河湾镇"),
    county=place("610603", "安塞区"),
)
ELEMENTS = ("监督电话", "发放金额", "补贴面积", "享受对象名单")


def frame(form: Form) -> NoticeContext:
    return NoticeContext(
        form=form,
        places=PLACES,
        item=ItemFacts(name=form.name, elements=ELEMENTS),
        period=Period.parse("2026Q3"),
        on=date(2026, 11, 29),
    )


def composed(form: Form, sheet: DraftSheet) -> NoticeContent:
    """Through the store, as a draft and as a frozen list."""
    kept = DraftSheet.from_json(sheet.to_json())
    found = inspect(form, kept, village="马家沟村", period="2026Q3")
    entry = thaw(Entry, canonical_json(asdict(found.entry)))
    content = compose(frame(form), entry)
    assert NoticeContent.from_json(content.to_json()).to_json() == content.to_json()
    return content


CELLS = st.one_of(
    st.sampled_from(
        [
            "", "0", "0.00", "-5", "3.504", "1，50", "7亩5", "3亩5分", "120㎡", "60元/亩",
            "2026.6.31", "7月", "7.10", "2026-07-03", "二〇二六年七月三日", "农历六月初一",
            "1e9", "(200)", "壹仟元整", "2袋", "王建国", "1组", "合计", "—", "约8亩",
        ]
    ),
    st.text(alphabet="0123456789.,-元亩月日年组 王李", max_size=8),
)  # fmt: skip
HEADS = [
    w for f in forms.load().values() for c in f.columns for w in (c.label, *c.words)
]
EXTRA = ["大米（袋）", "领取金额 小计", "预算（万元）", "面积（公顷）", "借方", "贷方"]


NAMED = [f for f in forms.load().values() if not f.own_columns]


@pytest.mark.parametrize("form", NAMED, ids=lambda f: f.id)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_stored_value_can_be_composed(form: Form, data: st.DataObject) -> None:
    own = [c.label for c in form.columns if c.required]
    more = st.lists(st.sampled_from(HEADS + EXTRA), max_size=5, unique=True)
    heads = list(dict.fromkeys([*own, *data.draw(more)]))
    width = len(heads)
    line = st.lists(CELLS, min_size=width, max_size=width)
    rows = data.draw(st.lists(line, min_size=1, max_size=5))
    text = "\n".join("\t".join(cells) for cells in [heads, *rows])
    try:
        found = tables.read_pasted(text)
    except tables.TableError:
        return
    sheet = uploads.cut_for_draft(form, found, id_key=KEY, year=2026)
    edit = st.builds(
        Edit,
        part=st.sampled_from(["", "表"]),
        row=st.integers(-3, 6),
        column=st.sampled_from([c.key for c in form.columns]),
        value=CELLS,
    )
    for one in data.draw(st.lists(edit, max_size=4)):
        sheet = sheet.edit(one)
    composed(form, sheet)


def taken(form: str, text: str) -> tuple[Form, DraftSheet]:
    own = forms.get(form)
    return own, uploads.cut_for_draft(
        own, tables.read_pasted(text), id_key=KEY, year=2026
    )


def test_a_day_typed_by_hand_lands_in_the_year_of_the_notice() -> None:
    form, sheet = taken(
        "T1", "日期\t摘要\t收入\t支出\t结存\n7月1日\t租金\t500\t\t1500\n"
    )
    sheet = sheet.edit(
        Edit(part=part_of(form, sheet), row=2, column="date", value="7.8")
    )
    found = inspect(form, sheet, village="马家沟村", period="2026Q3")
    assert found.entry.records[0].values["date"] == "2026-07-08"


def test_a_cell_with_a_unit_of_its_own_is_shown_by_the_question_about_its_column() -> (
    None
):
    form, sheet = taken("T15", "申请人\t批准面积\n\t3亩5分\n\t0\n")
    found = inspect(form, sheet, village="马家沟村", period="2026Q3")
    asked = next(p for p in found.open if p.kind == "unit")
    assert "是亩：3.5 亩 = 2,333.33 平方米" in [c.label for c in asked.choices]


def part_of(form: Form, sheet: DraftSheet) -> str:
    found = inspect(form, sheet, village="马家沟村", period="2026Q3")
    return found.entry.parts[0].name


def test_what_nobody_wrote_is_nowhere_printed_as_nought() -> None:
    form, sheet = taken("T4", "资产名称\t租金（元）\n旧房\t3600\n仓库\t900\n")
    content = composed(form, sheet)
    assert not [f for f in content.facts if f.value == "0.00"]
    assert "面积" not in [c.head for c in content.board.columns]
    form, sheet = taken(
        "T5", "项目名称\t预算（元）\t决算（元）\n修渠\t18600\t18000\n修路\t900\t\n"
    )
    assert composed(form, sheet).board.rows[1].cells[-1] == ""


def test_goods_are_printed_for_each_household_with_their_totals() -> None:
    form, sheet = taken(
        "T13",
        "姓名\t组\t大米（袋）\t棉被（床）\t救灾款（元）\n陈军\t3组\t1\t\t\n张文斌\t4组\t2\t2\t500\n",
    )
    content = composed(form, sheet)
    heads = [f"{c.head}{c.unit}" for c in content.board.columns]
    assert heads[-3:] == ["大米袋", "棉被床", "款额元"]
    assert content.board.rows[0].cells[-3:] == ("1", "", "")
    assert content.board.total[-3:] == ("3", "2", "500.00")


def test_a_ledger_without_balances_says_nothing_of_what_is_left() -> None:
    form, sheet = taken(
        "T1", "日期\t摘要\t收入\t支出\n7月1日\t租金\t500\t\n7月2日\t电费\t\t200\n"
    )
    content = composed(form, sheet)
    assert not [f for f in content.facts if "结余" in f.label or "结转" in f.label]


def test_balances_that_the_sheet_leaves_blank_are_printed_as_they_come_out() -> None:
    form, sheet = taken(
        "T1",
        "日期\t摘要\t收入\t支出\t结存\n\t上月结转\t\t\t1000\n7月1日\t租金\t500\t\t1500\n"
        "7月2日\t电费\t\t100\t\n7月3日\t水费\t\t50\t1350\n",
    )
    content = composed(form, sheet)
    at = next(i for i, c in enumerate(content.board.columns) if c.key == "balance")
    shown = [row.cells[at] for row in content.board.rows]
    assert shown == ["1,000.00", "1,500.00", "1,400.00", "1,350.00"]
    assert content.facts[0].value == "1,350.00"


def test_an_element_is_there_only_where_its_column_is_filled() -> None:
    form, sheet = taken(
        "T8", "户主姓名\t组别\t补贴面积\t补贴金额\n王建国\t1组\t2\t120\n"
    )
    said = {e.label: e.value for e in composed(form, sheet).elements}
    assert said["补贴面积"] == "补贴面积"
    assert said["监督电话"] == ""


def test_a_sheet_of_another_form_waits_until_a_person_decides() -> None:
    form, sheet = taken(
        "T10",
        "农村低保花名册\n户主姓名\t组别\t保障人口\t保障类别\t月保障金额\n王建国\t1组\t3\tA\t900\n",
    )
    found = inspect(form, sheet, village="马家沟村", period="2026Q3")
    (problem,) = found.open
    assert problem.kind == "form"
    assert "低保" in problem.title
    assert not found.is_ready


@pytest.mark.parametrize(
    ("form", "title", "heads"),
    [
        ("T8", "农村低保花名册", "户主姓名\t组别\t补贴面积\t补贴金额"),
        ("T7", "名单", "户主姓名\t组别\t月数\t月标准\t发放金额"),
        ("T7", "高龄津贴发放表", "姓名\t组别\t金额"),
    ],
)
def test_title_or_heads_of_another_form_are_noticed(
    form: str, title: str, heads: str
) -> None:
    cells = "\t".join(["王建国", "1组", "3", "50", "150"][: heads.count("\t") + 1])
    own, sheet = taken(form, f"{title}\n{heads}\n{cells}\n李燕{cells[3:]}\n")
    found = inspect(own, sheet, village="马家沟村", period="2026Q3")
    assert [p.kind for p in found.open] == ["form"]


def test_each_column_is_told_what_becomes_of_it() -> None:
    form, sheet = taken(
        "T8",
        "户主姓名\t组别\t补贴面积（公顷）\t补贴金额\t地类\t电话\n"
        "王建国\t1组\t0.5\t450\t水田\t13900000001\n李燕\t1组\t0.2\t180\t旱地\t13900000002\n",
    )
    found = inspect(form, sheet, village="马家沟村", period="2026")
    fates = {c.label: c.fate for c in found.columns}
    assert fates["补贴面积（公顷）"] == "used"
    assert (fates["地类"], fates["电话"]) == ("unused", "cut")
    area = next(u for u in found.units if u.label == "补贴面积")
    assert area.sentence == (
        "补贴面积 单位 公顷（列名上写的），2 个数换成了亩：第 2 行 0.5 公顷 → 7.50 亩"
    )
