"""Two accounts of WeChat at which people sign in, and a phone that is bound."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests.web.account.wechat_login.steps import APPS, SECRET, bind, enter, phone
from tests.wechat.dialogue.conftest import account
from tests.wechat_server.clients import clients
from tests.wechat_server.server import WeChatServer
from villagepub import settings
from villagepub.factory import create_app
from villagepub.settings import Settings
from villagepub.states import AccountKind


@pytest.fixture
def chosen(chosen: Settings, wechat: WeChatServer, tmp_path) -> Settings:
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(chosen.instance),
            "VILLAGEPUB_BASE_URL": chosen.base_url,
            "VILLAGEPUB_ID_KEY": chosen.id_key.decode(),
            "VILLAGEPUB_OA_API": wechat.address,
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )


@pytest.fixture
def app(chosen: Settings, county: Engine, wechat: WeChatServer) -> Flask:
    wechat.people.apps = dict.fromkeys(APPS.values(), SECRET)
    for slug, app_id in APPS.items():
        kind = AccountKind.WECOM if slug == "work" else AccountKind.OFFICIAL
        account(county, slug=slug, kind=kind, app_id=app_id, key=chosen.secret_key)
    return create_app(chosen, engine=county, client_of=clients(wechat.address, SECRET))


@pytest.fixture
def bound(app: Flask, wechat: WeChatServer) -> Callable[[str], FlaskClient]:
    """Somebody's phone that is bound, and signed out again."""

    def prepare(slug: str = "oa") -> FlaskClient:
        client = phone(app, slug)
        enter(client)
        assert bind(client, wechat, slug).code == 302
        client.delete_cookie("session")
        return client

    return prepare
