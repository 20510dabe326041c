"""Files that break readers: bombs, lies, depth, truncation. Each is made when asked for."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.tables.old_sheets import compound, record, xls
from tests.tables.sheet_files import Rows, as_docx, as_xlsx

SMALL: Rows = [["姓名", "组别", "金额"], ["王建国", "1组", 5], ["李燕", "2组", 2]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    # Hundreds of megabytes of one letter: packed as quickly as they can be.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, body in parts.items():
            archive.writestr(path, body)
    return out.getvalue()


def with_part(data: bytes, path: str, body: bytes) -> bytes:
    """The same zip with one part put in the place of another."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return zipped({**parts, path: body})


def sheet_xml(body: bytes, *, head: bytes = b"") -> bytes:
    begin = b'<?xml version="1.0"?>%b<worksheet xmlns="%b"><sheetData>'
    return (begin % (head, MAIN.encode())) + body + b"</sheetData></worksheet>"


def with_sheet(body: bytes, *, head: bytes = b"") -> bytes:
    xml = sheet_xml(body, head=head)
    return with_part(as_xlsx(SMALL), "xl/worksheets/sheet1.xml", xml)


def text_cell(place: str, text: bytes) -> bytes:
    return b'<c r="%b" t="inlineStr"><is><t>%b</t></is></c>' % (place.encode(), text)


def far_cells(spelling: Callable[[bytes], bytes]) -> bytes:
    """Two cells with a rectangle of a thousand million between them."""
    near = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return with_sheet(spelling(near + far))


def prefixed(xml: bytes) -> bytes:
    for tag in (b"row", b"c ", b"c>", b"v>"):
        xml = xml.replace(b"<" + tag, b"<x:" + tag).replace(b"</" + tag, b"</x:" + tag)
    return xml


def in_utf16() -> bytes:
    far = '<row r="50000"><c r="ALK50000"><v>1</v></c></row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{far}</sheetData></worksheet>'
    return with_part(as_xlsx(SMALL), "xl/worksheets/sheet1.xml", xml.encode("utf-16"))


def one_text_everywhere() -> bytes:
    """A shared text of thirty thousand letters that half a million cells point at."""
    shared = f'<sst xmlns="{MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'.encode()
    cells = b"".join(
        b'<row r="%d">%b</row>' % (r, b'<c t="s"><v>0</v></c>' * 10)
        for r in range(1, 50_001)
    )
    return with_part(with_sheet(cells), "xl/sharedStrings.xml", shared)


def many_cells() -> bytes:
    row = b"<c><v>1.5</v></c>" * 900
    rows = b"".join(b'<row r="%d">%b</row>' % (r, row) for r in range(1, 3_000))
    return with_sheet(rows)


def entities() -> bytes:
    """Ten names, each ten times the one before: the billion laughs."""
    lines = [b'<!ENTITY a0 "ha">']
    lines += [
        b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    ]
    head = b"<!DOCTYPE worksheet [" + b"".join(lines) + b"]>"
    return with_sheet(b"<row r='1'>" + text_cell("A1", b"&a9;") + b"</row>", head=head)


def outside_entity() -> bytes:
    head = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return with_sheet(b"<row r='1'>" + text_cell("A1", b"&x;") + b"</row>", head=head)


def endless_relation() -> bytes:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Target="workbook.xml"/></Relationships>'
    )
    return with_part(as_xlsx(SMALL), "xl/_rels/workbook.xml.rels", rels)


def lying_sizes() -> bytes:
    """A part of a hundred megabytes whose directory entry says that it has one."""
    data = bytearray(with_sheet(b" " * 100_000_000))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        (size,) = struct.unpack_from("<I", data, at + 24)
        if size > 50_000_000:
            struct.pack_into("<I", data, at + 24, 1_000_000)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def ods(rows: bytes, styles: bytes = b"") -> bytes:
    names = (
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = b"<office:document-content %b>%b<office:body><office:spreadsheet>" % (
        names,
        styles,
    )
    content += b'<table:table table:name="a">%b</table:table>' % rows
    content += b"</office:spreadsheet></office:body></office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": b"<a/>"}
    )


def repeated_ods() -> bytes:
    cell = b'<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    return ods(
        b'<table:table-row table:number-rows-repeated="1000000">%b</table:table-row>'
        % cell
    )


def document(body: bytes) -> bytes:
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = b'<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (name, body)
    return with_part(as_docx(SMALL), "word/document.xml", xml)


def wide_document() -> bytes:
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr><w:p/></w:tc>'
    return document(
        b"<w:tbl><w:tblGrid/>%b</w:tbl>" % (b"<w:tr>%b</w:tr>" % cell * 900)
    )


def nested(tag: bytes, depth: int, text: bytes = b"") -> bytes:
    return b"<%b>" % tag * depth + text + b"</%b>" % tag * depth


def nested_tables(depth: int) -> bytes:
    row = b"<table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td><td>"
    return b"<html>" + row * depth + b"</td></tr></table>" * depth


def far_xls() -> bytes:
    return xls([["姓名"], *[[None]] * 65_000, [*[None] * 255, "远"]])


def circular_xls() -> bytes:
    """A compound file whose table of sectors leads back to where it began."""
    data = bytearray(xls(SMALL))
    fat = len(data) - 512
    struct.pack_into("<I", data, fat, 0)
    return bytes(data)


def shared_xls() -> bytes:
    """A shared text of thirty thousand letters in sixty thousand cells."""
    rows: Rows = [["长" * 3_000] * 4] * 60_000
    return xls(rows, shared=["长" * 3_000])


def unending_records() -> bytes:
    return compound(record(0x0809, b"\0" * 16) + b"\x85\0\0\0" * 200_000)


def huge_spans() -> bytes:
    cell = b"<td rowspan=500 colspan=500>1</td>"
    return (
        b"<html><table>" + (b"<tr>" + cell * 50 + b"</tr>") * 2_000 + b"</table></html>"
    )


TEN = 10_000_000


def lying_texts() -> bytes:
    """Six hundred shared texts of a million letters, which the zip calls 500 bytes."""
    one = b"<si><t>" + b"a" * 1_000_000 + b"</t></si>"
    shared = b'<sst xmlns="%b">' % MAIN.encode() + one * 600 + b"</sst>"
    path = b"xl/sharedStrings.xml"
    data = bytearray(with_part(as_xlsx(SMALL), path.decode(), shared))
    for sign, size, name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = data.find(sign)
        while at >= 0:
            if data[at + name : at + name + len(path)] == path:
                struct.pack_into("<I", data, at + size, 500)
            at = data.find(sign, at + 4)
    return bytes(data)


FILES: dict[str, Callable[[], bytes]] = {
    "炸弹.xlsx": lambda: with_sheet(b"0" * 400_000_000),
    "谎称.xlsx": lying_sizes,
    "谎称文字.xlsx": lying_texts,
    "远角.xlsx": lambda: far_cells(lambda xml: xml),
    "远角带前缀.xlsx": lambda: far_cells(prefixed),
    "远角单引号.xlsx": lambda: far_cells(lambda xml: xml.replace(b'"', b"'")),
    "远角.utf16.xlsx": in_utf16,
    "一格长文.xlsx": lambda: with_sheet(
        b'<row r="1">' + text_cell("A1", b"a" * TEN) + b"</row>"
    ),
    "处处长文.xlsx": one_text_everywhere,
    "太多格.xlsx": many_cells,
    "实体.xlsx": entities,
    "外部实体.xlsx": outside_entity,
    "深.xlsx": lambda: with_sheet(nested(b"row", 200_000)),
    "只有行头.xlsx": lambda: with_sheet(b"<row " * 2_000_000),
    "绕圈.xlsx": endless_relation,
    "空壳.xlsx": lambda: zipped({"xl/workbook.xml": b"<workbook/>"}),
    "二进制.xlsb": lambda: zipped({"xl/workbook.bin": b"\0" * 100}),
    "重复.ods": repeated_ods,
    "坏的.ods": lambda: ods(b"<table:table-row>"),
    "太宽.docx": wide_document,
    "深.docx": lambda: document(nested(b"w:p", 100_000)),
    "套表.docx": lambda: document(b"<w:tbl><w:tr><w:tc>" * 80 + b"</w:tc></w:tr></w:tbl>" * 80),
    "一格长文.docx": lambda: document(
        b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>%b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        % (b"a" * TEN)
    ),
    "炸弹.docx": lambda: document(b"<w:p/>" * 20_000_000),
    "远角.xls": far_xls,
    "绕圈.xls": circular_xls,
    "处处长文.xls": shared_xls,
    "没有头.xls": lambda: compound(b"\0" * 5000),
    "没有尾.xls": unending_records,
    "套表.html": lambda: nested_tables(5_000),
    "大格.html": huge_spans,
    "深.html": lambda: b"<html><table>" + nested(b"div", 300_000, b"x"),
    "满是格.html": lambda: b"<html><table><tr>" + b"<td>1" * 3_900_000,
    "一格长文.html": lambda: b"<html><table><tr><td>a<td>%b" % (b"a" * TEN),
    "一格长文.csv": lambda: "姓名,金额\n".encode() + b"a" * TEN + b",1\n",
    "一行长.csv": lambda: "姓名,金额\n".encode() + b"a," * (TEN // 2),
    "满是引号.csv": lambda: b'"' * TEN,
    "满是换行.csv": lambda: b"a\n" * 9_000_000,
    "没有声明.csv": lambda: "姓名,金额\n王建国,5\n李燕,2\n".encode("utf-16-le"),
    "半个字.csv": lambda: "姓名,金额\n王建国,5\n李燕,2\n".encode("gb18030")[:-6],
    "混合编码.csv": lambda: "姓名,金额\n".encode() + "王建国,5\n".encode("gb18030"),
    "大五码.csv": lambda: "姓名,金額\n王建國,5\n".encode("big5"),
}  # fmt: skip
