"""A free notice by a thumb at 360 px: title, words, a pasted table, two photos, signed, read."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.thumb import Thumb
from tests.web.clerk.free_notice import FREE, LAMPS, WORDS, jpeg

pytestmark = pytest.mark.browser
MAX_TAPS = 22
KINDS = {"name": "人名", "money": "钱", "number": "数", "text": "文字"}


def test_a_free_notice_is_written_signed_and_read(
    hand: Callable[[str], Thumb], tmp_path: Path, draw: Callable[[], int]
) -> None:
    clerk, signer = hand("laotuo"), hand("zhe")
    photos = [tmp_path / "IMG_1.jpg", tmp_path / "IMG_2.jpg"]
    photos[0].write_bytes(jpeg())
    photos[1].write_bytes(jpeg(orientation=1))
    page = clerk.page
    page.goto("/clerk/")
    clerk.taps = 0
    clerk.cell("另写一件")
    page.locator("#title").fill("路灯安装情况公示")
    clerk.tap(page.locator(".chip", has_text="地和工程"))
    clerk.look("free-1-题目")
    clerk.button("下一步：写内容")
    page.locator("#text").fill(WORDS)
    clerk.look("free-2-内容")
    clerk.button("下一步：表")
    clerk.look("free-3-有没有表")
    clerk.tap(page.get_by_text("传不了文件？把格子复制过来"))
    page.locator("#text").fill(LAMPS)
    clerk.button("读这张表")
    for number, kind in ((0, "文字"), (1, "数"), (3, "人名")):
        clerk.tap(page.locator(f"#c{number} .chip", has_text=kind).first)
    expect(page.locator("#c3")).to_contain_text("网上只写姓，榜上写全名。")
    clerk.look("free-4-每一列")
    clerk.button("下一步：照片")
    with page.expect_navigation():
        page.locator("#photos").set_input_files(photos)
    expect(page.get_by_role("heading", name="第 2 张")).to_be_visible()
    clerk.look("free-5-照片")
    clerk.tap(page.locator("#seen .opt"))
    clerk.button("下一步：检查")
    clerk.look("free-6-检查")
    clerk.button("交给监委会审")
    assert clerk.taps <= MAX_TAPS
    _sign_and_read(signer, clerk, draw)


def _sign_and_read(signer: Thumb, clerk: Thumb, draw: Callable[[], int]) -> None:
    page = clerk.page
    signer.page.goto("/review/")
    signer.cell()
    expect(signer.page.locator(".photos img")).to_have_count(2)
    signer.look("free-7-审核")
    signer.sign()
    assert draw()
    page.goto("/v/610603102201")
    clerk.go(page.locator("a.cell[href^='/n/']").first)
    for n in range(2):
        picture = page.locator(".photos img").nth(n)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
    clerk.look("free-8-村民看的")


def test_two_more_that_no_list_has_are_posted_without_a_photo(
    hand: Callable[[str], Thumb],
) -> None:
    clerk, signer = hand("laotuo"), hand("zhe")
    for title, text, kinds, sums in FREE[1:]:
        clerk.page.goto("/clerk/")
        clerk.taps = 0
        clerk.cell("另写一件")
        clerk.page.locator("#title").fill(title)
        clerk.button("下一步：写内容")
        clerk.page.locator("#text").fill("说一声。")
        clerk.button("下一步：表")
        clerk.tap(clerk.page.get_by_text("传不了文件？把格子复制过来"))
        clerk.page.locator("#text").fill(text)
        clerk.button("读这张表")
        for column, kind in kinds.items():
            chip = clerk.page.locator(f"#c{column} .chip", has_text=KINDS[kind])
            clerk.tap(chip.first)
        clerk.button("下一步：照片")
        clerk.button("下一步：检查")
        clerk.button("交给监委会审")
        assert clerk.taps <= MAX_TAPS
        signer.page.goto("/review/")
        signer.cell()
        signer.sign()
        link = signer.page.locator("a[href^='/n/']").first.get_attribute("href")
        clerk.page.goto("/v/610603102201")
        # It lists people: its own title stands on the wall alone.
        expect(clerk.page.locator("main")).not_to_contain_text(title)
        cell = clerk.page.locator(f"a.cell[href='{link}']")
        expect(cell).to_contain_text("名单")
        clerk.go(cell)
        clerk.look(f"free-9-{title}")
        for said in sums:
            expect(clerk.page.locator("main")).to_contain_text(f"{Decimal(said):,}")
