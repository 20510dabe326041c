"""What is kept of a head that nobody used, and of where a government's list stands."""

import pytest

from tests.tables.sheet_files import as_xlsx, one
from villagepub import privacy
from villagepub.tables.table import Table, TableColumn, TableRow

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("尿毒症卡号", "***卡号"),
        ("糖尿病补助", "***补助"),
        ("肺癌患者名单", "**患者名单"),
        ("安民发〔2026〕12号（尿毒症）", "安民发〔2026〕12号（***）"),
        ("残疾证号", "残疾证号"),
        ("2026年残疾人两项补贴发放公示", "2026年残疾人两项补贴发放公示"),
        ("大病医疗救助名单", "大病医疗救助名单"),
        ("2026年地方病防治", "2026年地方病防治"),
        ("病险水库加固", "病险水库加固"),
    ],
)
def test_a_head_or_a_title_says_no_illness_and_keeps_what_an_office_calls_it(
    text: str, kept: str
) -> None:
    assert privacy.general_words(text) == kept


@pytest.mark.parametrize("kind", ["card", "unknown"])
def test_of_a_column_that_is_not_used_the_head_is_kept_without_an_illness(
    kind: str,
) -> None:
    table = one(as_xlsx([["姓名", "尿毒症卡号"], ["王建国", "12"], ["李燕", "7"]]))
    done = privacy.cut(table, (privacy.NAME, kind), KEY)
    assert [c.label for c in done.table.columns] == ["姓名", "***卡号"]
    assert [c.label for c in done.cut] == ["***卡号"]
    assert privacy.layout_key(done.table) == privacy.layout_key(table)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (
            plain := "https://www.ansai.gov.cn/art/2026/6/20/art_12345_1678901.html",
            plain,
        ),
        ("http://x.gov.cn/a.html?sfz=610624190711130395", "http://x.gov.cn/"),
        ("http://x.gov.cn/?t=%31%33%37%34%39%32%31%39%30%33%33", "http://x.gov.cn/"),
        ("http://王:13749219033@x.gov.cn/a", "http://x.gov.cn/"),
        ("x.gov.cn/13749219033", ""),
        ("镇政务公开栏", "镇政务公开栏"),
    ],
)
def test_of_an_address_with_somebodys_number_the_site_stays(
    address: str, kept: str
) -> None:
    assert privacy.web_address(address) == kept


@pytest.mark.parametrize(
    "text",
    [
        "幺三拐四九两幺九洞三三",
        "137转4921转9033",
        "打137接4921接9033",
        "幺三七四九二一九零三三",
    ],
)
def test_a_number_as_it_is_called_out_is_one(text: str) -> None:
    assert privacy.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "150户2026年1200元",
        "两个人拐弯勾缝三天",
        "138亩2025年1200元",
        "1380元转2026年1200元",
    ],
)
def test_figures_with_words_between_them_are_none(text: str) -> None:
    assert not privacy.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "断了一条腿",
        "胳膊没了",
        "躺在炕上起不来",
        "常年吃药",
        "瞎了一只眼",
        "上门女婿",
        "先天性的",
        "靠氧气瓶",
    ],
)
def test_what_a_village_calls_an_illness_is_one(text: str) -> None:
    assert privacy.is_about_health(text)


@pytest.mark.parametrize(
    "text",
    [
        "缺手套 12 双",
        "少了手推车",
        "没了手续",
        "路断了一半",
        "水管断了",
        "断电",
        "腿粗的树苗",
        "晚期水稻",
    ],
)
def test_what_is_broken_in_a_village_is_nobodys_illness(text: str) -> None:
    assert not privacy.is_about_health(text)


def headed(*heads: str) -> Table:
    cells = ("王建国", *["12"] * len(heads))
    columns = tuple(TableColumn(label=h, path=(h,)) for h in ("姓名", *heads))
    return Table(name="表", columns=columns, rows=(TableRow(row=2, cells=cells),))


@pytest.mark.parametrize(
    "heads",
    [
        ("137", "4921", "9033"),
        ("电话1374", "9219", "033"),
        ("61", "06", "24", "1907", "1113", "0395"),
        ("１３７", "4921-", "9033"),
        ("610624", "190711130395"),
        ("137\n", "4921", "9033"),
        ("电话头137", "中段4921", "末9033"),
        ("卡622848", "其余", "尾0017"),
        ("电话13", "中74", "再92", "尾19", "0", "33"),
        ("电话1", "3", "中7", "4", "再9", "2", "1", "9", "0", "3", "3"),
        ("证61", "号06", "续24", "年19", "月07", "日11", "十13", "末03", "95"),
    ],
)
def test_of_a_number_over_the_heads_of_unnamed_columns_nothing_is_kept(
    heads: tuple[str, ...],
) -> None:
    table = headed(*heads)
    done = privacy.cut(table, (privacy.NAME, *["unknown"] * len(heads)), KEY)
    kept = [c.label for c in done.table.columns[1:]]
    parts = [part for c in done.table.columns[1:] for part in c.path]
    assert not any(c.isdigit() for text in (*kept, *parts) for c in text)
    assert [c.label for c in done.cut] == kept
    assert privacy.layout_key(done.table) == privacy.layout_key(table)


@pytest.mark.parametrize(
    "heads",
    [("2024", "2025", "2026"), ("2024年", "2025年"), ("1", "2", "3", "4", "5", "6", "7"), ("1月", "2月"), ("一组12人", "二组13人", "三组14人", "四组15人"), ("第1次", "第2次", "第3次", "第4次"), ("1季度", "2季度", "3季度", "4季度"), ("2023年1次", "2024年2次", "2025年3次"), ("2024补贴", "2025补贴"), ("安政发12号", "3501亩", "2801元"), ("100元", "4921元", "9033元")],
)  # fmt: skip
def test_years_months_and_sums_over_unnamed_columns_stay(
    heads: tuple[str, ...],
) -> None:
    done = privacy.cut(headed(*heads), (privacy.NAME, *["unknown"] * len(heads)), KEY)
    assert tuple(c.label for c in done.table.columns[1:]) == heads
    assert all(c.path == (c.label,) for c in done.table.columns)


@pytest.mark.parametrize(
    ("parts", "kind", "gone"),
    [(("137", "4921", "9033"), "", "4921"), (("尿毒症", "卡号"), "card", "尿毒症"), (("6106241907", "11130395"), "unknown", "11130395")],
)  # fmt: skip
def test_what_was_taken_from_a_stacked_head_stands_in_none_of_its_parts(
    parts: tuple[str, ...], kind: str, gone: str
) -> None:
    column = TableColumn(label=" ".join(parts), path=parts)
    table = Table(name="表", columns=(column,), rows=(TableRow(row=2, cells=("1",)),))
    done = privacy.cut(table, (kind,), KEY).table.columns[0]
    assert done.label != column.label
    assert gone not in " ".join((done.label, *done.path))
