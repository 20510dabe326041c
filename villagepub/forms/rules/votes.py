"""What a list says of a vote held against its counts: 通过 with 10 of 25 in favour.

Only what no meeting's rule allows is asked: passed with half of those present or fewer
(citations: ``representatives-meeting`` names the article), not passed with two thirds of
all who were due.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from villagepub.forms.choices import EXPLAIN, drop_row
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import ColumnRole, Form
from villagepub.forms.problems import of_cell
from villagepub.forms.words.row_labels import row_label, who

COUNTED: tuple[ColumnRole, ...] = ("due", "present", "yes")
_FAILED = re.compile(r"[未没不](?:能|有|获|予)?(?:表决)?(?:通过|同意)|否决|没有?过半")
_PASSED = re.compile(r"通过|同意")


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    result = form.by_role("result")
    if result is None:
        return
    for part, record in entry.placed:
        said = record.values.get(result.key, "")
        counts = [_count(form, record, role) for role in COUNTED]
        if said and all(counts) and (wrong := _wrong(said, *map(Decimal, counts))):
            yield _question(form, part, record, said, wrong)


def _count(form: Form, record: Record, role: ColumnRole) -> str:
    column = form.by_role(role)
    return record.values.get(column.key, "") if column else ""


def _wrong(said: str, due: Decimal, present: Decimal, yes: Decimal) -> str:
    if _FAILED.search(said):
        return f"应到 {due} 人的三分之二都同意了" if 3 * yes >= 2 * due else ""
    if _PASSED.search(said) and 2 * yes <= present:
        return f"同意的 {yes} 人，没有过到会 {present} 人的半数"
    return ""


def _question(form: Form, part: Part, record: Record, said: str, wrong: str) -> Problem:
    subject = of_cell("arithmetic", part.name, record.row, "result", asks="vote")
    return subject.without_column().problem(
        title=f"“{who(form, record)}”写的结果和票数对不上",
        message=f"{row_label(form, record)}：写的是“{said[:20]}”，{wrong}。票数写错了，就一个一个改。",
        choices=(drop_row(f"删掉{row_label(form, record)}"), EXPLAIN),
    )
