"""The township's pages on a phone: an officer looks something up on the way."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb
from tests.stage import AT, CASES, VILLAGE
from villagepub import db, disclosures, settings, worker
from villagepub.disclosures import Facts
from villagepub.findings import check_runs
from villagepub.models import Account, PosterCode
from villagepub.states import AccountKind, CodeKind

pytestmark = pytest.mark.browser

PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
# Tables of which a part is out of sight, but the grid of villages and months.
ASIDE = """() => [...document.querySelectorAll(".wrap:not(:has(.gr))")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel)"""
PAGES = (
    "", "findings/", "disclosures/", "disclosures/1/", "findings/1/", "catalogs/",
    "lists/", "accounts/", "groups/", "wechat/", "codes/", f"villages/{VILLAGE}/",
)  # fmt: skip


def connect(engine: Engine) -> None:
    """A 公众号 that lacks a right, a 企业微信, and a village's code."""
    lacking = '{"draft": "", "publish": "这个账号没有开通这项权限。"}'
    with db.transaction(engine) as session:
        for kind in AccountKind:
            account = Account(
                place_code=VILLAGE[:9],
                kind=kind,
                name="沿河湾镇人民政府",
                app_id="wx0123456789abcdef",
                secret="sealed",
                slug=kind.value,
                rights=lacking if kind is AccountKind.OFFICIAL else "{}",
                fault="账号的密钥不对。",
                probed_at=AT,
                created_at=AT,
            )
            session.add(account)
            session.flush()
        session.add(
            PosterCode(
                place_code=VILLAGE,
                kind=CodeKind.FOLLOW,
                account_id=account.id,
                url="http://weixin.qq.com/q/1",
                made_at=AT,
            )
        )


def propose_again(engine: Engine, sheets: Path, store: str) -> int:
    """A list that would replace two villages', with a name that nobody knows."""
    rows = [("马家沟村", "白志明"), ("寨子湾村", "杜伟"), ("阎家湾村", "高满仓")]
    book = openpyxl.Workbook()
    page = book.active
    page.append(["2025年耕地地力保护补贴公示"])
    page.append(["行政村", "姓名", "组别", "面积（亩）", "补贴标准", "补贴金额"])
    for village, name in rows:
        page.append([village, name, "1组", 9.5, 60, 570])
    out = io.BytesIO()
    book.save(out)
    with db.transaction(engine) as session:
        read = disclosures.read_list(
            session,
            place_code=VILLAGE[:9],
            facts=Facts(
                item=CASES[0].item,
                period="2026",
                title="耕地地力保护补贴公示（补正）",
                published_on=AT.date(),
            ),
            data=out.getvalue(),
            filename="补正.xlsx",
            store_url=store,
            key=stage.ID_KEY,
        )
        officer = stage.act(session, "bai", AT)
        return disclosures.propose(officer, read).disclosure.id


def test_every_page_of_the_desk_fits_a_phone(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path, tmp_path: Path
) -> None:
    # where the site itself looks for what was kept
    store = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")}).store_url
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        officer = stage.act(session, "bai", AT)
        disclosures.import_list(
            officer,
            disclosures.read_list(
                session,
                place_code=VILLAGE[:9],
                facts=Facts(
                    item=CASES[0].item,
                    period="2026",
                    title="沿河湾镇2026年耕地地力保护补贴发放情况公示",
                    document="沿政发〔2026〕8号",
                    published_on=AT.date(),
                ),
                data=(sheets_folder / "disclosures" / PAID).read_bytes(),
                filename=PAID,
                store_url=store,
                key=stage.ID_KEY,
            ),
        )
        check_runs.ask(officer, place_code=VILLAGE[:9])
    worker.check_once(county, now=lambda: AT)
    connect(county)
    thumb = hand("bai")
    bad = []
    waiting = propose_again(county, sheets_folder, store)
    thumb.page.goto(f"/township/disclosures/{waiting}/preview/")
    thumb.look("desk-phone-preview")
    for path in PAGES:
        thumb.page.goto(f"/township/{path}")
        thumb.look(f"desk-phone-{path.replace('/', '-')}")
        bad += [(path, one) for one in thumb.page.evaluate(ASIDE)]
    assert bad == [], "tables that are pushed sideways"
