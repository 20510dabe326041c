"""The rate that a list's title states for all rows: 补贴标准：60元/亩."""

import re
from decimal import Decimal

from villagepub.forms.quantities.quantity import plain
from villagepub.forms.read_rows import ReadRows

_RATE = re.compile(
    r"(?<![0-9.])([0-9]{1,5}(?:\.[0-9]{1,4})?)\s*元\s*[/／每]\s*亩"
    r"|每亩(?:补贴|补助|标准)?[:：为]?\s*([0-9]{1,5}(?:\.[0-9]{1,4})?)\s*元"
)


def fill_from_title(read: ReadRows) -> None:
    """Give each row the rate that the lines above the list name.

    Only for a form whose rate is in 元/亩, a sheet without a column for it, and lines that
    name one rate and no other.
    """
    rate = read.form.by_role("rate")
    if rate is None or rate.unit != "元/亩" or rate.key in read.mapping:
        return
    lead = " ".join((*read.table.lead, read.table.name))
    found = {Decimal(a or b) for a, b in _RATE.findall(lead)}
    if len(found) == 1:
        said = plain(found.pop(), 2)
        for row in read.values:
            row[rate.key] = said
