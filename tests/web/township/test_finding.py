"""One finding: whose it is to mend, taken back, and what a letter says of it."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.findings.test_village_check import LATER, PAID, brought_and_checked
from tests.queries import asked
from tests.stage import TOWNSHIP, VILLAGE
from tests.web.clerk.desk import Desk, fields, form_of
from tests.web.conftest import Page, strict
from villagepub import clock, db
from villagepub.act import Act
from villagepub.findings import check_runs, queries, source_rows
from villagepub.models import Finding, Notice, VillageItem
from villagepub.notices import corrections
from villagepub.states import FindingKind, FindingState


@pytest.fixture
def town(
    county: Engine, sheets_folder: Path, tmp_path: Path, desk: Callable[[str], Desk]
) -> Desk:
    stage.publish(county, sheets_folder)
    paid = (sheets_folder / "disclosures" / PAID).read_bytes()
    brought_and_checked(county, tmp_path, paid, clock.now())
    return desk("bai")


def the(engine: Engine, name: str) -> Finding:
    with db.reading(engine) as session:
        found = session.exec(
            select(Finding).where(
                Finding.village_code == VILLAGE,
                Finding.name == name,
                Finding.kind != FindingKind.AREA_ABOVE_CONTRACT,
            )
        )
        return found.first() or pytest.fail(name)


def test_the_rows_of_many_findings_cost_what_those_of_one_do(
    town: Desk, county: Engine
) -> None:
    with db.reading(county) as session:
        every = queries.lines(session, VILLAGE)
        one = [f for f in every if f.name == "苗占彪" and f.village_row]
        with asked(county) as few:
            (alone,) = source_rows.in_words(session, one[:1])
        with asked(county) as many:
            words = source_rows.in_words(session, every)
    assert len(few) == len(many)
    assert alone
    assert words[every.index(one[0])] == alone


def draft(town: Desk, query: str = "") -> Page:
    return town.get(f"/township/letter-drafts/{VILLAGE}/{query}")


def ticked(page: Page) -> str:
    """What the letter would speak of as the page comes."""
    boxes = page.soup.select("input[name=m][checked]")
    return " ".join(box.find_parent("label").get_text() for box in boxes)


def test_the_government_mends_it_and_the_villages_letter_does_not_say_it(
    town: Desk, county: Engine
) -> None:
    one = the(county, "苗占彪")
    assert "苗占彪" in ticked(draft(town))
    page = town.get(f"/township/findings/{one.id}/")
    assert page.code == 200
    assert "交给村里" in page.words
    done = town.send(page, {"office": "镇财政所"}, action="/government")
    strict(done.text)
    assert "等政府改" in done.words
    assert "政府那边要改：镇财政所" in done.words.replace(" ", "")
    assert "苗占彪" not in draft(town).words
    assert "镇财政所" in town.get("/township/findings/").words
    back = town.send(done, action="/reopen")
    assert "没交办" in back.words


def test_a_letter_may_be_about_one_finding(town: Desk, county: Engine) -> None:
    one = the(county, "苗占彪")
    own = town.get(f"/township/findings/{one.id}/")
    address = own.soup.find("a", string="只说这一条")["href"]
    said = ticked(town.get(address))
    assert "苗占彪" in said
    assert "白志明" not in said
    assert "白志明" in ticked(draft(town))


def test_an_issued_letter_is_registered_seen_on_the_desk_and_answered(
    town: Desk, county: Engine
) -> None:
    one = the(county, "苗占彪")
    page = draft(town, f"?m=f{one.id}")
    strict(page.text)
    refused = town.send(page, {"word": ""}, action="/issue")
    assert "发文代字" in refused.words
    assert "苗占彪" in ticked(refused)
    sent = town.send(refused, {"word": "沿政公函"}, action="/issue")
    strict(sent.text)
    assert "沿政公函〔2026〕1号" in sent.words
    finding = town.get(f"/township/findings/{one.id}/").words
    assert "沿政公函〔2026〕1号" in finding
    assert "前回" in town.get("/township/findings/").words
    assert "村里还没回的" in town.get("/township/").words
    given = {"by": "白世雄", "done": "更正贴出来了。"}
    answered = town.send(sent, given, action="/answer")
    strict(answered.text)
    assert "回复了" in answered.words
    register = town.get("/township/letters/")
    strict(register.text)
    assert "更正贴出来了。" in register.words
    assert "村里还没回的" not in town.get("/township/").words


def test_an_order_goes_out_after_a_verification_and_a_number_can_be_cancelled(
    town: Desk, county: Engine
) -> None:
    page = draft(town, "?kind=order")
    strict(page.text)
    assert ticked(page) == ""
    given = {
        "word": "沿政责",
        "m": f"f{the(county, '苗占彪').id}",
        "verified_by": "镇村务公开办公室",
        "verified_on": clock.day(clock.now()).isoformat(),
    }
    page = town.send(page, given, action="/issue")
    assert "查明了什么" in page.words
    page = town.send(page, {"verified_facts": "看了公开栏，少一户。"}, action="/issue")
    assert "沿政责〔2026〕1号" in page.words
    letter = page.soup.find("a", string="Word")["href"]
    text = docx.Document(io.BytesIO(town.client.get(letter).data))
    assert any("责令你村民委员会" in p.text for p in text.paragraphs)
    page = town.send(page, {"reason": "发错了村"}, action="/cancel")
    strict(page.text)
    assert "作废" in page.words
    assert town.client.get(letter).status_code == 404
    sheet = town.client.get("/township/letters/发文登记.xlsx")
    assert sheet.status_code == 200


def test_what_was_given_to_the_village_at_once_is_taken_back_at_once(
    town: Desk, county: Engine
) -> None:
    page = town.get(f"/township/findings/?village={VILLAGE}")
    page = town.send(page, action="/findings/assign")
    assert the(county, "苗占彪").state is FindingState.ASSIGNED
    page = town.send(page, action="/findings/unassign")
    strict(page.text)
    assert "收回了" in page.words
    assert the(county, "苗占彪").state is FindingState.OPEN


@pytest.mark.parametrize("act", ["assign", "unassign"])
def test_a_kind_that_does_not_exist_gives_nothing_to_anybody(
    town: Desk, county: Engine, act: str
) -> None:
    page = town.get(f"/township/findings/?village={VILLAGE}")
    sent = {**fields(form_of(page, "/findings/assign")), "kind": "no_such_kind"}
    answer = town.client.post(f"/township/findings/{act}", data=sent)
    assert answer.status_code == 422
    assert "不是能选的" in answer.text
    assert the(county, "苗占彪").state is FindingState.OPEN


def test_the_clerk_sees_both_sides_where_the_village_mends_them(
    town: Desk, county: Engine, desk: Callable[[str], Desk]
) -> None:
    page = town.get(f"/township/findings/?village={VILLAGE}")
    town.send(page, action="/findings/assign")
    clerk = desk("laotuo")
    listed = clerk.get("/clerk/findings/")
    strict(listed.text)
    assert "政府公开的，第 70 行" in listed.words
    assert "溫良锋" in listed.words
    assert "补贴面积 12.35" in listed.words
    with db.transaction(county) as session:
        draft = corrections.correct(
            stage.act(session, "laotuo", LATER),
            notice_id=session.exec(select(Notice.id)).one() or 0,
            reason="镇上核对后改正",
        )
        address = f"/clerk/drafts/{draft.id}"
    rows = clerk.get(f"{address}/rows?q=白志明")
    row = clerk.get(str(rows.soup.select_one("a[href*='/row?']")["href"]))
    strict(row.text)
    told = row.soup.find(id="told").find_parent("section").get_text(" ", strip=True)
    assert "政府公开的，第 61 行" in told
    assert "12.35" in told
    assert "陈红霞" not in told
    new = clerk.get(f"{address}/row?part=&row=0")
    assert "陈红霞" in new.soup.find(id="told").find_parent("section").get_text()


def test_each_source_row_is_found_in_its_whole_list(town: Desk, county: Engine) -> None:
    one = the(county, "白志明")
    page = town.get(f"/township/findings/{one.id}/")
    links = [a for a in page.soup.select("a.tap") if "看整张" in a.get_text()]
    ends = (f"village#r{one.village_row}", f"government#r{one.government_row}")
    assert tuple(str(a["href"]).rpartition("/")[2] for a in links) == ends
    for link, row in zip(links, (one.village_row, one.government_row), strict=True):
        whole = town.get(str(link["href"]))
        strict(whole.text)
        marked = whole.soup.select("tr.vill")
        assert [tr["id"] for tr in marked] == [f"r{row}"]
        assert "白志明" in marked[0].get_text()
        assert len(whole.soup.select("tbody tr")) > 70  # all of it, nothing else
    assert town.get(f"/township/findings/{one.id}/neither").code == 405


def test_an_open_letter_stands_on_the_clerks_list_until_it_is_answered(
    town: Desk, county: Engine, desk: Callable[[str], Desk]
) -> None:
    one = the(county, "苗占彪")
    page = draft(town, f"?m=f{one.id}")
    town.send(page, {"word": "沿政公函"}, action="/issue")
    clerk = desk("laotuo")
    row = next(
        a for a in clerk.get("/clerk/").soup.select("a.cell") if "镇上的函" in a.text
    )
    assert "沿政公函〔2026〕1号" in row.get_text()
    letter = clerk.get(str(row["href"]))
    strict(letter.text)
    assert "苗占彪" in letter.words
    assert "前 办好、回复镇上" in letter.words
    original = clerk.client.get(f"{row['href']}letter.pdf")
    assert original.data.startswith(b"%PDF")
    assert desk("kang").get(str(row["href"])).code == 403
    assert "镇上的函" not in desk("kang").get("/clerk/").words

    said = {"by": "村主任白世雄", "done": "更正贴出了。"}
    sent = town.get("/township/letters/")
    own = next(a for a in sent.soup.select("a") if "沿政公函〔2026〕1号" in a.text)
    town.send(town.get(str(own["href"])), said, action="/answer")
    assert "镇上的函" not in clerk.get("/clerk/").words
    assert "更正贴出了" in clerk.get(str(row["href"])).words


def test_a_letter_about_what_is_found_not_published_speaks_of_it(
    town: Desk, county: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is overdue too stands in a letter once, as overdue."""
    late = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 1, 1)
        check_runs.ask(Act(session, None, late), place_code=TOWNSHIP)
    check_runs.work(county, now=lambda: late)
    with db.reading(county) as session:
        ids = session.exec(
            select(Finding.id).where(
                Finding.kind == FindingKind.NOT_PUBLISHED,
                Finding.village_code == VILLAGE,
                Finding.item == stage.LEDGER,
            )
        ).all()
    assert ids
    for one in ids:
        own = town.get(f"/township/findings/{one}/")
        address = own.soup.find("a", string="只说这一条")["href"]
        boxes = town.get(address).soup.select("input[name=m][checked]")
        assert len(boxes) == 1
        assert stage.LEDGER in boxes[0].find_parent("label").get_text()


def test_what_a_letter_asked_for_is_not_asked_for_again_while_its_days_run(
    town: Desk, county: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = the(county, "苗占彪")
    page = town.get(f"/township/letter-drafts/{VILLAGE}/?m=f{one.id}")
    issued = town.send(page, {"word": "沿政公函"}, action="/issue")
    assert "1号，登记好了" in issued.words
    again = draft(town)
    assert "白志明" in ticked(again)
    assert "苗占彪" not in ticked(again)
    label = again.soup.select_one(f"input[value=f{one.id}]").find_parent("label")
    assert f"沿政公函〔{clock.now().year}〕1号说过了，等到" in label.get_text()
    assert "苗占彪" in ticked(draft(town, f"?m=f{one.id}"))  # who wants it all the same
    late = clock.now() + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert "苗占彪" in ticked(draft(town))
