"""A list cut by 村民小组: each group's own poster, with its own sum and the village's.

Only what the wall shows anyway is cut, and only lists that the open web shows by group
too: of an aid list a group may be one family (docs/decisions/0028).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub import forms
from villagepub.content import Correction, Fact, NoticeContent, Row, Section, Sheet
from villagepub.forms.entry import Record
from villagepub.forms.form import Form
from villagepub.forms.quantities import money
from villagepub.notices.errors import NoticeFault
from villagepub.render.layouts import LAYOUTS

SUM = "合计"
_NUMBER = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?")


def is_cut(content: NoticeContent) -> bool:
    """Whether there are several groups to cut it by, and its circle allows it."""
    form = forms.get(content.form)
    return (
        LAYOUTS[content.layout].is_roster
        and form.web_rows != "totals"
        and len(_groups(content)) > 1
    )


def cut(content: NoticeContent) -> tuple[NoticeContent, ...]:
    """A poster's content for each group, in the order of the list, under the number,
    address and 校验码 of the whole. Raises NoticeFault if the list may not be cut, or if
    the groups' sums don't come to the village's.
    """
    if not is_cut(content):
        raise NoticeFault("这一件不分组：没有几个组，或者名单不能分开贴。")
    groups = _groups(content)
    totals = {g: _totals(content.board, rows) for g, rows in groups.items()}
    _require_whole(content.board, [*totals.values()])
    return tuple(
        _of_group(content, group, rows, totals[group]) for group, rows in groups.items()
    )


def _groups(content: NoticeContent) -> dict[str, list[Row]]:
    """Rows by group; none where a row names no group."""
    column = next(
        (c.key for c in forms.get(content.form).columns if c.kind == "group"), ""
    )
    keys = [c.key for c in content.board.columns]
    if column not in keys:
        return {}
    found: dict[str, list[Row]] = {}
    for row in content.board.rows:
        found.setdefault(row.cells[keys.index(column)], []).append(row)
    return {} if "" in found else found


def _totals(board: Sheet, rows: Sequence[Row]) -> tuple[str, ...]:
    """The group's sum of every column that the whole has a sum of, written alike."""
    return tuple(
        _sum([row.cells[i] for row in rows], like=total)
        if _is_sum(board, i)
        else total
        if total == SUM
        else ""
        for i, total in enumerate(board.total)
    )


def _is_sum(board: Sheet, at: int) -> bool:
    return board.columns[at].kind == "num" and _number(board.total[at]) is not None


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _sum(cells: Sequence[str], *, like: str) -> str:
    total = sum((_number(cell) or Decimal(0) for cell in cells), Decimal(0))
    places = len(like.partition(".")[2])
    return f"{total:,.{places}f}" if "," in like else f"{total:.{places}f}"


def _require_whole(board: Sheet, totals: Sequence[tuple[str, ...]]) -> None:
    for at, whole in enumerate(board.total):
        if not _is_sum(board, at):
            continue
        parts = sum((_number(t[at]) or Decimal(0) for t in totals), Decimal(0))
        if parts != _number(whole):
            head = board.columns[at].head
            raise NoticeFault(
                f"各组的{head}加起来是 {parts}，全村写的是 {whole}，分组的榜先不印。"
                "请先更正这一件。"
            )


def _of_group(
    content: NoticeContent, group: str, rows: Sequence[Row], total: tuple[str, ...]
) -> NoticeContent:
    board = replace(content.board, sections=(Section(rows=tuple(rows)),), total=total)
    return replace(
        content,
        title=f"{content.title}（{group}）",
        title_parts=(*content.title_parts, f"（{group}）"),
        facts=_facts(content, group, rows, total),
        board=board,
        correction=_correction(content, group),
        frozen_code=content.check_code,
    )


def _facts(
    content: NoticeContent, group: str, rows: Sequence[Row], total: tuple[str, ...]
) -> tuple[Fact, ...]:
    """The group's own first, the village's beside it; a rate is everybody's."""
    form, board = _form(content), content.board
    found, label = [], f"{form.row_unit}数"
    told = {fact.value for fact in content.facts if fact.label == label}
    if told <= {_count(board, form, board.rows)}:
        count = _count(board, form, rows)
        found.append(Fact(label=f"{group}{label}", value=count, unit=form.row_unit))
    for fact in content.facts:
        said = [i for i, c in enumerate(board.columns) if _says(form, c.key, fact)]
        for at in said:
            if _is_sum(board, at) and board.total[at] == fact.value:
                found.append(_own(fact, group, total[at]))
        is_rate = any(form.column(board.columns[i].key).kind == "rate" for i in said)
        label = fact.label if is_rate else f"全村{fact.label}"
        note = "" if fact.big else fact.note
        found.append(replace(fact, label=label, note=note, big=False))
    return tuple(sorted(found, key=lambda f: not f.big))


def _form(content: NoticeContent) -> Form:
    keys = (column.key for column in content.board.columns)
    return forms.expanded(forms.get(content.form), keys)


def _says(form: Form, key: str, fact: Fact) -> bool:
    """Whether a figure is this column's, by its name: two sums may be the same number."""
    own = [column.label for column in form.columns if column.key == key]
    if own and key == form.wording.money and form.wording.money_label:
        own.append(form.wording.money_label)
    return any(fact.label == name or fact.label.startswith(f"{name}（") for name in own)


def _own(fact: Fact, group: str, value: str) -> Fact:
    note = money.words(Decimal(value.replace(",", ""))) if fact.note else ""
    return replace(fact, label=group + fact.label, value=value, note=note)


def _count(board: Sheet, form: Form, rows: Sequence[Row]) -> str:
    """How many households the rows are about, as it is printed."""
    keys = [column.key for column in board.columns]
    records = (
        Record(row=0, values=dict(zip(keys, row.cells, strict=True))) for row in rows
    )
    return f"{forms.units(form, records):,}"


def _correction(content: NoticeContent, group: str) -> Correction | None:
    fix = content.correction
    if fix is None:
        return None
    own = tuple(d for d in fix.board if group in d.who.split())  # 4组 白志明
    return replace(fix, board=own)
