"""What is added to a product, or taken off it: 月数 × 月标准 + 补发 − 扣款 = 发放金额.

The columns are those that ``addends`` has found; they are not printed, so a sentence says
what the printed figures don't multiply to.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from villagepub.forms.choices import EXPLAIN
from villagepub.forms.entry import Entry, Part, Problem, Record, keys_of
from villagepub.forms.evidence import Tally
from villagepub.forms.form import Form, Rule
from villagepub.forms.heads.dynamic_columns import (
    is_beside,
    part_of,
    sign_of,
    with_sign,
)
from villagepub.forms.problems import of_column
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.rules.arithmetic import UNREAD, Figures, short


@dataclass(frozen=True, slots=True)
class RowAddends:
    """What one row adds to its product; ``said``: + 50 − 100, ``words`` with the heads:
    + 补发 50.00 元.
    """

    value: Decimal
    said: str
    words: str

    def shown(self, product: Decimal, stated: Decimal) -> tuple[str, str]:
        """Product and amount with these, as people read them."""
        return money.show(product + self.value), money.show(stated + self.value)


@dataclass(frozen=True, slots=True)
class ProductAddends:
    """Of all rows of an entry, by the record that they are of."""

    words: str  # + 补发 − 扣款
    rows: Mapping[int, RowAddends]
    unread: frozenset[int]

    def in_row(self, record: Record) -> RowAddends | None:
        return self.rows.get(id(record))

    def is_read(self, record: Record) -> bool:
        return id(record) not in self.unread

    def without(self, record: Record, figures: Figures) -> Figures:
        """The same figures with an amount that holds the product alone."""
        own = self.in_row(record)
        if own is None:
            return figures
        return (*figures[:-1], plain(Decimal(figures[-1]) - own.value, 2))


def joined(rules: Sequence[Rule], filled: Collection[str]) -> list[Rule]:
    """The rules, with 面积 × 标准 + 青苗费 = 补偿金额 in place of 面积 × 标准 = 土地补偿费 and
    土地补偿费 + 青苗费 = 补偿金额 where the sheet has no 土地补偿费.
    """
    found = list(rules)
    for rule in rules:
        *factors, own = rule.columns or ("",)
        if rule.kind != "product" or own in filled or not {*factors} <= {*filled}:
            continue
        for sum_ in rules:
            if sum_.kind == "adds" and own in sum_.columns[:-1] and not sum_.less:
                *addends, result = sum_.columns
                plus = tuple(key for key in addends if key != own and key in filled)
                found[found.index(rule)] = replace(
                    rule, columns=(*factors, result), plus=plus
                )
                found.remove(sum_)
    return found


def of(
    form: Form,
    rows: Sequence[tuple[Part, Record, Figures]],
    rule: Rule,
    tally: Tally,
) -> ProductAddends:
    """What ``rows`` add to the products that come to the rule's last column; those whose
    addends can't be read yet are told to the tally.
    """
    records = [record for _, record, _ in rows]
    keys = [*rule.plus, *_keys(keys_of(records), rule.columns[-1])]
    if not keys:
        return ProductAddends("", {}, frozenset())  # as nearly every list
    unread = [r for r in records if not r.unread.keys().isdisjoint(keys)]
    for record in unread:
        tally.skip(record.row, UNREAD)
    return ProductAddends(
        words="".join(f" {_sign(key)} {form.label_of(key)}" for key in keys),
        rows={id(r): own for r in records if (own := _in_row(form, r, keys))},
        unread=frozenset(map(id, unread)),
    )


def _keys(keys: Iterable[str], result: str) -> list[str]:
    return [key for key in keys if is_beside(key) and part_of(key) == result]


def _in_row(form: Form, record: Record, keys: Sequence[str]) -> RowAddends | None:
    said = [(key, value) for key in keys if (value := record.values.get(key))]
    if not said:
        return None
    shown = [(_sign(k), form.label_of(k), money.show(Decimal(v))) for k, v in said]
    return RowAddends(
        sum((with_sign(k, v) for k, v in said), Decimal(0)),
        "".join(f" {sign} {short(value)}" for sign, _, value in shown),
        "".join(f" {sign} {label} {value} 元" for sign, label, value in shown),
    )


def _sign(key: str) -> str:
    return "−" if sign_of(key) < 0 else "+"


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """What was taken off is asked about, even where all rows come to their sums: of most
    grants nothing may be kept back.
    """
    for part in entry.parts:
        keys = keys_of(part.records)
        for column in form.columns:
            beside = _keys(keys, column.key)
            taken = _added(part.records, beside)[1] if beside else ()
            if taken:
                total = f"{money.show(sum(taken, Decimal(0)))} {column.unit}"
                yield of_column("column", part.name, column.key, asks="taken").problem(
                    title=f"{column.label}里扣了 {total}，扣的是什么？",
                    message=f"{len(taken)} {form.row_unit}扣了钱。写明扣的是什么，这句话和名单一起贴。",
                    choices=(EXPLAIN,),
                )


def _added(
    records: Sequence[Record], keys: Sequence[str]
) -> tuple[list[Decimal], list[Decimal]]:
    """What each row adds, and what it takes off: a bonus hides no deduction."""
    added, taken = list[Decimal](), list[Decimal]()
    for record in records:
        own = [with_sign(k, v) for k in keys if (v := record.values.get(k))]
        added.append(sum((one for one in own if one > 0), Decimal(0)))
        taken.append(sum((-one for one in own if one < 0), Decimal(0)))
    return [*filter(None, added)], [*filter(None, taken)]


def sentences(form: Form, entry: Entry) -> Iterator[str]:
    """发放金额除了月数 × 月标准，还加了 50.00 元（1 人）: one for each such sum."""
    keys = entry.keys
    filled = {k for k in keys if any(r.values.get(k) for r in entry.records)}
    for rule in form.rules:
        own = _keys(keys, rule.columns[-1]) if rule.kind == "product" else []
        if own and rule.columns[-2] in filled:
            yield from _sentence(form, entry, rule, own, filled)


def _sentence(
    form: Form, entry: Entry, rule: Rule, keys: Sequence[str], filled: set[str]
) -> Iterator[str]:
    told = list[str]()
    for word, own in zip("加扣", _added(entry.records, keys), strict=True):
        total = money.show(sum(own, Decimal(0)))
        told += [f"{word}了 {total} 元（{len(own)} {form.row_unit}）"] if own else []
    left = " × ".join(form.label_of(k) for k in rule.columns[:-1] if k in filled)
    if told:
        yield f"{form.label_of(rule.columns[-1])}除了{left}，还{'，'.join(told)}。"
