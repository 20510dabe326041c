"""Every rendering of the three notices: private numbers nowhere, QR codes lead home."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy.engine import Engine

from tests import stage
from tests.notices.test_privacy_of_notices import secrets_of
from tests.render.reading import pdf_text
from tests.stage import BASE, CASES, Case
from villagepub import db, render
from villagepub.content import NoticeContent
from villagepub.notices import queries

EDITIONS = [("a4", "colour"), ("a4", "black"), ("a3", "colour"), ("a3", "black")]


def published(engine: Engine, data: Path, case: Case) -> NoticeContent:
    public_id = stage.publish(engine, data, case)
    with db.reading(engine) as session:
        found = queries.published(session, public_id)
    assert found is not None
    return found.content


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_every_page_of_every_edition_leads_back_to_the_notice(
    county: Engine, sheets_folder: Path, case: Case
) -> None:
    content = published(county, sheets_folder, case)
    for paper, ink in EDITIONS:
        for page in render.poster_pages(content, paper=paper, ink=ink):
            codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
            assert [c.text for c in codes] == [f"{BASE}/n/{content.public_id}"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_the_picture_for_the_group_leads_back_too(
    county: Engine, sheets_folder: Path, case: Case
) -> None:
    content = published(county, sheets_folder, case)
    last = render.picture(content)[-1]
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(last)))
    assert [c.text for c in codes] == [content.url]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_no_text_of_a_poster_or_message_holds_a_private_number(
    county: Engine, sheets_folder: Path, case: Case
) -> None:
    content = published(county, sheets_folder, case)
    text = pdf_text(render.poster_pdf(content))
    text += (
        render.share_text(content) + render.robot_markdown(content) + content.to_json()
    )
    secrets = secrets_of(sheets_folder / "notices" / case.file)
    assert not [s for s in secrets if s in text.replace(" ", "")]


def test_the_wall_has_every_household_by_name(
    county: Engine, sheets_folder: Path
) -> None:
    content = published(county, sheets_folder, CASES[0])
    text = pdf_text(render.poster_pdf(content))
    names = [row.cells[1] for row in content.board.rows]
    assert len(names) == 73
    assert not [n for n in names if n not in text]
