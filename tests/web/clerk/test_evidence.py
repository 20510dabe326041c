"""检查一遍 as evidence: what was compared, how many, what could not be, what was not used."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.web.clerk.desk import AID, LEDGER, SUBSIDY, Desk, first_ways
from tests.web.conftest import Page, strict

WITHOUT_TOTAL = """户主姓名,组别,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）
张有福,1组,5.00,60,300.00
曹秀英,2组,2.50,60,150.00
"""


def lines(page: Page) -> list[str]:
    """What is said of checks, units and columns, in the page's order."""
    return [b.get_text(" ", strip=True) for b in page.soup.select(".evid b, .fate")]


def without_acts(page: Page) -> Page:
    for link in page.soup.select(".fate a"):
        link.decompose()
    return page


@pytest.mark.parametrize("case", [SUBSIDY, LEDGER, AID], ids=lambda c: c.item)
def test_the_committee_sees_what_the_clerk_saw(
    clerk: Desk, signer: Desk, sheets_folder: Path, case: object
) -> None:
    check = clerk.to_check(case, sheets_folder)
    seen = lines(without_acts(check))
    clerk.send(check, action="/submit")
    queue = signer.get("/review/")
    draft = signer.get(queue.soup.select_one("a.cell")["href"])
    assert seen
    assert lines(without_acts(draft)) == seen


def test_a_tick_has_its_rows_and_all_of_them_are_one_tap_away(
    clerk: Desk, sheets_folder: Path
) -> None:
    check = clerk.to_check(SUBSIDY, sheets_folder)
    whole = next(
        a for a in check.soup.select(".evid .again a") if "73 户" in a.get_text()
    )
    page = clerk.get(whole["href"])
    strict(page.text)
    assert len(page.soup.select("tbody tr")) == 73


def test_every_row_and_column_of_the_sheet_is_accounted_for(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    assert "名单 74 行，合计 1 行" in page.words
    check = clerk.send(page, first_ways(page), action="/settle")
    fates = BeautifulSoup(check.text, "html5lib").select(".fate")
    assert {"身份证号码", "一卡通账号", "联系电话"} <= {
        f.select_one("s").get_text() for f in fates if f.select_one("s")
    }


def test_nothing_is_ticked_that_was_not_compared(clerk: Desk) -> None:
    page = clerk.bring(SUBSIDY, WITHOUT_TOTAL.encode(), "没有合计.csv")
    check = clerk.send(page, first_ways(page), action="/settle")
    said = [li.get_text(" ", strip=True) for li in check.soup.select(".evid > li")]
    ticked = [t for t in said if "全对" in t]
    assert not [t for t in ticked if "合计" in t]
    assert [t for t in said if "合计" in t and "没查" in t]
    assert [t for t in ticked if "2 户" in t and "×" in t]
