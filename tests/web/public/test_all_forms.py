"""Notices of many kinds from the office's sheet to the villager's page."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.forms.sample_rows import identity
from tests.forms.sample_sheets import SAMPLES, workbook
from tests.stage import AT
from villagepub import db
from villagepub.demo.scenario import read
from villagepub.models import VillageItem

MONTHLY = Path("57-monthly-income-expenditure/L5月表.xlsx")


def posted(engine: Engine, form: str, period: str, data: bytes, name: str) -> str:
    """The public id; the village's list has a line for the form."""
    with db.transaction(engine) as session:
        item = VillageItem(
            village_code=stage.VILLAGE, item_key=form, name=f"{form}事项", form=form
        )
        session.add(item)
        session.flush()
        case = stage.Case(item.name, period, name)
        draft = stage.begin(session, case)
        draft = stage.upload(session, draft, data, name)
        draft = stage.settle_all(session, draft, choose="explain")
        stage.submit(session, draft)
    with db.transaction(engine) as session:
        return stage.approve(session, draft, AT).public_id


@pytest.mark.parametrize(
    ("form", "period", "words"),
    [
        ("T3", "2026Q1", ["债权", "债务", "安塞区兴农养殖专业合作社"]),
        ("T11", "2026-06-10", ["全村", "32"]),
        ("T16", "2026-06-10", ["土地补偿费", "822,769.62"]),
        ("T18", "2026Q1", ["23,400.00", "主任"]),
        ("T21", "2026-06-10", ["谁能享受", "每亩60元"]),
        ("T24", "2026-06-10", ["村民选举委员会", "全村"]),
    ],
)
def test_a_page_says_what_its_kind_of_notice_has_to(
    get, county: Engine, form: str, period: str, words: list[str]
) -> None:
    sample = SAMPLES[form]
    public_id = posted(county, form, period, workbook(sample), f"{sample.title}.xlsx")
    page = get(f"/n/{public_id}")
    link, heading = (
        page.soup.select_one("[href='#roll']"),
        page.soup.select_one("#roll h2"),
    )
    assert heading.get_text().startswith(link.get_text().removeprefix("看"))
    assert not [word for word in words if word not in page.words]
    assert "王建国" not in page.text
    assert identity(0)[:14] not in page.text


def test_the_page_of_a_monthly_statement_has_its_balance_and_its_kinds(
    get, county: Engine
) -> None:
    data = (Path(stage.__file__).parent / "cases" / MONTHLY).read_bytes()
    public_id = posted(county, "T2", "2026Q2", data, MONTHLY.name)
    words = get(f"/n/{public_id}").words
    for word in ("17,742.62", "9月收入", "9月支出", "出租及承包收入"):
        assert word in words


def test_how_those_present_voted_is_drawn_beside_its_numbers(
    get, county: Engine
) -> None:
    name = "马家沟村村民代表会议表决结果.csv"
    sheet = read(name).replace(b"2026-08-28", b"2026-05-28")
    public_id = posted(county, "T17", "2026-06-02", sheet, name)
    divided, unanimous = get(f"/n/{public_id}").soup.select("svg.vb")
    said = divided["aria-label"]
    assert said == "应到 31 人，实到 28 人，同意 25 人，反对 2 人，弃权 1 人"
    parts = [one["width"] for one in divided.select("rect[class]")]
    assert parts == ["89.29%", "7.14%", "3.57%"]
    assert "反对" not in unanimous.find_next("p").get_text()
