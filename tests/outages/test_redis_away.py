"""Without Redis people sign in and publish; what is sent goes a little later."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from tests.outages.group import KEY, Group, seen
from tests.processes import PATIENCE, free_port, wait_for
from tests.web.account.test_sign_in import enter
from tests.wechat_server.server import WeChatServer
from villagepub import clock, job_queue, settings
from villagepub.factory import create_app
from villagepub.settings import Settings

pytestmark = pytest.mark.redis
WORKER = """
from villagepub import settings, worker
worker.MINUTE = float({seconds})
worker.run(settings.read())
"""


@pytest.fixture
def environ(tmp_path: Path, wechat: WeChatServer) -> dict[str, str]:
    """Of a fleet whose Redis is away."""
    return {
        "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
        "VILLAGEPUB_QUEUE_URL": f"redis://127.0.0.1:{free_port()}/0",
        "VILLAGEPUB_WECOM_API": wechat.address,
    }


@pytest.fixture
def chosen(environ: dict[str, str]) -> Settings:
    return settings.read(environ)


@pytest.fixture
def app(county: Engine, chosen: Settings) -> Flask:
    return create_app(chosen, engine=county)


def test_people_sign_in_guesses_are_slowed_and_whoever_watches_is_told(
    app: Flask, county: Engine
) -> None:
    clerk, stranger = app.test_client(), app.test_client()
    enter(clerk)
    assert clerk.get("/clerk/").status_code == 200
    assert clerk.get("/readyz").get_json() == {
        "ok": True, "database": "ok", "queue": "away",
    }  # fmt: skip
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = {"login": "kang", "password": "wrong-one-9"}
    codes = [stranger.post("/login", data=wrong).status_code for _ in range(7)]
    assert codes == [400] * 6 + [429]


def test_tries_count_over_all_processes(county: Engine, chosen: Settings) -> None:
    codes = []
    for _ in range(7):  # each time another process, as far as the application knows
        one = create_app(chosen, engine=county)
        one.config["WTF_CSRF_ENABLED"] = False
        wrong = {"login": "kang", "password": "wrong-one-9"}
        codes.append(one.test_client().post("/login", data=wrong).status_code)
    assert codes == [400] * 6 + [429]


def test_a_worker_sends_without_it_and_hears_of_work_once_it_is_back(
    county: Engine,
    chosen: Settings,
    environ: dict[str, str],
    wechat: WeChatServer,
    tmp_path: Path,
) -> None:
    wechat.robots.keys.add(KEY)
    group = Group.new(county, chosen)
    group.post("while-away", clock.now())
    environ |= {"VILLAGEPUB_DATABASE_URL": str(county.url)}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(seconds=1)],
        env=os.environ | environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_for(lambda: seen(wechat) == ["while-away"])
        port = chosen.queue_url.rpartition(":")[2].partition("/")[0]
        given = ["--port", port, "--save", "", "--dir", str(tmp_path)]
        server = subprocess.Popen(["redis-server", *given], stdout=subprocess.DEVNULL)
        try:
            queue = job_queue.of(chosen)
            assert wait_for(queue.is_there)
            queue.wake()
            assert wait_for(lambda: queue.huey.pending_count() == 0)  # heard
            group.post("afterwards", clock.now())
            assert wait_for(lambda: seen(wechat)[1:] == ["afterwards"])
        finally:
            server.kill()
            server.wait()
        group.post("away-again", clock.now())
        assert wait_for(lambda: seen(wechat)[2:] == ["away-again"])
    finally:
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
