"""Letters: what each may say, by the law of its day, and how it is laid out."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pypdf
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.reading import page_texts
from villagepub import render
from villagepub.errors import UserError
from villagepub.letters.content import LetterHead, Verification, compose_letter
from villagepub.letters.matters import MEND, PUBLISH, Matter
from villagepub.letters.senders import addressee_of
from villagepub.models import LetterKind, Place
from villagepub.render.letter import Letter, Paragraph

ON = date(2026, 11, 20)
SEEN = Verification(
    by="镇村务公开办公室", on=date(2026, 11, 18), facts="看了公开栏，没有贴。"
)
FRAME = LetterHead(
    sender="安塞区沿河湾镇人民政府",
    to="马家沟村民委员会",
    number="沿政公函〔2026〕3号",
    contact="白玉兰",
    phone="0911-0062018",
    copy="马家沟村村务监督委员会",
)
LAND = Matter(
    key="f1",
    finding_id=1,
    item_id=1,
    period="2026",
    item="耕地地力保护补贴",
    what="数值不一致：白志明 补贴面积，村里贴的 13.25，政府公开的 12.35",
    ask=MEND,
    is_collective=False,
)
LEDGER = replace(
    LAND,
    key="d2-2026Q3",
    item="村级财务收支逐笔明细",
    period="2026Q3",
    ask=PUBLISH,
    is_collective=True,
)


def write(
    kind: LetterKind, *found: Matter, frame: LetterHead = FRAME, **more: Any
) -> Letter:
    return compose_letter(kind, found, frame, due_on=date(2026, 11, 27), on=ON, **more)


def remind(*found: Matter, **more: Any) -> Letter:
    return write(LetterKind.REMIND, *found, **more)


def order(*found: Matter, **more: Any) -> Letter:
    return write(LetterKind.ORDER, *found, **({"verified": SEEN} | more))


def words(letter: Letter) -> str:
    return "".join(p.text for p in letter.body)


def test_an_order_needs_somebody_who_looked_into_it() -> None:
    with pytest.raises(UserError, match="先调查核实"):
        order(LAND, verified=None)
    with pytest.raises(UserError, match="查明了什么"):
        order(LAND, verified=replace(SEEN, facts=""))
    with pytest.raises(UserError, match="还没到"):
        order(LAND, verified=replace(SEEN, on=date(2026, 12, 1)))


def test_an_order_cites_the_law_of_the_day_and_the_verification() -> None:
    said = words(order(LAND))
    assert "2026年11月18日，镇村务公开办公室" in said
    assert "《中华人民共和国村民委员会组织法》第三十五条、第三十六条，责令" in said
    assert "第三十一条" not in said
    assert "看了公开栏，没有贴。具体情况见附件。" in said


def test_the_collective_is_never_ordered_to_publish() -> None:
    assert len(order(LAND, LEDGER).annex.rows) == 1
    with pytest.raises(UserError, match="不适用责令公布"):
        order(LEDGER)


@pytest.mark.parametrize("to", ["真武洞社区居民委员会", "沿河湾镇人民政府"])
def test_only_a_villagers_committee_is_ordered(to: str) -> None:
    with pytest.raises(UserError, match="只对村民委员会"):
        order(LAND, frame=replace(FRAME, to=to))


def test_a_reminder_names_the_law_of_whoever_publishes() -> None:
    both = words(remind(LAND, LEDGER))
    assert "村民委员会组织法》第三十五条" in both
    assert "农村集体经济组织法》第四十五条、第十条第三款" in both
    assert "农村集体经济组织法" not in words(remind(LAND))
    assert "村民委员会组织法" not in words(remind(LEDGER))
    streets = remind(LAND, frame=replace(FRAME, to="真武洞社区居民委员会"))
    assert "村民委员会组织法" not in words(streets)


def test_a_reminder_says_what_it_is_about_and_is_no_judgement() -> None:
    letter = remind(LAND, LEDGER)
    assert "共有1件没有公布，1处需要核对" in letter.body[0].text
    assert letter.body[-1].text == "本函只作提醒，不是对事实的认定。"
    assert [row[0] for row in letter.annex.rows] == ["1", "2"]
    assert letter.title == ("关于村务公开有关事项的提醒函",)
    assert remind(LAND).title == ("关于2026年耕地地力保护补贴", "公开情况的提醒函")


@pytest.mark.parametrize("due_on", [ON, date(2026, 11, 1)])
def test_a_deadline_lies_ahead(due_on: date) -> None:
    with pytest.raises(UserError, match="今天以后"):
        compose_letter(LetterKind.REMIND, [LAND], FRAME, due_on=due_on, on=ON)


def test_a_letter_about_nothing_is_none() -> None:
    with pytest.raises(UserError, match="还没选"):
        remind()


@pytest.mark.parametrize(
    ("name", "short", "full"),
    [
        ("马家沟村委会", "马家沟村", "马家沟村民委员会"),
        ("真武洞社区居委会", "真武洞社区", "真武洞社区居民委员会"),
        ("高家峁村", "高家峁村", "高家峁村民委员会"),
        ("金明街社区", "金明街社区", "金明街社区居民委员会"),
    ],
)
def test_a_letter_names_the_committee_in_full(name: str, short: str, full: str) -> None:
    place = Place(
        code="610603102201", parent_code="", name=name, short_name=short, full_name=name
    )
    assert addressee_of(place) == full


def test_a_township_writes_to_nobody_but_villages() -> None:
    town = Place(
        code="610603102", parent_code="", name="镇", short_name="镇", full_name="镇"
    )
    with pytest.raises(UserError, match="只发给村"):
        addressee_of(town)


def test_what_is_kept_is_read_back_as_it_was() -> None:
    letter = order(LAND)
    assert Letter.from_json(letter.to_json()) == letter


def pages(letter: Letter) -> list[str]:
    return page_texts(render.letter_pdf(letter))


@settings(max_examples=12)
@given(st.integers(1, 420))
def test_a_signature_never_stands_alone_on_a_page(length: int) -> None:
    """Whatever the text's length: the last paragraph goes where the signature goes."""
    long = Paragraph(text="核" * length)
    letter = order(LAND)
    body = (*letter.body[:-1], long, replace(long, text="末段说完。"))
    found = pages(replace(letter, body=body))
    signed = next(page for page in found if "2026年11月20日（联系人" in page)
    assert "末段说完。" in signed
    assert "附件：核实事项清单" in signed
    assert "此页无正文" not in "".join(found)


def test_a_full_line_holds_28_characters_and_a_page_22_lines() -> None:
    letter = order(LAND)
    body = (*(Paragraph(text="核" * 26) for _ in range(30)), letter.body[-1])
    reader = pypdf.PdfReader(io.BytesIO(render.letter_pdf(replace(letter, body=body))))
    second = [line.strip() for line in reader.pages[1].extract_text().splitlines()]
    full = [line for line in second if set(line) == {"核"}]
    assert {len(line) for line in full} == {26}  # and two characters of indent
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_an_order_has_the_red_head_its_number_and_the_folio() -> None:
    first, *_, last = pages(
        order(LAND, frame=replace(FRAME, number="沿政责〔2026〕1号"))
    )
    assert first.startswith("安塞区沿河湾镇人民政府文件沿政责〔2026〕1号责令公布通知书")
    assert "—1—" in first
    assert "抄送：马家沟村村务监督委员会。" in last
    assert "2026年11月20日印发" in last


def test_only_a_draft_shows_where_the_seal_goes() -> None:
    assert "印章位" in "".join(pages(remind(LAND, frame=replace(FRAME, stamp="样稿"))))
    assert "印章位" not in "".join(pages(remind(LAND)))


@pytest.mark.parametrize("make", [remind, order])
def test_the_docx_is_laid_out_like_the_pdf(make: Any) -> None:
    letter = make(LAND)
    document = docx.Document(io.BytesIO(render.letter_docx(letter)))
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(m / Mm(1)) for m in margins] == [37, 35, 28, 26]
    said = document.core_properties
    assert (said.author, said.comments) == (letter.sender, "")
    texts = [p.text for p in document.paragraphs]
    assert letter.mark in texts
    assert letter.number in texts
    end = texts.index(letter.sender)
    kept = document.paragraphs[texts.index(letter.body[-1].text) : end + 2]
    assert all(p.paragraph_format.keep_with_next for p in kept)
    said = document.paragraphs[texts.index(letter.body[-1].text)].runs[0]
    assert said.font.size.pt == 16
    assert "仿宋" in said._r.xml
    assert len(document.tables[0].rows) == 2


@pytest.mark.parametrize("make", [remind, order])
@pytest.mark.parametrize("stamp", ["", "样稿", "作废"])
def test_what_does_not_hold_says_so_on_every_page_of_pdf_and_docx(
    make: Any, stamp: str
) -> None:
    letter = replace(make(LAND), stamp=stamp)
    section = docx.Document(io.BytesIO(render.letter_docx(letter))).sections[0]
    headers = [section.header, section.even_page_header]
    if letter.form == "letter":
        headers.append(section.first_page_header)
    said = {"".join(p.text for p in header.paragraphs) for header in headers}
    assert said == {stamp}
    drawn = pages(letter)
    assert all(stamp in text for text in drawn)


def test_what_no_list_names_and_nobody_posted_is_ordered_of_nobody() -> None:
    """Whose it is to publish is not known, so a reminder is all that can go out."""
    unknown = replace(LAND, key="f9", item_id=0, item="退耕还林补助", is_listed=False)
    with pytest.raises(UserError, match="先加到村里的清单上"):
        order(unknown)
    assert len(order(LAND, unknown).annex.rows) == 1
    assert "退耕还林补助" in words(remind(unknown))
