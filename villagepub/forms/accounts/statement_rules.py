"""A statement's rule: its sums are those of its accounts, its balance follows."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from villagepub.forms.accounts.accounts import LABELS, AccountClass
from villagepub.forms.accounts.statement import (
    PART,
    StatementColumns,
    StatementLine,
    StatementSums,
    lines,
    possible_parts,
    sum_of_class,
    sums_of,
)
from villagepub.forms.choices import EXPLAIN, accept, drop_row, set_value, type_in
from villagepub.forms.entry import Entry, Part, Problem
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, Rule
from villagepub.forms.problems import of_cell
from villagepub.forms.quantities import money
from villagepub.forms.rules.arithmetic import UNREAD, set_to
from villagepub.tables.table import row_words


class _Expected(NamedTuple):
    """What a line states in a column, and what it comes to by others, with the working."""

    line: StatementLine
    key: str
    stated: Decimal
    right: Decimal
    working: str


def statement(_form: Form, entry: Entry, rule: Rule) -> Found:
    """小计 and 合计, 各项收支差额, and 上期结余 + 收入 − 支出 = 本期结余."""
    keys = StatementColumns(*rule.columns)
    tally = Tally()
    for part in entry.parts:
        found = lines(part, keys)
        tally.problems.extend(_unknown(part, x, keys) for x in found if _is_unknown(x))
        unread = {key for r in part.records for key in r.unread}
        for expected in _expected(part, found, keys):
            if expected.key in unread:
                tally.skip(expected.line.record.row, UNREAD)
            else:
                tally.check(*_compared(part, expected))
        if not any(row.part == part.name and not row.fault for row in tally.rows):
            asked = (
                _asks_part(part, a, b, keys) for a, b in possible_parts(found, keys)
            )
            tally.problems.extend(asked)
        if opening := _asks_opening(part, keys):
            tally.problems.append(opening)
        if not any(x.sort in ("closing", "difference") for x in found):
            tally.skip(0, "表上没有写结余，也没有写收支差额")
    claim = "小计、合计和结余 = 一项项加减出来的"
    return tally.found("statement", claim, counted="个数", columns=(keys.amount,))


def _is_unknown(line: StatementLine) -> bool:
    return not line.kind and line.sort in ("account", "sum")


def _expected(
    part: Part, found: Sequence[StatementLine], keys: StatementColumns
) -> Iterator[_Expected]:
    """Each line that can be calculated from others, with the right value and its working."""
    known = sums_of(part, keys)
    for line in found:
        for key in (keys.amount, keys.year):
            stated = line.value(key)
            if stated is None:
                continue
            accounts = [x for x in found if x.kind == line.kind and x.sort == "account"]
            if line.sort == "sum" and accounts and line.kind:
                working = f"{LABELS[line.kind]} {len(accounts)} 项加起来"
                right = sum_of_class(accounts, line.kind, key)
                carried, word = _carried(line.kind, known)
                if key == keys.amount and carried and stated == right + carried:
                    right, working = stated, f"{working} + {word} {money.show(carried)}"
                yield _Expected(line, key, stated, right, working)
            elif line.sort == "difference":
                income = sum_of_class(found, "income", key)
                spending = sum_of_class(found, "spending", key)
                working = _minus(income, spending)
                yield _Expected(line, key, stated, income - spending, working)
    closings = [x for x in found if x.sort == "closing"]
    if known.opening is not None and known.stated_closing is not None:
        working = (
            f"{money.show(known.opening)} + {_minus(known.income, known.spending)}"
        )
        right = known.opening + known.difference
        yield _Expected(closings[-1], keys.amount, known.stated_closing, right, working)


def _carried(kind: AccountClass, known: StatementSums) -> tuple[Decimal | None, str]:
    """The balance that a sum may hold beside its accounts, and what it is called: cash
    books add 上期结余 to 收入 and 本期结余 to 支出, so that both sides come to the same.
    """
    if kind == "income":
        return known.opening, "上期结余"
    return (known.closing, "本期结余") if kind == "spending" else (None, "")


def _minus(income: Decimal, spending: Decimal) -> str:
    return f"{money.show(income)} − {money.show(spending)}"


def _compared(part: Part, expected: _Expected) -> tuple[CheckedRow, Problem | None]:
    """A stated sum beside what it should come to, with the problem where they differ."""
    line, key, stated, right, working = expected
    row = line.record.row
    checked = CheckedRow(
        part=part.name,
        row=row,
        working=f"{line.item}：{working}",
        computed=money.show(right),
        stated=money.show(stated),
    )
    if right == stated:
        return checked, None
    return checked, of_cell("total", part.name, row, key).problem(
        title=f"“{line.item}”不对",
        message=(
            f"{row_words(row)} {line.item}：{working} = {money.show(right)} 元，表上写的是 "
            f"{money.show(stated)}，差 {money.show(abs(right - stated))} 元。"
        ),
        choices=(set_to(right), EXPLAIN),
    )


def _asks_opening(part: Part, keys: StatementColumns) -> Problem | None:
    """Asks for the opening balance where a closing one is stated that the sheet's sums
    alone do not come to.
    """
    known = sums_of(part, keys)
    closing = known.stated_closing
    if known.opening is not None or closing in (None, known.difference):
        return None
    if not (known.income or known.spending):
        return None
    where = f"“{part.name}”" if part.name else ""
    return of_cell("opening", part.name, 0, keys.amount).problem(
        title=f"{where}不知道上期剩多少",
        message="表上写了结余，没有写上期结余，结余对不对核不了。",
        choices=(type_in("上期结余是"), accept("不知道，结余照表上写的")),
    )


def _asks_part(
    part: Part, above: StatementLine, line: StatementLine, keys: StatementColumns
) -> Problem:
    """Asks whether a line is a part of the account above it: no stated sum proves it."""
    row = line.record.row
    return of_cell("part", part.name, row, keys.kind).problem(
        said=f"“{line.item}”",
        title=f"“{line.item}”算在“{above.item}”里面吗？",
        message=f"{row_words(row)} {line.item}写在“{above.item}”下面。算在里面的，不能再加一遍。",
        choices=(set_value("算在里面，不另外加", PART), accept("是另外的一项，要加上")),
    )


def _unknown(part: Part, line: StatementLine, keys: StatementColumns) -> Problem:
    row = line.record.row
    return of_cell("required", part.name, row, keys.kind).problem(
        title=f"“{line.item}”是收入还是支出？",
        message=f"{row_words(row)}“{line.item}”：从字面上认不出是收入还是支出。",
        choices=(
            type_in("填“收入”或者“支出”"),
            drop_row(f"删掉{row_words(row)} {line.item}"),
        ),
    )
