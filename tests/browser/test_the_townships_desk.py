"""The officer's desk: from an uploaded list to a closed finding, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb
from tests.stage import CASES
from villagepub import clock, worker

pytestmark = pytest.mark.browser

PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
TITLE = "沿河湾镇2026年耕地地力保护补贴发放情况公示"


def work(engine: Engine) -> None:
    """What the worker does when it is poked."""
    worker.check_once(engine, now=clock.now)


@pytest.fixture
def officer(hand: Callable[[str], Thumb]) -> Thumb:
    thumb = hand("bai")
    thumb.page.set_viewport_size({"width": 1280, "height": 900})
    return thumb


def bring(officer: Thumb, data: Path) -> None:
    page = officer.page
    page.goto("/township/findings/")
    officer.look("desk-1-还没有")
    officer.go(
        page.get_by_role("main").get_by_role("link", name="导入政府公开的").first
    )
    page.locator("#file").set_input_files(data / "disclosures" / PAID)
    page.get_by_label("对哪一件事").select_option(CASES[0].item)
    page.get_by_label("公示的标题").fill(TITLE)
    page.get_by_label("哪天公开的").fill("2026-06-15")
    page.get_by_label("文号").fill("沿政发〔2026〕8号")
    officer.look("desk-2-导入")
    officer.button("读进来，先看一眼")
    expect(page.get_by_text("这份有 15 个村、954 行")).to_be_visible()
    officer.look("desk-3-先看一眼")
    officer.button("算数，开始对")
    expect(page.get_by_text("15 个村").first).to_be_visible()
    officer.look("desk-3-读好了")


def test_the_desk_is_walked_from_upload_to_closed_finding(
    officer: Thumb,
    hand: Callable[[str], Thumb],
    county: Engine,
    sheets_folder: Path,
) -> None:
    stage.publish(county, sheets_folder)
    bring(officer, sheets_folder)
    page = officer.page
    officer.link("看对不上的")
    expect(page.get_by_text("排着队")).to_be_visible()
    work(county)
    expect(page.get_by_text("对完了")).to_be_visible()
    page.goto("/township/findings/")
    officer.look("desk-4-对不上的")
    for name in ("白志明", "陈红霞", "苗占彪", "温良峰"):
        expect(page.get_by_text(name).first).to_be_visible()

    officer.go(page.get_by_role("button", name="交给村里").first)
    officer.look("desk-5-交给村里了")
    answer_and_correct(hand, county)

    page.goto("/township/findings/")
    expect(page.get_by_text("种着，镇上漏了").first).to_be_visible()
    officer.look("desk-6-村里说明了")
    officer.go(page.get_by_role("link", name="你来定").first)
    officer.look("desk-7-一条")
    officer.button("说得通，不用改")
    page.goto("/township/findings/?ended=1")
    expect(page.get_by_text("办结").first).to_be_visible()
    officer.look("desk-8-办完的")


def answer_and_correct(hand: Callable[[str], Thumb], county: Engine) -> None:
    """The clerk explains one and mends another; the committee signs; it is rechecked."""
    clerk = hand("laotuo")
    page = clerk.page
    page.goto("/clerk/")
    clerk.look("found-1-清单")
    clerk.cell("镇上要你改的")
    clerk.look("found-2-要你改的")
    one = page.locator("article", has_text="苗占彪")
    one.get_by_text("没错，我来说明").tap()
    one.get_by_label("是怎么回事").fill("种着，镇上漏了。")
    clerk.go(one.get_by_role("button", name="交给镇上"))
    expect(page.get_by_text("等镇上定").first).to_be_visible()
    clerk.link("去更正这一件")
    page.get_by_label("镇上核对后改正").check()
    clerk.button("开始更正")
    page.get_by_role("searchbox").fill("白志明")
    clerk.button("找")
    clerk.cell()
    page.get_by_label("补贴面积").fill("12.35")
    page.get_by_label("补贴金额").fill("741.00")
    clerk.button("存好")
    page.goto(page.url.replace("/rows", "/sheet"))
    clerk.settle()
    clerk.button("检查一遍")
    clerk.button("交给监委会审")
    signer = hand("zhe")
    signer.page.goto("/review/")
    signer.cell()
    signer.sign()
    work(county)


def test_a_letter_is_looked_at_issued_and_opened(
    officer: Thumb, county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    bring(officer, sheets_folder)
    work(county)
    page = officer.page
    page.goto("/township/findings/")
    officer.go(page.get_by_role("link", name="发函").first)
    page.get_by_label("发文代字").fill("沿政公函")
    officer.look("desk-9-写函")
    with page.context.expect_page() as draft:
        page.get_by_role("button", name="看样稿").click()
    draft.value.close()
    officer.button("发出，给号登记")
    expect(page.get_by_role("heading", name="沿政公函〔2026〕1号")).to_be_visible()
    officer.look("desk-10-一封函")
    for suffix, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = page.request.get(f"{page.url}letter.{suffix}")
        assert answer.status == 200
        assert answer.body().startswith(magic)
    page.goto("/township/letters/")
    officer.look("desk-11-发文登记")
