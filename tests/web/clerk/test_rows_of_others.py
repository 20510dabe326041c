"""A township's sheet on its way through a village's pages."""

from tests.web.clerk.desk import SUBSIDY, Desk, first_ways
from tests.web.clerk.test_questions import pasted
from tests.web.conftest import strict


def test_a_townships_sheet_is_made_the_villages_by_one_button(clerk: Desk) -> None:
    head = "行政村,户主姓名,组别,补贴面积,补贴标准,补贴金额\n"
    own = "马家沟村,强生贵,1组,3,60,180\n马家沟村,康登云,1组,2,60,120\n"
    others = "侯家沟村,冯怀珠,2组,2,60,120\n合计,,,7,,420\n"
    page = pasted(clerk, SUBSIDY, f"2026年耕地补贴\n{head}{own}{others}")
    strict(page.text)
    assert "第 5 行写的是“侯家沟村”，这里是马家沟村。" in page.words
    check = clerk.send(page, first_ways(page), action="/settle")
    assert "300.00" in check.words
    assert "冯怀珠" not in check.words
    back = clerk.get(check.response.request.path.replace("/check", "/sheet"))
    assert "表上 6 行：列名 1 行，名单 2 行，不列的 1 行，合计 1 行" in back.words
    assert "你选了不列" in back.words
