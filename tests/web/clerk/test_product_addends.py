"""补发 and 扣回 of a list on their way from the sheet to the wall and the web."""

from tests.stage import Case
from tests.web.clerk.desk import Desk, first_ways
from tests.web.clerk.test_questions import pasted
from tests.web.conftest import strict

ELDERLY = Case("高龄老人补贴对象", "2026Q3", "高龄.csv")
SHEET = (
    "2026年第三季度高龄津贴\n姓名,组别,月标准,月数,补发,扣回,金额\n"
    "强生贵,1组,50,3,50,,200\n康登云,1组,100,3,,100,200\n冯怀珠,2组,50,3,,,150\n"
)


def test_what_was_taken_off_is_explained_and_stands_with_the_list(
    clerk: Desk, signer: Desk
) -> None:
    page = pasted(clerk, ELDERLY, SHEET)
    strict(page.text)
    assert "发放金额里扣了 100.00 元，扣的是什么？" in page.words
    assert not page.soup.select("fieldset[data-box] input[checked]")
    why = page.soup.select_one("[data-picks=explain]")
    number = why["name"].removeprefix("text-")
    said = {f"choice-{number}": "explain", why["name"]: "多发了一个月，收回来"}
    check = clerk.send(page, first_ways(page) | said, action="/settle")
    preview = clerk.get(
        str(check.response.request.path).replace("check", "preview/web")
    )
    assert "还加了 50.00 元（1 人）" in preview.words
    assert "收回来" not in preview.words
    sent = clerk.send(check, action="/submit")
    assert "交给监委会了" in sent.words, sent.words[:600]
    link = signer.get("/review/").soup.select_one("a.cell")["href"]
    draft = signer.get(link)
    assert "月数 × 月标准 + 补发 − 扣回 = 发放金额" in draft.words
    assert "多发了一个月，收回来" in draft.words
    posted = signer.sign(draft)
    address = next(
        a["href"] for a in posted.soup.select("a") if a["href"].startswith("/n/")
    )
    public = clerk.get(address).words
    assert "还加了 50.00 元（1 人），扣了 100.00 元（1 人）" in public
    assert "收回来" not in public  # in words of one's own, on a list of people


def test_the_preview_of_the_web_names_nobody_more_than_the_web(clerk: Desk) -> None:
    twice = SHEET.replace("康登云,1组", "强生贵,1组").replace("补发,扣回", "备注,说明")
    page = pasted(
        clerk, ELDERLY, twice.replace("50,,200", ",,150").replace("100,200", ",300")
    )
    check = clerk.send(page, first_ways(page), action="/settle")
    assert "强生贵" in check.words
    preview = clerk.get(
        str(check.response.request.path).replace("check", "preview/web")
    )
    assert "强**（1组）同组同名" in preview.words.replace(" ", "")
    assert "强生贵" not in preview.words
