"""After the whole way, no number of a listed person is in anything that stays or leaves.

The three sheets go through the pages, the committee and the robot, a backup and the
year's file are made; then every byte of the machine and every answer of the site is
looked through: database and its journal, queue, log, temporary files, pages, PDF, zips.
"""

import io
import logging
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask
from sqlalchemy.engine import Engine

from tests import stage
from tests.notices.test_privacy_of_notices import secrets_of
from tests.render.reading import pdf_text
from tests.stage import AT, CASES, Case
from tests.web.clerk.conftest import OCTOBER
from tests.web.clerk.desk import Desk, first_ways
from tests.wechat_server.server import WeChatServer
from villagepub import archives, backups, clock, db, logs, places, settings, worker
from villagepub.act import Act
from villagepub.channels import village_groups
from villagepub.channels.robot_access import RobotAccess
from villagepub.factory import create_app
from villagepub.settings import Settings

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
FILES = ("json", "csv", "xlsx", "txt", "pdf", "png")
LINK = re.compile(r'(?:href|src)="(/[^"#]*)"')


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that the programs say, at the loudest, as a line of JSON each."""
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logs.configure(stream)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)
    structlog.reset_defaults()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that is written anywhere is written below this folder."""
    for name in ("instance", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


@pytest.fixture
def own(machine: Path, wechat: WeChatServer) -> Settings:
    wechat.robots.keys.add(KEY)
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(machine / "instance"),
            "VILLAGEPUB_BASE_URL": "http://gk.example.cn",
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )


@pytest.fixture
def site(county: Engine, own: Settings, log: io.StringIO) -> Flask:
    with db.transaction(county) as session:
        village_groups.add_robot(
            Act(session, None, AT),
            RobotAccess.of(own),
            place_code=stage.VILLAGE,
            name="镇村工作群",
            address=KEY,
        )
    return create_app(own, engine=county)


def walk(site: Flask, folder: Path, case: Case) -> list[bytes]:
    """Sheet to wall by the pages, with all that stands one tap aside; all answers."""
    clerk, signer = Desk(site.test_client(), "laotuo"), Desk(site.test_client(), "zhe")
    sheet = clerk.upload(case, folder)
    seen = [sheet.text.encode()]
    again = clerk.send(
        sheet, {"revision": "0"}, action="/settle"
    )  # somebody was faster
    sheet = clerk.get(str(sheet.response.request.path))
    check = clerk.send(sheet, first_ways(sheet), action="/settle")
    seen += [again.text.encode(), check.text.encode(), *_followed(clerk, check.text)]
    seen.append(clerk.send(check, action="/submit").text.encode())
    queue = signer.get("/review/")
    draft = signer.get(queue.soup.select_one("a.cell")["href"])
    seen += [draft.text.encode(), *_followed(signer, draft.text)]
    done = signer.sign(draft)
    address = next(
        a["href"] for a in done.soup.select("a") if a["href"].startswith("/n/")
    )
    stage.draw(site)
    stranger = site.test_client()
    public = [address, f"{address}/v1", *(f"{address}.{kind}" for kind in FILES)]
    public += [f"/v/{stage.VILLAGE}", f"/v/{stage.VILLAGE}/feed.json", "/metrics"]
    seen += [stranger.get(path).get_data() for path in public]
    posted = clerk.get(f"/clerk/notices/{address.rsplit('/', 1)[-1]}/")
    seen += [posted.text.encode(), *_followed(clerk, posted.text)]
    return seen


def _followed(desk: Desk, text: str) -> list[bytes]:
    """What stands one tap behind a page: rows, previews, posters, packages."""
    links = {link.replace("&amp;", "&") for link in LINK.findall(text)}
    own = sorted(link for link in links if not link.startswith("/static/"))
    return [desk.client.get(link).get_data() for link in own]


def readable(data: bytes) -> Iterator[bytes]:
    """The bytes, and what stands packed in them."""
    yield data
    if data.startswith(b"%PDF"):
        yield pdf_text(data).encode()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from readable(archive.read(name))


def holding(secrets: set[str], data: bytes) -> list[str]:
    return [s for part in readable(data) for s in secrets if s.encode() in part]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_no_number_of_a_person_is_left_anywhere(
    site: Flask,
    own: Settings,
    county: Engine,
    machine: Path,
    log: io.StringIO,
    wechat: WeChatServer,
    sheets_folder: Path,
    case: Case,
) -> None:
    secrets = secrets_of(sheets_folder / "notices" / case.file)
    answers = walk(site, sheets_folder, case)
    worker.run_once(county, own, now=lambda: OCTOBER)
    assert wechat.robots.log
    backups.save(county, machine / "备份.zip", own.store_url)
    with db.reading(county) as session:
        village = places.find(session, stage.VILLAGE)
        archives.save(session, village=village, year=2026, path=machine / "档案.zip")
    county.dispose()
    for n, answer in enumerate(answers):
        assert not holding(secrets, answer), f"answer {n}"
    for path in (p for p in machine.rglob("*") if p.is_file()):
        assert not holding(secrets, path.read_bytes()), path
    assert not holding(secrets, log.getvalue().encode())
    assert not holding(secrets, repr(wechat.robots.log).encode())
    assert list((machine / "temporary").iterdir()) == []


def test_the_search_does_find_such_numbers(sheets_folder: Path) -> None:
    file = sheets_folder / "notices" / CASES[0].file
    secrets = secrets_of(file)
    assert len(set(holding(secrets, file.read_bytes()))) == len(secrets)
