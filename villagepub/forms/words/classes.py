"""Columns with a few fixed classes: 新增, 调整, 停发; 已发, 退回, 暂缓.

Households that get nothing any more are counted and not listed: only the class of such
a row and that of its reason are kept, so that no page, file or poster can name it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.sums import units
from villagepub.tables.table import row_words


def class_of(column: FormColumn, text: str) -> str:
    """The class whose longest word stands in the text; of two as long the later one.

    未成功 is no 成功, and 发放失败 no 发放. '' if no word does.
    """
    found = [
        (len(word), place, words[0])
        for place, words in enumerate(column.classes)
        for word in words
        if word in text
    ]
    return max(found)[2] if found else ""


def class_in_title(column: FormColumn, text: str) -> str:
    """The class that a title names, '' where it names several or none: 债权债务明细表."""
    found = {
        words[0] for words in column.classes if any(word in text for word in words)
    }
    return found.pop() if len(found) == 1 else ""


def without_ended(form: Form, part: Part) -> Part:
    """The part without the rows of its ended class; ``ended`` counts them."""
    column = next((c for c in form.columns if c.ends), None)
    if column is None:
        return part
    gone = [r for r in part.records if r.values.get(column.key) == column.ends]
    if not gone:
        return part
    reasons = [c.key for c in form.columns if c.reason_of == column.key]
    said = {key: by_class(form.column(key), gone) for key in reasons}
    where = "、".join(row_words(r.row) for r in gone)  # and never whose they are
    note = f"{where}写的是{column.ends}：不列名，只写{column.ends} {units(form, gone)} {form.row_unit}"
    strange = [
        row_words(r.row) for r in gone if any(key in r.unread for key in reasons)
    ]
    note += f"；{'、'.join(strange)}的原因认不出是哪一类" if strange else ""
    return replace(
        part,
        records=tuple(r for r in part.records if r not in gone),
        ended=part.ended + units(form, gone),
        ended_for=Counter(part.ended_for) + _counted(form, said.values()),
        notes=(*part.notes, note),
    )


def _counted(form: Form, said: Iterable[Mapping[str, list[Record]]]) -> Counter[str]:
    return Counter(
        {why: units(form, rows) for own in said for why, rows in own.items()}
    )


def by_class(
    column: FormColumn, records: Iterable[Record]
) -> Mapping[str, list[Record]]:
    """The rows of each class of the column that they say."""
    found: dict[str, list[Record]] = {}
    for record in records if column.classes else ():
        if said := record.values.get(column.key, ""):
            found.setdefault(said, []).append(record)
    return found


def count_by_class(form: Form, entry: Entry) -> Mapping[str, int]:
    """How many households or persons each class has, the usual (first) one left out;
    what ended too.
    """
    found: Counter[str] = Counter()
    added = {column.sum_by for column in form.columns}  # their sums are told instead
    for column in form.columns:
        is_told = column.key in added or column.match
        if is_told or column.asks or column.reason_of:
            continue
        for said, own in by_class(column, entry.records).items():
            if said != column.classes[0][0]:
                found[said] += units(form, own)
        if column.ends:
            found[column.ends] += sum(part.ended for part in entry.parts)
    names = (words[0] for column in form.columns for words in column.classes)
    return {name: found[name] for name in dict.fromkeys(names) if found[name]}
