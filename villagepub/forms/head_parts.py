"""The rule that parts under one head add up to it: 领取金额 over 小计, 家庭补差, 重点救助."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from villagepub.forms import money
from villagepub.forms.arithmetic import row_problem, short
from villagepub.forms.dynamic_columns import is_part, part_of
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.row_labels import namer, row_label, who


def parts(form: Form, entry: Entry) -> Iterator[Found]:
    """Where a head has parts (领取金额: 小计, 家庭补差 …), they add up to it in each row."""
    keys = list(filter(is_part, entry.keys))
    for result in form.columns:
        own = [k for k in keys if part_of(k) == result.key]
        if own:
            yield _parts(form, entry, result, own)


def _parts(form: Form, entry: Entry, result: FormColumn, keys: Sequence[str]) -> Found:
    tally, named = Tally(), namer(form)
    for part, record in entry.placed:
        said = [v for k in keys if (v := record.values.get(k))]
        stated = record.values.get(result.key, "")
        if not said or not stated:
            tally.skip(record.row, f"没有写{'分项' if stated else result.label}")
            continue
        added, problem = sum(map(Decimal, said), Decimal(0)), None
        if added != Decimal(stated):
            problem = _part_wrong(form, part, record, result, added)
        row = CheckedRow(
            part=part.name,
            row=record.row,
            who=named(record),
            working=" + ".join(map(short, said)),
            computed=money.show(added),
            stated=money.show(Decimal(stated)),
            fault=problem.code if problem else "",
        )
        tally.check(row, problem)
    claim = f"{' + '.join(k.split('|', 1)[1] for k in keys)} = {result.label}"
    columns = (*keys, result.key)
    return tally.found("parts", claim, counted=form.row_unit, columns=columns)


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
