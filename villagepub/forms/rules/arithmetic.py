"""The rules that tie the figures of one row."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, repeat
from typing import NamedTuple

from villagepub.forms.choices import EXPLAIN, set_value, type_in
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.problems import of_cell
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.words.row_labels import names, row_label, who

UNREAD = "有的数还认不出"  # why what hangs on it can't be checked

Figures = tuple[str, ...]  # what a row says in the columns of a rule


def set_to(value: Decimal, unit: str = "元") -> Choice:
    """The way out that takes what was computed."""
    label = f"改成 {money.show(value)} {unit}"
    return set_value(label, plain(value, 2))


def rounded(value: Decimal, place: Decimal) -> Decimal:
    return value.quantize(place, ROUND_HALF_UP)


def split(
    entry: Entry, columns: Sequence[FormColumn], *, either: int = 0
) -> tuple[list[tuple[Part, Record, Figures]], Tally]:
    """(the rows that have a value in all of these columns, a tally of the others and
    why they can't be checked); of the first ``either`` columns one suffices.
    """
    records, count = entry.records, len(columns)
    said = [[record.values.get(c.key, "") for record in records] for c in columns]
    wanted = [range(either)] * bool(either) + [
        range(i, i + 1) for i in range(either, count)
    ]
    absent = [
        _names(columns, own) for own in wanted if not any(any(said[i]) for i in own)
    ]
    tally = Tally()
    if absent:
        tally.skip(0, f"表上没有{'、'.join(absent)}")
        return [], tally
    every = list(zip(*said, strict=True))
    parts = chain.from_iterable(repeat(p, len(p.records)) for p in entry.parts)
    rows = list(zip(parts, records, every, strict=True))
    partial = (figures for figures in set(every) if not all(figures))
    lacking = {f: why for f in partial if (why := _lacking(f, columns, wanted))}
    if not lacking:
        return rows, tally  # as nearly every list
    for _, record, figures in rows:
        if figures in lacking:
            tally.skip(record.row, lacking[figures])
    return [one for one in rows if one[2] not in lacking], tally


def _lacking(
    figures: Figures, columns: Sequence[FormColumn], wanted: Sequence[range]
) -> str:
    absent = [own for own in wanted if not any(figures[i] for i in own)]
    return (
        f"没有写{'、'.join(_names(columns, own) for own in absent)}" if absent else ""
    )


def _names(columns: Sequence[FormColumn], places: range) -> str:
    return "、".join(columns[i].label for i in places)


def with_unit(column: FormColumn, record: Record) -> str:
    """14.71 亩, 60 元: the value with the first part of its unit."""
    return f"{short(record.values[column.key])} {column.unit.split('/')[0]}".strip()


def short(value: str) -> str:
    return value.removesuffix(".00")


def at_most(form: Form, entry: Entry, rule: Rule) -> Found:
    small, large, *more = (form.column(key) for key in rule.columns)
    rows, tally = split(entry, [small, large])
    if more:
        rows = [(part, r, (*figures, *_said(r, more))) for part, r, figures in rows]
    is_day = small.kind == "date"
    read, more_than = (_days, "晚") if is_day else (_numbers, "多")
    known = {figures: _limited(figures, read) for figures in {f for _, _, f in rows}}
    above = " + ".join(c.label for c in (large, *used(entry, more)))
    if unlike := {f for f, limited in known.items() if limited.is_above is None}:
        for _, record, figures in rows:
            if figures in unlike:
                tally.skip(record.row, "单位不一样")
        rows = [one for one in rows if one[2] not in unlike]
    told = [known[figures] for _, _, figures in rows]
    problems = {}
    for n in [n for n, limited in enumerate(told) if limited.is_above]:
        (part, record, _), (x, y, _) = rows[n], told[n]
        problems[n] = row_problem(
            part,
            record,
            small,
            title=f"{who(form, record)}的{small.label}比{above}还{more_than}",
            message=f"{row_label(form, record)}：{small.label} {x}，{above} {y}。",
            blocking=rule.blocking,
        )
    whose = names(form, [record for _, record, _ in rows])
    checked = (
        CheckedRow(record.row, x, name, "", y, part.name)
        for (part, record, _), (x, y, _), name in zip(rows, told, whose, strict=True)
    )
    tally.check_all(checked, problems)
    claim = f"{small.label}不比{above}{more_than}"
    return tally.found("at_most", claim, counted=form.row_unit, columns=rule.columns)


class _Limited(NamedTuple):
    """What has a limit, the limit in words, and whether the one is above the other; None
    of figures in several units.
    """

    said: str
    limit: str
    is_above: bool | None


def _limited(
    figures: Figures, read: Callable[[Sequence[str]], list[Decimal] | None]
) -> _Limited:
    numbers = read(figures)
    is_above = numbers[0] > sum(numbers[1:]) if numbers else None
    return _Limited(figures[0], " + ".join(figures[1:]), is_above)


def _said(record: Record, columns: Iterable[FormColumn]) -> list[str]:
    return [v for c in columns if (v := record.values.get(c.key))]


def used(entry: Entry, columns: Iterable[FormColumn]) -> list[FormColumn]:
    return [c for c in columns if any(r.values.get(c.key) for r in entry.records)]


@dataclass(frozen=True, slots=True)
class Addition:
    """``plus`` − ``minus`` = ``result``; what has to be written for a row to be whole is
    ``wanted``.
    """

    plus: tuple[FormColumn, ...]
    minus: tuple[FormColumn, ...]
    wanted: tuple[FormColumn, ...]
    result: FormColumn

    @property
    def claim(self) -> str:
        plus = " + ".join(c.label for c in self.plus)
        return f"{' − '.join((plus, *(c.label for c in self.minus)))} = {self.result.label}"

    @property
    def names(self) -> str:
        return "、".join(c.label for c in self.wanted or (*self.plus, *self.minus))


def _addition(form: Form, entry: Entry, rule: Rule) -> Addition:
    """columns[0] + … = the last column, of those that the sheet has."""
    *every, result = (form.column(key) for key in rule.columns)
    addends = used(entry, every) or every
    return Addition(
        plus=tuple(c for c in addends if c.key not in rule.less),
        minus=tuple(c for c in addends if c.key in rule.less),
        wanted=tuple(c for c in every if rule.whole and c.key not in rule.spare),
        result=result,
    )


def adds(form: Form, entry: Entry, rule: Rule) -> Found:
    """An empty addend counts as 0."""
    addition = _addition(form, entry, rule)
    wanted = addition.wanted
    tally = Tally()
    whose = names(form, entry.records)
    for (part, record), name in zip(entry.placed, whose, strict=True):
        said, off = _said(record, addition.plus), _said(record, addition.minus)
        stated = record.values.get(addition.result.key, "")
        is_whole = len(_said(record, wanted)) == len(wanted) and said and stated
        numbers = _numbers((*said, *off, stated)) if is_whole else ()
        if not numbers:
            absent = f"没有写{addition.names if stated else addition.result.label}"
            tally.skip(record.row, absent if numbers == () else "单位不一样")
            continue
        added = sum(numbers[: len(said)], Decimal(0)) - sum(numbers[len(said) : -1])
        is_right = added == numbers[-1]
        problem = None if is_right else _sum_wrong(form, part, record, addition, added)
        row = CheckedRow(
            part=part.name,
            row=record.row,
            who=name,
            working=" − ".join((" + ".join(said), *off)),
            computed=plain(added),
            stated=stated,
        )
        tally.check(row, problem and replace(problem, blocking=rule.blocking))
    columns = rule.columns
    return tally.found("adds", addition.claim, counted=form.row_unit, columns=columns)


def _numbers(values: Sequence[str]) -> list[Decimal] | None:
    """5, 5袋: the numbers of canonical values; None where their units differ. 0 is none of
    anything.
    """
    found = [re.fullmatch(r"(-?[0-9.]+)(.*)", value) for value in values]
    matches = [match for match in found if match]
    units = {m[2] for m in matches if m[2] or Decimal(m[1])}
    if len(matches) < len(values) or len(units) > 1:
        return None
    return [Decimal(m[1]) for m in matches]


def _days(values: Sequence[str]) -> list[Decimal] | None:
    """20210103 of 2021-01-03; of 2021-03 beside it no more than both say: 202101, 202103."""
    length = min(map(len, values))
    return [Decimal(value[:length].replace("-", "")) for value in values]


def _sum_wrong(
    form: Form,
    part: Part,
    record: Record,
    addition: Addition,
    added: Decimal,
) -> Problem:
    plus = "、".join(c.label for c in addition.plus)
    minus = "、".join(c.label for c in addition.minus)
    result = addition.result
    way = f"{plus}{f'减去{minus}' if minus else '加起来'}"
    return row_problem(
        part,
        record,
        result,
        title=f"“{who(form, record)}”的{result.label}，加起来对不上",
        message=(
            f"{row_label(form, record)}：{way}是 {plain(added)}，"
            f"{result.label}写的是 {record.values[result.key]}。"
        ),
    )


def row_problem(
    part: Part,
    record: Record,
    column: FormColumn,
    *,
    title: str,
    message: str,
    blocking: bool = True,
) -> Problem:
    return of_cell("arithmetic", part.name, record.row, column.key).problem(
        title=title,
        message=message,
        choices=(type_in(f"{column.label}应该是"), EXPLAIN),
        blocking=blocking,
    )
