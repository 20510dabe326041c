"""A published catalog, read whole: every row an item, what can't be placed named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from villagepub.catalog import marks, values
from villagepub.catalog.columns import CatalogColumns, recognise, split_levels
from villagepub.catalog.domains import VILLAGE, domain_of, is_village_list
from villagepub.errors import UserError
from villagepub.states import ItemScope
from villagepub.tables.table import Table, TableRow

LEVELS = ("level1", "level2", "level3")
AS_ABOVE = ("domain", "basis", "limit", "body", "channels")  # when blank
_DITTO = frozenset({"同上", "〃", "″", "”", '"', "同前"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One row. ``position`` is its place in the domain, ``row`` that in the source.

    ``more`` holds what a catalog says beyond the common columns: 公开属性, 咨询电话 …
    """

    row: int
    position: int
    domain: str
    level1: str
    level2: str = ""
    level3: str = ""
    elements: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    limit: str = ""
    body: str = ""
    channels: tuple[str, ...] = ()
    audience: str = ""
    method: str = "主动"
    levels: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.level3 or self.level2 or self.level1


@dataclass(frozen=True, kw_only=True, slots=True)
class SkippedRow:
    row: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """``columns``: what each head was taken for; '' for one kept only in ``more``."""

    scope: ItemScope
    domain: str
    items: tuple[Item, ...]
    refused: tuple[SkippedRow, ...]
    columns: Mapping[str, str] = field(default_factory=dict)


def read(tables: Sequence[Table], *, filename: str) -> Catalog:
    """The catalog in the tables that have its columns (read with ``fill_merged``).

    A file may hold several domains, one a sheet. Raises UserError naming the file.
    """
    found = [(t, recognise([c.label for c in t.columns])) for t in tables]
    parts = [_part(t, columns, filename) for t, columns in found if columns.is_catalog]
    if not parts:
        raise UserError(
            f"“{filename}”不像公开目录：要有“公开事项”“公开内容（要素）”“公开时限”这几列。"
        )
    if len({part.scope for part in parts}) > 1:
        raise UserError(f"“{filename}”里有标准目录，也有村级清单，请分成两个文件再导。")
    return Catalog(
        scope=parts[0].scope,
        domain="、".join(dict.fromkeys(part.domain for part in parts)),
        items=tuple(item for part in parts for item in part.items),
        refused=tuple(refused for part in parts for refused in part.refused),
        columns={k: v for part in reversed(parts) for k, v in part.columns.items()},
    )


def _part(table: Table, columns: CatalogColumns, filename: str) -> Catalog:
    title = "".join(table.lead) or table.title
    stem = filename.rpartition(".")[0]
    is_list = is_village_list(title or f"{table.name}{stem}")
    domain = VILLAGE if is_list else domain_of(title, table.name, stem)
    if not domain:
        raise UserError(
            f"“{filename}”的“{table.name}”看不出是哪个领域，请在表上面写标题，"
            "比如“社会救助领域基层政务公开标准目录”。"
        )
    items, refused = _rows(table, columns, domain)
    return Catalog(
        scope=ItemScope.VILLAGE if is_list else ItemScope.STANDARD,
        domain=domain,
        items=tuple(items),
        refused=tuple(refused),
        columns=dict(columns.meanings),
    )


def _rows(
    table: Table, columns: CatalogColumns, domain: str
) -> tuple[list[Item], list[SkippedRow]]:
    items: list[Item] = []
    refused: list[SkippedRow] = []
    above: dict[str, str] = {}
    for row in table.rows:
        cells = {m: row.cells[i] for m, i in columns.single.items()}
        reason = _why_not(cells)
        cells = _filled(cells, above)
        if not reason and not cells["level1"]:
            reason = "没有写一级事项，上面也没有"
        if reason:
            refused.append(SkippedRow(row=row.row, reason=f"第 {row.row} 行{reason}"))
            continue
        above = cells
        items.append(_item(row, cells, columns, domain, len(items) + 1))
    return items, refused


def _why_not(cells: Mapping[str, str]) -> str:
    said = [m for m in (*LEVELS, "elements") if cells.get(m)]
    if not said:
        return "没有写公开事项，也没有写公开内容"
    if said == ["level1"] and not any(cells.get(m) for m in ("limit", "basis", "body")):
        return "只有一级事项，后面都空着"
    return ""


def _filled(cells: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """Blank (or 同上) means as above: outer levels, and what ``AS_ABOVE`` lists.

    A level is taken from above only while every level outside it is the same.
    """
    full = {m: "" if cell.strip() in _DITTO else cell for m, cell in cells.items()}
    full.setdefault("level1", "")
    deepest = max((i for i, m in enumerate(LEVELS) if full.get(m)), default=len(LEVELS))
    for i, level in enumerate(LEVELS):
        if level not in full or i >= deepest:
            break
        if full[level] and full[level] != above.get(level):
            break
        full[level] = full[level] or above.get(level, "")
    for meaning in AS_ABOVE:
        if meaning in full and not full[meaning].strip():
            full[meaning] = above.get(meaning, "")
    return full


def _item(
    row: TableRow,
    cells: Mapping[str, str],
    columns: CatalogColumns,
    domain: str,
    position: int,
) -> Item:
    """One row of a catalog; what is ticked in columns of its own counts as written."""
    return Item(
        row=row.row,
        position=position,
        domain=values.name(cells.get("domain", "")) or domain,
        level1=values.name(cells["level1"]),
        level2=values.name(cells.get("level2", "")),
        level3=values.name(cells.get("level3", "")),
        elements=values.elements(cells.get("elements", "")),
        basis=values.basis(cells.get("basis", "")),
        limit=marks.joined(cells.get("limit", "")),
        body=values.body(cells.get("body", "")),
        channels=(
            *marks.chosen(cells.get("channels", "")),
            *_ticked(row, columns, "channels"),
        ),
        audience="、".join(_one_or_ticked(row, cells, columns, "audience")),
        method=_method(_one_or_ticked(row, cells, columns, "method")),
        levels=tuple(
            level
            for word in _one_or_ticked(row, cells, columns, "levels")
            for level in split_levels(word)
        ),
        more=_more(row, cells, columns),
    )


def _ticked(row: TableRow, columns: CatalogColumns, wanted: str) -> list[str]:
    """The words whose columns are marked; a cell with words of its own says more."""
    found = []
    for index, meaning, word in columns.marked:
        cell = row.cells[index]
        if meaning == wanted and marks.is_marked(cell):
            beside = marks.said_beside(cell)
            own = meaning == "audience" and len(beside) > 1 and beside != word
            found.append(beside if own else word)
    return found


def _one_or_ticked(
    row: TableRow, cells: Mapping[str, str], columns: CatalogColumns, meaning: str
) -> tuple[str, ...]:
    ticked = _ticked(row, columns, meaning)
    return tuple(ticked) or marks.chosen(cells.get(meaning, ""))


def _method(said: Sequence[str]) -> str:
    """主动 or 依申请; a catalog is of active publication where it says nothing."""
    words = {"依申请" if "依申请" in word else "主动" for word in said}
    return "依申请" if words == {"依申请"} else "主动"


def _more(
    row: TableRow, cells: Mapping[str, str], columns: CatalogColumns
) -> Mapping[str, str]:
    more = {label: row.cells[i] for i, label in columns.more.items() if label}
    if "attribute" in cells:
        more["公开属性"] = "、".join(marks.chosen(cells["attribute"]))
    return {label: marks.joined(cell) for label, cell in more.items() if cell}
