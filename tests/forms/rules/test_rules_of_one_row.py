"""Rules that a form's file states: each holds, and is asked about where it doesn't."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows

VOTES = "职务|候选人|发出票数|收回票数|有效票|废票|赞成票|反对票|弃权票"


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("主任|王建国|100|98|96|2|80|10|6", []),
        ("主任|王建国|100|101|99|2|80|10|9", ["returned"]),
        ("主任|王建国|100|98|97|2|80|10|7", ["returned"]),
        ("主任|王建国|100|98|96|2|97|0|0", ["votes", "valid"]),
        ("主任|王建国|100|98|96|2|80|10|5", ["valid"]),
    ],
)
def test_votes_come_to_the_ballots(row: str, asked: list[str]) -> None:
    found = pasted("T24B", rows(VOTES, row))
    assert [p.column for p in found.problems] == asked


@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [
        ("2021-01-01", "2031-01-01", False),
        ("2021-01-01", "2020-12-31", True),
        ("2021年3月", "2021-03-01", False),
        ("2021年3月", "2021年2月", True),
    ],
)
def test_what_ends_has_begun_before(start: str, end: str, asked: bool) -> None:
    sheet = rows(
        "资产名称|起始时间|终止时间|金额（元）|承包人",
        f"旧房|{start}|{end}|2000|王建国",
    )
    found = pasted("T4", sheet)
    assert found.asked("start") == ([2] if asked else [])


def test_a_change_of_the_contract_is_in_what_it_came_to() -> None:
    found = pasted(
        "T5",
        rows(
            "项目名称|预算（元）|合同价（元）|变更金额（元）|结算（元）",
            "修路|100000|90000|5000|96000",
            "修渠|50000|48000|-800|47200",
        ),
    )
    (problem,) = found.problems
    assert (problem.row, problem.blocking) == (2, False)


def test_households_are_no_more_than_their_people() -> None:
    found = pasted(
        "T11B",
        rows(
            "项目名称|资金规模（万元）|受益户数|受益人数",
            "产业路|12.5|30|95",
            "水渠|6|100|20",
        ),
    )
    assert found.asked("households") == [3]
    assert found.sums["people"] == "115"


def test_nothing_left_needs_no_unit() -> None:
    found = pasted(
        "T13B", rows("款物名称|收到|发放|结余", "大米|50袋|50袋|0", "油|20桶|15桶|0")
    )
    assert [p.row for p in found.problems] == [3]
    assert found.evidence["adds"].checked == 2


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("5|4.9|4.8", [2]),  # 预算 in 万元, the others as if they were too
        ("5|49000|4.8", []),
        ("5|4900|4.8", []),
        ("0.0005|5|0.0005", []),
        ("50|7.5|49", []),
    ],
)
def test_a_price_ten_thousand_times_below_its_budget_is_asked_about(
    row: str, asked: list[int]
) -> None:
    sheet = rows("项目名称|预算（万元）|中标价（元）|决算（万元）", f"修渠|{row}")
    assert pasted("T5", sheet).asked("price") == asked


@pytest.mark.parametrize(
    ("heads", "row", "asked"),
    [
        ("月标准|月数|已领金额", "2000|3|6000", []),
        ("月标准|月数|已领金额", "2000|3|7000", [2]),
        ("月标准|月数|绩效|扣款|已领金额", "2000|3|1000|100|6900", [0]),  # what for?
        ("月标准|月数|应领|已领金额", "2000|3|6000|5000", []),  # not all paid yet
    ],
)
def test_what_a_cadre_got_is_held_against_months_where_nothing_says_what_was_due(
    heads: str, row: str, asked: list[int]
) -> None:
    sheet = rows(f"姓名|职务|{heads}", f"王建国|主任|{row}")
    assert pasted("T18", sheet).asked("paid") == asked
