"""Sums and groups of an entry, in whole 分 where it is hot."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form


@lru_cache(maxsize=65_536)  # a long list says the same areas and sums again and again
def cents(value: str) -> int:
    """A canonical value with two places (1099.80) in hundredths; '' is 0."""
    if not value:
        return 0
    whole, _, rest = value.partition(".")
    return int(whole) * 100 + (int((rest + "00")[:2]) if rest else 0)


def totals(form: Form, entry: Entry) -> dict[str, Decimal]:
    """The sum of every column that adds up; counts are whole numbers."""
    return {
        c.key: column_sum(entry.records, c.key, whole=c.kind == "count")
        for c in form.columns
        if c.sum
    }


def column_sum(records: Iterable[Record], key: str, *, whole: bool = False) -> Decimal:
    total = sum(cents(record.values.get(key, "")) for record in records)
    return Decimal(total // 100) if whole else Decimal(total) / 100


def by_group(form: Form, entry: Entry) -> Mapping[str, list[Record]]:
    """Records by 村民小组, 1组 before 10组, those without one last."""
    key = next((c.key for c in form.columns if c.kind == "group"), "")
    groups: dict[str, list[Record]] = {}
    for record in entry.records:
        groups.setdefault(record.values.get(key, ""), []).append(record)
    return dict(sorted(groups.items(), key=lambda item: _group_order(item[0])))


def _group_order(group: str) -> tuple[int, int, str]:
    number = re.match(r"\d+", group)
    if not group:
        return (2, 0, "")
    return (0, int(number[0]), "") if number else (1, 0, group)
