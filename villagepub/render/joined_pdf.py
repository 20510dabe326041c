"""PDFs of Typst behind each other in one file, written as they come; they keep their tags.

What a file has once (pages, structure, parent tree, ids, bookmarks) is written at the end
from a few numbers a page, so the memory is that of one PDF. PDFium drops the structure of
what it joins; qpdf holds every element of the book.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from villagepub.render.pdf_objects import OURS, PdfPart, objects, refers, within

# there is one each
PAGES, TREE, WHOLE, OUTLINES, CATALOG, METADATA, SAVED = range(1, 8)
TOGETHER = 200  # objects that are compressed as one
ROW = struct.Struct(">BIH")  # of the table of objects: how it stands, where, which
TITLE = rb"/Title(<[^>]*>|\((?:\\.|[^\\)])*\))"


class JoinedPdf:
    """``add`` the PDFs in their order, then ``close``. The first says the file's title;
    the bookmark of each is its first heading.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._rows = file, bytearray(ROW.pack(0, 0, 0xFFFF))
        self._waiting: list[tuple[int, bytes]] = []
        self._pages: list[int] = []
        self._wholes: list[int] = []
        self._keys: list[int] = []  # leaves of the parent tree
        self._ids: list[int] = []
        self._marks: list[tuple[bytes, int, bool]] = []
        self._roles: dict[bytes, None] = {}
        self._catalog = self._metadata = self._trailer = b""
        self._next_key = 0
        file.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        self._take(SAVED)
        self._put_stream(SAVED, b"<<", b"q\n")

    def add(
        self,
        pdf: bytes,
        *,
        is_under: bool = False,
        stamps: Sequence[int] = (),
        own: int | None = None,
    ) -> list[int]:
        """``is_under``: its bookmark stands under the last that does not. ``stamps``: what
        is laid over each of its sheets. ``own``: so many of its sheets are in the book,
        those behind them are stamps, whose numbers are given. Raises ValueError.
        """
        texts = objects(pdf)
        part = PdfPart(
            texts=texts,
            base=self._take(len(texts) - 1) - 1,
            keys=self._next_key,
            mark=b"%05d." % len(self._marks),
        )
        pages, title = self._take_apart(part)
        shown, over = pages[:own], pages[own:] if own else []
        made = [_stamp_of(part, page) for page in over]
        for page, stamp in zip(shown, stamps, strict=bool(stamps)):
            self._lay_over(part, page, stamp)
        self._copy(part)
        self._marks.append((title, part.number(shown[0]), is_under))
        self._pages += map(part.number, shown)
        return made

    def _take(self, count: int) -> int:
        """The first of so many new numbers."""
        first = len(self._rows) // ROW.size
        self._rows += bytes(ROW.size * count)
        return first

    def _take_apart(self, part: PdfPart) -> tuple[list[int], bytes]:
        """Its sheets and its title; what the book has once is no longer among its texts."""
        texts = part.texts
        trailer = texts.pop(0).partition(b"startxref")[0].strip()
        root = refers(b"Root", trailer)
        catalog = texts.pop(root)
        tree, outlines, metadata = (
            refers(name, catalog)
            for name in (b"StructTreeRoot", b"Outlines", b"Metadata")
        )
        pages = [*part.pages(refers(b"Pages", catalog), PAGES)]
        outline = b"".join(part.bookmarks(outlines))
        said_once = texts.pop(metadata)
        part.elsewhere |= {
            root: CATALOG, tree: TREE, outlines: OUTLINES, metadata: METADATA
        }  # fmt: skip
        if not self._marks:
            self._catalog, self._metadata = part.said(catalog), said_once
            self._trailer = part.said(trailer)
        part.elsewhere[tree] = WHOLE
        self._join(part, texts.pop(tree))
        return pages, within(TITLE, outline)

    def _join(self, part: PdfPart, tree: bytes) -> None:
        """Its structure, below the book's."""
        for kid in re.findall(rb"(\d+) 0 R", within(rb"/K\[([^]]*)\]", tree)):
            own = part.texts[int(kid)]
            part.texts[int(kid)] = own.replace(b"/S/Document", b"/S/Part", 1)
            self._wholes.append(part.number(int(kid)))
        said = part.said(tree)
        roles = within(rb"/RoleMap<<(.*?)>>", said)
        self._roles |= dict.fromkeys(re.findall(rb"/\w+/\w+", roles))
        nums = within(rb"/ParentTree<</Nums\[([^]]*)\]", tree)
        keys = [
            (part.keys + int(key), part.number(int(owners)))
            for key, owners in re.findall(rb"(\d+) (\d+) 0 R", nums)
        ]
        listed = b" ".join(b"%d %d 0 R" % pair for pair in keys)
        limits = b"%d %d" % (keys[0][0], keys[-1][0])
        self._keys.append(self._leaf(limits, b"Nums", listed))
        if b"/IDTree" in said:
            names = within(rb"/IDTree<</Names\[([^]]*)\]", said)
            ids = re.findall(rb"\([^)]*\)", names)
            self._ids.append(self._leaf(ids[0] + ids[-1], b"Names", names))
        self._next_key += int(within(rb"/ParentTreeNextKey (\d+)", said))

    def _leaf(self, limits: bytes, kind: bytes, listed: bytes) -> int:
        text = b"<</Limits[%s]/%s[%s]>>" % (limits, kind, listed)
        return self._hold(self._take(1), text)

    def _lay_over(self, part: PdfPart, page: int, stamp: int) -> None:
        """A stamp over a sheet, as what no reader reads out."""
        content = refers(b"Contents", part.texts[page])
        resources = refers(b"Resources", part.texts[page])
        after = self._put_stream(
            self._take(1), b"<<", b"Q/Artifact BMC/Over%d Do EMC" % stamp
        )
        three = _references((OURS + SAVED, content, OURS + after))
        part.texts[page] = part.texts[page].replace(
            b"/Contents %d 0 R" % content, b"/Contents[%s]" % three
        )
        entry = b"/XObject<</Over%d %d 0 R" % (stamp, OURS + stamp)
        text = part.texts[resources]
        if b"/XObject<<" in text:
            part.texts[resources] = text.replace(b"/XObject<<", entry, 1)
        else:
            part.texts[resources] = text[:-2] + entry + b">>>>"

    def _copy(self, part: PdfPart) -> None:
        cut = [text.partition(b"\nstream\n") for text in part.texts.values()]
        heads = part.all_said([head for head, _, _ in cut])
        for own, head, (_, stream, data) in zip(part.texts, heads, cut, strict=True):
            if stream:
                self._put(part.number(own), head + stream + data)
            else:
                self._hold(part.number(own), head)
        self._flush()

    def _put(self, number: int, text: bytes) -> int:
        ROW.pack_into(self._rows, number * ROW.size, 1, self._file.tell(), 0)
        self._file.write(b"%d 0 obj\n%s\nendobj\n" % (number, text))
        return number

    def _put_stream(self, number: int, entries: bytes, data: bytes) -> int:
        head = b"%s/Length %d>>" % (entries, len(data))
        return self._put(number, head + b"\nstream\n" + data + b"\nendstream")

    def _hold(self, number: int, text: bytes) -> int:
        """To be written with others, compressed."""
        self._waiting.append((number, text))
        if len(self._waiting) == TOGETHER:
            self._flush()
        return number

    def _flush(self) -> None:
        if not self._waiting:
            return
        together, at = self._take(1), 0
        index = []
        for place, (number, text) in enumerate(self._waiting):
            ROW.pack_into(self._rows, number * ROW.size, 2, together, place)
            index.append(b"%d %d" % (number, at))
            at += len(text) + 1
        head = b" ".join(index) + b"\n"
        body = b"\n".join(text for _, text in self._waiting)
        entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode"
        entries %= len(self._waiting), len(head)
        self._put_stream(together, entries, zlib.compress(head + body, 3))
        self._waiting.clear()

    def close(self) -> None:
        """Write what the file has once. The file stays open."""
        count = b"%d" % len(self._pages)
        kids = _references(self._pages)
        self._hold(PAGES, b"<</Type/Pages/Count %s/Kids[%s]>>" % (count, kids))
        whole = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>"
        self._hold(WHOLE, whole % (TREE, _references(self._wholes)))
        tree = b"<</Type/StructTreeRoot/RoleMap<<%s>>/K[%d 0 R]/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d/IDTree<</Kids[%s]>>>>"
        self._hold(
            TREE,
            tree
            % (
                b"".join(self._roles),
                WHOLE,
                _references(self._keys),
                self._next_key,
                _references(self._ids),
            ),
        )
        self._put_outlines()
        self._hold(CATALOG, self._catalog)
        self._flush()
        said = re.sub(rb"(?<=NPages>)\d+", count, self._metadata)
        head, stream, data = said.partition(b"\nstream\n")
        data = data.removesuffix(b"\nendstream")
        self._put_stream(METADATA, b"<</Type/Metadata/Subtype/XML", data)
        self._put_table()

    def _put_outlines(self) -> None:
        first = self._take(len(self._marks))
        under: dict[int, list[int]] = {OUTLINES: []}
        over: list[int] = []
        for number, (_, _, is_under) in enumerate(self._marks, first):
            above = under[OUTLINES][-1] if is_under else OUTLINES
            under.setdefault(above, []).append(number)
            over.append(above)
        self._hold(OUTLINES, b"<</Type/Outlines%s>>" % _span(under[OUTLINES], b""))
        for number, (title, page, _) in enumerate(self._marks, first):
            above = over[number - first]
            row = under[above]
            at = row.index(number)
            text = b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]" % (title, above, page)
            if at:
                text += b"/Prev %d 0 R" % row[at - 1]
            if at + 1 < len(row):
                text += b"/Next %d 0 R" % row[at + 1]
            if number in under:
                text += _span(under[number], b"-")
            self._hold(number, text + b">>")

    def _put_table(self) -> None:
        number, start = self._take(1), self._file.tell()
        ROW.pack_into(self._rows, number * ROW.size, 1, start, 0)
        size = b"/Size %d" % (number + 1)
        entries = re.sub(rb"/Size \d+", size, self._trailer, count=1)[:-2]
        entries += b"/Type/XRef/W[1 4 2]/Filter/FlateDecode"
        self._put_stream(number, entries, zlib.compress(self._rows))
        self._file.write(b"startxref\n%d\n%%%%EOF\n" % start)


def _stamp_of(part: PdfPart, page: int) -> int:
    """A sheet made into a picture that can be laid over others."""
    sheet = part.texts.pop(page)
    content = refers(b"Contents", sheet)
    head, stream, data = part.texts[content].partition(b"\nstream\n")
    box = within(rb"/MediaBox\[([^]]*)\]", sheet)
    form = b"/Type/XObject/Subtype/Form/BBox[%s]/Resources %d 0 R>>"
    form %= box, refers(b"Resources", sheet)
    part.texts[content] = head[:-2] + form + stream + data
    return part.number(content)


def _span(row: Sequence[int], sign: bytes) -> bytes:
    return b"/First %d 0 R/Last %d 0 R/Count %s%d" % (row[0], row[-1], sign, len(row))


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
