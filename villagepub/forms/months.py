"""The months that a title or a sheet's name speaks of: 7月, 7—9月, 7、8、9月."""

import re
import unicodedata

from villagepub.forms.form import Form
from villagepub.tables.table import Table

_MONTHS = re.compile(
    r"(?<!\d)(\d{1,2}(?:\s*月份?)?(?:\s*(?:[-~—–、,，和及]|至|到)+\s*\d{1,2}(?:\s*月份?)?)*)"
    r"(?<=[月份])(?!\s*\d{1,2}\s*日)"
)
_SPAN = re.compile(r"(\d{1,2})\s*月?份?\s*(?:[-~—–]|至|到)+\s*(\d{1,2})")


def named_months(text: str) -> tuple[int, ...]:
    """In order, each once; () where no month is named. Days (7月3日) name none."""
    found: set[int] = set()
    for said in _MONTHS.findall(unicodedata.normalize("NFKC", text)):
        found |= {int(n) for n in re.findall(r"\d+", said)}
        for first, last in _SPAN.findall(said):
            found |= set(range(int(first), int(last) + 1))
    return tuple(sorted(month for month in found if 1 <= month <= 12))


def part_name(form: Form, table: Table) -> str:
    """7月 from the sheet's name or from a title like 2026年07月财务公开榜; 7月至9月."""
    if form.parts == "month":
        for text in (table.name, *table.lead):
            months = named_months(text)
            if len(months) > 1:
                return f"{months[0]}月至{months[-1]}月"
            if months:
                return f"{months[0]}月"
    return table.name
