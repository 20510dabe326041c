"""A ledger's rules: balances run on, months connect, each row has income or spending."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from villagepub.forms.accounts import ledger_signs
from villagepub.forms.accounts.ledger import (
    Balances,
    LedgerColumns,
    balances,
    flow,
    value_of,
)
from villagepub.forms.choices import EXPLAIN, accept, drop_row, set_value, type_in
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.problems import of_cell, of_part, of_row
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.rules.arithmetic import UNREAD
from villagepub.forms.words.row_labels import row_label, who

NO_OPENING = "表上没有结存，也没有上期结转，算不出现在剩多少。"


def running(form: Form, entry: Entry, rule: Rule) -> Found:
    """结存 = the 结存 before + 收入 − 支出, for every row that states one."""
    columns, tally = LedgerColumns(*rule.columns), Tally()
    known, balance = balances(form, entry), form.column(columns.balance)
    for part in entry.parts:
        own = known[part.name]
        if part.asks_sign:
            tally.skip(0, "还没有说哪些是收入、哪些是支出")
        elif own.opening is None:
            tally.problems.append(_opening_unknown(form, part, balance))
            tally.skip(0, "表上没有结存，也没有上期结转")
        else:
            _Run(form, part, own, columns).check(tally)
    claim = f"上一笔{balance.label} + 收入 − 支出 = 这一笔{balance.label}"
    return tally.found("running", claim, counted=form.row_unit, columns=rule.columns)


@dataclass(frozen=True, slots=True)
class _Run:
    """The balances of one part as they run on, beside what its rows state."""

    form: Form
    part: Part
    own: Balances
    columns: LedgerColumns

    def check(self, tally: Tally) -> None:
        first, is_open = self.own.derived, False
        for record in self.part.records:
            is_open = is_open or _is_open(record, self.columns)
            if not record.values.get(self.columns.balance):
                tally.skip(record.row, "没有写结存，榜上写算出来的")
            elif is_open:
                is_open = first = False
                tally.skip(record.row, UNREAD)
            elif first:
                first = False
                tally.skip(record.row, "前面没有写上期结转，从这一笔的结存起算")
            else:
                row, is_right = self._compared(record)
                tally.check(row, None if is_right else self._wrong(record, row))

    def _compared(self, record: Record) -> tuple[CheckedRow, bool]:
        right = self.own.computed[record.row]
        income = value_of(record, self.columns.income)
        spending = value_of(record, self.columns.spending)
        stated = value_of(record, self.columns.balance)
        working = money.show(self.own.before[record.row])
        working += f" + {money.show(income)}" if income else ""
        working += f" − {money.show(spending)}" if spending else ""
        row = CheckedRow(
            part=self.part.name,
            row=record.row,
            who=who(self.form, record),
            working=working,
            computed=money.show(right),
            stated=money.show(stated),
        )
        return row, right == stated

    def _wrong(self, record: Record, row: CheckedRow) -> Problem:
        """A stated balance that does not follow; sides that fit when exchanged are
        offered so.
        """
        before, right = self.own.before[record.row], self.own.computed[record.row]
        stated = value_of(record, self.columns.balance)
        message = (
            f"{row_label(self.form, record)}：上一行剩 {money.show(before)}，加收入、减支出，"
            f"应该剩 {row.computed} 元，表上写的是 {row.stated}，"
            f"差 {money.show(abs(right - stated))} 元。"
        )
        choices: tuple[Choice, ...] = (
            set_value(f"结存改成 {row.computed} 元", plain(right, 2)),
            EXPLAIN,
        )
        if before - flow(record, self.columns) == stated:
            message += "收入和支出对调，就接上了，像是写错了列。"
            choices = (Choice(id="swap", label="写错列了，收入和支出对调"), *choices)
        key = self.columns.balance
        return of_cell("arithmetic", self.part.name, record.row, key).problem(
            title=f"{self.part.name}“{who(self.form, record)}”的结存不对",
            message=message,
            choices=choices,
        )


def _is_open(record: Record, columns: LedgerColumns) -> bool:
    """What moved in this row is still asked about."""
    moves = (columns.income, columns.spending)
    is_unread = not {*moves, columns.balance}.isdisjoint(record.unread)
    return is_unread or not any(map(record.values.get, moves))


def _opening_unknown(form: Form, part: Part, balance: FormColumn) -> Problem:
    where = f"“{part.name}”" if part.name else ""
    subject = form.by_role("subject")
    said = part.opening.get(subject.key) if subject else ""
    why = f"表上写着{said}，算不准是哪一个。" if said else NO_OPENING
    return of_cell("opening", part.name, 0, balance.key).problem(
        title=f"{where}不知道上期剩多少",
        message=why,
        choices=(type_in("上期结转是"), accept("不知道，榜上不写结余")),
    )


def chain(form: Form, entry: Entry, rule: Rule) -> Found:
    """What one month closes with, the next opens with."""
    (key,) = rule.columns
    known = balances(form, entry)
    tally = Tally()
    for earlier, later in pairwise(entry.parts):
        closing, said = known[earlier.name].closing, later.opening.get(key, "")
        if closing is None or not said:
            tally.skip(0, f"{later.name}没有写上月结转，接着{earlier.name}的算")
            continue
        opening, problem = Decimal(said), None
        if closing != opening:
            problem = _unchained(earlier, later, closing, opening, key)
        row = CheckedRow(
            part=later.name,
            row=later.opening_row,
            working=f"{earlier.name}最后的结存",
            computed=money.show(closing),
            stated=money.show(opening),
        )
        tally.check(row, problem)
    claim = "上月结转 = 上个月最后的结存"
    return tally.found("chain", claim, counted="个月", columns=rule.columns)


def _unchained(
    earlier: Part, later: Part, closing: Decimal, opening: Decimal, key: str
) -> Problem:
    return of_row("chain", later.name, later.opening_row, key).problem(
        title=f"{later.name}的上月结转接不上{earlier.name}",
        message=(
            f"{earlier.name}最后剩 {money.show(closing)} 元，{later.name}第 "
            f"{later.opening_row} 行写上月结转 {money.show(opening)} 元，"
            f"差 {money.show(abs(closing - opening))} 元。"
        ),
        choices=(EXPLAIN,),
    )


def questions(form: Form, entry: Entry) -> list[Problem]:
    """Problems of rows without any sum, and of parts whose 借 and 贷 are not assigned."""
    columns = LedgerColumns.of(form)
    if columns is None:
        return []
    found = [_side_question(part) for part in entry.parts if part.asks_sides]
    found += [ledger_signs.question(part) for part in entry.parts if part.asks_sign]
    for part, record in entry.placed:
        keys = (columns.income, columns.spending)
        says_nothing = not (any(record.values.values()) or record.unread)
        if not (says_nothing or any(map(record.says, keys))):
            found.append(_moves_nothing(form, part, record, columns))
    return found


def _side_question(part: Part) -> Problem:
    return of_part("sides", part.name).problem(
        title="哪一边是收入？",
        message="表上写的是借方和贷方，没有结存可以证明哪一边是收入。",
        choices=(
            accept("贷方是收入，借方是支出（银行流水）"),
            Choice(id="swap_all", label="借方是收入，贷方是支出（现金账）"),
        ),
    )


def _moves_nothing(
    form: Form, part: Part, record: Record, columns: LedgerColumns
) -> Problem:
    return of_cell("required", part.name, record.row, columns.income).problem(
        title=f"“{who(form, record)}”没有写收入，也没有写支出",
        message=f"{row_label(form, record)}没有写钱。请补上，或者删掉这一行。",
        choices=(type_in("收入应该是"), drop_row(f"删掉{row_label(form, record)}")),
    )
