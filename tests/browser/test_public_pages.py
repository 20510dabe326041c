"""What villagers open, on a phone of 360 px: no login, no sideways scroll, axe."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb
from tests.render.reading import page_texts
from tests.stage import CASES, Case
from villagepub import db, powers
from villagepub.notices import queries
from villagepub.render import poster_pages

pytestmark = pytest.mark.browser


@pytest.fixture
def villager(
    browser: Browser, site: str, look: Callable[[Page, str], None]
) -> Iterator[Thumb]:
    thumb = Thumb(browser, site, look)
    yield thumb
    thumb.close()


def test_a_villager_finds_the_notices_and_asks_no_login(
    villager: Thumb, county: Engine, sheets_folder: Path
) -> None:
    published = {stage.publish(county, sheets_folder, case): case for case in CASES}
    page = villager.page
    page.goto("/")
    villager.look("public-找村")
    page.get_by_role("searchbox").fill("马家沟")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    villager.look("public-同名的村")
    for public_id, case in published.items():
        page.goto("/v/610603102201")
        if case is CASES[0]:
            villager.look("public-村")
        villager.go(page.locator(f"a[href*='/n/{public_id}']").first)
        villager.look(f"public-{case.item}")
        expect(page.get_by_text("监督", exact=False).first).to_be_visible()


def test_from_the_board_by_its_code_to_the_power_that_spent_the_money_and_its_rules(
    villager: Thumb, county: Engine, sheets_folder: Path
) -> None:
    """The phone reads the poster, not this test: its page, the power, step by step."""
    public_id = stage.publish(county, sheets_folder, CASES[1])
    with db.reading(county) as session:
        found = queries.as_signed(session, public_id)
    assert found
    sheet = poster_pages(found.content, paper="a3", ppi=100)[0]
    code = zxingcpp.read_barcodes(Image.open(io.BytesIO(sheet)))[0].text
    page = villager.page
    page.goto(code.removeprefix(stage.BASE))
    villager.look("board-公示")
    villager.go(page.get_by_role("link", name="花钱怎么批"))
    assert villager.taps == 1
    villager.look("board-权力")
    expect(page.get_by_role("heading", level=1)).to_contain_text("花钱怎么批")
    steps = page.locator(".flow > li")
    assert steps.count() == len(powers.sample().find("QL-05").steps)  # type: ignore[union-attr]
    expect(steps.first).to_contain_text("谁办")
    villager.go(page.locator(f"a[href='/n/{public_id}']"))


@pytest.mark.parametrize("case", CASES[:2], ids=lambda c: c.item)
def test_a_printed_page_says_each_total_once(
    villager: Thumb, county: Engine, sheets_folder: Path, case: Case
) -> None:
    """However many sheets of paper a table goes over."""
    public_id = stage.publish(county, sheets_folder, case)
    page = villager.page
    page.goto(f"/n/{public_id}")
    assert page.locator("tfoot").count()
    sheets = page_texts(page.pdf(width="90mm", height="120mm"))
    assert len(sheets) > 3
    assert "".join(sheets).count("合计") == page.locator("main").text_content().count(
        "合计"
    )


def test_small_public_pages_fit_too(villager: Thumb) -> None:
    for path, name, status in (
        ("/verify", "public-核对", 200),
        ("/catalog", "public-目录", 200),
        ("/login", "public-登录", 200),
        ("/n/zzzzzzz", "public-没有这一页", 404),
    ):
        villager.page.goto(path)
        villager.look(name, status=status)
