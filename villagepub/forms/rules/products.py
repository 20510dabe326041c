"""The rule rate × number = amount, with the rounding that the office used, once at the
end.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from villagepub.forms.choices import EXPLAIN
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.problems import of_cell
from villagepub.forms.quantities import money
from villagepub.forms.rules import product_addends, unsaid_factors
from villagepub.forms.rules.arithmetic import (
    Figures,
    rounded,
    set_to,
    short,
    split,
    used,
    with_unit,
)
from villagepub.forms.rules.product_addends import ProductAddends, RowAddends
from villagepub.forms.words.row_labels import names, row_label, who

_GOODS = re.compile(r"(-?[0-9.]*)(.*)")
MIN_AVERAGES = 2  # different rates that were got by dividing are no coincidence
PLACES = ((Decimal("0.01"), "分"), (Decimal("0.1"), "角"), (Decimal(1), "元"))


@dataclass(frozen=True, slots=True)
class Rounding:
    """How an office rounds an amount; ``said``: 四舍五入到元."""

    place: Decimal
    said: str
    mode: str = ROUND_HALF_UP

    def of(self, value: Decimal) -> Decimal:
        return value.quantize(self.place, self.mode)


# The finest first.
ROUNDINGS = [Rounding(place, f"四舍五入到{word}") for place, word in PLACES]
CUTS = [Rounding(place, f"零头舍去，到{word}", ROUND_DOWN) for place, word in PLACES]


@dataclass(frozen=True, slots=True)
class _Product:
    """Worked out once for all rows that say the same figures, ``times`` of them."""

    exact: Decimal
    stated: Decimal
    times: int
    is_divided: bool  # the rate was got by dividing, and rounded

    @property
    def is_exact(self) -> bool:
        return self.stated == self.exact

    def fits(self, way: Rounding) -> bool:
        """Rounded so; an amount that is not rounded at all passes as the finest."""
        unrounded = way == ROUNDINGS[0] and self.is_exact
        return unrounded or self.is_divided or self.stated == way.of(self.exact)


def product(form: Form, entry: Entry, rule: Rule) -> Found:
    """columns[0] × columns[1] = columns[2], in the way of rounding that most rows fit.

    Of more columns all but the last two are added first: (60 + 80) × 3 = 420. Sums beside
    the product (补发, 扣款) are added to it, or taken off, after it is rounded.
    """
    *every, many, result = (form.column(key) for key in rule.columns)
    rates = used(entry, every) or every
    if unsaid := unsaid_factors.of(entry, rates, many, result):
        entry = unsaid.entry
    whole, tally = split(entry, [*rates, many, result], either=len(rates))
    if any(c.kind == "goods" for c in (*rates, many, result)):  # 10只 × 60元/只
        whole = list(_of_one_unit(whole, tally))
    more = product_addends.of(form, whole, rule, tally)
    if more.words:
        whole = [(p, r, more.without(r, f)) for p, r, f in whole if more.is_read(r)]
    lines = _lines(Counter(figures for _, _, figures in whole), average=rule.average)
    way = _usual(list(lines.values()))
    known = {f: _shown(f, x, way) for f, x in lines.items()}
    said = [known[figures] for _, _, figures in whole]
    if more.words:
        said = [
            _with_addends(one, more.in_row(record), way)
            for one, (_, record, _) in zip(said, whole, strict=True)
        ]
    asks = _Asks(form, rates, many, result, way, more)
    problems = {
        n: asks.of(whole[n][0], whole[n][1], one.line)
        for n, one in enumerate(said)
        if one.is_wrong
    }
    if unsaid:
        problems = {n: unsaid.told(found) for n, found in problems.items()}
    whose = names(form, [record for _, record, _ in whole])
    checked = (
        CheckedRow(r.row, one.working, name, one.computed, one.stated, part.name)
        for (part, r, _), one, name in zip(whole, said, whose, strict=True)
    )
    tally.check_all(checked, problems)
    left = f"{_added([c.label for c in rates])} × {many.label}{more.words}"
    return tally.found(
        "product",
        f"{left} = {result.label}{f'（{unsaid.words}）' if unsaid else ''}",
        counted=form.row_unit,
        columns=rule.columns,
        note=way.said if any(x.stated != x.exact for x in lines.values()) else "",
    )


def _of_one_unit(
    rows: Iterable[tuple[Part, Record, Figures]], tally: Tally
) -> Iterator[tuple[Part, Record, Figures]]:
    for part, record, said in rows:
        if figures := _of_one_thing(said):
            yield part, record, figures
        else:
            tally.skip(record.row, "单位不一样")


def _of_one_thing(figures: Figures) -> Figures:
    """(10, 60, 600) of 10只, 60元/只 and 600; () of 10只 and 60元/头."""
    said = [_GOODS.fullmatch(value) for value in figures]
    things = {m[2].rpartition("/")[2] for m in said if m} - {""}
    return tuple(m[1] for m in said if m) if len(things) < 2 else ()


def _lines(times: Mapping[Figures, int], *, average: bool) -> dict[Figures, _Product]:
    """Each figures that rows say, worked out once. ``average``: a rate may be one."""
    standards = _standards(times)
    lines = {
        figures: _multiplied(
            figures, n, is_average=average and figures[:-2] not in standards
        )
        for figures, n in times.items()
    }
    return lines | _lone_averages(lines)


class _Shown(NamedTuple):
    """A product as people read it: the working, what it comes to, what the sheet says."""

    line: _Product
    working: str
    computed: str
    stated: str
    is_wrong: bool


def _shown(figures: Figures, line: _Product, way: Rounding) -> _Shown:
    computed, stated = money.show(way.of(line.exact)), money.show(line.stated)
    return _Shown(line, _working(figures), computed, stated, not line.fits(way))


def _with_addends(shown: _Shown, own: RowAddends | None, way: Rounding) -> _Shown:
    """The same of a row with sums beside its product."""
    if own is None:
        return shown
    computed, stated = own.shown(way.of(shown.line.exact), shown.line.stated)
    working = shown.working + own.said
    return shown._replace(working=working, computed=computed, stated=stated)


def _added(words: Sequence[str]) -> str:
    return f"（{' + '.join(words)}）" if len(words) > 1 else "".join(words)


def _working(figures: Figures) -> str:
    *rates, many, _ = figures
    return f"{_added([short(rate) for rate in rates if rate])} × {short(many)}"


def _standards(said: Iterable[Figures]) -> set[Figures]:
    """Rates that several rows have exactly: they are standards, not results of a
    division.
    """
    exact = (f for f in said if _multiplied(f, 1, is_average=False).is_exact)
    return {figures[:-2] for figures in exact if Decimal(figures[-2]) > 1}


def _lone_averages(lines: Mapping[Figures, _Product]) -> dict[Figures, _Product]:
    """Rates that look like averages (173 of 520 for three) in a list where no other is
    one: they may be slips, unless amount and product differ by less than 1 元.
    """
    divided = {
        f: line for f, line in lines.items() if line.is_divided and not line.is_exact
    }
    if len({figures[:-2] for figures in divided}) >= MIN_AVERAGES:
        return {}
    return {
        f: replace(line, is_divided=False)
        for f, line in divided.items()
        if abs(line.exact - line.stated) >= 1
    }


def _multiplied(figures: Figures, times: int, *, is_average: bool) -> _Product:
    *rates, many, stated = (Decimal(said or 0) for said in figures)
    rate = sum(rates, Decimal(0))
    is_divided = is_average and _is_average(rate, stated, many)
    return _Product(rate * many, stated, times, is_divided)


def _is_average(rate: Decimal, stated: Decimal, many: Decimal) -> bool:
    """173.33, 173.3 and 173 of 520 for three."""
    return bool(many) and any(
        rounded(stated / many, way.place) == rate for way in ROUNDINGS
    )


def _usual(lines: Sequence[_Product]) -> Rounding:
    """The rounding that fits most rows, 分 where two fit as many; cutting only where
    that, and no rounding, fits every row.
    """
    best = max(
        ROUNDINGS, key=lambda w: (sum(x.times for x in lines if x.fits(w)), -w.place)
    )
    if all(x.fits(best) for x in lines):
        return best
    return next((cut for cut in CUTS if all(x.fits(cut) for x in lines)), best)


@dataclass(frozen=True, slots=True)
class _Asks:
    """What is asked of amounts that are not the product, rounded as the office rounds."""

    form: Form
    rates: Sequence[FormColumn]
    many: FormColumn
    result: FormColumn
    way: Rounding
    addends: ProductAddends

    def of(self, part: Part, record: Record, line: _Product) -> Problem:
        more, unit = self.addends.in_row(record), self.result.unit
        added, words = (more.value, more.words) if more else (Decimal(0), "")
        own = [c for c in self.rates if record.values.get(c.key)]
        rate = _added([with_unit(c, record) for c in own])
        right, exact = self.way.of(line.exact) + added, line.exact + added
        stated = line.stated + added
        rounded_to = f"{self.way.said}是 {money.show(right)} {unit}，"
        message = (
            f"{row_label(self.form, record)}：{rate} × {with_unit(self.many, record)}{words} = "
            f"{money.show(exact)} {unit}，{'' if right == exact else rounded_to}"
            f"表上写的是 {money.show(stated)}，差 {money.show(abs(right - stated))} {unit}。"
        )
        return of_cell("arithmetic", part.name, record.row, self.result.key).problem(
            title=f"{who(self.form, record)}的钱，乘出来不对",
            message=message,
            choices=(set_to(right, unit), EXPLAIN),
        )
