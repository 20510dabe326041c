"""Rows that are the sum of other rows: 可分配收益 above the items it is divided into.

Adding it to them would count everything twice, so a person decides.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from villagepub.forms.choices import accept, drop_row
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_row
from villagepub.forms.sums import column_sum
from villagepub.tables.table import row_words

MIN_ADDENDS = 2
ITEM = accept("是单独的一项，要加上")
_WORDS = re.compile(
    r"可(?:供)?分配|总[额计]|总(?:收[益入]|支出|投资|资金)$|净收[益入]|[年期季月][初末]|上[年期季]|小计|合计|共计"
    r"|(?:本年|全年|当年|年度)[^0-9]{0,4}收[益入](?:总额)?$"
)
_RATE = re.compile(
    r"(?:每[股份人户]|[人户]均)(?:分红|分配|金额|标准|所得|收[益入])+(?:金额|标准|款)?$"
)


class RowMeaning(NamedTuple):
    """What a row may be beside an item of its own, as the question says it."""

    title: str
    message: str
    label: str


A_SUM = RowMeaning(
    "别的行的合计",
    "是单独的一项，还是别的行加起来的？是加起来的，不能再加一遍。",
    "是加起来的，不另外列",
)
# 每股分红 80 among the items: what one share has is no part of what all have.
A_SHARE = RowMeaning(
    "一股、一个人的数",
    "是一股、一个人分多少，就不能和别的项加到一起。",
    "是一股、一个人的数，不另外列",
)


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    subject = form.by_role("subject")
    added = [c for c in form.columns if c.kind == "money" and c.sum]
    kinds = {rule.kind for rule in form.rules}
    is_list = "total" in kinds and not kinds & {"running", "statement"}
    if subject is None or form.by_role("name") or not added or not is_list:
        return
    for part in entry.parts:
        for place, record in enumerate(part.records):
            said = record.values.get(subject.key, "")
            if _RATE.search(said):
                yield _question(part, record, said, subject, A_SHARE)
            elif _WORDS.search(said) or _is_sum(part.records, place, added):
                yield _question(part, record, said, subject, A_SUM)


def _is_sum(
    records: Sequence[Record], place: int, columns: Sequence[FormColumn]
) -> bool:
    """Of all the other rows, of those above it or of those below."""
    above, below = records[:place], records[place + 1 :]
    own = {c.key: v for c in columns if (v := records[place].values.get(c.key))}
    return bool(own) and any(
        all(column_sum(rows, key) == Decimal(value) for key, value in own.items())
        for rows in ((*above, *below), above, below)
        if sum(any(r.values.get(key) for key in own) for r in rows) >= MIN_ADDENDS
    )


def _question(
    part: Part, record: Record, said: str, column: FormColumn, kind: RowMeaning
) -> Problem:
    return of_row("whole", part.name, record.row, column.key).problem(
        said=f"“{said[:16]}”",
        title=f"“{said[:16]}”是不是{kind.title}？",
        message=f"{row_words(record.row)}{kind.message}",
        choices=(drop_row(kind.label), ITEM),
    )
