"""转发包 on a phone of 360 px, by a clerk without any account: copy, hold, tick."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb

pytestmark = pytest.mark.browser
MAX_LOADED = 150_000  # bytes of the share page before pictures are asked for
LOADED = (
    """performance.getEntries().reduce((sum, e) => sum + (e.transferSize ?? 0), 0)"""
)
PICTURES = """performance.getEntriesByType("resource")
  .filter((e) => e.initiatorType === "img").map((e) => e.name)"""
SHARING = """
window.shared = [];
navigator.share = async (data) => { window.shared.push(
  {text: data.text ?? "", files: (data.files ?? []).map((f) => f.type)}); };
navigator.canShare = () => true;
"""


def test_a_clerk_without_an_account_forwards_and_ticks(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    clerk = hand("laotuo")
    clerk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clerk.page.goto("/clerk/")
    clerk.look("转发-1-清单")
    clerk.go(clerk.page.locator("a.cell", has_text="还没转到"))
    clerk.page.wait_for_load_state("networkidle")
    assert clerk.page.evaluate(LOADED) <= MAX_LOADED
    assert not clerk.page.evaluate(PICTURES)
    clerk.look("转发-2-转发包")  # which waits for every picture
    clerk.tap(clerk.page.get_by_role("button", name="复制这段话"))
    expect(clerk.page.locator("#cpd")).to_contain_text("复制好了")
    copied = clerk.page.evaluate("navigator.clipboard.readText()")
    assert "46,675.20" in copied
    assert "https://gk.example.cn/n/" in copied
    clerk.tap(clerk.page.locator("#pictures summary"))
    pictures = clerk.page.locator(".pics img")
    assert pictures.count() >= 1
    pictures.last.scroll_into_view_if_needed()
    clerk.page.wait_for_function(
        "[...document.querySelectorAll('.pics img')].every((i) => i.complete)"
    )
    assert clerk.page.evaluate(
        "[...document.querySelectorAll('.pics img')].every((i) => i.naturalWidth >= 1000)"
    )
    expect(
        clerk.page.get_by_role("button", name="用手机的“分享”发到微信")
    ).to_be_hidden()
    clerk.go(clerk.page.get_by_role("button", name="转过了"))
    expect(clerk.page.get_by_text("微信群都转过了")).to_be_visible()
    clerk.page.goto("/clerk/")
    expect(clerk.page.get_by_text("贴出了，还差一步")).to_have_count(0)


def test_where_the_phone_can_share_words_and_pictures_go_by_its_own_sheet(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    clerk = hand("laotuo")
    clerk.page.add_init_script(SHARING)
    clerk.page.goto(f"/clerk/notices/{public_id}/")
    clerk.tap(clerk.page.get_by_role("button", name="用手机的“分享”发到微信"))
    clerk.tap(clerk.page.locator("#pictures summary"))
    clerk.tap(clerk.page.get_by_role("button", name="用手机的“分享”发图片"))
    words, pictures = clerk.page.evaluate("window.shared")
    assert "46,675.20" in words["text"]
    assert set(pictures["files"]) == {"image/png"}


def test_a_shared_page_makes_a_card(
    hand: Callable[[str], Thumb],
    county: Engine,
    sheets_folder: Path,
    draw: Callable[[], int],
) -> None:
    public_id = stage.publish(county, sheets_folder)
    page = hand("laotuo").page
    page.goto(f"/n/{public_id}")
    expect(page.get_by_text("文件正在做，一会儿就好。")).to_be_visible()
    draw()
    expect(
        page.get_by_role("link", name="存成一份文件（PDF）")
    ).to_be_visible()  # by itself
    for name in ("title", "description", "image", "url"):
        content = page.locator(f'meta[property="og:{name}"]').get_attribute("content")
        assert content, name
    answer = page.request.get(f"/n/{public_id}/card.png")
    assert answer.headers["content-type"] == "image/png"
