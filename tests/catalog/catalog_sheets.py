"""Catalogs as offices publish them, made cell by cell: the layouts of real pages."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from villagepub import tables
from villagepub.catalog import Catalog, read

Cell = str | int | None

TITLE = "安塞区养老服务领域基层政务公开标准目录"
HEAD: tuple[Sequence[Cell], ...] = (
    ("序 号", "公开事项", None, "公开内容\n（要素）", "公开依据", "公开 时限", "公开主体",
     "公开渠道和载体", "公开对象", None, "公开方式", None, "公开层级", None),
    (None, "一级\n事项", "二级\n事项", None, None, None, None, None,
     "全社会", "特定群众", "主动", "依申请公开", "县级", "乡级"),
)  # fmt: skip
MERGED = ("B2:C2", "I2:J2", "K2:L2", "M2:N2", *(f"{c}2:{c}3" for c in "ADEFGH"))
LAW = "《老年人权益保障法》"
LIMIT = "制定或获取信息之日起10个工作日内"
OFFICE = "县级人民政府民政部门"
BOXES = "■政府网站\n□政府公报\n■公开查阅点"


def workbook(
    rows: Sequence[Sequence[Cell]],
    *,
    head: Sequence[Sequence[Cell]] = HEAD,
    merged: Sequence[str] = MERGED,
    title: str = TITLE,
) -> bytes:
    """Title in row 1, the head from row 2, then the rows."""
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    for row in (*head, *rows):
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def catalog_of(
    rows: Sequence[Sequence[Cell]],
    *,
    head: Sequence[Sequence[Cell]] = HEAD,
    merged: Sequence[str] = MERGED,
    title: str = TITLE,
) -> Catalog:
    data = workbook(rows, head=head, merged=merged, title=title)
    found = tables.read(data, "目录.xlsx", fill_merged=True)
    return read(found, filename="目录.xlsx")


def row(
    number: int,
    level1: str | None,
    level2: str | None,
    *,
    elements: str | None = "●办事指南",
    basis: str | None = LAW,
    limit: str | None = LIMIT,
    body: str | None = OFFICE,
    channels: str | None = BOXES,
    ticks: Sequence[Cell] = ("√", None, "√", None, "√", None),
) -> tuple[Cell, ...]:
    """A row of the common layout ``HEAD``."""
    return (number, level1, level2, elements, basis, limit, body, channels, *ticks)
