"""Months that are named and months that are counted, in one column."""

import pytest

from tests.forms.case_sheets import pasted


@pytest.mark.parametrize(
    ("said", "paid", "months"),
    [
        (("7月", "9"), (50, 50), ["1", "1"]),
        (("7月", "9"), (50, 450), ["1", "9"]),
        (("7-9月", "3"), (150, 150), ["3", "3"]),
        (("7", "8"), (50, 50), ["1", "1"]),
        (("7月", "9"), (50, 100), ["", ""]),
    ],
)
def test_named_months_and_mere_numbers_in_one_column_are_what_each_amount_says(
    said: tuple[str, str], paid: tuple[int, int], months: list[str]
) -> None:
    text = f"高龄津贴\n姓名\t享受月份\t月标准\t金额\n王建国\t{said[0]}\t50\t{paid[0]}\n李秀英\t{said[1]}\t50\t{paid[1]}\n"
    found = pasted("T10", text)
    assert found.column("months") == months
    assert found.problems == ()
