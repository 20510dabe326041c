"""Steps 1 to 8 on a phone of 360 px, by a thumb: counted taps, no sideways scroll, axe.

A tap is what a finger does: a press on a link, a button, a choice, a file in the
chooser. Opening the chooser and picking the file in it are two.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb
from tests.stage import CASES, SUBSIDY, Case
from villagepub.demo.scenario import read

pytestmark = pytest.mark.browser

FIRST_MOST, AGAIN_MOST = 16, 10  # nothing that moves money is chosen beforehand
TOWNSHIPS = (
    "", "catalogs/", "lists/", "accounts/", "groups/", "wechat/", "disclosures/",
)  # fmt: skip
LAST_YEARS = "马家沟村2025年耕地地力保护补贴登记表.csv"


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
    signer.sign()
    expect(signer.page.get_by_role("heading", level=1)).to_have_text("已经贴出")
    signer.look(f"{name}-10-审完")


NAMES = {"subsidy": CASES[0], "ledger": CASES[1], "aid": CASES[2]}


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_becomes_a_posted_notice_in_sixteen_taps(
    hand: Callable[[str], Thumb], sheets_folder: Path, name: str
) -> None:
    case = NAMES[name]
    clerk = hand("laotuo")
    bring_in(clerk, case, sheets_folder, name)
    assert clerk.taps <= FIRST_MOST
    sign(hand("zhe"), name)

    clerk.page.goto("/clerk/")
    clerk.cell(case.item)
    clerk.look(f"{name}-11-已经贴出")
    clerk.go(clerk.page.get_by_role("button", name="转过了"))
    expect(clerk.page.get_by_text("微信群都转过了")).to_be_visible()
    clerk.cell("谁都能打开看")
    clerk.look(f"{name}-12-村民看的")


def test_repeating_with_a_new_sheet_takes_ten_taps(
    hand: Callable[[str], Thumb], sheets_folder: Path, tmp_path: Path
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
    signer.sign()

    clerk.page.goto("/clerk/")
    clerk.taps = 0
    clerk.link("照去年的，换张新表")
    clerk.choose_sheet(sheets_folder / "notices" / CASES[0].file)
    clerk.settle()
    clerk.button("检查一遍")
    clerk.button("交给监委会审")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("交给监委会了")
    assert clerk.taps <= AGAIN_MOST
    signer.page.goto("/review/")
    signer.cell()
    signer.look("repeat-审核")


def test_a_correction_is_walked_and_the_old_version_says_so(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    clerk, signer = hand("laotuo"), hand("zhe")
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell("日贴出")  # what was posted, not the outcome that is owed for it
    first = page.locator("a.cell", has_text="第 1 版").get_attribute("href") or ""
    clerk.link("更正")
    clerk.look("correct-更正")
    page.get_by_label("镇上核对后改正").check()
    page.get_by_label("只写在榜上").fill("少量了半亩，补上。")
    clerk.button("开始更正")
    page.get_by_role("searchbox").fill("王建国")
    clerk.button("找")
    clerk.look("correct-名单")
    clerk.cell()
    page.get_by_label("补贴面积").fill("6.32")
    page.get_by_label("补贴金额").fill("379.20")
    clerk.look("correct-一户")
    clerk.button("存好")
    page.goto(page.url.replace("/rows", "/sheet"))
    clerk.settle()
    clerk.button("检查一遍")
    clerk.look("correct-检查")
    clerk.button("交给监委会审")
    sign(signer, "correct-again")
    page.goto(first)
    expect(page.get_by_text("后来更正过")).to_be_visible()


def test_a_withdrawal_leaves_its_trace(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder, CASES[2])
    clerk = hand("laotuo")
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell(CASES[2].item)
    clerk.link("撤回")
    clerk.look("withdraw-撤回")
    page.get_by_label("重复公示").check()
    clerk.button("撤回")
    expect(page.get_by_role("heading", level=1)).to_have_text("已经撤回")
    clerk.look("withdraw-已撤回")


def test_the_small_pages_fit_too(
    hand: Callable[[str], Thumb], sheets_folder: Path
) -> None:
    clerk = hand("laotuo")
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell(SUBSIDY)
    page.locator("#file").set_input_files(
        files=[{"name": "坏.xlsx", "mimeType": "x/x", "buffer": b"nothing"}]
    )
    expect(page.get_by_text("表没读进来")).to_be_visible()
    clerk.look("small-没读进来", status=422)
    clerk.choose_sheet(sheets_folder / "notices" / CASES[0].file)
    draft = page.url.removesuffix("sheet")
    for part in ("rows", "row?row=0", "options", "sheet", "discard", "preview/web"):
        page.goto(f"{draft}{part}")
        clerk.look(f"small-{part.partition('?')[0].replace('/', '-')}")
    for path in ("groups", "wall"):
        page.goto(f"/clerk/{path}/")
        clerk.look(f"small-{path}")


def test_the_townships_desk_fits_its_screen(hand: Callable[[str], Thumb]) -> None:
    town = hand("bai")
    town.page.set_viewport_size({"width": 1280, "height": 900})
    for part in TOWNSHIPS:
        town.page.goto(f"/township/{part}")
        town.look(f"township-{part.strip('/') or 'overview'}")
