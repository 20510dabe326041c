"""小微权力清单 at the township's desk and in the village: change, import, issue, add."""

import io

import pytest

from tests.stage import VILLAGE
from tests.web.clerk.desk import Desk
from villagepub import powers, tables

LIST, PUBLIC = "/township/powers/", f"/power/{VILLAGE}"


def test_the_sample_is_there_to_begin_with_and_says_what_it_is(officer: Desk) -> None:
    words = officer.get(LIST).words
    assert "现在是程序带的示例" in words
    assert all(item.name in words for item in powers.sample().items)


def test_a_changed_power_is_issued_and_shown_in_every_village(officer: Desk) -> None:
    page = officer.get(f"{LIST}QL-15")
    again = officer.send(page, {"name": "村里的公章"}, action=f"{LIST}QL-15")
    assert "改好了，还没有印发到村" in again.words
    assert "村里的公章" not in officer.get(PUBLIC).words
    issued = officer.send(again, {}, action=f"{LIST}issue")
    assert "印发了第 1 版" in issued.words
    words = officer.get(PUBLIC).words
    assert "村里的公章" in words
    assert "示例" not in words


def test_what_the_form_does_not_show_stays(officer: Desk) -> None:
    page = officer.get(f"{LIST}QL-20")
    again = officer.send(page, {"decides": "镇上定"}, action=f"{LIST}QL-20")
    officer.send(again, {}, action=f"{LIST}issue")
    assert "未注明的材料一律不收" in officer.get(f"/guide/{VILLAGE}/QL-20").words
    assert (
        "《中华人民共和国社会救助法》第四十五条" in officer.get(f"{PUBLIC}/QL-20").words
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"step-4-days": "7"}, "公布的期限不得少于十五日"),
        ({"step-4-days": "十五"}, "“公布几天”写的是“十五”，要写数字"),
        ({"name": ""}, "名称要有 1 到 30 个字"),
        ({"name": "协商议事"}, "“协商议事”写了 2 次"),
    ],
)
def test_a_fault_is_said_and_nothing_changes(
    officer: Desk, typed: dict[str, str], said: str
) -> None:
    page = officer.get(f"{LIST}QL-15")
    again = officer.send(page, typed, action=f"{LIST}QL-15")
    assert said in again.words
    assert "现在是程序带的示例" in officer.get(LIST).words


def test_a_power_is_added_and_taken_away(officer: Desk) -> None:
    page = officer.get(f"{LIST}new")
    typed = {"code": "QL-90", "name": "村里的车", "decides": "村委会"}
    typed |= {"step-1-name": "登记", "step-1-actor": "村文书"}
    assert "村里的车" in officer.send(page, typed, action=f"{LIST}new").words
    page = officer.get(f"{LIST}QL-90")
    again = officer.send(page, {"drop": "1"}, action=f"{LIST}QL-90")
    assert "村里的车" not in again.words


def test_the_list_goes_out_as_a_workbook_and_comes_back_changed(officer: Desk) -> None:
    book = officer.client.get(f"{LIST}list.xlsx")
    assert book.mimetype == tables.XLSX
    listed = powers.read_workbook(book.data, "清单.xlsx")
    assert listed.items == powers.sample().items
    answer = officer.client.post(
        LIST,
        data={"file": (io.BytesIO(book.data), "清单.xlsx")},
        follow_redirects=True,
    )
    assert "收下了：27 项，第 1 版" in answer.get_data(as_text=True)


def test_a_workbook_with_a_fault_says_where(officer: Desk) -> None:
    other = tables.write_xlsx([("名单", ["姓名"], [["王建国"]])])
    answer = officer.client.post(
        LIST, data={"file": (io.BytesIO(other), "名单.xlsx")}, follow_redirects=True
    )
    assert "没有叫“领域”的工作表" in answer.get_data(as_text=True)


def test_a_village_adds_its_own_and_cannot_touch_the_townships(clerk: Desk) -> None:
    page = clerk.get("/clerk/powers/new")
    typed = {"name": "红白理事会怎么办事", "decides": "红白理事会"}
    typed |= {"step-1-name": "报备", "step-1-actor": "办事的户"}
    again = clerk.send(page, typed, action="/clerk/powers/new")
    assert "加好了" in again.words
    assert "红白理事会怎么办事" in clerk.get(PUBLIC).words
    assert clerk.client.get("/clerk/powers/QL-01").status_code == 404
    page = clerk.get("/clerk/powers/new")
    again = clerk.send(page, typed | {"name": "协商议事"}, action="/clerk/powers/new")
    assert "镇上的清单里已经有了" in again.words
