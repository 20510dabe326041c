"""Balances are always computed; what a sheet states is held against them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.case_sheets import pasted
from villagepub import forms, tables
from villagepub.forms.accounts import ledger
from villagepub.forms.entry import Decision, Entry, Part, Record

T1 = forms.get("T1")
HEAD = "7月收支\n日期\t摘要\t收入\t支出\t结存\n"


def line(row: int, income: str = "", spending: str = "", balance: str = "") -> Record:
    values = {"text": f"第{row}笔", "income": income, "spending": spending}
    return Record(row=row, values={**values, "balance": balance})


def entry(*records: Record, opening: str = "") -> Entry:
    begun = {"balance": opening} if opening else {}
    return Entry(
        parts=(Part(name="7月", records=records, opening=begun, opening_row=3),)
    )


def kinds(one: Entry) -> list[tuple[str, int]]:
    return [(p.kind, p.row) for p in forms.check(T1, one)]


def test_blank_balances_are_computed_and_the_next_stated_one_is_compared() -> None:
    one = entry(
        line(4, income="500.00", balance="1500.00"),
        line(5, spending="100.00"),
        line(6, spending="50.00", balance="1350.00"),
        opening="1000.00",
    )
    assert kinds(one) == []
    done = ledger.completed(T1, one).records
    assert [r.values["balance"] for r in done] == ["1500.00", "1400.00", "1350.00"]
    running = next(e for e in forms.examine(T1, one).evidence if e.rule == "running")
    assert (running.checked, running.unchecked) == (2, 1)


def test_without_balance_and_opening_what_is_left_is_asked_and_never_printed() -> None:
    one = entry(line(4, income="500.00"), line(5, spending="200.00"))
    (problem,) = forms.check(T1, one)
    assert problem.kind == "opening"
    assert ledger.completed(T1, one) == one
    assert ledger.balances(T1, one)["7月"].closing is None
    running = next(e for e in forms.examine(T1, one).evidence if e.rule == "running")
    assert running.state == "unchecked"


def test_an_opening_said_by_the_clerk_gives_the_balances() -> None:
    one = entry(line(4, income="500.00"), line(5, spending="200.00"))
    (problem,) = forms.check(T1, one)
    said = Decision(code=problem.code, choice="type_in", value="1,000")
    done = forms.amend(T1, one, [said], ())
    assert forms.check(T1, done) == ()
    assert ledger.balances(T1, done)["7月"].closing == Decimal("1300.00")


def test_the_opening_follows_from_the_first_stated_balance() -> None:
    one = entry(
        line(4, income="500.00", balance="1500.00"),
        line(5, spending="200.00", balance="1300.00"),
    )
    assert kinds(one) == []
    assert ledger.balances(T1, one)["7月"].opening == Decimal("1000.00")


def test_a_row_in_the_wrong_column_is_recognised_and_turned_only_when_told() -> None:
    one = entry(
        line(4, income="200.00", balance="800.00"),
        line(5, spending="100.00", balance="700.00"),
        opening="1000.00",
    )
    (problem,) = forms.check(T1, one)
    assert (problem.row, problem.choices[0].id) == (4, "swap")
    done = forms.amend(T1, one, [Decision(code=problem.code, choice="swap")], ())
    assert forms.check(T1, done) == ()
    assert done.records[0].values["spending"] == "200.00"


@pytest.mark.parametrize("red", ["-200", "(200)", "（200.00）", "−200"])
def test_a_red_letter_sum_is_negative(red: str) -> None:
    found = pasted(
        "T1",
        f"{HEAD}\t上月结转\t\t\t1000\n2026.7.1\t付电费\t\t300\t700\n"
        f"2026.7.2\t冲回电费\t\t{red}\t900\n",
    )
    assert found.problems == ()
    assert found.column("spending") == ["300.00", "-200.00"]
    assert found.evidence["running"].checked == 2


def test_two_sums_on_one_voucher_are_both_counted() -> None:
    found = pasted(
        "T1",
        f"{HEAD}\t上月结转\t\t\t1000\n2026.7.1\t收租金付手续费\t500\t20\t1480\n"
        "2026.7.2\t付电费\t\t80\t1400\n",
    )
    assert found.problems == ()
    assert found.sums == {"income": "500.00", "spending": "100.00"}


def test_a_row_without_money_is_named() -> None:
    one = entry(line(4, income="500.00", balance="1500.00"), line(5), opening="1000.00")
    assert kinds(one) == [("required", 5)]


def test_newest_first_is_read_backwards_because_the_balances_say_so() -> None:
    found = pasted(
        "T1",
        f"{HEAD}2026.7.9\t付水费\t\t80\t1220\n2026.7.5\t收租金\t500\t\t1300\n"
        "2026.7.1\t付电费\t\t200\t800\n",
    )
    assert found.problems == ()
    assert found.column("text") == ["付电费", "收租金", "付水费"]
    assert found.entry.parts[0].notes == (ledger.BACKWARDS,)


@pytest.mark.parametrize(
    ("heads", "rows", "sums"),
    [
        ("借方\t贷方\t余额", "500\t\t1500\n\t200\t1300\n100\t\t1400\n",
         {"income": "600.00", "spending": "200.00"}),
        ("借方\t贷方\t余额", "\t500\t1500\n200\t\t1300\n\t100\t1400\n",
         {"income": "600.00", "spending": "200.00"}),
    ],
    ids=["cash book", "bank"],
)  # fmt: skip
def test_the_balances_prove_which_side_is_income(
    heads: str, rows: str, sums: dict[str, str]
) -> None:
    lines = "".join(
        f"2026.7.{n}\t第{n}笔\t{r}\n" for n, r in enumerate(rows.split("\n")[:3], 1)
    )
    found = pasted("T1", f"7月收支\n日期\t摘要\t{heads}\n{lines}")
    assert found.sums == sums
    assert found.problems == ()


def test_without_balances_nobody_knows_which_side_is_income() -> None:
    found = pasted(
        "T1",
        "7月收支\n日期\t摘要\t借方\t贷方\n2026.7.1\t租金\t500\t\n2026.7.2\t电费\t\t200\n",
    )
    question = next(p for p in found.problems if p.kind == "sides")
    turned = forms.amend(
        T1, found.entry, [Decision(code=question.code, choice="swap_all")], ()
    )
    assert forms.totals(T1, turned) == {
        "income": Decimal("500.00"),
        "spending": Decimal("200.00"),
    }
    assert "sides" not in {p.kind for p in forms.check(T1, turned)}


CENTS = st.integers(-99_999, 99_999).filter(bool)


@given(
    st.integers(0, 10**7),
    st.lists(st.tuples(CENTS, st.booleans()), min_size=1, max_size=10),
)
def test_true_balances_are_never_a_fault_however_many_are_blank(
    start: int, moves: list[tuple[int, bool]]
) -> None:
    now, records = Decimal(start) / 100, []
    opening = f"{now:.2f}"
    for row, (cents, is_stated) in enumerate(moves, 4):
        amount = Decimal(abs(cents)) / 100
        now += amount if cents > 0 else -amount
        records.append(
            line(
                row,
                income=f"{amount:.2f}" if cents > 0 else "",
                spending="" if cents > 0 else f"{amount:.2f}",
                balance=f"{now:.2f}" if is_stated else "",
            )
        )
    one = entry(*records, opening=opening)
    assert kinds(one) == []
    assert ledger.balances(T1, one)["7月"].closing == now


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("7月", "8月", "9月"), ""),
        (("7月", "9月"), "少了8月的表"),
        (("2026年7月收支",), "少了8月、9月的表"),
        (("7-9月",), ""),
        (("Sheet1",), ""),
    ],
)
def test_a_quarter_without_one_of_its_months_is_asked_about(
    names: tuple[str, ...], asked: str
) -> None:
    sheets = [
        replace(tables.read_pasted(f"{HEAD}7.1\t租金\t5\t\t5\n")[0], name=name, lead=())
        for name in names
    ]
    found = forms.check_source(T1, sheets, village="马家沟村", period="2026Q3")
    assert [p.title for p in found] == ([asked] if asked else [])
