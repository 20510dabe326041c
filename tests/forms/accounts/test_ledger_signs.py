"""Ledgers of one column of money: read where words or balances prove it, else one question."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision, Entry


def sides(entry: Entry) -> list[tuple[str, str]]:
    keys = ("income", "spending")
    found = [[r.values.get(key, "") for key in keys] for r in entry.records]
    return [(income, spending) for income, spending in found]


def asked(found: Filled) -> list[str]:
    return [p.code for p in found.problems if p.kind in ("sides", "required")]


OUT = [("500.00", ""), ("", "200.00"), ("", "100.00")]


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("收支|金额", ("+|500", "-|200", "－|100")),
        ("收支|金额", ("收|500", "支|200", "开支|100")),
        ("收支项目|金额", ("经营收入|500", "管理费用|200", "其他支出|100")),
    ],
)
def test_a_word_or_sign_of_each_row_says_its_side(
    head: str, lines: tuple[str, ...]
) -> None:
    days = (
        f"7.{day}|修路|{line}" for day, line in zip((13, 14, 15), lines, strict=True)
    )
    found = pasted("T1", rows(f"日期|摘要|{head}", *days))
    assert sides(found.entry) == OUT
    assert asked(found) == []


def test_stated_balances_say_which_sums_came_in() -> None:
    found = pasted(
        "T1",
        rows(
            "日期|摘要|金额|结余", "|上期结转||800", "7.13|租金|500|1300",
            "7.14|电费|200|1100", "7.15|修路|100|1000",
        ),
    )  # fmt: skip
    assert sides(found.entry) == OUT
    assert found.problems == ()
    assert found.entry.parts[0].notes == ("一笔是收还是支，照结存认的",)


@pytest.mark.parametrize(
    ("choice", "right"),
    [
        ("by_sign", OUT),
        ("all_in", [("500.00", ""), ("-200.00", ""), ("-100.00", "")]),
        ("all_out", [("", "500.00"), ("", "-200.00"), ("", "-100.00")]),
    ],
)
def test_one_column_with_signs_is_one_question(
    choice: str, right: list[tuple[str, str]]
) -> None:
    lines = ("7.13|租金|500", "7.14|电费|-200", "7.15|修路|-100", "合计||200")
    found = pasted("T1", rows("日期|摘要|金额", *lines))
    assert asked(found) == ["sides:粘贴的表"]
    decision = Decision(code="sides:粘贴的表", choice=choice)
    entry = forms.amend(found.form, found.entry, [decision], [])
    assert sides(entry) == right
    left = forms.check(found.form, entry)
    assert {p.kind for p in left} == {"opening"}  # the total was right, and stays so
    assert forms.decisions_in_words(found.form, found.entry, [decision])


def test_spending_that_is_all_below_nought_is_asked_about_or_proven() -> None:
    lines = ("7.13|租金|500|{}", "7.14|电费||-200{}", "7.15|修路||-100{}")
    plain = rows("日期|摘要|收入|支出", *(line.format("") for line in lines))
    found = pasted("T1", plain)
    assert asked(found) == ["sides:粘贴的表"]
    decision = Decision(code="sides:粘贴的表", choice="unsigned")
    assert sides(forms.amend(found.form, found.entry, [decision], [])) == OUT
    left = ("|1500", "|1300", "|1200")
    balanced = pasted(
        "T1",
        rows(
            "日期|摘要|收入|支出|结余",
            *(line.format(b) for line, b in zip(lines, left, strict=True)),
        ),
    )
    assert sides(balanced.entry) == OUT
    assert asked(balanced) == []


def test_one_red_letter_beside_other_spending_is_taken_as_it_stands() -> None:
    lines = ("7.13|租金|500|", "7.14|电费||200", "7.15|退回||-100")
    found = pasted("T1", rows("日期|摘要|收入|支出", *lines))
    assert asked(found) == []
    assert sides(found.entry)[2] == ("", "-100.00")


def test_what_is_stated_of_two_sides_is_exchanged_with_them() -> None:
    lines = (
        "7.13|租金|500||1500", "7.14|电费||200|1300", "7.15|修路||100|1200",
        "合计||500|300|",
    )  # fmt: skip
    found = pasted("T1", rows("日期|摘要|借方|贷方|余额", *lines))
    assert sides(found.entry) == OUT
    assert found.problems == ()


MIXED = ("7.13|租金|500|", "7.14|电费||（200）", "7.15|退回||-100")


@pytest.mark.parametrize(
    ("choice", "right"),
    [
        ("brackets_out", [("500.00", ""), ("", "200.00"), ("", "-100.00")]),
        ("minus_out", [("500.00", ""), ("", "-200.00"), ("", "100.00")]),
        ("unsigned", OUT),
        ("keep", [("500.00", ""), ("", "-200.00"), ("", "-100.00")]),
    ],
)
def test_brackets_and_a_minus_in_one_column_may_mean_two_things(
    choice: str, right: list[tuple[str, str]]
) -> None:
    found = pasted("T1", rows("日期|摘要|收入|支出", *MIXED))
    (problem,) = [p for p in found.problems if p.kind == "sides"]
    assert choice in [c.id for c in problem.choices]
    decision = Decision(code=problem.code, choice=choice)
    assert sides(forms.amend(found.form, found.entry, [decision], [])) == right
    assert forms.decisions_in_words(found.form, found.entry, [decision])


def test_stated_balances_prove_what_brackets_mean() -> None:
    lines = zip(MIXED, ("1500", "1300", "1400"), strict=True)
    found = pasted(
        "T1",
        rows("日期|摘要|收入|支出|结余", *(f"{line}|{left}" for line, left in lines)),
    )
    assert sides(found.entry)[1:] == [("", "200.00"), ("", "-100.00")]
    assert asked(found) == []
