"""The rows of a list as HTML: every value escaped, every cell what its column is."""

from bs4 import BeautifulSoup, Tag

from villagepub.content import Column, Row, Sheet
from villagepub.web.http.list_rows import is_deck, list_rows

NAMES = (
    Column(key="no", head="序号", kind="no"),
    Column(key="name", head="户主", kind="name"),
    Column(key="group", head="组别", kind="mid"),
    Column(key="amount", head="金额", unit="元", kind="num"),
)
WORDS = (
    Column(key="what", head="事项<1>", kind="long"),
    Column(key="how", head="办法", kind="text"),
    Column(key="amount", head="金额", unit="元", kind="num"),
)


def cells(columns: tuple[Column, ...], *values: str, mark: str = "") -> list[Tag]:
    sheet = Sheet(columns=columns, sections=())
    html = list_rows(sheet, [Row(cells=values, mark=mark)])
    return BeautifulSoup(html, "html.parser").tr.find_all(["td", "th"])  # type: ignore[union-attr]


def test_a_list_has_a_head_a_row_and_figures_at_the_right() -> None:
    assert not is_deck(Sheet(columns=NAMES, sections=()))
    number, name, group, amount = cells(NAMES, "1", "王<b>", "3&4组", "5.00", mark="改")
    assert (number.name, number["class"]) == ("td", ["n", "dim"])
    assert (name.name, name["scope"], name.get_text()) == ("th", "row", "王<b> 改")
    assert (group.name, group.attrs, group.get_text()) == ("td", {}, "3&4组")
    assert (amount["class"], amount.get_text()) == (["n"], "5.00")


def test_where_there_are_many_words_each_cell_says_its_head() -> None:
    assert is_deck(Sheet(columns=WORDS, sections=()))
    title, how, amount = cells(WORDS, "修<路>", "", "")
    assert (title["role"], title.get_text()) == ("rowheader", "修<路>")
    assert (how["data-l"], how.get_text()) == ("办法", "")
    assert (amount["class"], amount.get_text()) == (["n"], "")
    *_, amount = cells(WORDS, "修路", "以工代赈", "5.00")
    assert amount.get_text() == "5.00 元"
