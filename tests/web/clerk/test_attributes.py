"""公开属性: what is not 主动公开 says why, and no list of it is anywhere outside."""

import re
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.render.reading import pdf_text
from tests.web.clerk.desk import SUBSIDY, Desk
from villagepub import db, render
from villagepub.content import NoticeContent
from villagepub.notices import queries

REASON = "还在核对，定了再公布"
WORDS = {
    "on_request": "此件依申请公开",
    "partial": "此件部分公开",
    "none": "此件不予公开",
}


def post(clerk: Desk, signer: Desk, folder: Path, attribute: str) -> str:
    check = clerk.to_check(SUBSIDY, folder)
    link = next(
        a["href"] for a in check.soup.select("a") if a["href"].endswith("/options")
    )
    said = {"attribute": attribute, "attribute_reason": REASON}
    check = clerk.send(clerk.get(link), said, action="/options")
    clerk.send(check, action="/submit")
    draft = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    done = signer.sign(draft)
    links = [str(a["href"]) for a in done.soup.select("a")]
    return next(link for link in links if link.startswith("/n/"))


def content_at(engine: Engine, address: str) -> NoticeContent:
    with db.reading(engine) as session:
        found = queries.published(session, address.rsplit("/", 1)[-1])
    assert found is not None
    return found.content


@pytest.mark.parametrize("attribute", WORDS)
def test_what_is_not_public_says_why_and_lists_nobody(
    clerk: Desk, signer: Desk, county: Engine, sheets_folder: Path, attribute: str
) -> None:
    address = post(clerk, signer, sheets_folder, attribute)
    page = clerk.get(address)
    assert REASON in page.words
    assert WORDS[attribute].removeprefix("此件") in page.words
    wall = pdf_text(render.poster_pdf(content_at(county, address)))
    assert REASON in wall
    stage.draw(clerk.client.application)
    text = clerk.client.get(f"{address}.csv").get_data(as_text=True)
    for where in (page.words, wall, text):
        assert "王建国" not in where
        assert "王**" not in where
        assert "349.20" not in where


@pytest.mark.parametrize(
    ("attribute", "has_sum"),
    [("partial", True), ("on_request", False), ("none", False)],
)
def test_only_a_partly_public_notice_still_says_its_sum(
    clerk: Desk,
    signer: Desk,
    county: Engine,
    sheets_folder: Path,
    attribute: str,
    has_sum: bool,
) -> None:
    address = post(clerk, signer, sheets_folder, attribute)
    content = content_at(county, address)
    for text in (
        clerk.get(address).words,
        pdf_text(render.poster_pdf(content)),
        render.share_text(content),
    ):
        assert ("46,675.20" in text) is has_sum


def test_what_is_actively_public_needs_no_reason(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    page = clerk.get(post(clerk, signer, sheets_folder, "active"))
    assert "王**" in page.words


def test_why_a_list_of_people_is_not_public_is_chosen(
    clerk: Desk, sheets_folder: Path
) -> None:
    """东头断了一条腿那家 names a family, and no list of words knows it."""
    check = clerk.to_check(SUBSIDY, sheets_folder)
    link = check.soup.find("a", href=re.compile("/options$"))["href"]
    said = {"attribute": "partial", "attribute_reason": "东头断了一条腿那家不愿意"}
    page = clerk.send(clerk.get(link), said, action="/options")
    assert page.code == 422
    assert "选一句为什么" in page.words


def test_beside_a_list_of_people_the_web_says_what_is_chosen(
    clerk: Desk, sheets_folder: Path
) -> None:
    """The rest is on the wall, and the clerk sees so before it is handed in."""
    check = clerk.to_check(SUBSIDY, sheets_folder)
    link = check.soup.find("a", href=re.compile("/options$"))["href"]
    own, chosen = "东头断了一条腿那家明天来签字", "钱没有到账的，到村委会问"
    said = {"paragraphs": own, "sentence": chosen}
    check = clerk.send(clerk.get(link), said, action="/options")
    held = check.soup.select_one("#held + ul").get_text()
    assert own in held
    assert chosen not in held
    again = clerk.get(link)
    assert again.soup.select_one("textarea#paragraphs").get_text() == own
    assert again.soup.select_one(f'input[value="{chosen}"][checked]')
