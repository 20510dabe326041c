"""Goods received, given and left, the parts of what is paid for land, half days of work."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms


@pytest.mark.parametrize(
    ("received", "given", "left", "asked"),
    [
        ("5袋", "4袋", "1袋", []),
        ("5", "4", "2", ["left"]),
        ("5袋", "6袋", "", ["given"]),
        ("5袋", "4桶", "1袋", []),
    ],
)
def test_goods_given_and_left_are_goods_received(
    received: str, given: str, left: str, asked: list[str]
) -> None:
    found = pasted(
        "T13B", f"物资名称\t收到\t发放\t结余\n大米\t{received}\t{given}\t{left}\n"
    )
    assert [p.column for p in found.problems] == asked


@pytest.mark.parametrize(
    ("heads", "cells", "claim", "asked"),
    [
        ("上期结余|收到|发放|损耗|结余", "10|100|95|2|13", "上期结余 + 收到 − 发放 − 损耗 = 结余", []),
        ("上期结余|收到|发放|损耗|结余", "10|100|95|2|15", "上期结余 + 收到 − 发放 − 损耗 = 结余", ["left"]),
        ("期初库存|收到|发放|结余", "10袋|100袋|105袋|5袋", "上期结余 + 收到 − 发放 = 结余", []),
        ("上期结余|收到|发放|结余", "10|100|115|", "上期结余 + 收到 − 发放 = 结余", ["given"]),
        ("收到|发放|报损|库存", "100|95|2|3", "收到 − 发放 − 损耗 = 结余", []),
        ("收到|发放|报损|库存", "100|95||5", "收到 − 发放 = 结余", []),
    ],
)  # fmt: skip
def test_what_was_there_before_and_what_was_lost_are_counted_with_goods(
    heads: str, cells: str, claim: str, asked: list[str]
) -> None:
    found = pasted("T13B", rows(f"物资名称|{heads}", f"大米|{cells}"))
    assert [p.column for p in found.problems] == asked
    if cells[-1] != "|":
        assert found.evidence["adds"].claim == claim


@pytest.mark.parametrize(
    ("heads", "cells", "amount"),
    [
        ("土地补偿费|安置补助费|青苗费|附着物补偿|合计（元）", "2000|500|300|200|3000", "3000.00"),
        ("土地补偿费|青苗补偿费|地上附着物补偿费|补偿合计", "2000|300|200|2500", "2500.00"),
        ("青苗补偿（元）|地上附着物补偿（元）|补偿金额", "300|200|500", "500.00"),
        ("青苗和附着物补偿|土地补偿费|合计", "500|2000|2500", "2500.00"),
    ],
)  # fmt: skip
def test_each_part_of_what_is_paid_for_land_is_kept_and_added(
    heads: str, cells: str, amount: str
) -> None:
    found = pasted("T16", rows(f"户主|{heads}", f"王建国|{cells}"))
    assert found.problems == ()
    assert all(found.mappings[0])
    (line,) = found.evidence["adds"].rows
    assert found.column("amount") == [amount]
    assert line.working.count(" + ") + 1 == cells.count("|")


def test_half_days_of_work_are_paid_as_they_are() -> None:
    heads = "姓名|岗位|出勤天数|日标准|补贴金额"
    found = pasted(
        "T12", rows(heads, "王建国|保洁员|22.5|40|900", "李燕|保洁员|21天半|40|860")
    )
    assert found.problems == ()
    assert found.sums == {"days": "44.0", "amount": "1760.00"}


@pytest.mark.parametrize(
    ("head", "cell"),
    [("元/年", "24000"), ("元/人·年", "24000"), ("元/季度", "6000"), ("万元/年", "2.4"), ("元/月", "2000")],
)  # fmt: skip
def test_a_standard_for_a_year_is_told_for_a_month(head: str, cell: str) -> None:
    found = pasted(
        "T18",
        rows(
            f"姓名|职务|工资标准（{head}）|月数|应领|已领数额",
            f"王建国|主任|{cell}|3|6000|6000",
        ),
    )
    assert found.problems == ()
    assert found.column("rate") == ["2000.00"]
    written = found.entry.records[0].written.get("rate", "")
    assert written == ("" if head == "元/月" else f"{cell} {head}")


def test_a_year_that_no_month_has_a_whole_part_of_is_asked_about() -> None:
    found = pasted(
        "T18", rows("姓名|职务|工资标准（元/年）|已领数额", "王建国|主任|10000|10000")
    )
    assert found.asked("rate") == [2]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (("王建国|1组|100|50", "李燕|1组|20|10"), ["大米"]),
        (("王建国|1组|100|", "李燕|1组||10"), ["大米（按斤）", "大米（按公斤）"]),
        (("王建国|1组|100|51", "李燕|1组|20|10"), ["大米（按斤）", "大米（按公斤）"]),
    ],
)
def test_one_thing_in_two_units_is_told_once_or_apart(
    lines: tuple[str, ...], labels: list[str]
) -> None:
    found = pasted("T13", rows("户主|组别|大米（斤）|大米（公斤）", *lines))
    goods = [c.label for c in found.form.columns if c.key.startswith("goods|")]
    assert goods == labels
    assert found.problems == ()


@pytest.mark.parametrize(
    ("head", "cells", "is_asked"),
    [
        ("面粉", ("1", "2"), True),
        ("食用油(5L/桶)", ("1", "1"), True),
        ("面粉（袋）", ("1", "2"), False),
        ("家庭人口", ("3", "2"), False),
        ("凭证号", ("3", "2"), False),
    ],
)
def test_a_thing_without_a_unit_beside_others_is_not_left_out_unseen(
    head: str, cells: tuple[str, str], is_asked: bool
) -> None:
    lines = f"姓名\t大米（袋）\t{head}\n王守业\t2\t{cells[0]}\n李长命\t1\t{cells[1]}\n"
    found = pasted("T13", lines)
    asked = forms.check_goods(found.form, found.tables, found.mappings)
    assert [p.column or p.title for p in asked] == (
        [f"“{found.tables[0].columns[2].label}”没有读，榜上不会有"] if is_asked else []
    )


@pytest.mark.parametrize(
    "heads",
    [
        "困难补贴月标准|护理补贴月标准",
        "困难残疾人补贴标准|重度残疾人补贴标准",
        "生活补贴月标准|重度补贴标准",
    ],
)
def test_who_gets_both_subsidies_gets_the_sum_of_their_rates(heads: str) -> None:
    text = f"姓名|{heads}|月数|金额\n王守业|60|120|3|540\n李长命||80|3|240\n"
    assert pasted("T9C", text.replace("|", "\t")).problems == ()


@pytest.mark.parametrize(
    ("things", "figures", "kept"),
    [
        ("大米、食用油", "2袋、1桶", "2袋、1桶"),
        ("大米 面", "2袋 1袋", "2袋、1袋"),
        ("大米和面", "2袋和1袋", "2袋、1袋"),
        ("大米", "1,200斤", "1200斤"),
        ("大米、食用油、面", "2袋、1桶", ""),  # nobody knows which of the three
        ("大米、食用油", "2袋、1", ""),
    ],
)
def test_several_things_in_one_cell_have_a_figure_each_or_are_asked_about(
    things: str, figures: str, kept: str
) -> None:
    found = pasted("T13", f"姓名\t组\t物资\t数量\n王建国\t1组\t{things}\t{figures}\n")
    assert found.column("quantity") == [kept]
    assert len(found.problems) == (not kept)


@pytest.mark.parametrize("head", ["筹劳", "筹劳（个）", "筹劳（个工）", "筹劳工日"])
def test_labour_is_counted_in_days_of_work_however_it_is_headed(head: str) -> None:
    sheet = f"马家沟村一事一议筹资筹劳公布\n议事事项\t筹资金额（元）\t{head}\n修路\t4500\t142\n"
    found = pasted("T19B", sheet)
    assert not found.problems
    assert (found.sums["labour"], found.form.column("labour").unit) == ("142", "个工")
