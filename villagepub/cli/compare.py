"""``villagepub compare VILLAGE GOVERNMENT``: two sheets compared."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from villagepub import forms
from villagepub.cli.tables import read_file
from villagepub.comparison.alignment import unshared_fields
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.differences import Comparison, compare
from villagepub.comparison.own_list import own_faults
from villagepub.comparison.source_sheet import (
    SourceSheet,
    VillageList,
    column_doubts,
    conflicting_form,
    detect_form,
    read_source,
)
from villagepub.errors import UserError
from villagepub.forms import FormError
from villagepub.forms.form import Form
from villagepub.states import FINDINGS
from villagepub.tables.rows.village_names import stem_of_key, village_key
from villagepub.tables.table import Table, row_words


@click.command(name="compare")
@click.argument("village_file", metavar="VILLAGE", type=click.Path(path_type=Path))
@click.argument(
    "government_file", metavar="GOVERNMENT", type=click.Path(path_type=Path)
)
@click.option("--village", default="", help="哪个村，政府名单是全镇的时候要写。")
@click.option("--form", "form_id", default="", help="按哪种表样（T8、T7……）。")
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.pass_context
def compare_sheets(
    ctx: click.Context,
    village_file: Path,
    government_file: Path,
    *,
    village: str,
    form_id: str,
    as_json: bool,
) -> None:
    """村里的表和政府的表一行一行对，什么都不存。一样返回 0，有出入返回 1。"""
    key = secrets.token_bytes(32)  # of this run alone: hashes can't be told afterwards
    chosen = _form(form_id)
    own_tables, read = read_file(village_file), read_file(government_file)
    ours = read_source(
        own_tables, key=key, form=chosen or detect_form(own_tables, read)
    )
    named = {village, *(one.name for one in ours.lists.values())} - {""}
    theirs = read_source(
        read if chosen else _of_the_same(ours.form, read),
        key=key,
        form=ours.form,
        aliases={key: name for name in named for key in _keys(name)},
    )
    name, own, other = _sides(ours, theirs, village, government_file.name)
    lists = [comparable_list(ours.form, one.entry) for one in (own, other)]
    result = compare(
        *lists,
        rules=ours.form.rules,
        faults=own_faults(ours.form, own.entry, own.cells),
    )
    found = result.differences
    notes = [note for table in (*own_tables, *read) for note in table.notes]
    for whose, one in (("村表", own), ("政府表", other)):
        notes += (f"{whose}{said}" for said in column_doubts(ours.form, one.entry))
    for whose, fields in zip(("村表", "政府表"), unshared_fields(*lists), strict=True):
        notes += (f"“{f.label}”只有{whose}写了，没有对。" for f in fields)
    if other.name == "" and not village:
        notes += _undivided(read)
    if as_json:
        plain = _plain(name, ours.form.id, result, notes)
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        _show(name, result, notes)
    ctx.exit(1 if found else 0)


def _form(form_id: str) -> Form | None:
    if not form_id:
        return None
    try:
        return forms.get(form_id)
    except FormError:
        known = "、".join(forms.load())
        raise UserError(f"没有叫“{form_id}”的表样。有：{known}。") from None


def _of_the_same(form: Form, found: Sequence[Table]) -> Sequence[Table]:
    """The government's sheets without those whose titles name another matter.

    Two lists of two matters differ in every line, and none of it would be true.
    """
    others = {t: other for t in found if (other := conflicting_form(form, t))}
    if len(others) == len(found):
        raise UserError(
            f"两张表说的不是一件事：村里的像“{form.name}”，"
            f"政府的像“{others[found[0]].name}”。换一张表；"
            f"真是一件事，就用 --form 写明表样，比如 --form {form.id}。"
        )
    return [t for t in found if t not in others]


def _keys(name: str) -> tuple[str, str]:
    """With its township, if it says one, and without: a sheet is called 马家沟."""
    return village_key(name), stem_of_key(village_key(name))


def _undivided(read: Sequence[Table]) -> list[str]:
    """What is to be said of sheets that may be a village each, and were taken together."""
    names = "、".join(table.name for table in read if table.rows and table.name)
    if "、" not in names:
        return []
    return [f"政府表的几张（{names}）都对了；要是一张一个村，请用 --village 写村名。"]


def _sides(
    ours: SourceSheet, theirs: SourceSheet, village: str, government: str
) -> tuple[str, VillageList, VillageList]:
    """The village's list of both; UserError names the villages if it can't be told."""
    named = [v.name for v in ours.lists.values() if v.name]
    name = village or (named[0] if len(named) == 1 else "")
    if not name and len(theirs.lists) == 1:
        name = next(iter(theirs.lists.values())).name
    own = ours.of(name) or (
        next(iter(ours.lists.values())) if len(ours.lists) == 1 else None
    )
    other = theirs.of(name)
    if own is None or other is None:
        have = "、".join(v.name for v in theirs.lists.values() if v.name)[:200]
        asked = f"没有“{name}”" if name else "分不清要对哪个村"
        raise UserError(f"“{government}”里{asked}，请用 --village 写村名。有：{have}。")
    if (
        own.name
        and own is not ours.of(name)
        and theirs.of(own.name) not in (None, other)
    ):
        raise UserError(
            f"村里的表写的是“{own.name}”，要对的是“{name}”。换一张表，或者 --village 写{own.name}。"
        )
    _of_people(ours.form, other, government)
    return name or "本村", own, other


def _of_people(form: Form, one: VillageList, filename: str) -> None:
    """A sheet of sums (a row a group, a village) has nobody to hold against a list."""
    named = form.by_role("name")
    rows = one.entry.records
    if named and rows and not any(r.values.get(named.key) for r in rows):
        raise UserError(
            f"“{filename}”里只有合计，没有一户一户的{named.label}，对不了。换一张有名单的表。"
        )


def _plain(
    name: str, form: str, result: Comparison, notes: Sequence[str]
) -> dict[str, Any]:
    """``notes``: how the sheets were read where that is not plain."""
    return {
        "village": name,
        "form": form,
        "rows": {"village": result.village_rows, "government": result.government_rows},
        "matched": result.matched,
        "findings": [one.to_plain() for one in result.differences],
        "notes": list(notes),
    }


def _show(name: str, result: Comparison, notes: Sequence[str]) -> None:
    found = result.differences
    click.echo(
        f"{name}：村里 {result.village_rows} 行，政府 {result.government_rows} 行，"
        f"对上 {result.matched} 行，有 {len(found)} 处不一样。"
    )
    for one in found:
        rows = [
            f"{side}{row_words(row)}"
            for side, row in (("村表", one.village_row), ("政府表", one.government_row))
            if row
        ]
        where = "，".join(rows)
        click.echo(f"  {FINDINGS[one.kind].text}　{one.name}　{where}　{one.note}")
    for note in notes:
        click.echo(f"  {note}")
