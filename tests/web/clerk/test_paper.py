"""A clerk who has only a paper list takes a photo of it."""

import io
import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.photo.papers import FARMLAND, Rows, photo_of, with_cell
from tests.stage import AID, SUBSIDY, Case
from tests.web.clerk.desk import Desk
from tests.web.clerk.village_sheets import SHEETS
from tests.web.conftest import Page
from villagepub import db, photo, tables, timers
from villagepub.demo.scenario import read
from villagepub.models import Draft, Notice
from villagepub.notices import abandoned_readings, photo_jobs, photo_readings, uploads
from villagepub.notices.draft_sheet import DraftSheet, PhotoJob
from villagepub.settings import Settings
from villagepub.web.parts import sheet_upload

PHOTO = "马家沟村2026年第三季度高龄津贴发放表（照片）.jpg"
ELDERS = Case("高龄老人补贴对象", "2026Q3", PHOTO)
FIELDS = Case(SUBSIDY, "2026", PHOTO)
POOR = Case(AID, "2026Q3", PHOTO)
needs_reader = pytest.mark.skipif(
    not photo.is_installed(), reason="认照片的部件没装：make photo"
)


def newest(county: Engine) -> DraftSheet:
    with db.transaction(county) as session:
        found = session.exec(select(Draft).order_by(col(Draft.id).desc())).first()
        assert found is not None
        return DraftSheet.from_json(found.sheet)


def photographed(
    chosen: Settings,
    county: Engine,
    case: Case,
    rows: Rows,
    lead: Mapping[str, float] | None = None,
    **unsure: float,
) -> int:
    """A draft with this list as a photo gives it; its number."""
    doubts = {(int(k[1]), int(k[3])): v for k, v in unsure.items()}
    grid = photo_of(rows, doubts, lead)
    with db.transaction(county) as session:
        draft = stage.begin(session, case)
        found = tables.read_grid(grid.as_grid("IMG.jpg"))
        sheet = uploads.read_sheet(
            session,
            uploads.SheetFile(found, "IMG.jpg", b"photo"),
            village_code=stage.VILLAGE,
            form=session.get_one(Notice, draft.notice_id).form,
            period=case.period,
            id_key=stage.ID_KEY,
        )
        photo_readings.keep(
            stage.act(session, "laotuo", stage.AT),
            draft_id=draft.id,
            revision=draft.revision,
            reading=photo_readings.begin(sheet, grid),
            key=chosen.secret_key,
        )
        return draft.id


def ask(page: Page, words: str) -> str:
    """The name of the field of the question with these words in its title."""
    for box in page.soup.select("section.box"):
        title = box.find("h2")
        radio = box.select_one("input[type=radio]")
        if title and radio and words in title.get_text():
            return str(radio["name"])
    raise AssertionError(page.words)


def when_read(clerk: Desk, page: Page) -> str:
    """Where the page leads that comes again by itself while a photo is read."""
    at, end = page.response.request.path, time.monotonic() + 600
    while time.monotonic() < end:
        if not clerk.get(at).soup.select_one("meta[http-equiv=refresh]"):
            return at
        time.sleep(0.1)
    raise AssertionError("the photo is still being read")


@needs_reader
@pytest.mark.usefixtures("read_once")
def test_a_photo_gives_the_table_that_a_sheet_gives(
    client: FlaskClient, county: Engine
) -> None:
    clerk = Desk(client, "laotuo")
    page = clerk.bring(ELDERS, read(PHOTO), "IMG_0711.jpg")
    assert "照片传到了，正在读" in page.words
    page = clerk.get(when_read(clerk, page))
    assert "12 人" in page.words
    assert "3,300.00" in page.words
    kept = newest(county)
    assert not kept.photo
    assert len(kept.tables[0].rows) == 12
    assert [cut.label for cut in kept.cuts] == ["身份证号码", "年龄"]


def test_without_the_reader_one_sentence_says_what_to_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo, "PARTS", ("rapidocr_that_nobody_has",))
    clerk = Desk(client, "laotuo")
    page = clerk.bring(ELDERS, b"\xff\xd8\xff" + bytes(300), "IMG_0711.jpg")
    assert page.code == 422
    assert "请传原来的表格或粘贴格子" in page.words
    assert "make photo" in page.words
    assert "image/jpeg" not in clerk.get(clerk.row(ELDERS)).text


@needs_reader
def test_a_file_that_only_begins_like_a_photo_is_refused_in_a_sentence(
    client: FlaskClient,
) -> None:
    torn = b"\xff\xd8\xff" + bytes(3000)
    clerk = Desk(client, "laotuo")
    page = clerk.bring(ELDERS, torn, "IMG_0711.jpg")
    assert page.code == 422
    assert "“IMG_0711.jpg”不是照片，或者不完整" in page.words


def on_its_way(county: Engine, name: str = "IMG_0711.jpg") -> tuple[int, PhotoJob]:
    """A draft, and the photo that somebody has sent for it a moment ago."""
    with db.transaction(county) as session:
        draft = stage.begin(session, ELDERS)
        job = photo_jobs.begin(
            stage.act(session, "laotuo", stage.AT),
            draft_id=draft.id,
            revision=draft.revision,
            filename=name,
            digest="0" * 64,
        )
        return draft.id, job


def test_of_a_photos_name_neither_illness_nor_number_is_kept(county: Engine) -> None:
    on_its_way(county, "张三尿毒症610603190102030017.jpg")
    job = newest(county).job
    assert job
    assert "尿毒" not in job.filename
    assert "190102030017" not in job.filename
    assert job.filename.startswith("张三***")


def test_where_too_many_wait_the_page_says_so_and_the_next_sheet_is_taken(
    chosen: Settings,
    client: FlaskClient,
    county: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(photo_jobs, "MAX_WAITING", 0)
    draft, job = on_its_way(county)
    with db.reading(county) as session:
        actor = stage.actor(session, "laotuo")
    photo_jobs.read(county, chosen, actor, draft_id=draft, job=job, data=b"")
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    assert "前面还有好几张照片在读" in page.words
    sheet = (io.BytesIO(SHEETS[2].data), SHEETS[2].name)
    page = clerk.send(page, {"file": sheet}, action="/read")
    assert "表读好了" in page.words
    before = newest(county)
    photo_jobs.read(county, chosen, actor, draft_id=draft, job=job, data=b"")
    assert newest(county) == before  # the photo came too late


def test_a_photo_of_which_nothing_came_is_asked_for_again(county: Engine) -> None:
    on_its_way(county)
    sheet = newest(county)
    soon, late = (stage.AT + timedelta(minutes=m) for m in (14, 15))
    assert photo_jobs.is_waiting(sheet, at=soon)
    assert not photo_jobs.fault_of(sheet, at=soon)
    assert photo_jobs.fault_of(sheet, at=late) == photo_jobs.LOST


def test_of_a_photo_whose_process_is_gone_the_page_says_so_at_once(
    client: FlaskClient, county: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        monkeypatch.setattr(os, "getpid", lambda: other.pid)
        draft, _ = on_its_way(county)
        monkeypatch.undo()
        assert photo_jobs.is_waiting(newest(county), at=stage.AT)
        other.kill()
    clerk = Desk(client, "laotuo")
    assert photo_jobs.LOST in clerk.get(f"/clerk/drafts/{draft}/paper").words


@pytest.mark.parametrize("reader", ["another-machine/1/100", ""])
def test_of_a_process_that_cannot_be_asked_after_nobody_says_that_it_is_gone(
    county: Engine, reader: str
) -> None:
    _, job = on_its_way(county)
    sheet = replace(newest(county), job=replace(job, reader=reader))
    assert photo_jobs.is_waiting(sheet, at=stage.AT + timedelta(minutes=14))


def test_what_is_not_read_when_its_process_has_to_end_is_said_to_be_lost(
    chosen: Settings, county: Engine
) -> None:
    draft, job = on_its_way(county)
    with db.reading(county) as session:
        actor = stage.actor(session, "laotuo")
    with photo_jobs._turn:  # of a photo before it, which takes too long
        photo_jobs.read(county, chosen, actor, draft_id=draft, job=job, data=b"")
        photo_jobs.finish(0.2)
        assert photo_jobs.fault_of(newest(county), at=stage.AT) == photo_jobs.LOST
    photo_jobs.finish(30)
    assert photo_jobs.fault_of(newest(county), at=stage.AT) == photo_jobs.LOST


def test_a_photographed_list_rests_sealed_and_goes_with_a_new_photo(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, with_cell(FARMLAND, 2, 3, "1.94"))
    with db.transaction(county) as session:
        text = session.get_one(Draft, draft).sheet
    assert "白福祥" not in text
    assert "1.94" not in text
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    page = clerk.send(page, action="/drop")
    assert page.response.request.path.endswith("/upload")
    assert not newest(county).photo


def test_what_nobody_answers_for_a_week_is_gone(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, with_cell(FARMLAND, 2, 3, "1.94"))

    def is_kept(days: int) -> bool:
        timers.work(
            county, [abandoned_readings.TIMER], at=stage.AT + timedelta(days=days)
        )
        return bool(newest(county).photo)

    assert is_kept(6)
    assert not is_kept(8)
    assert not newest(county).digest
    page = Desk(client, "laotuo").get(f"/clerk/drafts/{draft}/sheet")
    assert page.code == 200
    assert "拿不准" not in page.words


def test_a_photo_too_large_is_refused_before_it_is_read(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_upload, "MAX_BYTES", 1000)
    page = Desk(client, "laotuo").bring(ELDERS, b"\xff\xd8\xff" + bytes(2000), "大.jpg")
    assert page.code == 422
    assert "“大.jpg”太大" in page.words


def test_a_picture_of_what_was_masked_is_not_kept(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    rows = with_cell(with_cell(FARMLAND, 2, 3, "1.94"), 1, 1, "拓秀莲13800138000")
    draft = photographed(chosen, county, FIELDS, rows, r1c1=0.5)
    reading = photo_readings.opened(newest(county), chosen.secret_key)
    pictures = {
        (cell.spot.row, cell.spot.column): bool(cell.picture) for cell in reading.seen
    }
    assert not pictures[0, 1]
    assert pictures[0, 5]
    assert pictures[1, 1]
    page = Desk(client, "laotuo").get(f"/clerk/drafts/{draft}/paper")
    assert "13800138000" not in page.text


def test_an_answer_that_no_page_of_ours_sends_is_no_fault(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, with_cell(FARMLAND, 2, 3, "1.94"))
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    answer = clerk.send(
        page, {ask(page, "白福祥　补贴面积"): "1" * 5000}, action="/paper"
    )
    assert answer.code == 200
    assert "白福祥　补贴面积" in answer.words
