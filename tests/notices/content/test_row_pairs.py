"""A corrected version is compared with the one before row by row, however it is written."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagepub import forms
from villagepub.forms.entry import Entry, Part, Record
from villagepub.notices.content.changes import compare, correction

SUBSIDY, LEDGER = forms.get("T8"), forms.get("T1")
NAMES = (
    "王建国",
    "李燕",
    "张伟",
    "崔拴牢",
    "张彩霞",
    "曹登科",
    "白志明",
    "苗占彪",
    "温良峰",
)


def households(count: int = 9, *, identities: bool = True) -> list[Record]:
    return [
        Record(
            row=n + 4,
            values={
                "name": NAMES[n % len(NAMES)],
                "group": f"{n // len(NAMES) + 1}组",
                "area": f"{n + 1}.00",
                "rate": "60.00",
                "amount": f"{(n + 1) * 60}.00",
            },
            identity=f"hash{n}" if identities else "",
            mask=f"6106**********{n:04d}" if identities else "",
        )
        for n in range(count)
    ]


def entry(records: Sequence[Record], name: str = "") -> Entry:
    return Entry(parts=(Part(name=name, records=tuple(records)),))


def summary(before: Sequence[Record], after: Sequence[Record]) -> str:
    done, _ = correction(
        SUBSIDY, entry(before), entry(after), previous=1, reason="核对后更正"
    )
    return done.summary


def changed(record: Record, **values: str) -> Record:
    return replace(record, values={**record.values, **values})


@pytest.mark.parametrize("count", [9, 73])
def test_a_new_sheet_without_the_identity_column_changes_nothing(count: int) -> None:
    before, after = households(count), households(count, identities=False)
    assert summary(before, after) == "名单和数字没有变"
    assert summary(after, before) == "名单和数字没有变"


def test_one_change_is_one_change_though_the_identity_column_is_gone() -> None:
    after = households(identities=False)
    after[6] = changed(after[6], area="6.00", amount="360.00")
    assert summary(households(), after) == "改了 1 户"


def test_a_name_mended_is_a_change_of_that_household() -> None:
    after = households(identities=False)
    after[8] = changed(after[8], name="溫良锋")
    assert summary(households(), after) == "改了 1 户"


def test_a_repetition_taken_out_is_one_household_gone() -> None:
    before = households()
    twice = [*before, replace(before[3], row=40)]
    assert summary(twice, before) == "去掉 1 户"
    assert summary(before, twice) == "补了 1 户"
    assert summary(twice, twice) == "名单和数字没有变"


def test_one_that_came_and_one_that_went() -> None:
    before = households()
    assert summary(before[:8], before[1:]) == "补了 1 户，去掉 1 户"


@given(st.integers(1, 40), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=40)
def test_the_order_of_households_is_no_change(
    count: int, dice: random.Random, identities: bool
) -> None:
    before = households(count)
    after = households(count, identities=identities)
    dice.shuffle(after)
    moved = [replace(r, row=n) for n, r in enumerate(after, 4)]
    assert summary(before, moved) == "名单和数字没有变"


LINES = (
    ("2026-07-03", "12", "上级拨付办公经费", "5000.00", ""),
    ("2026-07-08", "13", "购办公用品", "", "320.50"),
    ("2026-07-08", "13", "路灯电费", "", "210.00"),
    ("2026-07-15", "", "保洁员工资", "", "1800.00"),
    ("2026-07-20", "14", "购办公用品", "", "99.00"),
)
Line = tuple[str, str, str, str, str]
KEYS = ("date", "voucher", "text", "income", "spending")


def ledger(lines: Sequence[Line]) -> list[Record]:
    """With the balance after each line."""
    balance, records = 0.0, []
    for row, line in enumerate(lines, 5):
        balance += float(line[3] or 0) - float(line[4] or 0)
        values = {**dict(zip(KEYS, line, strict=True)), "balance": f"{balance:.2f}"}
        records.append(Record(row=row, values=values))
    return records


def ledger_summary(before: Sequence[Record], after: Sequence[Record]) -> str:
    done, _ = correction(
        LEDGER, entry(before, "7月"), entry(after, "7月"), previous=1, reason="漏记"
    )
    return done.summary


@pytest.mark.parametrize("place", range(6))
def test_a_line_put_in_between_is_one_line_more(place: int) -> None:
    more = ("2026-07-10", "15", "水管维修", "", "450.00")
    after = [*LINES[:place], more, *LINES[place:]]
    assert ledger_summary(ledger(LINES), ledger(after)) == "补了 1 笔"
    assert ledger_summary(ledger(after), ledger(LINES)) == "去掉 1 笔"
    change = compare(LEDGER, entry(ledger(LINES), "7月"), entry(ledger(after), "7月"))
    assert list(change.marks.values()) == ["补"]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (1, ("2026-07-08", "13", "购办公用品", "", "230.50")),  # another amount
        (1, ("2026-07-09", "13", "购办公用品", "", "320.50")),  # another day
        (3, ("2026-07-15", "", "七月保洁员工资", "", "1800.00")),  # other words
        (3, ("2026-07-15", "16", "保洁员工资", "", "1800.00")),  # a voucher
    ],
)
def test_a_line_mended_is_that_line(place: int, line: Line) -> None:
    after = [*LINES[:place], line, *LINES[place + 1 :]]
    assert ledger_summary(ledger(LINES), ledger(after)) == "改了 1 笔"


def test_a_balance_alone_is_a_change_too() -> None:
    after = ledger(LINES)
    after[4] = changed(after[4], balance="2570.00")
    assert ledger_summary(ledger(LINES), after) == "改了 1 笔"


lines_of_a_month = st.lists(st.sampled_from(LINES), max_size=12)


@given(lines_of_a_month)
@settings(max_examples=50)
def test_a_version_against_itself_has_no_change(lines: list[Line]) -> None:
    assert ledger_summary(ledger(lines), ledger(lines)) == "名单和数字没有变"
