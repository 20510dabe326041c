"""The hook behind Flask's client and behind a real server."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from werkzeug.serving import make_server

from tests.wechat.dialogue.conftest import account, public_id
from tests.wechat_server.callbacks import Caller
from villagepub.settings import Settings
from villagepub.states import AccountKind

__all__ = ["public_id"]

AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SAFE = Caller(token="spamtest", app_id="wx2c2769f8efd9abc2", aes_key=AES, mode="safe")
PLAIN = SAFE.but(aes_key="", mode="plain")
WECOM = SAFE.but(style="wecom", app_id="ww1234567890abcdef")
SLUGS = {"plain": PLAIN, "safe": SAFE, "compatible": SAFE.but(mode="compatible")}
SLUGS |= {"wecom": WECOM}


@pytest.fixture
def accounts(county: Engine, chosen: Settings) -> dict[str, int]:
    """One account for each way of calling, named by it."""
    return {
        slug: account(
            county,
            slug=slug,
            kind=AccountKind.WECOM if slug == "wecom" else AccountKind.OFFICIAL,
            app_id=caller.app_id,
            token=caller.token,
            aes_key=caller.aes_key,
            key=chosen.secret_key,
        )
        for slug, caller in SLUGS.items()
    }


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of the site behind a real server with threads."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
