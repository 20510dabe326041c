"""The tables that people read: the whole one for the wall, the careful one for the web.

The wall in the village shows names and 村民小组, the open web 张** and 组, an aid list
on the web the village's totals only. Numbers and sums are the same in both circles
(个人信息保护法 arts. 6, 25, 28; docs/decisions/0004).
"""

from dataclasses import replace

from villagepub import forms
from villagepub.content import Column, Row, Section, Sheet
from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.notices.content import ledger
from villagepub.notices.content.formatting import (
    Marks,
    Shown,
    show,
    show_masked,
    shown_sums,
    sum_of,
    total_line,
    unit_note,
)
from villagepub.notices.content.printed_columns import printed_column, printed_columns
from villagepub.render.layouts import LAYOUTS

Numbered = tuple[int, Part, Record]

SHORT = 12  # rows that a phone shows without a villager hunting for a group
NUMBER = Column(key="no", head="序号", kind="no")


def board(form: Form, entry: Entry, marks: Marks | None = None) -> Sheet:
    """The sheet of the wall: every printed column, names whole, ordered by 组."""
    columns = printed_columns(form, entry)
    shown = Shown(columns, show, marks or {})
    if LAYOUTS[form.layout].is_ledger:
        return ledger.sheet(form, entry, shown)
    if form.own_columns and not entry.records:
        return Sheet()
    rows = [shown.row(p, r, str(n)) for n, p, r in numbered(form, entry)]
    return Sheet(
        columns=(NUMBER, *(printed_column(c) for c in columns)),
        sections=(Section(rows=tuple(rows)),),
        total=total_line(columns, forms.totals(form, entry)),
        unit_note=unit_note(columns),
        note=form.wording.board_note,
    )


def web(form: Form, entry: Entry, marks: Marks | None = None) -> Sheet:
    """The sheet of the open web: names masked, of aid lists the village's totals only."""
    if form.web_rows == "totals":
        return _village_totals(form, entry)
    columns = [c for c in printed_columns(form, entry) if c.web != "none"]
    shown = Shown(columns, show_masked, marks or {})
    if LAYOUTS[form.layout].is_ledger:
        return ledger.sheet(form, entry, shown)
    if form.own_columns and not entry.records:
        return Sheet()
    if len(entry.records) <= SHORT:
        rows = (shown.row(p, r, str(n)) for n, p, r in numbered(form, entry))
        sections: tuple[Section, ...] = (Section(rows=tuple(rows)),)
    else:
        shown = replace(shown, columns=[c for c in columns if c.kind != "group"])
        sections = _sections(form, entry, shown)
    listed = shown.columns
    return Sheet(
        columns=(NUMBER, *(printed_column(c) for c in listed)),
        sections=sections,
        total=total_line(listed, forms.totals(form, entry)),
        unit_note=unit_note(listed),
        note=form.wording.web_note,
    )


def numbered(form: Form, entry: Entry) -> list[Numbered]:
    """Rows by 组 with one running number, the same on the wall and on the web."""
    parts = {id(r): part for part, r in entry.placed}
    ordered = [r for rows in forms.by_group(form, entry).values() for r in rows]
    return [(n, parts[id(r)], r) for n, r in enumerate(ordered, 1)]


def _sections(form: Form, entry: Entry, shown: Shown) -> tuple[Section, ...]:
    rows = {id(r): (p, r, str(n)) for n, p, r in numbered(form, entry)}
    groups = forms.by_group(form, entry)
    sections = []
    for group, records in groups.items():
        lines = tuple(shown.row(*rows[id(r)]) for r in records)
        sums = sum_of(form, records) if len(groups) > 1 else {}
        total = total_line(shown.columns, sums)
        sections.append(
            Section(
                title=group,
                note=f"{forms.units(form, records)} {form.row_unit}",
                rows=lines,
                total=total,
            )
        )
    return tuple(sections)


def _village_totals(form: Form, entry: Entry) -> Sheet:
    """Households, people and money of the whole village: a group may be one family."""
    summed = [c for c in printed_columns(form, entry) if c.sum]
    count = Column(
        key="count", head=f"{form.row_unit}数", unit=form.row_unit, kind="num"
    )
    records = entry.records
    cells = (str(forms.units(form, records)), *shown_sums(summed, form, records))
    return Sheet(
        columns=(
            Column(key="place", head="范围", kind="mid"),
            count,
            *(printed_column(c) for c in summed),
        ),
        sections=(Section(rows=(Row(cells=("全村", *cells)),)),),
        unit_note=unit_note(summed),
        note=form.wording.web_note,
    )
