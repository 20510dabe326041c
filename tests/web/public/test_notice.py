"""What a villager gets: the page, its older versions, its files, and whether it is true."""

import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from flask import Flask, get_template_attribute
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.forms.sample_sheets import SAMPLES
from tests.forms.test_all_forms import read
from tests.notices.content.test_all_forms import composed
from tests.render.reading import pdf_text
from tests.stage import AT, CASES, Case
from villagepub import db
from villagepub.audit_actions import AuditAction
from villagepub.canonical_json import check_code
from villagepub.content import NoticeContent
from villagepub.models import Notice, NoticeVersion
from villagepub.notices import queries

LIMIT = 30 * 1024  # bytes of a villager's page over the wire, with its one CSS


def test_the_page_answers_the_four_questions_first(get, public_id: str) -> None:
    page = get(f"/n/{public_id}")
    questions = [dt.get_text(strip=True) for dt in page.soup.select(".ask4 dt")]
    assert questions == ["多少钱", "给了谁", "凭什么", "找谁问"]
    assert page.soup.select_one(".big-n").get_text(strip=True) == "46,675.20元"
    said = page.soup.select_one(".ask4 small").get_text()
    assert said == "补贴总额，777.92 亩，每亩 60 元"  # of what it is the sum


def test_where_there_is_no_one_sum_each_is_said_first(app: Flask) -> None:
    content = composed(read("T3", SAMPLES["T3"]))
    with app.test_request_context():
        ask4 = get_template_attribute("parts/macros.html", "ask4")
        first, *_ = BeautifulSoup(
            ask4(content.answers, facts=content.facts), "html.parser"
        ).select("dl > div")
    sums = {f"{one.label} {one.value} 元" for one in content.facts[1:]}
    assert first.dt.get_text() == "多少钱"
    assert {one.get_text().rstrip("，") for one in first.select(".nb")} == sums
    assert len(sums) == 2


def test_the_page_shows_basis_link_version_and_check_code(get, public_id: str) -> None:
    words = get(f"/n/{public_id}").words
    assert "涉农补贴 / 农业生产发展资金 / 耕地地力保护补贴" in words
    assert "财农〔2023〕12号" in words
    assert "财农〔2017〕41号" not in words  # the catalog still prints it
    assert "经村务监督委员会审核，折治国" in words
    assert "第1版" in words


def test_a_recounted_period_is_said_beside_what_was_printed(
    get, public_id: str, county: Engine
) -> None:
    assert "放假安排" not in get(f"/n/{public_id}").text
    with db.transaction(county) as session:
        row = session.exec(select(Notice)).one()
        printed = row.objection_until
        assert printed is not None
        row.objection_until = printed + timedelta(days=2)
        stage.act(session, "laotuo", AT).record(
            AuditAction.NOTICE_RECOUNT,
            row,
            objection_until=row.objection_until.isoformat(),
        )
    (said,) = get(f"/n/{public_id}").soup.select("[role=status]")
    assert said.get_text(strip=True) == (
        "公示期按新公布的放假安排改为到2026年6月28日（原印到2026年6月26日）。"
    )


def test_no_full_name_is_on_the_page(get, public_id: str, county: Engine) -> None:
    page = get(f"/n/{public_id}")
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    names = {row.cells[1] for row in found.content.board.rows}
    assert not [name for name in names if name in page.text]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_the_page_and_its_css_are_small_over_the_wire(
    client: FlaskClient, county: Engine, sheets_folder: Path, case
) -> None:
    public_id = stage.publish(county, sheets_folder, case)
    zipped = {"Accept-Encoding": "gzip"}
    page = client.get(f"/n/{public_id}", headers=zipped)
    with client.get("/static/villagepub.css", headers=zipped) as css:
        assert len(page.get_data()) + len(css.get_data()) <= LIMIT


def test_an_unchanged_page_is_not_sent_again(
    client: FlaskClient, public_id: str
) -> None:
    first = client.get(f"/n/{public_id}")
    again = client.get(
        f"/n/{public_id}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_correction_shows_before_and_after_and_the_old_version_says_so(
    get, public_id: str, county: Engine
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    now, before = get(f"/n/{public_id}"), get(f"/n/{public_id}/v1")
    assert "已更正：改了 1 户" in now.words
    assert "4组 白**" in now.words
    assert "这是第1版，后来更正过" in before.words


def test_a_withdrawn_notice_says_why_and_shows_no_rows(
    get, client: FlaskClient, public_id: str, county: Engine
) -> None:
    with db.transaction(county) as session:
        stage.withdraw(session, at=AT + timedelta(days=2))
    page = get(f"/n/{public_id}")
    assert "已经撤回" in page.words
    assert "贴错了" in page.words
    assert not page.soup.select("table")
    assert client.get(f"/n/{public_id}.pdf").status_code == 404


def test_a_check_code_names_its_notice_however_it_is_typed(
    get, public_id: str, county: Engine
) -> None:
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    code = found.content.check_code
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    for typed in (code, code.lower(), code.replace("-", " "), wide):
        assert "和签过的一样" in get(f"/verify/{typed}").words


def test_an_old_papers_code_says_that_it_was_corrected(
    get, public_id: str, county: Engine
) -> None:
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    assert found is not None
    assert "后来更正过" in get(f"/verify/{found.content.check_code}").words


def test_an_unknown_code_warns_of_a_false_paper(get) -> None:
    assert "可能是假的" in get("/verify/2222-2222", code=404).words


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("json", b"{"),
        ("csv", b"\xef\xbb\xbf"),
        ("xlsx", b"PK"),
        ("txt", "【沿河湾镇马家沟村公示】".encode()),
        ("pdf", b"%PDF"),
        ("png", b"\x89PNG"),
    ],
)
def test_every_file_is_what_it_says(
    client: FlaskClient, public_id: str, kind: str, begins: bytes
) -> None:
    stage.draw(client.application)
    answer = client.get(f"/n/{public_id}.{kind}")
    assert answer.status_code == 200
    assert answer.get_data().startswith(begins)


def test_files_hold_the_webs_circle_only(
    client: FlaskClient, public_id: str, county: Engine
) -> None:
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    names = {row.cells[1] for row in found.content.board.rows}
    stage.draw(client.application)
    data = json.loads(client.get(f"/n/{public_id}.json").get_data())
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"/n/{public_id}.xlsx").get_data())
    )
    cells = {c for row in book.active.iter_rows(values_only=True) for c in row}
    assert "board" not in data
    assert not names & cells
    assert not [n for n in names if n in json.dumps(data, ensure_ascii=False)]


@pytest.mark.parametrize(
    "path", ["/n/zzzzzz", "/n/zzzzzz.pdf", "/v/610603102999", "/v/x"]
)
def test_what_is_not_there_is_said_in_a_sentence(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这一页" in answer.get_data(as_text=True)


@pytest.mark.parametrize("case", [CASES[0], CASES[2]], ids=lambda c: c.item)
def test_whatever_is_downloaded_carries_the_code_that_can_be_checked(
    get, client: FlaskClient, county: Engine, sheets_folder: Path, case: Case
) -> None:
    """A poster of the web's circle says less than the frozen version, of which it is."""
    public_id = stage.publish(county, sheets_folder, case)
    stage.draw(client.application)
    pdf = client.get(f"/n/{public_id}.pdf").data
    code = client.get(f"/n/{public_id}.json").get_json()["check_code"]
    assert code in pdf_text(pdf)
    assert "和签过的一样" in get(f"/verify/{code}").words


def test_a_later_program_prints_the_code_of_the_paper_on_the_wall(
    county: Engine, public_id: str
) -> None:
    """A field that a version was frozen without gives it no other code."""
    with db.reading(county) as session:
        row = session.exec(select(NoticeVersion)).one()
    data = json.loads(row.content)
    del data["charts"]
    older = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(older.encode()).hexdigest()
    assert NoticeContent.from_json(older).check_code == check_code(digest)
