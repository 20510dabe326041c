"""The same day and the same people as at the clerk's desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from tests.findings.test_village_check import PAID
from tests.stage import BASE, ID_KEY
from tests.web.clerk.conftest import clerk, desk, october, signer
from tests.web.clerk.desk import Desk
from tests.web.conftest import SECRET_KEY
from tests.wechat_server.server import WeChatServer
from villagepub import settings
from villagepub.factory import create_app

__all__ = ["clerk", "desk", "october", "signer"]


@pytest.fixture
def town(desk: Callable[[str], Desk]) -> Desk:
    return desk("bai")


@pytest.fixture
def paid(sheets_folder: Path) -> bytes:
    return (sheets_folder / "disclosures" / PAID).read_bytes()


@pytest.fixture
def officer(county: Engine, wechat: WeChatServer, tmp_path: Path) -> Desk:
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_BASE_URL": BASE.replace("https", "http"),
            "VILLAGEPUB_ID_KEY": ID_KEY.decode(),
            "VILLAGEPUB_SECRET_KEY": SECRET_KEY,
            "VILLAGEPUB_OA_API": wechat.address,
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )
    app: Flask = create_app(chosen, engine=county)
    app.config["WTF_CSRF_ENABLED"] = False
    return Desk(app.test_client(), "bai")


@pytest.fixture
def connect(officer: Desk, wechat: WeChatServer) -> Callable[..., str]:
    """Fill the form in and send it; the words of the page that comes."""

    def send(**given: str) -> str:
        wanted = {
            "kind": "official",
            "name": "沿河湾镇人民政府",
            "app_id": wechat.platform.app_id,
            "secret": wechat.platform.secret,
        } | given
        page = officer.get("/township/wechat/")
        return str(officer.send(page, wanted, action="/township/wechat/").words)

    return send
