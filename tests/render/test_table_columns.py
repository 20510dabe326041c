"""Which columns a poster prints, and what it says once over the list."""

from typing import Any

import pytest

from villagepub.render.table_columns import drop_uniform_columns, titles


def column(head: str, kind: str = "num", unit: str = "") -> dict[str, Any]:
    return {"head": head, "kind": kind, "unit": unit}


def rows(*cells: str, total: str = "") -> list[dict[str, Any]]:
    plain = [{"c": [str(n), cell], "s": "row"} for n, cell in enumerate(cells)]
    return [*plain, {"c": ["合计", total], "s": "sum"}] if total else plain


@pytest.mark.parametrize(
    ("cells", "kind", "total", "printed", "said"),
    [
        (("60",) * 7, "num", "", False, "标准：60元（全部相同）"),
        ((*("60",) * 6, "61"), "num", "", True, ""),
        (("60",) * 6, "num", "", True, ""),  # a few have room to say it themselves
        (("60",) * 7, "num", "420", True, ""),  # its sum would be lost
        (("王拴牢",) * 7, "name", "", True, ""),
        (("", "", ""), "text", "", False, ""),
        (("长" * 17,) * 7, "text", "", True, ""),
    ],
)
def test_a_column_that_says_one_thing_is_said_once(
    cells: tuple[str, ...], kind: str, total: str, printed: bool, said: str
) -> None:
    columns = [column("户主", "name"), column("标准", kind, "元" if said else "")]
    shown, kept, words = drop_uniform_columns(columns, rows(*cells, total=total))
    assert [c["head"] for c in shown] == ["户主", "标准"][: 1 + printed]
    assert {len(row["c"]) for row in kept} == {1 + printed}
    assert words == said


def test_several_columns_that_say_one_thing_are_told_so_once() -> None:
    columns = [column("户主", "name"), column("月数"), column("标准", unit="元")]
    every = [{"c": [str(n), "3", "600"], "s": "row"} for n in range(9)]
    assert drop_uniform_columns(columns, every)[2] == "月数：3；标准：600元（全部相同）"


def test_of_hundreds_of_texts_a_few_are_measured() -> None:
    cells = [f"{n}.50" for n in range(900)] + ["补贴三百元整"]
    shown, _, _ = drop_uniform_columns(
        [column("号"), column("标准")], rows(*cells, total="99,999.00")
    )
    assert shown[1]["plain"][0] == "补贴三百元整"
    assert len(shown[1]["plain"]) == 4
    assert shown[1]["bold"] == ["99,999.00"]


def test_a_band_s_words_stand_before_its_first_figure() -> None:
    band = {"c": ["", "", "300.00"], "s": "sub", "t": "1组　15户"}
    row = {"c": ["1", "王拴牢", "20.00"], "s": "row"}
    columns = [column("号", "no"), column("户主", "name"), column("金额")]
    _, kept, _ = drop_uniform_columns(columns, [band, row])
    assert titles(kept) == [{"t": "1组　15户", "span": 2}]
