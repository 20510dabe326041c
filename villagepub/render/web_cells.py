"""Cells of words on the open web: each passes the gate, or says where it is to be read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from villagepub.content import (
    Answer,
    ChangedValue,
    Chart,
    Column,
    Fact,
    Row,
    Sheet,
    Vote,
)
from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import is_dynamic
from villagepub.forms.township.open_words import WITHHELD, OpenWords

_MASKED = re.compile(r"[\u3400-\u9fff]{1,2}\*+")  # 张**, as the list itself has it
Why = tuple[str, str, str, str]  # where, what is written, why it stays off, instead


def gated_sheet(sheet: Sheet, form: Form, words: OpenWords) -> Sheet:
    heads = _heads(sheet, form)

    def gated(row: Row) -> Row:
        cells = (
            _gated(text, words, head) if head else text
            for head, text in zip(heads, row.cells, strict=True)
        )
        return replace(row, cells=tuple(cells))

    sections = (
        replace(
            s,
            title=_gated(s.title, words),
            rows=tuple(map(gated, s.rows)) if any(heads) else s.rows,
        )
        for s in sheet.sections
    )
    columns = (_gated_column(n, c, words) for n, c in enumerate(sheet.columns))
    return replace(sheet, columns=tuple(columns), sections=tuple(sections))


def _gated_column(number: int, column: Column, words: OpenWords) -> Column:
    """A thing that is called as the sheet has it, in its head and in its key."""
    if not is_dynamic(column.key) or not words.ground(column.head):
        return column
    first, *kind, _label, unit = column.key.split("|")
    key = "|".join((first, *kind, str(number), unit))
    return replace(column, head=WITHHELD, key=key)


def held_cells(sheet: Sheet, form: Form, words: OpenWords) -> Iterator[Why]:
    """第 3 行“用途”, the cell, why the web will not say it, what it says instead."""
    for column in sheet.columns:
        if is_dynamic(column.key) and (why := words.ground(column.head)):
            yield "列名", column.head, why, WITHHELD
    heads = _heads(sheet, form)
    is_numbered = bool(sheet.columns) and sheet.columns[0].kind == "no"
    for section in sheet.sections:
        for n, row in enumerate(section.rows, 1):
            at = f"第 {row.cells[0] if is_numbered else n} 行"
            for head, text in zip(heads, row.cells, strict=True):
                if head and (why := words.why_not_cell(text, head)):
                    where = f"{'' if is_numbered else section.title}{at}“{head}”"
                    yield where, text, why, words.of_cell(text, head)


def gated_change(line: ChangedValue, form: Form, words: OpenWords) -> ChangedValue:
    """Of a correction whose row, or whose value, is words."""
    if words.ground(_MASKED.sub("", line.who)):
        line = replace(line, who=WITHHELD)
    if line.field not in {c.label for c in form.columns if c.kind == "text"}:
        return line
    before, after = (_gated(t, words, line.field) for t in (line.before, line.after))
    return replace(line, before=before, after=after)


def gated_total(line: ChangedValue, words: OpenWords) -> ChangedValue:
    """What a sum is called may be a word of the sheet, as a fact's label."""
    return replace(line, field=_gated(line.field, words))


def gated_chart(chart: Chart, words: OpenWords) -> Chart:
    bars = (replace(bar, label=_gated(bar.label, words)) for bar in chart.bars)
    return replace(chart, bars=tuple(bars))


def gated_fact(fact: Fact, words: OpenWords) -> Fact:
    """What a sum is called may be a word of the sheet: 债权 12,000.00 元."""
    return replace(fact, label=_gated(fact.label, words))


def gated_answers(
    answers: Iterable[Answer], words: OpenWords, form: Form, labels: Mapping[str, str]
) -> tuple[Answer, ...]:
    """A big sum is called as its fact is; what is said of each age is a cell's word."""
    of_rows = form.wording.who_question
    return tuple(
        replace(
            one,
            answer=labels.get(one.answer, one.answer),
            note="；".join(_gated(said, words) for said in one.note.split("；"))
            if one.question == of_rows
            else one.note,
        )
        for one in answers
    )


def gated_vote(vote: Vote, words: OpenWords) -> Vote:
    return replace(vote, title=_gated(vote.title, words))


def _heads(sheet: Sheet, form: Form) -> list[str]:
    """The heads of the columns of words and of groups, whose names are words too; '' for
    the others, which are typed.
    """
    keys = {c.key for c in form.columns if c.kind in ("text", "group")}
    return [c.head if c.key in keys else "" for c in sheet.columns]


def _gated(text: str, words: OpenWords, head: str = "") -> str:
    return words.of_cell(text, head) if text else ""
