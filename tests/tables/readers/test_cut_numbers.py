"""Text between commas: a number that was cut at its own comma is never read as two."""

import pytest

from villagepub import tables

CUT = "姓名,组别,月数,金额\n王建国,1组,3,1,234.00\n李燕,2组,3,800.00\n"
TOTAL = "姓名,金额\n王建国,800\n李燕,900\n合计,1,700\n"


@pytest.mark.parametrize("text", [CUT, TOTAL])
def test_a_number_cut_at_its_own_comma_is_refused_with_its_row(text: str) -> None:
    with pytest.raises(tables.TableError, match=r"第 \d 行.*像是一个数"):
        tables.read_pasted(text)
    with pytest.raises(tables.TableError, match=r"第 \d 行.*像是一个数"):
        tables.read(text.encode("gb18030"), "表.csv")


@pytest.mark.parametrize(
    "text",
    [
        '姓名,组别,金额\n王建国,1组,"1,234.00"\n',
        "姓名;组别;金额\n王建国;1组;1,234.00\n",
        "姓名\t组别\t金额\n王建国\t1组\t1,234.00\n",
    ],
)
def test_a_number_that_is_whole_in_its_cell_keeps_its_comma(text: str) -> None:
    (table,) = tables.read(text.encode(), "表.csv")
    assert table.rows[0].cells == ("王建国", "1组", "1,234.00")


@pytest.mark.parametrize(
    "text",
    [
        "姓名,组别,金额\n王建国,1组,60,现金\n李燕,2组,80,\n",
        "姓名\t月数\t月标准\t金额\n王建国\t3\t600\t1800\t现金\n",
    ],
)
def test_a_column_without_a_head_is_read_as_before(text: str) -> None:
    (table,) = tables.read(text.encode(), "表.csv")
    assert "现金" not in table.rows[0].cells[:3]
    assert table.rows[0].cells[1:3] in {("1组", "60"), ("3", "600")}


def test_a_last_column_with_an_empty_head_is_a_column() -> None:
    text = "姓名,月标准,金额,\n王建国,60,600,现金\n李燕,80,800,\n"
    (table,) = tables.read_pasted(text)
    assert table.rows[0].cells[:3] == ("王建国", "60", "600")
