"""Why something was not paid or has ended, as one of a few classes: 账户有误, 去世.

A column with ``reason_of`` says it; where it says nothing, the cell of the state does
(失败（户名不符）), or the remarks of a form that has them. The sheet's own words are kept only while it is asked
what they mean: such a remark may tell of an illness.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import part_key, part_of
from villagepub.forms.heads.head_words import bare
from villagepub.forms.heads.sheet_heads import Recognition, words_of
from villagepub.forms.problems import of_cell
from villagepub.forms.read_rows import ReadRows
from villagepub.forms.sums import units
from villagepub.forms.words.classes import by_class, class_of
from villagepub.forms.words.row_labels import first_labels
from villagepub.tables.table import Table, TableRow

UNSAID = "原因没写清"
UNREAD = (
    "认不出"  # kept of what tells of an illness or a number, and of rows not listed
)
_DENIED = re.compile(r"(?:[没未不非无]|没有|不是|并非)$")
_OF_KIN = re.compile(
    "丈夫|妻子|老伴|配偶|爱人|儿子|女儿|儿媳|孙子|孙女|父亲|母亲|父母|子女|家属|家人|亲属"
)
NO_REASON = frozenset(
    (
        *("", "-", "－", "—", "——", "/", "／", "\\", "无", "否", "正常"),
        *(
            "未知",
            "不详",
            "不明",
            "不清",
            "不清楚",
            "不知道",
            "原因不明",
            "原因不详",
            "原因未知",
        ),
        *("未注明", "未说明", "未写", "没写", "?", "？"),
    )
)


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


def take_others(sheet: Recognition) -> None:
    """暂缓原因 beside 退回原因: each row says its own in one of them."""
    for column, state in reason_columns(sheet.form):
        if column.key not in sheet.found:
            continue
        words = words_of(column)
        if not sheet.has(state):
            words = tuple(w for w in words if state_in(sheet.form, column, w))
        for head in sheet.free:
            if head.word in words:
                sheet.found[head.place] = part_key(column, head.word)


def fill(read: ReadRows) -> None:
    """Set reasons, and states that only the head of a column of reasons says; a reason of
    what was paid as usual is taken away.
    """
    for column, state in reason_columns(read.form):
        places = _places(read.form, column, read.mapping)
        heads = heads_of(read.form, read.table, column, read.mapping)
        needed = needing(state)
        for row, said, faults in zip(read.rows, read.values, read.unread, strict=True):
            if heads:
                _take_own(column, state, heads, said, faults)
            why = said.get(column.key, "")
            if said.get(state.key) not in needed:
                faults.pop(column.key, None)
                if why:
                    said[column.key] = ""
            elif not why and column.key not in faults:
                cells = (reason_in(column, row.cells[place]) for place in places)
                if found := next(filter(None, cells), ""):
                    said[column.key] = found


def _take_own(
    column: FormColumn,
    state: FormColumn,
    heads: Mapping[str, str],
    said: dict[str, str],
    faults: dict[str, str],
) -> None:
    """The row's one reason out of the columns that have reasons, and its state by the
    head of that column; of two different ones none is taken.
    """
    own = {key: why for key in heads if (why := said.pop(key, ""))}
    wrong = {key: fault for key in heads if (fault := faults.pop(key, ""))}
    filled = [*own, *wrong]
    if filled and not said.get(state.key):
        said[state.key] = heads[filled[0]]
    fitting = [key for key in filled if heads[key] in ("", said.get(state.key))]
    key = next(iter(fitting if len(fitting) == 1 else filled), column.key)
    if len({*own.values(), *wrong.values()}) > 1 and len(fitting) != 1:
        faults[column.key] = f"“{'、'.join([*own.values(), *wrong.values()])}”"
    elif key in wrong:
        faults[column.key] = wrong[key]
    said[column.key] = own.get(key, "") if column.key not in faults else ""


def heads_of(
    form: Form, table: Table, column: FormColumn, mapping: Sequence[str]
) -> dict[str, str]:
    """The keys of the columns that say reasons, with the class that the head of each
    names; '' where it names none.
    """
    return {
        key: state_in(form, column, bare(head.label))
        for key, head in zip(mapping, table.columns, strict=True)
        if column.key in (key, part_of(key))
    }


def _places(form: Form, column: FormColumn, mapping: Sequence[str]) -> list[int]:
    """Where else a reason may stand: with the state, in the remarks."""
    notes = [c.key for c in form.columns if "备注" in (c.label, *c.words)]
    keys = list(mapping)
    return [keys.index(key) for key in (column.reason_of, *notes) if key in keys]


def explains_state(
    form: Form, mapping: Sequence[str], row: TableRow, cell: str
) -> bool:
    """Is this remark the reason why the row's payment came back? 退汇, 户名不符."""
    keys = list(mapping)
    return any(
        state.key in keys
        and not state.ends
        and class_of(state, row.cells[keys.index(state.key)]) in needing(state)
        and reason_in(column, cell) != ""
        for column, state in reason_columns(form)
    )


def count_by_reason(form: Form, entry: Entry) -> Mapping[str, Mapping[str, int]]:
    """By class, how many households or persons each of its reasons has, in the order of
    the form; the rest is 原因没写清. Nothing of a class that has no reasons.
    """
    found: dict[str, Counter[str]] = {}
    for column, state in reason_columns(form):
        order = [*(words[0] for words in column.classes), UNSAID]
        said: dict[str, Counter[str]] = {}
        for own, records in by_class(state, entry.records).items():
            rows: dict[str, list[Record]] = {}
            for record in records if own in needing(state) else ():
                why = record.values.get(column.key) or UNSAID
                rows.setdefault(why, []).append(record)
            if rows:
                said[own] = Counter({why: units(form, r) for why, r in rows.items()})
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
    return of_cell("reason", part.name, rows[0].row, column.key).problem(
        title=f"{column.label}{fault}，算哪一类？",
        message=f"{first_labels(form, rows)}，表上这么写。榜上、网上只写每一类有几{form.row_unit}，不写这句话。",
        choices=tuple(
            Choice(id=f"reason-{n}", label=name, value=name)
            for n, name in enumerate(names, 1)
        ),
    )


def settle(part: Part, key: str, row: int, name: str) -> Part:
    """The part with this class in every row whose reason is worded as that of ``row``."""
    faults = {r.unread.get(key, "") for r in part.records if r.row == row} - {""}
    value = "" if name == UNSAID else name
    records = (
        r.with_value(key, value).without_fault(key)
        if r.unread.get(key, "") in faults
        else r
        for r in part.records
    )
    return replace(part, records=tuple(records))
