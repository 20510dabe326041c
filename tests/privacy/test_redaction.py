"""The gate on the three sheets: everything private goes, everything else stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.stage import CASES, ID_KEY, Case
from villagepub import forms, privacy, tables
from villagepub.tables.table import Table, TableColumn, TableRow

CUT = {
    "耕地地力保护补贴": ["身份证号码", "一卡通账号", "联系电话"],
    "村级财务收支逐笔明细": [],
    "农村最低生活保障对象": [
        "身份证号",
        "住址",
        "致困原因",
        "残疾证号",
        "联系电话",
        "开户行账号",
    ],
}
FORMS = dict(zip(CUT, ("T8", "T1", "T7"), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_just_the_private_columns_are_cut(sheets_folder: Path, case: Case) -> None:
    data = (sheets_folder / "notices" / case.file).read_bytes()
    labels: list[str] = []
    for table in tables.read(data, case.file):
        mapping = forms.recognise_columns(forms.get(FORMS[case.item]), table)
        kinds = [key[1:] if key.startswith("!") else "" for key in mapping]
        cut = privacy.cut(table, kinds, ID_KEY)
        labels += [c.label for c in cut.cut]
        assert not any(
            privacy.find(cell) for row in cut.table.rows for cell in row.cells
        )
        assert all(c.reason and c.count for c in cut.cut)
    assert labels == CUT[case.item]


def small(*cells: str, label: str = "备注") -> Table:
    rows = tuple(TableRow(row=n, cells=(c,)) for n, c in enumerate(cells, 2))
    return Table(name="表", columns=(TableColumn(label=label),), rows=rows)


def test_a_phone_in_a_remark_is_masked_and_named() -> None:
    cut = privacy.cut(small("找他打13749219033", "无"), [""], ID_KEY)
    assert cut.table.rows[0].cells == ("找他打137********",)
    assert [(c.row, c.label, c.kind) for c in cut.cells] == [(2, "备注", "phone")]


@pytest.mark.parametrize(
    "cell", ["王建国 13800138000", "王建国13800138000", "13800138000王建国"]
)
def test_of_a_phone_beside_a_name_nothing_stays(cell: str) -> None:
    found = privacy.cut(small(cell, label="姓名"), ["name"], b"k" * 32)
    assert found.table.rows[0].cells[0].strip() == "王建国"
    assert len(found.cells) == 1


def test_identities_become_a_keyed_hash_and_a_mask() -> None:
    cut = privacy.cut(small("610624190711130395", label="身份证"), ["identity"], ID_KEY)
    key, mask = cut.identities[2]
    assert len(key) == 32
    assert mask == "6106**********0395"
    assert cut.table.rows[0].cells == ("",)


def test_of_an_address_column_the_group_stays() -> None:
    cut = privacy.cut(small("沿河湾镇马家沟村4组", label="住址"), ["address"], ID_KEY)
    assert cut.table.rows[0].cells == ("4组",)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("身份证号码", "identity"),
        ("残疾证号", "disability"),
        ("一卡通账号", "card"),
        ("开户行账号", "card"),
        ("联系电话", "phone"),
        ("家庭住址", "address"),
        ("致困原因", "health"),
        ("健康状况", "health"),
        ("文化程度", "education"),
        ("监护人姓名", "other"),
        ("监督电话", None),
        ("户主姓名", None),
        ("补贴金额", None),
    ],
)
def test_private_columns_are_known_by_their_heads(label: str, kind: str | None) -> None:
    assert privacy.column_kind(label, []) == kind


def test_a_column_without_a_telling_head_is_known_by_what_is_in_it() -> None:
    assert privacy.column_kind("号码", ["13749219033", "15042751256"]) == "phone"
    assert privacy.column_kind("号", ["6106**********0395"] * 3) == "identity"


def test_people_side_by_side_keep_each_their_own_identity() -> None:
    one, other = "610624190711130395", "610603190307110411"
    two = small(one, other, label="身份证")
    beside = replace(two, rows=tuple(replace(r, row=2) for r in two.rows))
    cut = privacy.cut(beside, ["identity"], ID_KEY)
    assert [mask[-4:] for _, mask in cut.identities.values()] == ["0395", "0411"]


ROW = ("name", "identity", "", "unknown", "", "quantity")


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (("王建国610603", "190102030017", "", "", "", ""), "王建国"),
        (("王建国610603", "", "", "", "", ""), "王建国"),
        (("王建国6106", "0319", "", "", "", ""), "王建国"),
        (("王建国2", "610603190102030017", "", "", "", ""), "王建国2"),
        (("甲县110330变电站", "", "", "", "", ""), "甲县110330变电站"),
        (("", "", "身份610603", "19010203", "0017号", ""), "身份**********号"),
        (("", "", "手机138", "0001", "", ""), "手机***"),
        (("", "", "", "13800", "010001打", ""), "******打"),
        (("", "", "地块12", "12345", "2026年领", ""), "地块122026年领"),
        (("", "", "起2021", "2026", "", ""), "起2021"),
        (("", "", "", "", "合同2026", "1200.50"), "合同2026"),
        (("", "", "长300", "20000米", "", ""), "长300"),
    ],
)
def test_a_number_that_is_split_over_cells_leaves_no_piece(
    cells: tuple[str, ...], kept: str
) -> None:
    columns = tuple(TableColumn(label=kind) for kind in ROW)
    table = Table(name="表", columns=columns, rows=(TableRow(row=2, cells=cells),))
    found = privacy.cut(table, ROW, ID_KEY)
    assert "".join(found.table.rows[0].cells[:5]) == kept
    assert bool(found.cells) == (kept != "".join((*cells[:1], cells[2], cells[4])))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("高龄津贴发放表（强生贵尿毒症）", "高龄津贴发放表（强生贵***）"),
        ("残疾人两项补贴花名册", "残疾人两项补贴花名册"),
        ("王守业家车祸临时救助", "王守业家**临时救助"),
    ],
)
def test_nobodys_illness_is_kept_from_what_stands_above_a_list(
    said: str, kept: str
) -> None:
    (table,) = tables.read_pasted(f"马家沟村{said}\n姓名\t金额\n王守业\t50\n")
    table = replace(table, name=said)
    left = privacy.cut(table, ("name", ""), b"k").table
    assert (left.name, left.title, left.lead) == (
        kept,
        f"马家沟村{kept}",
        (f"马家沟村{kept}",),
    )


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("白玉（残疾）", "白玉（**）"),
        ("王守业（精神病，2组）", "王守业（精神*，2组）"),
        ("王守业（死亡）", "王守业（已故）"),
        ("王守业(去世", "王守业（已故）"),
        ("王守业（停发，住院）", "王守业（停发，**）"),
        ("王建国（大）", "王建国（大）"),
        ("霍去病", "霍去病"),
    ],
)
def test_of_a_note_behind_a_name_no_illness_stays_and_that_nobody_is_there_does(
    cell: str, kept: str
) -> None:
    (table,) = tables.read_pasted(f"姓名\t金额\n{cell}\t50\n李燕\t50\n")
    left = privacy.cut(table, ("name", ""), b"k").table
    assert left.rows[0].cells[0] == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0.26666666666666666", "0.266667"),  # four mu in 公顷
        ("1.2333333333333334", "1.23333"),
        ("240.00000000000003", "240"),
        ("4.999999999999999", "5"),
        ("46997.399999999994", "46997.4"),
        ("46997.40", "46997.40"),
        ("610603.190104120019", "6106**************"),
        ("610.603190104120019", "610.603"),
        ("0.610603190104120019", "0.610603"),
        ("139.12345678", "139.123"),
    ],
)
def test_a_figure_that_a_machine_divided_keeps_what_it_says_and_no_number(
    written: str, kept: str
) -> None:
    table = Table(
        name="",
        title="",
        header_rows=(1,),
        columns=(
            TableColumn(label="补贴面积", kind="area", unit="公顷", unit_from="head"),
        ),
        rows=(TableRow(row=2, cells=(written,)),),
    )
    cut = privacy.cut(table, ["quantity"], ID_KEY)
    assert cut.table.rows[0].cells == (kept,)
    assert bool(cut.cells) is ("*" in kept)
