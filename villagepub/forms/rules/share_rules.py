"""Rows that state their share of a whole: 30% of 100,000 元 must be 30,000 元."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.choices import EXPLAIN, set_value
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.problems import of_cell, of_column
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import NumberError, parse, plain
from villagepub.forms.rules.arithmetic import row_problem
from villagepub.forms.sums import column_sum
from villagepub.forms.words.row_labels import who
from villagepub.tables.table import row_words

WHOLE = Decimal(100)
_BARE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
THIRDS = Decimal("0.0001")  # %: what three thirds are short of a whole
SLACK = Decimal("0.5")  # 元: what rounding an amount to 元 may make of it


def shares(form: Form, entry: Entry, rule: Rule) -> Found:
    """columns[0] is a share (比例), columns[1] the amount: amount = share × sum of amounts,
    within the share's rounding; the shares of a part come to 100%.
    """
    share, amount = (form.column(key) for key in rule.columns)
    tally = Tally()
    for part in entry.parts:
        said = _percents({r.row: r.values.get(share.key, "") for r in part.records})
        added = sum(filter(None, said.values()), Decimal(0))
        if None in said.values():
            tally.problems.extend(_unlike_others(form, part, share, said))
            for record in (r for r in part.records if said[r.row] is None):
                why = "认不出" if record.values.get(share.key) else "没有写"
                tally.skip(record.row, f"{why}{share.label}")
        elif said and abs(added - WHOLE) > THIRDS:
            tally.problems.append(_not_whole(part, share, added))
            for place in said:
                tally.skip(place, "比例加起来不是 100%")
        else:
            for record, row in _checked(part, said, amount):
                wrong = _wrong(form, part, record, row, amount) if row.fault else None
                tally.check(row, wrong)
    claim = f"{amount.label}占的比例都对"
    return tally.found("shares", claim, counted=form.row_unit, columns=rule.columns)


def _unlike_others(
    form: Form, part: Part, share: FormColumn, said: Mapping[int, Decimal | None]
) -> Iterator[Problem]:
    """A few that can't be read among shares that can: 0.1 among percents is 10% or 0.1%."""
    unread = [r for r in part.records if said[r.row] is None and r.says(share.key)]
    if 2 * len(unread) >= len(said):
        return
    for record in unread:
        text = record.values[share.key]
        ways = [f"{text}%"] if _BARE.fullmatch(text) else []
        if ways and Decimal(text) <= 1:
            ways.insert(0, f"{plain((Decimal(text) * WHOLE).normalize())}%")
        problem = row_problem(
            part,
            record,
            share,
            title=f"“{who(form, record)}”的{share.label}是百分之几？",
            message=f"{row_words(record.row)}写的是“{text}”，别的行写的是百分数。",
        )
        choices = (*(set_value(f"是 {way}", way) for way in ways), *problem.choices)
        yield replace(problem, choices=choices)


def _percents(texts: Mapping[int, str]) -> dict[int, Decimal | None]:
    """By row. Where no row says %, 0.2 and 0.8 are parts of one, 20 and 80 percents,
    whatever they come to.
    """
    bare = {row: Decimal(text) for row, text in texts.items() if _BARE.fullmatch(text)}
    if bare and len(bare) == len(texts):
        is_of_one = max(bare.values()) <= 1
        return {row: v * WHOLE if is_of_one else v for row, v in bare.items()}
    return {row: _percent(text) for row, text in texts.items()}


def _percent(text: str) -> Decimal | None:
    """30%, 百分之三十, 三成, 三成半, 3/10."""
    told = unicodedata.normalize("NFKC", "".join(text.split()))
    if found := re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)%", told):
        return Decimal(found[1])
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,3})", told):
        of = Decimal(found[2])
        return round(WHOLE * Decimal(found[1]) / of, 6) if of else None
    if found := re.fullmatch(r"百分之(.{1,4})", told):
        return _number(found[1])
    if found := re.fullmatch(r"(.{1,2})成(半?)", told):
        tenths = _number(found[1])
        return None if tenths is None else 10 * tenths + (5 if found[2] else 0)
    return None


def _number(text: str) -> Decimal | None:
    try:
        found = parse(text)
    except NumberError:
        return None
    return None if found.unit else found.value


def _checked(
    part: Part,
    said: dict[int, Decimal | None],
    amount: FormColumn,
) -> Iterator[tuple[Record, CheckedRow]]:
    whole = column_sum(part.records, amount.key)
    for record in part.records:
        percent, value = said[record.row], record.values.get(amount.key)
        if percent is None or not value:
            continue
        step = Decimal(1).scaleb(int(percent.as_tuple().exponent)) / 2
        right = whole * percent / WHOLE
        is_right = abs(Decimal(value) - right) <= whole * step / WHOLE + SLACK
        yield (
            record,
            CheckedRow(
                part=part.name,
                row=record.row,
                working=f"{money.show(whole)} × {plain(round(percent, 4))}%",
                computed=money.show(round(right, 2)),
                stated=money.show(Decimal(value)),
                fault=""
                if is_right
                else of_cell("arithmetic", part.name, record.row, amount.key).code,
            ),
        )


def _wrong(
    form: Form, part: Part, record: Record, found: CheckedRow, amount: FormColumn
) -> Problem:
    return row_problem(
        part,
        record,
        amount,
        title=f"“{who(form, record)}”的比例和钱对不上",
        message=(
            f"{row_words(record.row)}：{found.working} = {found.computed} 元，"
            f"表上写的是 {found.stated} 元。"
        ),
    )


def _not_whole(part: Part, share: FormColumn, added: Decimal) -> Problem:
    return of_column("total", part.name, share.key).problem(
        title=f"{share.label}加起来不是 100%",
        message=f"一项项的{share.label}加起来是 {plain(added)}%。",
        choices=(EXPLAIN,),
    )
