"""Sheets without the required sum (补偿金额) that have its addends: 土地补偿费, 青苗补偿费.

They are added up only after a person has said that nothing else belongs to the sum.
"""

from collections.abc import Iterator
from decimal import Decimal

from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, Rule
from villagepub.forms.problems import of_column
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.words.row_labels import row_label

ADD_UP = "add_up"


def rules(form: Form, part: Part) -> list[Rule]:
    """The rules of which no row says the sum, and every row says some of the addends;
    none where the sheet has other money, which may be the sum or a part of it.
    """
    if part.has_other_money:
        return []
    return [
        rule
        for rule in form.rules
        if rule.kind == "adds"
        and form.column(rule.columns[-1]).required
        and form.column(rule.columns[-1]).kind == "money"
        and part.records
        and not any(r.says(rule.columns[-1]) for r in part.records)
        and all(_addends(r, rule) for r in part.records)
    ]


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for part in entry.parts:
        for rule in rules(form, part):
            yield _question(form, part, rule)


def add_up(form: Form, part: Part, key: str) -> Part:
    """The part with the sum in each row."""
    rule = next((r for r in rules(form, part) if r.columns[-1] == key), None)
    if rule is None:
        return part
    sums = {r.row: plain(_sum(r, rule), 2) for r in part.records}
    return part.with_values(key, sums)


def _addends(record: Record, rule: Rule) -> list[str]:
    own = rule.columns[:-1]
    if any(key in record.unread for key in own):
        return []
    return [key for key in own if record.values.get(key)]


def _sum(record: Record, rule: Rule) -> Decimal:
    return sum(
        (
            Decimal(record.values[key]) * (-1 if key in rule.less else 1)
            for key in _addends(record, rule)
        ),
        Decimal(0),
    )


def _question(form: Form, part: Part, rule: Rule) -> Problem:
    label, first = form.label_of(rule.columns[-1]), part.records[0]
    said = {key for record in part.records for key in _addends(record, rule)}
    made_of = " + ".join(form.label_of(key) for key in rule.columns if key in said)
    every = sum((_sum(record, rule) for record in part.records), Decimal(0))
    return of_column("column", part.name, rule.columns[-1], asks="added").problem(
        title=f"表上没有{label}，加起来算吗？",
        message=f"表上有{made_of}。{row_label(form, first)}加起来是 {money.show(_sum(first, rule))} 元。还有别的钱，就改好表再传一次。",
        choices=(
            Choice(
                id=ADD_UP,
                label=f"加起来就是{label}：{len(part.records):,} 行共 {money.show(every)} 元",
            ),
        ),
    )
