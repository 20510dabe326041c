"""The same message at several workers at the same moment, on both databases."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy.engine import Engine
from sqlmodel import select
from werkzeug.serving import make_server

from tests import stage
from tests.web.wechat_hook.conftest import PLAIN
from tests.web.wechat_hook.test_callback import now, path
from tests.wechat.dialogue.conftest import account
from tests.wechat_server.callbacks import event, message
from villagepub import db
from villagepub.factory import create_app
from villagepub.models import Follower, InboundMessage
from villagepub.settings import Settings

CALLS = 16


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def laid_out(
    request: pytest.FixtureRequest, chosen: Settings, sheets_folder: Path
) -> Engine:
    """The county with a notice and an account, on either database."""
    if request.param == "sqlite":
        engine: Engine = request.getfixturevalue("county")
    else:
        engine = request.getfixturevalue("empty_postgres")
        db.upgrade(engine)
        stage.lay(engine)
    stage.publish(engine, sheets_folder)
    account(engine, slug="plain", key=chosen.secret_key)
    return engine


@pytest.fixture
def served(laid_out: Engine, chosen: Settings) -> Iterator[Callable[[str], set[str]]]:
    """Bring one message many times at once; the different answers that came."""
    app = create_app(chosen, engine=laid_out)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def bring(xml: str) -> set[str]:
        query, body = PLAIN.post(xml, now())
        address = f"http://127.0.0.1:{server.server_port}{path('plain', query)}"

        def call(_: int) -> str:
            answer = requests.post(address, data=body, timeout=30)
            assert answer.status_code == 200
            return answer.text

        with ThreadPoolExecutor(8) as pool:
            return set(pool.map(call, range(CALLS)))

    yield bring
    server.shutdown()
    thread.join()
    server.server_close()


def test_one_question_has_one_answer(
    served: Callable[[str], set[str]], laid_out: Engine
) -> None:
    assert len(served(message("耕地补贴", number=4, at=now()))) == 1
    with db.reading(laid_out) as session:
        assert len(session.exec(select(InboundMessage)).all()) == 1


def test_one_scan_binds_once(
    served: Callable[[str], set[str]], laid_out: Engine
) -> None:
    assert len(served(event("SCAN", key=stage.VILLAGE, at=now()))) == 1
    with db.reading(laid_out) as session:
        assert session.exec(select(Follower)).one().village_code == stage.VILLAGE
