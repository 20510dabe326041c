"""What a clerk is asked before a list hangs: why the bank sent back, which meeting agreed,
whether the words are meant so; each at 360 px, and each comes to the signer and the page.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import Engine

from tests.browser.thumb import Thumb
from tests.stage import SUBSIDY, VILLAGE
from villagepub import db
from villagepub.models import Place

pytestmark = pytest.mark.browser

MEETING = "村两委联席会议"
SHEET = (
    "马家沟村2026年耕地地力保护补贴发放情况\n"
    "户主姓名,组别,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）,发放结果,失败原因\n"
    "王建国,1组,3,60,180,成功,\n李秀英,1组,2,60,120,失败,RJ01\n"
    "张志明,2组,4,60,240,失败,户名不符\n高占彪,2组,1,60,60,暂缓,资料不全\n"
)


def test_what_has_to_be_known_is_asked_on_the_way(
    hand: Callable[[str], Thumb], county: Engine, tmp_path: Path
) -> None:
    with db.transaction(county) as session:
        session.get_one(Place, VILLAGE).joint_meeting = MEETING
    file = tmp_path / "发放情况.csv"
    file.write_text(SHEET, "utf-8")
    clerk, signer = hand("laotuo"), hand("zhe")
    page = clerk.page
    clerk.cell(SUBSIDY)
    clerk.choose_sheet(file)
    _says_why(clerk)
    clerk.button("检查一遍")
    _is_refused(clerk, "要加微信 ld2026 的找我，厂家直销。", "不能这样写")
    _agrees(clerk)
    _is_asked(clerk)
    clerk.button("交给监委会审")
    expect(page.get_by_role("heading", level=1)).to_have_text("交给监委会了")
    signer.page.goto("/review/")
    signer.cell()
    expect(signer.page.get_by_text("2026年10月7日，村党支部书记主持")).to_be_visible()
    signer.look("asked-5-审核")
    signer.sign()
    page.goto(f"/v/{VILLAGE}")
    clerk.go(page.locator("a.cell[href^='/n/']").first)
    told = page.locator(".ask4")
    expect(told).to_contain_text("已发 1 户")
    expect(told).to_contain_text("退回 2 户（账户有误 1 户，待补资料 1 户）")
    assert "RJ01" not in page.content()
    clerk.look("asked-6-村民看的")


def _says_why(clerk: Thumb) -> None:
    box = clerk.page.locator("fieldset", has_text="没发到的原因“RJ01”")
    clerk.look("asked-1-原因")
    clerk.tap(box.locator("label.opt", has_text="待补资料"))
    clerk.settle()


def _words(clerk: Thumb, text: str) -> None:
    clerk.go(clerk.page.locator("a[href*='/options']").first)
    clerk.page.locator("#paragraphs").fill(text)


def _is_refused(clerk: Thumb, text: str, said: str) -> None:
    _words(clerk, text)
    clerk.button("存好")
    expect(clerk.page.get_by_text(said).first).to_be_visible()
    clerk.look("asked-2-不能这样写")


def _agrees(clerk: Thumb) -> None:
    page = clerk.page
    _words(clerk, "参加打扫的人家记积分。")
    page.locator("#agreed_on").fill("2026-10-07")
    clerk.tap(page.locator("#agreed label.opt", has_text="村党支部书记"))
    clerk.look("asked-3-联席会议")
    clerk.button("存好")


def _is_asked(clerk: Thumb) -> None:
    expect(clerk.page.get_by_text("写法要你定").first).to_be_visible()
    clerk.look("asked-4-写法")
    clerk.tap(clerk.page.locator("label.opt", has=clerk.page.locator("[name=accept]")))
