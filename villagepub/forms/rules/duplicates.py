"""The same household twice in one list."""

from collections import Counter
from collections.abc import Iterator

from villagepub.forms.choices import accept, drop_row, explain
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, Rule
from villagepub.forms.heads.dynamic_columns import GOODS
from villagepub.forms.problems import of_row
from villagepub.forms.sums import row_word
from villagepub.forms.words.row_labels import owners, row_label, two, who
from villagepub.tables.table import row_words

JOIN_ROW = "join_row"
PartRecord = tuple[Part, Record]


def unique(form: Form, entry: Entry, rule: Rule) -> Found:
    """No household stands twice; the evidence says which rows were compared and how
    many pairs share a name.
    """
    tally = Tally(problems=list(_doubles(form, entry)))
    faults = {(p.part, p.row): p.code for p in tally.problems}
    column, records = form.by_role("name") or form.by_role("subject"), entry.records
    seen = [r.values.get(column.key, "") if column else "" for r in records]
    whose = zip(entry.placed, seen, owners(form, records), strict=True)
    for (part, record), name, owner in whose:
        row = record.row
        if not name:
            tally.skip(row, f"没有写{column.label if column else '姓名'}")
            continue
        fault = faults.get((part.name, row), "") if faults else ""
        tally.rows.append(CheckedRow(row, owner, part=part.name, fault=fault))
    times = Counter(filter(None, seen)).values()
    alike = sum(1 for n in times if n > 1)
    is_apart = alike and not tally.problems
    return tally.found(
        "unique",
        f"没有写重的{column.label if column else ''}",
        counted=row_word(form, entry.records),
        columns=rule.columns,
        note=f"同名的 {alike} 对，按组和数字分得开" if is_apart else "",
    )


def _doubles(form: Form, entry: Entry) -> Iterator[Problem]:
    """By identity where the sheet had one, else by the match columns and the figures.

    The same name in one group with other figures is asked about, never assumed.
    """
    identities = [record.identity for record in entry.records]
    if all(identities) and len(set(identities)) == len(identities):
        return  # every row is somebody else, whatever the names
    seen_identity: dict[str, PartRecord] = {}
    seen_match: dict[tuple[str, ...], PartRecord] = {}
    match = [c.key for c in form.columns if c.match]
    for part, record in entry.placed:
        key = (part.name, *[record.values.get(k, "") for k in match])
        again = seen_identity.get(record.identity) if record.identity else None
        alike = seen_match.get(key)
        if again:
            yield _double(form, again, (part, record), by_identity=True)
        elif alike and any(key[1:]) and not (record.identity and alike[1].identity):
            yield _alike(form, alike, (part, record))
        seen_identity.setdefault(record.identity, (part, record))
        seen_match.setdefault(key, (part, record))


def _alike(form: Form, first: PartRecord, second: PartRecord) -> Problem:
    if _figures(form, first[1]) == _figures(form, second[1]):
        return _double(form, first, second, by_identity=False)
    return _same_name(form, first, second)


def _figures(form: Form, record: Record) -> tuple[str, ...]:
    kinds = ("money", "area", "count", "rate", "goods")
    own = [c.key for c in form.columns if c.kind in kinds or c.key == GOODS]
    return tuple(record.values.get(key, "") for key in own)


def _double(
    form: Form, first: PartRecord, second: PartRecord, *, by_identity: bool
) -> Problem:
    (part, record), row = second, first[1].row
    same = f"{_labels(form)}和数字都一样"
    if by_identity:
        same = "姓名、组、身份证都一样"
    if by_identity and first[1].values != record.values:
        same = "身份证是同一个"
    return of_row("duplicate", part.name, record.row).problem(
        title=f"{who(form, record)}写了两遍",
        message=f"{row_words(row)}和{row_words(record.row)}，{who(form, record)}：{same}。",
        other_row=row,
        choices=(
            drop_row(f"删掉{row_label(form, record)}"),
            *_joined(form, record, row),
            explain(f"真是两{form.row_unit}，我来说明"),
        ),
    )


def _labels(form: Form) -> str:
    """姓名、组, 项目名称、建设地点: what two rows have in common."""
    if form.by_role("name") is None:
        return "、".join(c.label for c in form.columns if c.match)
    return "姓名、组"


def _joined(form: Form, record: Record, row: int) -> Iterator[Choice]:
    """One household in two rows: 生活补贴 in one of them, 护理补贴 in the other."""
    if record.row > 0:
        label = f"是同一{form.row_unit}，两行的钱加起来"
        yield Choice(id=JOIN_ROW, label=label, value=str(row))


def _same_name(form: Form, first: PartRecord, second: PartRecord) -> Problem:
    (part, record), row = second, first[1].row
    return of_row("same_name", part.name, record.row).problem(
        title=f"有两个{who(form, record)}",
        message=f"{row_words(row)}和{row_words(record.row)}，{who(form, record)}：{_labels(form)}一样，数字不一样。是{two(form)}，还是写重了？",
        other_row=row,
        choices=(
            accept(f"是{two(form)}"),
            *_joined(form, record, row),
            drop_row(f"写重了，删掉{row_label(form, record)}"),
        ),
    )
