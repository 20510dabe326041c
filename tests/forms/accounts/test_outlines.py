"""A statement whose sums stand above their accounts, and figures below nought in it."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import printed, rows


def statement(*lines: str) -> Filled:
    return pasted("T2", rows("项目|本期数", *lines))


def facts(found: Filled) -> dict[str, str]:
    return {f.label: f.value for f in printed(found).facts}


RIGHT = {"收入": "1,200.00", "支出": "300.00", "本期结余": "1,000.00"}


@pytest.mark.parametrize(
    "lines",
    [
        ("收入|1200", "经营收入|500", "其他收入|700", "支出|300", "管理费用|300"),
        ("本期收入|1200", "其中：经营收入|500", "其他收入|700", "本期支出|300", "其中：管理费用|300"),
        ("收入合计|1200", "其中：经营收入|500", "其中：其他收入|700", "支出合计|300", "管理费用|300"),
    ],
    ids=["sides alone", "of which", "each of which"],
)  # fmt: skip
def test_a_sum_above_its_accounts_is_not_added_to_them(lines: tuple[str, ...]) -> None:
    found = statement("上期结余|100", *lines, "本期结余|1000")
    assert found.problems == ()
    assert RIGHT.items() <= facts(found).items()


def test_all_that_is_named_of_a_sum_may_be_less_than_it() -> None:
    found = statement(
        "上期结余|100", "本期收入|1200", "其中：上级补助|400", "本期支出|300", "其中：修渠|200", "本期结余|1000",
    )  # fmt: skip
    assert found.problems == ()
    assert RIGHT.items() <= facts(found).items()
    rows_of = {
        s.title: [r.cells[0] for r in s.rows] for s in printed(found).board.sections
    }
    assert rows_of["本期收入"][-1] == "其中：上级补助"
    assert rows_of["本期支出"][-1] == "其中：修渠"


def test_sums_below_nought_in_brackets_prove_what_they_sum() -> None:
    found = statement(
        "上期结余|100", "一、收入合计|(200.00)", "经营收入|500", "其他收入|（700.00）",
        "二、支出合计|300", "管理费用|300", "三、本期结余|(400)",
    )  # fmt: skip
    assert found.problems == ()
    assert facts(found)["收入"] == "-200.00"
    assert facts(found)["本期结余"] == "-400.00"


def test_of_a_figure_that_is_not_read_no_sum_is_said_to_be_wrong() -> None:
    found = statement(
        "上期结余|100", "收入|200", "经营收入|500", "其他收入|▲300", "支出|300", "管理费用|300", "本期结余|0",
    )  # fmt: skip
    assert [p.kind for p in found.problems] == ["unreadable"]


def test_months_beside_their_sum_are_added_up() -> None:
    found = pasted(
        "T2",
        rows(
            "科目|7月|8月|9月|合计", "经营收入|100|200|300|600", "管理费用|50|50|50|160"
        ),
    )
    assert found.asked("amount") == [3]
    assert found.evidence["parts"].claim == "7月 + 8月 + 9月 = 本期数"


@pytest.mark.parametrize(
    "lines",
    [
        ("一、补助收入|500", "1.办公经费|300", "2.干部报酬|200", "二、其他支出|400", "（1）电费|100", "（2）修路|300"),
        ("1、补助收入|500", "办公经费|300", "干部报酬|200", "2、其他支出|400", "电费|100", "修路|300"),
        ("补助收入|500", "其中办公经费|300", "干部报酬|200", "其他支出|400", "其中：电费|100", "修路|300"),
        ("一、补助收入|500", "1.办公经费|500", "（1）纸张|200", "（2）电脑|300", "二、其他支出|400"),
        ("一、补助收入|500", "二、其他支出|400"),
    ],
)  # fmt: skip
def test_what_comes_to_the_line_above_it_is_counted_once_whatever_it_is_called(
    lines: tuple[str, ...],
) -> None:
    found = statement("上期结余|0", *lines, "本期结余|100")
    assert found.problems == ()
    assert facts(found)["收入"] == "500.00"
    assert facts(found)["支出"] == "400.00"


def test_a_heading_that_no_word_tells_is_asked_about_and_not_its_parts() -> None:
    found = statement(
        "一、上级拨付|500", "办公经费|300", "干部报酬|200", "二、开支|400", "修路|400"
    )
    assert [p.title for p in found.problems] == [
        "“一、上级拨付”是收入还是支出？",
        "“修路”是收入还是支出？",
    ]


def test_lines_of_a_lower_number_that_do_not_come_to_it_are_asked_about() -> None:
    found = statement(
        "一、补助收入|500", "1.办公经费|300", "2.干部报酬|150", "二、其他支出|400"
    )
    assert [p.title for p in found.problems] == [
        "“1.办公经费”算在“一、补助收入”里面吗？",
        "“2.干部报酬”算在“一、补助收入”里面吗？",
    ]
