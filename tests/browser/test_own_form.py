"""A form that the township made in the web today is filled by a thumb, signed and read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.thumb import Thumb

pytestmark = pytest.mark.browser

ITEM, NAME = "公益事业项目建设", "柴草堆清理补助"
ROWS = (
    ("王生贵", "一组", 2, 60, 120, "610624190005061234", "路边"),
    ("李来福", "二社", 3.5, 60, 210, "61062419010506123X", "涝池边"),
    ("张巧莲", "2组", 1, 60, 60, "610624190205061239", "井台边"),
)


def sheet(path: Path) -> Path:
    """As an office has it: a title over the heads, numbers as text, a column too many."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append([f"马家沟村2026年{NAME}登记表"])
    page.append(["填表人：村文书", None, None, "单位：元"])
    page.append(
        ["农户 姓名", "村组", "清了几堆", "每堆补助", "补助金额", "身份证号", "在哪"]
    )
    for name, group, heaps, rate, amount, identity, where in ROWS:
        page.append([name, group, heaps, rate, f"{amount} ", identity, where])
    page.append(["合计", None, 6.5, None, 390])
    book.save(path)
    return path


def test_a_form_of_the_townships_own_is_made_tried_issued_and_posted(
    hand: Callable[[str], Thumb], tmp_path: Path, draw: Callable[[], int]
) -> None:
    file = sheet(tmp_path / "柴草堆.xlsx")
    officer = hand("bai")
    _make(officer, file)
    _issue(officer)
    _post(hand("laotuo"), hand("zhe"), file, draw)


def _make(officer: Thumb, file: Path) -> None:
    page = officer.page
    page.goto("/township/forms/")
    officer.look("form-1-表样")
    officer.link("照一张表做")
    page.locator("#file").set_input_files(file)
    officer.button("读这张表")
    expect(page.locator("#c5")).to_contain_text("这一列不贴也不存。")
    assert page.locator("#c2 input:checked, #c3 input:checked").count() == 0
    page.locator("#title").fill(NAME)
    for number, kind in (
        (0, "人名"),
        (1, "组"),
        (2, "数"),
        (3, "钱"),
        (4, "钱"),
        (6, "文字"),
    ):
        officer.tap(page.locator(f"#c{number} .chip", has_text=kind).first)
    officer.look("form-2-每一列")
    officer.button("下一步")
    assert page.locator("input[name$=-sum]:checked").count() == 0
    page.locator("#c2-unit").fill("堆")
    page.locator("#c3-kind").select_option("rate")
    page.locator("#c3-unit").fill("元/堆")
    officer.tap(page.locator("label", has=page.locator("[name=c2-sum]")))
    officer.tap(page.locator("label", has=page.locator("[name=c4-sum]")))
    page.locator("#rule-0").fill("清了几堆 × 每堆补助 = 补助金额")
    page.locator("#who").fill("本村 {count} 户，清了 {c3} 堆")
    officer.look("form-3-改")
    officer.button("不存，先试试")
    officer.look("form-4-试")
    words = page.locator("main").inner_text()
    assert "什么都没有存" in words
    for said in ("王**", "表上 A 列“农户姓名”", "身份证号", "390.00"):
        assert said in words, said
    assert "像是别的村的表" not in words
    assert "王生贵" not in page.locator(".shot").first.inner_text()
    officer.button("就这样存好")
    expect(page.locator("main")).to_contain_text("第 1 版，还没有下发")


def _issue(officer: Thumb) -> None:
    page = officer.page
    officer.tap(page.locator("label", has=page.locator(f"[value='{ITEM}']")))
    officer.look("form-5-下发")
    officer.button("下发到各村")
    expect(page.locator("body")).to_contain_text("第 1 版下发了")
    page.set_viewport_size({"width": 1280, "height": 800})
    officer.look("form-6-宽")
    page.goto("/township/forms/")
    officer.look("form-7-宽")


def _post(clerk: Thumb, signer: Thumb, file: Path, draw: Callable[[], int]) -> None:
    page = clerk.page
    page.goto("/clerk/")
    clerk.cell(ITEM)
    clerk.choose_sheet(file)
    clerk.look("form-8-读好了")
    clerk.settle()
    clerk.button("检查一遍")
    expect(page.locator("main")).to_contain_text(
        "3 户：清了几堆 × 每堆补助 = 补助金额，都算过"
    )
    clerk.look("form-9-检查")
    clerk.button("交给监委会审")
    signer.page.goto("/review/")
    signer.cell()
    signer.sign()
    assert draw()
    page.goto("/v/610603102201")
    clerk.go(page.locator("a.cell[href^='/n/']").first)
    words = page.locator("main").inner_text()
    assert NAME in page.title()
    for said in ("390.00", "王**", "本村 3 户，清了 6.5 堆"):
        assert said in words, said
    assert "王生贵" not in words
    clerk.look("form-10-村民看的")
