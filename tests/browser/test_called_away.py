"""A clerk who is called away in the middle of a sentence finds it again."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.thumb import Thumb
from tests.stage import PASSWORD, SUBSIDY

WHY = "两户真是两户，身份证不一样"


def test_what_is_chosen_and_typed_is_kept_as_it_is_made(
    hand: Callable[[str], Thumb], sheets_folder: Path
) -> None:
    phone = hand("laotuo")
    phone.cell(SUBSIDY)
    page = phone.page
    page.context.set_offline(True)
    sheet = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    page.locator("#file").set_input_files(sheet)
    expect(page.locator("#bring")).to_contain_text("有了信号自己接着传")
    page.context.set_offline(False)  # what was chosen goes by itself
    expect(page.get_by_role("heading", level=1)).to_contain_text("表读好了")
    why = page.locator("[data-picks=explain]").first
    box = page.locator("fieldset", has=why).first
    phone.tap(box.locator("label.opt", has_text="我来说明"))
    why.fill(WHY)
    kept = page.locator("[data-kept]")
    expect(kept).to_have_text("已存好，随时能走开")
    page.goto("/clerk/")  # a call comes: the page is gone without a word
    phone.cell(SUBSIDY)
    why = page.locator(f"[data-picks=explain][value='{WHY}']")
    expect(why).to_have_count(1)  # the box is settled and stands behind the open ones

    page.evaluate("() => { window.fetch = () => Promise.reject() }")  # a bad line
    why.fill(WHY + "，都在")
    expect(page.locator("[data-kept]")).to_contain_text("还没存上")
    page.reload()
    said = page.get_by_role("status").first
    expect(said).to_have_text("刚才写的还在下面，还没有存。")
    assert why.input_value() == WHY + "，都在"
    phone.look("刚才写的还在")

    phone.settle()
    page.context.set_offline(True)
    phone.tap(page.get_by_role("button", name="检查一遍", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("现在没有信号，还没有交")
    page.context.set_offline(False)
    phone.button("检查一遍")
    expect(page.get_by_text(WHY + "，都在").first).to_be_attached()


def in_mid_word(hand: Callable[[str], Thumb], sheets_folder: Path) -> Thumb:
    """A clerk at one household of a list, with words typed and not saved."""
    phone = hand("laotuo")
    phone.cell(SUBSIDY)
    phone.choose_sheet(
        sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    )
    phone.link("看名单、改一格、加一户")
    phone.go(phone.page.locator("a.cell").nth(2))
    phone.page.locator("#cell-note").fill("河边的两块")
    return phone


def test_a_lost_sign_in_comes_back_to_the_place_with_the_words(
    hand: Callable[[str], Thumb], sheets_folder: Path
) -> None:
    phone = in_mid_word(hand, sheets_folder)
    page = phone.page
    here = page.url
    page.context.clear_cookies()
    phone.button("存好")
    phone.look("登录过期")
    page.locator("[name=login]").fill("laotuo")
    page.locator("[name=password]").fill(PASSWORD)
    phone.button("登录")
    assert page.url == here
    assert page.locator("#cell-note").input_value() == "河边的两块"
    phone.button("存好")
    expect(page.get_by_role("status").first).to_have_text("存好了。")
    page.go_back()
    page.reload()
    assert not page.get_by_text("刚才写的还在").count()


def test_words_of_a_page_that_wechat_has_closed_are_there_in_the_next_one(
    hand: Callable[[str], Thumb], sheets_folder: Path
) -> None:
    phone = in_mid_word(hand, sheets_folder)
    here = phone.page.url
    killed, phone.page = phone.page, phone.page.context.new_page()
    killed.close()
    phone.page.goto(here)
    expect(phone.page.get_by_role("status").first).to_have_text(
        "刚才写的还在下面，还没有存。"
    )
    assert phone.page.locator("#cell-note").input_value() == "河边的两块"


def test_somebody_else_on_the_same_phone_finds_none_of_the_words(
    hand: Callable[[str], Thumb], sheets_folder: Path
) -> None:
    phone = in_mid_word(hand, sheets_folder)
    page = phone.page
    here = page.url
    page.evaluate(
        """() => Object.entries(localStorage).forEach(([key, kept]) =>
            localStorage.setItem(key, kept.replace(/"whose":"[0-9]+"/, '"whose":"99"')))"""
    )
    page.goto(here)  # as if another account had written it
    assert page.locator("#cell-note").input_value() != "河边的两块"
    assert not page.get_by_text("刚才写的还在").count()

    page.locator("#cell-note").fill("河边的两块")
    page.goto("/clerk/")
    phone.button("退出登录")
    kept = "() => Object.keys(localStorage).filter((one) => one.startsWith('words '))"
    assert page.evaluate(kept) == []
