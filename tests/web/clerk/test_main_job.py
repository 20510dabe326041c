"""Steps 2 to 6 and 8 through the pages, for the three sheets that people really have."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stage import CASES, Case
from tests.web.clerk.desk import AID, LEDGER, SUBSIDY, Desk, first_ways
from tests.web.conftest import Page, strict

PRIVATE = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{16,19}|1[3-9]\d{9})(?!\d)")
IDS = ["subsidy", "ledger", "aid"]
PHRASE = "镇上核对后改正"


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_every_page_on_the_way_is_good_and_keeps_nothing_private(
    clerk: Desk, sheets_folder: Path, case: Case
) -> None:
    sheet = clerk.upload(case, sheets_folder)
    check = clerk.send(sheet, first_ways(sheet), action="/settle")
    sent = clerk.send(check, action="/submit")
    assert "交给监委会了" in sent.words
    for page in (sheet, check, sent):
        strict(page.text)
        assert not PRIVATE.search(page.words)


def test_the_three_mistakes_of_the_subsidy_sheet_are_pointed_at(
    clerk: Desk, sheets_folder: Path
) -> None:
    words = clerk.upload(SUBSIDY, sheets_folder).words
    assert "王东升写了两遍，第 20 行和第 37 行" in words
    assert "14.71 亩 × 60 元 = 882.60 元，表上写的是 782.60" in words
    assert "表上写 47,111.60 元，一行行加起来是 47,051.60 元" in words


def test_the_cut_columns_say_what_and_why(clerk: Desk, sheets_folder: Path) -> None:
    words = clerk.upload(AID, sheets_folder).words
    for label in ("身份证号", "残疾证号", "致困原因", "联系电话", "开户行账号", "住址"):
        assert label in words
    assert "已删 23 个" in words


def test_the_dock_says_how_many_choices_are_missing(
    clerk: Desk, sheets_folder: Path
) -> None:
    assert "还有 3 处没选" in clerk.upload(SUBSIDY, sheets_folder).words


def test_a_missing_choice_brings_the_clerk_back_with_the_others_kept(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    again = clerk.send(page, action="/settle")
    assert "还有要你定的" in again.words
    assert "有 4 处要你看一眼" in again.words
    assert "74 户" in again.words


def test_an_explanation_without_words_does_not_pass(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    ways = first_ways(page) | {"choice-1": "explain", "text-1": " "}
    again = clerk.send(page, ways, action="/settle")
    assert "王东升写了两遍" in again.soup.select_one("#open").get_text()


def test_a_column_taken_wrongly_is_changed_and_checked_again(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    amount = next(
        s["name"]
        for s in page.soup.select("select")
        if "补贴金额" in page.soup.find("label", {"for": s["id"]}).get_text()
    )
    again = clerk.send(page, {amount: ""}, action="/settle")
    assert "哪一列是补贴金额？没认出来" in again.words


def test_a_check_that_found_nothing_to_compare_is_not_boasted_of(
    clerk: Desk, sheets_folder: Path
) -> None:
    sheet = "户主姓名,组别,补贴面积,补贴标准,补贴金额\n王建国,1组,5.00,60,300.00\n"
    read = clerk.bring(SUBSIDY, sheet.encode(), "表.csv")
    words = clerk.send(read, action="/settle").words
    assert "1 户：补贴面积 × 补贴标准 = 补贴金额，都算过，全对" in words
    assert "补贴面积不比确权面积多：表上没有确权面积，没查" in words


def test_the_check_shows_both_circles_and_who_signs(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.to_check(SUBSIDY, sheets_folder)
    assert "王**" in page.words
    assert "王建国" not in page.words
    assert "村监委会 折治国" in page.words
    for picture in page.soup.select("img"):
        assert clerk.client.get(picture["src"]).mimetype == "image/png"


@pytest.mark.parametrize(
    "link", ["/preview/web", "/preview/picture", "/preview/poster"]
)
def test_the_whole_views_open_from_the_check(
    clerk: Desk, sheets_folder: Path, link: str
) -> None:
    page = clerk.to_check(LEDGER, sheets_folder)
    href = next(a["href"] for a in page.soup.select("a") if a["href"].endswith(link))
    assert clerk.get(href).code == 200


def test_returned_work_is_on_top_with_the_remark_and_can_be_sent_again(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    _return(signer, "第 9 户人口写错了")
    tasks = clerk.get("/clerk/")
    assert "监委会退回：第 9 户人口写错了" in tasks.words
    sheet = clerk.get(clerk.row(AID))
    assert "第 9 户人口写错了" in sheet.words
    check = clerk.send(sheet, action="/settle")
    assert "交给监委会了" in clerk.send(check, action="/submit").words


def _return(signer: Desk, remark: str) -> Page:
    queue = signer.get("/review/")
    draft = signer.get(queue.soup.select_one("a.cell")["href"])
    return signer.send(draft, {"remark": remark}, action="/return")


def publish(clerk: Desk, signer: Desk, case: Case, folder: Path) -> Page:
    """Through to the clerk's page of the posted notice."""
    clerk.to_submitted(case, folder)
    queue = signer.get("/review/")
    signer.sign(signer.get(queue.soup.select_one("a.cell")["href"]))
    return clerk.get(clerk.row(case))


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_posted_page_has_everything_to_forward_and_to_print(
    clerk: Desk, signer: Desk, sheets_folder: Path, case: Case
) -> None:
    page = publish(clerk, signer, case, sheets_folder)
    strict(page.text)
    assert "已经贴出" in page.words
    text = page.soup.select_one("#txt").get_text()
    assert "/n/" in text
    assert len(text.encode()) <= 2048
    for link in page.soup.select("a[href$='.pdf']"):
        assert clerk.client.get(link["href"]).data.startswith(b"%PDF")


def test_the_package_holds_words_address_and_pictures(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    page = publish(clerk, signer, AID, sheets_folder)
    link = page.soup.select_one("a[href$='package.zip']")["href"]
    names = zipfile.ZipFile(io.BytesIO(clerk.client.get(link).data)).namelist()
    assert names[:3] == ["要贴的话.txt", "网址.txt", "图片1.png"]
    assert names[-1] == "广播稿.txt"


def test_a_group_is_ticked_twice_and_unticked(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    page = publish(clerk, signer, AID, sheets_folder)
    ticked = clerk.send(page, action="/tick")
    assert "微信群都转过了" in ticked.words
    assert "微信群都转过了" in clerk.send(page, action="/tick").words
    assert "还要你动手" in clerk.send(ticked, action="/untick").words


def test_a_correction_changes_a_row_and_shows_before_and_after(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    posted = publish(clerk, signer, SUBSIDY, sheets_folder)
    here = posted.soup.select_one("a[href$='/correction']")["href"]
    rows = clerk.send(
        clerk.get(here),
        {"phrase": PHRASE, "reason": "少量了半亩"},
        action="/correction",
    )
    found = clerk.get(_address(rows) + "?q=王建国")
    row = clerk.get(found.soup.select_one("a.cell")["href"])
    rows = clerk.send(
        row, {"cell-area": "6.82", "cell-amount": "409.20"}, action="/row"
    )
    assert "改过" in rows.words
    sheet = clerk.get(_address(rows).replace("/rows", "/sheet"))
    assert "少量了半亩" in sheet.words
    check = clerk.send(sheet, first_ways(sheet), action="/settle")
    assert "已更正：改了 1 户" in check.words
    clerk.send(check, action="/submit")
    queue = signer.get("/review/")
    signed = signer.get(queue.soup.select_one("a.cell")["href"])
    assert "5.82" in signed.words
    signer.sign(signed)
    assert "更正已经贴出" in clerk.get(clerk.row(SUBSIDY)).words


def _address(page: Page) -> str:
    return str(page.response.request.path)


def test_a_withdrawal_needs_a_reason_and_leaves_a_trace(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    posted = publish(clerk, signer, AID, sheets_folder)
    here = posted.soup.select_one("a[href$='/withdrawal']")["href"]
    refused = clerk.send(clerk.get(here), action="/withdrawal")
    assert "先选一句" in refused.words
    done = clerk.send(refused, {"phrase": "重复公示"}, action="/withdrawal")
    assert "已经撤回" in done.words
    assert "重复公示" in done.words


def test_a_sheet_of_a_whole_quarter_is_that_quarter_though_a_month_was_owed(
    clerk: Desk, sheets_folder: Path
) -> None:
    """The row of the task list is that of the month."""
    asked = replace(LEDGER, period="2026-09")
    page = clerk.upload(asked, sheets_folder)
    assert "就按2026年第三季度填" in page.words
    assert "像是别的时候的表" not in page.words
