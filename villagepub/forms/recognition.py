"""Which column of a sheet is which column of a form: by words, then by content."""

import re
from collections.abc import Callable, Sequence

from villagepub import privacy
from villagepub.forms.form import Form, FormColumn, ValueKind
from villagepub.forms.loader import load
from villagepub.tables.table import CellKind, Table, TableColumn

SAMPLE = 60
# What offices call the person and the group in lists of any kind, the surest first.
NAMES = (
    "户主姓名", "姓名", "户主", "农户姓名", "享受人姓名", "享受人", "领款人姓名", "领款人", "领取人",
    "老人姓名", "人员姓名", "申请人姓名", "申请人", "受益人", "农户名称", "农户", "户名",
    "享受对象", "保障对象", "救助对象", "补贴对象", "补助对象", "发放对象", "受益对象", "受益户",
    "承包方代表", "承包方", "上岗人员", "受灾户", "种植户", "低保户",
)  # fmt: skip
GROUPS = (
    "村民小组", "组别", "小组", "村组", "组名", "组名称", "所在组", "所属组", "居住组", "组号",
    "社别", "组", "社", "队", "队别", "生产队", "自然村",
)  # fmt: skip
NO_NAMES = re.compile(r"关系|人数|户数|人口|证|号|签|银行|电话")
# What a cell kind may be, where the head says nothing.
CONTENT: dict[CellKind, ValueKind] = {"name": "name", "group": "group"}
# Figures say what they are, but not which: only where one column and one key are left.
FIGURES: dict[CellKind, ValueKind] = {"money": "money", "area": "area"}


def recognise(form: Form, table: Table) -> tuple[str, ...]:
    """One entry a column: a form key, "!identity" for a private kind, or ''.

    No key is given twice; the closest head gets it. A hidden column is looked at for
    what is private in it, and is given no key: who hid it may not want it published.
    """
    found = [_private(table, i) for i in range(len(table.columns))]
    _by_exact_words(form, table.columns, found)
    _by_words(form, table.columns, found, _contains_word)
    _by_content(form, table.columns, found)
    _by_figures(form, table.columns, found)
    return tuple(found)


def best_form(table: Table) -> Form | None:
    """The form that the title and the columns speak for; None if none does."""
    scored = [(_score(form, table), form.id, form) for form in load().values()]
    score, _, form = max(scored, key=lambda s: (s[0], s[1]))
    return form if score >= 5 else None


def _score(form: Form, table: Table) -> int:
    lead = "".join(table.lead) + table.name
    named = 4 if any(word in lead for word in form.words) else 0
    keys = set(recognise(form, table))
    needed = [c.key for c in form.columns if c.required]
    if not all(key in keys for key in needed):
        return 0
    telling = {
        "rate",
        "area",
        "balance",
        "months",
        "people",
        "due",
        "builder",
        "holder",
    }
    return (
        named
        + len([k for k in keys if k and not k.startswith("!")]) // 2
        + len(keys & telling)
    )


def _private(table: Table, index: int) -> str:
    label = table.columns[index].label
    kind = privacy.column_kind(label, [r.cells[index] for r in table.rows[:SAMPLE]])
    return f"!{kind}" if kind else ""


def _by_exact_words(
    form: Form, columns: Sequence[TableColumn], found: list[str]
) -> None:
    """Heads that are one of a form's words; of two the one that stands first in these."""
    heads = {
        i: bare(c.label)
        for i, c in enumerate(columns)
        if c.label and not c.hidden and not found[i]
    }
    for target in form.columns:
        places = {head: i for i, head in reversed(heads.items())}
        place = next((places[w] for w in words_of(target) if w in places), None)
        if place is not None:
            found[place] = target.key
            del heads[place]


def words_of(target: FormColumn) -> tuple[str, ...]:
    """The heads that mean this column, the surest first."""
    own = (target.label, *target.words)
    if target.kind == "group":
        return (*own, *GROUPS)
    return (*own, *NAMES) if target.kind == "name" and target.match else own


def _by_words(
    form: Form,
    columns: Sequence[TableColumn],
    found: list[str],
    fits: Callable[[FormColumn, str], bool],
) -> None:
    for i, column in enumerate(columns):
        if found[i] or not column.label or column.hidden:
            continue
        head = bare(column.label)
        for target in form.columns:
            if target.key not in found and fits(target, head):
                found[i] = target.key
                break


def bare(label: str) -> str:
    """The head without its unit and without the group it stands under."""
    last = label.split(" ")[-1]
    return re.sub(r"（.*?）|\s|[:：*]", "", last) or label


def _contains_word(target: FormColumn, head: str) -> bool:
    """The head holds one of the words, as 耕地补贴面积 holds 补贴面积."""
    if target.kind == "name" and NO_NAMES.search(head):
        return False  # 与户主关系
    return any(len(word) > 1 and word in head for word in words_of(target))


def _by_content(form: Form, columns: Sequence[TableColumn], found: list[str]) -> None:
    for i, column in enumerate(columns):
        wanted = CONTENT.get(column.kind)
        if found[i] or wanted is None or column.hidden or _says_something_else(column):
            continue
        target = next((c for c in form.columns if c.kind == wanted), None)
        if target and target.key not in found:
            found[i] = target.key


def _by_figures(form: Form, columns: Sequence[TableColumn], found: list[str]) -> None:
    """The one column of money left for the one key of money left, and so for areas."""
    for kind, wanted in FIGURES.items():
        free = [
            i
            for i, column in enumerate(columns)
            if column.kind == kind and not found[i] and not column.hidden
        ]
        left = [c for c in form.columns if c.kind == wanted and c.key not in found]
        if len(free) == len(left) == 1 and left[0].required:
            found[free[0]] = left[0].key


def _says_something_else(column: TableColumn) -> bool:
    """A head of its own that no form word resembles is not overruled by content."""
    return bool(column.label) and column.kind == "name" and len(bare(column.label)) > 3
