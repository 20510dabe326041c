"""A list of another township, form or year, or one that hardly meets the villages', is questioned."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.findings.test_village_check import PAID
from tests.stage import SUBSIDY, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page
from tests.web.township.test_disclosures import (
    HEADS,
    count,
    counting,
    offer,
    row,
    sheet,
)
from villagepub import db, store
from villagepub.comparison import government_file
from villagepub.models import (
    Disclosure,
    KnownHeads,
)


def test_rows_of_another_township_are_left_alone(town: Desk, county: Engine) -> None:
    heads = ["乡镇", *HEADS]
    data = sheet(
        [
            ["沿河湾镇", *row("马家沟村")],
            ["招安镇", *row("马家沟村", "高满仓", 4)],
            ["", *row("大槐树村", "高满囤", 5)],
        ],
        heads,
    )
    page = offer(town, data)
    assert "这份有 1 个村、1 行" in page.words
    assert "别的乡镇的 2 行" in page.words
    assert "认不出" not in page.words


def test_rows_that_say_they_are_off_are_left_out_and_it_is_said(
    town: Desk, county: Engine
) -> None:
    heads = [*HEADS, "核实情况"]
    rows = [[*row("马家沟村"), ""], [*row("马家沟村", "高满仓", 4), "户主病故停发"]]
    page = offer(town, sheet(rows, heads))
    assert "1 个村，1 行" in page.words
    assert "有 1 行划掉了，或者写着停发、取消一类的话，没有算在名单里" in page.words
    count(town, page, sure="1")
    with db.reading(county) as session:
        (one,) = session.exec(select(Disclosure))
        settings, _ = town.client.application.extensions["villagepub"]
        data = store.get(settings.store_url, store.DISCLOSED, one.kept)
        (kept,) = government_file.read_kept(data, one.filename)
    assert [r.is_off for r in kept.rows] == [False, True]


def test_a_sheet_of_sums_by_village_is_questioned(town: Desk, county: Engine) -> None:
    heads = ["行政村", "户数", "补贴面积（亩）", "补贴金额（元）"]
    title = "沿河湾镇2026年耕地地力保护补贴汇总表"
    page = offer(town, sheet([["马家沟村", 4, 15, 900]], heads, title))
    assert "这张表只有合计，没有一户一户的名字" in page.words


def test_a_list_of_another_form_is_questioned(town: Desk, county: Engine) -> None:
    data = sheet(
        [["马家沟村", "白志明", "A类", 3, 1099.8]],
        ["行政村", "户主姓名", "类别", "享受人数", "月保障金额（元）"],
        "2026年第三季度农村最低生活保障对象名单",
    )
    page = offer(town, data)
    assert f"不像“{SUBSIDY}”" in page.words
    refused = count(town, page)
    assert "先打个勾" in refused.words
    assert counting(county) == {}
    count(town, page, sure="1")
    assert list(counting(county)) == [VILLAGE]


def test_a_list_of_another_year_is_questioned(town: Desk, county: Engine) -> None:
    page = offer(town, sheet([row("马家沟村")], title="2025年耕地地力保护补贴公示"))
    assert "表上写的是2025年，这里选的是2026年" in page.words


def test_the_day_of_a_signature_is_no_period(town: Desk, county: Engine) -> None:
    title = "耕地地力保护补贴公示（2025年12月30日）"
    page = offer(town, sheet([row("马家沟村")], title=title))
    assert "先看看是不是这一件" not in page.words


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("7月", "8月", "9月"), "（7月、8月、9月）"),
        (("2026年上半年", "2026年下半年"), "（2026年上半年、2026年下半年）"),
        (("1组", "2组"), ""),
        (("1组9月", "2组9月"), ""),
        (("2026年", "2026年下半年"), ""),
    ],
)
def test_a_file_with_a_sheet_a_month_is_no_list_of_one_time(
    town: Desk, county: Engine, names: tuple[str, ...], said: str
) -> None:
    book = openpyxl.Workbook()
    for i, name in enumerate(names):
        page = book.active if not i else book.create_sheet()
        page.title = name
        page.append(HEADS)
        page.append(row("马家沟村"))
    kept = io.BytesIO()
    book.save(kept)
    words = offer(town, kept.getvalue()).words
    assert ("几张表写的是几个时候" in words) is bool(said)
    assert said in words


def test_a_list_that_hardly_meets_the_villages_own_is_questioned(
    town: Desk, county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    strangers = [row("马家沟村", f"生人{n}") for n in "甲乙丙丁戊己庚辛"]
    page = offer(town, sheet([*strangers, row("马家沟村")]))
    assert "9 行，只有 1 行的名字在村里贴的这一件上" in page.words


def test_a_list_that_loses_most_of_a_village_is_questioned(
    town: Desk, county: Engine, paid: bytes
) -> None:
    count(town, offer(town, paid, PAID))
    page = offer(town, sheet([row("马家沟村"), row("高家峁村")]), title="两户")
    assert "马家沟村原来 73 行，这份只有 1 行" in page.words


def columns_of(page: Page) -> tuple[str, list[str]]:
    """The mark of the sheet's heads, and what each column is taken for."""
    form = page.soup.select_one("form[action$='/columns']")
    chosen = [
        s.select_one("option[selected]") or s.option for s in form.select("select")
    ]
    return form.select_one("[name=heads]")["value"], [one["value"] for one in chosen]


def test_sheets_of_one_head_are_set_right_once(
    town: Desk, county: Engine, paid: bytes
) -> None:
    """A sheet a village: what a column means is said for all of them together."""
    book = openpyxl.load_workbook(io.BytesIO(paid))
    book.copy_worksheet(book.active)
    out = io.BytesIO()
    book.save(out)
    count(town, offer(town, out.getvalue()), sure="1")
    with db.reading(county) as session:
        number = session.exec(select(Disclosure.id)).one()
    page = town.get(f"/township/disclosures/{number}/")
    assert len(page.soup.select("form[action$='/columns']")) == 1
    _, own = columns_of(page)
    done = town.send(page, {"column": own}, action="/columns")
    assert "以后这样的表就照这个读" in done.words


CHANGES: dict[str, Callable[[list[str]], list[str]]] = {
    "one less": lambda own: own[:-1],
    "one more": lambda own: [*own, ""],
    "a word of nobody's": lambda own: ["inf", *own[1:]],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_columns_that_the_file_does_not_have_are_not_remembered(
    town: Desk, county: Engine, paid: bytes, change: Callable[[list[str]], list[str]]
) -> None:
    count(town, offer(town, paid), sure="1")
    with db.reading(county) as session:
        number = session.exec(select(Disclosure.id)).one()
    page = town.get(f"/township/disclosures/{number}/")
    its_own, own = columns_of(page)
    for heads in (its_own, "0" * 32):
        sent = town.send(
            page, {"column": change(own), "heads": heads}, action="/columns"
        )
        assert sent.code == 422
    with db.reading(county) as session:
        assert session.exec(select(KnownHeads)).all() == []
