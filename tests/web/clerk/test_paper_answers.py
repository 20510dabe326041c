"""What is asked about a photographed list, and what the answers come to."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests.photo.papers import FARMLAND, RELIEF, with_cell
from tests.web.clerk.desk import Desk
from tests.web.clerk.test_paper import FIELDS, POOR, ask, newest, photographed
from villagepub.settings import Settings


def test_a_doubtful_figure_stands_beside_its_picture_and_nothing_is_chosen(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    rows = with_cell(FARMLAND, 2, 3, "1.94")
    draft = photographed(chosen, county, FIELDS, rows)
    page = Desk(client, "laotuo").get(f"/clerk/drafts/{draft}/sheet")
    assert "有 3 格拿不准" in page.words
    assert len(page.soup.select(".crop img[src^='data:image/jpeg']")) == 3
    assert not page.soup.select("input[type=radio][checked]")
    assert "7.94 乘得出" in page.words


def test_when_the_answers_make_the_sums_hold_the_sheet_is_the_drafts(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, with_cell(FARMLAND, 2, 3, "1.94"))
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    right = {ask(page, "白福祥　补贴面积"): "1"}
    page = clerk.send(page, right, action="/paper")
    assert page.response.request.path.endswith("/sheet")
    kept = newest(county)
    assert kept.tables[0].rows[1].cells[3] == "7.94"
    assert not kept.photo


def test_a_list_off_a_photo_is_held_against_the_paper_by_clerk_and_signer(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, with_cell(FARMLAND, 2, 3, "1.94"))
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    right = {ask(page, "白福祥　补贴面积"): "1"}
    page = clerk.send(page, right, action="/paper")
    assert "没查出毛病" not in page.words
    assert "照着纸，把名单从头看一遍" in page.words
    page = clerk.get(f"/clerk/drafts/{draft}/check")
    assert "字是从纸的照片上认的" in page.words
    clerk.send(page, action="/submit")
    page = Desk(client, "zhe").get(f"/review/drafts/{draft}")
    assert "字是从纸的照片上认的" in page.words


def test_an_answer_is_kept_while_others_are_open(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    rows = with_cell(with_cell(RELIEF, 2, 3, "855"), 1, 2, "8")
    draft = photographed(chosen, county, POOR, rows)
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    field = ask(page, "白福祥　月保障金额")
    typed = {field: "other", field.replace("q-", "w-"): "355"}
    page = clerk.send(page, typed, action="/paper")
    assert page.response.request.path.endswith("/paper")
    assert "月保障金额" not in " ".join(h.get_text() for h in page.soup.select("h2"))
    assert "保障人口" in page.words


def test_what_is_no_number_is_said_and_asked_again(
    chosen: Settings, client: FlaskClient, county: Engine
) -> None:
    draft = photographed(chosen, county, FIELDS, with_cell(FARMLAND, 5, 5, "2288.60"))
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    field = ask(page, "合计")
    typed = {field: "other", field.replace("q-", "w-"): "看不清"}
    page = clerk.send(page, typed, action="/paper")
    assert "“看不清”不是数" in page.words
    assert ask(page, "合计") == field


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"rows": "3"}, "打个勾"),
        ({"seen": "1"}, "一共几行"),
        ({"rows": "4", "seen": "1"}, "纸上 4 行，照片上读到 3 行"),
    ],
    ids=["not looked", "not counted", "a row is missing"],
)
def test_where_nothing_proves_the_amounts_they_are_looked_over_and_counted(
    chosen: Settings,
    client: FlaskClient,
    county: Engine,
    said: dict[str, str],
    sentence: str,
) -> None:
    draft = photographed(chosen, county, POOR, RELIEF[:-1])
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    assert "请照着纸看一遍" in page.words
    page = clerk.send(page, said, action="/paper")
    assert sentence in page.words
    assert page.response.request.path.endswith("/paper")
    page = clerk.send(page, {"rows": "3", "seen": "1"}, action="/paper")
    assert page.response.request.path.endswith("/sheet")


@pytest.mark.parametrize("typed", ["335", "1201075", "1,201,075.50"])
def test_what_is_changed_while_looking_over_is_what_the_paper_says(
    chosen: Settings, client: FlaskClient, county: Engine, typed: str
) -> None:
    draft = photographed(chosen, county, POOR, RELIEF[:-1])
    clerk = Desk(client, "laotuo")
    page = clerk.get(f"/clerk/drafts/{draft}/paper")
    own = page.soup.find("input", value="355")["name"]
    said = {own: typed, "rows": "3", "seen": "1"}
    clerk.send(page, said, action="/paper")
    assert newest(county).tables[0].rows[1].cells[3] == typed
