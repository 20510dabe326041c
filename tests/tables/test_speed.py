"""Reading takes time in proportion to the size, whatever shape a sheet has."""

import math
import time
from collections.abc import Callable

import pytest

from villagepub import tables
from villagepub.tables import TableError

MAX_RATIO = 2.3  # times as long for a sheet of twice the size
ENOUGH = 0.15  # seconds: below it a clock says little
ROUNDS = 3


def lines(head: str, line: str) -> Callable[[int], bytes]:
    """A csv of so many lines; {} in a line is its number."""
    return lambda n: "\n".join(
        [head, *(line.replace("{}", str(i)) for i in range(n))]
    ).encode()


def spanned(down: int, right: int) -> Callable[[int], bytes]:
    """A page of cells that span, 500 to the right or downwards."""
    cell = f"<td colspan={right} rowspan={down}>"
    row = f"<tr>{cell}王建国{cell}一组</tr>"
    head = f"<tr><td colspan={right}>姓名<td colspan={right}>组别</tr>"
    return lambda n: f"<html><table>{head}{row * n}</table></html>".encode()


def wide(n: int) -> bytes:
    head = ",".join(["姓名", "组别", *(f"金额{c}" for c in range(n))])
    row = ",".join(["王建国", "1组", *["5"] * n])
    return "\n".join([head, *[row] * 100]).encode()


def long_cells(n: int) -> bytes:
    return f"姓名,金额,备注\n王建国,5,{'1 ' * n}\n李燕,6,{'单位：元、' * (n // 3)}\n".encode()


SHAPES: dict[str, tuple[Callable[[int], bytes], str, int]] = {
    "people": (lines("姓名,组别,金额", "王建国{},1组,5"), "表.csv", 1_000),
    "totals": (lines("姓名,金额", "王建国,5\n小计,5"), "表.csv", 1_000),
    "totals of pages": (
        lines("姓名,金额", "王建国,5\n本页合计,5\n承前页,5"),
        "表.csv",
        1_500,
    ),
    "sections": (lines("姓名,金额", "第1组,\n王建国,5"), "表.csv", 1_000),
    "heads again": (lines("姓名,金额", "王建国,5\n姓名,金额"), "表.csv", 1_000),
    "plots": (lines("户主姓名,地块名称,面积", "王建国,阳{},5"), "表.csv", 700),
    "members": (
        lines("户主姓名,家庭成员,金额", "王建国,李{},5\n,赵{},"),
        "表.csv",
        1_500,
    ),
    "signatures": (
        lines("姓名,组别,金额", "王建国,1组,5\n制表：,拓小梅,"),
        "表.csv",
        1_500,
    ),
    "wide cells": (spanned(1, 125), "页.html", 125),
    "long cells": (spanned(2, 20), "页.html", 700),
    "columns": (wide, "表.csv", 100),
    "letters": (long_cells, "表.csv", 8_000),
}


def seconds(data: bytes, name: str) -> float:
    """Of processor."""
    start = time.process_time()
    try:
        tables.read(data, name)
    except TableError as error:
        assert str(error).endswith("。")
    return time.process_time() - start


def grows_evenly(data: bytes, name: str, before: float) -> tuple[bool, float]:
    """And its seconds, the least of as many rounds as it takes: other programs run beside
    the tests. ``before``: what a sheet of half the size takes.
    """
    most, least = max(before * MAX_RATIO, ENOUGH), math.inf
    for _ in range(ROUNDS):
        least = min(least, seconds(data, name))
        if least < most:
            return True, least
    return False, least


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sheet_of_twice_the_size_takes_twice_as_long(shape: str) -> None:
    make, name, size = SHAPES[shape]
    taken = min(seconds(make(size), name) for _ in range(ROUNDS))
    for times in (2, 4):
        is_even, taken = grows_evenly(make(size * times), name, taken)
        assert is_even, taken


def test_five_hundred_wide_cells_take_no_time() -> None:
    cells = b"<td colspan=500 rowspan=1>1</td>"
    pages = (
        b"<html><table>" + (b"<tr>" + cells + b"</tr>") * 500 + b"</table></html>",
        b"<html><table><tr>" + cells * 500 + b"</tr></table></html>",
    )
    assert all(seconds(page, "页.html") < 2 for page in pages)
