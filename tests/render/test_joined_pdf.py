"""PDFs behind each other in one: a book keeps what each had for a screen reader."""

import io
from functools import cache
from typing import Any

import pikepdf
import pytest

from tests.render.layout_samples import finance, vote, wide
from tests.render.notice_samples import land
from tests.render.reading import page_texts, squeezed
from tests.render.tags import assert_each_cell_has_its_head, tags_of
from villagepub.render import merged_pdf, poster_pdf
from villagepub.render.joined_pdf import JoinedPdf
from villagepub.render.pdf_objects import PdfPart, objects, sheet_sizes
from villagepub.render.volume import Cover, CoverLine, volume

VILLAGES = ("马家沟村", "杨家塌村")
TITLE = "延安市安塞区沿河湾镇2026年第四季度各村贴出的榜"


@cache
def posters() -> tuple[bytes, ...]:
    contents = (land(74), wide(), finance(), vote())
    return tuple(poster_pdf(c, paper="a4", ink="black") for c in contents)


@cache
def book() -> bytes:
    file = io.BytesIO()
    joined, pages = JoinedPdf(file), 0
    for village in VILLAGES:
        one = volume(
            cover(village), posters(), paper="a4", ink="black", first=pages + 1
        )
        one.join(joined)
        pages += one.pages
    joined.close()
    return file.getvalue()


def cover(village: str) -> Cover:
    return Cover(
        place="延安市安塞区沿河湾镇",
        village=village,
        quarter="2026年第四季度",
        drawn_on="2026年11月29日",
        basis="有关规定",
        lines=tuple(
            CoverLine(title=str(n), number="", where="公开栏", until="", now="")
            for n, _ in enumerate(posters())
        ),
        missing=(),
    )


@pytest.fixture(scope="module")
def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(book()))


def test_the_book_is_what_its_posters_are(opened: pikepdf.Pdf) -> None:
    assert opened.check_pdf_syntax() == []
    with opened.open_metadata() as about:
        assert (about.pdfa_status, about["pdfuaid:part"]) == ("2A", "1")
        assert about["dc:title"] == opened.docinfo["/Title"] == TITLE
    said = opened.Root.Metadata.read_bytes()
    assert b"<xmpTPg:NPages>%d<" % len(opened.pages) in said
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "zh-CN"
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_each_village_is_a_bookmark_with_its_posters_below(opened: pikepdf.Pdf) -> None:
    titles = [sheet.docinfo["/Title"] for sheet in map(opened_one, posters())]
    with opened.open_outline() as outline:
        tops = list(outline.root)
        assert [str(one.title) for one in tops] == list(VILLAGES)
        for top in tops:
            below = [str(one.title).replace(" ", "") for one in top.children]
            ends = zip(titles, below, strict=True)
            assert all(str(title).endswith(mark) for title, mark in ends)
            places = [page_of(opened, one) for one in (top, *top.children)]
            assert places == sorted(set(places))


def opened_one(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def page_of(opened: pikepdf.Pdf, mark: pikepdf.OutlineItem) -> int:
    place: Any = mark.destination
    return opened.pages.index(pikepdf.Page(place[0]))


def test_every_word_on_a_sheet_belongs_to_a_tag_of_that_sheet(
    opened: pikepdf.Pdf,
) -> None:
    owners = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
    assert len(owners) == len(opened.pages)
    for page in opened.pages:
        listed = owners[int(page.StructParents)]
        assert marks(page) == list(range(len(listed)))
        for mark, owner in enumerate(listed):
            assert mark in list(owner.K)
            assert owner.Pg.objgen == page.objgen


def marks(page: pikepdf.Page) -> list[int]:
    begun = pikepdf.parse_content_stream(page, "BDC")
    about: list[Any] = [one.operands[1] for one in begun]
    return sorted(int(one.MCID) for one in about if "/MCID" in one)


def test_a_table_finds_its_own_heads_among_those_of_all(opened: pikepdf.Pdf) -> None:
    tree = opened.Root.StructTreeRoot
    tags = list(tags_of(tree))
    assert [str(tag.S) for tag in tree.K] == ["/Document"]
    heads = [tag for tag in tags if "/ID" in tag]
    named = dict(pikepdf.NameTree(tree.IDTree))
    assert len(named) == len(heads)
    assert all(named[str(head.ID)].objgen == head.objgen for head in heads)
    for table in (tag for tag in tags if tag.S == "/Table"):
        assert_each_cell_has_its_head(table)
    alone = sum(
        len(list(tags_of(p.Root.StructTreeRoot))) for p in map(opened_one, posters())
    )
    covers = [tag for tag in tags if tag.S == "/H1"]
    assert len(covers) == len(VILLAGES) * (1 + len(posters()))
    assert len(tags) > len(VILLAGES) * alone


def test_every_sheet_is_as_it_was_and_has_its_number() -> None:
    texts = page_texts(book())
    assert all(squeezed(f"合印第 {n} 页") in text for n, text in enumerate(texts, 1))
    for poster in posters():
        for own in page_texts(poster):
            assert sum(text.startswith(own) for text in texts) == len(VILLAGES)
    sizes = [size for poster in posters() for size in sheet_sizes(poster)]
    assert len({w > h for w, h in sizes}) == 2  # one lies on its side
    with opened_one(book()) as opened:
        found = [tuple(map(float, p.MediaBox.as_list()[2:])) for p in opened.pages]
    assert found[1 : 1 + len(sizes)] == sizes


def test_posters_without_a_cover_are_joined_with_their_tags() -> None:
    with opened_one(merged_pdf(posters()[:2])) as opened:
        tree = opened.Root.StructTreeRoot
        assert sum(tag.S == "/H1" for tag in tags_of(tree)) == 2
        assert len(pikepdf.NumberTree(tree.ParentTree)) == len(opened.pages)


def test_what_people_wrote_is_no_reference() -> None:
    part = PdfPart(texts={}, base=100, keys=7, mark=b"3.")
    text = rb"<</Alt(see (5 0 R \) /ID\(x) 6 0 R)/P 5 0 R/ID(U1)/StructParents 2>>"
    said = rb"<</Alt(see (5 0 R \) /ID\(x) 6 0 R)/P 105 0 R/ID(3.U1)/StructParents 9>>"
    assert part.said(text) == said


def test_a_pdf_of_another_kind_is_refused() -> None:
    file = io.BytesIO()
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(ValueError, match="not a PDF of Typst"):
        objects(file.getvalue())
