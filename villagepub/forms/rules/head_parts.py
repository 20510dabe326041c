"""The rule that parts of a sum add up to it: 小计 of 家庭补差 and 重点救助 under one head,
补贴总额 of 中央补贴 and 省补贴 beside it, 实发 of 应发 less 扣款.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import (
    is_beside,
    is_part,
    part_of,
    sign_of,
    with_sign,
)
from villagepub.forms.quantities import money
from villagepub.forms.rules.arithmetic import row_problem, short
from villagepub.forms.words.row_labels import names, row_label, who


def parts(form: Form, entry: Entry) -> Iterator[Found]:
    """Where a sum has parts (领取金额: 小计, 家庭补差 …), they add up to it in each row."""
    keys = [key for key in entry.keys if is_part(key) and not is_beside(key)]
    for result in form.columns:
        own = [k for k in keys if part_of(k) == result.key]
        if own:
            yield _parts(form, entry, result, own)


def bases_of(form: Form, result: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The keys of the form's own columns that parts of ``result`` with these labels are
    added to (生活补贴 and 护理补贴, beside 补发), or taken off (应领, of 已领).
    """
    for rule in form.rules:
        if rule.kind == "adds" and rule.columns[-1] == result and not rule.less:
            return rule.columns[:-1]
    is_all_off = all(sign_of(label) < 0 for label in labels)
    limits = (r.columns for r in form.rules if r.kind == "at_most" and is_all_off)
    return next(((large,) for small, large, *_ in limits if small == result), ())


def _parts(form: Form, entry: Entry, result: FormColumn, keys: Sequence[str]) -> Found:
    tally, whose = Tally(), names(form, entry.records)
    bases = bases_of(form, result.key, keys)
    keys = (*(key for key in bases if key in _filled(entry)), *keys)
    for (part, record), name in zip(entry.placed, whose, strict=True):
        stated = record.values.get(result.key, "")
        said = _signed(record, keys, stated)
        if not said or not stated:
            tally.skip(record.row, f"没有写{'分项' if stated else result.label}")
            continue
        added, problem = sum(said, Decimal(0)), None
        if added != Decimal(stated):
            problem = _part_wrong(form, part, record, result, added)
        row = CheckedRow(
            part=part.name,
            row=record.row,
            who=name,
            working=_added([(n, short(str(abs(n)))) for n in said]),
            computed=money.show(added),
            stated=money.show(Decimal(stated)),
        )
        tally.check(row, problem)
    heads = _added([(sign_of(key), form.label_of(key)) for key in keys])
    claim = f"{heads} = {result.label}"
    columns = (*keys, result.key)
    return tally.found("parts", claim, counted=form.row_unit, columns=columns)


def _signed(record: Record, keys: Iterable[str], stated: str) -> list[Decimal]:
    """A deduction may be written with its sign: −500 under 扣款 takes off 500 as 500 does,
    where that is what the sheet comes to.
    """
    values = [(key, v) for key in keys if (v := record.values.get(key))]
    plain = [with_sign(key, v) for key, v in values]
    negative = [
        -abs(n) if sign_of(k) < 0 else n
        for (k, _), n in zip(values, plain, strict=True)
    ]
    fits = stated and sum(negative, Decimal(0)) == Decimal(stated)
    return negative if fits else plain


def _filled(entry: Entry) -> set[str]:
    return {key for r in entry.records for key, value in r.values.items() if value}


def has_parts(entry: Entry, result: str) -> bool:
    """Whether ``parts`` checks this sum, and no rule of the form has to."""
    keys = (key for key in entry.keys if not is_beside(key))
    return any(part_of(key) == result for key in keys)


def _added(terms: Sequence[tuple[int | Decimal, str]]) -> str:
    """基本报酬 + 绩效 − 扣款 of signs and words."""
    said = "".join(f" {'−' if sign < 0 else '+'} {word}" for sign, word in terms)
    return said.removeprefix(" + ").strip()


def _part_wrong(
    form: Form, part: Part, record: Record, result: FormColumn, added: Decimal
) -> Problem:
    stated = Decimal(record.values[result.key])
    return row_problem(
        part,
        record,
        result,
        title=f"{who(form, record)}的分项加起来不对",
        message=(
            f"{row_label(form, record)}：各项加起来是 {money.show(added)} {result.unit}，"
            f"{result.label}写的是 {money.show(stated)}，"
            f"差 {money.show(abs(added - stated))} {result.unit}。"
        ),
    )
