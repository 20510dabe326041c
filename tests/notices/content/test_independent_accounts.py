"""The sums of ledgers, statements, votes and goods, against an independent calculation."""

import random
from fractions import Fraction

import pytest

from tests.forms.case_sheets import pasted
from tests.notices.content.office_lists import (
    shown,
    sum_of_words,
)
from tests.notices.content.test_independent_sums import SEEDS, cells, composed


def ledger(seed: int) -> tuple[str, dict[str, Fraction]]:
    """Three months of income and spending, blanks, red letters, some balances blank."""
    r = random.Random(seed)  # noqa: S311
    left = opening = Fraction(r.randrange(10**6), 100)
    income = spending = Fraction(0)
    lines = [
        "日期\t凭证号\t摘要\t收入\t支出\t结存",
        f"\t\t上期结转\t\t\t{shown(opening)}",
    ]
    for n in range(r.randrange(2, 20)):
        value = Fraction(r.randrange(1, 10**6), 100)
        red = r.randrange(8) == 0
        flow = -value if red else value
        written_ = f"({shown(value)})" if red and n % 2 else shown(flow)
        is_income = r.randrange(2) == 0
        income += flow if is_income else 0
        spending += 0 if is_income else flow
        left += flow if is_income else -flow
        cells_ = [f"7月{n + 1}日", f"记{n + 1}", ("租金", "电费", "工费")[n % 3]]
        cells_ += [written_, ""] if is_income else ["", written_]
        lines.append("\t".join([*cells_, "" if r.randrange(3) == 0 else shown(left)]))
    right = {
        "上期结转": opening,
        "本季收入": income,
        "本季支出": spending,
        "本季结余": left,
    }
    return "\n".join(lines) + "\n", right


@pytest.mark.parametrize("seed", range(20))
def test_a_ledger_comes_to_what_was_there_came_in_and_went_out(seed: int) -> None:
    text, right = ledger(seed)
    found = pasted("T1", text)
    assert [p.message for p in found.problems] == []
    content = composed(found)
    assert {f.label: f.value for f in content.facts} == {
        label: shown(value) for label, value in right.items()
    }
    assert sum_of_words(content.facts[0].note) == right["本季结余"]
    charts = {chart.kind: chart for chart in content.charts}
    for kind, label in (("in", "本季收入"), ("out", "本季支出")):
        if kind in charts:
            bars = [Fraction(b.text.removesuffix(" 元").replace(",", "")) for b in charts[kind].bars]  # fmt: skip
            assert sum(bars) == right[label]
            assert shown(right[label]) in charts[kind].total


@pytest.mark.parametrize("seed", range(20))
def test_a_vote_passes_by_the_numbers_of_the_law(seed: int) -> None:
    """村民代表会议: two thirds must come, more than half of those must agree."""
    r = random.Random(seed)  # noqa: S311
    due = r.randrange(6, 60)
    present = r.randrange(due // 2, due + 1)
    yes = r.randrange(present // 3, present + 1)
    no = r.randrange(present - yes + 1)
    text = (
        "事项\t会议\t应到\t实到\t同意\t反对\t弃权\n"
        f"修渠\t村民代表会议\t{due}\t{present}\t{yes}\t{no}\t{present - yes - no}\n"
    )
    (vote,) = composed(pasted("T17", text)).votes
    passes = Fraction(present, due) >= Fraction(2, 3) and Fraction(
        yes, present
    ) > Fraction(1, 2)
    assert vote.result == ("通过" if passes else "没有通过")
    assert [c.value for c in vote.counts] == [
        str(n) for n in (due, present, yes, no, present - yes - no)
    ]
    assert sum(map(Fraction, vote.shares)) == pytest.approx(1)


@pytest.mark.parametrize("seed", SEEDS)
def test_goods_received_are_those_given_and_left(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311
    rows = [(r.randrange(1, 90), r.randrange(9)) for _ in range(5)]
    text = "物资名称\t收到\t发放\t结余\n" + "".join(
        f"{'米油被面水'[n]}\t{given + left}袋\t{given}袋\t{left}袋\n"
        for n, (given, left) in enumerate(rows)
    )
    found = pasted("T13B", text)
    assert found.problems == ()
    board = composed(found).board
    printed = [cells(board, row.cells) for row in board.rows]
    assert [(p["received"], p["given"], p["left"]) for p in printed] == [
        (f"{given + left}袋", f"{given}袋", f"{left}袋") for given, left in rows
    ]


STATED = ("经营收入", "补助收入", "其他收入"), ("经营支出", "管理费用", "公益支出")


@pytest.mark.parametrize("seed", range(20))
def test_a_statement_comes_to_the_sums_of_its_accounts(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311
    opening = Fraction(r.randrange(10**7), 100)
    drawn_ = [[(a, Fraction(r.randrange(10**6), 100)) for a in side] for side in STATED]
    income, spending = (sum((v for _, v in side), Fraction(0)) for side in drawn_)
    left = opening + income - spending
    lines = ["科目\t本月数", f"上期结余\t{shown(opening)}"]
    for side, total, word in zip(
        drawn_, (income, spending), ("收入", "支出"), strict=True
    ):
        lines += [f"{account}\t{shown(value)}" for account, value in side]
        lines += [f"{word}合计\t{shown(total)}"] if r.randrange(2) else []
    lines += [f"期末结余\t{shown(left)}"]
    found = pasted("T2", "\n".join(lines) + "\n")
    assert [p.message for p in found.problems] == []
    content = composed(found)
    assert [(f.label, f.value) for f in content.facts] == [
        ("本期结余", shown(left)), ("上期结余", shown(opening)),
        ("收入", shown(income)), ("支出", shown(spending)),
    ]  # fmt: skip
    assert sum_of_words(content.facts[0].note) == left
