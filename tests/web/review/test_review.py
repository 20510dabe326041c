"""The committee sees what it signs, signs it once, or returns it with a word."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.web.clerk.desk import AID, LEDGER, SUBSIDY, Desk
from tests.web.clerk.test_tasks import last_years
from tests.web.conftest import Page, strict
from villagepub import db
from villagepub.models import Delivery, Notice, NoticeVersion


def first_draft(signer: Desk) -> Page:
    return signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])


def test_an_empty_queue_says_so(signer: Desk) -> None:
    page = signer.get("/review/")
    assert "现在没有要看的" in page.words
    strict(page.text)


@pytest.mark.parametrize("case", [SUBSIDY, LEDGER, AID], ids=lambda c: c.item)
def test_a_draft_is_shown_with_names_figures_and_checks(
    clerk: Desk, signer: Desk, sheets_folder: Path, case: object
) -> None:
    clerk.to_submitted(case, sheets_folder)
    page = first_draft(signer)
    strict(page.text)
    assert "查过，对得上" in page.words
    assert "榜上印你的名字： 折治国" in page.words


def test_what_the_clerk_mended_is_told(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(SUBSIDY, sheets_folder)
    page = first_draft(signer)
    assert "文书改过 3 处" in page.words
    assert "王东升（4组）写了两遍，删了一遍" in page.words


def test_the_last_list_is_compared_by_name_where_identities_are_missing(
    clerk: Desk, signer: Desk, county: Engine, sheets_folder: Path
) -> None:
    last_years(county)
    clerk.to_submitted(SUBSIDY, sheets_folder)
    words = first_draft(signer).words
    assert "跟2025年比" in words
    assert "新来 73 户" not in words


@pytest.mark.parametrize(
    ("case", "asked", "unasked"),
    [(AID, "有人不该在上面", "余额不对"), (LEDGER, "余额不对", "有人不该在上面")],
    ids=["a list", "a ledger"],
)
def test_the_words_for_returning_are_those_of_the_kind_of_sheet(
    clerk: Desk,
    signer: Desk,
    sheets_folder: Path,
    case: object,
    asked: str,
    unasked: str,
) -> None:
    clerk.to_submitted(case, sheets_folder)
    said = [
        b.get_text() for b in first_draft(signer).soup.select("[data-fills] button")
    ]
    assert asked in said
    assert unasked not in said


def test_a_returned_draft_says_why_and_leads_to_the_list(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    signer.send(first_draft(signer), {"remark": "少写一户"}, action="/return")
    page = clerk.get(clerk.row(AID))
    assert "少写一户" in page.words
    link = page.soup.find("a", string="去名单里改")
    assert "23 户" in clerk.get(link["href"]).words


def test_where_nothing_is_sent_by_itself_nothing_is_said_to_be(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    done = signer.sign(first_draft(signer))
    assert "网页现在谁都能看。" in done.words


def test_a_group_has_a_page_of_its_own(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(SUBSIDY, sheets_folder)
    page = first_draft(signer)
    group = signer.get(page.soup.select(".jump a")[1]["href"])
    assert "2组" in group.soup.caption.get_text()
    assert "崔拴牢" in group.words


def test_signing_twice_publishes_once(
    clerk: Desk, signer: Desk, county: Engine, sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    page = signer.approval(first_draft(signer))
    done = signer.send(page, action="/approval")
    assert "〔2026〕助 001号" in done.words
    assert "已经贴出" in signer.send(page, action="/approval").words
    with db.reading(county) as session:
        assert len(session.exec(select(NoticeVersion)).all()) == 1
        assert len(session.exec(select(Delivery)).all()) == 1


def test_two_signatures_at_one_moment_publish_and_send_once(
    clerk: Desk,
    desk: Callable[[str], Desk],
    county: Engine,
    sheets_folder: Path,
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    hands = [desk("zhe") for _ in range(4)]
    pages = [hand.approval(first_draft(hand)) for hand in hands]
    start = threading.Barrier(len(hands))

    def sign(place: int) -> str:
        start.wait()
        return hands[place].send(pages[place], action="/approval").words

    with ThreadPoolExecutor(len(hands)) as pool:
        told = list(pool.map(sign, range(len(hands))))
    assert all("已经贴出" in words for words in told)
    with db.reading(county) as session:
        assert len(session.exec(select(NoticeVersion)).all()) == 1
        assert len(session.exec(select(Delivery)).all()) == 1


def test_what_changed_after_reading_is_not_signed(
    clerk: Desk, signer: Desk, county: Engine, sheets_folder: Path
) -> None:
    sent = clerk.to_submitted(SUBSIDY, sheets_folder)
    draft = first_draft(signer)
    page = signer.approval(draft)
    sheet = clerk.send(sent, action="/take-back")
    clerk.send(clerk.send(sheet, action="/settle"), action="/submit")
    again = signer.send(page, action="/approval")
    assert "文书又改过了" in again.words
    again = signer.send(draft, {"remark": "少写一户"}, action="/return")
    assert "文书又改过了" in again.words
    assert "少写一户" not in clerk.get("/clerk/").words
    assert "文书又改过了" in signer.approval(draft).words
    with db.reading(county) as session:
        assert session.exec(select(Notice)).one().version == 0


def test_a_return_needs_a_word_and_says_so_beside_its_box(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    page = signer.send(first_draft(signer), {"remark": " "}, action="/return")
    box = page.soup.select_one("details#back")
    assert box.has_attr("open")
    assert "退回要写一句为什么" in box.get_text()
    strict(page.text)


def test_before_signing_sum_rows_and_changes_are_said_and_nothing_returns_it(
    clerk: Desk, signer: Desk, county: Engine, sheets_folder: Path
) -> None:
    last_years(county)
    clerk.to_submitted(SUBSIDY, sheets_folder)
    page = signer.approval(first_draft(signer))
    strict(page.text)
    for said in ("73 户", "46,675.20 元", "2025年", "王东升（4组）写了两遍", "折治国"):
        assert said in page.words
    assert "退回" not in page.words


@pytest.mark.parametrize("login", ["laotuo", "cun", "bai"])
def test_only_the_committee_reviews(desk: Callable[[str], Desk], login: str) -> None:
    assert desk(login).get("/review/").code == 403


def test_another_villages_committee_sees_nothing(
    clerk: Desk, desk: Callable[[str], Desk], sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    page = desk("heyan").get("/review/drafts/1/")
    assert page.code == 403
    assert "张生贵" not in page.text


def test_the_committee_sees_what_the_web_will_not_say_before_it_signs(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    """The same set as on the clerk's last page, without the way to change it."""
    check = clerk.to_check(AID, sheets_folder)
    options = clerk.get(check.soup.find("a", href=re.compile("/options$"))["href"])
    said = "白世雄家领的钱按新标准算"
    clerk.send(options, {"paragraphs": said}, action="/options")
    check = clerk.get(str(check.response.request.path))
    theirs = [
        li.get_text(" ", strip=True) for li in check.soup.select("#held + ul > li.fate")
    ]
    assert any(said in text for text in theirs)
    clerk.send(check, action="/submit")
    page = first_draft(signer)
    strict(page.text)
    own = [
        li.get_text(" ", strip=True) for li in page.soup.select("#held + ul > li.fate")
    ]
    assert [text.rpartition(" 改 ")[0] for text in theirs] == own
    assert (
        page.soup.select_one("#held").get_text()
        == check.soup.select_one("#held").get_text()
    )
    assert not page.soup.select("#held + ul a")
