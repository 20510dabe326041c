"""``villagepub table FILE``: what the reader sees, nothing kept."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from villagepub import tables
from villagepub.errors import UserError
from villagepub.tables.table import (
    Table,
    TableColumn,
    TableRow,
    own_row,
    row_words,
    table_of,
)


def read_file(path: Path, *, most: int = 0) -> tuple[Table, ...]:
    """The tables of a file. Raises OSError, or TableError with one sentence."""
    return tables.read(path.read_bytes(), path.name, most=most)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="只看这一张工作表。")
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
def table(file: Path, *, sheet: str | None, as_json: bool) -> None:
    """看看一张表读成了什么样，什么都不存。"""
    found = [t for t in read_file(file) if sheet in (None, t.name)]
    if not found:
        raise UserError(f"“{file.name}”里没有叫“{sheet}”的工作表。")
    if as_json:
        shown = {"sheets": [as_plain(t) for t in found]}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for one in found:
        _show(one)


def as_plain(one: Table) -> dict[str, Any]:
    """The table as the contract's JSON has it."""
    return {
        "name": one.name,
        "title": one.title,
        "header_rows": list(one.header_rows),
        "columns": [
            {
                "label": c.label,
                "path": list(c.path),
                "kind": c.kind,
                "unit": c.unit,
                "unit_from": c.unit_from,
                "other_units": list(c.other_units),
                "hidden": c.hidden,
            }
            for c in one.columns
        ],
        "rows": [
            {
                **_place(r.row),
                "cells": list(r.cells),
                "section": r.section,
                "village": r.village,
            }
            for r in one.rows
        ],
        "totals": [
            {**_place(r.row), "cells": list(r.cells), "covers": _covered(one, r)}
            for r in one.totals
        ],
        "ignored": [{**asdict(i), **_place(i.row)} for i in one.ignored],
        "notes": list(one.notes),
    }


def _place(row: int) -> dict[str, int]:
    """``table``: which later one of a document a row of a list that goes on stands in."""
    table = table_of(row)
    return {"row": own_row(row), **({"table": table} if table else {})}


def _covered(one: Table, total: TableRow) -> list[int]:
    """The source rows that a total sums."""
    rows = (row for first, end in total.covers for row in one.rows[first:end])
    return [own_row(row.row) for row in rows]


def _show(one: Table) -> None:
    click.echo(f"【{one.name}】{one.title}")
    click.echo("　".join(_head(c) for c in one.columns))
    for row in one.rows:
        section = (
            f"（{row.village}{row.section}）" if row.village or row.section else ""
        )
        click.echo(f"{row.row}：{section}" + "　".join(row.cells))
    for row in one.totals:
        click.echo(f"合计 {row.row}：" + "　".join(row.cells))
    for left in one.ignored:
        place = f"{left.column} 列" if left.column else row_words(left.row)
        click.echo(f"没有用{place}：{left.reason}")
    for note in one.notes:
        click.echo(note)


def _head(column: TableColumn) -> str:
    """The head, with the unit where a line above the table says it."""
    said = not column.unit or column.unit in column.label
    return column.label if said else f"{column.label}（{column.unit}）"
