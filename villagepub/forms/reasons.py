"""Why something was not paid or has ended, as one of a few classes: 账户有误, 去世.

A column with ``reason_of`` says it; where it says nothing, the cell of the state does
(失败（户名不符）), or the remarks of a form that has them. The sheet's own words are kept only while it is asked
what they mean: such a remark may tell of an illness.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from villagepub.forms.classes import class_of
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.head_words import bare
from villagepub.forms.row_labels import first_labels
from villagepub.privacy import Gate
from villagepub.tables.table import Table, TableRow, with_cells

UNSAID = "原因没写清"
UNREAD = (
    "认不出"  # kept of what tells of an illness or a number, and of rows not listed
)
_DENIED = re.compile(r"(?:[没未不非无]|没有|不是|并非)$")
_OF_KIN = re.compile(
    "丈夫|妻子|老伴|配偶|爱人|儿子|女儿|儿媳|孙子|孙女|父亲|母亲|父母|子女|家属|家人|亲属"
)
NO_REASON = frozenset(("", "-", "－", "—", "——", "/", "／", "\\", "无", "否", "正常"))


def reason_columns(form: Form) -> Iterator[tuple[FormColumn, FormColumn]]:
    """Each column of reasons with the column of what it is the reason of."""
    for column in form.columns:
        if column.reason_of:
            yield column, form.column(column.reason_of)


def columns_with_reasons(form: Form) -> tuple[FormColumn, ...]:
    """发放状态, 变动: the columns of classes that have a reason."""
    return tuple({state.key: state for _, state in reason_columns(form)}.values())


def needing(state: FormColumn) -> frozenset[str]:
    """The classes that have a reason: what ended, or everything but the usual."""
    if state.ends:
        return frozenset((state.ends,))
    return frozenset(words[0] for words in state.classes[1:])


def state_in(form: Form, column: FormColumn, head: str) -> str:
    """The class that a head of this column names: 退回 of 退回原因; '' of 变动原因, and of
    what would take a row off the list.
    """
    state = form.column(column.reason_of)
    found = class_of(state, head)
    return found if found in needing(state) and not state.ends else ""


def reason_in(column: FormColumn, text: str) -> str:
    """The one class of which words stand in the text; '' if none or several are, where
    one is denied (没去世), and where it is said of somebody else (丈夫去世).
    """
    names = {word: words[0] for words in column.classes for word in words}
    longest_first = sorted(names, key=len, reverse=True)
    said = "".join(text.split())
    if _OF_KIN.search(said):
        return ""
    met = list(re.finditer("|".join(map(re.escape, longest_first)), said))
    if any(_DENIED.search(said[: word.start()]) for word in met):
        return ""
    found = {names[word.group()] for word in met}
    return found.pop() if len(found) == 1 else ""


def fill(
    form: Form,
    table: Table,
    mapping: Sequence[str],
    rows: Sequence[TableRow],
    values: Sequence[dict[str, str]],
    unread: Sequence[dict[str, str]],
) -> None:
    """Set reasons, and states that only the head of a column of reasons says; a reason of
    what was paid as usual is taken away.
    """
    for column, state in reason_columns(form):
        places = _places(form, column, mapping)
        headed = _headed(form, table, column, mapping)
        for row, said, faults in zip(rows, values, unread, strict=True):
            why = said.get(column.key, "")
            if (why or column.key in faults) and not said.get(state.key):
                said[state.key] = headed
            if said.get(state.key) not in needing(state):
                faults.pop(column.key, None)
                if why:
                    said[column.key] = ""
            elif not why and column.key not in faults:
                cells = (reason_in(column, row.cells[place]) for place in places)
                if found := next(filter(None, cells), ""):
                    said[column.key] = found


def _headed(
    form: Form, table: Table, column: FormColumn, mapping: Sequence[str]
) -> str:
    if column.key not in mapping:
        return ""
    label = table.columns[list(mapping).index(column.key)].label
    return state_in(form, column, bare(label))


def _places(form: Form, column: FormColumn, mapping: Sequence[str]) -> list[int]:
    """Where else a reason may stand: with the state, in the remarks."""
    notes = [c.key for c in form.columns if "备注" in (c.label, *c.words)]
    keys = list(mapping)
    return [keys.index(key) for key in (column.reason_of, *notes) if key in keys]


def as_classes(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table as it may be stored: of a reason its class; words only where it has to be
    asked what they mean, and never of who is paid as usual.
    """
    keys = list(mapping)
    for column, state in reason_columns(form):
        place = keys.index(column.key) if column.key in keys else None
        at = keys.index(state.key) if state.key in keys else None
        headed = _headed(form, table, column, mapping)
        rows = []
        for row in table.rows:
            cells = list(row.cells)
            found = class_of(state, cells[at]) if at is not None else ""
            if place is not None:
                is_needed = (found or headed) in needing(state)
                kept = _kept(column, state, cells[place]) if is_needed else ""
                cells[place] = kept
            if at is not None and found and not Gate().passes(cells[at]):
                why = reason_in(column, cells[at])
                cells[at] = f"{found}（{why}）" if why else found
            rows.append(with_cells(row, tuple(cells)))
        table = replace(table, rows=tuple(rows))
    return table


def _kept(column: FormColumn, state: FormColumn, cell: str) -> str:
    if cell in NO_REASON:
        return ""
    is_private = state.ends or not Gate().passes(cell)
    return reason_in(column, cell) or (UNREAD if is_private else cell)


def count_by_reason(form: Form, entry: Entry) -> Mapping[str, Mapping[str, int]]:
    """By class, how many rows each of its reasons has, in the order of the form; the rest
    is 原因没写清. Nothing of a class that has no reasons.
    """
    found: dict[str, Counter[str]] = {}
    for column, state in reason_columns(form):
        order = [*(words[0] for words in column.classes), UNSAID]
        said: dict[str, Counter[str]] = {}
        for record in entry.records:
            if (own := record.values.get(state.key, "")) in needing(state):
                why = record.values.get(column.key) or UNSAID
                said.setdefault(own, Counter())[why] += 1
        for part in entry.parts if state.ends else ():
            told = Counter(part.ended_for)
            told[UNSAID] += part.ended - told.total()
            said.setdefault(state.ends, Counter()).update(told)
        for own, counts in said.items():
            found[own] = Counter({why: counts[why] for why in order if counts[why] > 0})
    return found


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """One for each wording that is none of the classes, about all rows that have it."""
    for column, _ in reason_columns(form):
        for part in entry.parts:
            rows: dict[str, list[Record]] = {}
            for record in part.records:
                if fault := record.unread.get(column.key, ""):
                    rows.setdefault(fault, []).append(record)
            for fault, own in rows.items():
                yield _question(form, part, column, fault, own)


def _question(
    form: Form, part: Part, column: FormColumn, fault: str, rows: Sequence[Record]
) -> Problem:
    names = (*(words[0] for words in column.classes), UNSAID)
    return Problem(
        code=f"reason:{part.name}:{rows[0].row}:{column.key}",
        kind="reason",
        title=f"{column.label}{fault}，算哪一类？",
        message=f"{first_labels(form, rows)}，表上这么写。榜上、网上只写每一类有几{form.row_unit}，不写这句话。",
        part=part.name,
        row=rows[0].row,
        column=column.key,
        choices=tuple(
            Choice(id=f"reason-{n}", label=name, value=name)
            for n, name in enumerate(names, 1)
        ),
    )


def settle(part: Part, key: str, row: int, name: str) -> Part:
    """The part with this class in every row whose reason is worded as that of ``row``."""
    faults = {r.unread.get(key, "") for r in part.records if r.row == row} - {""}
    value = "" if name == UNSAID else name
    return replace(
        part,
        records=tuple(
            replace(
                r,
                values={**r.values, key: value},
                unread={k: why for k, why in r.unread.items() if k != key},
            )
            if r.unread.get(key, "") in faults
            else r
            for r in part.records
        ),
    )
