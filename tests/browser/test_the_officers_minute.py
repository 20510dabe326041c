"""An officer who has just signed in finds what is overdue and where, what disagrees and
what runs out tomorrow, each in a few clicks and less than a minute, and ends one of each.
"""

import io
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.browser.thumb import Thumb
from tests.findings.test_village_check import PAID, bring, check
from tests.stage import VILLAGE
from tests.web.clerk.conftest import OCTOBER
from villagepub import db
from villagepub.findings import decisions
from villagepub.models import Finding, VillageItem

pytestmark = pytest.mark.browser

TOMORROW = date(2026, 10, 9)
MAX_TAPS, MINUTE = 5, 60


@pytest.fixture
def officer(
    county: Engine, sheets_folder: Path, tmp_path: Path, hand: Callable[[str], Thumb]
) -> Thumb:
    """Signed in on a desk with last quarter's lists overdue, a list that differs in some
    rows, and one difference that a village has until tomorrow.
    """
    stage.publish(county, sheets_folder)
    bring(county, tmp_path, (sheets_folder / "disclosures" / PAID).read_bytes())
    check(county, OCTOBER)
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 7, 1)
        given = session.exec(
            select(Finding.id).where(
                Finding.village_code == VILLAGE, col(Finding.name) == "温良峰"
            )
        ).one()
        officer = stage.act(session, "bai", OCTOBER)
        decisions.assign(officer, finding_id=given or 0, due_on=TOMORROW)
    thumb = hand("bai")
    thumb.page.set_viewport_size({"width": 1280, "height": 900})
    return thumb


@contextmanager
def in_a_minute(officer: Thumb) -> Iterator[None]:
    """From the desk's first page, in so many clicks."""
    officer.page.goto("/township/")
    officer.taps, started = 0, time.monotonic()
    yield
    assert officer.taps <= MAX_TAPS
    assert time.monotonic() - started < MINUTE


def end_it(officer: Thumb, why: str) -> None:
    """不算问题, on a finding's own page."""
    page = officer.page
    box = page.locator("details", has_text="不算问题")
    officer.tap(box.locator("summary"))
    box.get_by_label("为什么不算").fill(why)
    officer.go(box.get_by_role("button", name="定了，不算问题"))
    expect(page.get_by_role("button", name="还是要办，拿回来")).to_be_visible()


def number(officer: Thumb, words: str) -> int:
    """现在要办的 12 件."""
    said = officer.page.get_by_role("link", name=re.compile(words)).inner_text()
    return int(re.findall(r"\d+", said)[-1])


def test_each_is_found_in_a_minute_and_one_of_each_is_ended(officer: Thumb) -> None:
    page = officer.page
    assert page.url.endswith("/township/")

    with in_a_minute(officer):
        officer.look("minute-1-头一眼")
        before = number(officer, "现在要办的")
        officer.tap(page.get_by_role("link", name=re.compile("现在要办的")))
        row = page.locator("table.fnd tbody tr").first
        expect(row).to_contain_text("马家沟村")
        expect(row).to_contain_text("逾期")
        officer.tap(row.locator("summary"))
        row.get_by_role("textbox").fill("镇上并在一起贴了。")
        officer.go(row.get_by_role("button", name="定了"))
        assert number(officer, "现在要办的") == before - 1

    with in_a_minute(officer):
        officer.go(page.get_by_role("navigation").get_by_role("link", name="对不上的"))
        line = page.locator("table.fnd tbody tr", has_text="苗占彪").first
        expect(line).to_contain_text("村级多出")
        officer.go(line.get_by_role("link", name="看看"))
        expect(page.get_by_role("region", name="村里贴的")).to_contain_text("苗占彪")
        end_it(officer, "种着，政府的名单要下一批才有。")

    with in_a_minute(officer):
        before = number(officer, "明天到期")
        officer.tap(page.get_by_role("link", name=re.compile("明天到期")))
        cell = page.locator("a.cell", has_text="明天该办好")
        expect(cell).to_contain_text("温良峰")
        officer.look("minute-2-明天到期")
        officer.go(cell)
        end_it(officer, "派出所登记的就是这个字。")
        page.goto("/township/")
        left = page.get_by_role("link", name=re.compile("明天到期"))
        assert left.count() == 0 or number(officer, "明天到期") == before - 1


def test_the_grid_prints_on_one_a3(officer: Thumb) -> None:
    page = officer.page
    page.goto("/township/")
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(reader.pages) == 1
    width, height = (round(float(n) / 72 * 25.4) for n in reader.pages[0].mediabox[2:])
    assert (width, height) == (420, 297)
    # Chromium's PDF says 干 as the radical ⼲.
    said = unicodedata.normalize("NFKC", reader.pages[0].extract_text())
    words = "".join(said.split())
    for one in ("各村哪天贴出来的", "家沟村", "村干部报酬", "不排名次"):
        assert one in words
    for control in ("催打了勾的", "存成表格", "改密码"):
        assert control not in words
