"""Who can't use a shell: from the printed code to the first poster, in a browser alone."""

import io
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine
from werkzeug.serving import make_server

from tests.browser.test_the_main_job import bring_in, sign
from tests.browser.thumb import PATIENCE, Thumb
from tests.stage import CASES, PASSWORD, VILLAGE
from villagepub import clock, db, settings, setup
from villagepub.factory import create_app

pytestmark = pytest.mark.browser

HOST = "gk.ansai.example"  # Chromium finds it here (conftest), nobody else does
OWN = "han-lu-qiu-shuang"


@pytest.fixture
def site(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Nothing is in it, and no setting says its address."""
    from tests.web.clerk.conftest import OCTOBER

    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
    server = make_server(
        "127.0.0.1", 0, create_app(chosen, engine=engine), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A computer in the township's office."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": 1280, "height": 900},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def back_to_the_steps(page: Page, look: Callable[[Page, str], None], name: str) -> None:
    look(page, f"setup-{name}")
    page.get_by_role("link", name="回到头一天").click()


def found_the_place(page: Page, look: Callable[[Page, str], None], code: str) -> None:
    page.goto("/")
    look(page, "setup-1-代码")
    page.get_by_label("一次性代码").fill(code)
    press(page, "开始")
    page.get_by_role("searchbox").fill("沿河湾")
    press(page, "找")
    look(page, "setup-2-找到")
    page.locator("a.cell").first.click()
    page.get_by_label("姓名").fill("康敏")
    page.get_by_label("账号").fill("沿河湾康敏")
    page.get_by_label("密码").fill(PASSWORD)
    look(page, "setup-3-地方")
    press(page, "对，就办这里")
    expect(page.get_by_role("heading", level=1)).to_have_text("还有 6 样")
    look(page, "setup-4-六样")


def step(page: Page, title: str) -> None:
    page.locator("a.cell", has_text=title).click()


def made_the_slips(
    page: Page, look: Callable[[Page, str], None]
) -> list[tuple[str, str]]:
    step(page, "账号")
    page.locator(f"#clerk-{VILLAGE}").fill("拓小梅")
    page.locator(f"#supervisor-{VILLAGE}").fill("折治国")
    look(page, "setup-9-写名字")
    press(page, "开好，去打印")
    look(page, "setup-10-账号条")
    texts = page.locator(".slip").all_inner_texts()
    found = [re.search(r"账号\s+(\S+)\s+头回密码\s+(\S+)", text) for text in texts]
    page.goto("/setup")
    return [(one[1], one[2]) for one in found if one]


def entered(thumb: Thumb, login: str, password: str) -> Thumb:
    """By the slip; then a password of one's own."""
    page = thumb.page
    page.goto("/login")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    thumb.button("登录")
    expect(page.get_by_role("heading", level=1)).to_have_text("改密码")
    page.locator("[name=new]").fill(OWN)
    thumb.button("改好了")
    return thumb


def test_a_township_sets_itself_up_and_hangs_its_first_notice(
    browser: Browser,
    desk: Page,
    site: str,
    look: Callable[[Page, str], None],
    engine: Engine,
    sheets_folder: Path,
) -> None:
    with db.transaction(engine) as session:
        code = setup.make_code(session, at=clock.now())
    found_the_place(desk, look, code)

    step(desk, "电话和名称")
    desk.locator("[id='phone-610603102']").fill("0911-0062018")
    desk.locator(f"[id='phone-{VILLAGE}']").fill("0911-0062011")
    press(desk, "存好")
    back_to_the_steps(desk, look, "5-电话")

    step(desk, "网址")
    address = site.replace("127.0.0.1", HOST)
    desk.get_by_label("网址").fill(address)
    press(desk, "存好，试一下")
    code_picture = desk.locator(".qr img").screenshot()
    phone = Thumb(browser, address, look)
    phone.page.goto(read_code(code_picture))
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("对了")
    desk.get_by_role("link", name="扫过了，看看").click()
    expect(desk.get_by_text("打开了")).to_be_visible()
    back_to_the_steps(desk, look, "6-网址")

    step(desk, "公开目录")
    press(desk, "用示例的")
    back_to_the_steps(desk, look, "7-目录")
    step(desk, "各村清单")
    press(desk, "发给所有村")
    back_to_the_steps(desk, look, "8-清单")
    clerk_slip, signer_slip = made_the_slips(desk, look)
    step(desk, "头一个群")
    desk.get_by_label("群名").first.fill("沿河湾镇公开群")
    desk.get_by_role("button", name="加上", exact=True).first.click()
    back_to_the_steps(desk, look, "11-群")
    press(desk, "弄好了，进去")
    assert desk.goto("/setup").status == 404  # type: ignore[union-attr]

    first_notice(browser, look, address, sheets_folder, (clerk_slip, signer_slip))
    phone.close()


def first_notice(
    browser: Browser,
    look: Callable[[Page, str], None],
    address: str,
    sheets_folder: Path,
    slips: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    """By clerk and committee with their slips; its poster leads to the address."""
    clerk_slip, signer_slip = slips
    clerk = entered(Thumb(browser, address, look), *clerk_slip)
    expect(clerk.page.get_by_text("逾期")).to_have_count(0)
    bring_in(clerk, CASES[0], sheets_folder, "first")
    signer = entered(Thumb(browser, address, look), *signer_slip)
    sign(signer, "first")
    clerk.page.goto("/clerk/")
    clerk.cell(CASES[0].item)
    with clerk.page.expect_download() as download:
        clerk.tap(clerk.page.get_by_role("link", name="大榜 A3"))
    paper = pypdfium2.PdfDocument(download.value.path())[0]
    printed = zxingcpp.read_barcodes(paper.render(scale=3).to_pil())
    assert [c.text.partition("/n/")[0] for c in printed] == [address]
    for thumb in (clerk, signer):
        thumb.close()


def read_code(picture: bytes) -> str:
    from PIL import Image

    return zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))[0].text
