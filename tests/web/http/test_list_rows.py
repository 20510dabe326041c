"""The rows of a list as HTML: every value escaped, every cell what its column is."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from villagepub.content import ChangedValue, Column, Row, Section, Sheet
from villagepub.web.http.list_rows import (
    changes_step,
    is_deck,
    label_of,
    list_rows,
    narrowed,
    unit_beside,
)

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
    assert (group.name, group["data-l"], group.get_text()) == ("td", "组别", "3&4组")
    assert (amount["class"], amount["data-l"]) == (["n"], "金额（元）")
    assert amount.get_text() == "5.00"


def test_where_there_are_many_words_each_cell_says_its_head() -> None:
    assert is_deck(Sheet(columns=WORDS, sections=()))
    title, how, amount = cells(WORDS, "修<路>", "", "")
    assert (title["role"], title.get_text()) == ("rowheader", "修<路>")
    assert (how["data-l"], how.get_text()) == ("办法", "")
    assert (amount["class"], amount.get_text()) == (["n"], "")
    *_, amount = cells(WORDS, "修路", "以工代赈", "5.00")
    assert amount.get_text() == "5.00\xa0元"


GOODS = (
    Column(key="item", head="款物名称", kind="long"),
    Column(key="source", head="来源", kind="text"),
    Column(key="unit", head="单位", kind="mid"),
    Column(key="given", head="发放", kind="num"),
)


def test_on_a_card_a_figure_says_what_it_is_counted_in() -> None:
    *_, unit, given = cells(GOODS, "大米", "区应急管理局", "袋", "118")
    assert (unit["class"], unit.has_attr("data-l")) == (["un"], False)
    assert (given.get_text(), given.select_one(".u") is None) == ("118\xa0袋", False)
    *_, given = cells(GOODS, "大米", "区应急管理局", "袋", "")
    assert given.get_text() == ""


def test_what_a_card_does_not_know_takes_no_line() -> None:
    _, source, *_ = cells(GOODS, "大米", "", "袋", "118")
    assert (source["data-l"], list(source.children)) == ("来源", [])


def test_short_words_in_a_table_of_many_words_never_break() -> None:
    _, short, _ = cells(WORDS, "修路", "以工代赈", "")
    _, long, _ = cells(WORDS, "修路", "村民以工代赈出工出料", "")
    assert short["class"] == ["nb"]
    assert not long.has_attr("class")


def test_a_row_without_a_person_is_headed_by_its_first_words() -> None:
    plan = (NAMES[0], Column(key="part", head="项目", kind="mid"), NAMES[3])
    number, part, _ = cells(plan, "1", "成员分配", "5.00")
    assert (number.name, part.name, part["scope"]) == ("td", "th", "row")


def listed(*rows: tuple[str, ...], total: tuple[str, ...] = ()) -> Sheet:
    section = Section(rows=tuple(Row(cells=cells) for cells in rows), total=total)
    return Sheet(columns=NAMES, sections=(section,))


ROWS = tuple((str(n), f"王{n}", "3组", f"{n}.00") for n in range(1, 5))


def test_a_column_that_is_the_same_in_every_row_is_said_once() -> None:
    found = narrowed(listed(*ROWS, total=("合计", "", "", "10.00")))
    assert found.said == ("组别都是 3组",)
    assert [c.key for c in found.sheet.columns] == ["no", "name", "amount"]
    assert found.sheet.rows[0].cells == ("1", "王1", "1.00")
    assert found.sheet.sections[0].total == ("合计", "", "10.00")


def test_an_empty_column_is_left_out_and_nothing_is_said_of_it() -> None:
    found = narrowed(listed(*(("1", f"王{n}", "", "5.50") for n in range(2))))
    assert (found.said, len(found.sheet.columns)) == ((), 3)


def test_a_column_with_a_sum_a_name_or_few_rows_stays() -> None:
    alike = [(str(n), "王一", "3组", "5.00") for n in range(4)]
    sheet = listed(*alike, total=("合计", "", "", "20.00"))
    assert [c.key for c in narrowed(sheet).sheet.columns] == ["no", "name", "amount"]
    assert narrowed(listed(*ROWS[:2])).said == ()
    assert narrowed(listed()).sheet == listed()


def test_one_group_of_a_list_says_only_what_is_the_same_in_the_whole_list() -> None:
    second = Section(rows=(Row(cells=("5", "王五", "4组", "5.00")),))
    sheet = replace(listed(*ROWS), sections=(*listed(*ROWS).sections, second))
    found = narrowed(sheet, second)
    assert found.said == ()
    assert found.sheet.rows == second.rows
    first = narrowed(listed(*ROWS), listed(*ROWS).sections[0])
    assert first.said == ("组别都是 3组",)


def test_the_beginning_of_a_list_says_nothing_of_all_its_rows() -> None:
    assert narrowed(listed(*ROWS), folds=False).said == ()


def test_a_longer_cell_asks_for_more_room() -> None:
    long = (*ROWS[0][:3], "1,234,567.00")
    assert narrowed(listed(*ROWS, long)).step > narrowed(listed(*ROWS)).step


def test_a_head_that_says_its_unit_does_not_say_it_twice() -> None:
    said = Column(key="n", head="户数", kind="num", unit="户")
    other = Column(key="a", head="补贴金额", kind="num", unit="元")
    assert (unit_beside(said), label_of(said)) == ("", "户数")
    assert (unit_beside(other), label_of(other)) == ("元", "补贴金额（元）")


def test_a_figure_in_the_words_of_a_card_stays_on_one_line() -> None:
    _, how, _ = cells(
        WORDS, "清渠", "硬化道路1.2公里，一共 205,993.60 元，分 4 项", "9"
    )
    assert [one.get_text() for one in how.select(".fig")] == [
        "1.2公里",
        "205,993.60 元",
        "4 项",
    ]
    assert len(how.find_all(recursive=False)) == 1  # beside its label, not in pieces


def test_a_cell_is_the_same_whatever_stands_above_and_below_it() -> None:
    rows = [
        Row(cells=("1", "王**", "1组", "5.00")),
        Row(cells=("2", "李<b>", "3&4组", "")),
        Row(cells=("3", "赵**", "", '1"'), mark="改"),
    ]
    for columns in (NAMES, WORDS[:2] + NAMES[2:]):
        sheet = Sheet(columns=columns, sections=())
        alone = [str(list_rows(sheet, [row])) for row in rows]
        assert list_rows(sheet, rows).split("\n") == alone
        assert list_rows(sheet, rows[:1]) == alone[0]


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ("18.90", "20.00", 14),
        ("44,137.80", "44,203.80", 18),
        ("1,234,567.80", "1,234,657.80", 22),
        ("没有", "王**", 12),
    ],
)
def test_a_correction_stands_in_columns_only_where_its_longest_figures_fit(
    before: str, after: str, step: int
) -> None:
    total = ChangedValue(who="全村", field="补贴金额 元", before=before, after=after)
    assert changes_step([total]) == step
