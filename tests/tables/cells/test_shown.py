"""What is read is what the sheet shows: formats, marks nobody sees, damaged numbers."""

import datetime

import pytest
from openpyxl import Workbook

from tests.tables.old_sheets import xls
from tests.tables.sheet_files import Rows, as_csv, as_xlsx, case, cells, one, stored
from villagepub import tables
from villagepub.tables import TableError
from villagepub.tables.cells.number_formats import is_date, parse
from villagepub.tables.cells.private_use import PUBLIC


def formatted(value: object, code: str) -> bytes:
    """Two people with one value; the second one's cell has the format."""
    book = Workbook()
    for row in (["姓名", "备注", "数"], ["王建国", "无", 1], ["李燕", "无", value]):
        book.active.append(row)
    book.active["C3"].number_format = code
    return stored(book)


SHOWN = [
    (7.1, "0.00", "7.10"),
    (3.504, "0.00", "3.504"),
    (1234.5, "#,##0.00", "1234.50"),
    (349.2, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "349.20"),
    (-5, "0.00_);[Red]\\(0.00\\)", "-5.00"),
    (210, '0"元"', "210元"),
    (1, '"第"0"组"', "第1组"),
    (5, "[$¥-804]#,##0.00", "¥5.00"),
    (0.1, "0%", "10%"),
    (186000, '0!.0,"万元"', "18.6万元"),
    (12, "000000", "000012"),
    (0, "0;-0;;@", ""),
    (5, ";;;", ""),
    (5, "0.00E+00", "5"),
    (5, "General", "5"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_is_read_as_its_format_shows_it(
    value: float, code: str, text: str
) -> None:
    assert one(formatted(value, code)).rows[1].cells[2] == text


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_of_an_xls_is_read_as_its_format_shows_it(
    value: float, code: str, text: str
) -> None:
    rows: Rows = [["姓名", "备注", "数"], ["王建国", "无", 1], ["李燕", "无", value]]
    data = xls(rows, formats={(2, 2): code})
    assert one(data, "表.xls").rows[1].cells[2] == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "2026-07-01"),
        ('yyyy"年"m"月"', "2026年7月"),
        ('m"月"', "7月"),
        ('m"月"d"日"', "2026-07-01"),
        ("yyyy\\-mm", "2026年7月"),
    ],
)
def test_no_day_is_read_where_none_is_shown(code: str, text: str) -> None:
    day = datetime.date(2026, 7, 1)
    assert one(formatted(day, code)).rows[1].cells[2] == text
    rows: Rows = [["姓名", "备注", "数"], ["王建国", "无", 1], ["李燕", "无", 46204]]
    data = xls(rows, formats={(2, 2): code})
    assert one(data, "表.xls").rows[1].cells[2] == text


def test_a_format_is_known_for_days_or_numbers() -> None:
    assert is_date('[$-804]yyyy"年"m"月"d"日";@')
    assert not is_date('0"日"')
    assert parse("General") is None


def test_a_column_of_days_shown_with_two_decimals_keeps_its_zeros() -> None:
    table = case("13-trailing-zero/13_float_fmt.xlsx")
    days = [row.cells[0] for row in table.rows]
    assert days == ["", "7.01", "7.10", "7.20", "7.21", "7.30"]


@pytest.mark.parametrize("file", ["30_bidi.xlsx", "30_softhyphen.xlsx"])
def test_marks_that_nobody_sees_make_no_difference(file: str) -> None:
    clean = cells(case("30-invisible-marks/30_clean.xlsx"))
    found = cells(case(f"30-invisible-marks/{file}"))
    assert [row[:2] for row in found] == [row[:2] for row in clean]
    assert [float(row[4]) for row in found] == [float(row[4]) for row in clean]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("王\u00ad建国", "王建国"),
        ("\u202d王建国\u202c", "王建国"),
        ("王\ufeff建国\ufe0f", "王建国"),
        ("\u2066王建国\u2069", "王建国"),
        ('="001"', "001"),
        ("'610603", "610603"),
        ("'王建国", "'王建国"),
        ("李\ue81e", "李龴"),
        ("吴\ue863", "吴䶮"),
        ("王_x000D_建国", "王建国"),
    ],
)
def test_what_programs_add_to_a_cell_is_gone(written: str, seen: str) -> None:
    rows: Rows = [["姓名", "金额"], [written, 1], ["李燕", 2]]
    assert cells(one(as_csv(rows), "表.csv"))[0][0] == seen


def test_private_code_points_are_those_of_gb18030() -> None:
    assert len(PUBLIC) == 80 + 10 + 12 + 4
    assert all(0xE000 <= code <= 0xF8FF for code in PUBLIC)
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in PUBLIC.values())


@pytest.mark.parametrize("file", ["12_pua.xlsx", "12_gbk_fe59.csv", "12_pua_v.csv"])
def test_a_name_in_a_private_code_point_is_the_name(file: str) -> None:
    assert case(f"12-private-use/{file}").rows[0].cells[0] == "李龴"


@pytest.mark.parametrize(
    ("file", "count"),
    [("03b_v.xlsx", 8), ("03b_v.csv", 8), ("03b_v_txt.xlsx", 8), ("03b_v1.xlsx", 1), ("03c_v.xlsx", 10)],
)  # fmt: skip
def test_identity_numbers_that_excel_damaged_go_no_further(
    file: str, count: int
) -> None:
    table = case(f"03-damaged-id/{file}")
    assert sum(1 for row in table.rows if not row.cells[1]) == count
    assert sum("后几位丢了" in note for note in table.notes) == 1


def test_a_damaged_number_is_never_made_exact_and_others_stay() -> None:
    rows: Rows = [
        ["姓名", "合同号", "身份证号"],
        ["王建国", 610603190512120000, 610603190512120000],
        ["李燕", "HT-2", "610603190604060190"],
    ]
    assert cells(one(as_xlsx(rows))) == [
        ("王建国", "610603190512120000", ""),
        ("李燕", "HT-2", "610603190604060190"),
    ]


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        (("610603190101121000", "610603190604060190"), [True, True]),
        (("610603190101121000", "610603190512120000"), [False, False]),
        (("610603190101121000", ""), [False, False]),
    ],
)
def test_a_whole_number_that_ends_in_noughts_stays_among_whole_ones(
    numbers: tuple[str, str], kept: list[bool]
) -> None:
    rows: Rows = [["姓名", "身份证号"], ["王建国", numbers[0]], ["李燕", numbers[1]]]
    found = one(as_xlsx(rows)).rows
    assert [bool(row.cells[1]) for row in found] == kept


def test_a_page_in_utf16_named_xls_is_read() -> None:
    table = case("07-utf16-html-xls/07_html_utf16.xls")
    assert (len(table.rows), table.totals[0].cells[4]) == (12, "3780")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_in_utf16_is_read_with_a_mark_or_without(encoding: str) -> None:
    page = (
        "<html><table><tr><td>姓名<td>金额<tr><td>王建国<td>5<tr><td>李燕<td>6</table>"
    )
    for text, name in (
        (page, "表.xls"),
        ("姓名\t金额\n王建国\t5\n李燕\t6\n", "表.txt"),
    ):
        assert cells(one(text.encode(encoding), name)) == [
            ("王建国", "5"),
            ("李燕", "6"),
        ]


def test_a_document_in_words_own_xml_says_how_to_save_it() -> None:
    with pytest.raises(TableError, match="是 Word 的 XML.*另存成 docx"):
        case("07-wordml-doc/07_wordml.doc")


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 9


FLAT = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package/>'


@pytest.mark.parametrize(
    ("data", "says"),
    [(old_word(), "是旧的 Word 文档"), (FLAT, "是 Word 的 XML"), (FLAT.decode().encode("utf-16"), "是 Word 的 XML")],
)  # fmt: skip
def test_a_document_of_old_word_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(TableError, match=f"{says}.*另存成 docx"):
        tables.read(data, "公示.doc")
