"""Rows by hand: found, changed, taken out and back, added; a form without a sheet."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.stage import Case
from tests.web.clerk.desk import LEDGER, SUBSIDY, Desk
from tests.web.conftest import Page, strict

VOTE = Case("村民会议、村民代表会议决定事项及实施情况", "", "")


def rows_of(clerk: Desk, folder: Path, case: Case = SUBSIDY) -> str:
    page = clerk.upload(case, folder)
    return str(page.response.request.path).replace("/sheet", "/rows")


def open_row(clerk: Desk, rows: str, name: str) -> Page:
    found = clerk.get(f"{rows}?q={name}")
    return clerk.get(found.soup.select_one("a.cell")["href"])


RED = {
    "cell-name": "陈红霞",
    "cell-group": "2组",
    "cell-area": "5.37",
    "cell-rate": "60",
    "cell-amount": "322.20",
}


def new_row(clerk: Desk, rows: str) -> Page:
    return clerk.get(rows.removesuffix("rows") + "row?row=0")


def test_a_row_is_found_by_name(clerk: Desk, sheets_folder: Path) -> None:
    page = clerk.get(rows_of(clerk, sheets_folder) + "?q=李占林")
    (line,) = page.soup.select("a.cell small")
    assert line.get_text().endswith("，补贴面积 14.71 亩，补贴金额 782.60 元")
    unbroken = [words.get_text() for words in line.select(".cla")]
    assert unbroken[-2:] == ["补贴面积 14.71 亩，", "补贴金额 782.60 元"]
    strict(page.text)


def test_a_long_list_comes_in_pages(clerk: Desk, sheets_folder: Path) -> None:
    rows = rows_of(clerk, sheets_folder)
    assert len(clerk.get(rows).soup.select("a.cell")) == 50
    assert len(clerk.get(rows + "?page=2").soup.select("a.cell")) == 24


def test_a_mended_cell_settles_its_problem(clerk: Desk, sheets_folder: Path) -> None:
    rows = rows_of(clerk, sheets_folder)
    row = open_row(clerk, rows, "李占林")
    assert "882.60" in row.words
    clerk.send(row, {"cell-amount": "882.60"}, action="/row")
    sheet = clerk.get(rows.removesuffix("rows") + "sheet")
    assert "李占林" not in sheet.soup.select_one("#open").get_text()


def test_an_amount_of_millions_is_no_telephone(
    clerk: Desk, sheets_folder: Path
) -> None:
    rows = rows_of(clerk, sheets_folder)
    row = RED | {"cell-area": "32200", "cell-amount": "1932000"}
    clerk.send(new_row(clerk, rows), row, action="/row")
    assert "1,932,000.00" in clerk.get(f"{rows}?q=陈红霞").words


def test_a_telephone_typed_for_an_amount_is_masked_and_no_number(
    clerk: Desk, sheets_folder: Path
) -> None:
    rows = rows_of(clerk, sheets_folder)
    row = RED | {"cell-amount": "13991190012"}
    page = clerk.send(new_row(clerk, rows), row, action="/row")
    assert "13991190012" not in page.text
    assert "139.00" not in clerk.get(f"{rows}?q=陈红霞").words


def test_a_cell_that_cannot_be_read_is_said_at_its_field(
    clerk: Desk, sheets_folder: Path
) -> None:
    row = open_row(clerk, rows_of(clerk, sheets_folder), "王建国")
    again = clerk.send(row, {"cell-amount": "很多"}, action="/row")
    assert "有 1 格没填好" in again.words
    assert again.soup.select_one("#cell-amount")["aria-invalid"] == "true"


def test_a_row_is_taken_out_and_back(clerk: Desk, sheets_folder: Path) -> None:
    rows = rows_of(clerk, sheets_folder)
    out = clerk.send(open_row(clerk, rows, "崔拴牢"), action="/drop")
    assert "名单 73 户" in out.words.replace("　", " ")
    back = clerk.send(out, action="/keep")
    assert "名单 74 户" in back.words.replace("　", " ")


def test_a_row_is_added(clerk: Desk, sheets_folder: Path) -> None:
    rows = rows_of(clerk, sheets_folder)
    clerk.send(new_row(clerk, rows), RED, action="/row")
    assert "陈红霞" in clerk.get(rows + "?q=陈红霞").words


def test_a_row_of_the_second_page_leads_back_to_it(
    clerk: Desk, sheets_folder: Path
) -> None:
    second = clerk.get(rows_of(clerk, sheets_folder) + "?page=2")
    row = clerk.get(second.soup.select("a.cell")[3]["href"])
    saved = clerk.send(row, {"cell-note": "已核"}, action="/row")
    assert "第 2 页" in saved.words
    out = clerk.send(clerk.get(row.response.request.full_path), action="/drop")
    assert "第 2 页" in out.words


def test_one_more_row_comes_right_after_the_saved_one(
    clerk: Desk, sheets_folder: Path
) -> None:
    rows = rows_of(clerk, sheets_folder)
    again = clerk.send(new_row(clerk, rows), RED | {"then": "another"}, action="/row")
    assert "存好了" in again.words
    assert again.soup.select_one("#cell-name")["value"] == ""
    more = RED | {"cell-name": "陈红梅"}
    assert "名单 76 户" in clerk.send(again, more, action="/row").words.replace(
        "　", " "
    )


def test_a_row_with_an_error_stands_apart_until_it_is_filled_in(
    clerk: Desk, sheets_folder: Path
) -> None:
    rows = rows_of(clerk, sheets_folder)
    wrong = clerk.send(
        new_row(clerk, rows), RED | {"cell-amount": "很多"}, action="/row"
    )
    apart = clerk.get(rows).soup.select("#unfinished li")
    assert ["陈红霞" in li.get_text() for li in apart] == [True]
    right = clerk.send(wrong, {"cell-amount": "322.20"}, action="/row")
    assert not right.soup.select("#unfinished")


@pytest.mark.parametrize("amount", ["很多", "322.20"], ids=["error", "right"])
def test_a_row_sent_again_from_the_page_before_is_one_row(
    clerk: Desk, sheets_folder: Path, amount: str
) -> None:
    rows = rows_of(clerk, sheets_folder)
    page = new_row(clerk, rows)
    clerk.send(page, RED | {"cell-amount": amount}, action="/row")
    again = clerk.send(page, RED, action="/row")  # back, and once more
    if amount == "很多":
        assert "还没有存" in again.words
        assert again.soup.select_one("#cell-amount")["value"] == "322.20"
        clerk.send(again, action="/row")
    found = clerk.get(rows + "?q=陈红霞")
    assert len(found.soup.select("a.cell")) == 1
    assert "322.20" in found.words


def test_an_entry_is_added_to_its_month(clerk: Desk, sheets_folder: Path) -> None:
    rows = rows_of(clerk, sheets_folder, LEDGER)
    new = clerk.get(rows.removesuffix("rows") + "row?row=0")
    assert [o.get_text() for o in new.soup.select("#part option")] == [
        "7月",
        "8月",
        "9月",
    ]
    clerk.send(
        new,
        {"part": "8月", "cell-text": "补录电费", "cell-spending": "1"},
        action="/row",
    )
    assert "8月" in clerk.get(rows + "?q=补录电费").soup.select_one("a.cell").get_text()


def test_a_meeting_is_written_by_hand_without_a_sheet(clerk: Desk) -> None:
    row = clerk.send(clerk.get(clerk.row(VOTE)), action="/begin")
    strict(row.text)
    cells = {"cell-matter": "修水渠", "cell-due": "30", "cell-present": "28"}
    votes = {"cell-yes": "26", "cell-no": "1", "cell-abstained": "1"}
    votes |= {"cell-meeting": "村民代表会议"}
    rows = clerk.send(row, cells | votes, action="/row")
    assert "修水渠" in rows.words
    check = clerk.get(rows.soup.select_one(".dock a.go")["href"])
    assert "到会有三分之二以上，到会的过半数同意" in check.words
    assert "交给监委会了" in clerk.send(check, action="/submit").words


def test_a_number_typed_by_hand_is_masked(clerk: Desk, sheets_folder: Path) -> None:
    rows = rows_of(clerk, sheets_folder)
    row = open_row(clerk, rows, "王建国")
    clerk.send(row, {"cell-note": "电话 13800000000"}, action="/row")
    assert "13800000000" not in open_row(clerk, rows, "王建国").text


def test_a_draft_is_thrown_away_after_one_question(
    clerk: Desk, sheets_folder: Path
) -> None:
    rows = rows_of(clerk, sheets_folder)
    page = clerk.get(rows.removesuffix("rows") + "discard")
    gone = clerk.send(page, action="/discard")
    assert "不要了" in gone.words
    assert "/upload/" in clerk.row(SUBSIDY)


def test_who_signs_reads_each_change_by_hand(
    clerk: Desk, client: FlaskClient, sheets_folder: Path
) -> None:
    rows = clerk.to_check(SUBSIDY, sheets_folder).response.request.path
    rows = str(rows).replace("/check", "/rows")
    area = {"cell-area": "20", "cell-amount": "1200"}
    clerk.send(open_row(clerk, rows, "曹登科"), area, action="/row")
    clerk.send(open_row(clerk, rows, "张彩霞"), action="/row/drop")
    clerk.send(new_row(clerk, rows), RED, action="/row")
    draft = clerk.send(clerk.get(rows.replace("/rows", "/check")), action="/submit")
    told = (
        "曹登科（5组）补贴面积 18.90 亩改成 20.00 亩。",
        "曹登科（5组）补贴金额 1134.00 元改成 1200.00 元。",
        "张彩霞（3组）。",
        "加了陈红霞（2组）：",
    )
    path = str(draft.response.request.path)
    draft_id = path.split("/drafts/")[1].split("/")[0]
    signer = Desk(client, "zhe")
    page = signer.get(f"/review/drafts/{draft_id}/")
    assert all(sentence in page.words for sentence in told), page.words
    asked = signer.approval(page)
    assert "没有改过" not in asked.words
    assert all(sentence in asked.words for sentence in told)
