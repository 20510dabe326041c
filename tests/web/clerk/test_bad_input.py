"""Whatever comes in, a sentence says where and what to do, and nothing is lost."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.web.clerk.desk import LEDGER, SUBSIDY, Desk, fields, first_ways, form_of
from villagepub import db
from villagepub.models import Draft
from villagepub.web.parts import sheet_upload

HEAD = "户主姓名,组别,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def bomb() -> bytes:
    """A few hundred KB that unpack to 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    return out.getvalue()


BAD = {
    "empty": ("空.xlsx", b""),
    "noise": ("乱.xlsx", b"\x00\x01\x02nonsense" * 40),
    "picture": ("照片.png", PNG),
    "torn": ("断.xlsx", b"PK\x03\x04" + bytes(300)),
    "no_rows": ("只有列名.csv", HEAD.encode()),
    "password": ("加密.xlsx", LOCKED),
    "bomb": ("炸弹.xlsx", bomb),  # seconds to make: not where tests are only listed
}


def endless_sheet(rows: int) -> bytes:
    """A small file of many equal rows: squeezed, they take no room."""
    book, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(book)
    row = "<row><c t='inlineStr'><is><t>王建国</t></is></c></row>"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(
                    "<sheetData/>", f"<sheetData>{row * rows}</sheetData>"
                )
                text = text.replace(
                    "<sheetData></sheetData>", f"<sheetData>{row * rows}</sheetData>"
                )
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(("name", "data"), BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_list_is_named_and_leaves_no_draft(
    clerk: Desk, county: Engine, name: str, data: bytes | Callable[[], bytes]
) -> None:
    page = clerk.bring(SUBSIDY, data() if callable(data) else data, name)
    assert page.code == 422
    assert name in page.soup.select_one(".err").get_text()
    with db.reading(county) as session:
        assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("长" * 5000 + "单.xlsx", f"“{'长' * 40}…{'长' * 14}单.xlsx”"),
        ("名单\u202excod.xlsx", "“名单xcod.xlsx”"),
        ("名\0单.xlsx", "“名单.xlsx”"),
    ],
    ids=["endless", "turned round", "no character"],
)
def test_a_files_name_is_said_on_one_line_as_it_reads(
    clerk: Desk, name: str, said: str
) -> None:
    page = clerk.bring(SUBSIDY, b"x", name)
    assert page.code == 422
    assert said in page.soup.select_one(".err").get_text()


def test_a_file_that_is_too_big_is_refused(
    clerk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_upload, "MAX_BYTES", 1000)
    page = clerk.bring(SUBSIDY, b"x" * 1001, "大.xlsx")
    assert "最多 20 兆" in page.words


def test_nothing_chosen_says_what_to_do(clerk: Desk) -> None:
    page = clerk.send(clerk.get(clerk.row(SUBSIDY)), action="/read")
    assert "还没有选表" in page.words


def test_pasted_text_that_is_no_table_stays_in_its_field(clerk: Desk) -> None:
    page = clerk.get(clerk.row(SUBSIDY))
    again = clerk.send(page, {"text": "不是表"}, action="/read")
    assert again.code == 422
    assert again.soup.select_one("#text").get_text().strip() == "不是表"


def test_pasted_cells_are_read_like_a_file(clerk: Desk) -> None:
    cells = HEAD.replace(",", "\t") + "王建国\t1组\t5.00\t60\t300.00\n"
    page = clerk.send(clerk.get(clerk.row(SUBSIDY)), {"text": cells}, action="/read")
    assert "1 户" in page.words
    assert "粘贴的内容" in page.words


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("高家峁村2026年耕地地力保护补贴登记表", "高家峁"),
        ("马家沟村2024年耕地地力保护补贴登记表", "2024"),
    ],
    ids=["another_village", "another_year"],
)
def test_a_sheet_of_another_place_or_time_is_asked_about(
    clerk: Desk, title: str, word: str
) -> None:
    data = f"{title},,,,\n{HEAD}王建国,1组,5.00,60,300.00\n".encode()
    page = clerk.bring(SUBSIDY, data, "表.csv")
    assert page.soup.select_one("#open")
    assert word in page.words


@pytest.mark.parametrize(
    "row",
    [",1组,5.00,60,300.00", "王建国,1组,5.00,60,1e308", "王建国,1组,-5,60,-300"],
    ids=["no_name", "endless_amount", "negative"],
)
def test_an_impossible_row_is_pointed_at(clerk: Desk, row: str) -> None:
    good = "\n".join(f"王建{n},2组,5.00,60,300.00" for n in "国军民平安")
    page = clerk.bring(SUBSIDY, f"{HEAD}{row}\n{good}\n".encode(), "表.csv")
    assert page.soup.select_one("#open")


def test_a_sheet_with_a_macro_is_read_and_its_macro_is_not(
    clerk: Desk, sheets_folder: Path
) -> None:
    data = io.BytesIO((sheets_folder / "notices" / SUBSIDY.file).read_bytes())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    page = clerk.bring(SUBSIDY, data.getvalue(), "登记表.xlsm")
    assert "74 户" in page.words


def test_a_formula_nobody_calculated_is_asked_about_and_never_run(clerk: Desk) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (
        [cell.strip() for cell in HEAD.split(",")],
        ["王建国", "1组", 5, 60, 300],
        ["李燕", "1组", 5, 60, "=C3*D3"],
        ['=HYPERLINK("http://x.example","张三")', "1组", 5, 60, 300],
    ):
        book.active.append(row)
    book.save(out)
    page = clerk.bring(SUBSIDY, out.getvalue(), "公式.xlsx")
    asked = page.soup.select_one("#open").get_text()
    assert "补贴金额" in asked
    assert "x.example" not in page.text


def test_a_cell_that_begins_like_a_formula_is_text_in_every_file(
    clerk: Desk, signer: Desk
) -> None:
    row = "王守业,=cmd|' /C calc'!A0,5.00,60,300.00\n"
    page = clerk.bring(SUBSIDY, (HEAD + row).encode(), "表.csv")
    check = clerk.send(page, first_ways(page), action="/settle")
    clerk.send(check, action="/submit")
    done = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    done = signer.sign(done)
    address = next(
        a["href"] for a in done.soup.select("a") if a["href"].startswith("/n/")
    )
    stage.draw(clerk.client.application)
    text = clerk.client.get(f"{address}.csv").get_data(as_text=True)
    assert not any(cell.startswith("=") for cell in text.replace("\n", ",").split(","))


def test_a_sheet_of_one_row_too_many_is_refused_before_it_is_read(
    clerk: Desk, county: Engine
) -> None:
    page = clerk.bring(SUBSIDY, endless_sheet(60_001), "全县.xlsx")
    assert "有 60,001 行，最多 60,000 行" in page.words
    with db.reading(county) as session:
        assert session.exec(select(Draft)).all() == []


def test_markup_in_a_cell_is_only_text(clerk: Desk) -> None:
    row = "王守业,<script>alert(1)</script>#pagebreak(),5.00,60,300.00\n"
    page = clerk.bring(SUBSIDY, (HEAD + row).encode(), "表.csv")
    rows = clerk.get(str(page.response.request.path).replace("/sheet", "/rows"))
    assert "<script>alert" not in rows.text
    check = clerk.send(page, first_ways(page), action="/settle")
    poster = check.soup.select("img")[-1]["src"]
    assert clerk.client.get(poster).mimetype == "image/png"


def test_a_character_that_no_poster_can_print_stops_the_submission(
    clerk: Desk,
) -> None:
    row = "王\U000f0001国,1组,5.00,60,300.00\n"
    page = clerk.bring(SUBSIDY, (HEAD + row).encode(), "表.csv")
    check = clerk.send(page, first_ways(page), action="/settle")
    again = clerk.send(check, action="/submit")
    assert "第 2 步" in again.words
    assert again.soup.select_one(".offline, [role=alert]")


def test_a_title_of_ten_thousand_characters_is_said_beside_what_was_typed(
    clerk: Desk, sheets_folder: Path
) -> None:
    check = clerk.to_check(LEDGER, sheets_folder)
    link = next(
        a["href"] for a in check.soup.select("a") if a["href"].endswith("/options")
    )
    page = clerk.send(
        clerk.get(link), {"title": "长" * 10_000, "days": "9"}, action="/options"
    )
    assert "最多 60 个字" in page.words
    assert page.soup.select_one("#days")["value"] == "9"


def test_not_public_without_a_reason_is_refused(
    clerk: Desk, sheets_folder: Path
) -> None:
    check = clerk.to_check(LEDGER, sheets_folder)
    link = next(
        a["href"] for a in check.soup.select("a") if a["href"].endswith("/options")
    )
    page = clerk.send(clerk.get(link), {"attribute": "partial"}, action="/options")
    assert "要写明为什么" in page.words


@pytest.mark.parametrize("login", ["kang", "heyan"])
def test_another_village_gets_nowhere(
    desk: Callable[[str], Desk], clerk: Desk, sheets_folder: Path, login: str
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    path = str(page.response.request.path).removesuffix("sheet")
    stranger = desk(login)
    for own in ("sheet", "rows", "preview/web", "preview/poster-1.png"):
        answer = stranger.client.get(path + own)
        assert answer.status_code in (302, 303, 403)
        assert "王建国" not in answer.get_data(as_text=True)


def test_a_made_up_choice_or_value_changes_nothing(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    sent = fields(form_of(page, "/settle")) | {
        "choice-1": "set_value",
        "value-1": "1000000",
        "code-2": "nonsense:1",
    }
    again = clerk.send(page, sent, action="/settle")
    assert "1,000,000" not in again.words
