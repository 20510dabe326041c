"""What villagers open, on a phone of 360 px: no login, no sideways scroll, axe."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb
from tests.stage import CASES

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


def test_small_public_pages_fit_too(villager: Thumb) -> None:
    for path, name, status in (
        ("/verify", "public-核对", 200),
        ("/catalog", "public-目录", 200),
        ("/login", "public-登录", 200),
        ("/n/zzzzzzz", "public-没有这一页", 404),
    ):
        villager.page.goto(path)
        villager.look(name, status=status)
