"""Heads and the line with the unit of a photographed list, where they are in doubt."""

from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests.photo.papers import ELDERS as ROWS_OF_ELDERS
from tests.photo.papers import FARMLAND, RELIEF, with_cell
from tests.web.clerk.desk import Desk
from tests.web.clerk.test_paper import (
    ELDERS,
    FIELDS,
    POOR,
    ask,
    newest,
    photographed,
)
from tests.web.conftest import Page
from villagepub.settings import Settings


def other(page: Page, words: str, text: str) -> dict[str, str]:
    """What is sent where none of the choices of that question is right."""
    field = ask(page, words)
    return {field: "other", field.replace("q-", "w-"): text}


def test_a_unit_misread_in_a_head_is_told_first_and_every_amount_follows(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    """882.60 万元 multiplies and adds up as well as 882.60 元."""
    rows = with_cell(with_cell(FARMLAND, 0, 5, "补贴金额（万元）"), 2, 3, "1.94")
    draft = photographed(chosen, county, FIELDS, rows, r0c5=0.6)
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    assert "列名：补贴金额（万元）" in page.words
    assert "白福祥" not in page.words
    assert not page.soup.select("input[type=radio][checked]")
    assert len(page.soup.select(".crop img")) == 1
    page = clerk.send(page, other(page, "列名", "补贴金额(元)"), action="/paper")
    page = clerk.send(page, {ask(page, "白福祥　补贴面积"): "1"}, action="/paper")
    assert page.response.request.path.endswith("/sheet")
    assert "2,283.60" in page.words
    assert newest(county).tables[0].columns[5].unit == "元"


def test_a_doubtful_line_with_the_unit_is_told_as_the_paper_has_it(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    lead = {"高龄津贴发放表": 0.99, "单位：万元": 0.6}
    draft = photographed(chosen, county, ELDERS, ROWS_OF_ELDERS, lead)
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    page = clerk.send(page, other(page, "表头上的单位", "元"), action="/paper")
    assert page.response.request.path.endswith("/sheet")
    (table,) = newest(county).tables
    assert table.lead == ("高龄津贴发放表", "单位：元")
    assert {c.unit for c in table.columns if c.kind == "money"} == {"元"}


def test_a_head_that_was_read_right_is_one_tap(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, FARMLAND, r0c5=0.6)
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    page = clerk.send(page, {ask(page, "列名：补贴金额"): "0"}, action="/paper")
    assert page.response.request.path.endswith("/sheet")


def test_a_column_that_was_not_known_by_its_misread_head_comes_with_another_photo(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    rows = [
        [*row, "致困源因" if not n else "" if n > 3 else "因灾"]
        for n, row in enumerate(RELIEF)
    ]
    rows[0][2] = "XXXX"
    draft = photographed(chosen, county, POOR, rows, r0c2=0.2)
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    page = clerk.send(page, other(page, "列名：XXXX", "保障人口"), action="/paper")
    assert "请点“重拍”再拍一张" in page.words
