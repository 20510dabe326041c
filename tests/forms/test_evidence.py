"""A check says how much it looked at, what it could not look at, and what it found."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.case_sheets import pasted
from villagepub import forms
from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.evidence import Evidence

T8 = forms.get("T8")


def by_rule(entry: Entry) -> dict[str, Evidence]:
    return {e.rule: e for e in forms.examine(T8, entry).evidence}


def record(number: int, **values: str) -> Record:
    base = {"name": f"王{number}", "group": "1组", "area": "2.00", "amount": "120.00"}
    return Record(row=number, values=base | values)


def test_a_tick_has_a_count_and_the_rows_it_stands_for() -> None:
    entry = Entry(
        parts=(Part(records=tuple(record(n, rate="60.00") for n in (4, 5, 6))),)
    )
    product = by_rule(entry)["product"]
    assert product.state == "passed"
    assert product.sentence == "3 户：补贴面积 × 补贴标准 = 补贴金额，都算过，全对"
    assert product.span == "第 4 行到第 6 行"
    assert replace(product, rows=product.rows[1:2] * 2).span == "第 5 行"
    assert product.rows[0].working == "2 × 60"
    assert (product.rows[0].computed, product.rows[0].stated) == ("120.00", "120.00")


def test_where_nothing_was_checked_nothing_has_passed() -> None:
    product = by_rule(Entry(parts=(Part(records=(record(4),)),)))["product"]
    assert product.state == "unchecked"
    assert product.sentence == "补贴面积 × 补贴标准 = 补贴金额：表上没有补贴标准，没查"


def test_rows_that_can_not_be_checked_are_named_with_the_reason() -> None:
    rows = (record(4, rate="60.00"), record(5), record(6))
    product = by_rule(Entry(parts=(Part(records=rows),)))["product"]
    assert product.checked == 1
    (skipped,) = product.skipped
    assert (skipped.reason, skipped.rows) == ("没有写补贴标准", (5, 6))
    assert product.sentence.endswith("2 户没法查")


def test_a_fault_has_its_row_its_numbers_and_its_problem() -> None:
    rows = (record(4, rate="60.00"), record(5, rate="60.00", amount="100.00"))
    report = forms.examine(T8, Entry(parts=(Part(records=rows),)))
    product = next(e for e in report.evidence if e.rule == "product")
    assert product.state == "failed"
    (fault,) = product.faults
    assert (fault.row, fault.computed, fault.stated) == (5, "120.00", "100.00")
    assert fault.fault in {p.code for p in report.problems}


def test_what_was_only_explained_is_no_tick() -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\n王建国\t1组\t2\t60\t100\n",
    )
    assert found.evidence["product"].state == "failed"


def test_two_people_of_one_name_are_mentioned_beside_the_tick() -> None:
    rows = (record(4, name="王建国"), record(5, name="王建国", group="4组"))
    unique = by_rule(Entry(parts=(Part(records=rows),)))["unique"]
    assert unique.state == "passed"
    assert unique.note.startswith("同名的 1 对")


def test_each_stated_total_is_one_checked_thing() -> None:
    part = Part(
        records=(record(4), record(5)),
        stated={"area": "4.00", "amount": "250.00"},
        stated_row=6,
    )
    total = by_rule(Entry(parts=(part,)))["total"]
    assert total.checked == 2
    assert [(r.computed, r.stated, bool(r.fault)) for r in total.rows] == [
        ("4.00 亩", "4.00 亩", False),
        ("240.00 元", "250.00 元", True),
    ]


def test_the_totals_of_groups_are_checked_too() -> None:
    found = pasted(
        "T8",
        "户主姓名\t组别\t补贴面积\t补贴金额\n王建国\t1组\t2\t120\n李燕\t1组\t1\t60\n"
        "小计\t\t3\t180\n王东升\t2组\t1\t60\n张文斌\t2组\t2\t120\n小计\t\t3\t170\n"
        "合计\t\t6\t360\n",
    )
    total = found.evidence["total"]
    assert total.checked == 6
    assert [(f.row, f.computed, f.stated) for f in total.faults] == [
        (7, "180.00 元", "170.00 元")
    ]


MONEY = st.decimals("0.01", 99_999, places=2, allow_nan=False)


@given(st.lists(st.tuples(MONEY, st.booleans()), min_size=1, max_size=12))
def test_every_row_is_checked_skipped_or_at_fault(
    rows: list[tuple[Decimal, bool]],
) -> None:
    """Checked and unchecked rows are all rows; faults are among the checked ones."""
    records = tuple(
        record(n, area="1.00", rate="60.00" if has_rate else "", amount=str(amount))
        for n, (amount, has_rate) in enumerate(rows, 4)
    )
    product = by_rule(Entry(parts=(Part(records=records),)))["product"]
    if any(has_rate for _, has_rate in rows) or "表上没写" in product.claim:
        assert product.checked + product.unchecked == len(rows)
    else:
        assert product.checked == 0
    assert set(product.faults) <= set(product.rows)


@pytest.mark.parametrize("form", forms.load().values(), ids=lambda f: f.id)
def test_every_rule_of_a_form_gives_evidence(form) -> None:  # type: ignore[no-untyped-def]
    values = {c.key: "1.00" if c.kind == "money" else "1" for c in form.columns}
    entry = Entry(parts=(Part(records=(Record(row=2, values=values),)),))
    told = [e.rule for e in forms.examine(form, entry).evidence]
    due = (rule.kind for rule in form.rules if rule.lacking not in values)
    assert sorted(told) == sorted(due)
