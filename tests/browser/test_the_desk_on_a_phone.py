"""The township's pages on a phone: an officer looks something up on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.browser.thumb import Thumb
from tests.stage import AT, CASES, VILLAGE
from villagepub import db, disclosures, worker
from villagepub.disclosures import Facts
from villagepub.findings import check_runs
from villagepub.models import Account, PosterCode
from villagepub.states import AccountKind, CodeKind

pytestmark = pytest.mark.browser

PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
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
                account_id=account.id or 0,
                url="http://weixin.qq.com/q/1",
                made_at=AT,
            )
        )


def test_every_page_of_the_desk_fits_a_phone(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path, tmp_path: Path
) -> None:
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
                store_url=tmp_path.as_uri(),
                key=stage.ID_KEY,
            ),
        )
        check_runs.ask(officer, place_code=VILLAGE[:9])
    worker.check_once(county, now=lambda: AT)
    connect(county)
    thumb = hand("bai")
    for path in PAGES:
        thumb.page.goto(f"/township/{path}")
        thumb.look(f"desk-phone-{path.replace('/', '-')}")
