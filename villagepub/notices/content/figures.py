"""Headline figures, the values in a form's phrases, votes, and where an element stands."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter

from villagepub import forms
from villagepub.content import Answer, Fact
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.notices.content.formatting import Sums, show

# Where a 公开要素 stands that is no column of the table.
PHONES, PERIOD, BASIS, LIST = "榜底电话", "公示期", "公开依据", "名单"
ELSEWHERE = (
    ("电话", PHONES),
    ("公示期", PERIOD),
    ("依据", BASIS),
    ("渠道", PHONES),
    ("联系方式", PHONES),
    ("结果", LIST),
    ("名单", LIST),
    ("对象", LIST),  # those whom the list names
)
PAID, CHANGED = "发到没有", "变动"  # what a list answers that says its states


def money_fact(form: Form, entry: Entry, values: Sums) -> tuple[Fact, ...]:
    """The one big sum, with its 大写 and its kind where all rows are of one: 按年."""
    key = form.wording.money
    if not key or key not in values:
        return ()
    column = form.column(key)
    kinds = forms.kinds(column, entry.records)
    kind = next(iter(kinds), "") if len(kinds) == 1 else ""
    label = form.wording.money_label or column.label
    return (
        Fact(
            label=f"{label}（{kind}）" if kind else label,
            value=money.show(values[key]),
            unit="元",
            note=money.words(values[key]),
            big=True,
        ),
    )


def facts(form: Form, entry: Entry, values: Sums) -> tuple[Fact, ...]:
    """How many, each kind's sum, and two more figures a passer-by asks for."""
    if form.own_columns and not entry.records:
        return ()
    kinds: list[Fact] = []
    found = [
        Fact(
            label=f"{form.row_unit}数",
            value=f"{forms.units(form, entry.records):,}",
            unit=form.row_unit,
        )
    ]
    for c in form.columns:
        if c.sum and c.sum_by and c.key not in values:
            kinds += _by_kind(form, c, entry)
        elif c.sum and c.key != form.wording.money and c.key in values:
            found.append(
                Fact(label=c.label, value=show(c, str(values[c.key])), unit=c.unit)
            )
        elif c.kind == "rate" and (same := constant(entry, c.key)):
            found.append(Fact(label=c.label, value=show(c, same), unit=c.unit))
    states, bands = by_class(form, entry), by_band(form, entry)
    return (found[0], *kinds, *found[1 : max(3 - len(kinds), 1)], *states, *bands)


def by_class(form: Form, entry: Entry) -> tuple[Fact, ...]:
    """新增 2 户; 退回 3 户 with what for: 账户有误 2 户，原因没写清 1 户."""
    reasons = forms.count_by_reason(form, entry)
    return tuple(
        Fact(
            label=name,
            value=f"{count:,}",
            unit=form.row_unit,
            note="，".join(
                f"{why} {n:,} {form.row_unit}"
                for why, n in reasons.get(name, {}).items()
            ),
        )
        for name, count in forms.count_by_class(form, entry).items()
    )


def states(form: Form, entry: Entry) -> Iterator[Answer]:
    """发到没有: 已发 70 户，退回 3 户（账户有误 2 户，原因没写清 1 户）; 变动 in the same words."""
    told = {fact.label: fact for fact in by_class(form, entry)}
    for column in forms.columns_with_reasons(form):
        usual, *others = (words[0] for words in column.classes)
        own = [r for r in entry.records if r.values.get(column.key) == usual]
        paid = forms.units(form, own)
        said = [f"{usual} {paid:,} {form.row_unit}"] if paid and not column.ends else []
        for fact in (told[name] for name in others if name in told):
            why = f"（{fact.note}）" if fact.note else ""
            said.append(f"{fact.label} {fact.value} {fact.unit}{why}")
        if said:
            question = CHANGED if column.ends else PAID
            yield Answer(question=question, answer=f"{'，'.join(said)}。")


def by_band(form: Form, entry: Entry) -> tuple[Fact, ...]:
    """80-89岁 12 人：3,600.00 元, the youngest first; nothing where no row says a band."""
    column = next((c for c in form.columns if c.bands), None)
    money_key = form.wording.money
    found: dict[str, list[Record]] = {}
    for record in entry.records if column and money_key else ():
        band = _band(record.values.get(column.key, "")) if column else ""
        found.setdefault(band, []).append(record)
    if not any(found):
        return ()
    return tuple(
        Fact(
            label=f"{band or '没写年龄段'} {len(found[band])} {form.row_unit}",
            value=money.show(forms.column_sum(found[band], money_key)),
            unit="元",
        )
        for band in sorted(found, key=_youngest_first)
    )


def _band(written: str) -> str:
    """80-89岁 of 80～89 周岁, 90岁以上 of 90及以上; as it stands where it is no ages."""
    flat = re.sub(r"\s|周?岁", "", unicodedata.normalize("NFKC", written))
    match = re.fullmatch(r"(\d{2,3})(?:[-~—–至到]+(\d{2,3}))?(?:及?(以[上下]))?", flat)
    if match is None:
        return written
    first, last, beyond = match.groups()
    return f"{first}-{last}岁" if last else f"{first}岁{beyond or ''}"


def _youngest_first(band: str) -> tuple[int, str]:
    match = re.match(r"\d+", band)
    return (int(match[0]) if match else 1000, band)


def _by_kind(form: Form, column: FormColumn, entry: Entry) -> list[Fact]:
    """债权 12,000.00 元, 债务 3,400.00 元: each kind has its own sum."""
    return [
        Fact(
            label=kind or f"没写类别的{column.label}",
            value=show(column, str(forms.column_sum(records, column.key))),
            unit=column.unit,
        )
        for kind, records in forms.kinds(column, entry.records).items()
        if (kind or not form.column(column.sum_by).classes)
        and any(record.values.get(column.key) for record in records)
    ]


def constant(entry: Entry, key: str) -> str:
    """The value that every row has in this column, or ''."""
    values = {r.values.get(key, "") for r in entry.records}
    return values.pop() if len(values) == 1 else ""


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def phrase_values(form: Form, entry: Entry, values: Sums) -> dict[str, str]:
    """What ``{…}`` in a form's wording stands for: count, groups, sums, constants."""
    phrases = _Blank(
        count=f"{forms.units(form, entry.records):,}",
        groups=str(len(forms.by_group(form, entry))),
    )
    for c in form.columns:
        if c.sum and c.key in values:
            phrases[c.key] = show(c, str(values[c.key]))
        elif same := constant(entry, c.key):
            phrases[c.key] = show(c, same)
    return phrases


def phrase(template: str, phrases: Mapping[str, str]) -> str:
    """The template filled in, without the clauses for which the sheet has no value.

    "{count} 户，{people} 口人" of a list without a column for people: "23 户".
    """
    clauses = [
        clause
        for clause in template.split("，")
        if all(phrases[key] for _, key, _, _ in Formatter().parse(clause) if key)
    ]
    return "，".join(clauses).format_map(phrases)


def place_of_element(
    columns: Iterable[FormColumn], element: str, present: Collection[str]
) -> str:
    """Where the notice says this 公开要素: a column, the foot, the head, or ''.

    ``columns`` are those that are printed, ``present`` the other places that are filled.
    """
    for c in columns:
        if any(len(w) > 1 and w in element for w in (c.label, *c.words)):
            return c.label
    found = (place for word, place in ELSEWHERE if word in element)
    return next((place for place in found if place in present), "")
