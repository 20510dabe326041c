"""Every 公开表样 from the village's own sheet to page, wall, files and picture."""

import io
import re

import pytest

from tests import stage
from tests.forms.sample_sheets import SAMPLES
from tests.render.reading import opened, pdf_text, qr_addresses, squeezed
from tests.stage import Case
from tests.web.clerk.desk import Desk, first_ways
from tests.web.clerk.village_sheets import SHEETS, VillageSheet
from tests.web.conftest import Page, strict
from villagepub import db, forms, render
from villagepub.notices import queries

PRIVATE = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{16,19}|1[3-9]\d{9})(?!\d)")
IDS = [s.form + s.item[-4:] for s in SHEETS]


def bring(clerk: Desk, sheet: VillageSheet) -> Page:
    """From the item's row: the day where one is asked for, the file."""
    page = clerk.get(clerk.row(Case(sheet.item, "", "")))
    sent: dict[str, object] = {"file": (io.BytesIO(sheet.data), sheet.name)}
    if sheet.day:
        sent["period"] = sheet.day
    return clerk.send(page, sent, action="/read")


def post(clerk: Desk, signer: Desk, sheet: VillageSheet) -> str:
    """The whole way; the address of what was posted."""
    page = bring(clerk, sheet)
    assert "表读好了" in page.words, page.words[:600]
    check = clerk.send(page, first_ways(page), action="/settle")
    strict(check.text)
    sent = clerk.send(check, action="/submit")
    assert "交给监委会了" in sent.words, sent.words[:600]
    link = signer.get("/review/").soup.select_one("a.cell")["href"]
    done = signer.sign(signer.get(link))
    assert "已经贴出" in done.words, done.words[:600]
    return next(a["href"] for a in done.soup.select("a") if a["href"].startswith("/n/"))


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_a_sheet_of_every_form_goes_the_whole_way(
    clerk: Desk, signer: Desk, sheet: VillageSheet
) -> None:
    address = post(clerk, signer, sheet)
    page = clerk.get(address)
    strict(page.text)
    assert squeezed(sheet.title) in squeezed(page.words)
    assert not PRIVATE.search(page.words)
    assert not sheet.whole or sheet.whole not in page.words
    with db.reading(clerk.client.application.extensions["villagepub"][1]) as session:
        content = queries.published(session, address.rsplit("/", 1)[-1]).content
    pdf = render.poster_pdf(content, paper="a3")
    wall = pdf_text(pdf)
    for said in (*sheet.said, sheet.title, sheet.whole):
        plain = squeezed(said)
        assert plain in wall or plain in squeezed(page.words), said
    assert not sheet.whole or sheet.whole in wall
    # names and figures stand in one line each, whatever else wraps
    with opened(pdf) as document:
        lines = [page.get_textpage().get_text_range() for page in document]
    assert sheet.whole in "".join(lines)
    assert not PRIVATE.search(wall)
    for png in render.poster_pages(content, paper="a4", ink="black", ppi=100):
        assert qr_addresses(png) == [content.url]
    stage.draw(clerk.client.application)
    for kind in ("json", "csv", "xlsx", "txt", "pdf", "png"):
        assert clerk.client.get(f"{address}.{kind}").status_code == 200, kind


def test_the_sheets_and_the_shared_files_are_of_every_form() -> None:
    shared = {"T1", "T7", "T8"} | {"T2", "T20"} | set(SAMPLES)
    named = {f.id for f in forms.load().values() if not f.own_columns}
    assert {s.form for s in SHEETS} | shared == named


@pytest.mark.parametrize(
    ("item", "title", "column"),
    [
        ("农村最低生活保障对象", "农村低保对象公布", "月保障金额"),
        ("特困人员救助供养对象", "特困供养对象公布", "月供养金额"),
        ("临时救助对象", "临时救助对象公布", "救助金额"),
    ],
)
def test_one_form_speaks_of_each_item_in_its_own_words(
    item: str, title: str, column: str
) -> None:
    form = forms.for_item("T7", item)
    assert form.titled("", item) == title
    assert form.column("amount").label == column


def test_an_item_of_no_variant_is_called_as_the_form_is() -> None:
    assert forms.for_item("T8", "耕地地力保护补贴") is forms.get("T8")


def test_a_list_of_many_words_is_cards_on_a_phone_and_one_table_for_a_reader(
    clerk: Desk, signer: Desk
) -> None:
    page = clerk.get(post(clerk, signer, SHEETS[0]))
    table = page.soup.select_one("table.deck")
    assert table["role"] == "table"
    labels = [td.get("data-l") for td in table.select("tbody tr")[0].select("td")]
    assert labels[1:] == [
        "位置",
        "面积",
        "用途",
        "期限",
        "计租方式",
        "承包金额",
        "承包人",
        "民主程序",
    ]


def test_a_short_list_is_not_torn_into_groups(clerk: Desk, signer: Desk) -> None:
    page = clerk.get(post(clerk, signer, SHEETS[2]))
    assert len(page.soup.select("table.roll")) == 1
    assert "组别" in page.soup.select_one("table.roll thead").get_text()


def test_what_came_of_a_decision_stands_under_its_votes(
    clerk: Desk, signer: Desk
) -> None:
    assert "办得怎样： 从9月起执行" in clerk.get(post(clerk, signer, SHEETS[4])).words
