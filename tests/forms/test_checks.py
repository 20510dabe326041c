"""What is found in the three sheets and in sheets with every fault, and the way out."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.case_sheets import pasted
from tests.stage import CASES, Case
from villagepub import forms, tables
from villagepub.forms.entry import Choice, Decision, Edit, Entry, Part, Problem, Record
from villagepub.tables.table import Table

FORMS = dict(zip(CASES, ("T8", "T1", "T7"), strict=True))
T8, T1, T7, T17 = (forms.get(name) for name in ("T8", "T1", "T7", "T17"))


def filled(sheets_folder: Path, case: Case) -> tuple[Entry, tuple[Table, ...]]:
    data = (sheets_folder / "notices" / case.file).read_bytes()
    found = tables.read(data, case.file)
    form = forms.get(FORMS[case])
    return forms.fill(
        form, found, [forms.recognise_columns(form, t) for t in found]
    ), found


def decisions(problems: Sequence[Problem]) -> list[Decision]:
    return [
        Decision(code=p.code, choice=p.choices[0].id, value=p.choices[0].value)
        for p in problems
    ]


def row(number: int = 4, **values: str) -> Record:
    base = {
        "name": "王建国",
        "group": "1组",
        "area": "5.82",
        "rate": "60.00",
        "amount": "349.20",
    }
    return Record(row=number, values=base | values)


def test_no_way_out_of_a_fault_is_chosen_before_the_clerk_chooses() -> None:
    entry = Entry(parts=(Part(records=(row(), row(5), row(6, amount="1.00"))),))
    problems = forms.check(T8, entry)
    assert {p.kind for p in problems} == {"duplicate", "same_name", "arithmetic"}
    assert not [f for f in fields(Choice) if "default" in f.name]


def kinds(*records: Record, form=T8, **part) -> list[str]:  # type: ignore[no-untyped-def]
    return [
        p.kind for p in forms.check(form, Entry(parts=(Part(records=records, **part),)))
    ]


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([row()], []),
        ([row(name="")], ["required"]),
        ([row(amount="349.21")], ["arithmetic"]),
        ([row(), row(5)], ["duplicate"]),
        ([row(), row(5, group="4组")], []),
        ([row(), row(5, area="6.00", amount="360.00")], ["same_name"]),
    ],
)
def test_a_fault_has_its_kind(records: list[Record], found: list[str]) -> None:
    assert kinds(*records) == found


def test_two_people_of_one_name_with_two_identities_are_two() -> None:
    one = Record(row=4, values=row().values, identity="a" * 32)
    other = Record(row=5, values=row().values, identity="b" * 32)
    assert kinds(one, other) == []


def test_one_identity_in_two_groups_is_one_household() -> None:
    one = Record(row=4, values=row().values, identity="a" * 32)
    other = Record(row=5, values=row(group="3组").values, identity="a" * 32)
    assert kinds(one, other) == ["duplicate"]


def test_an_empty_list_is_said_to_be_empty() -> None:
    assert [p.kind for p in forms.check(T8, Entry())] == ["empty"]


def test_a_broken_balance_is_named_once_and_the_rest_goes_on() -> None:
    records = [
        Record(row=6, values={"text": "电费", "spending": "10.00", "balance": "90.00"}),
        Record(row=7, values={"text": "水费", "spending": "10.00", "balance": "70.00"}),
        Record(row=8, values={"text": "网费", "spending": "10.00", "balance": "60.00"}),
    ]
    part = Part(
        name="7月", records=tuple(records), opening={"balance": "100.00"}, opening_row=5
    )
    (problem,) = forms.check(T1, Entry(parts=(part,)))
    assert (problem.row, problem.choices[0].value) == (7, "80.00")


def test_a_month_that_does_not_open_with_what_the_last_closed_with_is_named() -> None:
    july = Part(
        name="7月",
        records=(
            Record(
                row=6, values={"text": "电费", "spending": "5.00", "balance": "90.00"}
            ),
        ),
    )
    august = Part(
        name="8月",
        records=(
            Record(
                row=6, values={"text": "电费", "spending": "5.00", "balance": "75.00"}
            ),
        ),
        opening={"balance": "80.00"},
        opening_row=5,
    )
    (problem,) = forms.check(T1, Entry(parts=(july, august)))
    assert problem.kind == "chain"
    assert "90.00" in problem.message
    assert "80.00" in problem.message


def test_votes_have_to_add_up_to_those_present() -> None:
    values = {
        "matter": "修渠",
        "due": "31",
        "present": "28",
        "yes": "25",
        "no": "2",
        "abstained": "0",
    }
    assert kinds(Record(row=2, values=values), form=T17) == ["arithmetic"]
    assert kinds(Record(row=2, values=values | {"abstained": "1"}), form=T17) == []


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("1e308", "unreadable"),
        ("-5", "negative"),
        ("约五百", "unreadable"),
        ("字" * 10_000, "unreadable"),
    ],
)
def test_a_cell_that_can_not_be_is_named_and_nothing_is_lost(
    cell: str, kind: str
) -> None:
    text = f"户主姓名\t组别\t补贴面积\t补贴金额\n王建国\t1组\t5.82\t{cell}\n李燕\t1组\t1\t60\n"
    (table,) = tables.read_pasted(text)
    entry = forms.fill(T8, [table], [forms.recognise_columns(T8, table)])
    (problem,) = forms.check(T8, entry)
    assert (problem.kind, problem.row, problem.column) == (kind, 2, "amount")
    assert "“补贴金额”" in problem.message
    mended = forms.amend(
        T8, entry, [Decision(code=problem.code, choice="type_in", value="349.2")], ()
    )
    assert forms.check(T8, mended) == ()


@pytest.mark.parametrize(
    "written",
    [
        "3组",
        "第三组",
        "三组",
        "叁组",
        "3",
        "三",
        "叁",
        "第3村民小组",
        "３组",
        "第三村民小组",
        "03组",
        "3 组",
        "三小组",
        "3社",
        "三社",
        "三队",
        "第三生产队",
        "马家沟村三组",
    ],
)
def test_a_group_is_one_group_however_it_is_written(written: str) -> None:
    (table,) = tables.read_pasted(
        f"户主姓名\t村民小组\t补贴金额\n王建国\t{written}\t1\n李燕\t{written}\t2\n"
    )
    entry = forms.fill(T8, [table], [forms.recognise_columns(T8, table)])
    assert entry.records[0].values["group"] == "3组"


@pytest.mark.parametrize(
    ("written", "group"),
    [("廿一组", "21组"), ("3.0", "3组"), ("1、2组", ""), ("三组和四组", "")],
)
def test_a_group_is_never_read_as_a_part_of_what_is_written(
    written: str, group: str
) -> None:
    text = f"户主姓名\t村民小组\t补贴金额\n王建国\t{written}\t1\n李燕\t3组\t2\n"
    (table,) = tables.read_pasted(text)
    record = forms.fill(T8, [table], [forms.recognise_columns(T8, table)]).records[0]
    assert record.values.get("group", "") == group
    assert ("group" in record.unread) == (not group)


@pytest.mark.parametrize(
    ("lead", "period", "kind"),
    [
        ("龙石头村2026年耕地地力保护补贴", "2026", "village"),
        ("招安镇龙石头村2026年补贴", "2026", "village"),
        ("马家沟村2025年补贴", "2026", "period"),
        ("马家沟村2026年第二季度低保", "2026Q3", "period"),
        ("马家沟村2026年第三季度低保", "2026Q3", None),
        ("2026年补贴", "2026", None),
    ],
)
def test_another_villages_or_periods_sheet_is_noticed(
    lead: str, period: str, kind: str | None
) -> None:
    found = forms.check_source(
        T8, [Table(name="表", lead=(lead,))], village="马家沟村", period=period
    )
    assert [p.kind for p in found] == ([kind] if kind else [])


def test_rows_can_be_added_by_hand_and_taken_out_again() -> None:
    edits = [
        Edit(part="", row=-1, column="name", value="崔平"),
        Edit(part="", row=-1, column="amount", value="1,191"),
    ]
    added = forms.amend(T8, Entry(), (), edits)
    assert added.records[0].values["amount"] == "1191.00"
    assert (
        forms.amend(
            T8, Entry(), (), [*edits, Edit(part="", row=-1, column="", value="")]
        ).records
        == ()
    )


AMOUNTS = st.lists(st.integers(1, 99_999), min_size=1, max_size=8)


@given(AMOUNTS, st.randoms())
def test_the_order_of_rows_never_changes_a_sum(amounts: list[int], random) -> None:  # type: ignore[no-untyped-def]
    records = [
        row(n, amount=f"{a // 100}.{a % 100:02d}") for n, a in enumerate(amounts, 4)
    ]
    mixed = list(records)
    random.shuffle(mixed)
    sums = [
        forms.totals(T8, Entry(parts=(Part(records=tuple(r)),)))
        for r in (records, mixed)
    ]
    assert sums[0] == sums[1]


@given(AMOUNTS)
def test_mending_twice_is_mending_once(amounts: list[int]) -> None:
    records = tuple(
        row(n, amount=f"{a // 100}.{a % 100:02d}") for n, a in enumerate(amounts, 4)
    )
    entry = Entry(
        parts=(Part(records=records, stated={"amount": "1.00"}, stated_row=99),)
    )
    made = decisions(forms.check(T8, entry))
    once = forms.amend(T8, entry, made, ())
    assert forms.amend(T8, once, made, ()) == once


@pytest.mark.parametrize("written", ["约7.83", "8OO", "1，50", "99999999999"])
def test_a_total_that_is_no_number_is_asked_about_and_never_called_unwritten(
    written: str,
) -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王建国\t1组\t5.82\t60\t349.20\n"
        f"李燕\t2组\t2.01\t60\t120.60\n合计\t\t{written}\t\t469.80\n",
    )
    (problem,) = found.problems
    assert (problem.kind, problem.column, problem.row) == ("total", "area", 4)
    assert found.evidence["total"].checked == 1
    assert not any("没有写合计" in s.reason for s in found.evidence["total"].skipped)
    made = Decision(code=problem.code, choice="use_sum")
    done = forms.amend(found.form, found.entry, [made], [])
    assert forms.check(found.form, done) == ()
