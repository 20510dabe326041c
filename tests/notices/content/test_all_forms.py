"""Every form through to what people read: page, picture, paper, words."""

import pytest

from tests.forms.case_sheets import Filled, from_file
from tests.forms.sample_rows import Sample
from tests.forms.sample_sheets import SAMPLES, totals_of
from tests.forms.test_all_forms import WORTH, read, statement
from tests.notices.test_store_and_compose import frame
from tests.render.reading import page_texts
from villagepub import forms, render
from villagepub.content import Circle, NoticeContent
from villagepub.forms.quantities import money
from villagepub.notices.content.composer import compose

ALL = [pytest.param(key, sample, id=key) for key, sample in SAMPLES.items()]
AID = ("T6", "T7", "T9C", "T11", "T11C", "T12", "T14", "T24")


def composed(found: Filled) -> NoticeContent:
    return compose(frame(found.form), found.entry)


def texts(content: NoticeContent, circle: Circle) -> str:
    sheet = content.sheet(circle)
    return " ".join(cell for row in sheet.rows for cell in row.cells)


@pytest.mark.parametrize(("form", "sample"), ALL)
def test_the_wall_has_every_row_and_every_sum(form: str, sample: Sample) -> None:
    content = composed(read(form, sample))
    assert len(content.board.rows) == sample.rows
    for key, value in totals_of(sample).items():
        column = forms.get(form).column(key)
        worth = WORTH.get(sample.unit, 1) if column.kind == "money" else 1
        said = " ".join((*content.board.total, *(f.value for f in content.facts)))
        if column.kind in ("money", "area"):
            wanted = money.show(value * worth)
        else:
            wanted = f"{value.normalize():,f}"
        if not column.sum_by:
            assert wanted in said


@pytest.mark.parametrize(("form", "sample"), ALL)
def test_the_open_web_has_no_whole_name(form: str, sample: Sample) -> None:
    found = read(form, sample)
    web = texts(composed(found), Circle.WEB)
    person = found.form.by_role("name")
    names = found.column(person.key) if person else []
    assert not [n for n in names if n in web and "合作社" not in n]


@pytest.mark.parametrize("form", AID)
def test_of_an_aid_list_the_web_has_the_villages_totals_only(form: str) -> None:
    assert forms.get(form).web_rows == "totals"
    if form in SAMPLES:
        content = composed(read(form, SAMPLES[form]))
        (row,) = content.web.rows
        assert row.cells[0] == "全村"
        assert "组" not in "".join(row.cells)


@pytest.mark.parametrize(("form", "sample"), ALL)
def test_a_poster_and_a_picture_say_its_title_and_what_is_in_it(
    form: str, sample: Sample
) -> None:
    content = composed(read(form, sample))
    pages = page_texts(render.poster_pdf(content))
    for k, page in enumerate(pages, 1):
        assert f"第{k}页共{len(pages)}页" in page
    flat = "".join(pages)
    for part in content.title_parts:
        assert part in flat
    for row in content.board.rows:
        assert all("".join(cell.split()) in flat for cell in row.cells)
    assert render.picture(content)
    assert content.village in render.share_text(content)


def test_two_kinds_of_debt_have_two_figures() -> None:
    content = composed(read("T3", SAMPLES["T3"]))
    labels = [f.label for f in content.facts]
    assert labels[:1] == ["笔数"]
    assert set(labels[1:]) == {"债权", "债务"}
    assert not any(content.board.total[1:])


def test_the_publisher_of_an_election_is_its_committee() -> None:
    content = composed(read("T24", SAMPLES["T24"]))
    assert content.publisher == "马家沟村民选举委员会"
    assert "选委会主任" in [s.role for s in content.signatures]
    assert "（5天）" in content.objection_period


def test_a_monthly_statement_says_how_one_balance_comes_from_the_other() -> None:
    found = from_file("57-monthly-income-expenditure", "L5月表.xlsx", "T2")
    content = composed(found)
    assert [(f.label, f.value) for f in content.facts] == [
        ("本期结余", "17,742.62"),
        ("上期结余", "14,009.12"),
        ("收入", "10,120.00"),
        ("支出", "6,386.50"),
    ]
    titles = [s.title for s in content.board.sections]
    assert titles == ["9月收入", "9月支出", "9月本年累计", "9月结余"]
    income, spending, _, balance = content.board.sections
    assert income.total[:2] == ("收入合计", "10,120.00")
    assert spending.total[:2] == ("支出合计", "6,386.50")
    assert [r.cells[1] for r in balance.rows] == [
        "14,009.12",
        "10,120.00",
        "6,386.50",
        "17,742.62",
    ]
    assert [c.title for c in content.charts] == ["收入从哪来", "支出到哪去"]
    # 22 lines in figures that are read from 0.8 m do not stand on one A3
    assert len(render.poster_pages(content)) == 2


def test_a_statement_without_a_balance_says_the_difference() -> None:
    content = composed(statement())
    assert (content.facts[0].label, content.facts[0].value) == (
        "收支差额",
        "3,733.50",
    )
    assert [s.title for s in content.board.sections] == [
        "9月收入", "9月支出", "9月资产", "9月负债", "9月结余",
    ]  # fmt: skip
