"""Whose rows are whose in a township's list, in the layouts that offices have."""

from collections.abc import Sequence

import pytest

from tests.comparison.offices.sheets import SEVERAL, Sheet
from tests.comparison.test_differences import KEY, sheet
from villagepub import tables
from villagepub.comparison.source_sheet import read_source
from villagepub.tables.rows.village_names import village_key

TITLE = ["沿河湾镇2026年耕地地力保护补贴发放公示"]
HEADS = ["户主姓名", "组别", "补贴面积（亩）", "补贴标准（元/亩）", "补贴金额（元）"]
MA = [["王建国", "1组", 4, 60, 240], ["李燕", "2组", 5, 60, 300]]
GAO = [["张伟", "1组", 3, 60, 180], ["刘峰", "2组", 6, 60, 360]]
KNOWN = {"马家沟": "马家沟村"}
Rows = Sequence[Sequence[object]]


def people(
    *rows: Sequence[object], known: dict[str, str] = KNOWN
) -> dict[str, list[str]]:
    return _people(*sheet(TITLE, *rows), known=known)


def _people(data: bytes, name: str, known: dict[str, str]) -> dict[str, list[str]]:
    """Names by the village that they are given to."""
    found = read_source(tables.read(data, name), key=KEY, aliases=known)
    return {
        village_key(one.name): [r.values["name"] for r in one.entry.records]
        for one in found.lists.values()
    }


RIGHT = {"马家沟": ["王建国", "李燕"], "高家峁": ["张伟", "刘峰"]}


@pytest.mark.parametrize("is_below", [True, False])
def test_rows_of_sums_that_name_their_village_say_whose_rows_are(
    is_below: bool,
) -> None:
    own, other = (
        [f"{name}村{word}", "", area, "", money]
        for name, word, area, money in (
            ("马家沟", "小计", 9, 540),
            ("高家峁", "　合计", 9, 540),
        )
    )
    rows = [*GAO, other, *MA, own] if is_below else [other, *GAO, own, *MA]
    assert people(HEADS, *rows) == RIGHT


def test_a_sum_of_one_village_alone_makes_no_other() -> None:
    total: list[object] = ["马家沟村小计", "", 9, "", 540]
    assert list(people(HEADS, *MA, total).values()) == [["王建国", "李燕"]]


def test_where_one_sheet_is_called_like_a_known_village_all_are() -> None:
    sheets = [Sheet("高家峁"), Sheet("马家沟")]
    for one, rows in zip(sheets, (GAO, MA), strict=True):
        one.add([*TITLE, "", "", "", ""])
        one.add(HEADS)
        for row in rows:
            one.add(row)
    name = "名单.xlsx"
    assert _people(SEVERAL[name](sheets), name, KNOWN) == RIGHT


def test_a_village_stands_before_its_group_with_no_word_for_it() -> None:
    def lines(name: str, rows: Rows) -> list[list[object]]:
        return [[row[0], name + str(row[1]), *row[2:]] for row in rows]

    heads = ["户主姓名", "村组", *HEADS[2:]]
    rows = [*lines("高家峁", GAO), *lines("马家沟", MA)]
    assert people(heads, *rows) == RIGHT
    assert list(people(heads, *rows, known={})) == [""]  # nobody says that it is one
