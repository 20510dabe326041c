"""Steps 1 to 8 on a phone of 360 px, by a thumb: counted taps, no sideways scroll, axe.

A tap is what a finger does: a press on a link, a button, a choice, a file in the
chooser. Opening the chooser and picking the file in it are two.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.engine import Engine
from werkzeug.serving import make_server

from tests.stage import CASES, ID_KEY, PASSWORD, SUBSIDY, Case
from villagepub import clock, settings
from villagepub.demo.building import read
from villagepub.factory import create_app

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

FIRST_MOST, AGAIN_MOST = 14, 8
LAST_YEARS = "马家沟村2025年耕地地力保护补贴登记表.csv"
PRIVATE = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{16,19}|1[3-9]\d{9})(?!\d)")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox"],
    }


@pytest.fixture
def site(county: Engine, tmp_path: Path, monkeypatch: Any) -> Iterator[str]:
    """The application on a port of its own, on 8 October 2026."""
    from tests.web.clerk.conftest import OCTOBER

    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    server = make_server("127.0.0.1", 0, _nothing, threaded=True)
    base = f"http://127.0.0.1:{server.port}"
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_BASE_URL": base,
            "VILLAGEPUB_ID_KEY": ID_KEY.decode(),
        }
    )
    server.app = create_app(chosen, engine=county)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base
    server.shutdown()
    server.server_close()
    thread.join()


def _nothing(environ: Any, start: Any) -> list[bytes]:
    start("503 Starting", [])
    return []


class Thumb:
    """One person on one phone. ``taps`` counts what the finger does."""

    def __init__(self, browser: Browser, base: str, look: Callable[..., None]) -> None:
        context = browser.new_context(
            base_url=base,
            viewport={"width": 360, "height": 780},
            has_touch=True,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.taps = 0
        self._look = look

    def sign_in(self, login: str) -> None:
        self.page.goto("/login")
        self.page.locator("[name=login]").fill(login)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_load_state()

    def tap(self, target: Locator) -> None:
        target.tap()
        self.taps += 1

    def go(self, target: Locator) -> None:
        """A tap that leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    def button(self, name: str) -> None:
        self.go(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.go(self.page.get_by_role("link", name=name, exact=True))

    def cell(self, text: str = "") -> None:
        self.go(self.page.locator("a.cell", has_text=text or None).first)

    def choose_sheet(self, file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.tap(self.page.get_by_role("button", name="选一张表"))
        chooser.value.set_files(file)
        self.taps += 1
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("表读好了")

    def settle(self) -> None:
        """The first way out wherever nothing is preselected."""
        boxes = self.page.locator("fieldset[data-box='']")
        for n in range(boxes.count()):
            box = boxes.nth(n)
            if not box.locator("input:checked").count():
                self.tap(box.locator("label.opt").first)
        expect(self.page.locator("[data-unchosen]")).to_have_text("都选好了")

    def look(self, name: str) -> None:
        self._look(self.page, name)


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """A page as it stands: it fits the phone, axe finds nothing, nothing private."""
    folder = os.environ.get("VILLAGEPUB_SCREENSHOTS")

    def check(page: Page, name: str) -> None:
        page.evaluate("for (const i of document.images) i.loading = 'eager'")
        page.wait_for_load_state("networkidle")
        page.wait_for_function("[...document.images].every((i) => i.complete)")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{name} scrolls sideways by {over} px"
        found = Axe().run(page).response["violations"]
        told = [(v["id"], v["nodes"][0]["html"][:200]) for v in found]
        assert told == [], f"{name}: {told}"
        assert not PRIVATE.search(page.locator("main").inner_text()), name
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return check


@pytest.fixture
def hand(
    browser: Browser, site: str, look: Callable[..., None]
) -> Callable[[str], Thumb]:
    def enter(login: str) -> Thumb:
        thumb = Thumb(browser, site, look)
        thumb.sign_in(login)
        return thumb

    return enter


def bring_in(clerk: Thumb, case: Case, folder: Path, name: str) -> None:
    """From the task list to the committee, looking at every page."""
    clerk.page.goto("/clerk/")
    clerk.look(f"{name}-1-清单")
    clerk.taps = 0
    clerk.cell(case.item)
    clerk.look(f"{name}-2-拿表来")
    clerk.choose_sheet(folder / "notices" / case.file)
    clerk.look(f"{name}-3-表读好了")
    clerk.settle()
    clerk.button("检查一遍")
    clerk.look(f"{name}-4-检查网页")
    clerk.tap(clerk.page.get_by_text("群里", exact=True))
    clerk.look(f"{name}-5-检查群里")
    clerk.tap(clerk.page.get_by_text("榜上", exact=True))
    clerk.look(f"{name}-6-检查榜上")
    clerk.button("交给监委会审")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("交给监委会了")
    clerk.look(f"{name}-7-交了")


def sign(signer: Thumb, name: str) -> None:
    signer.page.goto("/review/")
    signer.look(f"{name}-8-等我看的")
    signer.cell()
    signer.look(f"{name}-9-审核")
    signer.button("同意")
    expect(signer.page.get_by_role("heading", level=1)).to_have_text("已经贴出")
    signer.look(f"{name}-10-审完")


NAMES = {"subsidy": CASES[0], "ledger": CASES[1], "aid": CASES[2]}


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_becomes_a_posted_notice_in_fourteen_taps(
    hand: Callable[[str], Thumb], shared_data: Path, name: str
) -> None:
    case = NAMES[name]
    clerk = hand("laotuo")
    bring_in(clerk, case, shared_data, name)
    assert clerk.taps <= FIRST_MOST
    sign(hand("zhe"), name)

    clerk.page.goto("/clerk/")
    clerk.cell(case.item)
    clerk.look(f"{name}-11-已经贴出")
    clerk.go(clerk.page.get_by_role("button", name="转过了"))
    expect(clerk.page.get_by_text("微信群都转过了")).to_be_visible()
    clerk.cell("谁都能打开看")
    clerk.look(f"{name}-12-村民看的")


def test_repeating_with_a_new_sheet_takes_eight_taps(
    hand: Callable[[str], Thumb], shared_data: Path, tmp_path: Path
) -> None:
    clerk, signer = hand("laotuo"), hand("zhe")
    old = tmp_path / LAST_YEARS
    old.write_bytes(read(LAST_YEARS))
    clerk.page.goto("/clerk/")
    clerk.cell(SUBSIDY)
    clerk.tap(clerk.page.get_by_text("不是2026年的？"))
    clerk.link("2025年")
    clerk.choose_sheet(old)
    clerk.settle()
    clerk.button("检查一遍")
    clerk.button("交给监委会审")
    signer.page.goto("/review/")
    signer.cell()
    signer.button("同意")

    clerk.page.goto("/clerk/")
    clerk.taps = 0
    clerk.link("照去年的，换张新表")
    clerk.choose_sheet(shared_data / "notices" / CASES[0].file)
    clerk.settle()
    clerk.button("检查一遍")
    clerk.button("交给监委会审")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("交给监委会了")
    assert clerk.taps <= AGAIN_MOST
    signer.page.goto("/review/")
    signer.cell()
    signer.look("repeat-审核")


def test_a_correction_is_walked_and_the_old_version_says_so(
    hand: Callable[[str], Thumb], shared_data: Path
) -> None:
    clerk, signer = hand("laotuo"), hand("zhe")
    bring_in(clerk, CASES[0], shared_data, "correct")
    sign(signer, "correct")
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell(SUBSIDY)
    first = page.locator("a.cell", has_text="第 1 版").get_attribute("href") or ""
    clerk.link("更正")
    clerk.look("correct-更正")
    page.get_by_label("为什么改").fill("少量了半亩，补上。")
    clerk.button("开始更正")
    page.get_by_role("searchbox").fill("王建国")
    clerk.button("找")
    clerk.look("correct-名单")
    clerk.cell()
    page.get_by_label("补贴面积").fill("6.32")
    page.get_by_label("补贴金额").fill("379.20")
    clerk.look("correct-一户")
    clerk.button("存好")
    page.goto(page.url.replace("/rows", "/"))
    clerk.settle()
    clerk.button("检查一遍")
    clerk.look("correct-检查")
    clerk.button("交给监委会审")
    sign(signer, "correct-again")
    page.goto(first)
    expect(page.get_by_text("后来更正过")).to_be_visible()


def test_a_withdrawal_leaves_its_trace(
    hand: Callable[[str], Thumb], shared_data: Path
) -> None:
    clerk = hand("laotuo")
    bring_in(clerk, CASES[2], shared_data, "withdraw")
    sign(hand("zhe"), "withdraw")
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell(CASES[2].item)
    clerk.link("撤回")
    clerk.look("withdraw-撤回")
    page.get_by_label("为什么撤回").fill("贴重了。")
    clerk.button("撤回")
    expect(page.get_by_role("heading", level=1)).to_have_text("已经撤回")
    clerk.look("withdraw-已撤回")


def test_the_small_pages_fit_too(
    hand: Callable[[str], Thumb], shared_data: Path
) -> None:
    clerk = hand("laotuo")
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell(SUBSIDY)
    page.locator("#file").set_input_files(
        files=[{"name": "坏.xlsx", "mimeType": "x/x", "buffer": b"nothing"}]
    )
    expect(page.get_by_text("表没读进来")).to_be_visible()
    clerk.look("small-没读进来")
    clerk.choose_sheet(shared_data / "notices" / CASES[0].file)
    draft = page.url
    for part in ("rows", "row?row=0", "options", "sheet", "discard", "web"):
        page.goto(f"{draft}{part}")
        clerk.look(f"small-{part.partition('?')[0]}")
    for path in ("groups", "posted"):
        page.goto(f"/clerk/{path}/")
        clerk.look(f"small-{path}")


@pytest.mark.parametrize("part", ["", "catalogs/", "lists/", "accounts/", "groups/"])
def test_the_townships_desk_fits_its_screen(
    hand: Callable[[str], Thumb], part: str
) -> None:
    town = hand("bai")
    town.page.set_viewport_size({"width": 1280, "height": 900})
    town.page.goto(f"/township/{part}")
    town.look(f"township-{part.strip('/') or 'overview'}")
