"""本期无 on the committee's page, on the clerk's list and on the village's page."""

from collections.abc import Callable

import pytest

from tests.stage import VILLAGE
from tests.web.clerk.conftest import OCTOBER
from tests.web.clerk.desk import Desk
from villagepub import clock


@pytest.fixture(autouse=True)
def october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)


def test_what_the_committee_confirmed_stands_on_the_villages_page(
    desk: Callable[[str], Desk],
) -> None:
    clerk, committee = desk("laotuo"), desk("zhe")
    clerk.send(clerk.get("/clerk/"), action="/nothing")
    page = committee.get("/review/")
    assert "拓小梅 10月8日报的：这一期没有" in page.words
    assert "这几期没有的" not in clerk.get(f"/v/{VILLAGE}").words
    page = committee.send(page, action="/confirm")
    assert "现在没有要看的" in page.words
    public = clerk.get(f"/v/{VILLAGE}").words
    assert "村里报没有，村务监督委员会的折治国2026年10月8日看过。" in public


def test_what_is_sent_back_tells_the_clerk_why(desk: Callable[[str], Desk]) -> None:
    clerk, committee = desk("laotuo"), desk("zhe")
    clerk.send(clerk.get("/clerk/"), action="/nothing")
    page = committee.send(committee.get("/review/"), {"remark": ""}, action="/return")
    assert "请写一句有什么没贴" in page.words
    committee.send(page, {"remark": "二组停了一户"}, action="/return")
    assert "监委会说不是没有：二组停了一户" in clerk.get("/clerk/").words
